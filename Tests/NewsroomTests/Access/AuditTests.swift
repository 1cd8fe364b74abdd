// The audit log: its content, its protection against changes, and its routes.

import Foundation
import GRDB
import HTTP
import Testing

@testable import API
@testable import Desk
@testable import Values

extension DeskFile {
  func auditRows() throws -> [AuditRow] {
    try pool.read { db in try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY number").map(AuditRow.init) }
  }
}

@Suite struct AuditTests {
  /// A desk with some rows in its audit log, and the verdict on its chain after a change.
  private static func chain(after sql: String) throws -> AuditChain {
    let newsroom = try TestData().open()
    for id in ["a", "b", "c", "d", "e"] { try newsroom.write("POST", "/releases", TestNewsroom.release(id)) }
    return try newsroom.desk.pool.write { db in
      #expect(try AuditChain(db).fault == nil)
      // Six rows: the token that wrote, and the creation of each release.
      #expect(try AuditChain(db).length == 6)
      try db.execute(sql: "DROP TRIGGER auditStays; DROP TRIGGER auditRemains")
      try db.execute(sql: sql)
      return try AuditChain(db)
    }
  }

  @Test(arguments: [
    ("UPDATE audit SET author = 'x' WHERE number = 4", "row 4 (create, release c, by x, at "),
    ("UPDATE audit SET at = at + 1 WHERE number = 1", "row 1 (createToken, by test, at "),
    ("UPDATE audit SET detail = NULL WHERE number = 6", "row 6 (create, release e, "),
    ("UPDATE audit SET id = kind || id, kind = '' WHERE number = 2", "row 2 (create"),
    ("UPDATE audit SET token = NULL WHERE number = 2", "row 2 (create"),
    ("UPDATE audit SET hash = zeroblob(32) WHERE number = 5", "row 5 (create, release d"),
    ("UPDATE audit SET hash = NULL WHERE number = 3", "row 3 (create, release b"),
    ("DELETE FROM audit WHERE number = 1", "row 1 is missing"),
    ("DELETE FROM audit WHERE number = 4", "row 4 is missing"),
    ("DELETE FROM audit WHERE number >= 5", "row 5 is missing, and all after it"),
    ("DELETE FROM audit", "row 1 is missing, and all after it"),
    (
      "INSERT INTO audit (at, author, action, hash) SELECT at, author, action, hash FROM audit WHERE number = 6",
      "row 7 (create, by test, at "
    ),
  ])
  func `the first row that breaks the chain is reported`(tampering: String, fault: String) throws {
    let found = try #require(try Self.chain(after: tampering).fault)
    #expect(found.hasPrefix(fault), "\(found)")
  }

  @Test(arguments: ["audit", "revisions"])
  func `rows can be neither changed, nor deleted, nor replaced`(table: String) throws {
    let newsroom = try TestData().open()
    try newsroom.write("POST", "/releases", TestNewsroom.release("a"))
    for sql in [
      "UPDATE \(table) SET author = 'x'", "DELETE FROM \(table)",
      "INSERT OR REPLACE INTO \(table) SELECT * FROM \(table)",
    ] {
      #expect(throws: DatabaseError.self, "\(sql)") { try newsroom.desk.pool.write { db in try db.execute(sql: sql) } }
    }
    #expect(try newsroom.desk.pool.read { db in try AuditChain(db).length } == 2)
  }

  @Test func `rows older than the chain are covered by its first hash`() throws {
    let data = try TestData()
    let newsroom = try data.open()
    for id in ["a", "b"] { try newsroom.write("POST", "/releases", TestNewsroom.release(id)) }
    try newsroom.desk.pool.write { db in
      try db.execute(sql: "DROP TRIGGER auditStays; UPDATE audit SET hash = NULL")
    }
    try newsroom.write("POST", "/releases", TestNewsroom.release("c"))
    try newsroom.desk.pool.write { db in
      let hashes = try Int.fetchAll(db, sql: "SELECT number FROM audit WHERE hash IS NOT NULL")
      #expect(hashes == [4])
      #expect(try AuditChain(db).fault == nil && AuditChain(db).length == 4)
      try db.execute(sql: "UPDATE audit SET author = 'x' WHERE number = 2")
      #expect(try AuditChain(db).fault?.hasPrefix("row 4 ") == true)
    }
  }

  @Test func `every write is in the audit log, with its author, token and item`() throws {
    let newsroom = try TestNewsroom()
    let path = "/releases/r"
    let reason = #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#
    let steps: [(String, String, String?, String)] = [
      ("POST", "/releases", TestNewsroom.release("r"), "create"),
      ("PATCH", path, #"{"themes": ["economy"]}"#, "patch"),
      ("PUT", path, TestNewsroom.release("r"), "replace"),
      ("POST", path + "/publications", #"{"at": "2199-01-01T00:00:00Z"}"#, "publish"),
      ("DELETE", path + "/publications/1", nil, "takeBack"),
      ("POST", path + "/publications", "{}", "publish"),
      ("POST", path + "/withdrawals", reason, "withdraw"),
    ]
    for (method, path, body, _) in steps {
      let reply = try newsroom.desk(method, path, body, ["If-Match": "*"])
      #expect(reply.status < 300, "\(method) \(path): \(reply.text)")
    }
    #expect(try newsroom.desk("POST", "/sites", #"{"id": "s", "name": {"nl": "Plaats"}}"#).status == 201)
    #expect(try newsroom.desk("DELETE", "/sites/s").status == 204)
    let admin = try newsroom.token("admin", .admin)
    let items = try newsroom.desk("GET", "/audit?pageSize=100", as: admin).items
    let ofRelease = items.reversed().filter { $0["id"] == "r" }
    #expect(ofRelease.compactMap { $0["action"]?.string } == steps.map(\.3))
    #expect(items.filter { $0["id"] == "s" }.compactMap { $0["action"]?.string } == ["delete", "create"])
    #expect(ofRelease.allSatisfy { $0["author"] == "press officer" && $0["kind"] == "release" })
    #expect(ofRelease.allSatisfy { $0["token"]?.string == newsroom.address + "/tokens/1" })
    #expect(ofRelease.allSatisfy { $0["item"]?.string == newsroom.address + path })
    #expect(ofRelease.last?["detail"]?.object?["publication"] == .integer(3))
  }

  @Test func `a refused or rolled-back write is not in the audit log`() throws {
    let newsroom = try TestNewsroom()
    let rows = { try newsroom.application.desk.pool.read { db in try AuditChain(db).length } }
    let before = try rows()
    #expect(try newsroom.desk("POST", "/releases?dryRun=true", TestNewsroom.release("r")).status == 200)
    #expect(try newsroom.desk("POST", "/releases", "{}").status == 400)
    #expect(
      try newsroom.desk("POST", "/sites", #"{"title": {"nl": "a"}, "status": "published"}"#).status == 400)
    #expect(try rows() == before)
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    #expect(try rows() == before + 1)
    #expect(try newsroom.application.desk.pool.read { db in try AuditChain(db).fault } == nil)
  }

  @Test func `a failed login records the address and the reason, and no part of the token`() throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("admin", .admin)
    let secret = "nrt_" + String(repeating: "Q", count: 43)
    for field in ["Bearer \(secret)", "Token \(secret)", "Bearer", secret] {
      #expect(try newsroom.get("/releases", ["Authorization": field]).status == 401)
    }
    let items = try newsroom.desk("GET", "/audit?action=loginFailure", as: admin).items
    #expect(items.count == 4 && items.allSatisfy { $0["author"] == "unknown" && $0["token"] == nil })
    #expect(items.allSatisfy { $0["detail"] == ["client": "127.0.0.1", "reason": "unknown"] })
    for name in ["desk.sqlite", "desk.sqlite-wal"] {
      let bytes = FileManager.default.contents(atPath: newsroom.directory + "/" + name) ?? Data()
      #expect(!bytes.isEmpty && bytes.range(of: Data("QQQQQQQQ".utf8)) == nil)
    }
  }

  @Test func `the collection is newest first, filtered, in pages, and reading it writes nothing`() throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("Beheer", .admin)
    for number in 1...7 {
      #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r\(number)")).status == 201)
    }
    #expect(try newsroom.desk("POST", "/sites", #"{"id": "r1", "name": {"nl": "Plaats"}}"#).status == 201)
    func read(_ query: String) throws -> TestNewsroom.Reply { try newsroom.desk("GET", "/audit" + query, as: admin) }
    let all = try read("")
    #expect(all.json["total"] == .integer(10) && all.json["pageSize"] == .integer(20) && all.json["next"] == nil)
    #expect(all.items.compactMap { $0["number"]?.text } == (1...10).reversed().map { "\($0)" })
    #expect(all["Cache-Control"] == "private, no-store")

    var pages: [[JSONObject]] = []
    var next: String? = newsroom.address + "/audit?action=create&pageSize=3"
    while let page = next {
      let reply = try newsroom.desk("GET", page.replacing(newsroom.address, with: ""), as: admin)
      #expect(reply.json["total"] == .integer(8))
      pages.append(reply.items)
      next = reply.json["next"]?.string
      #expect(reply["Link"] == next.map { "<\($0)>; rel=\"next\"" })
    }
    #expect(pages.map(\.count) == [3, 3, 2])
    #expect(pages.joined().compactMap { $0["number"]?.text } == (3...10).reversed().map { "\($0)" })

    let today = Day(at: .now()).text
    for (query, total) in [
      ("?kind=release", 7), ("?id=r1", 2), ("?kind=site&id=r1", 1), ("?id=r1&id=r2", 3), ("?author=press%20officer", 8),
      ("?author=test", 2), ("?author=nobody", 0), ("?action=createToken&action=create", 10),
      ("?from=\(today)", 10), ("?to=\(today)", 10), ("?from=2199-01-01", 0), ("?to=2020-01-01", 0),
    ] {
      #expect(try read(query).json["total"] == .integer(total), "\(query)")
    }
    for (query, fault) in [
      ("?action=creat", "query:action"), ("?kind=releases", "query:kind"), ("?from=yesterday", "query:from"),
      ("?autor=x", "query:autor"), ("?pageSize=0", "query:pageSize"), ("?after=x", "query:after"),
      ("?from=2025-01-02&to=2025-01-01", "query:from"),
    ] {
      #expect(try read(query).faults == [fault], "\(query)")
    }
    let one = try newsroom.desk("GET", "/audit/3", as: admin)
    #expect(one.json["self"]?.string == newsroom.address + "/audit/3" && one.json["id"] == "r1")
    #expect(one.json["hash"]?.string?.count == 64)
    #expect(try newsroom.desk("GET", "/audit/11", as: admin).status == 404)
    #expect(try newsroom.desk("GET", "/audit/x", as: admin).status == 404)
    #expect(try read("").json["total"] == .integer(10))
  }

  @Test func `an embargoed read is recorded before its answer, and refused when that fails`() throws {
    let newsroom = try TestData().open()
    let token = try newsroom.desk.createToken(name: "Radio", scopes: [.embargo], expiresAt: nil, by: Author("test"))
    let reader = try #require(try newsroom.desk.token(secret: token))
    try newsroom.desk.auditRead(
      path: "/releases/r", query: "lang=nl", from: "192.0.2.7", by: reader, kind: "release", id: "r")
    let row = try #require(try newsroom.desk.auditRows().last)
    #expect(row.author == "Radio" && row.token == 1 && row.action == "readWithEmbargoToken" && row.id == "r")
    #expect(row.detail == #"{"path":"/releases/r","query":"lang=nl","client":"192.0.2.7"}"#)
    try newsroom.desk.pool.writeWithoutTransaction { db in
      try db.execute(
        sql: "CREATE TEMP TRIGGER stop BEFORE INSERT ON main.audit BEGIN SELECT RAISE(ABORT, 'stopped'); END")
    }
    #expect(throws: DatabaseError.self) {
      try newsroom.desk.auditRead(path: "/", query: nil, from: "192.0.2.7", by: reader)
    }
  }
}
