// The languages of an item: the state of each, separate publication, and pending translations.

import Testing

@testable import Values

@Suite struct LanguageStateTests {
  private let newsroom: TestNewsroom

  init() throws { newsroom = try TestNewsroom() }

  @discardableResult
  private func patch(_ body: String, _ path: String = "/releases/r") throws -> TestNewsroom.Reply {
    let tag = try #require(try newsroom.desk("GET", path)["ETag"])
    let reply = try newsroom.desk("PATCH", path, body, ["If-Match": tag])
    #expect(reply.status == 200, "\(reply.text)")
    return reply
  }

  private func states() throws -> JSON? { try newsroom.desk("GET", "/releases/r").json["languageStates"] }

  private let dutch = #"{"id": "r", "releaseDate": "2025-05-22", "title": {"nl": "Titel"}, "body": {"nl": "Tekst."}}"#
  private let french = #"{"title": {"fr": "Titre"}, "body": {"fr": "Texte."}}"#

  @Test func `a text is missing, a draft, ready, outdated, and ready again`() throws {
    #expect(try newsroom.desk("POST", "/releases", dutch).status == 201)
    #expect(try states() == ["nl": "draft", "fr": "missing"])
    try patch(french)
    #expect(try states() == ["nl": "draft", "fr": "draft"])
    for language in ["nl", "fr"] {
      let reply = try newsroom.desk("PUT", "/releases/r/languages/\(language)", #"{"state": "ready"}"#)
      #expect(reply.status == 200 && reply.json["state"] == "ready")
    }
    try patch(#"{"body": {"nl": "Andere tekst."}}"#)
    #expect(try states() == ["nl": "draft", "fr": "outdated"])
    #expect(try newsroom.desk("GET", "/releases/r/findings").text.contains("outdatedLanguage"))
    // Both in one revision: the translation is up to date.
    try patch(#"{"body": {"nl": "Nog een.", "fr": "Encore un."}}"#)
    #expect(try states() == ["nl": "draft", "fr": "draft"])
    try patch(#"{"title": {"fr": null}, "body": {"fr": null}}"#)
    #expect(try states() == ["nl": "draft", "fr": "missing"])
    #expect(try newsroom.desk("GET", "/releases/r/languages").items.map { $0["state"] } == ["draft", "missing"])
  }

  @Test func `a text that is not written can't be ready`() throws {
    #expect(try newsroom.desk("POST", "/releases", dutch).status == 201)
    let ready = #"{"state": "ready"}"#
    #expect(try newsroom.desk("PUT", "/releases/r/languages/fr", ready).status == 409)
    #expect(try newsroom.desk("PUT", "/releases/r/languages/xx", ready).status == 404)
    #expect(try newsroom.desk("PUT", "/releases/r/languages/nl", #"{"state": "missing"}"#).faults == ["body:state"])
    #expect(try newsroom.desk("PUT", "/releases/none/languages/nl", ready).status == 404)
  }

  @Test func `one language goes out first and the other follows, with a note`() throws {
    #expect(try newsroom.desk("POST", "/releases", dutch).status == 201)
    try patch(french)
    let path = "/releases/r/publications"
    #expect(try newsroom.desk("POST", path, #"{"languages": ["nl"]}"#).status == 409)
    let first = try newsroom.desk("POST", path, #"{"languages": ["nl"], "acknowledge": ["missingLanguage"]}"#)
    #expect(first.status == 201 && first.json["languages"] == ["nl"])
    var release = try newsroom.get("/releases/r").json
    #expect(release["languages"] == ["nl"] && release["title"] == ["nl": "Titel"])
    #expect(try newsroom.get("/releases?lang=fr").ids == [])
    let desk = try newsroom.desk("GET", "/releases/r").json
    #expect(desk["unpublishedChanges"] == .bool(true) && desk["title"]?.object?["fr"] == "Titre")
    #expect(try states() == ["nl": "ready", "fr": "draft"])
    let note = #"{"correction": {"nl": "Met de Franse tekst", "fr": "Avec le texte français"}}"#
    #expect(try newsroom.desk("POST", path, note).status == 201)
    release = try newsroom.get("/releases/r").json
    #expect(release["languages"] == ["nl", "fr"] && release["version"] == .integer(2))
    #expect(try newsroom.desk("GET", "/releases/r").json["unpublishedChanges"] == nil)
    #expect(try newsroom.get("/releases/r").json["languageStates"] == nil)
    #expect(try states() == ["nl": "ready", "fr": "ready"])
  }

  @Test func `a report lists what is missing or outdated, of all kinds`() throws {
    #expect(try newsroom.desk("POST", "/releases", dutch).status == 201)
    #expect(try newsroom.desk("POST", "/sites", #"{"id": "s", "name": {"fr": "Lieu"}}"#).status == 201)
    #expect(try newsroom.desk("POST", "/contacts", #"{"id": "c", "name": "Bo VOORBEELD"}"#).status == 201)
    func report(_ query: String) throws -> [String] {
      try newsroom.desk("GET", "/translations" + query).items.map { item in
        ["kind", "id", "language", "state"].compactMap { item[$0]?.string }.joined(separator: " ")
      }
    }
    #expect(try report("") == ["site s nl missing", "release r fr missing"])
    #expect(try report("?lang=fr") == ["release r fr missing"])
    #expect(try report("?kind=site&state=draft") == ["site s fr draft"])
    try patch(french)
    try patch(#"{"title": {"nl": "Nieuwe titel"}}"#)
    #expect(try report("?state=outdated") == ["release r fr outdated"])
    let first = try newsroom.desk("GET", "/translations?pageSize=1")
    #expect(first.json["total"] == .integer(2) && first.ids == ["s"])
    let next = try #require(first.json["next"]?.string).dropFirst(newsroom.address.count)
    let second = try newsroom.desk("GET", String(next))
    #expect(second.ids == ["r"] && second.json["next"] == nil)
    #expect(try newsroom.desk("GET", "/translations?state=done&after=x").faults == ["query:state", "query:after"])
    #expect(try newsroom.desk("DELETE", "/releases/r").status == 204)
    #expect(try report("") == ["site s nl missing"])
    #expect(try newsroom.get("/translations").status == 401)
  }
}
