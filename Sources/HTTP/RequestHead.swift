// The head of a request as positions in the bytes it came in, in a table that is used again for the next one.

/// Where the parts of a request's head stand in the bytes that ``parse(_:from:limits:)`` was given.
///
/// The table holds offsets and no bytes, so one table serves a whole event loop without allocating. Everything here is
/// only meaningful after a parse that was complete, and together with the same bytes.
package struct RequestHead: ~Copyable {
  /// What a parse found, after picohttpparser's contract: the same bytes with more behind them give the same answer,
  /// unless that was `incomplete`.
  package enum Outcome: Equatable {
    /// The head is whole and ends before this offset.
    case complete(end: Int)
    /// More bytes are needed.
    case incomplete
    /// This can no longer become an acceptable request; the connection must be closed after saying so.
    case refused(Refusal)
  }

  package enum Method: UInt8 {
    case get, head, post, put, patch, delete, options
    /// Known, so that they are refused with the methods that there are (RFC 9110 15.5.6); nobody answers them.
    case trace, query
    /// A valid token that this server does not implement.
    case other
  }

  /// How the content that follows is delimited (RFC 9112 6.3).
  package enum Framing: Equatable {
    case none
    case length(Int)
    case chunked
  }

  /// The fields that the server itself looks at.
  enum Known: UInt8 {
    case other, host, connection, contentLength, transferEncoding, expect, authorization, cookie
    case accept, acceptLanguage, acceptEncoding, ifNoneMatch, ifModifiedSince, traceID, forwarded, forwardedFor
  }

  /// One field line.
  struct Field {
    var name: Range<Int>
    var value: Range<Int>
    var known: Known
  }

  /// The form that the target was sent in (RFC 9112 3.2).
  enum TargetForm {
    case origin, absolute, authority, asterisk
  }

  package internal(set) var method = Method.get
  /// 1 for HTTP/1.1, 0 for HTTP/1.0.
  package internal(set) var minorVersion = 1
  package internal(set) var framing = Framing.none
  /// Whether the client asked for the connection to be closed, or speaks HTTP/1.0.
  package internal(set) var closes = false
  /// Whether the client waits for `100 Continue` before it sends the content.
  package internal(set) var expectsContinue = false
  /// Whether a strong enough `Accept-Encoding` names gzip.
  package internal(set) var acceptsGzip = false
  /// Whether the request carries `Authorization`.
  package internal(set) var hasAuthorization = false
  /// Whether the content is, or may become, larger than `Limits.body`: only the holder of valid credentials may send
  /// that, and the credentials that came have not been looked at.
  package internal(set) var needsValidCredentials = false
  /// Whether a precondition of RFC 9110 13.1 that this server knows is present.
  package internal(set) var isConditional = false
  /// Where a trace id of the client's stands, if it sent exactly one usable.
  package internal(set) var traceID: Range<Int>?

  var hasCookie = false
  /// Whether the client says who it is, by a token or by the cookie of a session.
  package var hasCredentials: Bool { hasAuthorization || hasCookie }
  /// Where the method stands; empty as long as none was read.
  package internal(set) var methodName = 0..<0
  var target = 0..<0
  /// Where the run of plain path characters at the target's beginning ends.
  var plainEnd = 0
  var part = TargetForm.origin
  /// Where the path stands, as far as it was read.
  package internal(set) var path = 0..<0
  /// Where the query stands, without its question mark.
  package internal(set) var query: Range<Int>?
  /// Stays from one request to the next.
  var knownHost = KnownHost()
  /// Kinds of known fields that are present, one bit each.
  var present: UInt32 = 0

  /// The field lines, in memory that is kept from one request to the next.
  private var table: UnsafeMutablePointer<Field>
  private var capacity = 32
  private var fieldCount = 0

  package init() {
    table = .allocate(capacity: capacity)
  }

  deinit { table.deallocate() }

  /// The field lines; they stand where they are until the next parse.
  var fields: UnsafeBufferPointer<Field> { UnsafeBufferPointer(start: table, count: fieldCount) }

  @inline(__always)
  mutating func add(_ field: Field) {
    if fieldCount == capacity { grow() }
    (table + fieldCount).initialize(to: field)
    fieldCount += 1
  }

  private mutating func grow() {
    let wider = UnsafeMutablePointer<Field>.allocate(capacity: capacity * 2)
    wider.moveInitialize(from: table, count: fieldCount)
    table.deallocate()
    table = wider
    capacity *= 2
  }

  /// Whether a field of this kind is present.
  @inline(__always)
  func has(_ known: Known) -> Bool { present & (1 << UInt32(known.rawValue)) != 0 }

  /// Whether the answer may be kept and given to anyone who asks the same: a read without content, credentials or
  /// cookies.
  package var isShareable: Bool {
    (method == .get || method == .head) && framing == .none && !hasCredentials
  }

  /// Whether a field of the kind the server looks at is present more than the given number of times.
  func count(of known: Known) -> Int {
    var count = 0
    for field in fields where field.known == known { count += 1 }
    return count
  }

  /// Forgets the request before.
  package mutating func reset() {
    method = .get
    minorVersion = 1
    framing = .none
    closes = false
    expectsContinue = false
    acceptsGzip = false
    hasAuthorization = false
    hasCookie = false
    needsValidCredentials = false
    isConditional = false
    traceID = nil
    methodName = 0..<0
    path = 0..<0
    query = nil
    present = 0
    fieldCount = 0
  }
}
