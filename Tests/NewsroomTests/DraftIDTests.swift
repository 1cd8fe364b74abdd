// Ids that follow the date of an item until its first publication.

import GRDB
import Testing

@testable import Desk
@testable import Values

@Suite struct DraftIDTests {
  private let newsroom: TestNewsroom

  init() throws { newsroom = try TestNewsroom() }

  private static let future = #"{"at": "2199-01-01T09:00"}"#

  private func release(_ title: String, date: String? = "2026-12-02", more: String = "") -> String {
    let day = date.map { #""releaseDate": "\#($0)", "# } ?? ""
    return """
      {\(day)"title": {"nl": "\(title)", "fr": "Titre"}, "lead": {"nl": "Inleiding.", "fr": "Chapeau."},
       "body": {"nl": "Tekst.", "fr": "Texte."}, "contacts": [{"name": "An", "email": "an@example.org"}]\(more)}
      """
  }

  /// Creates an item and returns its id.
  private func create(_ body: String, in path: String = "/releases") throws -> String {
    let reply = try newsroom.desk("POST", path, body)
    #expect(reply.status == 201, "\(reply.text)")
    return reply.json["id"]?.string ?? ""
  }

  @discardableResult
  private func edit(_ id: String, _ patch: String, in path: String = "/releases") throws -> TestNewsroom.Reply {
    try newsroom.desk("PATCH", "\(path)/\(id)", patch, ["If-Match": "*"])
  }

  private func present(_ id: String, in path: String = "/releases") throws -> String? {
    try newsroom.desk("GET", "\(path)/\(id)")["Location"].map { String($0.split(separator: "/").last ?? "") }
  }

  @Test func `an id follows the date until the first publication, and the answer says where`() throws {
    #expect(try create(release("Fout")) == "2026-12-02-fout")
    let moved = try edit("2026-12-02-fout", #"{"releaseDate": "2026-12-09", "title": {"nl": "Beter"}}"#)
    #expect(moved.status == 200 && moved.json["id"] == "2026-12-09-fout", "\(moved.text)")
    #expect(moved["Location"] == newsroom.address + "/releases/2026-12-09-fout")
    #expect(moved.json["self"]?.string == moved["Location"])
    let etag = try #require(moved["ETag"])
    #expect(try newsroom.desk("GET", "/releases/2026-12-09-fout")["ETag"] == etag)
    let same = try newsroom.desk("PATCH", "/releases/2026-12-09-fout", #"{"kind": "statement"}"#, ["If-Match": etag])
    #expect(same.status == 200 && same["Location"] == nil)
    #expect(try newsroom.desk("POST", "/releases/2026-12-09-fout/publications").status == 201)
    #expect(try edit("2026-12-09-fout", #"{"title": {"nl": "Anders"}}"#).json["id"] == "2026-12-09-fout")
    #expect(try newsroom.get("/releases/2026-12-09-fout").status == 200)
  }

  @Test func `a former id leads token holders on, and nobody else`() throws {
    let reader = try newsroom.token("outlet", .embargo)
    let id = try create(release("Geheim"))
    try edit(id, #"{"releaseDate": "2026-12-09"}"#)
    let reply = try newsroom.desk("GET", "/releases/\(id)?lang=nl")
    #expect(reply.status == 308 && reply["Cache-Control"]?.contains("no-store") == true)
    #expect(reply["Location"] == newsroom.address + "/releases/2026-12-09-geheim?lang=nl")
    let inner = try newsroom.desk("GET", "/releases/\(id)/revisions/1")
    #expect(inner.status == 308 && inner["Location"]?.hasSuffix("/releases/2026-12-09-geheim/revisions/1") == true)
    let written = try edit(id, #"{"kind": "statement"}"#)
    #expect(written.status == 200 && written.json["id"] == "2026-12-09-geheim" && written.json["kind"] == "statement")
    #expect(try newsroom.desk("GET", "/releases/2026-12-09-geheim/publications/7").status == 404)
    #expect(try newsroom.desk("GET", "/releases/\(id)", as: reader).status == 404)
    #expect(try newsroom.get("/releases/\(id)").status == 404)
    #expect(try newsroom.desk("POST", "/releases/2026-12-09-geheim/publications").status == 201)
    #expect(try newsroom.get("/releases/\(id)").status == 404)
    try newsroom.application.publicFile.remake(newsroom.application.desk)
    #expect(try newsroom.get("/releases/\(id)").status == 404)
    #expect(try newsroom.get("/releases/2026-12-09-geheim").status == 200)
    #expect(try present(id) == "2026-12-09-geheim")
  }

  @Test func `a former id is free again, also for the item itself`() throws {
    let first = try create(release("Titel"))
    try edit(first, #"{"releaseDate": "2026-12-09"}"#)
    #expect(try edit("2026-12-09-titel", #"{"releaseDate": "2026-12-02"}"#).json["id"]?.string == first)
    try edit(first, #"{"releaseDate": "2026-12-09"}"#)
    #expect(try create(release("Titel")) == first)
    #expect(try newsroom.desk("GET", "/releases/\(first)").status == 200)
    let third = try create(release("Titel", date: "2026-12-01"))
    #expect(try edit(third, #"{"releaseDate": "2026-12-02"}"#).json["id"] == "2026-12-02-titel-2")
    #expect(try newsroom.desk("DELETE", "/releases/2026-12-09-titel").status == 204)
    #expect(try create(release("Titel", date: "2026-12-09")) == "2026-12-09-titel")
  }

  @Test func `an id that the client gave stays, and a date that disagrees is a finding with a remedy`() throws {
    let id = try create(release("Titel", more: #", "id": "2026-12-02-eigen""#))
    #expect(try edit(id, #"{"releaseDate": "2026-12-09"}"#).json["id"]?.string == id)
    #expect(try newsroom.desk("POST", "/releases/\(id)/publications", Self.future).status == 201)
    let own = try newsroom.desk("GET", "/releases/\(id)/findings").items.filter { $0["code"] == "unplannedAddress" }
    #expect(own.first?["detail"]?.string?.contains("maak de tekst opnieuw") == true)
    let other = try create(release("Titel"))
    #expect(try newsroom.desk("POST", "/releases/\(other)/publications", Self.future).status == 201)
    let found = try newsroom.desk("GET", "/releases/\(other)/findings").items.map { $0["code"] }
    #expect(found.contains("unplannedDate") && !found.contains("unplannedAddress"))
  }

  @Test func `a date that the plan gives is in the id, and moves and goes with the plan`() throws {
    let id = try create(release("Titel", date: nil))
    let planned = try newsroom.desk("POST", "/releases/\(id)/publications", Self.future)
    #expect(planned["Location"] == newsroom.address + "/releases/2199-01-01-titel/publications/1", "\(planned.text)")
    let path = "/releases/2199-01-01-titel/publications/1"
    let moved = try newsroom.desk("PATCH", path, #"{"at": "2199-01-05T09:00"}"#)
    #expect(moved.status == 200 && moved.json["href"]?.string?.contains("/2199-01-05-titel/") == true)
    #expect(try newsroom.desk("DELETE", "/releases/2199-01-05-titel/publications/1").status == 204)
    #expect(try present("2199-01-05-titel") == id)
    #expect(try newsroom.desk("POST", "/releases/\(id)/publications").status == 201)
    #expect(try newsroom.get("/releases/\(id)").status == 200)
  }

  @Test func `the id is that of the version that goes out`() throws {
    let id = try create(release("Titel"))
    #expect(try newsroom.desk("POST", "/releases/\(id)/publications", Self.future).status == 201)
    #expect(try edit(id, #"{"releaseDate": "2026-12-09"}"#).json["id"]?.string == id)
    let path = "/releases/\(id)/publications/1"
    let replanned = try newsroom.desk("PATCH", path, #"{"revision": 2}"#)
    #expect(replanned.status == 200 && replanned.json["href"]?.string?.contains("/2026-12-09-titel/") == true)
    let now = try newsroom.desk("PATCH", "/releases/2026-12-09-titel/publications/1", #"{"at": null}"#)
    #expect(now.json["state"] == "done", "\(now.text)")
    #expect(try newsroom.get("/releases/2026-12-09-titel").status == 200)
    #expect(try newsroom.get("/releases/\(id)").status == 404)
  }

  @Test func `readers of the embargo find an embargoed item at its present id`() throws {
    let reader = try newsroom.token("outlet", .embargo)
    let id = try create(release("Titel"))
    let plan = #"{"at": "2199-01-01T09:00", "embargo": true}"#
    #expect(try newsroom.desk("POST", "/releases/\(id)/publications", plan).status == 201)
    #expect(try newsroom.desk("GET", "/releases/\(id)", as: reader).status == 200)
    try edit(id, #"{"releaseDate": "2026-12-09"}"#)
    #expect(try newsroom.desk("PATCH", "/releases/\(id)/publications/1", #"{"revision": 2}"#).status == 200)
    let moved = try newsroom.desk("GET", "/releases/\(id)", as: reader)
    #expect(moved.status == 308 && moved["Location"]?.hasSuffix("/releases/2026-12-09-titel") == true)
    #expect(try newsroom.desk("GET", "/releases/2026-12-09-titel", as: reader).status == 200)
  }

  @Test func `unsaved text, previews and the audit log follow the id`() throws {
    let id = try create(release("Titel"))
    let edit = #"{"base": {"title": {"nl": "Titel"}}, "draft": {"title": {"nl": "Titel twee"}}}"#
    #expect(try newsroom.desk("PUT", "/releases/\(id)/unsavedEdit", edit).status == 200)
    let preview = try newsroom.desk("POST", "/releases/\(id)/previews").json["href"]?.string ?? ""
    try self.edit(id, #"{"releaseDate": "2026-12-09"}"#)
    let kept = try newsroom.desk("GET", "/releases/2026-12-09-titel/unsavedEdit")
    #expect(kept.json["draft"]?.object?["title"]?.object?["nl"] == "Titel twee")
    #expect(try newsroom.get(String(preview.dropFirst(newsroom.address.count))).status == 200)
    let log = try newsroom.desk("GET", "/audit", as: newsroom.token("chief", .admin)).items
    let row = try #require(log.first { $0["action"] == "changeID" })
    #expect(row["id"] == "2026-12-09-titel" || row["href"]?.string?.hasSuffix("2026-12-09-titel") == true)
    #expect(try Verification(directory: newsroom.directory).faults == [])
  }
}
