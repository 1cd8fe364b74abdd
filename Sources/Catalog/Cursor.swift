// Where a page of a collection begins or ends, as a text that a client carries from page to page.

import Bytes
import Cryptography
import GRDB
import Values

extension ListQuery {
  /// A place in the order of a collection: that of an item, whether or not it is still there.
  package struct Cursor: Equatable {
    package enum Side { case after, before }
    package let side: Side
    /// What `SearchRank` gave the item, in an order that begins with it.
    var score: Int64?
    let position: DatabaseValue
    let id: String

    /// The same place, for the page that ends there.
    var before: Cursor { Cursor(side: .before, score: score, position: position, id: id) }
  }
}

extension ListQuery.Cursor {
  /// A cursor's text: a mark of the filter it belongs to, the id, the position (a name as hexadecimal UTF-8) and, in
  /// the order of a search, the score.
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

  private static func mark(of filter: String, _ parts: ArraySlice<String>) -> String {
    SHA256.hash(("\(filter)\n\(parts.joined(separator: "\n"))").utf8).prefix(6).hexadecimal
  }
}
