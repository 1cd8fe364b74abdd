// The public file: what anyone may read, and nothing else.

import GRDB
import Migrations

package struct PublicFile: Sendable {
  let pool: DatabasePool
  let readers: Readers

  init(directory: String, readers: Int) throws {
    let path = directory + "/public.sqlite"
    pool = try SQLiteFile.open(path, migrations: Migrations.publicFile, readers: readers)
    self.readers = Readers(path: path)
  }

  /// When the file last moved and will next move.
  struct State: Equatable, Sendable {
    let generation: Int64
    let changedAt: Instant
    let nextInstant: Int64?
  }

  func state() throws -> State {
    try pool.read { db in
      guard let row = try Row.fetchOne(db, sql: "SELECT generation, changedAt, nextInstant FROM state") else {
        throw DataFault("public.sqlite has lost its state row")
      }
      return State(
        generation: row["generation"], changedAt: Instant(milliseconds: row["changedAt"]),
        nextInstant: row["nextInstant"])
    }
  }
}
