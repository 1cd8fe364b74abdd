// `newsroom person`: the data of a person is found, exported and erased everywhere.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@Suite struct PersonTests {
  private static let (name, mail, phone) = ("Jeanne Vandérhaegen", "jeanne.v@council.example", "+32 2 555 01 23")

  private static let release = """
    {"id": "r1", "kind": "pressRelease", "originalLanguage": "nl",
     "title": {"nl": "Akkoord", "fr": "Accord"},
     "body": {"nl": "Het woord is aan \(name), zegt men.", "fr": "La parole est à \(name.uppercased())."},
     "contacts": [{"name": "\(name)", "email": "\(mail)", "phone": "\(phone)"}], "status": "published",
     "acknowledge": ["ALL"]}
    """

  private static func contact(_ status: String) -> String {
    """
    {"id": "press", "name": "\(name)", "role": {"nl": "Pers", "fr": "Presse"}, "email": "\(mail)",
     "phone": "\(phone)", "status": "\(status)"}
    """
  }

  /// The files of the data directory that contain some bytes.
  private static func files(_ folder: TestFolder, with word: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.data).filter { name in
      let bytes = FileManager.default.contents(atPath: folder.data + "/" + name) ?? Data()
      return bytes.range(of: Data(word.utf8)) != nil
    }
  }

  private static func newsroom(_ folder: TestFolder) throws -> (RunningServer, String) {
    let token = try folder.token("draft", "publish", "admin", name: name)
    let server = try folder.serve("--smtp", "smtp://127.0.0.1:9", "--mail-from", "press@council.example")
    #expect(try server.post("/contacts", contact("published"), token: token).status == 201)
    let site = #"{"id": "s1", "name": {"nl": "Kaai", "fr": "Quai"}, "status": "published"}"#
    #expect(try server.post("/sites", site, token: token).status == 201)
    let draft = release.replacing("published", with: "draft").replacing(
      #""acknowledge": ["ALL"]"#, with: #""revisionNote": "x""#)
    let created = try server.post("/releases", draft, token: token)
    #expect(created.status == 201, "\(created.text)")
    let codes = (created.object["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    let acknowledged = codes.map { "\"\($0)\"" }.joined(separator: ",")
    let published = try server.post("/releases/r1/publications", "{\"acknowledge\": [\(acknowledged)]}", token: token)
    #expect(published.status == 201, "\(published.text)")
    let reason = #"{"reason": {"nl": "Op vraag van \#(name)", "fr": "À la demande de \#(name)"}}"#
    #expect(try server.post("/sites/s1/withdrawals", reason, token: token).status == 201)
    #expect(try server.post("/subscribers", #"{"email": "\#(mail)", "language": "nl"}"#, token: nil).status < 300)
    #expect(try server.post("/releases/r1/previews", "{}", token: token).status == 201)
    return (server, token)
  }

  @Test func `a person is found in every place, in any case and accents, and exported`() throws {
    let folder = try TestFolder()
    let (server, _) = try Self.newsroom(folder)
    let found = try folder.newsroom("person", "find", "jeanne vanderhaegen", Self.mail)
    #expect(found.isSuccess, "\(found.errors)")
    for table in ["audit", "previews", "publications", "revisions", "subscribers", "tokens"] {
      #expect(found.lines.contains { $0.hasPrefix(table + " (") }, "\(table): \(found.output)")
    }
    let export = try folder.newsroom("person", "export", "JEANNE VANDÉRHAEGEN")
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(export.output.utf8)) as? [[String: String]])
    #expect(entries.contains { $0["table"] == "revisions" && $0["text"]?.contains(Self.name) == true })
    #expect(try folder.newsroom("person", "find", "nobody at all").output == "nothing was found\n")
    let short = try folder.newsroom("person", "find", "Jan")
    #expect(short.errors.contains("fewer than 4 characters"), "\(short.errors)")
    let report = try folder.newsroom("person", "erase", Self.name)
    #expect(report.output.contains("Nothing was changed"))
    #expect(try server.get("/releases/r1").text.contains(Self.name))
  }

  @Test func `an erased person is found nowhere, public pages change, and the audit log stays intact`() throws {
    let folder = try TestFolder()
    let (server, token) = try Self.newsroom(folder)
    let cursor = try #require(try server.get("/changes").object["after"] as? String)
    let erased = try folder.newsroom("person", "erase", "--yes", Self.name, Self.mail, Self.phone, "+3225550123")
    #expect(erased.isSuccess && erased.output.contains(" places erased, 0 left."), "\(erased.output)\(erased.errors)")

    #expect(try folder.newsroom("person", "find", Self.name, Self.mail, Self.phone).output == "nothing was found\n")
    #expect(try eventually(within: 10) { try server.get("/releases/r1").text.contains("gewist / effacé") })
    for path in ["/releases/r1", "/releases/r1.html", "/contacts", "/contacts/press", "/sites/s1", "/releases/r1.txt"] {
      let text = try server.get(path).text
      for word in [Self.name, Self.name.uppercased(), Self.mail, "555 01 23", "+3225550123"] {
        #expect(!text.contains(word), "\(path): \(word)")
      }
    }
    // Through the API: searches without results are counted with their words.
    #expect(try server.get("/releases.ndjson?q=Vanderhaegen").text == "")
    let corrections = try server.get("/releases/r1").object["corrections"] as? [[String: Any]]
    #expect((corrections?.last?["note"] as? [String: String])?["nl"] == "Persoonsgegevens werden gewist.")
    // A withdrawn item has no corrections; clients that follow the changes must start over.
    #expect(try server.get("/changes?after=\(cursor)").status == 410)
    #expect(try server.get("/releases/r1", token: token).status == 200)

    let verified = try folder.newsroom("verify")
    #expect(verified.isSuccess, "\(verified.output)\(verified.errors)")
    server.child.send(SIGTERM)
    #expect(server.child.end() == .exit(0))
    #expect(try folder.newsroom("verify").isSuccess)
    for word in [Self.name, Self.mail, "vanderhaegen", "VANDÉRHAEGEN"] {
      let left = try Self.files(folder, with: word)
      #expect(left == [], "\(word)")
    }
  }

  @Test(arguments: [
    "UPDATE audit SET detail = '{}' WHERE number = 1", "UPDATE audit SET erasedBy = NULL WHERE number = 1",
    "UPDATE audit SET erasedBy = 3, author = 'x' WHERE number = 2", "UPDATE audit SET erasedBy = 99 WHERE number = 2",
    "UPDATE audit SET erasedBy = 2 WHERE number = 1",
  ])
  func `a change of a redacted row, or of its mark, is detected`(change: String) throws {
    let folder = try TestFolder()
    _ = try folder.token("draft", name: Self.name)
    _ = try folder.token("draft", name: "another")
    #expect(try folder.newsroom("person", "erase", "--yes", Self.name).isSuccess)
    #expect(try folder.newsroom("verify").isSuccess)
    try folder.database("desk").write { db in try db.execute(sql: "DROP TRIGGER auditStays; \(change)") }
    let verified = try folder.newsroom("verify")
    #expect(!verified.isSuccess && (verified.output + verified.errors).contains("audit log: "), "\(verified.output)")
  }

  @Test func `a forged text is found, also when nothing is said to be sealed, and after the next write`() throws {
    let folder = try TestFolder()
    let text = folder.path + "/bericht.txt"
    try Data("PERSBERICHT\n\nEen titel\n\nEen tekst van de raad.".utf8).write(to: URL(filePath: text))
    #expect(try folder.newsroom("import", text).isSuccess)
    _ = try folder.token("draft")
    #expect(try folder.newsroom("verify").isSuccess)
    try folder.database("desk").write { db in
      let triggers = try Row.fetchAll(
        db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'revisions'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
      try db.execute(sql: "UPDATE revisions SET document = replace(document, 'tekst', 'leugen')")
      try db.execute(sql: "UPDATE situation SET isSealed = 0")
      for trigger in triggers { try db.execute(sql: trigger["sql"]) }
    }
    for _ in 0..<2 {
      let verified = try folder.newsroom("verify")
      #expect((verified.output + verified.errors).contains("is not as the audit log recorded it"), "\(verified.output)")
      _ = try folder.token("draft")
    }
  }

  @Test(arguments: [
    "UPDATE revisions SET at = 0", "UPDATE revisions SET number = 9", "UPDATE revisions SET action = 'edit'",
    "UPDATE audit SET at = 0", "UPDATE audit SET action = 'publish'", "UPDATE audit SET hash = NULL",
    "UPDATE audit SET token = 1", "DELETE FROM audit", "DELETE FROM revisions",
  ])
  func `an erasure can change only the texts of a row`(change: String) throws {
    let folder = try TestFolder()
    _ = try folder.token("draft", name: "Jan Voorbeeld")
    let text = folder.path + "/bericht.txt"
    try Data("PERSBERICHT\n\nEen titel\n\nEen tekst van de raad.".utf8).write(to: URL(filePath: text))
    _ = try folder.newsroom("import", text)
    let error = #expect(throws: DatabaseError.self) {
      try folder.database("desk").write { db in
        try db.execute(sql: "INSERT INTO erasing (number) VALUES (1)")
        try db.execute(sql: change)
      }
    }
    #expect(error?.message?.contains("immutable") == true)
  }

  /// Columns with text that people wrote; the tests above show what an erasure does with each.
  private static let written: Set<String> = [
    "audit.author", "audit.detail", "audit.id", "deliveries.answer", "deliveries.fault",
    "events.body", "idempotencyKeys.body",
    "idempotencyKeys.key", "idempotencyKeys.location", "items.id", "items.idBase", "manuscripts.text",
    "previews.createdBy",
    "previews.document", "publications.note", "publications.requestedBy", "publications.successor", "revisions.author",
    "revisions.correction",
    "revisions.document",
    "revisions.note", "subscribers.email", "subscriptions.createdBy", "subscriptions.description", "subscriptions.url",
    "tallies.name", "tokens.name", "unsavedEdits.base", "unsavedEdits.draft", "unsavedEdits.person",
  ]

  /// Columns with only generated text and bytes.
  private static let own: Set<String> = [
    "audit.action", "audit.authorDigest", "audit.detailDigest", "audit.hash", "audit.idDigest", "audit.kind",
    "audit.salts", "deliveries.state", "deliveries.way", "events.id",
    "events.type", "idempotencyKeys.etag", "idempotencyKeys.fingerprint", "items.kind",
    "keptFindings.finding", "keys.key", "keys.name",
    "manuscripts.hash", "publications.change", "publications.state", "redirects.hash",
    "redirects.kind", "revisions.action", "sessions.hash",
    "situation.publicEpoch", "subscribers.confirmation", "subscribers.ending",
    "subscribers.language",
    "subscribers.reason", "subscribers.salt", "subscribers.state", "subscribers.themes",
    "subscriptions.authority",
    "subscriptions.filter", "subscriptions.oldSecret", "subscriptions.reason",
    "subscriptions.secret",
    "subscriptions.state", "tallies.day", "tallies.form", "tallies.subject", "texts.language",
    "texts.state",
    "tokens.hash", "tokens.scopes",
  ]

  @Test func `every text column of the desk is searched for persons, or is listed as having none`() throws {
    let folder = try TestFolder()
    _ = try folder.token("draft")
    let columns = try folder.database("desk").read { db in
      let made = ["documents", "terms", "counts", "relations", "points%", "search%", "facetValues", "index%"]
      let others = ["kinds", "linkCarriers", "links", "migrations", "sqlite%"]
      let tables = (made + others).map { "t.name NOT LIKE '\($0)'" }.joined(separator: " AND ")
      return try String.fetchAll(
        db,
        sql: """
          SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
          WHERE t.type = 'table' AND \(tables) AND c.type IN ('TEXT', 'BLOB') ORDER BY 1
          """)
    }
    #expect(Set(columns).subtracting(Self.written).subtracting(Self.own) == [])
    #expect(Self.written.union(Self.own).subtracting(columns) == [])
  }
}
