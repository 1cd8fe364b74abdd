// The verification of a data directory: a sound one passes, and each kind of damage is found.

import Foundation
import GRDB
import Testing

@testable import Desk
@testable import Storage
@testable import Values

@Suite struct VerificationTests {
  /// A directory with contacts, corrections, withdrawals and plans.
  private static func directory() throws -> TestData {
    let data = try TestData()
    let newsroom = try data.open()
    func write(_ method: String, _ path: String, _ body: String) throws {
      let reply = try newsroom.write(method, path, body, ["If-Match": "*"])
      #expect(reply.status < 300, "\(method) \(path): \(reply.text)")
    }
    func publish(_ path: String, _ body: String = "{}") throws { try write("POST", path + "/publications", body) }
    let correction = #"{"correction": {"nl": "Beter.", "fr": "Mieux."}}"#
    try write("POST", "/contacts", #"{"id": "c", "name": "An", "phone": "02 205 68 68"}"#)
    let contacts = #", "contacts": [{"id": "c"}]"#
    for id in ["before", "after", "planned"] {
      let body = TestNewsroom.release(id).replacing(#","contacts": [{"name": "An VOORBEELD""#, with: "")
      try write("POST", "/releases", body)
      try write("PATCH", "/releases/\(id)", "{" + contacts.dropFirst(2) + "}")
    }
    // Printed after the contact became public: with its old data, then with its new data.
    try publish("/releases/before")
    try publish("/contacts/c")
    try write("PATCH", "/contacts/c", #"{"name": "Bo"}"#)
    try publish("/contacts/c", correction)
    try publish("/releases/after")
    try publish("/releases/planned", #"{"at": "2199-01-01T00:00:00Z"}"#)
    try write("PATCH", "/releases/after", #"{"title": {"nl": "Beter"}}"#)
    try publish("/releases/after", correction)
    try write("POST", "/sites", #"{"id": "s", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#)
    try write("POST", "/sites/s/withdrawals", #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#)
    #expect(newsroom.get("/releases/before").json["contacts"]?.array?.first?.object?["name"] == "An")
    #expect(newsroom.get("/releases/after").json["contacts"]?.array?.first?.object?["name"] == "Bo")
    return data
  }

  /// Opens one of the files, while its newsroom may still be closing.
  private static func open(_ data: TestData, _ name: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(20)
    return try DatabaseQueue(path: "\(data.directory)/\(name).sqlite", configuration: configuration)
  }

  @Test func `an undamaged directory is reported as whole, and nothing is left behind`() throws {
    let data = try Self.directory()
    let found = try Verification(directory: data.directory)
    #expect(found.faults == [])
    #expect(found.findings[0].hasPrefix("SQLite \(SQLiteVersion.text)"))
    #expect(found.findings[1...3] == ["desk.sqlite: whole", "public.sqlite: whole", "embargo.sqlite: whole"])
    #expect(found.findings[4].wholeMatch(of: /audit log: \d+ rows, unbroken up to [0-9a-f]{64}/) != nil)
    #expect(found.findings.last == "public.sqlite: matches the desk, in 7 changes")
    let files = try FileManager.default.contentsOfDirectory(atPath: data.directory)
    #expect(!files.contains { $0.hasPrefix("verify") })
  }

  @Test(arguments: [
    ("public", "UPDATE documents SET etag = 'x' WHERE id = 'before'", "documents"),
    ("public", "DELETE FROM terms WHERE id = 'after' AND field = 'release.lang'", "terms"),
    ("public", "UPDATE relations SET print = NULL", "relations"),
    ("public", "UPDATE changes SET at = at + 1 WHERE number = 3", "changes"),
    (
      "public",
      "INSERT INTO changes SELECT number + 1, kind, 'x', change, version, at, minor FROM changes WHERE number = 7",
      "changes"
    ),
    ("public", "UPDATE counts SET count = count + 1", "counts"),
    ("desk", "UPDATE publications SET note = NULL WHERE change = 'withdrawn'", "documents"),
  ])
  func `a public item that differs from its published revision is reported`(
    file: String, sql: String, table: String
  ) throws {
    let data = try Self.directory()
    try Self.open(data, file).write { db in try db.execute(sql: sql) }
    let faults = try Verification(directory: data.directory).faults
    #expect(faults.contains { $0.hasPrefix("public.sqlite: \(table): differs from the desk") }, "\(faults)")
  }

  @Test func `a broken audit log, a lost reference and a damaged page are reported`() throws {
    let data = try Self.directory()
    let queue = try Self.open(data, "desk")
    try queue.write { db in
      try db.execute(sql: "DROP TRIGGER auditStays; UPDATE audit SET author = 'x' WHERE number = 3")
    }
    let changed = try Verification(directory: data.directory).faults.map { $0.prefix(17) }
    #expect(changed == ["audit log: row 3 ", "desk.sqlite: the "])
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM kinds WHERE name = 'site'")
    }
    let faults = try Verification(directory: data.directory).faults
    #expect(faults == ["desk.sqlite: items row 5 refers to a missing row of kinds"])
    try queue.close()

    // A page of a table in the middle of the public file, overwritten.
    let path = data.directory + "/public.sqlite"
    let page = try Self.open(data, "public").writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      return try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'relationsByTarget'") ?? 0
    }
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seek(toOffset: UInt64(page - 1) * 4096)
    try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
    try file.close()
    #expect(try Verification(directory: data.directory).faults.contains { $0.hasPrefix("public.sqlite: ") })
  }

  @Test func `a publication that is due and not public yet is no fault on a running server`() throws {
    let data = try TestData()
    let newsroom = try data.open()
    let isDone = DispatchSemaphore(value: 0)
    let verified = DispatchGroup()
    verified.enter()
    Thread.detachNewThread {
      while isDone.wait(timeout: .now()) == .timedOut {
        let faults = try? Verification(directory: data.directory).faults
        #expect(faults == [])
      }
      verified.leave()
    }
    for number in 0..<30 {
      try newsroom.write("POST", "/releases", TestNewsroom.release("r\(number)", more: #", "status": "published""#))
    }
    isDone.signal()
    verified.wait()
    #expect(try newsroom.changes().count == 30)
  }
}
