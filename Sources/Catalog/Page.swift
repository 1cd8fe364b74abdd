// One page of a collection: its items, their total, and the cursors of the next and previous pages.

import Bytes
import GRDB
import Storage
import Values

/// One page of rendered items.
package struct Page: ~Copyable {
  /// The bytes at which a page ends, though it has fewer items than requested: with the item that reaches them.
  static let size = 1 << 20

  /// The items' JSON, separated by commas, after the bytes that the buffer had before.
  package var json: OutputBuffer
  package var languages = LanguageSet()
  package var total = 0
  package var next: ListQuery.Cursor?
  package var previous: ListQuery.Cursor?
  /// The members `facets` and `embedded`, each with a comma before it.
  package var members: [UInt8] = []
}

extension ItemStore {
  /// - Parameter beginning: the buffer that the items are appended to.
  package func page(
    _ listQuery: ListQuery, behind beginning: consuming OutputBuffer = OutputBuffer(capacity: 32 * 1024)
  ) throws -> Page {
    var writer = PageWriter(self, listQuery, Page(json: beginning))
    try readers.read(within: ListQuery.time) { db in
      let condition = listQuery.condition()
      let summary = try summary(db, listQuery, condition, limit: listQuery.pageSize + 1)
      writer.page.total = summary.total
      if listQuery.isSearch {
        try write(db, summary.matches, &writer)
      } else {
        try write(db, listQuery, condition, &writer)
      }
      if !listQuery.detail.facets.isEmpty {
        let facets = JSON.object(try facets(db, listQuery, summary.tally))
        writer.page.members = Array(",\"facets\":".utf8) + facets.bytes
      }
    }
    return writer.finished()
  }

  /// Writes the matches of a search.
  private func write(_ db: Database, _ matches: [SearchMatch], _ writer: inout PageWriter) throws {
    for match in matches {
      var hasRoom = true
      try db.rows(
        "SELECT languages, summary, kind FROM documents WHERE number = ?", [match.number.databaseValue]
      ) { row in
        hasRoom = try writer.add(row, match.number, score: match.score, db, at: match.place)
        return false
      }
      guard hasRoom else { return }
    }
  }

  /// Writes the items of a list.
  private func write(
    _ db: Database, _ listQuery: ListQuery, _ condition: Condition, _ writer: inout PageWriter
  ) throws {
    let sql = listQuery.sql(
      "d.languages, d.summary, d.kind, t.position, t.id, t.number", condition, from: listQuery.cursor)
    try db.rows(sql.text, sql.arguments) { row in
      try writer.add(
        row, row.integer(5), score: 0, db, at: ListQuery.Cursor(side: .after, position: row.value(3), id: row.text(4)))
    }
  }
}

/// Writes the items of a page one by one.
private struct PageWriter: ~Copyable {
  var page: Page
  private var count = 0
  private let listQuery: ListQuery
  private let renderer: ItemRenderer
  /// The places of the first and the last item.
  private var ends: (first: ListQuery.Cursor, last: ListQuery.Cursor)?
  private var hasMore = false
  /// Whether the page ends at its cursor. Its rows are then read backwards and reversed at the end.
  private let isBackward: Bool
  private var backwardItems: [[UInt8]] = []
  private var backwardSize = 0
  private var embedded: EmbeddedItems

  init(_ store: ItemStore, _ listQuery: ListQuery, _ page: consuming Page) {
    self.page = page
    self.listQuery = listQuery
    renderer = ItemRenderer(store, listQuery)
    embedded = EmbeddedItems(store, listQuery.detail, in: listQuery.language)
    isBackward = listQuery.cursor?.side == .before
  }

  /// - Parameter row: a row of documents; its first columns are `languages, summary, kind`.
  /// - Returns: false when the page is already full.
  mutating func add(
    _ row: RawRow, _ number: Int64, score: Int64, _ db: Database, at place: @autoclosure () -> ListQuery.Cursor
  ) throws -> Bool {
    guard !isFull else {
      hasMore = true
      return false
    }
    page.languages.formUnion(LanguageSet(rawValue: UInt8(truncatingIfNeeded: row.integer(0))))
    if let summary = row.bytes(1) {
      if isBackward {
        var item = OutputBuffer(capacity: summary.count + 256)
        try renderer.append(summary, number, row.text(2), score: score, db, to: &item)
        backwardItems.append(item.array)
        backwardSize += item.count
      } else {
        if count > 0 { page.json.append(UInt8(ascii: ",")) }
        try renderer.append(summary, number, row.text(2), score: score, db, to: &page.json)
      }
    }
    try embedded.add(db, listQuery.resource, around: number)
    count += 1
    // Only the first and the last item need a place; a page that is not full has no next page.
    if count == 1 || isFull {
      let place = place()
      ends = (ends?.first ?? place, place)
    }
    return true
  }

  private var isFull: Bool {
    count == listQuery.pageSize || page.json.count + backwardSize + embedded.size >= Page.size
  }

  consuming func finished() -> Page {
    page.members += embedded.member(isReversed: isBackward)
    guard let ends else { return page }
    if isBackward {
      // The first row is the page's last.
      page.json.append(Array(backwardItems.reversed().joined(separator: [UInt8(ascii: ",")])))
      page.next = ends.first
      if hasMore { page.previous = ends.last.before }
    } else {
      if hasMore { page.next = ends.last }
      if listQuery.cursor != nil { page.previous = ends.first.before }
    }
    return page
  }
}
