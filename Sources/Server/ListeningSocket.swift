// The socket that listens.

import Foundation
import HTTP

/// A socket that listens. It is closed when this value goes.
package struct ListeningSocket: ~Copyable {
  let descriptor: Int32
  /// The numeric address that is listened on.
  package let address: String
  /// The port that is listened on.
  package let port: Int

  /// Opens, binds and listens.
  /// - Parameters:
  ///   - host: a numeric address of either family, or a name; its first address is taken.
  ///   - port: 0 for any that is free.
  /// - Throws: a ``ListenError`` whose description is one line for a human.
  package init(host: String, port: Int) throws(ListenError) {
    guard (0...65_535).contains(port) else { throw ListenError(.badAddress, host: host, port: port) }
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let info = found else {
      throw ListenError(.badAddress, host: host, port: port)
    }
    defer { freeaddrinfo(info) }
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(info.pointee.ai_family, kind, 0)
    guard descriptor >= 0 else { throw ListenError(errno: errno, host: host, port: port) }
    Self.set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
    // Accepted sockets inherit this, which saves a system call for each.
    Self.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    if info.pointee.ai_family == AF_INET6 { Self.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
    guard bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0, listen(descriptor, 1_024) == 0 else {
      let error = ListenError(errno: errno, host: host, port: port)
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    (address, self.port) = Self.name(of: descriptor)
  }

  deinit { close(descriptor) }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func name(of descriptor: Int32) -> (address: String, port: Int) {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = withUnsafeMutableBytes(of: &storage) { bytes in
      getsockname(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    }
    // The port stands at the same place in both families.
    let port = withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
    return (NetworkAddress(storage).text, Int(port))
  }
}
