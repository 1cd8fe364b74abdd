// Plans and their versions, forecasts of publications, minor edits, successors, and publishing after a withdrawal.

import Testing

@testable import Desk
@testable import Values

@Suite struct PlanTests {
  private let newsroom: TestNewsroom

  init() throws { newsroom = try TestNewsroom() }

  private static let plan = #"{"at": "2199-01-01T09:00"}"#
  private static let note = #"{"nl": "Fout hersteld", "fr": "Erreur corrigée"}"#

  private func edit(_ patch: String) throws {
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"]).status == 200)
  }

  private func draft() throws {
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
  }

  @Test func `a plan keeps its version until it gets another`() throws {
    try draft()
    #expect(try newsroom.desk("POST", "/releases/r/publications", Self.plan).json["revision"] == .integer(1))
    #expect(try newsroom.desk("GET", "/releases/r").json["unplannedChanges"] == nil)
    try edit(#"{"title": {"nl": "Verbeterd"}}"#)
    #expect(try newsroom.desk("GET", "/releases/r").json["unplannedChanges"] == .bool(true))
    #expect(try newsroom.desk("GET", "/releases?status=scheduled").items[0]["unplannedChanges"] == .bool(true))
    let path = "/releases/r/publications/1"
    #expect(try newsroom.desk("PATCH", path, #"{"revision": 9}"#).faults == ["body:revision"])
    let replanned = try newsroom.desk("PATCH", path, #"{"revision": 2}"#)
    #expect(replanned.status == 200 && replanned.json["revision"] == .integer(2))
    #expect(replanned.json["at"] == "2199-01-01T08:00:00Z" && replanned.json["state"] == "planned")
    #expect(try newsroom.desk("GET", "/releases/r").json["unplannedChanges"] == nil)
    #expect(try newsroom.get("/releases/r").status == 404)
    let now = try newsroom.desk("PATCH", path, #"{"at": null}"#)
    #expect(now.status == 200 && now.json["state"] == "done", "\(now.text)")
    #expect(try newsroom.get("/releases/r").json["title"]?.object?["nl"] == "Verbeterd")
    #expect(try newsroom.desk("PATCH", path, #"{"at": null}"#).status == 409)
  }

  @Test func `a plan takes no version that publication would refuse`() throws {
    try draft()
    #expect(try newsroom.desk("POST", "/releases/r/publications", Self.plan).status == 201)
    try edit(#"{"body": {"fr": null}, "lead": {"fr": null}}"#)
    let path = "/releases/r/publications/1"
    let refused = try newsroom.desk("PATCH", path, #"{"revision": 2}"#)
    #expect(refused.status == 409 && refused.findings.contains("missingLanguage"))
    #expect(try newsroom.desk("GET", path).json["revision"] == .integer(1))
    #expect(try newsroom.desk("PATCH", path, #"{"revision": 2}"#, ["If-Match": "\"old\""]).status == 412)
    let accepted = #"{"revision": 2, "acknowledge": ["missingLanguage"]}"#
    #expect(try newsroom.desk("PATCH", path, accepted).json["revision"] == .integer(2))
  }

  @Test func `dates that disagree with the plan are findings, until it is public`() throws {
    let more = #", "dateline": {"nl": "Brussel, 22 mei 2025", "fr": "Bruxelles, 1er janvier 2199"}"#
    let release = TestNewsroom.release("2025-05-22-titel", more: more)
    #expect(try newsroom.desk("POST", "/releases", release).status == 201)
    let path = "/releases/2025-05-22-titel"
    func places() throws -> [JSON?] { try newsroom.desk("GET", path + "/findings").items.map { $0["place"] } }
    #expect(try places() == [])
    #expect(try newsroom.desk("POST", path + "/publications", Self.plan).status == 201)
    #expect(try places() == ["releaseDate", "dateline.nl", "id"])
    let dutch = try newsroom.desk("GET", path + "/findings").items.compactMap { $0["detail"]?.string }
    #expect(dutch[0].hasPrefix("De datum is 22 mei 2025, maar dit verschijnt op 1 januari 2199."))
    #expect(try newsroom.desk("PATCH", path + "/publications/1", #"{"at": null}"#).status == 200)
    #expect(try places() == [])
  }

  @Test func `a date that came with the plan follows it, so it is no finding`() throws {
    let release = TestNewsroom.release("r").replacing(#""releaseDate": "2025-05-22", "#, with: "")
    #expect(try newsroom.desk("POST", "/releases", release).status == 201)
    #expect(try newsroom.desk("POST", "/releases/r/publications", Self.plan).status == 201)
    let path = "/releases/r/publications?dryRun=true"
    #expect(try newsroom.desk("POST", path).findings == [])
    try edit(#"{"lead": {"nl": "Anders."}}"#)
    #expect(try newsroom.desk("POST", path).findings.contains("unplannedDate"))
  }

  @Test func `a dry run says what would go out, to how many, and stores nothing`() throws {
    let admin = try newsroom.token("chief", .admin)
    let filters = ["", #", "kinds": ["advice"]"#, #", "languages": ["fr"], "minor": true"#]
    for (url, filter) in filters.enumerated() {
      let body = #"{"url": "http://127.0.0.1:9/\#(url)"\#(filter)}"#
      #expect(try newsroom.desk("POST", "/subscriptions", body, as: admin).status == 201)
    }
    try draft()
    let path = "/releases/r/publications?dryRun=true"
    let all = try newsroom.desk("POST", path, #"{"at": "2199-01-01T09:00", "embargo": true}"#)
    #expect(all.status == 200 && all.json["change"] == "published" && all.json["version"] == .integer(1))
    #expect(all.json["at"] == "2199-01-01T08:00:00Z" && all.json["embargo"] == .bool(true))
    #expect(all.json["people"] == .integer(0) && all.json["webhooks"] == .integer(2))
    #expect(all.findings == ["unplannedDate"] && all.json["languages"] == ["nl", "fr"])
    let dutch = try newsroom.desk("POST", path, #"{"languages": ["nl"]}"#)
    #expect(dutch.json["webhooks"] == .integer(1) && dutch.findings.contains("missingLanguage"))
    #expect(try newsroom.desk("GET", "/releases/r").json["status"] == "draft")
    #expect(try newsroom.desk("POST", "/releases/r/publications").status == 201)
    let minor = try newsroom.desk("POST", path, #"{"minor": true}"#)
    #expect(minor.json["version"] == .integer(2) && minor.json["webhooks"] == .integer(1))
    #expect(try newsroom.get("/releases/r").json["version"] == .integer(1))
  }

  @Test func `a minor edit has no note, and warns when it is not minor`() throws {
    let long = String(repeating: "Lang. ", count: 40)
    try newsroom.publishRelease("r", more: #", "notesToEditors": {"nl": "\#(long)In 2024 waren er 12 sites."}"#)
    let both = #"{"minor": true, "correction": \#(Self.note)}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", both).faults == ["body:minor"])
    try edit(#"{"lead": {"nl": "Andere inleiding."}, "notesToEditors": {"nl": "\#(long)In 2024 waren er 13 sites."}}"#)
    let dryRun = try newsroom.desk("POST", "/releases/r/publications?dryRun=true", #"{"minor": true}"#)
    let warned = (dryRun.json["findings"]?.array ?? []).filter { $0.object?["code"] == "notMinor" }
    #expect(warned.map { $0.object?["place"] } == ["notesToEditors.nl"])
    #expect(warned.first?.object?["detail"]?.string?.contains("waren er 13 sites") == true)
    let reply = try newsroom.desk("POST", "/releases/r/publications", #"{"minor": true}"#)
    #expect(reply.status == 201 && reply.json["change"] == "corrected" && reply.json["minor"] == .bool(true))
    let release = try newsroom.get("/releases/r").json
    #expect(release["version"] == .integer(2) && release["corrections"] == [])
    #expect(release["lead"]?.object?["nl"] == "Andere inleiding.")
    let changes = try newsroom.get("/changes").items
    #expect(changes.map { $0["minor"] } == [nil, .bool(true)] && changes[1]["change"] == "corrected")
  }

  @Test func `a withdrawal may name its successor, and a new publication may follow it`() throws {
    try newsroom.publishRelease("r")
    try newsroom.publishRelease("next")
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("hidden")).status == 201)
    func withdraw(_ successor: String) throws -> TestNewsroom.Reply {
      let body = #"{"reason": {"nl": "Vergissing", "fr": "Erreur"}, "successor": "\#(successor)"}"#
      return try newsroom.desk("POST", "/releases/r/withdrawals", body)
    }
    for id in ["hidden", "r", "nobody"] { #expect(try withdraw(id).faults == ["body:successor"], "\(id)") }
    let withdrawn = try withdraw("next")
    let successor = JSON.string("\(newsroom.address)/releases/next")
    #expect(withdrawn.status == 201 && withdrawn.json["successor"] == successor, "\(withdrawn.text)")
    #expect(try newsroom.desk("GET", "/releases/r").json["successor"] == successor)
    let gone = try newsroom.get("/releases/r")
    #expect(gone.status == 410 && gone.json["successor"] == successor)
    let page = try newsroom.get("/releases/r?lang=fr", ["Accept": "text/html"])
    #expect(page.status == 410 && page.text.contains("href=\"\(newsroom.address)/releases/next?lang=fr\""))

    try edit(#"{"lead": {"nl": "Opnieuw."}}"#)
    for body in ["{}", #"{"minor": true}"#] {
      #expect(try newsroom.desk("POST", "/releases/r/publications", body).status == 409)
    }
    let back = try newsroom.desk("POST", "/releases/r/publications", #"{"correction": \#(Self.note)}"#)
    #expect(back.status == 201, "\(back.text)")
    let release = try newsroom.get("/releases/r")
    #expect(release.status == 200 && release.json["version"] == .integer(2) && release.json["withdrawnAt"] == nil)
    #expect(release.json["lead"]?.object?["nl"] == "Opnieuw." && release.json["corrections"]?.array?.count == 1)
    #expect(try Set(newsroom.get("/releases?q=opnieuw").ids) == ["r"])
    #expect(try newsroom.get("/releases").json["total"] == .integer(2))
    #expect(try newsroom.desk("GET", "/releases/r").json["status"] == "published")
    let changes = try newsroom.get("/changes").items.map { $0["change"] }
    #expect(changes == ["published", "published", "withdrawn", "corrected"])
  }

  @Test func `a link to an address without https leads nowhere, and is found`() throws {
    let body = #"{"id": "r", "title": {"nl": "Titel"}, "body": {"nl": "Lees [het advies](www.example.org)."}}"#
    #expect(try newsroom.desk("POST", "/releases", body).findings.contains("placeholderLink"))
  }

  @Test func `with four eyes, a dry run names who may publish`() throws {
    let newsroom = try TestNewsroom(needsSecondPerson: true)
    let bo = try newsroom.token("Bo", .draft, .publish)
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let path = "/releases/r/publications?dryRun=true"
    #expect(try newsroom.desk("POST", path).json["reviewers"] == ["Bo"])
    #expect(try newsroom.desk("POST", path, as: bo).json["reviewers"] == nil)
  }
}
