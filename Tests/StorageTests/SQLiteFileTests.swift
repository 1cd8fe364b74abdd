// Opening SQLite files: migrations are applied once, and never edited, skipped or undone.

import Foundation
import GRDB
import Migrations
import RunningNewsroom
import Testing

@testable import Storage

@Suite struct SQLiteFileTests {
  private static let first = Migration(name: "0001_first", sql: "CREATE TABLE things (name TEXT NOT NULL) STRICT")
  private static let second = Migration(name: "0002_second", sql: "ALTER TABLE things ADD COLUMN size INTEGER")

  private func open(_ path: String, _ migrations: [Migration], upgraded: inout [String]) throws -> DatabasePool {
    var copies: [String] = []
    defer { upgraded += copies }
    return try SQLiteFile.open(
      path, migrations: migrations, readers: 1, functions: { _ in }, upgrading: { copies.append($1) })
  }

  @Test("an older file is upgraded after a copy was made")
  func upgrade() throws {
    let path = try ScratchFolder.make() + "/things.sqlite"
    var upgraded: [String] = []
    let old = try open(path, [Self.first], upgraded: &upgraded)
    try old.write { try $0.execute(sql: "INSERT INTO things (name) VALUES ('one')") }
    try old.close()
    #expect(upgraded == [])
    let new = try open(path, [Self.first, Self.second], upgraded: &upgraded)
    #expect(upgraded.count == 1 && upgraded[0].hasSuffix("/before-0002_second.sqlite"))
    #expect(try new.read { try Row.fetchOne($0, sql: "SELECT name, size FROM things") }?["name"] == "one")
    try new.close()
    try open(path, [Self.first, Self.second], upgraded: &upgraded).close()
    #expect(upgraded.count == 1)
  }

  @Test("an edited migration and a newer file are refused in one line")
  func refusals() throws {
    let path = try ScratchFolder.make() + "/things.sqlite"
    var upgraded: [String] = []
    try open(path, [Self.first, Self.second], upgraded: &upgraded).close()
    let edited = Migration(name: "0001_first", sql: "CREATE TABLE things (name TEXT) STRICT")
    for (migrations, words) in [([edited, Self.second], "was edited"), ([Self.first], "is newer")] {
      let fault = #expect(throws: DataFault.self) { _ = try open(path, migrations, upgraded: &upgraded) }
      #expect(fault?.description.contains(words) == true && fault?.description.contains("\n") == false)
    }
  }

  @Test("a log that was folded back is as long as what was written since")
  func logLength() throws {
    let path = try ScratchFolder.make() + "/things.sqlite"
    var upgraded: [String] = []
    let pool = try open(path, [Self.first], upgraded: &upgraded)
    let long = String(repeating: "x", count: 2_000_000)
    try pool.write { try $0.execute(sql: "INSERT INTO things VALUES (?)", arguments: [long]) }
    let size = try DataDirectory.size(of: path + "-wal") ?? 0
    #expect(try size > 2_000_000 && SQLiteFile.logBytes(of: path) == size)
    _ = try pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
    try pool.write { try $0.execute(sql: "INSERT INTO things VALUES ('one')") }
    #expect(try DataDirectory.size(of: path + "-wal") == size && SQLiteFile.logBytes(of: path) < 50_000)
    _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    #expect(try SQLiteFile.logBytes(of: path) == 0)
    #expect(try SQLiteFile.logBytes(of: path + ".none") == 0)
  }

  @Test("closing a file folds its log back, but not the log of a replicated file", arguments: [false, true])
  func close(isReplicated: Bool) throws {
    let folder = try ScratchFolder.make()
    if isReplicated {
      try FileManager.default.createDirectory(
        atPath: folder + "/.things.sqlite-litestream", withIntermediateDirectories: false)
    }
    var upgraded: [String] = []
    let pool = try open(folder + "/things.sqlite", [Self.first], upgraded: &upgraded)
    try pool.write { try $0.execute(sql: "INSERT INTO things VALUES ('one')") }
    // SQLite folds the log back when the last connection that may write is closed.
    pool.invalidateReadOnlyConnections()
    try pool.close()
    #expect(try (DataDirectory.size(of: folder + "/things.sqlite-wal") ?? 0 > 0) == isReplicated)
  }

  @Test("a read connection cannot write, and does not trust the schema")
  func readers() throws {
    let path = try ScratchFolder.make() + "/things.sqlite"
    var upgraded: [String] = []
    let pool = try open(path, [Self.first], upgraded: &upgraded)
    let reader = try SQLiteFile.reader(path, functions: { _ in })
    let trusts = try reader.inDatabase { db in
      #expect(throws: DatabaseError.self) { try db.execute(sql: "INSERT INTO things VALUES ('two')") }
      return try Int.fetchOne(db, sql: "PRAGMA trusted_schema")
    }
    #expect(trusts == 0)
    let settings = try pool.writeWithoutTransaction { db in
      try ["synchronous", "foreign_keys", "secure_delete"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
    }
    #expect(settings == [2, 1, 1])
  }

  @Test func `no commit may run during a checkpoint, and no checkpoint during a commit`() throws {
    let path = try ScratchFolder.make() + "/things.sqlite"
    var upgraded: [String] = []
    let pool = try open(path, [Self.first], upgraded: &upgraded)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try other.inDatabase { db in try db.execute(sql: "BEGIN IMMEDIATE; INSERT INTO things VALUES ('one')") }
    let busy = #expect(throws: DatabaseError.self) {
      try pool.writeWithoutTransaction { db in try db.checkpoint(.passive) }
    }
    #expect(busy?.resultCode == .SQLITE_BUSY)
    try other.inDatabase { db in try db.execute(sql: "COMMIT") }
    for kind in [Database.CheckpointMode.passive, .full, .restart, .truncate] {
      _ = try pool.writeWithoutTransaction { db in try db.checkpoint(kind) }
      try pool.write { db in try db.execute(sql: "INSERT INTO things VALUES ('two')") }
    }
    #expect(try other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM things") } == 5)
  }

  @Test(arguments: [(3_007_000, false), (3_040_001, false), (3_051_002, false), (3_051_003, true), (3_053_000, true)])
  func `the log-reset bug is fixed in SQLite 3.51.3`(number: Int32, isFixed: Bool) {
    #expect(SQLiteVersion.hasLogResetFix(number) == isFixed)
  }
}
