// Closing connections: at once, after the client has read its answer, and when the server stops.

import CLinux
import Foundation
import HTTP

extension EventLoop {
  /// Closes a connection after its last answer.
  func finish(_ connection: Connection) {
    guard connection.closing == .lingering else { return drop(connection) }
    // RFC 9112 9.6: closing while the client still sends would reset the connection and lose the answer. So only our
    // side is shut down, and input is read and discarded for a while.
    shutdown(connection.descriptor, Int32(SHUT_WR))
    connection.phase = .lingering
    connection.since = now
    connection.lingersFrom = now
    connection.pending = []
    connection.lingerBytes = service.limits.lingerBytes
    updateInterest(connection)
    discard(connection)
  }

  /// Reads and discards the input of a lingering connection, up to a limit.
  func discard(_ connection: Connection) {
    for _ in 0..<8 {
      let count = recv(connection.descriptor, input.baseAddress, Self.inputSize, 0)
      if count < 0, errno == EAGAIN || errno == EINTR { return }
      connection.since = now
      connection.lingerBytes -= max(0, count)
      if count <= 0 || connection.lingerBytes <= 0 { return drop(connection) }
    }
  }

  func drop(_ connection: Connection) {
    guard connection.phase != .closed else { return }
    connection.phase = .closed
    if isLogging { closeKeptLine(connection, isAborted: true) }
    connection.stream = nil
    connection.output = nil
    connection.upload = nil
    // Closing the descriptor removes it from the epoll set.
    close(connection.descriptor)
    connections[Int(connection.tag.slot)] = nil
    vacant.append(connection.tag.slot)
    open -= 1
    service.admission.leave(connection.peer)
  }

  /// Resets a connection, so that the client does not mistake incomplete content for complete content.
  func abort(_ connection: Connection) {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(connection.descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    drop(connection)
  }

  /// Closes idle connections and finishes the others' answers. Calls `stopped` when no connection remains.
  func stop(_ stopped: @escaping @Sendable () -> Void) {
    queue.async { [self] in
      guard isStarted else { return stopped() }
      self.stopped = stopped
      inbox.post(.stop)
    }
  }

  func stopIdle() {
    isStopping = true
    endWaitingStreams()
    for case let connection? in connections where connection.isIdle {
      // A request that has arrived but was not read yet is still answered.
      receive(connection)
    }
  }
}
