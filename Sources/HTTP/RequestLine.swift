// The request line: method, target and version, byte by byte.

import Bytes
import HTTPTypes

extension RequestHead {
  /// The largest number of empty lines before a request line; 400 beyond.
  private static let emptyLines = 8

  /// Parses the request line that starts at `start`. Returns the offset after its CRLF, or nil when bytes are missing.
  mutating func parseRequestLine(_ bytes: Span<UInt8>, from start: Int, limits: Limits) throws(Refusal) -> Int? {
    var index = start
    // RFC 9112 2.2: empty lines before the request line are ignored, for old clients.
    while index < bytes.count, bytes[index] == .carriageReturn {
      guard index < start + 2 * Self.emptyLines else {
        throw .malformed(.malformedRequestLine, "more than \(Self.emptyLines) empty lines precede the request line")
      }
      guard index + 1 < bytes.count else { return nil }
      guard bytes[index + 1] == .lineFeed else {
        throw .malformed(.malformedRequestLine, "there is a bare CR before the request line")
      }
      index += 2
    }
    let end = index + limits.requestLine
    let known = min(bytes.count, end)

    let methodStart = index
    index = ByteSet.token.skip(in: bytes, from: index, to: known)
    guard index < known else {
      guard index < end else { throw .tooLongLine(.badRequest, limits) }
      return nil
    }
    // RFC 9112 3: exactly one SP between the parts; RFC 9112 2.2: no line breaks in them.
    guard bytes[index] == .space, index > methodStart else {
      throw .malformed(.malformedRequestLine, "the method is not a token followed by one space")
    }
    methodName = methodStart..<index
    index += 1

    guard let targetEnd = try parseTargetBytes(bytes, from: index, to: known) else {
      return try missing(known, end, limits)
    }
    let version = targetEnd + 1
    guard let next = try parseVersion(bytes, from: version, to: min(bytes.count, end + 2)) else {
      return try missing(bytes.count, end + 2, limits)
    }
    recognizeMethod(bytes)
    try resolveTarget(bytes)
    return next
  }

  private func missing(_ index: Int, _ end: Int, _ limits: Limits) throws(Refusal) -> Int? {
    guard index >= end else { return nil }
    // RFC 9112 3: a target that is too long is answered with 414.
    throw .tooLongLine(.uriTooLong, limits)
  }

  /// Finds the end of the target. Returns the offset of the SP after it, or nil when bytes are missing.
  private mutating func parseTargetBytes(
    _ bytes: Span<UInt8>, from start: Int, to known: Int
  ) throws(Refusal) -> Int? {
    // RFC 9112 3.2: no whitespace in the target; RFC 3986 2: no controls, no bytes above ASCII, no fragment.
    plainEnd = ByteSet.plainPath.skip(in: bytes, from: start, to: known)
    let index = ByteSet.query.skip(in: bytes, from: plainEnd, to: known)
    guard index < known else { return nil }
    guard bytes[index] == .space else {
      throw .malformed(.malformedTarget, "the target contains a character that must be percent-encoded")
    }
    guard index > start else { throw .malformed(.malformedRequestLine, "the target is missing") }
    target = start..<index
    return index
  }

  /// Parses "HTTP/1.1" and CRLF (RFC 9112 2.3). Returns the offset after them, or nil when bytes are missing.
  private mutating func parseVersion(
    _ bytes: Span<UInt8>, from start: Int, to known: Int
  ) throws(Refusal) -> Int? {
    if known - start >= 10, bytes.isHTTP11(at: start) { return start + 10 }
    let name: StaticString = "HTTP/1.1\r\n"
    var index = 0
    while index < 10 {
      guard start + index < known else { return nil }
      let byte = bytes[start + index]
      let isNumber = index == 5 || index == 7
      guard isNumber ? byte.isDigit : byte == name.utf8Start[index] else {
        // RFC 9112 2.3: the name is case-sensitive; RFC 9112 2.2: a line ends with CRLF.
        throw .malformed(.malformedRequestLine, "the request line does not end with a version and CRLF")
      }
      index += 1
    }
    let minor = bytes[start + 7]
    guard bytes[start + 5] == 49, minor == 48 || minor == 49 else {
      // RFC 9110 15.6.6
      throw Refusal(.httpVersionNotSupported, .unsupportedVersion, "only HTTP/1.1 and HTTP/1.0 are supported")
    }
    minorVersion = Int(minor - 48)
    return start + 10
  }

  /// RFC 9110 9.1: the method is case-sensitive.
  private mutating func recognizeMethod(_ bytes: Span<UInt8>) {
    if bytes.isGET(at: methodName.lowerBound) {
      method = .get
      return
    }
    func isNamed(_ name: StaticString) -> Bool {
      guard methodName.count == name.utf8CodeUnitCount else { return false }
      for index in 0..<methodName.count where bytes[methodName.lowerBound + index] != name.utf8Start[index] {
        return false
      }
      return true
    }
    method =
      switch bytes[methodName.lowerBound] {
      case 72 where isNamed("HEAD"): .head
      case 80 where isNamed("POST"): .post
      case 80 where isNamed("PUT"): .put
      case 80 where isNamed("PATCH"): .patch
      case 68 where isNamed("DELETE"): .delete
      case 79 where isNamed("OPTIONS"): .options
      case 81 where isNamed("QUERY"): .query
      case 84 where isNamed("TRACE"): .trace
      default: .other
      }
  }
}

extension Refusal {
  /// 414 is about the target, so a line whose method alone is too long gets another status.
  fileprivate static func tooLongLine(_ status: HTTPResponse.Status, _ limits: Limits) -> Refusal {
    Refusal(
      status, .requestLineTooLong, "the request line is too long",
      limit: Limit("requestLine", limits.requestLine, "bytes"))
  }
}

extension Span<UInt8> {
  /// Whether "GET" and a space are at `start`, compared as one word.
  @inline(__always)
  fileprivate func isGET(at start: Int) -> Bool {
    precondition(start >= 0 && start + 4 <= count)
    return UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt32.self)) == 0x4745_5420
  }

  /// Whether "HTTP/1.1" and CRLF are at `start`, compared as two words, because nearly every request has them.
  @inline(__always)
  fileprivate func isHTTP11(at start: Int) -> Bool {
    precondition(start >= 0 && start + 10 <= count)
    let name = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
    let end = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start + 8, as: UInt16.self)
    return UInt64(bigEndian: name) == 0x4854_5450_2F31_2E31 && UInt16(bigEndian: end) == 0x0D0A
  }
}
