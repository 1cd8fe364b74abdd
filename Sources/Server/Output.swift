// Writing: from the loop to the socket, and waiting for slow clients.

import Bytes
import CLinux
import Foundation

extension EventLoop {
  /// The number of bytes that one connection may be sent before other connections are served.
  private static let share = 1 << 20

  /// Sends the loop's output for this connection; bytes that the client does not accept are kept with it.
  func flush(_ connection: Connection) {
    defer {
      output.removeAll()
      contents.removeAll()
    }
    guard output.count > 0, connection.phase != .closed else { return }
    let bytes = output.bytes
    // Appended to output that is still unsent, to keep the order.
    if let unsent = connection.output { return contents.keepRest(of: bytes, after: 0, in: unsent) }
    // MSG_NOSIGNAL: a closed connection must cause an error instead of a signal.
    let count =
      contents.isEmpty
      ? send(connection.descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      : contents.send(bytes, to: connection.descriptor)
    if count < 0, errno != EAGAIN, errno != EINTR { return drop(connection) }
    let sent = max(0, count)
    guard sent < bytes.count + contents.bytes else { return }
    let unsent = UnsentOutput(to: connection.descriptor, at: now)
    contents.keepRest(of: bytes, after: sent, in: unsent)
    connection.output = unsent
  }

  /// Sends kept output. Returns whether all of it is sent.
  private func drain(_ connection: Connection) -> Bool {
    guard let output = connection.output else { return true }
    var left = Self.share
    while output.count > 0, left > 0 {
      let sent = output.send(to: connection.descriptor, limit: left)
      guard sent > 0 else {
        if sent < 0, errno != EAGAIN, errno != EINTR { drop(connection) }
        return false
      }
      left -= sent
    }
    guard output.count == 0 else { return false }
    connection.output = nil
    return true
  }

  /// Continues to write when the client has room again.
  func resumeWriting(_ connection: Connection) {
    guard drain(connection), connection.phase != .closed else {
      if connection.phase == .streaming { pullIfWanted(connection) }
      return
    }
    if connection.takesPending {
      connection.since = now
      processPending(connection)
    }
    settle(connection)
  }

  /// Call it after anything that may have written: sends the output, and updates what the connection waits for.
  func settle(_ connection: Connection) {
    flush(connection)
    guard connection.phase != .closed else { return }
    if connection.output != nil, drain(connection), connection.takesPending, !connection.pending.isEmpty {
      // All output was sent at once, so no event will announce the next request.
      awaitTurn(connection)
    }
    guard connection.phase != .closed else { return }
    if connection.phase == .streaming { pullIfWanted(connection) }
    if connection.output == nil, connection.closing != .no, connection.phase == .reading { return finish(connection) }
    if connection.phase == .reading, connection.pending.isEmpty, connection.output == nil { connection.since = now }
    updateInterest(connection)
  }

  /// Updates the epoll set if the connection waits for other events than before.
  func updateInterest(_ connection: Connection) {
    // The set reports closed connections even while nothing is read.
    var interest = connection.interest ?? epoll_readable
    if connection.output != nil {
      interest = epoll_writable
    } else {
      switch connection.phase {
      case .reading, .body, .lingering: interest = epoll_readable
      // Reading stops only once input arrives meanwhile, which is rare.
      case .working, .identifying, .streaming: interest &= epoll_readable
      case .closed: return
      }
    }
    let isNew = connection.interest == nil
    guard interest != connection.interest else { return }
    connection.interest = interest
    if !isNew {
      _ = epoll_change(set, connection.descriptor, interest, connection.tag.bits)
    } else if epoll_add(set, connection.descriptor, interest, connection.tag.bits) != 0 {
      drop(connection)
    }
  }
}
