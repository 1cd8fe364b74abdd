// `newsroom backup`, `restore` and `resume`: a copy is complete or absent, and a restored newsroom sends nothing twice.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@Suite struct BackupTests {
  private static func site(_ id: String, _ more: String = #", "status": "published""#) -> String {
    #"{"id": "\#(id)", "name": {"nl": "Plaats \#(id)", "fr": "Lieu"}\#(more)}"#
  }

  /// Another data directory of the same test.
  private static func restored(_ folder: TestFolder, _ words: String...) throws -> Ended {
    try folder.run(["restore"] + words + ["--data", folder.path + "/other"])
  }

  private static func verify(_ directory: String, _ folder: TestFolder) throws -> Ended {
    try folder.run(["verify", "--data", directory])
  }

  @Test func `a copy made during writes has all that was acknowledged before, and a restore makes it public`()
    throws
  {
    let folder = try TestFolder(in: .disk)
    let token = try folder.token("draft", "publish")
    let server = try folder.serve("--demo")
    for number in 0..<5 { #expect(try server.post("/sites", Self.site("a\(number)"), token: token).status == 201) }
    let writer = Thread.started {
      for number in 0..<40 { _ = try? server.post("/sites", Self.site("b\(number)"), token: token) }
    }
    let ended = try folder.newsroom("backup", folder.path + "/copy")
    writer.wait()
    #expect(ended.isSuccess && ended.errors.isEmpty && ended.output.contains("drafts, personal data and keys"))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/copy")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("partial") } == [])

    let restored = try Self.restored(folder, folder.path + "/copy")
    #expect(restored.isSuccess && restored.lines.contains { $0.hasPrefix("audit log: ") }, "\(restored.errors)")
    let found = try Self.verify(folder.path + "/other", folder)
    #expect(found.isSuccess && found.lines.last?.hasPrefix("public.sqlite: matches the desk") == true)
    let cursor = try #require(try server.get("/changes").object["after"] as? String)
    let other = try RunningServer(folder, [], data: folder.path + "/other")
    let ids = try other.all("/sites?pageSize=100").compactMap { $0["id"] as? String }
    #expect(Set(ids).isSuperset(of: (0..<5).map { "a\($0)" }))
    // A client that follows the changes must start over, and the tokens are those of the copy.
    #expect(try other.get("/changes?after=\(cursor)").status == 410)
    #expect(try other.post("/sites", Self.site("c"), token: token).status == 201)
  }

  @Test func `planned publications of a restored copy wait for resume, and new ones do not`() throws {
    let folder = try TestFolder(in: .disk)
    let token = try folder.token("draft", "publish")
    let server = try folder.serve()
    #expect(try server.post("/sites", Self.site("later", ""), token: token).status == 201)
    #expect(try server.post("/sites", Self.site("never", ""), token: token).status == 201)
    let at = ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: 3))
    #expect(try server.post("/sites/later/publications", #"{"at": "\#(at)"}"#, token: token).status == 201)
    #expect(
      try server.post("/sites/never/publications", #"{"at": "2199-01-01T00:00:00Z"}"#, token: token).status == 201)
    #expect(try folder.newsroom("backup", folder.path + "/copy").isSuccess)
    #expect(try eventually(within: 20) { try server.get("/sites").ids == ["later"] })

    #expect(try Self.restored(folder, folder.path + "/copy").isSuccess)
    let other = try RunningServer(folder, [], data: folder.path + "/other")
    #expect(try other.get("/sites").ids == [])
    #expect(try other.get("/health").object["status"] as? String == "DEGRADED")
    #expect(try other.post("/sites", Self.site("now"), token: token).status == 201)
    #expect(try other.get("/sites").ids == ["now"])
    let resumed = try folder.run(["resume", "--data", folder.path + "/other"])
    #expect(resumed.isSuccess && resumed.output == "resumed; 2 publications are planned\n", "\(resumed.errors)")
    #expect(try eventually(within: 20) { try Set(other.get("/sites").ids) == ["later", "now"] })
    #expect(try eventually(within: 20) { try other.get("/health").object["status"] as? String == "UP" })
    #expect(try folder.run(["resume", "--data", folder.path + "/other"]).output == "nothing is held\n")
  }

  @Test func `resume works on a running newsroom without planned publications`() throws {
    let folder = try TestFolder(in: .disk)
    _ = try folder.token("draft")
    #expect(try folder.newsroom("backup", folder.path + "/copy").isSuccess)
    #expect(try Self.restored(folder, folder.path + "/copy").isSuccess)
    let server = try RunningServer(folder, [], data: folder.path + "/other")
    #expect(try server.get("/health").object["status"] as? String == "DEGRADED")
    let resumed = try folder.run(["resume", "--data", folder.path + "/other"])
    #expect(resumed.output == "resumed; 0 publications are planned\n")
    #expect(try eventually(within: 20) { try server.get("/health").object["status"] as? String == "UP" })
  }

  @Test func `an existing newsroom is moved aside only with --force, and never while it runs`() throws {
    let folder = try TestFolder(in: .disk)
    let token = try folder.token("draft", "publish")
    let server = try folder.serve()
    #expect(try server.post("/sites", Self.site("old"), token: token).status == 201)
    #expect(try folder.newsroom("backup", folder.path + "/copy").isSuccess)
    #expect(try server.post("/sites", Self.site("new"), token: token).status == 201)
    #expect(try folder.newsroom("restore", folder.path + "/copy").reason?.contains("--force") == true)
    let refused = try folder.newsroom("restore", folder.path + "/copy", "--force")
    #expect(refused.reason?.contains("is running") == true, "\(refused.errors)")
    #expect(try Set(server.get("/sites").ids) == ["new", "old"])
    server.child.send(SIGTERM)
    #expect(server.child.end() == .exit(0))
    let forced = try folder.newsroom("restore", folder.path + "/copy", "--force")
    #expect(forced.isSuccess && forced.output.contains("before-restore-"), "\(forced.errors)")
    #expect(try folder.serve().get("/sites").ids == ["old"])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.data).sorted()
    let aside = try #require(names.first { $0.hasPrefix("before-restore-") })
    let kept = try DatabaseQueue(path: folder.data + "/" + aside)
    #expect(try kept.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM items") } == 2)
    #expect(!names.contains { $0.hasPrefix("restore-") }, "\(names)")
  }

  @Test func `an incomplete copy is refused, and nothing changes`() throws {
    let folder = try TestFolder(in: .disk)
    _ = try folder.token("draft")
    #expect(try folder.newsroom("backup", folder.path + "/copy").isSuccess)
    let copy = try Data(contentsOf: URL(filePath: folder.path + "/copy"))
    var damaged = copy
    damaged.replaceSubrange((copy.count / 2)..<(copy.count / 2 + 4_096), with: Data(repeating: 0x5A, count: 4_096))
    func changed(_ name: String, _ sql: String) throws -> String {
      let path = try folder.file(name, copy)
      try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
      return path
    }
    for file in [
      folder.path + "/none", try folder.file("text", "hello"), try folder.file("empty", ""),
      try folder.file("cut", copy.prefix(copy.count / 2)), try folder.file("damaged", damaged),
      try changed("newer", "INSERT INTO migrations VALUES ('9999_more', 'x', 0)"),
      try changed("forged", "DROP TRIGGER auditStays; UPDATE audit SET author = 'x'"),
      try changed("foreign", "DROP TABLE migrations"),
    ] {
      let ended = try Self.restored(folder, file)
      #expect(ended.reason != nil, "\(file): \(ended.output)")
      #expect(ended.reason?.contains("Fatal") == false)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/other")
      #expect(left == [], "\(file)")
    }
    let within = try folder.newsroom("backup", folder.data + "/desk.sqlite")
    #expect(within.reason?.contains("within the data directory") == true)
    #expect(try folder.run(["backup", folder.path + "/x", "--data", folder.path + "/nothing"]).reason != nil)
    #expect(try folder.run(["backup", folder.path + "/no/folder", "--data", folder.data]).reason != nil)
  }

  @Test func `kill -9 in the middle of a copy, 50 times, leaves no bad file under its name`() throws {
    let folder = try TestFolder(in: .disk)
    _ = try folder.token("draft")
    // Enough data that a kill interrupts the copy.
    try folder.database("desk").write { db in
      try db.execute(sql: "CREATE TABLE ballast (bytes BLOB)")
      for _ in 0..<48 { try db.execute(sql: "INSERT INTO ballast VALUES (randomblob(1000000))") }
    }
    let file = folder.path + "/copy"
    let begun = ContinuousClock.now
    #expect(try folder.newsroom("backup", file).isSuccess)
    let whole = (ContinuousClock.now - begun) / .microseconds(1)
    try FileManager.default.removeItem(atPath: file)
    var killed = 0
    var numbers = SeededNumbers(for: "kills amid a copy")
    for _ in 0..<50 {
      let child = try Child(["backup", file, "--data", folder.data], in: folder.path)
      usleep(.random(in: 0...UInt32(whole), using: &numbers))
      child.send(SIGKILL)
      if child.end() == .signal(SIGKILL) { killed += 1 }
      guard FileManager.default.fileExists(atPath: file) else { continue }
      let copy = try DatabaseQueue(path: file)
      #expect(try copy.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") } == ["ok"])
      #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ballast") } == 48)
    }
    #expect(killed >= 20, "\(killed) of 50 were killed at work")
    #expect(try folder.newsroom("verify").isSuccess)
  }

  @Test func `a lost or changed public file is rebuilt`() throws {
    let folder = try TestFolder(in: .disk)
    let token = try folder.token("draft", "publish")
    let server = try folder.serve()
    #expect(try server.post("/sites", Self.site("a"), token: token).status == 201)
    try folder.database("public").write { try $0.execute(sql: "UPDATE documents SET etag = 'x'") }
    #expect(try !folder.newsroom("verify").isSuccess)
    // While the server runs, which must notice.
    let rebuilt = try folder.newsroom("verify", "--rebuild")
    #expect(rebuilt.isSuccess, "\(rebuilt.errors)")
    #expect(try eventually(within: 20) { try server.get("/sites").ids == ["a"] })
    server.child.send(SIGTERM)
    #expect(server.child.end() == .exit(0))
    for end in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.data + "/public.sqlite" + end)
    }
    #expect(try folder.serve().get("/sites").ids == ["a"])
    #expect(try folder.newsroom("verify").isSuccess)
  }
}
