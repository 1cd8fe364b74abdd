// Bytes as hexadecimal text and back (RFC 4648 section 8, in lowercase).

extension Sequence<UInt8> {
  @inlinable
  package var hexadecimal: String {
    let digits: StaticString = "0123456789abcdef"
    var text: [UInt8] = []
    text.reserveCapacity(2 * underestimatedCount)
    for byte in self {
      text.append(digits.utf8Start[Int(byte >> 4)])
      text.append(digits.utf8Start[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension [UInt8] {
  /// The bytes that the hexadecimal digits encode; nil for any other text.
  package init?(hexadecimal digits: some StringProtocol) {
    // ASCII only: `Character.hexDigitValue` also accepts full-width digits.
    let values = digits.utf8.compactMap(\.hexadecimalValue)
    guard values.count == digits.utf8.count, values.count.isMultiple(of: 2) else { return nil }
    self = stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }
}

extension String {
  /// The UTF-8 text that the hexadecimal digits encode; nil for any other text.
  package init?(hexadecimal digits: some StringProtocol) {
    guard let bytes = [UInt8](hexadecimal: digits) else { return nil }
    self.init(validating: bytes, as: UTF8.self)
  }
}
