// The summary of all matches of a list query: their total, the tally for facets and the search matches.

import GRDB
import Storage

/// The summary of all matches of a list query, from one pass over them.
struct MatchSummary {
  var total = 0
  /// The tally for facets; nil when none are requested, or when the stored counts of the whole collection apply.
  var tally: PackedFacets.Tally?
  /// The matches of a search, in order.
  var matches: [SearchMatch] = []
}

extension ItemStore {
  /// - Parameter limit: the most search matches to return in order.
  func summary(
    _ db: Database, _ listQuery: ListQuery, _ condition: Condition, limit: Int
  ) throws -> MatchSummary {
    var summary = MatchSummary()
    let counted = listQuery.countedTerm
    let isTallied = !listQuery.detail.facets.isEmpty && counted?.value != ""
    var tally = PackedFacets.Tally()
    if let search = listQuery.search, listQuery.isSearch {
      var found = SearchMatches(of: listQuery, limit: limit)
      let columns = SearchMatches.columns(search, in: listQuery.language) + (isTallied ? ", t.facets" : ", NULL")
      try db.rows("SELECT \(columns) FROM \(condition.matches)", condition.arguments) { row in
        found.add(row)
        if let packed = row.bytes(4) { tally.count(packed) }
        return true
      }
      summary.total = found.total
      summary.matches = found.sorted()
    } else if isTallied {
      try db.rows("SELECT t.facets FROM \(condition.matches)", condition.arguments) { row in
        summary.total += 1
        if let packed = row.bytes(0) { tally.count(packed) }
        return true
      }
    } else {
      let (sql, arguments) =
        counted.map { field, value in
          ("SELECT count FROM counts WHERE field = ? AND value = ?", [field.databaseValue, value.databaseValue])
        } ?? ("SELECT count(*) FROM \(condition.matches)", condition.arguments)
      try db.rows(sql, arguments) { row in
        summary.total = Int(max(0, row.integer(0)))
        return false
      }
    }
    if isTallied { summary.tally = tally }
    return summary
  }
}
