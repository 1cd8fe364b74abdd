// Reads over raw SQLite: what a statement or a transaction reports is passed on.

import GRDB
import RunningNewsroom
import Testing

@testable import Storage

@Suite struct ReadersTests {
  private struct Broken: Error {}

  private static func readers() throws -> (Readers, DatabasePool) {
    let path = try ScratchFolder.make() + "/numbers.sqlite"
    let pool = try SQLiteFile.open(path, migrations: [], readers: 1, functions: { _ in })
    try pool.write { db in
      try db.execute(sql: "CREATE TABLE numbers (number INTEGER); INSERT INTO numbers VALUES (1), (2), (3)")
    }
    return (Readers(path: path, functions: { _ in }), pool)
  }

  private static func numbers(_ db: Database) throws -> [Int64] {
    var numbers: [Int64] = []
    try db.rows("SELECT number FROM numbers ORDER BY number", []) { row in
      numbers.append(row.integer(0))
      return true
    }
    return numbers
  }

  @Test func `a read ends at its limit of processor time, and its connection is reused`() throws {
    let (readers, pool) = try Self.readers()
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    let error = #expect(throws: ReadTooLong.self) {
      try readers.read(within: .milliseconds(20)) { db in try db.rows(endless, []) { _ in true } }
    }
    #expect(error?.limit == .milliseconds(20))
    try pool.write { db in try db.execute(sql: "INSERT INTO numbers VALUES (4)") }
    #expect(try readers.read(within: .milliseconds(20), Self.numbers) == [1, 2, 3, 4])
    // The next read of the connection has no limit any more.
    let long = endless.replacing("FROM n)", with: "FROM n WHERE i < 1000000)")
    #expect(try readers.read { db in try Int.fetchOne(db, sql: long) } == 1_000_000)
  }

  @Test func `a query can be run within itself`() throws {
    let (readers, _) = try Self.readers()
    let pairs = try readers.read { db in
      var pairs: [String] = []
      try db.rows("SELECT number FROM numbers ORDER BY number", []) { row in
        pairs.append("\(row.integer(0)):\(try Self.numbers(db))")
        return true
      }
      return pairs
    }
    #expect(pairs == (1...3).map { "\($0):[1, 2, 3]" })
  }

  @Test func `a value without a placeholder is an error`() throws {
    let (readers, _) = try Self.readers()
    let error = #expect(throws: DatabaseError.self) {
      try readers.read { db in try db.rows("SELECT ?", [1.databaseValue, 2.databaseValue]) { _ in true } }
    }
    #expect(error?.resultCode == .SQLITE_RANGE)
  }

  @Test func `a transaction that does not end well is an error`() throws {
    let (readers, _) = try Self.readers()
    #expect(throws: DatabaseError.self) {
      try readers.read { db in try db.rows("ROLLBACK", []) { _ in true } }
    }
  }

  @Test func `a read that fails leaves no old state to the next`() throws {
    let (readers, pool) = try Self.readers()
    #expect(throws: Broken.self) {
      try readers.read { db in
        #expect(try Self.numbers(db).count == 3)
        throw Broken()
      }
    }
    try pool.write { try $0.execute(sql: "INSERT INTO numbers VALUES (4)") }
    #expect(try readers.read(Self.numbers).count == 4)
  }

  @Test func `a repeated failure is logged once, and so is its end`() {
    let log = LogRecorder()
    let state = FailureState("task", log: log.logger)
    for _ in 0..<3 { #expect(!state.attempt { throw Broken() } && state.isFailing) }
    for _ in 0..<3 { #expect(state.attempt {} && !state.isFailing) }
    #expect(log.messages == ["error: task: Broken()", "notice: task: works again"])
  }

  @Test func `a file has a size, a missing file has none, and an inaccessible file is an error`() throws {
    let path = try ScratchFolder.make() + "/file"
    #expect(try DataDirectory.size(of: path) == nil)
    try "four".write(toFile: path, atomically: false, encoding: .utf8)
    #expect(try DataDirectory.size(of: path) == 4)
    #expect(throws: DataFault.self) { try DataDirectory.size(of: path + "/file") }
  }
}
