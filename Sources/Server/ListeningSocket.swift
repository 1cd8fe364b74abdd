// A listening socket.

import Bytes
import Foundation

/// A listening socket, which is closed with this value.
package struct ListeningSocket: ~Copyable {
  let descriptor: Int32
  /// The numeric address, or the path of a socket in the file system.
  package let address: String
  /// The port; 0 for a socket in the file system.
  package let port: Int
  /// Whether other processes listen on it too. A shared socket stays open when this server stops.
  let isShared: Bool
  /// Whether it is a socket in the file system. Write access to the file is required, so its clients are proxies.
  let isLocal: Bool

  /// Opens and binds a socket, and listens on it.
  /// - Parameters:
  ///   - host: a numeric address of either family, or a name, of which the first address is used.
  ///   - port: 0 for any free port.
  /// - Throws: a ``ListenError`` whose description is one line for people.
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
    // Accepted sockets inherit this option, which saves a system call for each.
    Self.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    if info.pointee.ai_family == AF_INET6 { Self.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
    guard bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0, listen(descriptor, 1_024) == 0 else {
      let error = ListenError(errno: errno, host: host, port: port)
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    (address, self.port) = Self.name(of: descriptor)
    (isShared, isLocal) = (false, false)
  }

  /// Listens on a socket in the file system, and replaces one that an earlier server has left behind.
  /// - Throws: a ``ListenError`` whose description is one line for people.
  package init(path: String) throws(ListenError) {
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: name.sun_path)
    guard !path.isEmpty, path.utf8.count < room else { throw ListenError(.badPath(room - 1), host: path, port: 0) }
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw ListenError(errno: errno, host: path, port: 0) }
    let isBound = withUnsafeBytes(of: &name) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { address in
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        // No process listens on a socket that was left behind; if one accepts, the path belongs to another server.
        if connect(descriptor, address.baseAddress, size) != 0, errno == ECONNREFUSED { unlink(path) }
        return bind(descriptor, address.baseAddress, size) == 0 && listen(descriptor, 1_024) == 0
      }
    }
    guard isBound else {
      let error = ListenError(errno: errno, host: path, port: 0)
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    (address, port, isShared, isLocal) = (path, 0, false, true)
  }

  /// Takes over a socket that already listens, from systemd (sd_listen_fds(3)) or from the server before this one.
  /// - Throws: a ``ListenError`` when the descriptor is not a listening socket.
  package init(inherited descriptor: Int32) throws(ListenError) {
    var listens: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0, listens == 1 else {
      throw ListenError(.notListening, host: "descriptor \(descriptor)", port: 0)
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    var storage = sockaddr_storage()
    size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = withUnsafeMutableBytes(of: &storage) { bytes in
      getsockname(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &size)
    }
    isLocal = Int32(storage.ss_family) == AF_UNIX
    if isLocal {
      (address, port) = (Self.path(storage), 0)
    } else {
      Self.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
      (address, port) = Self.name(of: descriptor)
    }
    self.descriptor = descriptor
    isShared = true
  }

  /// The URL for clients: `http://127.0.0.1:8080`, `unix:/run/newsroom/http`.
  package var url: String {
    if isLocal { return "unix:\(address)" }
    return "http://" + (address.contains(":") ? "[\(address)]" : address) + ":\(port)"
  }

  deinit { close(descriptor) }

  private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func path(_ storage: sockaddr_storage) -> String {
    withUnsafeBytes(of: storage) { String(decoding: $0.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self) }
  }

  private static func name(of descriptor: Int32) -> (address: String, port: Int) {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = withUnsafeMutableBytes(of: &storage) { bytes in
      getsockname(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    }
    // The port has the same offset in both families.
    let port = withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
    return (IPAddress(storage).unmapped.text, Int(port))
  }
}
