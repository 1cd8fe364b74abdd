// The head of an answer as bytes, with the places of the values that change each time it is sent.

import Bytes
import HTTPTypes

/// The values that are filled in each time a head is sent.
package struct Stamp: ~Copyable {
  /// The 29 bytes of ``HTTPDate``.
  package var date: [UInt8]
  /// Milliseconds since 1970.
  package var now: Int64
  /// The trace id: 128 bits, different for each answer.
  package var trace: (UInt64, UInt64) {
    didSet { if trace.0 != oldValue.0 { firstDigits = OutputBuffer.digits(trace.0) } }
  }
  /// The digits of the first half, which rarely changes.
  private(set) var firstDigits: (UInt64, UInt64)

  package init(date: [UInt8], now: Int64, trace: (UInt64, UInt64)) {
    self.date = date
    self.now = now
    self.trace = trace
    firstDigits = OutputBuffer.digits(trace.0)
  }
}

/// A head from the status line to the last field line. Lines that depend on the connection and the empty line follow
/// later. Lines that describe the content come last, so that the head of a 304 is a part of the same bytes.
struct AnswerHead: Sendable {
  let template: [UInt8]
  /// The offset of the lines after the status line, and the offset where the lines of a 304 end.
  private let lines: Int
  private let description: Int
  private let dateOffset: Int
  private let traceOffset: Int
  private let ageOffset: Int?

  private static let notModified: StaticString = "HTTP/1.1 304 Not Modified\r\n"

  /// - Parameter length: the length of the content; nil for a head without Content-Length.
  init(_ response: Response, facts: RepresentationFacts, length: Int?) {
    var bytes = OutputBuffer(capacity: 2_048)
    bytes.append("HTTP/1.1 ")
    bytes.append(decimal: response.status.code)
    bytes.append(.space)
    bytes.append(response.status.reasonPhrase)
    bytes.appendLineEnd()
    lines = bytes.count
    // RFC 9110 6.6.1: an origin server with a clock sends Date.
    bytes.append("Date: ")
    dateOffset = bytes.count
    bytes.append("Thu, 01 Jan 1970 00:00:00 GMT\r\n")
    for (field, role) in zip(response.fields, facts.roles) {
      switch role {
      // The server writes these fields itself, so that each occurs once and is correct.
      case .ours, .vary: break
      case .contentType, .contentCoding, .contentLanguage: break
      case .entityTag: Self.add(field.name, facts.sent(Array(field.value.utf8)), to: &bytes)
      case .lastModified, .other: Self.add(field, to: &bytes)
      }
    }
    let vary = facts.varyValue
    if !vary.isEmpty {
      bytes.append("Vary: ")
      bytes.append(vary)
      bytes.appendLineEnd()
    }
    if !response.links.isEmpty {
      bytes.append("Link: ")
      bytes.append(response.links)
      bytes.appendLineEnd()
    }
    switch response.caching {
    case .none: ageOffset = nil
    case .noStore:
      ageOffset = nil
      bytes.append("Cache-Control: private, no-store\r\n")
    case .public:
      bytes.append("Cache-Control: public, max-age=")
      ageOffset = bytes.count
      bytes.append("00\r\n")
    }
    bytes.append("BelGov-Trace-Id: ")
    traceOffset = bytes.count
    bytes.append("00000000000000000000000000000000\r\n")
    // RFC 9110 15.4.5: a 304 repeats the fields that a cache updates, and none that describes content.
    description = bytes.count
    for (index, role) in facts.roles.enumerated() {
      switch role {
      case .contentType, .contentCoding, .contentLanguage: Self.add(response.fields[index], to: &bytes)
      case .ours, .vary, .entityTag, .lastModified, .other: break
      }
    }
    // Browsers must not guess another type (Fetch standard, 3.8).
    if facts.hasType { bytes.append("X-Content-Type-Options: nosniff\r\n") }
    if facts.isGzip { bytes.append("Content-Encoding: gzip\r\n") }
    if let length {
      bytes.append("Content-Length: ")
      bytes.append(decimal: length)
      bytes.appendLineEnd()
    }
    template = bytes.array
  }

  private static func add(_ field: HTTPField, to bytes: inout OutputBuffer) {
    bytes.append(field.name.rawName)
    bytes.append(": ")
    field.withUnsafeBytesOfValue { bytes.append($0) }
    bytes.appendLineEnd()
  }

  private static func add(_ name: HTTPField.Name, _ value: [UInt8], to bytes: inout OutputBuffer) {
    bytes.append(name.rawName)
    bytes.append(": ")
    bytes.append(value)
    bytes.appendLineEnd()
  }

  /// Appends the head with the values of `stamp`.
  func write(
    to output: inout OutputBuffer, stamp: borrowing Stamp, until: Int64?, isNotModified: Bool
  ) {
    var start = output.count
    if isNotModified {
      output.append(Self.notModified)
      start = output.count - lines
      template.withUnsafeBytes { output.append(UnsafeRawBufferPointer(rebasing: $0[lines..<description])) }
    } else {
      output.append(template)
    }
    output.patch(stamp.date, at: start + dateOffset)
    output.patch(stamp.firstDigits, at: start + traceOffset)
    output.patch(OutputBuffer.digits(stamp.trace.1), at: start + traceOffset + 16)
    if let ageOffset {
      output.patch(twoDigits: Self.age(until: until, now: stamp.now), at: start + ageOffset)
    }
  }

  /// The max-age in seconds: 60 at most, and never beyond the next scheduled change. The loops' clock follows the
  /// kernel's ticks and is up to 10 ms slow.
  private static func age(until: Int64?, now: Int64) -> Int {
    guard let until else { return 60 }
    return Int(min(60, max(0, (until - now - 10) / 1_000)))
  }
}

extension Answer {
  /// Appends the head of the given part, without the final empty line.
  package func writeHead(_ part: Part, to output: inout OutputBuffer, stamp: borrowing Stamp) {
    var isNotModified = false
    if case .notModified = part { isNotModified = isConditional }
    head.write(to: &output, stamp: stamp, until: until, isNotModified: isNotModified)
  }
}
