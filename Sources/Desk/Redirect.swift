// Former ids of items: an id that named a person was replaced, and its hash leads to the present one.

import Catalog
import Cryptography
import Foundation
import GRDB
import Storage

enum Redirect {
  /// Records a former id of an item.
  static func add(_ db: Database, kind: String, from id: String, to item: Int64) throws {
    try db.execute(
      sql:
        "INSERT INTO redirects (kind, hash, item) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET item = excluded.item",
      arguments: [kind, FormerID.hash(id), item])
  }

  /// True when an item had this id. Its address leads to that item, so no other item may take it.
  static func isTaken(_ db: Database, kind: String, id: String) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM redirects WHERE kind = ? AND hash = ?)"),
      arguments: [kind, FormerID.hash(id)]) ?? false
  }

  /// Copies the former ids of the items that the public file has.
  static func copy(from deskTables: Database, to db: Database) throws {
    let rows = try Row.fetchAll(deskTables, sql: "SELECT kind, hash, item FROM redirects")
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
  /// The present id of an item that had another one; nil when there is none.
  package func presentID(kind: String, former id: String) throws -> String? {
    try pool.read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT i.id FROM redirects r JOIN items i ON i.number = r.item
          WHERE r.kind = ? AND r.hash = ? AND i.deletedAt IS NULL
          """, arguments: [kind, FormerID.hash(id)])
    }
  }
}
