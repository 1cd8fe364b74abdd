// Finds the secrets in addresses, for logs.

extension Span<UInt8> {
  /// Where a secret begins in a part of an address; nil without one. A link's secret is a row of hexadecimal digits,
  /// and no other part has so many. So it is found in any spelling, also where a mistyped link has it.
  package func secret(in part: Range<Int>) -> Int? {
    var (start, digits, index) = (part.lowerBound, 0, part.lowerBound)
    while index < part.upperBound {
      let place = index
      guard let byte = percentDecodedByte(at: &index, before: part.upperBound)?.byte else {
        (index, digits) = (index + 1, 0)
        continue
      }
      guard byte.hexadecimalValue != nil else {
        digits = 0
        continue
      }
      if digits == 0 { start = place }
      digits += 1
      if digits == 16 { return start }
    }
    return nil
  }
}
