// Lines of the access log, composed in one buffer of the loop that answers.

import Bytes
import Foundation
import HTTP

/// The lines of one loop that are still to be handed over. A line is opened when a head has come, and closed when its
/// answer is written; between the two it may be taken out, so that others can be composed meanwhile.
struct AccessLines: ~Copyable {
  /// A line is handed over no later than when the buffer holds this much.
  static let fullSize = 64 * 1024
  /// What is left out of a line leaves this mark, which no target holds by itself.
  private static let mark: StaticString = "…"
  /// Bytes of a path, and of a query, that are told.
  private static let longest = 1_024

  private var buffer: OutputBuffer
  /// Where in the buffer the line stands that was opened last, and by what clock it was.
  private var openedFrom = 0
  private(set) var openedAt: Int64 = 0
  /// How many closed lines the buffer holds.
  private(set) var count = 0
  /// Beginnings of paths, in lower case, behind which nothing is told.
  private let withheld: [[UInt8]]
  private var second = Int64.min
  private var secondText: [UInt8] = []

  /// - Parameter log: nil when nothing is logged; then nothing is kept either.
  init(for log: AccessLog?) {
    buffer = OutputBuffer(capacity: log == nil ? 1 : Self.fullSize + 8 * 1024)
    withheld = log?.withheld ?? []
  }

  var isFull: Bool { buffer.count >= Self.fullSize }

  /// Begins a line: when, what and who. All that comes from the client is ASCII without quotes and controls by here.
  /// - Parameters:
  ///   - now: milliseconds since 1970.
  ///   - microseconds: of a clock that only goes forward.
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

  /// Takes out the line that was opened last.
  mutating func takeOpened() -> [UInt8] {
    defer { buffer.removeAll(from: openedFrom) }
    return Array(buffer.bytes[openedFrom...])
  }

  /// Ends a line with what became of it.
  /// - Parameters:
  ///   - line: what was taken out; nil when the line stands in the buffer.
  ///   - status: nil when the client went away before its answer.
  ///   - bytes: of content.
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

  /// Gives all closed lines away.
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
    for beginning in withheld where bytes.path(head.path, beginsWith: beginning) {
      buffer.append(beginning)
      return buffer.append(Self.mark)
    }
    if head.path.isEmpty { buffer.append(47) } else { append(bytes, head.path, escaping: false) }
    guard let query = head.query else { return }
    buffer.append(63)
    if bytes.isPersonal(query) { buffer.append(Self.mark) } else { append(bytes, query, escaping: true) }
  }

  private mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>, escaping: Bool) {
    let isCut = range.count > Self.longest
    let told = range.lowerBound..<(isCut ? range.lowerBound + Self.longest : range.upperBound)
    if escaping {
      // A query may hold a backslash.
      for index in told {
        if bytes[index] == 92 { buffer.append(92) }
        buffer.append(bytes[index])
      }
    } else {
      bytes.extracting(told).withUnsafeBufferPointer { buffer.append($0) }
    }
    if isCut { buffer.append(Self.mark) }
  }
}

extension Span<UInt8> {
  /// Whether a query may tell who somebody is, or what they may do: it has an "@", bare or escaped, or speaks of a
  /// token.
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

  /// Whether a path begins with these bytes in whatever spelling: escaped, in capitals, or with slashes doubled.
  fileprivate func path(_ range: Range<Int>, beginsWith beginning: [UInt8]) -> Bool {
    var index = range.lowerBound
    var found = 0
    var last: UInt8 = 0
    while found < beginning.count {
      guard index < range.upperBound else { return false }
      guard let byte = percentDecodedByte(at: &index, before: range.upperBound)?.byte.lowercased else { return false }
      if byte == 47, last == 47 { continue }
      guard byte == beginning[found] else { return false }
      last = byte
      found += 1
    }
    return true
  }
}
