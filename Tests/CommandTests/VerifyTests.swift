// `newsroom verify` on sound and damaged directories.

import GRDB
import RunningNewsroom
import Testing

@Suite struct VerifyTests {
  @Test func `an undamaged directory is reported as whole, even beside a running server`() throws {
    let folder = try TestFolder()
    let server = try folder.serve("--demo")
    let ended = try folder.newsroom("verify")
    #expect(ended.isSuccess && ended.errors.isEmpty && ended.lines.count == 6, "\(ended.errors)")
    #expect(ended.lines.first?.contains("the fix of the log-reset bug") == true)
    #expect(ended.lines.last?.hasPrefix("public.sqlite: matches the desk, in ") == true)
    #expect(try server.get("/health").status == 200)
  }

  @Test func `a fault is printed with the rest, and is the reason for failing`() throws {
    let folder = try TestFolder()
    _ = try folder.token("draft")
    _ = try folder.token("publish")
    try folder.database("desk").write { db in
      try db.execute(sql: "DROP TRIGGER auditRemains; DELETE FROM audit WHERE number = 2")
    }
    let ended = try folder.newsroom("verify")
    #expect(ended.reason == "Error: audit log: row 2 is missing, and all after it (and 1 more)", "\(ended.errors)")
    #expect(ended.lines.contains("desk.sqlite: whole"))
    #expect(ended.lines.last == "desk.sqlite: the trigger auditRemains is missing")
  }

  @Test func `with four eyes, also the command line needs a second person`() throws {
    let folder = try TestFolder()
    let text = "PERSBERICHT\n\nNieuwe zitting\n\nBrussel, 02/06/2025: De raad komt samen.\n"
    let file = try folder.file("release.txt", text)
    let words = ["import", file, "--publish", "--acknowledge", "missingLanguage", "--data", folder.data]
    let refused = try folder.run(words, environment: ["NEWSROOM_FOUR_EYES": "true"])
    #expect(!refused.isSuccess && refused.errors.contains("Someone else has to publish it"), "\(refused.errors)")
    let slip = try folder.run(words, environment: ["NEWSROOM_FOUR_EYES": "yes"])
    #expect(!slip.isSuccess && slip.errors.contains("NEWSROOM_FOUR_EYES"))
    #expect(try folder.count("public", "SELECT count(*) FROM documents") == 0)
    #expect(try folder.run(words).isSuccess)
    #expect(try folder.count("public", "SELECT count(*) FROM documents") == 1)
  }
}
