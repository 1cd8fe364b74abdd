// Parsing of a head, and its field lines (RFC 9112 5).

import Bytes

extension RequestHead {
  /// Parses the head of a request that starts at `start` into this table.
  ///
  /// Bytes are checked from left to right, so the result does not depend on how they were split on the way.
  /// - Parameters:
  ///   - bytes: the received bytes; those before `start` are ignored.
  ///   - limits: the sizes and counts beyond which a head is refused.
  package mutating func parse(_ bytes: Span<UInt8>, from start: Int, limits: Limits) -> Outcome {
    reset()
    do throws(Refusal) {
      guard let block = try parseRequestLine(bytes, from: start, limits: limits),
        let end = try parseFields(bytes, from: block, limits: limits)
      else { return .incomplete }
      try judge(bytes, limits: limits)
      return .complete(end: end)
    } catch {
      return .refused(error)
    }
  }

  /// Parses field lines up to the final empty line. Returns the offset after it, or nil when bytes are missing.
  private mutating func parseFields(
    _ bytes: Span<UInt8>, from block: Int, limits: Limits
  ) throws(Refusal) -> Int? {
    let end = block + limits.headerBlock
    let known = min(bytes.count, end)
    var index = block
    while index < known {
      if bytes[index] == .carriageReturn {
        guard index + 1 < known else { break }
        guard bytes[index + 1] == .lineFeed else {
          throw .malformed(.malformedField, "there is a bare CR between the field lines")
        }
        return index + 2
      }
      guard let next = try parseField(bytes, from: index, to: known, limits: limits) else { break }
      index = next
    }
    guard known == end else { return nil }
    // RFC 6585 5
    throw Refusal(
      .requestHeaderFieldsTooLarge, .headerTooLarge, "the field lines are too large",
      limit: Refusal.Limit("headerBlock", limits.headerBlock, "bytes"))
  }

  /// Parses one field line. Returns the offset after its CRLF, or nil when bytes are missing.
  private mutating func parseField(
    _ bytes: Span<UInt8>, from start: Int, to known: Int, limits: Limits
  ) throws(Refusal) -> Int? {
    var index = ByteSet.token.skip(in: bytes, from: start, to: known)
    guard index < known else { return nil }
    // RFC 9112 5.1: no whitespace before the colon; RFC 9112 5.2: no line folding; RFC 9110 5.1: the name is a token.
    guard bytes[index] == 58, index > start else {
      throw .malformed(.malformedField, "a field line does not begin with a name and a colon")
    }
    let name = start..<index
    index += 1
    while index < known, bytes[index].isBlank { index += 1 }
    let valueStart = index
    index = bytes.skipFieldContent(from: valueStart, to: known)
    guard index < known else { return nil }
    // RFC 9110 5.5: no control characters; RFC 9112 2.2: no bare LF as the end of a line.
    guard bytes[index] == .carriageReturn else {
      throw .malformed(.malformedField, "a field value contains a control character")
    }
    guard index + 1 < known else { return nil }
    guard bytes[index + 1] == .lineFeed else {
      throw .malformed(.malformedField, "a field value contains a bare CR")
    }
    var valueEnd = index
    while valueEnd > valueStart, bytes[valueEnd - 1].isBlank { valueEnd -= 1 }
    guard fields.count < limits.fields else {
      throw Refusal(
        .requestHeaderFieldsTooLarge, .tooManyFields, "there are too many field lines",
        limit: Refusal.Limit("fields", limits.fields, "field lines"))
    }
    let known = Self.known(bytes, name)
    present |= 1 << UInt32(known.rawValue)
    add(Field(name: name, value: valueStart..<valueEnd, known: known))
    return index + 2
  }

  /// RFC 9110 5.1: field names are case-insensitive.
  private static func known(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Known {
    switch name.count {
    case 4: bytes.isHost(at: name.lowerBound) ? .host : .other
    case 6 where bytes.equals(name, "accept"): .accept
    case 8 where bytes.equals(name, "if-match"): .ifMatch
    case 6 where bytes.equals(name, "cookie"): .cookie
    case 6 where bytes.equals(name, "expect"): .expect
    case 9 where bytes.equals(name, "forwarded"): .forwarded
    case 10 where bytes.equals(name, "connection"): .connection
    case 13 where bytes.equals(name, "authorization"): .authorization
    case 13 where bytes.equals(name, "if-none-match"): .ifNoneMatch
    case 14 where bytes.equals(name, "content-length"): .contentLength
    case 15 where bytes.equals(name, "accept-encoding"): .acceptEncoding
    case 15 where bytes.equals(name, "accept-language"): .acceptLanguage
    case 15 where bytes.equals(name, "belgov-trace-id"): .traceID
    case 15 where bytes.equals(name, "x-forwarded-for"): .forwardedFor
    case 17 where bytes.equals(name, "transfer-encoding"): .transferEncoding
    case 17 where bytes.equals(name, "if-modified-since"): .ifModifiedSince
    case 19 where bytes.equals(name, "if-unmodified-since"): .ifUnmodifiedSince
    default: .other
    }
  }
}

extension Span<UInt8> {
  /// Whether four letters are "host" in any case, compared as one word because every request has that field.
  @inline(__always)
  fileprivate func isHost(at start: Int) -> Bool {
    precondition(start >= 0 && start + 4 <= count)
    let name = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt32.self)
    return UInt32(bigEndian: name) | 0x2020_2020 == 0x686F_7374
  }
}
