// Turns a printed telephone number into E.164.

import Values

/// Telephone numbers in print.
package enum Phone {
  /// The number in E.164; nil when it is not valid. Belgian mobiles have nine national digits and landlines eight.
  /// Foreign numbers must have a length that E.164 allows.
  package static func e164(_ printed: String) -> String? {
    let marks = printed.unicodeScalars.filter { $0 == "+" || $0 == "(" || $0 == ")" || isDigit($0) }
    var dialled = String(String.UnicodeScalarView(marks))
    let isInternational = dialled.hasPrefix("+") || dialled.hasPrefix("00") || dialled.hasPrefix("(+")
    if isInternational { dialled.replaceFirst("(0)", with: "") }
    var digits = String(String.UnicodeScalarView(dialled.unicodeScalars.filter(isDigit)))
    guard isInternational else {
      guard digits.hasPrefix("0") else { return nil }
      let national = String(digits.dropFirst())
      return isBelgian(national) ? "+32" + national : nil
    }
    if digits.hasPrefix("00") { digits.removeFirst(2) }
    if digits.hasPrefix("32") {
      var national = digits.dropFirst(2)
      if national.first == "0" { national = national.dropFirst() }
      return isBelgian(String(national)) ? "+32" + national : nil
    }
    guard (8...15).contains(digits.count), digits.first != "0" else { return nil }
    return "+" + digits
  }

  /// Mobile numbers begin with 45 to 49. Landlines of Liège begin with 4 and a lower digit.
  private static func isBelgian(_ national: String) -> Bool {
    let figures = national.utf8.map { Int($0) - 0x30 }
    guard figures.count == 8 || figures.count == 9, figures[0] != 0 else { return false }
    let isMobile = figures[0] == 4 && figures[1] >= 5
    return figures.count == (isMobile ? 9 : 8)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value)
  }
}

extension String {
  mutating func replaceFirst(_ part: String, with other: String) {
    guard let range = firstRange(of: part) else { return }
    replaceSubrange(range, with: other)
  }
}
