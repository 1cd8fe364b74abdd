// Publishing over HTTP: findings, corrections, withdrawals, plans and the log of changes.

import Testing

@testable import Values

@Suite struct PublishingTests {
  @Test func `an error blocks publication until it is acknowledged by code`() throws {
    let newsroom = try TestNewsroom()
    let draft = #"{"id":"r","title":{"nl":"Titel"},"body":{"nl":"Lees [het advies](#)."}}"#
    let created = try newsroom.desk("POST", "/releases", draft)
    #expect(Set(created.findings) == ["missingLanguage", "placeholderLink", "noContact", "noReleaseDate"])
    let refused = try newsroom.desk("POST", "/releases/r/publications")
    #expect(refused.status == 409 && refused.json["type"] == "urn:problem-type:newsroom:blockedByFindings")
    #expect(refused.findings == created.findings)
    let slip = try newsroom.desk("POST", "/releases/r/publications", #"{"acknowledge": ["deadLink"]}"#)
    #expect(slip.status == 400 && slip.faults == ["body:acknowledge[0]"])
    #expect(try newsroom.get("/releases/r").status == 404)
    let accepted = #"{"acknowledge": ["missingLanguage", "placeholderLink"]}"#
    let reply = try newsroom.desk("POST", "/releases/r/publications", accepted)
    #expect(reply.status == 201 && reply.json["state"] == "done")
    let release = try newsroom.get("/releases/r").json
    #expect(release["links"] == [["text": "het advies", "state": "placeholder"]])
    #expect(release["releaseDate"] == .string(Day(at: .now()).text))
    #expect(try newsroom.desk("GET", "/releases/r/findings", nil, ["Accept-Language": "fr"]).text.contains("français"))
  }

  @Test func `a publication pins its revision; a later edit waits for the next`() throws {
    let newsroom = try TestNewsroom()
    try newsroom.publishRelease("r")
    let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
    #expect(try newsroom.desk("PATCH", "/releases/r", #"{"lead": {"nl": "Nieuw"}}"#, ["If-Match": tag]).status == 200)
    #expect(try newsroom.get("/releases/r").json["lead"]?.object?["nl"] == "Inleiding.")
    let desk = try newsroom.desk("GET", "/releases/r").json
    #expect(desk["status"] == "published" && desk["unpublishedChanges"] == .bool(true))
  }

  @Test func `a correction needs a note in both languages, and shows it`() throws {
    let newsroom = try TestNewsroom()
    try newsroom.publishRelease("r")
    #expect(try newsroom.desk("POST", "/releases/r/publications").status == 409)
    let half = try newsroom.desk("POST", "/releases/r/publications", #"{"correction": {"nl": "Fout hersteld"}}"#)
    #expect(half.status == 400 && half.faults == ["body:correction.fr"])
    let note = #"{"correction": {"nl": "Fout hersteld", "fr": "Erreur corrigée"}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", note).status == 201)
    let release = try newsroom.get("/releases/r").json
    #expect(release["version"] == .integer(2))
    let correction = release["corrections"]?.array?[0].object
    #expect(correction?["note"] == ["nl": "Fout hersteld", "fr": "Erreur corrigée"])
    #expect(correction?["at"] == release["updatedAt"])
  }

  @Test func `a withdrawn item leaves its notice, and its id is never used again`() throws {
    let newsroom = try TestNewsroom()
    try newsroom.publishRelease("r")
    try newsroom.publishRelease("other")
    #expect(try newsroom.desk("DELETE", "/releases/r").status == 409)
    #expect(
      try newsroom.desk("POST", "/releases/r/withdrawals", #"{"reason": {"nl": "x"}}"#).faults == ["body:reason.fr"])
    let reason = #"{"reason": {"nl": "Vergissing", "fr": "Erreur"}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason).status == 201)
    let gone = try newsroom.get("/releases/r", ["Accept-Language": "fr"])
    #expect(gone.status == 410 && gone.json["reason"] == ["nl": "Vergissing", "fr": "Erreur"])
    #expect(gone.json["detail"] == "Ceci a été retiré. Erreur" && gone.json["withdrawnAt"] != nil)
    #expect(try newsroom.get("/releases").ids == ["other"])
    #expect(try newsroom.get("/releases").json["total"] == .integer(1))
    #expect(try newsroom.desk("GET", "/releases/r").json["status"] == "withdrawn")
    for (method, path) in [("POST", "/publications"), ("POST", "/withdrawals")] {
      let body = method == "POST" && path == "/withdrawals" ? reason : "{}"
      #expect(try newsroom.desk(method, "/releases/r" + path, body).status == 409)
    }
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 409)
    #expect(try newsroom.desk("POST", "/releases/other-2/withdrawals", reason).status == 404)
    #expect(try newsroom.get("/changes").items.map { $0["change"] } == ["published", "published", "withdrawn"])
  }

  @Test func `a draft can't be withdrawn`() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let reason = #"{"reason": {"nl": "x", "fr": "x"}}"#
    #expect(
      try newsroom.desk("POST", "/releases/r/withdrawals", reason).json["type"] == "urn:problem-type:newsroom:notPublic"
    )
  }

  @Test func `a planned publication is secret, and can be cancelled`() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let past = try newsroom.desk("POST", "/releases/r/publications", #"{"at": "2020-01-01T00:00:00Z"}"#)
    #expect(past.status == 400 && past.faults == ["body:at"])
    let planned = try newsroom.desk("POST", "/releases/r/publications", #"{"at": "2199-01-01T09:00:00+01:00"}"#)
    #expect(planned.status == 201 && planned.json["state"] == "planned" && planned.json["at"] == "2199-01-01T08:00:00Z")
    #expect(try newsroom.desk("GET", "/releases/r").json["status"] == "scheduled")
    #expect(try newsroom.get("/releases/r").status == 404)
    #expect(try newsroom.desk("POST", "/releases/r/publications").status == 409)
    #expect(try newsroom.desk("DELETE", "/releases/r/publications/1").status == 204)
    #expect(try newsroom.desk("DELETE", "/releases/r/publications/1").status == 404)
    #expect(try newsroom.desk("GET", "/releases/r").json["status"] == "draft")
  }

  @Test func `a rescheduled publication keeps its content, and its day changes`() throws {
    let newsroom = try TestNewsroom()
    let release = TestNewsroom.release("r").replacing(#""releaseDate": "2025-05-22", "#, with: "")
    #expect(try newsroom.desk("POST", "/releases", release).status == 201)
    let plan = #"{"at": "2199-01-01T09:00", "embargo": true}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", plan).status == 201)
    #expect(try newsroom.desk("GET", "/releases/r").json["releaseDate"] == "2199-01-01")
    let path = "/releases/r/publications/1"
    #expect(try newsroom.desk("PATCH", path, #"{"at": "2020-01-01T09:00"}"#).faults == ["body:at"])
    #expect(try newsroom.desk("PATCH", path, #"{"embargo": false}"#).faults == ["body:embargo", "body:at"])
    let moved = try newsroom.desk("PATCH", path, #"{"at": "2199-02-02T09:00"}"#)
    #expect(moved.status == 200 && moved.json["at"] == "2199-02-02T08:00:00Z" && moved.json["embargo"] == .bool(true))
    let desk = try newsroom.desk("GET", "/releases/r").json
    #expect(desk["releaseDate"] == "2199-02-02" && desk["plannedFor"] == "2199-02-02T08:00:00Z")
    #expect(desk["status"] == "embargoed")
    #expect(try newsroom.desk("DELETE", path).status == 204)
    #expect(try newsroom.desk("GET", "/releases/r").json["releaseDate"] == nil)
    #expect(try newsroom.desk("PATCH", path, #"{"at": "2199-02-02T09:00"}"#).status == 404)
  }

  @Test func `a day that does not exist or is another day of the week is found in any release`() throws {
    let newsroom = try TestNewsroom()
    let more = #", "dateline": {"nl": "Brussel, maandag 22 mei 2025"}, "notesToEditors": {"fr": "Le 31/02/2025."}"#
    let reply = try newsroom.desk("POST", "/releases", TestNewsroom.release("r", more: more))
    let places = (reply.json["findings"]?.array ?? []).map { [$0.object?["code"], $0.object?["place"]] }
    #expect(places == [["weekdayMismatch", "dateline.nl"], ["invalidDate", "notesToEditors.fr"]])
  }

  @Test func `a draft with an embargo is published at its end`() throws {
    let newsroom = try TestNewsroom()
    let body = TestNewsroom.release("r", more: #", "embargoUntil": "2199-01-01T00:00:00Z", "status": "published""#)
    #expect(try newsroom.desk("POST", "/releases", body).json["status"] == "embargoed")
    #expect(try newsroom.get("/releases/r").status == 404)
  }

  @Test func `changes can be followed to the end, and from there on`() throws {
    let newsroom = try TestNewsroom()
    for number in 1...5 { try newsroom.publishRelease("r\(number)") }
    var reply = try newsroom.get("/changes?pageSize=2")
    var ids = reply.ids
    while let next = reply.json["next"]?.string {
      reply = try newsroom.get(String(next.dropFirst(newsroom.address.count)))
      ids += reply.ids
    }
    #expect(ids == (1...5).map { "r\($0)" })
    let after = try #require(reply.json["after"]?.string)
    #expect(try newsroom.get("/changes?after=\(after)").ids == [])
    try newsroom.publishRelease("r6")
    #expect(try newsroom.get("/changes?after=\(after)").ids == ["r6"])
    #expect(try newsroom.get("/changes?after=0123-5").status == 410)
    #expect(try newsroom.get("/changes?after=x").status == 400)
  }
}
