// A complete request for the application.

import HTTPTypes

/// A request whose head and content have arrived and comply with RFC 9110 and RFC 9112.
package struct Request: Sendable {
  package var method: HTTPRequest.Method
  /// The raw path of the target, still percent-encoded: "/releases/x%20y". Of an absolute target only the path is kept;
  /// `OPTIONS *` has the path "*". It contains no dot segments and no encoded NUL; "%2F" is data of its segment.
  package var path: String
  /// The raw text after the first "?"; nil when there is none.
  package var query: String?
  package var fields: HTTPFields
  package var body: [UInt8]
  /// The numeric address of the client without port: "192.0.2.1", "2001:db8::1". Behind one of the operator's proxies
  /// it is the address that the proxy reports.
  package var client: String
  /// The cache key; nil when the answer must not be cached and shared. Only GET and HEAD without content,
  /// Authorization and Cookie have one.
  package var key: AnswerKey?
  /// Results of the parser; nil in a request made in code.
  private var parsed: Parsed?

  private struct Parsed {
    let acceptsGzip: Bool
    let isConditional: Bool
  }

  package init(
    method: HTTPRequest.Method = .get, path: String = "/", query: String? = nil, fields: HTTPFields = HTTPFields(),
    body: [UInt8] = [], client: String = "127.0.0.1", key: AnswerKey? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.fields = fields
    self.body = body
    self.client = client
    self.key = key
  }

  /// Whether the answer may be compressed with gzip (RFC 9110 12.5.3).
  package var acceptsGzip: Bool {
    if let parsed { return parsed.acceptsGzip }
    guard let value = fields[.acceptEncoding] else { return false }
    let bytes = Array(value.utf8)
    var accepted = AcceptEncoding()
    accepted.read(bytes.span, 0..<bytes.count)
    return accepted.prefersGzip
  }

  /// Whether the request has a precondition (RFC 9110 13.1).
  var isConditional: Bool {
    parsed?.isConditional ?? (fields[.ifNoneMatch] != nil || fields[.ifModifiedSince] != nil)
  }

  /// The request of a parsed head.
  fileprivate init(_ head: borrowing RequestHead, path: String, query: String?, fields: HTTPFields) {
    self.init(method: head.httpMethod, path: path, query: query, fields: fields)
    parsed = Parsed(acceptsGzip: head.acceptsGzip, isConditional: head.isConditional)
  }
}

extension RequestHead {
  /// The request with this head, without its content.
  /// - Parameters:
  ///   - bytes: the bytes that were parsed.
  ///   - client: the numeric address of the client.
  ///   - key: the key of its answer; nil if the answer must not be shared.
  package func request(from bytes: Span<UInt8>, client: String, key: AnswerKey?) -> Request {
    let path = path.isEmpty ? (method == .options ? "*" : "/") : bytes.string(path)
    var query: String?
    if let range = self.query { query = bytes.string(range) }
    var request = Request(self, path: path, query: query, fields: httpFields(from: bytes))
    request.client = client
    request.key = key
    return request
  }

  /// The first `Accept-Language` value, for an error document in the client's language.
  package func acceptLanguage(in bytes: Span<UInt8>) -> String? {
    for field in fields where field.known == .acceptLanguage && field.value.upperBound <= bytes.count {
      return bytes.string(field.value)
    }
    return nil
  }

  fileprivate var httpMethod: HTTPRequest.Method {
    switch method {
    case .get, .other: .get
    case .head: .head
    case .post: .post
    case .put: .put
    case .patch: .patch
    case .delete: .delete
    case .options: .options
    case .trace: .trace
    case .query: HTTPRequest.Method(rawValue: "QUERY") ?? .trace
    }
  }

  private func httpFields(from bytes: Span<UInt8>) -> HTTPFields {
    var result = HTTPFields()
    result.reserveCapacity(fields.count)
    for field in fields {
      guard let name = fieldName(field, in: bytes) else { continue }
      result.append(HTTPField(name: name, value: bytes.string(field.value)))
    }
    return result
  }

  /// Known names need no lowercasing and no allocation.
  private func fieldName(_ field: Field, in bytes: Span<UInt8>) -> HTTPField.Name? {
    switch field.known {
    case .host: Self.host
    case .connection: .connection
    case .contentLength: .contentLength
    case .transferEncoding: .transferEncoding
    case .expect: .expect
    case .authorization: .authorization
    case .cookie: .cookie
    case .accept: .accept
    case .acceptLanguage: .acceptLanguage
    case .acceptEncoding: .acceptEncoding
    case .ifNoneMatch: .ifNoneMatch
    case .ifModifiedSince: .ifModifiedSince
    case .ifMatch: .ifMatch
    case .ifUnmodifiedSince: .ifUnmodifiedSince
    case .traceID, .forwarded, .forwardedFor, .other: HTTPField.Name(bytes.string(field.name))
    }
  }

  private static let host = HTTPField.Name(static: "Host")
}

extension Span<UInt8> {
  func string(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
