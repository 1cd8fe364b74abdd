// The head of an answer as bytes, with the places of what changes from one sending to the next.

import HTTPTypes

/// What is filled in each time a head is sent.
package struct Stamp: ~Copyable {
  /// The 29 bytes of ``HTTPDate``.
  package var date: [UInt8]
  /// Milliseconds since 1970.
  package var now: Int64
  /// The trace id: 128 bits that differ from one answer to the next.
  package var trace: (UInt64, UInt64) {
    didSet { if trace.0 != oldValue.0 { firstDigits = OutputBuffer.digits(trace.0) } }
  }
  /// The digits of the first half, which is the same for long.
  private(set) var firstDigits: (UInt64, UInt64)

  package init(date: [UInt8], now: Int64, trace: (UInt64, UInt64)) {
    self.date = date
    self.now = now
    self.trace = trace
    firstDigits = OutputBuffer.digits(trace.0)
  }
}

/// A head from the status line to the last field line; the empty line is still to come, after what depends on the
/// connection.
struct AnswerHead: Sendable {
  let template: [UInt8]
  private let dateOffset: Int
  private let traceOffset: Int
  private let ageOffset: Int?

  private static let unknownDate = Array("Thu, 01 Jan 1970 00:00:00 GMT".utf8)
  private static let unknownTrace = [UInt8](repeating: 48, count: 32)

  /// - Parameter length: the length of the content, nil when the head says none.
  init(
    status: HTTPResponse.Status, fields: HTTPFields, facts: RepresentationFacts, caching: Caching, length: Int?
  ) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    bytes += "HTTP/1.1 ".utf8
    Self.add(number: status.code, to: &bytes)
    bytes.append(32)
    bytes += status.reasonPhrase.utf8
    bytes += "\r\n".utf8
    // RFC 9110 6.6.1: an origin server with a clock sends Date.
    dateOffset = Self.add("Date", Self.unknownDate, to: &bytes)
    for field in fields { Self.add(field, facts, is304: status.code == 304, to: &bytes) }
    let vary = facts.varyValue
    if !vary.isEmpty { _ = Self.add("Vary", vary.utf8, to: &bytes) }
    if facts.isGzip, status.code != 304 { _ = Self.add("Content-Encoding", "gzip".utf8, to: &bytes) }
    switch caching {
    case .none: ageOffset = nil
    case .noStore:
      ageOffset = nil
      _ = Self.add("Cache-Control", "private, no-store".utf8, to: &bytes)
    case .public:
      ageOffset = Self.add("Cache-Control", "public, max-age=00".utf8, to: &bytes) + 16
    }
    traceOffset = Self.add("BelGov-Trace-Id", Self.unknownTrace, to: &bytes)
    if let length {
      bytes += "Content-Length: ".utf8
      Self.add(number: length, to: &bytes)
      bytes += "\r\n".utf8
    }
    template = bytes
  }

  private static func add(number: Int, to bytes: inout [UInt8]) {
    if number >= 10 { add(number: number / 10, to: &bytes) }
    bytes.append(UInt8(48 + number % 10))
  }

  /// Adds a field of the application's, unless the server writes it itself, so that it stands there once and true.
  private static func add(_ field: HTTPField, _ facts: RepresentationFacts, is304: Bool, to bytes: inout [UInt8]) {
    switch field.name.canonicalName {
    case "date", "content-length", "cache-control", "connection", "transfer-encoding", "vary": return
    // RFC 9110 15.4.5: a 304 repeats what a cache updates, and nothing that describes content.
    case "content-type", "content-encoding", "content-language":
      if is304 { return }
    case "etag":
      _ = add(field.name.rawName, facts.sent(Array(field.value.utf8)), to: &bytes)
      return
    default: break
    }
    field.withUnsafeBytesOfValue { _ = add(field.name.rawName, $0, to: &bytes) }
  }

  /// Adds a field line and tells where its value begins.
  private static func add(_ name: String, _ value: some Collection<UInt8>, to bytes: inout [UInt8]) -> Int {
    bytes += name.utf8
    bytes += ": ".utf8
    let start = bytes.count
    bytes += value
    bytes += "\r\n".utf8
    return start
  }

  /// Appends the head, filled in.
  func write(to output: inout OutputBuffer, stamp: borrowing Stamp, until: Int64?) {
    let start = output.count
    output.append(template)
    output.patch(stamp.date, at: start + dateOffset)
    output.patch(stamp.firstDigits, at: start + traceOffset)
    output.patch(OutputBuffer.digits(stamp.trace.1), at: start + traceOffset + 16)
    if let ageOffset {
      output.patch(twoDigits: Self.age(until: until, now: stamp.now), at: start + ageOffset)
    }
  }

  /// Whole seconds for which an answer stays true, 60 at most; never a moment beyond the next scheduled change.
  private static func age(until: Int64?, now: Int64) -> Int {
    guard let until else { return 60 }
    return Int(min(60, max(0, (until - now) / 1_000)))
  }
}

extension Answer {
  /// Appends the head of this answer in the given form, up to but not including the empty line.
  package func writeHead(_ form: Form, to output: inout OutputBuffer, stamp: borrowing Stamp) {
    switch form {
    case .notModified: (notModified ?? full).write(to: &output, stamp: stamp, until: until)
    case .full, .head: full.write(to: &output, stamp: stamp, until: until)
    }
  }
}
