// What is told of all matches of a question: how many there are, what facets are counted from, what a search found.

import GRDB
import Storage

/// What is told of all matches of a question, from one walk over them.
struct Survey {
  var total = 0
  /// What the facets are counted from: nil when none are asked for, or when they are kept of the whole collection.
  var tally: PackedFacets.Tally?
  /// What a search has found, in order.
  var matches: [SearchMatch] = []
}

extension Shelf {
  /// - Parameter limit: how many matches of a search are wanted in order.
  func survey(
    _ db: Database, _ listing: Listing, _ condition: Condition, limit: Int
  ) throws -> Survey {
    var survey = Survey()
    let counted = listing.countedTerm
    let isTallied = !listing.detail.facets.isEmpty && counted?.value != ""
    var tally = PackedFacets.Tally()
    if let search = listing.search, listing.isSearch {
      var found = SearchMatches(of: listing, limit: limit)
      let columns = SearchMatches.columns(search, in: listing.language) + (isTallied ? ", t.facets" : ", NULL")
      try db.rows("SELECT \(columns) FROM \(condition.matches)", condition.arguments) { row in
        found.add(row)
        if let packed = row.bytes(4) { tally.count(packed) }
        return true
      }
      survey.total = found.total
      survey.matches = found.sorted()
    } else if isTallied {
      try db.rows("SELECT t.facets FROM \(condition.matches)", condition.arguments) { row in
        survey.total += 1
        if let packed = row.bytes(0) { tally.count(packed) }
        return true
      }
    } else {
      let (sql, arguments) =
        counted.map { field, value in
          ("SELECT count FROM counts WHERE field = ? AND value = ?", [field.databaseValue, value.databaseValue])
        } ?? ("SELECT count(*) FROM \(condition.matches)", condition.arguments)
      try db.rows(sql, arguments) { row in
        survey.total = Int(row.integer(0))
        return false
      }
    }
    if isTallied { survey.tally = tally }
    return survey
  }
}
