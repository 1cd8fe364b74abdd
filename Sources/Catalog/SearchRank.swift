// The order of what a search finds: by where its words stand.

import GRDB
import GRDBSQLite

/// Each word counts by the best place where it stands: in the title, the lead, the text, or what is around it; in each,
/// the exact word before another form of it. The smaller the sum, the better.
///
/// It depends on nothing but the item and the question. With bm25, whose weights move with whatever else is in the
/// index, a publication between two pages would repeat or skip items; and an order that tells nothing of other items
/// can't tell of those that are gone.
enum SearchRank {
  /// Makes `sighting(search, alternatives)` known to a connection: `alternatives` has for each word, as a digit, how
  /// many phrases of the question stand for it, of which the first is the exact one. A sighting is the sum and, in its
  /// lower `columnBits`, the columns in which something was found.
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
        // Columns are in the order of what counts, so the first is the best.
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
