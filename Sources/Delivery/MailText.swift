// Encodes text for the header fields and bodies of email messages.

import Bytes
import Foundation
import Values

enum MailText {
  /// A header field, folded to lines of at most 78 characters where possible (RFC 5322 section 2.1.1).
  /// - Parameter parts: joined by spaces; a fold may be between two parts.
  static func field(_ name: String, _ parts: [String]) -> String {
    var lines = "\(name):"
    var column = lines.utf8.count
    for part in parts {
      // Some programs misread a fold before the first part.
      if column + 1 + part.utf8.count > 78, column > name.utf8.count + 1 {
        lines += "\r\n"
        column = 0
      }
      lines += " " + part
      column += 1 + part.utf8.count
    }
    return lines + "\r\n"
  }

  static func field(_ name: String, _ parts: String...) -> String { field(name, parts) }

  /// The parts of a text: its words, or encoded words of at most 75 characters (RFC 2047 section 2).
  static func words(_ text: String) -> [String] {
    let line = text.inOneLine
    let isPlain = line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !line.contains("=?")
    if isPlain { return line.split(separator: " ").map(String.init) }
    var pieces: [[UInt8]] = [[]]
    for scalar in line.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      // 42 bytes are 56 characters in base64, plus 12 around them; this leaves room for the name of the field.
      if pieces[pieces.count - 1].count + bytes.count > 42 { pieces.append([]) }
      pieces[pieces.count - 1] += bytes
    }
    return pieces.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }
  }

  /// The parts of a name before an address (RFC 5322 section 3.2.5).
  static func phrase(_ name: String) -> [String] {
    let words = words(name)
    let isPlain = name.utf8.allSatisfy {
      ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || (0x30...0x39).contains($0) || $0 == 0x20
    }
    guard !isPlain, words.joined(separator: " ") == name.inOneLine else { return words }
    let quoted = name.inOneLine.unicodeScalars.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : "\($0)" }.joined()
    return ["\"\(quoted)\""]
  }

  /// The text as ASCII lines of at most 76 characters, each ended by CRLF (RFC 2045 section 6.7).
  static func quotedPrintable(_ text: String) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count * 5 / 4)
    for line in text.replacing("\r\n", with: "\n").utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      var column = 0
      for (place, byte) in line.enumerated() {
        let isLast = place == line.count - 1
        let isPlain = byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=") || byte == 0x20 && !isLast
        let width = isPlain ? 1 : 3
        if column + width > 75 {
          encoded += "=\r\n".utf8
          column = 0
        }
        encoded += isPlain ? [byte] : Array("=\(hexadecimal(byte))".utf8)
        column += width
      }
      encoded += "\r\n".utf8
    }
    return encoded
  }

  private static func hexadecimal(_ byte: UInt8) -> String { [byte].hexadecimal.uppercased() }

  /// The date and time of an instant in UTC (RFC 5322 section 3.3).
  static func date(_ instant: Instant) -> String {
    HTTPDate.string(instant.milliseconds / 1_000).replacing(" GMT", with: " +0000")
  }
}
