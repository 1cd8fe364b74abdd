// The public file: everything that anyone may read, and nothing else.

import GRDB
import Migrations
import Storage
import Values

package struct PublicFile: Sendable {
  package let readers: Readers
  private let writer: DatabasePool?

  /// Opens (or creates) the file on the writer.
  package init(directory: String, readers: Int) throws {
    let path = directory + "/public.sqlite"
    writer = try ProjectionFile.open(path, migrations: Migrations.publicFile, readers: readers)
    self.readers = ProjectionFile.readers(path)
  }

  /// Reads the copy of a read replica.
  package init(_ file: ReplicaFile) {
    writer = nil
    readers = ProjectionFile.readers(file.path) { db in try file.isWhole(db) }
  }

  /// The pool that writes the file.
  /// - Throws: `CatalogError.readOnly` on a read replica.
  package var pool: DatabasePool {
    get throws(CatalogError) {
      guard let writer else { throw .readOnly }
      return writer
    }
  }

  /// An identifier of the file's history; a restored file has a new one.
  package func epoch() throws -> String {
    try readers.read { db in try String.fetchOne(db, sql: "SELECT epoch FROM state") ?? "" }
  }

  /// The number and time of the last public change, and the time of the next planned one.
  package struct State: Equatable, Sendable {
    package let generation: Int64
    package let changedAt: Instant
    package let nextInstant: Int64?
  }

  package func state() throws -> State {
    try readers.read { db in
      guard let row = try Row.fetchOne(db, sql: "SELECT generation, changedAt, nextInstant FROM state") else {
        throw DataFault("public.sqlite has lost its state row")
      }
      return State(
        generation: row["generation"], changedAt: Instant(milliseconds: row["changedAt"]),
        nextInstant: (row["nextInstant"] as Int64?).map { Instant(milliseconds: $0).milliseconds })
    }
  }
}

extension PublicFile {
  /// The items of a kind that were withdrawn last and are still withdrawn: newest first, at most 20.
  package func withdrawn(_ kind: String, _ language: Language) throws -> [(id: String, at: String, reason: String?)] {
    var items: [(id: String, at: String, reason: String?)] = []
    try readers.read { db in
      try db.rows(
        """
        SELECT d.id, d.updatedAt, d.body FROM changes c JOIN documents d ON d.kind = c.kind AND d.id = c.id
        WHERE c.kind = ? AND c.change = 'withdrawn' AND d.card IS NULL AND c.at = d.updatedAt
        ORDER BY c.number DESC LIMIT 20
        """, [kind.databaseValue]
      ) { row in
        let notice = row.bytes(2).flatMap { JSON.stored(String(decoding: $0, as: UTF8.self)) }
        items.append(
          (row.text(0), Instant(milliseconds: row.integer(1)).text, notice?.text("reason", in: language)))
        return true
      }
    }
    return items
  }
}
