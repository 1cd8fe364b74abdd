// Whether a client accepts gzip (RFC 9110 12.5.3).

import Bytes

/// The weights of gzip and of no coding in `Accept-Encoding`, in thousandths.
struct AcceptEncoding {
  private var gzip: Int?
  private var identity: Int?
  private var any: Int?

  /// Whether gzip is acceptable and has at least the weight of no coding.
  var prefersGzip: Bool {
    let weight = gzip ?? any ?? 0
    return weight > 0 && weight >= (identity ?? 0)
  }

  /// Reads one field value; repeated fields add to it.
  mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var found = self
    bytes.forEachWeighted(of: range) { name, weight, _ in
      // RFC 9110 8.4.1.3: x-gzip is the same as gzip.
      if bytes.equals(name, "gzip") || bytes.equals(name, "x-gzip") {
        found.gzip = weight
      } else if bytes.equals(name, "identity") {
        found.identity = weight
      } else if bytes.equals(name, "*") {
        found.any = weight
      }
    }
    self = found
  }
}

extension RequestHead {
  func judgeAcceptEncoding(_ bytes: Span<UInt8>) -> Bool {
    var accepted = AcceptEncoding()
    for field in fields where field.known == .acceptEncoding { accepted.read(bytes, field.value) }
    return accepted.prefersGzip
  }
}
