// The matches of a search, in order.

import GRDB
import Storage
import Values

/// An item that a search found, and its place in the order.
struct SearchMatch {
  /// The score from `SearchRank`: the rank and, in the low bits, the matched columns.
  let score: Int64
  let place: ListQuery.Cursor
  let number: Int64
}

/// The matches of a search after a cursor, and the total of all matches.
struct SearchMatches {
  private(set) var total = 0
  private var matches: [SearchMatch] = []
  /// The last match that can be on the page; later ones are dropped.
  private var last: SearchMatch?
  private let listQuery: ListQuery
  private let limit: Int
  private let comesFirst: (ListQuery.Cursor, ListQuery.Cursor) -> Bool

  /// - Parameter limit: the most matches to keep.
  init(of listQuery: ListQuery, limit: Int) {
    (self.listQuery, self.limit) = (listQuery, limit)
    let isDescending = listQuery.isReversed != (listQuery.cursor?.side == .before)
    comesFirst = { isDescending ? $1.precedes($0) : $0.precedes($1) }
  }

  /// The columns that `add` reads, from `search` and terms `t`.
  static func columns(_ search: SearchQuery, in language: Language?) -> String {
    "sighting(search, '\(search.alternatives(in: language))'), t.position, t.id, t.number"
  }

  mutating func add(_ row: RawRow) {
    total += 1
    let score = row.integer(0)
    let place = ListQuery.Cursor(
      side: .after, score: listQuery.isRanked ? score >> SearchRank.columnBits : nil, position: row.value(1),
      id: row.text(2))
    if let cursor = listQuery.cursor, !comesFirst(cursor, place) { return }
    if let last, !comesFirst(place, last.place) { return }
    matches.append(SearchMatch(score: score, place: place, number: row.integer(3)))
    if matches.count - limit >= limit { arrange() }
  }

  private mutating func arrange() {
    matches.sort { [comesFirst] in comesFirst($0.place, $1.place) }
    guard matches.count > limit else { return }
    matches.removeLast(matches.count - limit)
    last = matches.last
  }

  /// The matches in order, at most `limit`.
  consuming func sorted() -> [SearchMatch] {
    arrange()
    return matches
  }
}

extension ListQuery.Cursor {
  /// Orders by score, then by place in the collection, as SQLite does.
  fileprivate func precedes(_ other: Self) -> Bool {
    let (mine, theirs) = (score ?? 0, other.score ?? 0)
    if mine != theirs { return mine < theirs }
    switch (position.storage, other.position.storage) {
    case (.int64(let mine), .int64(let theirs)) where mine != theirs: return mine < theirs
    case (.string(let mine), .string(let theirs)) where mine != theirs:
      return mine.utf8.lexicographicallyPrecedes(theirs.utf8)
    case (.int64, .string): return true
    case (.string, .int64): return false
    default: return id.utf8.lexicographicallyPrecedes(other.id.utf8)
    }
  }
}
