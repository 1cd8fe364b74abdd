// Writing: from the loop's buffer to the socket, and waiting when the client does not take it.

import CEpoll
import Foundation
import HTTP

extension EventLoop {
  /// How much one connection may be sent before the others have their turn.
  private static let share = 1 << 20

  /// Sends what the loop's buffer holds for this connection; what the client does not take is kept with it.
  func flush(_ connection: Connection) {
    defer { output.removeAll() }
    guard output.count > 0, connection.phase != .closed else { return }
    let bytes = output.bytes
    // MSG_NOSIGNAL: a client that is gone is an error here and no signal.
    let count = send(connection.descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    if count < 0, errno != EAGAIN, errno != EINTR { return drop(connection) }
    let sent = max(0, count)
    guard sent < bytes.count else { return }
    connection.output = Output(bytes: Array(bytes.dropFirst(sent)), content: connection.output?.content ?? [])
    connection.since = now
  }

  /// Sends kept output. Returns whether all of it is gone.
  private func drain(_ connection: Connection) -> Bool {
    guard let output = connection.output else { return true }
    var left = Self.share
    while output.remaining > 0, left > 0 {
      let isCopy = output.sent < output.bytes.count
      let count = (isCopy ? output.bytes : output.content).withUnsafeBytes { bytes in
        let start = isCopy ? output.sent : output.sent - output.bytes.count
        return send(
          connection.descriptor, bytes.baseAddress?.advanced(by: start), min(bytes.count - start, left),
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else {
        if count < 0, errno != EAGAIN, errno != EINTR { drop(connection) }
        return false
      }
      output.sent += count
      left -= count
      connection.since = now
    }
    guard output.remaining == 0 else { return false }
    connection.output = nil
    return true
  }

  /// The client has room again.
  func resumeWriting(_ connection: Connection) {
    guard drain(connection), connection.phase != .closed else {
      if connection.phase == .streaming { pullIfWanted(connection) }
      return
    }
    if connection.phase == .reading, connection.closing == .no {
      connection.since = now
      processPending(connection)
    }
    settle(connection)
  }

  /// After anything that may have written: sends it, and decides what the connection waits for now.
  func settle(_ connection: Connection) {
    flush(connection)
    guard connection.phase != .closed else { return }
    if connection.output != nil, drain(connection), connection.phase == .reading, connection.closing == .no,
      !connection.pending.isEmpty
    {
      // The content went out at once, so nothing else will bring the next request to attention.
      awaitTurn(connection)
    }
    guard connection.phase != .closed else { return }
    if connection.phase == .streaming { pullIfWanted(connection) }
    if connection.output == nil, connection.closing != .no, connection.phase == .reading { return finish(connection) }
    if connection.phase == .reading, connection.pending.isEmpty, connection.output == nil { connection.since = now }
    updateInterest(connection)
  }

  /// Tells the epoll set what the connection waits for, if that has changed.
  func updateInterest(_ connection: Connection) {
    var interest = connection.interest
    if connection.output != nil {
      interest = epoll_writable
    } else {
      switch connection.phase {
      case .reading, .body, .lingering: interest = epoll_readable
      // Reading stops only once something comes meanwhile, which it rarely does.
      case .working, .streaming: interest &= epoll_readable
      case .closed: return
      }
    }
    guard interest != connection.interest else { return }
    connection.interest = interest
    _ = epoll_change(set, connection.descriptor, interest, connection.tag.bits)
  }
}
