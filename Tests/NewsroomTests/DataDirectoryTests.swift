// The data directory: pragmas, strict tables, migrations that match their folder, and a private desk file.

import Foundation
import GRDB
import HTTP
import Migrations
import Routing
import RunningNewsroom
import Synchronization
import Testing

@testable import API
@testable import Catalog
@testable import Desk

@Suite struct DataDirectoryTests {
  @Test func `the pragmas are in force on every connection`() throws {
    let data = try TestData(.new)
    let newsroom = try data.open()
    for pool in [try newsroom.desk.pool, try newsroom.publicFile.pool] {
      let writer = try pool.writeWithoutTransaction(Self.pragmas)
      // FULL is 2; NORMAL, which is 1, may lose acknowledged writes in a power cut.
      #expect(writer["synchronous"] == "2")
      #expect(writer["query_only"] == "0")
      let readers = try everyReader(of: pool)
      #expect(readers.count == 3)
      for reader in readers { #expect(reader["query_only"] == "1") }
      for connection in readers + [writer] {
        #expect(connection["journal_mode"] == "wal")
        #expect(connection["foreign_keys"] == "1")
        #expect(connection["trusted_schema"] == "0")
        #expect(connection["busy_timeout"].flatMap { Int($0) } ?? 0 >= 5000)
      }
    }
  }

  private static func pragmas(_ db: Database) throws -> [String: String] {
    let names = ["journal_mode", "synchronous", "foreign_keys", "trusted_schema", "query_only", "busy_timeout"]
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try String.fetchOne(db, sql: "PRAGMA \($0)") ?? "") })
  }

  /// All read connections, found by using the maximum at once: each use waits for the others.
  private func everyReader(of pool: DatabasePool) throws -> [[String: String]] {
    let found = Mutex<[[String: String]]>([])
    let group = DispatchGroup()
    for _ in 0..<pool.configuration.maximumReaderCount {
      group.enter()
      Thread.detachNewThread {
        defer { group.leave() }
        try? pool.read { db in
          let pragmas = try Self.pragmas(db)
          found.withLock { $0.append(pragmas) }
          _ = eventually { found.withLock { $0.count } == pool.configuration.maximumReaderCount }
        }
      }
    }
    group.wait()
    return found.withLock { $0 }
  }

  @Test func `the long log of a killed process is folded back`() throws {
    let (folder, copy) = (try ScratchFolder.make(in: .disk), try ScratchFolder.make(in: .disk))
    let pool = try ProjectionFile.open(folder + "/public.sqlite", migrations: Migrations.publicFile, readers: 1)
    try pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0; CREATE TABLE filling (bytes BLOB)")
      try db.execute(sql: "INSERT INTO filling VALUES (zeroblob(20000000))")
    }
    for name in ["public.sqlite", "public.sqlite-wal"] {
      try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(copy)/\(name)")
    }
    let opened = try ProjectionFile.open(copy + "/public.sqlite", migrations: Migrations.publicFile, readers: 1)
    let size = try FileManager.default.attributesOfItem(atPath: copy + "/public.sqlite")[.size] as? Int
    #expect(size ?? 0 > 20_000_000)
    #expect(try opened.read { try Int.fetchOne($0, sql: "SELECT length(bytes) FROM filling") } == 20_000_000)
  }

  @Test func `a reader cannot write with any statement`() throws {
    let newsroom = try TestData(.new).open()
    for pool in [try newsroom.desk.pool, try newsroom.publicFile.pool] {
      #expect(throws: DatabaseError.self) {
        try pool.unsafeRead { db in try db.execute(sql: "DELETE FROM documents") }
      }
    }
  }

  @Test func `every table is strict, and the public file has no table of the desk`() throws {
    let newsroom = try TestData(.new).open()
    // Virtual tables and their shadow tables cannot be strict.
    let tables = "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    var names: [[String]] = []
    for pool in [try newsroom.desk.pool, try newsroom.publicFile.pool] {
      let rows = try pool.read { db in try Row.fetchAll(db, sql: tables + " AND schema = 'main'") }
      for row in rows { #expect(row["strict"] == true, "\(row["name"] as String)") }
      names.append(rows.map { $0["name"] }.sorted())
    }
    let projection = ["counts", "documents", "facetValues", "indexState", "migrations", "relations", "terms"]
    #expect(Set(names[0]).isSuperset(of: projection + ["audit", "items", "publications", "revisions", "tokens"]))
    #expect(Set(names[0]).intersection(names[1]) == Set(projection))
  }

  @Test func `the list of migrations is the folder's`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "migrations")
    let shared = Migrations.shared.map(\.name)
    #expect(Migrations.desk.map(\.name).starts(with: shared))
    #expect(Set(Migrations.publicFile.map(\.name)).isSuperset(of: shared))
    let lists = [("public", Migrations.publicFile), ("desk", Array(Migrations.desk.dropFirst(shared.count)))]
    for (name, migrations) in lists {
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + name).sorted()
      #expect(files == migrations.map { $0.name + ".sql" })
      for migration in migrations {
        let sql = try String(contentsOf: folder.appending(path: "\(name)/\(migration.name).sql"), encoding: .utf8)
        #expect(migration.sql == sql)
        #expect(sql.hasPrefix("-- "), "\(migration.name) does not give its reason")
        #expect(migration.name.wholeMatch(of: /\d{4}_[a-z]+(_[a-z]+)+/) != nil)
      }
    }
  }

  @Test func `a migration is recorded by its name and hash, once`() throws {
    let data = try TestData(.new)
    for _ in 1...2 {
      let newsroom = try data.open()
      let names = try newsroom.desk.pool.read { db in try String.fetchAll(db, sql: "SELECT name FROM migrations") }
      #expect(names.sorted() == Migrations.desk.map(\.name).sorted())
      let hashes = try newsroom.publicFile.pool.read { db in
        try String.fetchAll(db, sql: "SELECT sha256 FROM migrations")
      }
      #expect(hashes.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
    }
  }

  @Test func `anonymous requests are answered while the desk's file is closed`() throws {
    let data = try TestData(.new)
    let newsroom = try data.open()
    try newsroom.write("POST", "/sites", #"{"id": "proefstad", "name": {"nl": "Proefstad"}, "status": "published"}"#)
    try newsroom.write(
      "POST", "/releases", TestNewsroom.release("r", more: #", "sites": ["proefstad"], "status": "published""#))
    try newsroom.write("POST", "/releases", TestNewsroom.release("draft"))
    try newsroom.desk.pool.close()
    let paths = Routes.all.filter { $0.method == .get && $0.endpoint.access.name == "anyone" }.map(\.pattern)
    #expect(paths.contains("/releases") && paths.contains("/changes"))
    // Without a logo there is no logo to show, and without mail no subscription form.
    for path in paths where !path.contains("{") && !["/logo", "/subscribe"].contains(path) {
      #expect(newsroom.get(path).status == 200, "\(path)")
    }
    #expect(newsroom.get("/releases/r").status == 200 && newsroom.get("/sites/proefstad").status == 200)
    #expect(newsroom.get("/releases/draft").status == 404 && newsroom.get("/contacts/nobody").status == 404)
    // Without the desk's file, a copy of the public file gives the same answers.
    for name in ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: data.directory + "/" + name)
    }
    #expect(newsroom.get("/releases").text.contains("\"r\""))
  }

  @Test func `a desk that cannot be written to is still read`() throws {
    let newsroom = try TestData(.new).open()
    try newsroom.write("POST", "/releases", TestNewsroom.release("draft"))
    let token = try newsroom.desk.createToken(name: "a", scopes: [.draft], expiresAt: nil, by: Author("test"))
    try newsroom.desk.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA query_only = ON") }
    let request = Request(path: "/releases/draft", fields: [.authorization: "Bearer \(token)"])
    #expect(newsroom.respond(to: request).status == .ok)
  }

  @Test func `the public file holds no byte of a draft, a token or a plan`() throws {
    let data = try TestData(.new)
    let newsroom = try data.open()
    try newsroom.write("POST", "/releases", TestNewsroom.release("seen", more: #", "status": "published""#))
    try newsroom.write("POST", "/releases", #"{"id": "hidden", "title": {"nl": "Zwijgzaamheid", "fr": "Silence"}}"#)
    let plan = #"{"at": "2199-01-01T00:00:00Z", "acknowledge": ["missingText", "missingLanguage"]}"#
    #expect(try newsroom.write("POST", "/releases/hidden/publications", plan).status == 201)
    #expect(
      try newsroom.write("PATCH", "/releases/seen", #"{"lead": {"nl": "Zwijgzaamheid"}}"#, ["If-Match": "*"]).status
        == 200)
    try newsroom.publicFile.pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    let bytes = try Data(contentsOf: URL(filePath: data.directory + "/public.sqlite"))
    #expect(bytes.range(of: Data("Titel seen".utf8)) != nil)
    for secret in ["Zwijgzaamheid", "hidden", "nrt_", "Silence"] { #expect(bytes.range(of: Data(secret.utf8)) == nil) }
  }
}
