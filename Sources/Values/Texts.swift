// Small questions about texts: is it an address, an identifier, nearly that word; and how it folds into a slug.

import Foundation

extension String {
  package var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// Its words, with one space between.
  package var inOneLine: String {
    let words = unicodeScalars.split { $0.isASCII ? $0 == " " || 9...13 ~= $0.value : $0.properties.isWhitespace }
    return words.map { Substring($0) }.joined(separator: " ")
  }

  /// 1 to 120 of a–z, 0–9 and hyphens.
  package var isIdentifier: Bool {
    (1...120).contains(utf8.count)
      && utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  /// One `@`, something before it and a domain with a dot after it; letters beyond ASCII are allowed (RFC 6531). What
  /// would begin the parameters of a `mailto:` link is not (RFC 6068 section 2).
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

  /// Whether it can stand in a line of text or between quotes without ending there or looking like something else: no
  /// blanks, no control or format characters (among which those that turn the direction of writing), none of `<>"\`.
  /// By scalars, since a character may hold more than what is looked for.
  private var isOnePiece: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned: false
      default: !["<", ">", "\"", "\\"].contains(scalar)
      }
    }
  }

  /// Without accents and case: what names are sorted and compared by.
  package var folded: String {
    folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
  }

  /// Lowercase ASCII words joined by hyphens, at most `limit` characters and never a part of a word unless it must.
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

  /// The candidate that this may be a slip of the pen for: at most two letters away, and fewer than half of them.
  package func nearest(in candidates: [String]) -> String? {
    let word = Array(lowercased().prefix(64))
    let distances = candidates.map { ($0, Self.distance(word, Array($0.lowercased()))) }
    guard let best = distances.min(by: { $0.1 < $1.1 }), best.1 <= 2, best.1 * 2 < max(2, best.0.count) + 1 else {
      return nil
    }
    return best.0
  }

  /// Letters to insert, delete or replace to get from one word to the other (Levenshtein 1966).
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
