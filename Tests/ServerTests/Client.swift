// A minimal client: a socket that sends and receives bytes.

import Foundation

/// A blocking connection. Each operation times out after `timeout` seconds.
final class Client: @unchecked Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// A received response: status line, fields by lowercase name, content.
  struct Response {
    var status = 0
    var fields: [String: String] = [:]
    var body: [UInt8] = []

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  let descriptor: Int32
  private var received: [UInt8] = []
  private var isOpen = true

  /// - Parameter host: the last byte of its own address, 127.0.0.x.
  init(port: Int, timeout: Int = 30, receiveBuffer: Int32? = nil, from host: UInt32 = 1) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var time = timeval(tv_sec: timeout, tv_usec: 0)
    let length = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, length)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, length)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = (0x7F00_0000 + host).bigEndian
    let bound = withUnsafeBytes(of: &address) { bytes in
      bytes.baseAddress.map { bind(descriptor, $0.assumingMemoryBound(to: sockaddr.self), size) }
    }
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafeBytes(of: &address) { bytes in
      bytes.baseAddress.map { bound == 0 ? connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self), size) : -1 }
    }
    guard result == 0 else {
      Foundation.close(descriptor)
      isOpen = false
      throw Failure(description: "cannot connect: \(String(cString: strerror(errno)))")
    }
  }

  deinit { close() }

  func close() {
    guard isOpen else { return }
    isOpen = false
    Foundation.close(descriptor)
  }

  /// Closes with a reset.
  func reset() {
    var value = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  /// Whether bytes have arrived.
  var isReadable: Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 1
  }

  func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  func send(_ text: String) throws {
    try send(Array(text.utf8))
  }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.send(
          descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(description: "cannot send: \(String(cString: strerror(errno)))") }
      sent += count
    }
  }

  /// Receives until a text has arrived; returns false when the server has closed its side before.
  func receives(_ text: String) throws -> Bool {
    while !String(decoding: received, as: UTF8.self).contains(text) {
      guard try receive() else { return false }
    }
    return true
  }

  /// Receives more; returns false when the server has closed its side.
  private func receive() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count >= 0 else { throw Failure(description: "cannot receive: \(String(cString: strerror(errno)))") }
    received += buffer[..<count]
    return count > 0
  }

  /// Reads one response. Pass false for `hasBody` after HEAD.
  func response(hasBody: Bool = true) throws -> Response {
    var response = try head()
    guard hasBody, response.status != 304, response.status != 204, response.status >= 200 else { return response }
    if let length = response.fields["content-length"].flatMap({ Int($0) }) {
      response.body = try take(length)
    } else if response.fields["transfer-encoding"] == "chunked" {
      while true {
        let size = try line()
        guard let count = Int(size, radix: 16) else { throw Failure(description: "not a chunk size: \(size)") }
        response.body += try take(count)
        _ = try take(2)
        if count == 0 { break }
      }
    } else {
      response.body = try rest()
    }
    return response
  }

  private func head() throws -> Response {
    var response = Response()
    let status = try line()
    guard status.hasPrefix("HTTP/1.1 "), let code = Int(status.dropFirst(9).prefix(3)) else {
      throw Failure(description: "not a status line: \(status)")
    }
    response.status = code
    while true {
      let line = try line()
      if line.isEmpty { return response }
      guard let colon = line.firstIndex(of: ":") else { throw Failure(description: "not a field: \(line)") }
      let name = line[..<colon].lowercased()
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      response.fields[name] = response.fields[name].map { $0 + ", " + value } ?? String(value)
    }
  }

  /// Everything until the server closes the connection.
  func rest() throws -> [UInt8] {
    while try receive() {}
    defer { received = [] }
    return received
  }

  private func line() throws -> String {
    while true {
      if let end = received.firstIndex(of: 10) {
        let line = String(decoding: received[..<end].dropLast(), as: UTF8.self)
        received.removeFirst(end + 1)
        return line
      }
      guard try receive() else { throw Failure(description: "the connection ended within a head") }
    }
  }

  func take(_ count: Int) throws -> [UInt8] {
    while received.count < count {
      guard try receive() else { throw Failure(description: "the connection ended within a body") }
    }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }
}
