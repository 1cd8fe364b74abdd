// Lines of the access log, composed in a buffer of the loop that answers.

import Bytes
import Foundation
import HTTP

/// The lines of one loop that are not handed over yet. A line is opened when a head has arrived and closed when the
/// answer is written. In between it may be taken out of the buffer, so that other lines can be composed.
struct AccessLines: ~Copyable {
  /// The buffer size at which lines are handed over, in bytes.
  static let fullSize = 64 * 1024
  /// Replaces the part of a line that is left out. No target contains this character.
  private static let mark: StaticString = "…"
  /// The largest number of bytes of a path, and of a query, in a line.
  private static let longest = 1_024

  private var buffer: OutputBuffer
  /// The offset in the buffer of the line that was opened last, and the time it was opened.
  private var openedFrom = 0
  private(set) var openedAt: Int64 = 0
  /// The number of closed lines in the buffer.
  private(set) var count = 0
  private var second = Int64.min
  private var secondText: [UInt8] = []

  /// - Parameter log: nil when nothing is logged; the buffer then stays minimal.
  init(for log: AccessLog?) {
    buffer = OutputBuffer(capacity: log == nil ? 1 : Self.fullSize + 8 * 1024)
  }

  var isFull: Bool { buffer.count >= Self.fullSize }

  /// Opens a line with the time, the request and the client. All text from the client is ASCII without quotes and
  /// controls at this point.
  /// - Parameters:
  ///   - now: milliseconds since 1970.
  ///   - microseconds: of a monotonic clock.
  mutating func open(
    _ head: borrowing RequestHead, in bytes: Span<UInt8>, client: IPAddress, at now: Int64, microseconds: Int64
  ) {
    openedFrom = buffer.count
    openedAt = microseconds
    buffer.append("{\"time\":\"")
    appendTime(now)
    if head.methodName.isEmpty {
      buffer.append("\",\"method\":null,\"target\":")
    } else {
      buffer.append("\",\"method\":\"")
      append(bytes, head.methodName, escaping: false)
      buffer.append("\",\"target\":")
    }
    if head.path.isEmpty, head.query == nil {
      buffer.append("null")
    } else {
      buffer.append(34)
      appendTarget(head, bytes)
      buffer.append(34)
    }
    buffer.append(",\"client\":\"")
    client.write(to: &buffer)
    buffer.append(34)
  }

  /// Removes the line that was opened last from the buffer and returns it.
  mutating func takeOpened() -> [UInt8] {
    defer { buffer.removeAll(from: openedFrom) }
    return Array(buffer.bytes[openedFrom...])
  }

  /// Completes a line with the result of the request.
  /// - Parameters:
  ///   - line: the line that was taken out; nil when the line is in the buffer.
  ///   - status: nil when the client disconnected before its answer.
  ///   - bytes: the number of bytes of content.
  mutating func close(
    _ line: [UInt8]?, status: Int?, bytes: Int, microseconds: Int, trace: (UInt64, UInt64)?, isAborted: Bool = false
  ) {
    if let line { buffer.append(line) }
    buffer.append(",\"status\":")
    if let status { buffer.append(decimal: status) } else { buffer.append("null") }
    buffer.append(",\"bytes\":")
    buffer.append(decimal: bytes)
    buffer.append(",\"ms\":")
    buffer.append(decimal: microseconds / 1_000)
    buffer.append(46)
    append(threeDigits: microseconds % 1_000)
    if let trace {
      buffer.append(",\"trace\":\"")
      buffer.append(word: trace.0)
      buffer.append(word: trace.1)
      buffer.append(34)
    }
    if isAborted { buffer.append(",\"aborted\":true") }
    buffer.append("}\n")
    count += 1
  }

  /// Hands all closed lines to the log.
  mutating func handOver(to log: AccessLog) {
    guard count > 0 else { return }
    log.take(buffer.bytes, lines: count)
    buffer.removeAll()
    count = 0
  }

  /// `2026-11-23T23:06:26.123Z`
  private mutating func appendTime(_ now: Int64) {
    if now / 1_000 != second {
      second = now / 1_000
      secondText = AccessLog.time(second)
    }
    buffer.append(secondText)
    buffer.append(46)
    append(threeDigits: Int(now % 1_000))
    buffer.append(90)
  }

  private mutating func append(threeDigits number: Int) {
    if number < 100 { buffer.append(48) }
    if number < 10 { buffer.append(48) }
    buffer.append(decimal: number)
  }

  private mutating func appendTarget(_ head: borrowing RequestHead, _ bytes: Span<UInt8>) {
    if let start = bytes.secret(in: head.path) {
      append(bytes, head.path.lowerBound..<start, escaping: false)
      return buffer.append(Self.mark)
    }
    if head.path.isEmpty { buffer.append(47) } else { append(bytes, head.path, escaping: false) }
    guard let query = head.query else { return }
    buffer.append(63)
    if bytes.isPersonal(query) { return buffer.append(Self.mark) }
    guard let start = bytes.secret(in: query) else { return append(bytes, query, escaping: true) }
    append(bytes, query.lowerBound..<start, escaping: true)
    buffer.append(Self.mark)
  }

  private mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>, escaping: Bool) {
    let isCut = range.count > Self.longest
    let shown = range.lowerBound..<(isCut ? range.lowerBound + Self.longest : range.upperBound)
    if escaping {
      // A query may contain a backslash.
      for index in shown {
        if bytes[index] == 92 { buffer.append(92) }
        buffer.append(bytes[index])
      }
    } else {
      bytes.extracting(shown).withUnsafeBufferPointer { buffer.append($0) }
    }
    if isCut { buffer.append(Self.mark) }
  }
}

extension Span<UInt8> {
  /// Whether a query may reveal who somebody is or what they may do: it has an "@", bare or escaped, or the word
  /// "token".
  fileprivate func isPersonal(_ query: Range<Int>) -> Bool {
    for index in query {
      switch self[index] {
      case 64: return true
      case 37 where matches(index, "%40", to: query.upperBound): return true
      case 84, 116: if matches(index, "token", to: query.upperBound) { return true }
      default: break
      }
    }
    return false
  }

  private func matches(_ start: Int, _ word: StaticString, to end: Int) -> Bool {
    guard end - start >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount {
      guard self[start + index] | 32 == word.utf8Start[index] | 32 else { return false }
    }
    return true
  }

}
