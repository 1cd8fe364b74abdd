// The start and the end of a request's line in the access log.

import Bytes
import Foundation
import HTTP

/// The facts of a request that are kept from its head until its answer is sent.
struct LoggedRequest {
  let method: RequestHead.Method
  /// The beginning of its line in the access log; empty when nothing is logged.
  var line: [UInt8] = []
  /// When its head had arrived, in microseconds of a monotonic clock.
  var started: Int64
}

extension EventLoop {
  /// Opens the line of the request whose head is in the loop's table, and leaves it in the buffer.
  func openLine(_ client: IPAddress, _ bytes: Span<UInt8>) {
    lines.open(head, in: bytes, client: client, at: stamp.now, microseconds: Self.microseconds())
  }

  /// Moves the line out of the buffer, for a request that cannot be answered at once.
  func keepLine(in logged: inout LoggedRequest) {
    logged.line = lines.takeOpened()
  }

  /// Closes the line of an answer that was just written. The line of a stream is closed at its end.
  func closeLine(_ connection: Connection, _ answer: Answer, _ part: Answer.Part) {
    var status = answer.status.code
    var bytes = 0
    switch part {
    case .full:
      if let stream = connection.stream {
        stream.status = status
        stream.trace = stamp.trace
        return
      }
      bytes = answer.content.count
    case .head: break
    case .notModified: status = 304
    }
    let started = connection.logged?.started ?? lines.openedAt
    lines.close(
      connection.logged?.line, status: status, bytes: bytes, microseconds: Int(Self.microseconds() - started),
      trace: stamp.trace)
    if lines.isFull { handOverLines() }
  }

  /// Closes the line of a request that was not answered at once, when its stream has ended or its client is gone.
  func closeKeptLine(_ connection: Connection, isAborted: Bool) {
    guard let logged = connection.logged, !logged.line.isEmpty else { return }
    let stream = connection.stream
    lines.close(
      logged.line, status: stream?.status, bytes: stream?.sent ?? 0,
      microseconds: Int(Self.microseconds() - logged.started), trace: stream?.trace, isAborted: isAborted)
    connection.logged = nil
    if lines.isFull { handOverLines() }
  }

  /// Hands the lines over to be written.
  func handOverLines() {
    guard let log = service.log else { return }
    lines.handOver(to: log)
  }

  static func microseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
