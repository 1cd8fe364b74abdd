// What a search finds, put in order.

import GRDB
import Storage
import Values

/// An item that a search has found, and its place in the order.
struct SearchMatch {
  /// What `SearchRank` saw of it.
  let sighting: Int64
  let place: Listing.Cursor
  let number: Int64
}

/// The matches of a search behind a place, and how many there are in all.
struct SearchMatches {
  private(set) var total = 0
  private var matches: [SearchMatch] = []
  /// Behind this one nothing is wanted any more.
  private var last: SearchMatch?
  private let listing: Listing
  private let limit: Int
  private let comesFirst: (Listing.Cursor, Listing.Cursor) -> Bool

  /// - Parameter limit: how many are wanted.
  init(of listing: Listing, limit: Int) {
    (self.listing, self.limit) = (listing, limit)
    let isDescending = listing.isReversed != (listing.cursor?.side == .before)
    comesFirst = { isDescending ? $1.precedes($0) : $0.precedes($1) }
  }

  /// The columns that `add` reads, over the search and its terms t.
  static func columns(_ search: SearchQuery, in language: Language?) -> String {
    "sighting(search, '\(search.alternatives(in: language))'), t.position, t.id, t.number"
  }

  mutating func add(_ row: RawRow) {
    total += 1
    let sighting = row.integer(0)
    let place = Listing.Cursor(
      side: .after, score: listing.isRanked ? sighting >> SearchRank.columnBits : nil, position: row.value(1),
      id: row.text(2))
    if let cursor = listing.cursor, !comesFirst(cursor, place) { return }
    if let last, !comesFirst(place, last.place) { return }
    matches.append(SearchMatch(sighting: sighting, place: place, number: row.integer(3)))
    if matches.count - limit >= limit { arrange() }
  }

  private mutating func arrange() {
    matches.sort { [comesFirst] in comesFirst($0.place, $1.place) }
    guard matches.count > limit else { return }
    matches.removeLast(matches.count - limit)
    last = matches.last
  }

  /// In order, no more than are wanted.
  consuming func sorted() -> [SearchMatch] {
    arrange()
    return matches
  }
}

extension Listing.Cursor {
  /// By the score, then by the place in the collection, as SQLite orders both.
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
