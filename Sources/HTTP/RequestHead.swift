// The head of a request as offsets into its bytes, in a table that is reused for every request.

/// The offsets of a head's parts in the bytes that ``parse(_:from:limits:)`` was given.
///
/// The table contains offsets and no bytes, so one table serves a whole event loop without allocating. Its values
/// are valid only after a complete parse, and only with the same bytes.
package struct RequestHead: ~Copyable {
  /// The result of a parse. As in picohttpparser, the same bytes followed by more give the same result, unless it was
  /// `incomplete`.
  package enum Outcome: Equatable {
    /// The head is complete and ends before this offset.
    case complete(end: Int)
    /// More bytes are needed.
    case incomplete
    /// The bytes cannot become an acceptable request. The connection must be closed after the refusal is sent.
    case refused(Refusal)
  }

  package enum Method: UInt8 {
    case get, head, post, put, patch, delete, options
    /// Methods that no route answers; known so that they get 405 with the allowed methods (RFC 9110 15.5.6).
    case trace, query
    /// A valid token that this server does not implement.
    case other
  }

  /// How the content after the head is delimited (RFC 9112 6.3).
  package enum Framing: Equatable {
    case none
    case length(Int)
    case chunked
  }

  /// The fields that the server itself reads.
  enum Known: UInt8 {
    case other, host, connection, contentLength, transferEncoding, expect, authorization, cookie
    case accept, acceptLanguage, acceptEncoding, ifNoneMatch, ifModifiedSince, traceID, forwarded, forwardedFor
    case ifMatch, ifUnmodifiedSince
  }

  /// One field line.
  struct Field {
    var name: Range<Int>
    var value: Range<Int>
    var known: Known
  }

  /// The form of the target (RFC 9112 3.2).
  enum TargetForm {
    case origin, absolute, authority, asterisk
  }

  package internal(set) var method = Method.get
  /// 1 for HTTP/1.1, 0 for HTTP/1.0.
  package internal(set) var minorVersion = 1
  package internal(set) var framing = Framing.none
  /// Whether the client asked to close the connection, or uses HTTP/1.0.
  package internal(set) var closes = false
  /// Whether the client waits for `100 Continue` before it sends the content.
  package internal(set) var expectsContinue = false
  /// Whether `Accept-Encoding` prefers gzip to no coding.
  package internal(set) var acceptsGzip = false
  /// Whether the request has `Authorization`.
  package internal(set) var hasAuthorization = false
  /// Whether the content is, or may become, larger than `Limits.body`. Only a client with valid credentials may send
  /// that, and the credentials are not checked yet.
  package internal(set) var needsValidCredentials = false
  /// Whether the request has one of the supported preconditions (RFC 9110 13.1).
  package internal(set) var isConditional = false
  /// The range of the client's trace id, if it sent a usable one.
  package internal(set) var traceID: Range<Int>?

  var hasCookie = false
  /// Whether the request has credentials: a token or the cookie of a session.
  package var hasCredentials: Bool { hasAuthorization || hasCookie }
  /// The range of the method; empty until it has been read.
  package internal(set) var methodName = 0..<0
  var target = 0..<0
  /// The end of the plain path characters at the beginning of the target.
  var plainEnd = 0
  var part = TargetForm.origin
  /// The range of the path, as far as it has been read.
  package internal(set) var path = 0..<0
  /// The range of the query, without its question mark.
  package internal(set) var query: Range<Int>?
  /// Kept from one request to the next.
  var knownHost = KnownHost()
  /// The kinds of known fields that are present, one bit each.
  var present: UInt32 = 0

  /// The field lines, in memory that is reused for the next request.
  private var table: UnsafeMutablePointer<Field>
  private var capacity = 32
  private var fieldCount = 0

  package init() {
    table = .allocate(capacity: capacity)
  }

  deinit { table.deallocate() }

  /// The field lines; valid until the next parse.
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

  /// Whether the answer may be cached and given to others with the same request: a read without content, credentials
  /// and cookies. The application evaluates the preconditions that can fail (RFC 9110 13.2.1), so no cache sees them.
  package var isShareable: Bool {
    (method == .get || method == .head) && framing == .none && !hasCredentials && present & Self.demanding == 0
  }

  private static let demanding: UInt32 =
    1 << UInt32(Known.ifMatch.rawValue) | 1 << UInt32(Known.ifUnmodifiedSince.rawValue)

  /// The number of fields of this kind.
  func count(of known: Known) -> Int {
    var count = 0
    for field in fields where field.known == known { count += 1 }
    return count
  }

  /// Clears the data of the previous request.
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
