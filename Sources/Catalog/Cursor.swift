// Cursors: where a page of a collection begins or ends, as text that a client sends back.

import Bytes
import Cryptography
import GRDB
import Values

extension ListQuery {
  /// The place of an item in the order of a collection. It stays valid when the item is removed.
  package struct Cursor: Equatable {
    package enum Side { case after, before }
    package let side: Side
    /// The score from `SearchRank`; nil unless the list is in order of relevance.
    var score: Int64?
    let position: DatabaseValue
    let id: String

    /// The same place, as the end of the page before it.
    var before: Cursor { Cursor(side: .before, score: score, position: position, id: id) }
  }
}

extension ListQuery.Cursor {
  /// Reads `mark.id.position`, with `.score` behind it when the list is ranked. The mark is a hash of the filter and of
  /// the other parts. A position that is a name is `x` and hexadecimal UTF-8.
  /// - Returns: nil when the text is malformed or belongs to another filter.
  init?(_ text: String, side: Side, filter: String, isRanked: Bool) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == (isRanked ? 4 : 3), parts[1].split(separator: "/").allSatisfy({ String($0).isIdentifier }),
      parts[0] == Self.mark(of: filter, parts.dropFirst())
    else { return nil }
    if let number = Int64(parts[2]) {
      position = number.databaseValue
    } else if let name = parts[2].hasPrefix("x") ? String(hexadecimal: parts[2].dropFirst()) : nil {
      position = name.databaseValue
    } else {
      return nil
    }
    if isRanked {
      guard let number = Int64(parts[3]) else { return nil }
      score = number
    }
    self.side = side
    id = parts[1]
  }

  package func text(filter: String) -> String {
    let place =
      Int64.fromDatabaseValue(position).map(String.init)
      ?? "x" + (String.fromDatabaseValue(position) ?? "").utf8.hexadecimal
    let parts = [id, place] + [score.map(String.init)].compactMap(\.self)
    return ([Self.mark(of: filter, parts[...])] + parts).joined(separator: ".")
  }

  static func mark(of filter: String, _ parts: ArraySlice<String>) -> String {
    SHA256.hash(("\(filter)\n\(parts.joined(separator: "\n"))").utf8).prefix(6).hexadecimal
  }
}
