// Why the server cannot listen.

import Foundation

/// A listening socket that could not be opened. Its description is one line for a human.
package struct ListenError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Reason: Sendable, Equatable {
    case inUse
    case notPermitted
    case badAddress
    /// Another error of the system, by its `errno`.
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
    switch reason {
    case .inUse: "cannot listen on \(host) port \(port): another program is listening there"
    case .notPermitted: "cannot listen on \(host) port \(port): not permitted (ports below 1024 need a privilege)"
    case .badAddress: "cannot listen on \(host) port \(port): not an address of this machine"
    case .system(let code): "cannot listen on \(host) port \(port): \(String(cString: strerror(code)))"
    }
  }
}
