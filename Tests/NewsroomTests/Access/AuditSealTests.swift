// What the audit log notices: changed texts, planted triggers, forged erasures, and rows cut off its end.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct AuditSealTests {
  /// A directory with two releases, of which one was edited, and an erased person.
  private static func directory() throws -> TestData {
    let data = try TestData()
    let newsroom = try data.open()
    for id in ["a", "b"] { try newsroom.write("POST", "/releases", TestNewsroom.release(id)) }
    let patch = #"{"lead": {"nl": "Van Jeanneke Zxqv"}, "revisionNote": "op vraag van Jeanneke Zxqv"}"#
    #expect(try newsroom.write("PATCH", "/releases/a", patch, ["If-Match": "*"]).status == 200)
    _ = try newsroom.desk.createToken(name: "Jeanneke Zxqv", scopes: [.draft], expiresAt: nil, by: Author("test"))
    _ = try newsroom.services.erase(Person(["Jeanneke Zxqv"]), by: Author("test"))
    try newsroom.write("POST", "/releases", TestNewsroom.release("c"))
    return data
  }

  private static func change(_ data: TestData, _ sql: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(20)
    let queue = try DatabaseQueue(path: data.directory + "/desk.sqlite", configuration: configuration)
    try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
    try queue.close()
  }

  /// Puts the triggers back after a change, as someone would who hides it.
  private static func hidden(_ sql: String) throws -> String {
    let triggers = ["auditStays", "auditRemains", "revisionsStay", "revisionsRemain"]
    let made = try ScratchDesk.triggers()
    return triggers.map { "DROP TRIGGER \($0);" }.joined() + sql + ";"
      + triggers.compactMap { made[$0].map { "\($0);" } }.joined()
  }

  private enum ScratchDesk {
    static func triggers() throws -> [String: String] {
      let newsroom = try TestData().open()
      return try newsroom.desk.pool.read { db in
        let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"], $0["sql"]) })
      }
    }
  }

  @Test func `an untouched log with an erasure is whole`() throws {
    #expect(try Verification(directory: Self.directory().directory).faults == [])
  }

  @Test(arguments: [
    ("UPDATE revisions SET document = '{}' WHERE item = 1 AND number = 1", "revision 1/1 (item/revision) is not as"),
    ("UPDATE revisions SET author = 'x' WHERE item = 2", "revision 2/1 (item/revision) is not as"),
    ("UPDATE revisions SET at = at + 1 WHERE item = 1 AND number = 2", "revision 1/2 (item/revision) is not as"),
    ("DELETE FROM revisions WHERE item = 1 AND number = 2", "revision 1/2 (item/revision) is missing"),
    (
      """
      INSERT INTO revisions (item, number, document, at, author) SELECT item, 9, document, at, author FROM revisions
      WHERE item = 2
      """, "revision 2/9 (item/revision) is not in the audit log"
    ),
    ("UPDATE audit SET action = 'logIn' WHERE number = 5", "row 5 (logIn"),
    ("UPDATE audit SET token = 1 WHERE number = 5", "row 5 ("),
    // The row of the erased person's token, and another that is said to be erased by the same erasure.
    ("UPDATE audit SET author = 'x' WHERE number = 5", "row 5 ("),
    ("UPDATE audit SET detail = '{}' WHERE number = 5", "row 5 was changed, not only by row"),
    (
      """
      UPDATE audit SET author = 'x', erasedBy = (SELECT max(number) FROM audit WHERE action = 'erasePerson')
      WHERE number = 2
      """, "row 2 ("
    ),
    ("UPDATE audit SET salts = NULL WHERE number = 4", "row 4 ("),
    ("UPDATE audit SET authorDigest = zeroblob(32) WHERE number = 3", "row 3 ("),
  ])
  func `a change that goes round the triggers is named`(sql: String, fault: String) throws {
    let data = try Self.directory()
    try Self.change(data, Self.hidden(sql))
    let faults = try Verification(directory: data.directory).faults
    #expect(faults.contains { $0.hasPrefix("audit log: \(fault)") }, "\(faults)")
  }

  @Test(arguments: [
    (
      """
      CREATE TRIGGER backdoor AFTER INSERT ON items BEGIN
        INSERT INTO tokens (hash, name, scopes, createdAt) VALUES (x'00', 'Backdoor', 'admin', 0);
      END
      """, "the trigger backdoor is not the newsroom's"
    ),
    ("CREATE TRIGGER migrations AFTER INSERT ON items BEGIN SELECT 1; END", "the trigger migrations is not"),
    ("DROP TRIGGER auditStays", "the trigger auditStays is missing"),
    (
      "DROP TRIGGER auditStays; CREATE TRIGGER auditStays BEFORE UPDATE ON audit BEGIN SELECT 1; END",
      "the trigger auditStays was changed"
    ),
    ("CREATE VIEW everything AS SELECT 1", "the view everything is not"),
    ("DROP INDEX auditByTime", "the index auditByTime is missing"),
    ("ALTER TABLE tokens ADD COLUMN more TEXT", "the table tokens was changed"),
  ])
  func `a schema that the migrations do not make is named, and not restored`(sql: String, fault: String) throws {
    let data = try Self.directory()
    try Self.change(data, sql)
    let faults = try Verification(directory: data.directory).faults
    #expect(faults.contains { $0.hasPrefix("desk.sqlite: \(fault)") }, "\(faults)")
    let copy = ScratchFolder.path()
    try Backup.write(of: data.directory, settings: nil, to: copy, progress: { _ in })
    let target = ScratchFolder.path()
    let error = #expect(throws: (any Error).self) {
      try Backup.restore(copy, to: target, isForced: false, by: Author("test"), progress: { _ in })
    }
    #expect("\(String(describing: error))".contains(fault), "\(String(describing: error))")
    #expect(!FileManager.default.fileExists(atPath: target + "/desk.sqlite"))
  }

  @Test func `a checkpoint shows that rows were cut off, or the log written anew`() throws {
    let data = try Self.directory()
    let checkpoint = try data.open().desk.auditCheckpoint()
    let sound = try Verification(directory: data.directory, checkpoints: [checkpoint.text])
    #expect(sound.faults == [])
    #expect(sound.findings.contains("audit log: contains the checkpoint of row \(checkpoint.number)"))
    for forged in ["", "x", "1-2-3", checkpoint.text.dropLast(1) + "x", "9" + checkpoint.text] {
      #expect(throws: (any Error).self) { try Verification(directory: data.directory, checkpoints: [String(forged)]) }
    }
    let last = checkpoint.number
    try Self.change(
      data,
      Self.hidden(
        """
        DELETE FROM revisions WHERE item = 3; DELETE FROM audit WHERE number = \(last);
        UPDATE sqlite_sequence SET seq = \(last - 1) WHERE name = 'audit'
        """))
    // Nothing else notices it.
    let cut = try Verification(directory: data.directory, checkpoints: [checkpoint.text]).faults
    #expect(cut.contains { $0.hasPrefix("audit log: rows up to \(last) were there") }, "\(cut)")
    try data.open().write("POST", "/sites", #"{"name": {"nl": "Kaai"}}"#)
    let anew = try Verification(directory: data.directory, checkpoints: [checkpoint.text]).faults
    #expect(anew.contains { $0.hasPrefix("audit log: row \(last) is not the one") }, "\(anew)")
  }

  @Test func `a checkpoint shows that rows were made to look older than the salts`() throws {
    let data = try Self.directory()
    let desk = try data.open().desk
    let checkpoint = try desk.auditCheckpoint()
    try Self.change(
      data,
      Self.hidden(
        """
        UPDATE audit SET salts = NULL, authorDigest = NULL, idDigest = NULL, detailDigest = NULL,
          erasedBy = \(checkpoint.number + 1) WHERE number <= 4;
        UPDATE audit SET author = 'Bert' WHERE number = 2
        """))
    try desk.pool.write { db in
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM audit WHERE number <= 4").map(AuditRow.init(row:))
      let hashes = rows.map { ("\($0.number)", JSON.string($0.contentHash.hexadecimal)) }
      try DeskFile.audit(
        db, Author("Root"), .erasePerson, detail: .object(JSONObject([("rows", .object(JSONObject(hashes)))])))
    }
    // Nothing else notices it, and neither does a checkpoint of an older version.
    let former = AuditCheckpoint(
      number: checkpoint.number, hash: checkpoint.hash, firstSalted: nil, signedWith: desk.auditKey)
    #expect(try Verification(directory: data.directory, checkpoints: [former.text]).faults == [])
    let faults = try Verification(directory: data.directory, checkpoints: [checkpoint.text]).faults
    #expect(faults == ["audit log: row 1 had salts at the checkpoint, and now looks older than them"])
  }

  @Test func `an erased column keeps its digest and loses its salt`() throws {
    let data = try Self.directory()
    let row = try data.open().desk.pool.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM audit WHERE detailDigest IS NOT NULL AND action = 'createToken'")
    }
    let found = try #require(row)
    let salts: Data = found["salts"]
    #expect(salts.count == 48 && salts.suffix(16) == Data(count: 16) && salts.prefix(16) != Data(count: 16))
    #expect(found["authorDigest"] as Data? == nil && (found["detail"] as String).contains("gewist"))
  }

  @Test func `the revisions of an older desk are sealed with its next action`() throws {
    let data = try Self.directory()
    let newsroom = try data.open()
    try newsroom.desk.pool.write { db in try db.execute(sql: "UPDATE situation SET isSealed = 0") }
    let before = try newsroom.desk.auditRows().count
    _ = try newsroom.desk.createToken(name: "another", scopes: [.draft], expiresAt: nil, by: Author("test"))
    let rows = try newsroom.desk.auditRows()
    #expect(rows.count == before + 2 && rows.last?.action == "sealRevisions")
    let digests = rows.last?.detail.flatMap(JSON.stored)?["digests"]?.object?.members.map(\.name)
    #expect(digests == ["1/1", "1/2", "2/1", "3/1"])
    #expect(try Verification(directory: data.directory).faults == [])
  }
}
