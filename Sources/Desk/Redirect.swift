// Former ids of items, whose hashes lead to the present ones. An id is replaced when it named an erased person, or when
// the item was never public and its date changed.

import Catalog
import Content
import Cryptography
import Foundation
import GRDB
import Storage
import Values

struct Redirect {
  let item: Int64
  /// Whether the public knows the id. Others may be given to another item.
  let wasPublic: Bool

  /// Records a former id of an item.
  static func add(_ db: Database, kind: String, from id: String, to item: Int64, wasPublic: Bool) throws {
    try db.run(
      sql: """
        INSERT INTO redirects (kind, hash, item, wasPublic) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET item = excluded.item, wasPublic = excluded.wasPublic
        """, arguments: [kind, FormerID.hash(id), item, wasPublic])
  }

  /// The last item that had this id and has another one now; nil when there is none.
  static func find(_ db: Database, kind: String, id: String) throws -> Redirect? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT item, wasPublic FROM redirects WHERE kind = ? AND hash = ?"),
      arguments: [kind, FormerID.hash(id)]
    ).map { Redirect(item: $0["item"], wasPublic: $0["wasPublic"]) }
  }

  /// Copies the public former ids of the items that the public file has.
  static func copy(from deskTables: Database, to db: Database) throws {
    let rows = try Row.fetchAll(deskTables, sql: "SELECT kind, hash, item FROM redirects WHERE wasPublic")
    for row in rows {
      try db.run(
        sql: """
          INSERT OR REPLACE INTO formerIDs (kind, hash, number)
          SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM documents WHERE number = ?3)
          """, arguments: [row["kind"], row["hash"], row["item"]])
    }
  }
}

extension DeskFile {
  /// The present id of an item that has or had this id; nil when there is none.
  package func presentID(kind: String, former id: String) throws -> String? {
    try pool.read { db in try Item.presentID(db, kind: kind, id: id) }
  }
}
