// What two requests must share for one answer to serve both.

/// The raw bytes of a target and of the fields that choose a representation: `Accept`, `Accept-Language`, and whether
/// gzip is accepted. GET and HEAD have the same key, since one answer serves both.
package struct AnswerKey: Hashable, Sendable {
  private var bytes: [UInt8]

  /// An empty key, to be filled by ``fill(from:in:)``.
  package init() {
    bytes = []
    bytes.reserveCapacity(512)
  }

  /// The key of a request with these properties.
  package init(target: String, accept: String = "", acceptLanguage: String = "", acceptsGzip: Bool = false) {
    bytes = Array(target.utf8)
    bytes.append(acceptsGzip ? 1 : 2)
    bytes.append(contentsOf: accept.utf8)
    bytes.append(0)
    bytes.append(contentsOf: acceptLanguage.utf8)
  }

  /// Makes this the key of a parsed head. Allocates nothing once the key has been as long before, unless a copy of it
  /// was kept.
  package mutating func fill(from head: borrowing RequestHead, in source: Span<UInt8>) {
    bytes.removeLast(bytes.count)
    // An empty path is "/" (RFC 9110 4.2.3), so both forms share a key.
    if head.path.isEmpty { bytes.append(47) }
    append(source, head.path.lowerBound..<(head.query?.upperBound ?? head.path.upperBound))
    bytes.append(head.acceptsGzip ? 1 : 2)
    if head.has(.accept) { append(.accept, from: head, in: source) }
    bytes.append(0)
    if head.has(.acceptLanguage) { append(.acceptLanguage, from: head, in: source) }
  }

  /// Repeated fields are one list (RFC 9110 5.3).
  private mutating func append(_ known: RequestHead.Known, from head: borrowing RequestHead, in source: Span<UInt8>) {
    var isFirst = true
    for field in head.fields where field.known == known {
      if !isFirst { bytes.append(44) }
      append(source, field.value)
      isFirst = false
    }
  }

  private mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
    source.extracting(range).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  /// Length in bytes, for a cache that counts what it keeps.
  package var count: Int { bytes.count }

  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
