// Reading: from received bytes to requests.

import Bytes
import CLinux
import Foundation
import HTTP

extension EventLoop {
  /// The number of requests of one connection that are answered before other connections are served.
  private static let turns = 64
  /// Answers of one connection are collected up to about this many bytes and sent in one call.
  private static let gathered = 64 * 1024

  func add(_ descriptor: Int32, _ peer: IPAddress, isProxy: Bool) {
    generation &+= 1
    let slot = vacant.popLast() ?? UInt32(connections.count)
    let tag = ConnectionTag(slot: slot, generation: generation)
    let connection = Connection(
      descriptor: descriptor, tag: tag, peer: peer, isProxy: isProxy, now: now)
    if Int(slot) == connections.count { connections.append(connection) } else { connections[Int(slot)] = connection }
    open += 1
    tickSoon()
    // The first request has often arrived already; a connection with only one request then never enters the epoll set.
    receive(connection)
    updateInterest(connection)
  }

  /// The connection is readable.
  func receive(_ connection: Connection) {
    guard connection.output == nil else { return updateInterest(connection) }
    // Further input stays in the kernel, so that at most one buffer is held.
    guard !connection.awaitsTurn else { return }
    switch connection.phase {
    case .reading, .body: break
    case .lingering: return discard(connection)
    case .working, .identifying, .streaming:
      if connection.stream?.isWaiting == true, hasLeft(connection) { return drop(connection) }
      // Further input stays in the kernel until this request is answered.
      connection.interest = 0
      _ = epoll_change(set, connection.descriptor, 0, connection.tag.bits)
      return
    case .closed: return
    }
    let count = recv(connection.descriptor, input.baseAddress, Self.inputSize, 0)
    guard count > 0 else {
      if count < 0, errno == EAGAIN || errno == EINTR {
        if isStopping, connection.isIdle, connection.requests > 0 { drop(connection) }
        return
      }
      return drop(connection)
    }
    if connection.pending.isEmpty {
      let bytes = UnsafeBufferPointer(rebasing: input[..<count])
      let used = process(connection, bytes)
      keep(connection, bytes, from: used)
    } else {
      let bytes = UnsafeBufferPointer(rebasing: input[..<count])
      let isPromising =
        connection.phase == .body || connection.pending.count + count >= connection.recheck
        || bytes.contains(where: endsLine)
      // Moved out and back to avoid a copy.
      var pending = connection.pending
      connection.pending = []
      pending.append(contentsOf: bytes)
      connection.pending = pending
      if isPromising { processPending(connection) }
    }
    settle(connection)
  }

  /// Whether the client has closed its side. A client that only receives has then left, and writes would fail late.
  private func hasLeft(_ connection: Connection) -> Bool {
    recv(connection.descriptor, input.baseAddress, 1, Int32(MSG_PEEK)) == 0
  }

  /// Whether a byte may end a line. An incomplete head is parsed again only after such a byte or at a limit. Otherwise
  /// a client that sends single bytes would have the head parsed for each of them.
  private func endsLine(_ byte: UInt8) -> Bool {
    byte < 32 && byte != 9 || byte == 127
  }

  /// Postpones this connection until other connections have been served.
  func awaitTurn(_ connection: Connection) {
    guard !connection.awaitsTurn else { return }
    connection.awaitsTurn = true
    pending.append(connection.tag)
  }

  func processPending(_ connection: Connection) {
    guard !connection.pending.isEmpty else { return }
    let pending = connection.pending
    connection.pending = []
    pending.withUnsafeBufferPointer { bytes in
      let used = process(connection, bytes)
      if used > 0 {
        keep(connection, bytes, from: used)
      } else if connection.takesPending {
        connection.pending = pending
        noteWait(connection)
      }
    }
  }

  /// Keeps bytes that are not processed yet; bytes after the last request of a connection are dropped.
  private func keep(_ connection: Connection, _ bytes: UnsafeBufferPointer<UInt8>, from used: Int) {
    guard used < bytes.count, connection.phase != .closed else { return }
    if connection.closing != .no, connection.phase != .body, connection.phase != .identifying {
      connection.closing = .lingering
      return
    }
    connection.pending = Array(bytes[used...])
    noteWait(connection)
  }

  /// Starts the timeout of a head at its first byte, not at its last.
  private func noteWait(_ connection: Connection) {
    guard connection.phase == .reading, !connection.isIdle else { return }
    if !connection.isPartial {
      connection.isPartial = true
      connection.since = now
    }
    let line = service.limits.requestLine + 4
    let all = line + service.limits.headerBlock
    connection.recheck = connection.pending.count < line ? line : connection.pending.count < all ? all : 0
  }

  /// Processes as many requests as can be answered or dispatched. Returns the number of bytes used.
  func process(_ connection: Connection, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var offset = 0
    var left = Self.turns
    while offset < bytes.count, connection.output == nil {
      if connection.phase == .body {
        offset = takeContent(connection, bytes, from: offset)
      } else if connection.phase == .reading, connection.closing == .no {
        guard left > 0 else {
          awaitTurn(connection)
          return offset
        }
        left -= 1
        switch head.parse(bytes.span, from: offset, limits: service.limits) {
        case .complete(let end):
          offset = end
          begin(connection, bytes)
        case .incomplete: return offset
        case .refused(let refusal):
          offset = bytes.count
          refuse(
            connection, refusal, acceptLanguage: head.acceptLanguage(in: bytes.span), in: bytes.span)
        }
      } else {
        return offset
      }
      if output.count + contents.bytes > Self.gathered || contents.isFull { flush(connection) }
    }
    return offset
  }

  private func takeContent(_ connection: Connection, _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int {
    guard let upload = connection.upload else { return bytes.count }
    do throws(Refusal) {
      let end = try upload.take(bytes.span, from: offset)
      if upload.isComplete {
        connection.upload = nil
        dispatch(upload.request, on: connection)
      }
      return end
    } catch {
      connection.upload = nil
      connection.phase = .reading
      refuse(connection, error, acceptLanguage: upload.request.fields[.acceptLanguage])
      return bytes.count
    }
  }
}
