// The council that publishes: its name, colors, logo and contact on pages, feeds and documents.

import Foundation
import Values

package struct Council: Sendable {
  /// An invalid setting, explained to the person who set it.
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
  }

  /// The picture beside the name.
  package struct Logo: Sendable {
    package let bytes: [UInt8]
    package let mediaType: String

    package static let limit = 262_144

    /// - Throws: `Fault` when the file is neither SVG nor PNG, or larger than `limit` bytes.
    package init(_ bytes: [UInt8]) throws(Fault) {
      guard bytes.count <= Self.limit else { throw Fault(description: "a logo may have at most \(Self.limit) bytes") }
      // The signature of PNG (its specification, section 5.2).
      if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
        mediaType = "image/png"
      } else if bytes.contains("<svg".utf8) {
        mediaType = "image/svg+xml"
      } else {
        throw Fault(description: "a logo must be an SVG or PNG file")
      }
      self.bytes = bytes
    }
  }

  package var name = "Brupartners"
  /// The colors of marks and of links.
  package var markColor = Color.red
  package var linkColor = Color.blue
  package var logo: Logo?
  /// Where people report accessibility problems: an e-mail address or a web address.
  package var accessibilityContact: String?
  /// The date of the last check of the accessibility statement: `YYYY-MM-DD`.
  package var accessibilityDate: String?
  /// Whether its pages link to the subscription to releases by mail.
  package private(set) var offersMail = false

  package init() {}

  package func offering(mail: Bool) -> Council {
    var council = self
    council.offersMail = mail
    return council
  }

  package static func isAddress(_ text: String) -> Bool { text.isEmailAddress || text.isWebAddress }
  package static func isDate(_ text: String) -> Bool { Day(text) != nil }
}

extension Council {
  /// The council as a schema.org Organization.
  package func organization(address: String) -> JSON {
    [
      "@type": "Organization", "name": .string(name), "url": .string(address + "/"),
      "logo": logo.map { _ in .string(address + "/logo") },
    ]
  }

  /// The colors of every page, in the light and the dark scheme. Links have a contrast of 7 to 1 (WCAG 2.2, 1.4.6),
  /// marks of 3 to 1 (1.4.11).
  package var palette: String {
    """
    :root{--mark:\(markColor.against(.paper, 3));--link:\(linkColor.against(.paper, 7))}
    @media(prefers-color-scheme:dark){:root{--mark:\(markColor.against(.darkPaper, 3));\
    --link:\(linkColor.against(.darkPaper, 7))}}

    """
  }

  /// A square with the initial of the name, for tabs and bookmarks.
  package var icon: Markup {
    let initial = name.first.map { String($0).uppercased() } ?? ""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" \
      fill="\(markColor.against(.paper, 4.5).description)"/><text x="16" y="23" text-anchor="middle" \
      font-family="system-ui, sans-serif" font-size="20" font-weight="700" fill="#fff">\(initial)</text></svg>
      """
  }
}

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
