// HTML and XML markup whose interpolated texts are escaped.

/// Markup as a value: `"<p>\(text)</p>" as Markup`. Interpolation escapes text, so escaping can't be forgotten.
package struct Markup: ExpressibleByStringInterpolation, Sendable {
  package let text: String

  package init(stringLiteral text: String) { self.text = text }

  package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Markup that another part of the program has made safe. Not escaped.
  package init(trusted text: String) { self.text = text }

  /// Joins parts in order.
  package init(_ parts: [Markup], separator: String = "\n") { text = parts.map(\.text).joined(separator: separator) }

  package var bytes: [UInt8] { Array(text.utf8) }

  /// An attribute with a leading space; empty when the value is nil.
  package static func attribute(_ name: StaticString, _ value: String?) -> Markup {
    value.map { " \(Markup(trusted: "\(name)"))=\"\($0)\"" } ?? ""
  }

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    package mutating func appendInterpolation(_ plain: String) { text += plain.escapedForMarkup }

    package mutating func appendInterpolation(_ number: Int) { text += String(number) }

    package mutating func appendInterpolation(_ language: Language) { text += language.rawValue }

    package mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

    /// Nil adds nothing.
    package mutating func appendInterpolation(_ markup: Markup?) { text += markup?.text ?? "" }

    package mutating func appendInterpolation(_ parts: [Markup]) { text += Markup(parts).text }
  }
}

extension String {
  /// The text escaped for an element or a quoted attribute of HTML and XML. Characters that XML forbids (XML 1.0
  /// section 2.2) become U+FFFD, as does NUL, which HTML forbids too.
  package var escapedForMarkup: String {
    guard utf8.contains(where: Self.isEscapedForMarkup) else { return self }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(utf8.count + 64)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      case UInt8(ascii: "\""): escaped += "&quot;".utf8
      case UInt8(ascii: "'"): escaped += "&#39;".utf8
      case 0..<0x20 where byte != 0x09 && byte != 0x0A && byte != 0x0D: escaped += "\u{FFFD}".utf8
      // U+FFFE and U+FFFF end in these bytes, after EF BF.
      case 0xBE where escaped.suffix(2).elementsEqual([0xEF, 0xBF]),
        0xBF where escaped.suffix(2).elementsEqual([0xEF, 0xBF]):
        escaped.append(0xBD)
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
  /// 0xEF starts the UTF-8 of U+FFFE and U+FFFF, which XML forbids.
  private static func isEscapedForMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0xEF: true
    default: byte < 0x20
    }
  }
}
