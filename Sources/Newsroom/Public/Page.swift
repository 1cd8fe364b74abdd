// One page of a collection: its items, how many there are, and where the pages beside it begin.

import GRDB
import HTTP

/// One page, ready to be wrapped.
struct Page: ~Copyable {
  /// The items' JSON, separated by commas, behind what stood there before.
  var json: OutputBuffer
  var languages = LanguageSet()
  var total = 0
  var next: Listing.Cursor?
  var previous: Listing.Cursor?
  /// What is told beside the items, each member with a comma before it.
  var members: [UInt8] = []
}

extension Shelf {
  /// - Parameter beginning: what the items are added to.
  func page(
    _ listing: Listing, behind beginning: consuming OutputBuffer = OutputBuffer(capacity: 32 * 1024)
  ) throws -> Page {
    var page = Page(json: beginning)
    try readers.read { db in
      let condition = listing.condition()
      if !listing.isSearch { page.total = try total(db, listing, condition) }
      let numbers = try fetch(db, listing, condition, into: &page)
      page.members = try members(db, listing, condition, of: numbers)
    }
    return page
  }

  private func total(_ db: Database, _ listing: Listing, _ condition: Listing.Condition) throws -> Int {
    var total = 0
    var sql = "SELECT count FROM counts WHERE field = ? AND value = ?"
    var arguments = condition.arguments
    if let term = listing.countedTerm {
      arguments = [term.field.databaseValue, term.value.databaseValue]
    } else {
      sql = "SELECT count(*) FROM \(condition.matches)"
    }
    try db.rows(sql, arguments) { row in
      total = Int(row.integer(0))
      return false
    }
    return total
  }

  /// - Returns: the numbers of the items.
  private func fetch(
    _ db: Database, _ listing: Listing, _ condition: Listing.Condition, into page: inout Page
  ) throws -> [Int64] {
    // A page before a cursor is read backwards from it, and then turned.
    let isBackward = listing.cursor?.side == .before
    let found = listing.isSearch ? "t.score, t.total, t.sighting" : "NULL, NULL, 0"
    let sql = listing.sql(
      "t.position, t.id, d.languages, d.summary, t.number, d.kind, \(found)", condition, from: listing.cursor,
      limit: listing.pageSize + 1)
    let teller = ItemTeller(self, listing)
    var ends: (first: Listing.Cursor, last: Listing.Cursor)?
    var numbers: [Int64] = []
    var hasMore = false
    var turned: [[UInt8]] = []
    try db.rows(sql.text, sql.arguments) { row in
      guard numbers.count < listing.pageSize else {
        hasMore = true
        return false
      }
      if listing.isSearch, numbers.isEmpty { page.total = Int(row.integer(7)) }
      numbers.append(row.integer(4))
      // A place is only asked for at the ends: of a page that is not full, there is none behind the last.
      if numbers.count == 1 || numbers.count == listing.pageSize {
        let place = Listing.Cursor(
          side: .after, score: row.isNull(6) ? nil : row.integer(6), position: row.value(0), id: row.text(1))
        ends = (ends?.first ?? place, place)
      }
      page.languages.formUnion(LanguageSet(rawValue: UInt8(row.integer(2))))
      guard let summary = row.bytes(3) else { return true }
      if isBackward {
        var item = OutputBuffer(capacity: summary.count + 256)
        try teller.append(summary, row.integer(4), row.text(5), sighting: row.integer(8), db, to: &item)
        turned.append(item.array)
      } else {
        if numbers.count > 1 { page.json.append(UInt8(ascii: ",")) }
        try teller.append(summary, row.integer(4), row.text(5), sighting: row.integer(8), db, to: &page.json)
      }
      return true
    }
    guard let ends else {
      // Behind the last there is no row that tells it.
      if listing.isSearch, listing.cursor != nil { page.total = try total(db, listing, condition) }
      return []
    }
    // Read backwards, the first row is the page's last.
    guard isBackward else {
      if hasMore { page.next = ends.last }
      if listing.cursor != nil { page.previous = ends.first.before }
      return numbers
    }
    page.json.append(Array(turned.reversed().joined(separator: [UInt8(ascii: ",")])))
    page.next = ends.first
    if hasMore { page.previous = ends.last.before }
    return numbers.reversed()
  }
}
