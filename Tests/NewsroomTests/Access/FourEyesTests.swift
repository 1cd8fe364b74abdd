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
        == "“An Voorbeeld” wrote a part of this text. Someone else has to publish it. Ask: press officer, Bo.")
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
    #expect(try publish("r", as: an).json["detail"]?.string?.contains("Everyone who may publish") == true)
  }

  @Test func `everyone who wrote since the last publication counts, and nobody before it`() throws {
    try draft("r", by: an)
    let patch = #"{"title": {"nl": "Van Bo", "fr": "De Bo"}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"], as: bo).status == 200)
    let refused = try publish("r", as: an)
    #expect(refused.status == 409)
    let advice =
      "“An Voorbeeld” wrote a part of this text. Someone else has to publish it. Ask: press officer."
    #expect(refused.json["detail"]?.string == advice)
    #expect(try publish("r", as: bo).status == 409)
    #expect(try publish("r", #"{"revision": 1}"#, as: an).status == 409)
    #expect(try publish("r", as: newsroom.token).status == 201)
    let more = #"{"title": {"nl": "Weer van Bo"}, "correction": {"nl": "Titel.", "fr": "Titre."}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", more, ["If-Match": "*"], as: bo).status == 200)
    #expect(try publish("r", as: bo).status == 409)
    #expect(try publish("r", as: an).status == 201)
  }

  @Test func `an earlier revision that a second person published needs only its note approved`() throws {
    try draft("r", by: an)
    #expect(try publish("r", as: bo).status == 201)
    let patch = #"{"title": {"nl": "Nieuw"}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"], as: an).status == 200)
    let back = #"{"revision": 1, "correction": {"nl": "Terug.", "fr": "Retour."}}"#
    #expect(
      try publish("r", back, as: an).json["detail"]?.string?.hasPrefix("The note of a correction is text") == true)
  }

  @Test func `publishing an older revision, which sets its date, approves nothing that is newer`() throws {
    let undated = TestNewsroom.release("r").replacing(#""releaseDate": "2025-05-22", "#, with: "")
    #expect(try newsroom.desk("POST", "/releases", undated, as: an).status == 201)
    let patch = #"{"body": {"nl": "Van Bo", "fr": "De Bo"}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"], as: bo).status == 200)
    #expect(try publish("r", as: bo).status == 409)
    #expect(try publish("r", #"{"revision": 1}"#, as: bo).status == 201)
    #expect(try newsroom.get("/releases/r").json["releaseDate"] != nil)
    #expect(try publish("r", #"{"minor": true}"#, as: bo).status == 409)
    #expect(try publish("r", #"{"minor": true}"#, as: an).status == 201)
  }

  @Test func `a plan of an older revision approves nothing before it is public`() throws {
    try draft("r", by: an)
    let patch = #"{"themes": ["health"]}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"], as: bo).status == 200)
    #expect(try publish("r", #"{"revision": 1, "at": "2099-01-01T09:00:00Z"}"#, as: bo).status == 201)
    let newer = #"{"revision": 2}"#
    #expect(try newsroom.desk("PATCH", "/releases/r/publications/1", newer, ["If-Match": "*"], as: bo).status == 409)
  }

  @Test func `a publication in one language approves the text of that language alone`() throws {
    try draft("r", by: an)
    #expect(try publish("r", #"{"languages": ["nl"], "acknowledge": ["missingLanguage"]}"#, as: bo).status == 201)
    let note = #"{"correction": {"nl": "Ook in het Frans.", "fr": "Aussi en français."}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", note, ["If-Match": "*"], as: bo).status == 200)
    for token in [an, bo] { #expect(try publish("r", as: token).status == 409) }
    #expect(try publish("r", as: newsroom.token).status == 201)
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

  @Test func `a correction takes two, also its note, and a withdrawal one`() throws {
    try draft("r", by: an)
    #expect(try publish("r", as: bo).status == 201)
    let note = #""correction": {"nl": "Titel.", "fr": "Titre."}"#
    // The text is public already, and the note is the publisher's.
    let alone = try publish("r", "{\(note)}", as: an)
    #expect(alone.status == 409 && alone.json["type"] == "urn:problem-type:newsroom:secondPersonNeeded")
    #expect(alone.json["detail"]?.string?.hasSuffix("Ask: press officer, Bo.") == true)
    let patch = #"{"title": {"nl": "Nieuw", "fr": "Nouveau"}, \#(note)}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"], as: an).status == 200)
    let revision = try newsroom.desk("GET", "/releases/r/revisions/2")
    #expect(revision.json["correction"] == ["nl": "Titel.", "fr": "Titre."])
    #expect(revision.json["document"]?.object?["correction"] == nil)
    #expect(try publish("r", "{\(note)}", as: an).status == 409)
    #expect(try publish("r", #"{"correction": {"nl": "Van Bo.", "fr": "De Bo."}}"#, as: bo).status == 409)
    #expect(try publish("r", as: bo).status == 201)
    #expect(try newsroom.get("/releases/r").text.contains(#""note":{"nl":"Titel.","fr":"Titre."}"#))
    // The note of a former correction is not that of the next.
    #expect(try newsroom.desk("PATCH", "/releases/r", #"{"themes": []}"#, ["If-Match": "*"], as: an).status == 200)
    #expect(try publish("r", as: bo).json["type"] == "urn:problem-type:newsroom:correctionNeeded")
    let reason = #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason, as: an).status == 201)
  }

  @Test func `the note of a correction has both languages and belongs to a patch`() throws {
    try draft("r", by: an)
    let patch = #"{"correction": {"nl": "Titel."}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "*"]).faults == ["body:correction.fr"])
    let whole = TestNewsroom.release("r", more: #", "correction": {"nl": "a", "fr": "b"}"#)
    #expect(try newsroom.desk("PUT", "/releases/r", whole, ["If-Match": "*"]).faults == ["body:correction"])
  }

  @Test(arguments: ["\u{410}n Voorbeeld", "An\u{200B} Voorbeeld", "An Vo\u{43E}rbeeld", "A\u{39D} VOORBEELD"])
  func `an older token whose name looks like the writer's is the writer's`(name: String) throws {
    try draft("r", by: an)
    let secret = try newsroom.token("Someone", .publish)
    try newsroom.application.desk.pool.write { db in
      try db.execute(sql: "UPDATE tokens SET name = ? WHERE name = 'Someone'", arguments: [name])
    }
    #expect(try publish("r", as: secret).status == 409)
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
