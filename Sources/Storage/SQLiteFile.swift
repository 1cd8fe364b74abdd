// Opening one of the newsroom's SQLite files: pragmas, and migrations that are never edited and never skipped.

import Bytes
import Cryptography
import Foundation
import GRDB
import Migrations
import Values

/// Why a data directory can't be used: one line for the person who started the command.
@usableFromInline
package struct DataFault: Error, CustomStringConvertible {
  @usableFromInline package let description: String

  @usableFromInline package init(_ description: String) { self.description = description }
}

package enum SQLiteFile {
  /// Bytes; SQLite itself folds the log back after a thousand pages.
  private static let longLog = 16 << 20
  /// Bytes of a file that are read where they lie in memory; SQLite maps no more (its limits, SQLITE_MAX_MMAP_SIZE).
  private static let mapped = 0x7FFF_0000

  /// Opens (or creates) the file, in WAL mode, with its schema brought up to date.
  /// - Parameters:
  ///   - readers: how many connections may read at once beside the one writer.
  ///   - functions: what the schema needs beside SQLite's own: registers it with a new connection.
  ///   - upgrading: called with a file of an older schema and the path for a copy of it, before it is upgraded.
  package static func open(
    _ path: String, migrations: [Migration], readers: Int, functions: @escaping @Sendable (Database) throws -> Void,
    upgrading: (DatabasePool, String) throws -> Void = { _, _ in }
  ) throws -> DatabasePool {
    var configuration = configuration(functions)
    configuration.maximumReaderCount = readers
    DataDirectory.claim(path)
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets NORMAL with WAL; only FULL keeps every acknowledged write through a power cut.
      try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
      let name = (path as NSString).lastPathComponent
      let isNew = try pool.read { try !$0.tableExists("migrations") }
      if !isNew, let first = try pool.read({ try pending(of: migrations, in: $0, name) }).first {
        try upgrading(pool, "\((path as NSString).deletingLastPathComponent)/before-\(first.name).sqlite")
      }
      try migrate(pool, name: name, migrations)
      // A process that was killed amid a large write leaves a long log, in which every read would look first.
      let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
      if let log, log > longLog { _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.passive) } }
      return pool
    } catch let error as DatabaseError {
      throw DataFault("cannot open \(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }

  /// One more connection that reads a file which is open already.
  package static func reader(
    _ path: String, isMapped: Bool = true, functions: @escaping @Sendable (Database) throws -> Void
  ) throws -> DatabaseQueue {
    var configuration = configuration(functions)
    configuration.readonly = true
    if !isMapped { configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA mmap_size = 0") } }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// A file in memory, gone with its connection.
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
      // What is withdrawn or corrected leaves nothing in free pages.
      try db.execute(sql: db.configuration.readonly ? "PRAGMA query_only = ON" : "PRAGMA secure_delete = ON")
      try functions(db)
    }
    return configuration
  }

  /// Applies what is new, all in one transaction: a start is one commit a file, and several at once take turns.
  private static func migrate(_ pool: DatabasePool, name: String, _ migrations: [Migration]) throws {
    guard try !pool.read({ try pending(of: migrations, in: $0, name) }).isEmpty else { return }
    try pool.write { db in
      try db.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS migrations (
            name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, appliedAt INTEGER NOT NULL) STRICT, WITHOUT ROWID
          """)
      // Another process may have begun at the same moment.
      for migration in try pending(of: migrations, in: db, name) {
        try db.execute(sql: migration.sql)
        try db.execute(
          sql: "INSERT INTO migrations (name, sha256, appliedAt) VALUES (?, ?, ?)",
          arguments: [migration.name, migration.hash, Instant.now().milliseconds])
      }
      try db.markState()
    }
  }

  /// Whether a file that is only read has the schema of this version.
  /// - Throws: `DataFault` when it has not.
  package static func checkSchema(_ db: Database, _ migrations: [Migration], name: String) throws {
    guard let missing = try pending(of: migrations, in: db, name).first else { return }
    throw DataFault("\(name) is older than this newsroom: it lacks \(missing.name). Upgrade the writing machine first")
  }

  /// The migrations that a file lacks.
  /// - Throws: `DataFault` when it has one that is not known, or was another when it was applied.
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
  /// Marks a new state of the public file on its first page. To be called in each transaction that writes to it: what
  /// Litestream carries to other machines is the pages that have changed, in their order, and a copy knows by the first
  /// that others change with it.
  package func markState() throws {
    try execute(sql: "PRAGMA user_version = \(Int32.random(in: .min ... .max))")
  }
}
