// The rank of a search match: where its words are.

import GRDB
import GRDBSQLite

/// Each word counts by the best tier that has it: the title, the lead, the text, or the rest. Within a tier, the exact
/// word ranks before another form of it. The sum over all words is the rank; smaller is better.
///
/// The rank depends only on the item and the query. The weights of bm25 depend on the whole index. With bm25, a
/// publication between two pages would repeat or skip items, and the order could reveal deleted items.
enum SearchRank {
  /// Registers the SQL function `sighting(search, alternatives)` on a connection. `alternatives` has a digit for each
  /// word: its number of phrases in the query, of which the first is the exact word. The result is the score: the rank,
  /// shifted left by `columnBits`, and a bit for each column with a match.
  static func register(_ db: Database) {
    let api = UnsafeMutablePointer(mutating: FTS5.api(db))
    _ = api.pointee.xCreateFunction(api, "sighting", nil, score, nil)
  }

  static let columnBits = SearchIndex.columns.count

  private static let score: fts5_extension_function = { api, search, context, count, values in
    guard let api, count == 1, let value = values?[0], var digit = sqlite3_value_text(value) else {
      return sqlite3_result_error(context, "sighting(search, alternatives)", -1)
    }
    var (sum, columns): (Int64, Int64) = (0, 0)
    var phrase: CInt = 0
    while digit.pointee != 0 {
      var best = SearchIndex.tiers * 2
      for alternative in 0..<Int(digit.pointee - UInt8(ascii: "0")) {
        var iterator = Fts5PhraseIter()
        var column: CInt = -1
        _ = api.pointee.xPhraseFirstColumn(search, phrase, &iterator, &column)
        // Columns are ordered by tier, so the first is the best.
        if column >= 0 { best = min(best, SearchIndex.tier(ofColumn: Int(column)) * 2 + min(alternative, 1)) }
        while column >= 0 {
          columns |= 1 << Int64(column)
          api.pointee.xPhraseNextColumn(search, &iterator, &column)
        }
        phrase += 1
      }
      sum += Int64(best)
      digit += 1
    }
    sqlite3_result_int64(context, sum << Int64(columnBits) | columns)
  }
}
