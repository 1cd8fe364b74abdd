// Errors of listening sockets.

import Foundation

/// A listening socket that could not be opened. Its description is one line for people.
package struct ListenError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Reason: Sendable, Equatable {
    case inUse
    case notPermitted
    case badAddress
    /// A path that is empty or longer than this number of bytes.
    case badPath(Int)
    /// An inherited descriptor that is not a listening socket.
    case notListening
    /// Another system error, with its `errno`.
    case system(Int32)
  }

  package let reason: Reason
  package let host: String
  package let port: Int

  init(_ reason: Reason, host: String, port: Int) {
    self.reason = reason
    self.host = host
    self.port = port
  }

  init(errno code: Int32, host: String, port: Int) {
    let reason: Reason =
      switch code {
      case EADDRINUSE: .inUse
      case EACCES, EPERM: .notPermitted
      case EADDRNOTAVAIL, EAFNOSUPPORT: .badAddress
      default: .system(code)
      }
    self.init(reason, host: host, port: port)
  }

  package var description: String {
    let place = port == 0 ? host : "\(host) port \(port)"
    switch reason {
    case .inUse: return "cannot listen on \(place): another program is listening there"
    case .notPermitted: return "cannot listen on \(place): not permitted (ports below 1024 need a privilege)"
    case .badAddress: return "cannot listen on \(place): not an address of this machine"
    case .badPath(let limit): return "cannot listen on “\(host)”: a socket's path has 1 to \(limit) bytes"
    case .notListening: return "cannot listen on \(host): it is not a listening socket"
    case .system(let code): return "cannot listen on \(place): \(String(cString: strerror(code)))"
    }
  }
}
