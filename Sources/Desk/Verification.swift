// Verifies a data directory: its files, its audit log, and the public file against the desk's publications.

import Bytes
import Catalog
import Foundation
import GRDB
import Migrations
import Storage

package struct Verification {
  /// The correct parts, one line each.
  package private(set) var findings: [String] = []
  /// The faults, one line each.
  package private(set) var faults: [String] = []

  /// Verifies a data directory, also while a server runs on it.
  /// - Throws: `DataFault` when a file cannot be opened.
  package init(directory: String) throws {
    try DataDirectory.prepareExisting(directory)
    let desk = try DeskFile(directory: directory, readers: 1)
    let publicFile = try PublicFile(directory: directory, readers: 1)
    try checkFile("desk.sqlite", desk.pool)
    try checkFile("public.sqlite", publicFile.pool)
    let path = directory + "/embargo.sqlite"
    try checkFile("embargo.sqlite", ProjectionFile.open(path, migrations: Migrations.embargoFile, readers: 1))
    // A damaged file cannot be read further.
    guard faults.isEmpty else { return }
    try checkAuditLog(desk.pool)
    try PublicFile.compare(directory: directory, with: desk) { changes, differences in
      faults += differences.map { "public.sqlite: \($0)" }
      if differences.isEmpty { findings.append("public.sqlite: matches the desk, in \(changes) changes") }
    }
  }

  /// Verifies a copy of the desk.
  init(copy: DatabasePool, named name: String) throws {
    try checkFile(name, copy)
    if faults.isEmpty { try checkAuditLog(copy) }
  }

  /// Rebuilds the public file of a directory from the desk's publications.
  package static func remakePublicFile(directory: String) throws {
    try DataDirectory.prepareExisting(directory)
    try PublicFile(directory: directory, readers: 1).remake(DeskFile(directory: directory, readers: 1))
  }

  private mutating func checkFile(_ name: String, _ pool: DatabasePool) throws {
    var found: [String] = []
    do {
      try pool.read { db in
        found = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        found += try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
          let (table, target): (String, String) = (row["table"], row["parent"])
          return "\(table) row \(row["rowid"] as Int64? ?? 0) refers to a missing row of \(target)"
        }
      }
    } catch let error as DatabaseError {
      // Some damage prevents even SQLite's check.
      found.append(error.message ?? "SQLite error \(error.resultCode.rawValue)")
    }
    faults += found.map { "\(name): \($0)" }
    if found.isEmpty { findings.append("\(name): whole") }
  }

  private mutating func checkAuditLog(_ pool: DatabasePool) throws {
    let chain = try pool.read { db in try AuditChain(db) }
    if let fault = chain.fault {
      faults.append("audit log: \(fault)")
    } else {
      findings.append("audit log: \(chain.length) rows, unbroken up to \(chain.end.hexadecimal)")
    }
  }
}

extension PublicFile {
  /// Makes a second public file from the desk's publications, and reports the number of changes and the differences
  /// from the file in use.
  fileprivate static func compare(
    directory: String, with desk: DeskFile, _ report: (Int, [String]) throws -> Void
  ) throws {
    let path = directory + "/verify-\(ProcessInfo.processInfo.globallyUniqueString).sqlite"
    // A copy that stays behind takes space, and its name says what it is.
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    let copy = try ProjectionFile.open(path, migrations: Migrations.publicFile, readers: 1)
    let reader = try ProjectionFile.reader(directory + "/desk.sqlite", isMapped: false)
    // The copy is deleted next.
    defer { try? copy.close() }
    try copy.writeWithoutTransaction { db in
      try db.execute(sql: "ATTACH ? AS used", arguments: [directory + "/public.sqlite"])
      try reader.inDatabase { deskTables in
        // The desk's write lock prevents publications, so that both files are read as of one moment.
        try desk.pool.writeWithoutTransaction { lock in
          try lock.inTransaction(.immediate) {
            try deskTables.beginTransaction(.deferred)
            try db.beginTransaction(.immediate)
            _ = try Int.fetchOne(deskTables, sql: "SELECT 1 FROM publications")
            _ = try Int.fetchOne(db, sql: "SELECT 1 FROM used.changes")
            return .rollback
          }
        }
        let last = try Int64.fetchOne(db, sql: "SELECT max(number) FROM used.changes")
        let changes = try replay(deskTables, into: db, upTo: last)
        try report(changes, try differences(db))
        try deskTables.rollback()
        try db.rollback()
      }
    }
  }

  /// One line for each table whose rows differ between the file in use and the second file.
  private static func differences(_ db: Database) throws -> [String] {
    let tables = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
        AND name NOT LIKE 'sqlite%' AND name NOT IN ('heartbeat', 'indexState', 'migrations', 'state') ORDER BY name
        """)
    return try tables.compactMap { table in
      for (name, other) in [("main", "used"), ("used", "main")] {
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM \(name).\(table) EXCEPT SELECT * FROM \(other).\(table) LIMIT 1")
        guard let row else { continue }
        let place = row.prefix(3).map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        return "\(table): differs from the desk, first at \(place)"
      }
      return nil
    }
  }
}
