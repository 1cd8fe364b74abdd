// Opens the files with the projection tables, and registers the search functions on each connection.

import GRDB
import Migrations
import Storage

/// The public file, the embargo file and the desk's file: the same tables, searched in the same way.
package enum ProjectionFile {
  /// Opens (or creates) a file and brings its schema up to date (`SQLiteFile.open`).
  package static func open(
    _ path: String, migrations: [Migration], readers: Int,
    upgrading: (DatabasePool, String) throws -> Void = { _, _ in }
  ) throws -> DatabasePool {
    try SQLiteFile.open(
      path, migrations: migrations, readers: readers, functions: registerSearch, upgrading: upgrading)
  }

  /// One more read connection to a file that is already open.
  package static func reader(_ path: String, isMapped: Bool = true) throws -> DatabaseQueue {
    try SQLiteFile.reader(path, isMapped: isMapped, functions: registerSearch)
  }

  /// The read connections of a file.
  package static func readers(
    _ path: String, isWhole: (@Sendable (Database) throws -> Bool)? = nil
  ) -> Readers {
    Readers(path: path, functions: registerSearch, isWhole: isWhole)
  }

  /// A sentence about each object of a file's schema that is not what the migrations make.
  package static func schemaFaults(
    _ db: Database, _ migrations: [Migration], extra: Set<String> = []
  ) throws -> [String] {
    try SQLiteFile.schemaFaults(db, migrations, extra: extra, functions: registerSearch)
  }

  /// A database in memory; it ends with its connection.
  package static func inMemory(_ migrations: [Migration]) throws -> DatabaseQueue {
    try SQLiteFile.inMemory(migrations, functions: registerSearch)
  }

  @Sendable private static func registerSearch(_ db: Database) {
    db.add(tokenizer: SearchTokenizer.self)
    SearchRank.register(db)
  }
}
