// The public file: what anyone may read, and nothing else.

import GRDB
import Migrations

package struct PublicFile: Sendable {
  let readers: Readers
  private let writer: DatabasePool?

  /// Opens (or creates) the file of the machine on which it is written.
  init(directory: String, readers: Int) throws {
    let path = directory + "/public.sqlite"
    writer = try SQLiteFile.open(path, migrations: Migrations.publicFile, readers: readers)
    self.readers = Readers(path: path)
  }

  /// A copy that is only read here.
  init(_ file: FollowedFile) {
    writer = nil
    readers = Readers(path: file.path, following: file)
  }

  /// - Throws: `Problem.readingMachine` where the file is only read.
  var pool: DatabasePool {
    get throws(Problem) {
      guard let writer else { throw .readingMachine }
      return writer
    }
  }

  /// A restored file has another one.
  func epoch() throws -> String {
    try readers.read { db in try String.fetchOne(db, sql: "SELECT epoch FROM state") ?? "" }
  }

  /// When the file last moved and will next move.
  struct State: Equatable, Sendable {
    let generation: Int64
    let changedAt: Instant
    let nextInstant: Int64?
  }

  func state() throws -> State {
    try readers.read { db in
      guard let row = try Row.fetchOne(db, sql: "SELECT generation, changedAt, nextInstant FROM state") else {
        throw DataFault("public.sqlite has lost its state row")
      }
      return State(
        generation: row["generation"], changedAt: Instant(milliseconds: row["changedAt"]),
        nextInstant: row["nextInstant"])
    }
  }
}

extension Database {
  /// Marks a new state of the public file on its first page. To be called in each transaction that writes to it: what
  /// Litestream carries to other machines is the pages that have changed, in their order, and a copy knows by the first
  /// that others change with it.
  func markState() throws {
    try execute(sql: "PRAGMA user_version = \(Int32.random(in: .min ... .max))")
  }
}
