// The view of embargo tokens: public items, and embargoed items as they will be published.

import Foundation
import GRDB
import Testing

@testable import API
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct EmbargoTests {
  private let newsroom: TestNewsroom
  private let outlet: String

  init() throws {
    newsroom = try TestNewsroom()
    outlet = try newsroom.application.desk.createToken(
      name: "De Krant", scopes: [.embargo], expiresAt: nil, by: Author("test"))
  }

  private func read(_ path: String) throws -> TestNewsroom.Reply {
    try newsroom.get(path, ["Authorization": "Bearer \(outlet)"])
  }

  private func plan(_ path: String, _ more: String = #", "embargo": true"#) throws {
    let planned = try newsroom.desk(
      "POST", path + "/publications", #"{"at": "2199-01-01T08:00:00Z"\#(more)}"#)
    #expect(planned.status == 201, "\(planned.text)")
  }

  @Test func `an outlet reads embargoed and public items, and nothing else of the desk`() throws {
    try newsroom.publishRelease("public", date: "2025-01-01")
    for id in ["draft", "scheduled", "embargoed"] {
      #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release(id)).status == 201)
    }
    try plan("/releases/scheduled", "")
    try plan("/releases/embargoed")
    #expect(try read("/releases").ids == ["embargoed", "public"])
    #expect(try read("/releases").json["total"] == .integer(2))
    #expect(try read("/releases?status=embargoed").ids == ["embargoed"])
    let release = try read("/releases/embargoed")
    #expect(release.json["status"] == "embargoed" && release.json["embargoUntil"] == "2199-01-01T08:00:00Z")
    #expect(release["Cache-Control"] == "private, no-store")
    let notice = "Onder embargo tot 1 januari 2199 om 09:00 (tijd in Brussel)."
    #expect(try read("/releases/embargoed.txt").text.hasPrefix(notice + "\n\nTitel embargoed"))
    #expect(try read("/releases/embargoed.md").text.hasPrefix("# Titel embargoed\n\n> **\(notice)**"))
    #expect(try read("/releases/embargoed.html").text.contains(notice))
    #expect(try read("/releases/embargoed.ninjs").json["embargoed"] == "2199-01-01T08:00:00Z")
    #expect(try read("/releases.csv").text.contains("Titel embargoed"))
    for id in ["draft", "scheduled"] { #expect(try read("/releases/\(id)").status == 404) }
    for path in ["/releases/embargoed", "/releases/embargoed.html"] { #expect(try newsroom.get(path).status == 404) }
    #expect(try newsroom.get("/releases").ids == ["public"])
    #expect(try read("/releases/embargoed/revisions").status == 403)
  }

  @Test func `a pinned revision is read, also after later saves`() throws {
    try newsroom.publishRelease("r")
    func edit(_ lead: String) throws {
      let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
      let patch = #"{"lead": {"nl": "\#(lead)"}}"#
      #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": tag]).status == 200)
    }
    try edit("Goedgekeurd")
    try plan("/releases/r", #", "embargo": true, "correction": {"nl": "Nieuw", "fr": "Nouveau"}"#)
    try edit("Nog niet")
    #expect(try newsroom.get("/releases/r").json["lead"]?.object?["nl"] == "Inleiding.")
    let release = try read("/releases/r").json
    #expect(release["lead"]?.object?["nl"] == "Goedgekeurd" && release["embargoUntil"] == "2199-01-01T08:00:00Z")
    #expect(try newsroom.desk("DELETE", "/releases/r/publications/2").status == 204)
    #expect(try read("/releases/r").json["lead"]?.object?["nl"] == "Inleiding.")
    #expect(try read("/releases/r").json["embargoUntil"] == nil)
  }

  @Test func `a withdrawn item is gone, also from the items that referred to it`() throws {
    let contact = #"{"id": "c", "name": "Bo VOORBEELD", "email": "bo@example.org"}"#
    #expect(try newsroom.desk("POST", "/contacts", contact).status == 201)
    try plan("/contacts/c")
    let release = TestNewsroom.release("r").replacing(#"{"name": "An"#, with: #"{"id": "c"}, {"name": "An"#)
    #expect(try newsroom.desk("POST", "/releases", release.replacing("\n", with: " ")).status == 201)
    let errors = #"{"acknowledge": []}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", errors).status == 201)
    func names(_ reply: TestNewsroom.Reply) -> [String?] {
      (reply.json["contacts"]?.array ?? []).map { $0.object?["name"]?.string }
    }
    #expect(names(try read("/releases/r")) == ["Bo VOORBEELD", "An VOORBEELD"])
    #expect(names(try newsroom.get("/releases/r")) == ["An VOORBEELD"])
    #expect(try newsroom.desk("DELETE", "/contacts/c/publications/1").status == 204)
    #expect(names(try read("/releases/r")) == ["An VOORBEELD"])
    #expect(try read("/contacts/c").status == 404)
  }

  @Test func `every embargoed read is in the audit log`() throws {
    _ = try read("/releases?lang=nl")
    _ = try read("/releases/none")
    let rows = try newsroom.application.desk.pool.read { db in
      try Row.fetchAll(db, sql: "SELECT author, detail FROM audit WHERE action = 'readWithEmbargoToken'")
    }
    #expect(rows.map { $0["author"] } == ["De Krant"])
    #expect(rows.map { $0["detail"] } == [#"{"path":"/releases","query":"lang=nl","client":"127.0.0.1"}"#])
  }

  @Test func `a lost file is rebuilt`() throws {
    let data = try TestData()
    let application = try data.open()
    try application.fillWithDemoContent()
    let paths = try FileManager.default.contentsOfDirectory(atPath: data.directory)
    for name in paths where name.hasPrefix("embargo.") {
      try FileManager.default.removeItem(atPath: data.directory + "/" + name)
    }
    let other = try data.open()
    let secret = try other.desk.createToken(name: "outlet", scopes: [.embargo], expiresAt: nil, by: Author("test"))
    let reply = other.get("/sites", token: secret)
    #expect(reply.json["total"] == other.get("/sites").json["total"])
  }
}
