// Chunked content (RFC 9112 7.1), decoded as it arrives.

import Bytes

/// Decodes one chunked body, from its first chunk size to the empty line after its trailers.
package struct ChunkedDecoder: Sendable {
  private enum Place {
    case size, sizeDigits
    case afterSize, beforeSemicolon, extensionName, extensionNameRest, afterName
    case extensionValue, token, quoted, quotedPair, afterValue
    case sizeFeed
    case data, dataReturn, dataFeed
    case trailerStart, trailerName, trailerValue, trailerFeed, endFeed
    case done
  }

  private var place = Place.size
  private var remaining = 0
  private var digits = 0
  private var zeros = 0
  private var extensionBytes = 0
  private var trailerBytes = 0
  private var trailerName: [UInt8] = []
  private let withToken: Bool
  private let limits: Limits

  /// Whether the whole body has arrived.
  package var isDone: Bool { place == .done }

  /// - Parameter withToken: whether the limit for requests with valid credentials applies.
  package init(withToken: Bool, limits: Limits) {
    self.withToken = withToken
    self.limits = limits
  }

  /// Decodes from `start` on and appends to `body`. Returns the offset of the first byte after this body.
  package mutating func decode(
    _ bytes: Span<UInt8>, from start: Int, into body: inout [UInt8]
  ) throws(Refusal) -> Int {
    var index = start
    while index < bytes.count, place != .done {
      if place == .data {
        let count = min(remaining, bytes.count - index)
        bytes.extracting(index..<index + count).withUnsafeBufferPointer { body.append(contentsOf: $0) }
        index += count
        remaining -= count
        if remaining == 0 { place = .dataReturn }
      } else {
        try step(bytes[index], body.count)
        index += 1
      }
    }
    return index
  }

  private mutating func step(_ byte: UInt8, _ received: Int) throws(Refusal) {
    switch place {
    case .size, .sizeDigits, .sizeFeed: try stepSize(byte, received)
    case .afterSize, .beforeSemicolon, .extensionName, .extensionNameRest, .afterName: try stepExtension(byte)
    case .extensionValue, .token, .quoted, .quotedPair, .afterValue: try stepExtensionValue(byte)
    case .dataReturn:
      try expect(byte == .carriageReturn, "a chunk is longer than its size")
      place = .dataFeed
    case .dataFeed:
      try expect(byte == .lineFeed, "a chunk does not end with CRLF")
      place = .size
      (digits, zeros) = (0, 0)
    case .trailerStart, .trailerName, .trailerValue, .trailerFeed, .endFeed: try stepTrailer(byte)
    case .data, .done: break
    }
  }

  /// The largest number of zeros before a chunk size; 400 beyond.
  private static let zeroLimit = 64

  /// chunk-size consists only of hexadecimal digits (RFC 9112 7.1), of which the first may be zeros.
  private mutating func stepSize(_ byte: UInt8, _ received: Int) throws(Refusal) {
    if place == .sizeFeed {
      try expect(byte == .lineFeed, "a chunk size ends with a bare CR")
      place = remaining == 0 ? .trailerStart : .data
    } else if let digit = byte.hexadecimalValue {
      if digit == 0, remaining == 0 {
        zeros += 1
        try expect(zeros <= Self.zeroLimit, "a chunk size has more than \(Self.zeroLimit) zeros in front")
        place = .sizeDigits
        return
      }
      digits += 1
      // RFC 9112 7.1: recipients must not let a large size overflow.
      try expect(digits <= 15, "a chunk size is too large")
      remaining = remaining << 4 | Int(digit)
      guard remaining <= (withToken ? limits.bodyWithToken : limits.body) - received else {
        throw .bodyTooLarge(limits, withToken: withToken)
      }
      place = .sizeDigits
    } else {
      try expect(place == .sizeDigits, "a chunk size is not hexadecimal")
      place = .afterSize
      try stepExtension(byte)
    }
  }

  /// `*( BWS ";" BWS name [ BWS "=" BWS value ] )`, read and ignored (RFC 9112 7.1.1).
  private mutating func stepExtension(_ byte: UInt8) throws(Refusal) {
    if place == .afterSize, byte == .carriageReturn {
      place = .sizeFeed
      return
    }
    try countExtension()
    switch place {
    case .extensionName where ByteSet.token.contains(byte), .extensionNameRest where ByteSet.token.contains(byte):
      place = .extensionNameRest
    case .extensionName where byte.isBlank: break
    case .extensionNameRest where byte.isBlank: place = .afterName
    case .extensionNameRest where byte == 61, .afterName where byte == 61: place = .extensionValue
    case .extensionNameRest where byte == .carriageReturn: place = .sizeFeed
    case .afterSize where byte == 59, .beforeSemicolon where byte == 59, .extensionNameRest where byte == 59,
      .afterName where byte == 59:
      place = .extensionName
    case .afterName where byte.isBlank: break
    case .afterSize where byte.isBlank, .beforeSemicolon where byte.isBlank: place = .beforeSemicolon
    default: throw .malformed(.malformedChunk, "a chunk size is followed by something that is not an extension")
    }
  }

  private mutating func stepExtensionValue(_ byte: UInt8) throws(Refusal) {
    try countExtension()
    switch place {
    case .extensionValue where byte.isBlank: break
    case .extensionValue where byte == 34: place = .quoted
    case .extensionValue where ByteSet.token.contains(byte), .token where ByteSet.token.contains(byte):
      place = .token
    case .quoted where byte == 34: place = .afterValue
    case .quoted where byte == 92: place = .quotedPair
    case .quoted where byte.isFieldContent || byte.isBlank: break
    case .quotedPair where byte.isFieldContent || byte.isBlank: place = .quoted
    case .token where byte.isBlank, .afterValue where byte.isBlank: place = .beforeSemicolon
    case .token where byte == 59, .afterValue where byte == 59: place = .extensionName
    case .token where byte == .carriageReturn, .afterValue where byte == .carriageReturn: place = .sizeFeed
    default: throw .malformed(.malformedChunk, "a chunk extension has a value that is neither token nor string")
    }
  }

  /// Trailer fields are checked as field lines and dropped, because none is needed here. Fields that frame, route or
  /// authorize a message, or describe its content, are not allowed after the content (RFC 9110 6.5.1).
  private mutating func stepTrailer(_ byte: UInt8) throws(Refusal) {
    trailerBytes += 1
    guard trailerBytes <= limits.trailers else {
      throw Refusal(
        .requestHeaderFieldsTooLarge, .trailersTooLarge, "the trailer fields are too large",
        limit: Refusal.Limit("trailers", limits.trailers, "bytes"))
    }
    switch place {
    case .trailerStart where byte == .carriageReturn: place = .endFeed
    case .endFeed:
      try expect(byte == .lineFeed, "the content ends with a bare CR")
      place = .done
    case .trailerStart where ByteSet.token.contains(byte), .trailerName where ByteSet.token.contains(byte):
      place = .trailerName
      trailerName.append(byte)
    case .trailerName where byte == 58:
      let name = String(decoding: trailerName, as: UTF8.self).lowercased()
      try expect(!Self.headerOnly.contains(name), "a trailer field is allowed only in the header section")
      trailerName.removeAll(keepingCapacity: true)
      place = .trailerValue
    case .trailerValue where byte.isFieldContent || byte.isBlank: break
    case .trailerValue where byte == .carriageReturn: place = .trailerFeed
    case .trailerFeed:
      try expect(byte == .lineFeed, "a trailer field ends with a bare CR")
      place = .trailerStart
    default: throw .malformed(.malformedChunk, "a trailer is not a field line")
    }
  }

  private static let headerOnly: Set = [
    "authorization", "connection", "content-encoding", "content-length", "content-range", "content-type", "cookie",
    "expect", "host", "te", "trailer", "transfer-encoding",
  ]

  private mutating func countExtension() throws(Refusal) {
    extensionBytes += 1
    guard extensionBytes <= limits.chunkExtensions else {
      throw Refusal(
        .badRequest, .chunkExtensionsTooLarge, "the chunk extensions are too large",
        limit: Refusal.Limit("chunkExtensions", limits.chunkExtensions, "bytes"))
    }
  }

  private func expect(_ holds: Bool, _ clause: String) throws(Refusal) {
    guard holds else { throw .malformed(.malformedChunk, clause) }
  }
}
