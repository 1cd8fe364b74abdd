// The meaning of a head: host, framing, persistence, expectations (RFC 9110 7.2, 8.6, 10.1.1; RFC 9112 6, 9).

import Bytes

extension RequestHead {
  /// Checks the fields of a grammatically correct head. Only the fields named here are examined.
  mutating func judge(_ bytes: Span<UInt8>, limits: Limits) throws(Refusal) {
    var host = 0
    var lengths = 0
    var codings = 0
    var length = 0
    var expectation: Range<Int>?
    closes = minorVersion == 0
    for field in fields {
      switch field.known {
      case .other, .accept, .acceptLanguage, .forwarded, .forwardedFor, .ifMatch, .ifUnmodifiedSince: break
      case .host:
        host += 1
        let value = KnownHost(bytes, field.value)
        if value == knownHost { break }
        guard Authority.isValid(bytes, field.value, needsPort: false) else {
          // RFC 9112 3.2
          throw .malformed(.badHost, "the Host field is not a valid host")
        }
        if let value { knownHost = value }
      case .contentLength:
        lengths += 1
        length = try parseLength(bytes, field.value)
      case .transferEncoding: codings += 1
      case .expect: expectation = expectation ?? field.value
      case .connection: readConnection(bytes, field.value)
      case .authorization: hasAuthorization = true
      case .cookie: hasCookie = true
      case .acceptEncoding: break
      case .ifNoneMatch, .ifModifiedSince: isConditional = true
      case .traceID: readTraceID(bytes, field.value)
      }
    }
    // RFC 9112 3.2: exactly one Host in HTTP/1.1, and never two.
    guard host == 1 || (host == 0 && minorVersion == 0) else {
      throw .malformed(.badHost, host == 0 ? "the Host field is missing" : "there is more than one Host field")
    }
    if codings > 0 {
      try judgeCodings(bytes, lengths: lengths)
      framing = .chunked
    } else if lengths > 0 {
      // RFC 9112 6.3 (5): repeated lengths, even equal ones, are refused because they often signal an attack.
      guard lengths == 1 else { throw .malformed(.badFraming, "there is more than one Content-Length") }
      framing = length == 0 ? .none : .length(length)
    }
    guard method != .other else {
      // RFC 9110 9.1 and 15.6.2
      throw Refusal(.notImplemented, .unsupportedMethod, "the method is not implemented")
    }
    if has(.acceptEncoding) { acceptsGzip = judgeAcceptEncoding(bytes) }
    try judgeContent(bytes, expectation: expectation, limits: limits)
  }

  /// Checks the size of the content before anything is read and before the client is asked to send it.
  private mutating func judgeContent(
    _ bytes: Span<UInt8>, expectation: Range<Int>?, limits: Limits
  ) throws(Refusal) {
    switch framing {
    case .none: break
    case .chunked: needsValidCredentials = hasCredentials && limits.body < limits.bodyWithToken
    case .length(let length):
      if length > limits.body {
        guard hasCredentials, length <= limits.bodyWithToken else {
          throw .bodyTooLarge(limits, withToken: hasCredentials)
        }
        needsValidCredentials = true
      }
    }
    // RFC 9110 10.1.1: an expectation from an HTTP/1.0 client is ignored.
    guard let expectation, minorVersion == 1 else { return }
    guard bytes.equals(expectation, "100-continue"), count(of: .expect) == 1 else {
      throw Refusal(.expectationFailed, .unknownExpectation, "the only supported expectation is 100-continue")
    }
    expectsContinue = framing != .none
  }

  /// RFC 9110 8.6: one decimal number. A list of equal numbers may be refused, and is refused here.
  private func parseLength(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Refusal) -> Int {
    var length = 0
    for index in range {
      guard bytes[index].isDigit else {
        throw .malformed(.badFraming, "the Content-Length is not a decimal number")
      }
      let (product, overflows) = length.multipliedReportingOverflow(by: 10)
      let (sum, carries) = product.addingReportingOverflow(Int(bytes[index] - 48))
      // RFC 9110 8.6: large numbers must not wrap around.
      guard !overflows, !carries else {
        throw .malformed(.badFraming, "the Content-Length is too large")
      }
      length = sum
    }
    guard !range.isEmpty else { throw .malformed(.badFraming, "the Content-Length is empty") }
    return length
  }

  /// RFC 9112 6.1 and 6.3: chunked only once and last, without Content-Length, and only in HTTP/1.1.
  private func judgeCodings(_ bytes: Span<UInt8>, lengths: Int) throws(Refusal) {
    guard lengths == 0 else {
      // RFC 9112 6.3 (3): the server may refuse both together, and must then close.
      throw .malformed(.badFraming, "Transfer-Encoding and Content-Length are both present")
    }
    guard minorVersion == 1 else {
      // RFC 9112 6.1: such framing is faulty in an HTTP/1.0 message.
      throw .malformed(.badFraming, "an HTTP/1.0 request has a Transfer-Encoding")
    }
    var chunked = 0
    var others = 0
    var isLast = false
    var isEmpty = false
    for field in fields where field.known == .transferEncoding {
      if field.value.isEmpty || bytes[field.value.lowerBound] == 44 || bytes[field.value.upperBound - 1] == 44 {
        isEmpty = true
      }
      bytes.forEachMember(of: field.value) { member in
        isLast = bytes.equals(member, "chunked")
        if isLast { chunked += 1 } else { others += 1 }
        return true
      }
    }
    // RFC 9112 6.3 (4): when chunked is not the final coding, the length cannot be known.
    guard chunked == 1, isLast, !isEmpty else {
      throw .malformed(.badFraming, "the Transfer-Encoding does not have chunked once, at the end")
    }
    guard others == 0 else {
      // RFC 9112 6.1
      throw Refusal(
        .notImplemented, .unsupportedTransferCoding, "the only supported transfer coding is chunked")
    }
  }

  /// RFC 9112 9.3 and 9.6
  private mutating func readConnection(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var closing = false
    bytes.forEachMember(of: range) { member in
      if bytes.equals(member, "close") { closing = true }
      return true
    }
    if closing { closes = true }
  }

  /// The client's trace id is returned to it if it consists of letters, digits and hyphens.
  private mutating func readTraceID(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard traceID == nil, (1...64).contains(range.count) else { return }
    for index in range {
      let letter = bytes[index].lowercased
      guard letter.isDigit || letter &- 97 < 26 || letter == 45 else { return }
    }
    traceID = range
  }
}
