// Whether a client takes gzip (RFC 9110 12.5.3).

/// The weights that an `Accept-Encoding` gives to the two codings a server of text has, in thousandths.
struct AcceptEncoding {
  private var gzip: Int?
  private var identity: Int?
  private var any: Int?

  /// Whether gzip is acceptable and not liked less than no coding at all.
  var prefersGzip: Bool {
    let weight = gzip ?? any ?? 0
    return weight > 0 && weight >= (identity ?? 0)
  }

  /// Reads one field value; further ones add to it.
  mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var found = self
    bytes.forEachMember(of: range) { member in
      var end = member.lowerBound
      while end < member.upperBound, bytes[end] != 59 { end += 1 }
      let name = bytes.trimmed(member.lowerBound..<end)
      let weight = Self.weight(bytes, end..<member.upperBound)
      // RFC 9110 8.4.1.3: x-gzip is the same as gzip.
      if bytes.equals(name, "gzip") || bytes.equals(name, "x-gzip") {
        found.gzip = weight
      } else if bytes.equals(name, "identity") {
        found.identity = weight
      } else if bytes.equals(name, "*") {
        found.any = weight
      }
      return true
    }
    self = found
  }

  /// The weight in `;q=0.8` (RFC 9110 12.4.2), 1000 without one, 0 when it cannot be read.
  private static func weight(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 1_000 }
    let parameter = bytes.trimmed(range.lowerBound + 1..<range.upperBound)
    guard parameter.count >= 3, bytes.equals(parameter.lowerBound..<parameter.lowerBound + 2, "q=") else {
      return parameter.isEmpty ? 1_000 : 0
    }
    let digits = parameter.lowerBound + 2
    guard bytes[digits] == 48 || bytes[digits] == 49 else { return 0 }
    var weight = Int(bytes[digits] - 48) * 1_000
    var unit = 100
    for index in (digits + 1)..<parameter.upperBound {
      if index == digits + 1, bytes[index] == 46 { continue }
      guard bytes[index].isDigit, unit > 0 else { return 0 }
      weight += Int(bytes[index] - 48) * unit
      unit /= 10
    }
    return min(weight, 1_000)
  }
}

extension RequestHead {
  func judgeAcceptEncoding(_ bytes: Span<UInt8>) -> Bool {
    var accepted = AcceptEncoding()
    for field in fields where field.known == .acceptEncoding { accepted.read(bytes, field.value) }
    return accepted.prefersGzip
  }
}
