// A press officer's week over HTTP, from a pasted text to a colleague's takeover.

import Foundation
import Testing

@testable import API
@testable import Desk
@testable import Values

@Suite struct WeekTests {
  private let newsroom: TestNewsroom
  private let release = "/releases/2027-06-01-nieuwe-zitting-over-mobiliteit"

  init() throws { newsroom = try TestNewsroom() }

  private func ok(
    _ method: String, _ path: String, _ body: String? = nil, _ headers: [String: String] = [:], _ status: Int = 200
  ) throws -> TestNewsroom.Reply {
    let reply = try newsroom.desk(method, path, body, headers)
    try #require(reply.status == status, "\(method) \(path): \(reply.text)")
    return reply
  }

  private func edit(_ body: String) throws {
    let tag = try #require(try ok("GET", release)["ETag"])
    _ = try ok("PATCH", release, body, ["If-Match": tag])
  }

  private func status(_ path: String) throws -> String? { try ok("GET", path).json["status"]?.string }

  @Test func `paste, fix, translate, schedule, move, embargo, publish, correct, withdraw, restore, hand over`() throws {
    try monday()
    try tuesday()
    try wednesday()
    try thursday()
    try friday()
  }

  /// The text is imported, and its errors are fixed.
  private func monday() throws {
    let text = """
      PERSBERICHT

      Nieuwe zitting over mobiliteit

      Brussel, maandag 01/06/2027: De raad komt samen. Lees [het advies](#).

      Contact
      An VOORBEELD, woordvoerder
      an@example.org
      """
    let pasted = try ok("POST", "/releases", text, ["Content-Type": "text/plain"], 201)
    #expect(pasted["Location"] == newsroom.address + release)
    #expect(Set(pasted.findings).isSuperset(of: ["weekdayMismatch", "placeholderLink", "missingLanguage"]))
    let lead = "De raad komt samen. Lees [het advies](https://example.org/advies)."
    try edit(
      #"{"dateline": {"nl": "Brussel, dinsdag 01/06/2027"}, "lead": {"nl": "\#(lead)"}, "links": null}"#)
    #expect(try ok("GET", release + "/findings").items.map { $0["code"] } == ["missingLanguage"])
  }

  /// The translator sees the missing texts and adds them, and an outside reader sees a preview.
  private func tuesday() throws {
    #expect(try ok("GET", "/translations").items.map { $0["language"] } == ["fr"])
    try edit(
      #"{"title": {"fr": "Nouvelle séance sur la mobilité"}, "lead": {"fr": "Le conseil se réunit."},"# + " "
        + #""revisionNote": "Vertaling"}"#)
    _ = try ok("PUT", release + "/languages/fr", #"{"state": "ready"}"#)
    #expect(try ok("GET", "/translations").items == [])
    #expect(try ok("GET", release + "/findings").items == [])
    let link = try ok("POST", release + "/previews", nil, [:], 201).json["href"]?.string ?? ""
    #expect(try newsroom.get(String(link.dropFirst(newsroom.address.count)) + ".html?lang=fr").text.contains("séance"))
  }

  /// It is planned, rescheduled, and then embargoed for one outlet to read.
  private func wednesday() throws {
    let plan = #"{"at": "2027-06-01T09:00"}"#
    #expect(try ok("POST", release + "/publications", plan, [:], 201).json["at"] == "2027-06-01T07:00:00Z")
    _ = try ok("PATCH", release + "/publications/1", #"{"at": "2027-06-01T11:00"}"#)
    #expect(try status(release) == "scheduled")
    _ = try ok("DELETE", release + "/publications/1", nil, [:], 204)
    let embargo = #"{"at": "2027-06-01T11:00", "embargo": true}"#
    _ = try ok("POST", release + "/publications", embargo, [:], 201)
    #expect(try status(release) == "embargoed")
    let outlet = try newsroom.application.desk.createToken(
      name: "De Krant", scopes: [.embargo], expiresAt: nil, by: Author("test"))
    #expect(try newsroom.get(release, ["Authorization": "Bearer \(outlet)"]).status == 200)
    #expect(try newsroom.get(release).status == 404)
  }

  /// The news breaks early, so it is published now; an error is corrected in public.
  private func thursday() throws {
    _ = try ok("DELETE", release + "/publications/2", nil, [:], 204)
    _ = try ok("POST", release + "/publications", nil, [:], 201)
    #expect(try newsroom.get(release + ".txt?lang=fr").text.contains("séance"))
    try edit(#"{"lead": {"nl": "De raad komt niet samen.", "fr": "Le conseil ne se réunit pas."}}"#)
    let note = #"{"correction": {"nl": "De zitting gaat niet door.", "fr": "La séance est annulée."}}"#
    _ = try ok("POST", release + "/publications", note, [:], 201)
    #expect(try newsroom.get(release + ".html?lang=nl").text.contains("De zitting gaat niet door."))
    #expect(try newsroom.get("/releases.atom?lang=fr").text.contains("La séance est annulée."))
  }

  /// A bad edit is undone. In the end the release is withdrawn, and a colleague finds the whole history.
  private func friday() throws {
    try edit(#"{"title": {"nl": "Titel die niemand wilde"}}"#)
    let newest = try ok("GET", release + "/revisions").items
    let before = try #require(newest.dropFirst().first?["href"]?.string).dropFirst(newsroom.address.count)
    let restored = try ok("POST", before + "/restore", #"{"revisionNote": "Vergissing"}"#)
    #expect(restored.json["title"]?.object?["nl"] == "Nieuwe zitting over mobiliteit")
    #expect(restored.json["unpublishedChanges"] == nil || restored.json["status"] == "published")
    let reason = #"{"reason": {"nl": "Uitgesteld", "fr": "Reporté"}}"#
    _ = try ok("POST", release + "/withdrawals", reason, [:], 201)
    let gone = try newsroom.get(release + ".html?lang=fr")
    #expect(gone.status == 410 && gone.text.contains("Reporté"))
    #expect(try newsroom.get("/changes").items.map { $0["change"] } == ["published", "corrected", "withdrawn"])

    let colleague = try newsroom.application.desk.createToken(
      name: "Bo", scopes: [.draft, .publish], expiresAt: nil, by: Author("test"))
    let history = try newsroom.get(release + "/revisions", ["Authorization": "Bearer \(colleague)"]).items
    #expect(history.compactMap { $0["note"]?.string } == ["Vergissing", "Vertaling"])
    #expect(Set(history.compactMap { $0["author"]?.string }) == ["press officer"])
    let publications = try newsroom.get(release + "/publications", ["Authorization": "Bearer \(colleague)"]).items
    #expect(publications.map { $0["change"] } == ["published", "corrected", "withdrawn"])
  }
}
