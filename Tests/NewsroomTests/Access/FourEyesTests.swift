// Four eyes: with the setting, nobody can publish their own text.

import Testing

@testable import API
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct FourEyesTests {
  private let newsroom: TestNewsroom
  private let an: String
  private let bo: String

  init() throws {
    newsroom = try TestNewsroom(needsSecondPerson: true)
    an = try newsroom.token("An Voorbeeld", .draft, .publish)
    bo = try newsroom.token("Bo", .draft, .publish)
  }

  private func draft(_ id: String, by token: String) throws {
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release(id), as: token).status == 201)
  }

  private func publish(_ id: String, _ body: String = "{}", as token: String) throws -> TestNewsroom.Reply {
    try newsroom.desk("POST", "/releases/\(id)/publications", body, ["Accept-Language": "en"], as: token)
  }

  @Test func `the error for its writer names who may publish it, and they can`() throws {
    try draft("r", by: an)
    let refused = try publish("r", as: an)
    #expect(refused.status == 409 && refused.json["type"] == "urn:problem-type:newsroom:secondPersonNeeded")
    #expect(
      refused.json["detail"]?.string
        == "“An Voorbeeld” wrote this revision; a second person has to publish it. Ask: press officer, Bo.")
    #expect(try newsroom.get("/releases/r").status == 404)
    #expect(try publish("r", as: bo).status == 201)
    #expect(try newsroom.get("/releases/r").status == 200)
    let rows = try newsroom.application.desk.auditRows().filter { $0.id == "r" }
    #expect(rows.map { "\($0.action) \($0.author)" } == ["create An Voorbeeld", "publish Bo"])
  }

  @Test func `a person with two tokens is one person`() throws {
    try draft("r", by: an)
    for name in ["An Voorbeeld", "an  VOORBEELD", "Än Voorbeeld"] {
      #expect(try publish("r", as: newsroom.token(name, .publish)).status == 409, "\(name)")
    }
  }

  @Test func `the error says when nobody else may publish`() throws {
    for number in [1, 3] { #expect(try newsroom.application.desk.revokeToken(Int64(number), by: Author("test"))) }
    _ = try newsroom.token("Cé", .draft, .admin, .embargo)
    _ = try newsroom.token("Expired", .publish, expiresAt: Instant(milliseconds: 1))
    try draft("r", by: an)
    #expect(try publish("r", as: an).json["detail"]?.string?.contains("Nobody else has a token") == true)
  }

  @Test func `the author of the published revision counts, and earlier authors do not`() throws {
    try draft("r", by: an)
    let patch = #"{"title": {"nl": "Van Bo", "fr": "De Bo"}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"], as: bo).status == 200)
    #expect(try publish("r", as: bo).status == 409)
    #expect(try publish("r", #"{"revision": 1}"#, as: an).status == 409)
    #expect(try publish("r", as: an).status == 201)
  }

  @Test func `a date that a publication sets has no author`() throws {
    let undated = #"{"id": "r", "title": {"nl": "Titel", "fr": "Titre"}, "lead": {"nl": "a", "fr": "b"}}"#
    #expect(try newsroom.desk("POST", "/releases", undated, as: an).status == 201)
    #expect(try publish("r", #"{"at": "2199-01-01T00:00:00Z"}"#, as: an).status == 409)
    #expect(try publish("r", #"{"at": "2199-01-01T00:00:00Z"}"#, as: bo).status == 201)
    #expect(try newsroom.desk("DELETE", "/releases/r/publications/1", as: bo).status == 204)
    #expect(try publish("r", as: an).status == 409)
    #expect(try publish("r", as: bo).status == 201)
  }

  @Test func `a correction takes two, a withdrawal one`() throws {
    try draft("r", by: an)
    #expect(try publish("r", as: bo).status == 201)
    let patch = #"{"title": {"nl": "Nieuw", "fr": "Nouveau"}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"], as: an).status == 200)
    let correction = #"{"correction": {"nl": "Titel.", "fr": "Titre."}}"#
    #expect(try publish("r", correction, as: an).status == 409)
    #expect(try publish("r", correction, as: bo).status == 201)
    let reason = #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason, as: an).status == 201)
  }

  @Test func `a request that both writes and publishes is refused, and nothing is stored`() throws {
    let body = TestNewsroom.release("r", more: #", "status": "published""#)
    let reply = try newsroom.desk("POST", "/releases", body, as: an)
    #expect(reply.status == 409 && reply.json["type"] == "urn:problem-type:newsroom:secondPersonNeeded")
    #expect(try newsroom.desk("GET", "/releases/r", as: an).status == 404)
  }

  @Test func `the demo content needs no second person`() throws {
    try newsroom.application.fillWithDemoContent()
    #expect(try newsroom.get("/releases").ids.isEmpty == false)
  }
}
