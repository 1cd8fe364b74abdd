// Colors of the council, and their contrast on pages (WCAG 2.2).

import Foundation

/// An sRGB color.
package struct Color: Sendable, Equatable, CustomStringConvertible {
  private let parts: [Double]

  static let red = Color(parts: [0xC8, 0x10, 0x2E])
  static let blue = Color(parts: [0x0B, 0x4A, 0x8F])
  /// The backgrounds of pages, the same as in the style sheet.
  static let paper = Color(parts: [0xFF, 0xFF, 0xFF])
  static let darkPaper = Color(parts: [0x14, 0x17, 0x1B])

  private init(parts: [Double]) { self.parts = parts }

  /// `#c8102e`
  package init?(_ text: String) {
    let digits = text.dropFirst()
    guard text.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let number = Int(digits, radix: 16)
    else { return nil }
    parts = [number >> 16, number >> 8 & 0xFF, number & 0xFF].map(Double.init)
  }

  package var description: String {
    "#"
      + parts.map { part in
        let digits = String(Int(part.rounded()), radix: 16)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }

  /// The relative luminance (WCAG 2.2), from 0 to 1.
  private var luminance: Double {
    zip([0.2126, 0.7152, 0.0722], parts).reduce(0) { sum, part in
      let share = part.1 / 255
      return sum + part.0 * (share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4))
    }
  }

  /// The contrast ratio (WCAG 2.2), from 1 to 21.
  func contrast(with other: Color) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// The nearest color between this one and black or white that has at least contrast `ratio` with the background.
  func against(_ background: Color, _ ratio: Double) -> Color {
    let end: Double = background.luminance > 0.18 ? 0 : 255
    for step in 0...100 {
      let mixed = Color(parts: parts.map { $0 + (end - $0) * Double(step) / 100 })
      let seen = Color(mixed.description) ?? mixed
      if seen.contrast(with: background) >= ratio { return seen }
    }
    return Color(parts: [end, end, end])
  }
}
