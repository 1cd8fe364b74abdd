// Opening the newsroom's SQLite files: pragmas, and migrations that are never edited and never skipped.

import Bytes
import Cryptography
import Foundation
import GRDB
import Migrations
import Values

/// Why a data directory can't be used: one line for the person who runs the command.
@usableFromInline
package struct DataFault: Error, CustomStringConvertible {
  @usableFromInline package let description: String

  @usableFromInline package init(_ description: String) { self.description = description }
}

package enum SQLiteFile {
  /// In bytes. SQLite itself copies the log back after a thousand pages.
  private static let longLog = 16 << 20
  /// How many bytes of a file are mapped into memory: the most that SQLite maps (SQLITE_MAX_MMAP_SIZE).
  private static let mapped = 0x7FFF_0000

  /// Opens or creates the file in WAL mode and updates its schema.
  /// - Parameters:
  ///   - readers: the number of connections that may read at once, beside the one writer.
  ///   - functions: registers the SQL functions that the schema needs with a new connection.
  ///   - upgrading: called before an upgrade with the file and the path for a copy of it.
  /// - Throws: `DataFault` when the file cannot be opened, or is newer than this program.
  package static func open(
    _ path: String, migrations: [Migration], readers: Int, functions: @escaping @Sendable (Database) throws -> Void,
    upgrading: (DatabasePool, String) throws -> Void = { _, _ in }
  ) throws -> DatabasePool {
    var configuration = configuration(functions)
    configuration.maximumReaderCount = readers
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets NORMAL with WAL; only FULL keeps every acknowledged write after a power failure.
      try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
      let name = (path as NSString).lastPathComponent
      let isNew = try pool.read { try !$0.tableExists("migrations") }
      if !isNew, let first = try pool.read({ try pending(of: migrations, in: $0, name) }).first {
        try upgrading(pool, "\((path as NSString).deletingLastPathComponent)/before-\(first.name).sqlite")
      }
      try migrate(pool, name: name, migrations)
      // A process killed during a large write leaves a long log, which would slow down every read.
      if let log = try DataDirectory.size(of: path + "-wal"), log > longLog {
        _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.passive) }
      }
      return pool
    } catch let error as DatabaseError {
      throw DataFault("cannot open \(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }

  /// Opens one more read-only connection to a file that is already open.
  package static func reader(
    _ path: String, isMapped: Bool = true, functions: @escaping @Sendable (Database) throws -> Void
  ) throws -> DatabaseQueue {
    var configuration = configuration(functions)
    configuration.readonly = true
    // `Readers` checks the end of each transaction itself, and closes the connection when it fails.
    configuration.allowsUnsafeTransactions = true
    if !isMapped { configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA mmap_size = 0") } }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// A database in memory, which disappears with its connection.
  package static func inMemory(
    _ migrations: [Migration], functions: @escaping @Sendable (Database) throws -> Void
  ) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(configuration: configuration(functions))
    try queue.write { db in for migration in migrations { try db.execute(sql: migration.sql) } }
    return queue
  }

  private static func configuration(_ functions: @escaping @Sendable (Database) throws -> Void) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA mmap_size = \(mapped)")
      // Withdrawn and corrected text must not remain in free pages.
      try db.execute(sql: db.configuration.readonly ? "PRAGMA query_only = ON" : "PRAGMA secure_delete = ON")
      try functions(db)
    }
    return configuration
  }

  /// Applies the missing migrations in one transaction: one commit per file, and concurrent starts take turns.
  private static func migrate(_ pool: DatabasePool, name: String, _ migrations: [Migration]) throws {
    guard try !pool.read({ try pending(of: migrations, in: $0, name) }).isEmpty else { return }
    try pool.write { db in
      try db.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS migrations (
            name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, appliedAt INTEGER NOT NULL) STRICT, WITHOUT ROWID
          """)
      // Another process may have migrated the file meanwhile.
      for migration in try pending(of: migrations, in: db, name) {
        try db.execute(sql: migration.sql)
        try db.execute(
          sql: "INSERT INTO migrations (name, sha256, appliedAt) VALUES (?, ?, ?)",
          arguments: [migration.name, migration.hash, Instant.now().milliseconds])
      }
      try db.markState()
    }
  }

  /// Checks that a read-only file has the schema of this version.
  /// - Throws: `DataFault` when it does not.
  package static func checkSchema(_ db: Database, _ migrations: [Migration], name: String) throws {
    if let missing = try pending(of: migrations, in: db, name).first {
      throw DataFault("\(name) is older than this newsroom: it lacks \(missing.name). Upgrade the writer first")
    }
    // A view in place of a table could compute for ever, and no newsroom makes one.
    if let view = try String.fetchOne(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'view'") {
      throw DataFault("\(name) has a view, \(view), which no newsroom makes. Copy the file again")
    }
  }

  /// The migrations that a file lacks.
  /// - Throws: `DataFault` when the file has an unknown migration, or one that was edited after it was applied.
  private static func pending(of migrations: [Migration], in db: Database, _ name: String) throws -> [Migration] {
    guard try db.tableExists("migrations") else { return migrations }
    let applied = try Row.fetchAll(db, sql: "SELECT name, sha256 FROM migrations").map {
      ($0["name"] as String, $0["sha256"] as String)
    }
    for (applied, hash) in applied {
      guard let known = migrations.first(where: { $0.name == applied }) else {
        throw DataFault(
          "\(name) is newer than this newsroom: it has the migration \(applied). Install a newer newsroom")
      }
      guard known.hash == hash else {
        throw DataFault("the migration \(applied) of \(name) was edited after it was applied; add a new one instead")
      }
    }
    return migrations.filter { migration in !applied.contains { $0.0 == migration.name } }
  }
}

extension Migration {
  /// SHA-256 of the SQL, in hexadecimal.
  fileprivate var hash: String { SHA256.hash(sql.utf8).hexadecimal }
}

extension Database {
  /// Marks a new state of the public file on its first page. Every transaction that writes to the file must call it:
  /// Litestream copies the changed pages in order, and a replica recognizes a new state by a change of the first page.
  package func markState() throws {
    try execute(sql: "PRAGMA user_version = \(Int32.random(in: .min ... .max))")
  }
}
