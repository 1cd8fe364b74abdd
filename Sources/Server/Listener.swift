// Accepting connections and distributing them to the loops.

import Bytes
import CLinux
import Dispatch
import Foundation

/// Accepts connections and distributes them to the loops in turn.
///
/// Unchecked, because a Dispatch source may only be changed on one queue: all variables are used only on `queue`.
final class Listener: @unchecked Sendable {
  let socket: ListeningSocket
  private let queue = DispatchQueue(label: "newsroom.accept", target: .global())
  private let loops: [EventLoop]
  private let admission: Admission
  private let proxies: [AddressRange]
  private var source: (any DispatchSourceRead)?
  private var isPaused = true
  private var next = 0

  /// - Parameter proxies: the addresses of proxies, whose reports of client addresses are trusted.
  init(socket: consuming ListeningSocket, loops: [EventLoop], admission: Admission, proxies: [AddressRange]) {
    self.socket = socket
    self.loops = loops
    self.admission = admission
    self.proxies = proxies
    admission.whenRoom { [weak self] in self?.resume() }
  }

  deinit {
    // A suspended source must be resumed before it is released.
    if isPaused { source?.resume() }
    source?.cancel()
  }

  func start() {
    queue.async { [self] in
      let source = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: queue)
      source.setEventHandler { [weak self] in self?.accept() }
      self.source = source
      isPaused = false
      source.activate()
    }
  }

  /// Accepts pending connections, then stops listening. No connection reaches a loop after this returns.
  func stop() {
    queue.sync {
      accept()
      // On a shared socket the other processes accept later connections.
      if !socket.isShared { shutdown(socket.descriptor, Int32(SHUT_RDWR)) }
      // A suspended source must be resumed before it is cancelled.
      if isPaused { source?.resume() }
      source?.cancel()
      source = nil
    }
  }

  private func resume() {
    queue.async { [self] in
      guard isPaused, let source else { return }
      isPaused = false
      source.resume()
    }
  }

  private func pause() {
    guard !isPaused else { return }
    isPaused = true
    source?.suspend()
  }

  private func accept() {
    for _ in 0..<64 {
      // Connections that are not accepted wait in the kernel's backlog.
      if admission.isFull() { return pause() }
      var storage = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let descriptor = withUnsafeMutableBytes(of: &storage) { bytes in
        accept_nonblocking(socket.descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
      }
      if descriptor < 0 {
        let code = errno
        if code == EMFILE || code == ENFILE || code == ENOBUFS || code == ENOMEM {
          // The connection stays in the backlog and keeps the socket readable, so an immediate retry would spin.
          pause()
          queue.asyncAfter(deadline: .now() + .milliseconds(100)) { [weak self] in self?.resume() }
        }
        if code == ECONNABORTED || code == EINTR { continue }
        return
      }
      // Clients of a socket in the file system are on this machine.
      let peer = socket.isLocal ? .loopback : IPAddress(storage).unmapped
      guard admission.admit(peer) else {
        close(descriptor)
        continue
      }
      loops[next].inbox.post(
        .connection(descriptor, peer, isProxy: socket.isLocal || proxies.contain(peer)))
      next = (next + 1) % loops.count
    }
  }
}
