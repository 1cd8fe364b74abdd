// The control socket of the Litestream that replicates a data directory.

import Foundation
import Values

/// HTTP over a Unix socket, which Litestream has since 0.5.9. `docker/litestream.yml` gives it this path.
package struct LitestreamSocket: Sendable {
  private let path: String

  package init(directory: String) { path = directory + "/litestream.sock" }

  /// Whether a Litestream listens.
  package var isOpen: Bool {
    // A failure is the answer.
    guard let socket = try? connected(within: 1) else { return false }
    close(socket)
    return true
  }

  /// Makes Litestream send the commits of a file to its replica, and returns when they are there.
  /// - Parameters:
  ///   - file: the path in Litestream's configuration.
  ///   - seconds: the time that it may take.
  /// - Throws: `DataFault` when the commits may not be on the replica.
  package func sync(_ file: String, within seconds: Int) throws(DataFault) {
    let request: JSON = ["path": .string(file), "wait": .bool(true), "timeout": .integer(seconds)]
    let reply = try post("/sync", request.text, within: seconds + 1)
    guard reply.hasPrefix("HTTP/1.1 200 ") else {
      let reason = reply.split(separator: "\r\n\r\n", maxSplits: 1).last ?? "no answer"
      throw DataFault("Litestream did not replicate \(file): \(reason.trimmingCharacters(in: .newlines))")
    }
  }

  private func post(_ target: String, _ body: String, within seconds: Int) throws(DataFault) -> String {
    let socket = try connected(within: seconds)
    defer { close(socket) }
    let head = "POST \(target) HTTP/1.1\r\nHost: litestream\r\nConnection: close\r\nContent-Length: \(body.utf8.count)"
    let request = Array("\(head)\r\n\r\n\(body)".utf8)
    guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { throw fault }
    var reply: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count >= 0 else { throw fault }
      if count == 0 { return String(decoding: reply, as: UTF8.self) }
      reply += buffer[..<count]
    }
  }

  private func connected(within seconds: Int) throws(DataFault) -> Int32 {
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: name.sun_path)
    guard path.utf8.count < room else { throw DataFault("the path \(path) has more than \(room - 1) bytes") }
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw fault }
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    let isConnected = withUnsafeBytes(of: &name) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { address in
        connect(descriptor, address.baseAddress, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isConnected else {
      let fault = fault
      close(descriptor)
      throw fault
    }
    return descriptor
  }

  private var fault: DataFault { DataFault("no answer of Litestream on \(path): \(String(cString: strerror(errno)))") }
}
