// Checks on texts (addresses, identifiers, similar words), and slugs.

import Foundation

extension String {
  package var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// The words of the text, joined by single spaces.
  package var inOneLine: String {
    let words = unicodeScalars.split { $0.isASCII ? $0 == " " || 9...13 ~= $0.value : $0.properties.isWhitespace }
    return words.map { Substring($0) }.joined(separator: " ")
  }

  /// Whether the text is 1 to 120 characters of a–z, 0–9 and hyphens.
  package var isIdentifier: Bool {
    (1...120).contains(utf8.count)
      && utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  /// Whether the text has one `@`, something before it and a domain with a dot after it. Letters beyond ASCII are
  /// allowed (RFC 6531); characters that would start the parameters of a `mailto:` link are not (RFC 6068 section 2).
  package var isEmailAddress: Bool {
    let parts = utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, utf8.count <= 254, isOnePiece,
      !utf8.contains(where: { "(),;:?#%".utf8.contains($0) })
    else { return false }
    let (point, hyphen) = (UInt8(ascii: "."), UInt8(ascii: "-"))
    let labels = parts[1].split(separator: point, omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty && $0.first != hyphen && $0.last != hyphen }
  }

  package var isWebAddress: Bool {
    guard utf8.count <= 2000, isOnePiece, let url = URLComponents(string: self), let host = url.host, !host.isEmpty
    else { return false }
    return url.scheme?.lowercased() == "https" || url.scheme?.lowercased() == "http"
  }

  /// Whether the text can appear in a line or between quotes without ending there or looking like something else. It
  /// has no blanks, no control or format characters (some turn the direction of writing), and none of `<>"\`.
  /// Scalars are checked, because a character may combine several.
  private var isOnePiece: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned: false
      default: !["<", ">", "\"", "\\"].contains(scalar)
      }
    }
  }

  /// The text without accents and case, for sorting and comparing names.
  package var folded: String {
    folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
  }

  /// Lowercase ASCII words joined by hyphens, at most `limit` characters. Only the first word is ever cut.
  package func slug(limit: Int = 80) -> String {
    var slug = ""
    for word in folded.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      let ascii = word.filter { $0.isASCII }
      guard !ascii.isEmpty else { continue }
      let next = slug.isEmpty ? String(ascii.prefix(limit)) : slug + "-" + ascii
      guard next.count <= limit else { break }
      slug = next
    }
    return slug
  }

  /// The candidate that the text may be a misspelling of: at most two edits away, and at most half of its letters.
  package func nearest(in candidates: [String]) -> String? {
    let word = Array(lowercased().prefix(64))
    let distances = candidates.map { ($0, Self.distance(word, Array($0.lowercased()))) }
    guard let best = distances.min(by: { $0.1 < $1.1 }), best.1 <= 2, best.1 * 2 < max(2, best.0.count) + 1 else {
      return nil
    }
    return best.0
  }

  /// The number of letters to insert, delete or replace to turn one word into the other (Levenshtein 1966).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let cost = Swift.min(row[j] + 1, row[j + 1] + 1, diagonal + (letter == other ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[b.count]
  }
}
