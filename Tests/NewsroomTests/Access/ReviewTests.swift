// Reviews: a colleague is asked to check a text, with a note that stays until the text goes out.

import Testing

@testable import Desk
@testable import Values

@Suite struct ReviewTests {
  private let newsroom: TestNewsroom
  private let writer: String

  init() throws {
    newsroom = try TestNewsroom(needsSecondPerson: true)
    writer = try newsroom.token("An", .draft)
    let release = TestNewsroom.release("r")
    #expect(try newsroom.desk("POST", "/releases", release, as: writer).status == 201)
  }

  private func edit(_ patch: String, as token: String) throws -> TestNewsroom.Reply {
    try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"], as: token)
  }

  private func review() throws -> JSONObject? { try newsroom.desk("GET", "/releases/r").json["review"]?.object }

  @Test func `the note stays through later saves, stands in the list, and goes with the publication`() throws {
    let asked = try edit(#"{"reviewNote": "Kloppen de namen?"}"#, as: writer)
    #expect(asked.status == 200 && asked.json["review"]?.object?["author"] == "An", "\(asked.text)")
    #expect(try edit(#"{"lead": {"nl": "Beter."}}"#, as: writer).status == 200)
    #expect(try review()?["note"] == "Kloppen de namen?")
    let listed = try newsroom.desk("GET", "/releases?status=draft").items
    #expect(listed.map { $0["review"]?.object?["author"] } == ["An"])
    #expect(
      try newsroom.desk("GET", "/releases/r/revisions").items.map { $0["action"] }
        == ["patch", "askReview", "create"])
    let log = try newsroom.desk("GET", "/audit?action=askReview", as: newsroom.token("chief", .admin)).items
    #expect(log.map { $0["author"] } == ["An"])
    #expect(try newsroom.desk("POST", "/releases/r/publications").status == 201)
    #expect(try review() == nil)
    #expect(try newsroom.get("/releases/r").json["review"] == nil)
    #expect(try newsroom.desk("GET", "/releases").items.map { $0["review"] } == [nil])
    #expect(try edit(#"{"reviewNote": "En nu?"}"#, as: writer).status == 200)
    #expect(try review()?["note"] == "En nu?")
    #expect(try newsroom.get("/releases").items.map { $0["review"] } == [nil])
  }

  @Test func `a plan of the version answers the request, an earlier version does not`() throws {
    #expect(try edit(#"{"reviewNote": "Goed zo?"}"#, as: writer).status == 200)
    let older = #"{"at": "2199-01-01T09:00", "revision": 1}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", older).status == 201)
    #expect(try review() != nil)
    #expect(try newsroom.desk("PATCH", "/releases/r/publications/1", #"{"revision": 2}"#).status == 200)
    #expect(try review() == nil)
  }

  @Test func `who asks learns who may publish: not the writers, and nobody without the right`() throws {
    _ = try newsroom.token("Bo", .draft, .publish)
    func names() throws -> [JSON?] {
      try newsroom.desk("GET", "/releases/r/reviewers", as: writer).items.map { $0["name"] }
    }
    #expect(try names() == ["press officer", "Bo"])
    #expect(try edit(#"{"lead": {"nl": "Van de perschef."}}"#, as: newsroom.token).status == 200)
    #expect(try names() == ["Bo"])
  }

  @Test func `the erasure of who asked reaches the lists of the desk`() throws {
    let asker = try newsroom.token("Johanna Voorbeeldmans", .draft)
    #expect(try edit(#"{"reviewNote": "Kijkt u na?"}"#, as: asker).status == 200)
    _ = try newsroom.application.services.erase(Person(["Johanna Voorbeeldmans"]), by: Author("test"))
    let listed = try newsroom.desk("GET", "/releases?status=draft")
    #expect(!listed.text.contains("Johanna") && listed.text.contains("Kijkt u na?"), "\(listed.text)")
  }
}
