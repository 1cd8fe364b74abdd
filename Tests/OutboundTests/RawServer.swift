// A test server that sends exactly the given bytes.
import Foundation
import Synchronization

/// Listens on 127.0.0.1 and answers every request with the same steps, until it is stopped or the tests end.
final class RawServer: Sendable {
  enum Step: Sendable {
    case send(String)
    case sendForever(String)
    case wait(seconds: Double)
    /// Without it the server waits for the next request on the connection.
    case close
  }

  let port: Int
  private let listener: Int32
  private let steps: [Step]
  private let received = Mutex<[String]>([])
  private let connected = Mutex(0)

  /// The requests so far: heads and bodies as received.
  var requests: [String] { received.withLock { $0 } }

  /// The number of accepted connections.
  var connections: Int { connected.withLock { $0 } }

  var url: String { "http://127.0.0.1:\(port)/" }

  init(_ steps: Step...) throws {
    self.steps = steps
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    // The thread retains the server, so a test's transfer always ends before its server.
    Thread.detachNewThread { [self] in
      while case let connection = accept(descriptor, nil, nil), connection >= 0 {
        connected.withLock { $0 += 1 }
        Thread.detachNewThread { self.serve(connection) }
      }
      close(descriptor)
    }
  }

  /// The accepting thread closes the descriptor, because another server could get its number meanwhile.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    while let request = Self.read(connection) {
      received.withLock { $0.append(request) }
      for step in steps {
        switch step {
        case .send(let text):
          guard Self.write(text, to: connection) else { return }
        case .sendForever(let text):
          while Self.write(text, to: connection) {}
          return
        case .wait(let seconds):
          Thread.sleep(forTimeInterval: seconds)
        case .close:
          return
        }
      }
    }
  }

  /// One request with a body of its Content-Length.
  private static func read(_ connection: Int32) -> String? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      // A TLS client sends no HTTP, but waits for an answer.
      if bytes.first == 0x16 { return text }
      if let end = text.range(of: "\r\n\r\n") {
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let length = lines.first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
        if text[end.upperBound...].utf8.count >= length { return text }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
    }
  }

  private static func write(_ text: String, to connection: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
