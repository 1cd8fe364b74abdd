// Where in the life of a request its line of the access log is begun and ended.

import Bytes
import Foundation
import HTTP

/// What is known of a request from its head until its answer is sent.
struct LoggedRequest {
  let method: RequestHead.Method
  /// The beginning of its line in the access log; empty without one.
  var line: [UInt8] = []
  /// When its head had come, in microseconds of a clock that only goes forward.
  var started: Int64
}

extension EventLoop {
  /// Begins the line of the request whose head is in the loop's table, and leaves it in the buffer.
  func openLine(_ client: IPAddress, _ bytes: Span<UInt8>) {
    lines.open(head, in: bytes, client: client, at: stamp.now, microseconds: Self.microseconds())
  }

  /// Takes the line out of the buffer, for a request that cannot be answered at once.
  func keepLine(in logged: inout LoggedRequest) {
    logged.line = lines.takeOpened()
  }

  /// Ends the line of an answer that was just written, unless it is a stream, whose line ends when it does.
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

  /// Ends the line of a request that was not answered at once: its stream is at its end, or its client is gone.
  func closeKeptLine(_ connection: Connection, isAborted: Bool) {
    guard let logged = connection.logged, !logged.line.isEmpty else { return }
    let stream = connection.stream
    lines.close(
      logged.line, status: stream?.status, bytes: stream?.sent ?? 0,
      microseconds: Int(Self.microseconds() - logged.started), trace: stream?.trace, isAborted: isAborted)
    connection.logged = nil
    if lines.isFull { handOverLines() }
  }

  /// Gives the lines away to be written.
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
