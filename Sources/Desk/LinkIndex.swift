// The index of the items' links. It follows the audit log, so that writes do not wait for it.

import Content
import Foundation
import GRDB
import Storage
import Values

package enum LinkIndex {
  /// The number of audit rows to follow at once.
  private static let batch = 200
  /// The limit on checked links per item, in the order of the text.
  static let limit = 200

  /// Indexes the items of the next batch of audit rows.
  /// - Returns: true when there may be more rows.
  package static func follow(_ pool: DatabasePool) throws -> Bool {
    var last: Int64?
    var pages: [Int64: [String]] = [:]
    let isMore = try pool.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT number, kind, id FROM audit WHERE number > (SELECT auditNumber FROM linkReading)
          ORDER BY number LIMIT \(batch)
          """)
      last = rows.last?["number"]
      for row in rows {
        guard let kind: String = row["kind"], let id: String = row["id"],
          let number = try Item.number(db, kind, id), pages[number] == nil
        else { continue }
        pages[number] = try Self.pages(db, of: number)
      }
      return rows.count == batch
    }
    guard let last else { return false }
    try pool.write { db in
      for (item, pages) in pages {
        // It may have been deleted since.
        try carry(db, item, Item.fetch(db, number: item) == nil ? [] : pages)
      }
      try db.run(sql: "UPDATE linkReading SET auditNumber = ?", arguments: [last])
    }
    return isMore
  }

  /// The pages that an item's public, planned and newest revisions link to; none for withdrawn and deleted items.
  private static func pages(_ db: Database, of number: Int64) throws -> [String] {
    guard let item = try Item.fetch(db, number: number), item.withdrawal == nil,
      let resource = Resource.of(kind: item.kind)
    else { return [] }
    var documents = [item.document]
    for revision in Set([item.publishedRevision, item.planned?.revision].compactMap(\.self)) {
      guard revision != item.revision else { continue }
      if let other = try Item.fetch(db, number: number, revision: revision) { documents.append(other.document) }
    }
    var pages: [String] = []
    for page in documents.flatMap({ resource.links(of: $0) }).compactMap({ Link.page(of: $0.url) })
    where !pages.contains(page) && pages.count < limit {
      pages.append(page)
    }
    return pages
  }

  /// Sets the pages that an item links to.
  static func carry(_ db: Database, _ item: Int64, _ pages: [String]) throws {
    let rows = try Row.fetchAll(
      db, sql: "SELECT l.number, l.url FROM linkCarriers c JOIN links l ON l.number = c.link WHERE c.item = ?",
      arguments: [item])
    let known = Dictionary(uniqueKeysWithValues: rows.map { ($0["url"] as String, $0["number"] as Int64) })
    for page in pages where known[page] == nil {
      try db.run(
        sql: "INSERT INTO links (url, nextAt) VALUES (?, ?) ON CONFLICT DO NOTHING",
        arguments: [page, Instant.now().milliseconds])
      try db.run(
        sql: "INSERT INTO linkCarriers (item, link) SELECT ?, number FROM links WHERE url = ?", arguments: [item, page])
    }
    for (page, number) in known where !pages.contains(page) {
      try db.run(sql: "DELETE FROM linkCarriers WHERE item = ? AND link = ?", arguments: [item, number])
      try db.run(
        sql: "DELETE FROM links WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM linkCarriers WHERE link = ?1)",
        arguments: [number])
    }
  }
}
