// Revisions over HTTP: who, when and why, the differences between two of them, and restoring an old one.

import Testing

@testable import Desk
@testable import Values

@Suite struct RevisionTests {
  private let newsroom: TestNewsroom

  init() throws { newsroom = try TestNewsroom() }

  @discardableResult
  private func patch(_ body: String) throws -> TestNewsroom.Reply {
    let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
    return try newsroom.desk("PATCH", "/releases/r", body, ["If-Match": tag])
  }

  @Test func `each revision has its author, time, action and reason`() throws {
    let first = TestNewsroom.release("r", more: #", "revisionNote": "Eerste versie""#)
    #expect(try newsroom.desk("POST", "/releases", first).status == 201)
    #expect(try patch(#"{"lead": {"nl": "Beter."}, "revisionNote": "Na overleg"}"#).status == 200)
    #expect(try patch(#"{"revisionNote": 5}"#).faults == ["body:revisionNote"])
    let revisions = try newsroom.desk("GET", "/releases/r/revisions").items
    #expect(revisions.map { $0["number"] } == [.integer(2), .integer(1)])
    #expect(revisions.map { $0["action"] } == ["patch", "create"])
    #expect(revisions.map { $0["note"] } == ["Na overleg", "Eerste versie"])
    #expect(revisions.allSatisfy { $0["author"] == "press officer" && $0["at"] != nil })
    let old = try newsroom.desk("GET", "/releases/r/revisions/1").json
    #expect(old["document"]?.object?["lead"]?.object?["nl"] == "Inleiding.")
    #expect(try newsroom.desk("GET", "/releases/r").json["revisionNote"] == nil)
  }

  @Test func `two are compared by field, and texts by line`() throws {
    let body = #", "themes": ["economy", "housing"]"#
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r", more: body)).status == 201)
    try patch(#"{"body": {"nl": "Een\n\nTwee\n\nDrie"}, "themes": ["economy", "mobility", "housing"]}"#)
    try patch(#"{"body": {"nl": "Een\n\nDeux\n\nDrie\nVier"}, "dateline": {"nl": "Brussel"}}"#)
    let changes = try newsroom.desk("GET", "/releases/r/revisions/2/diff").json["changes"]?.array ?? []
    #expect(
      changes.first { $0.object?["field"] == "body.nl" }?.object?["lines"] == [
        ["line": .integer(3), "removed": "Twee"], ["line": .integer(3), "added": "Deux"],
        ["line": .integer(6), "added": "Vier"],
      ])
    #expect(changes.contains(["field": "dateline", "to": ["nl": "Brussel"]]) && changes.count == 2)
    let first = try newsroom.desk("GET", "/releases/r/revisions/1/diff?to=2").json
    #expect(first["from"] == .integer(1) && first["to"] == .integer(2))
    #expect(first["changes"]?.array?.contains(["field": "themes[1]", "to": "mobility"]) == true)
    #expect(try newsroom.desk("GET", "/releases/r/revisions/1/diff?to=9").faults == ["query:to"])
    let beyond = try newsroom.desk("GET", "/releases/r/revisions/1/diff?to=2147483648", nil, ["Accept-Language": "en"])
    #expect(beyond.faults == ["query:to"] && beyond.text.contains("2147483647"))
    #expect(try newsroom.desk("GET", "/releases/r/revisions/9/diff").status == 404)
  }

  @Test func `an old revision is restored as a new one, unless somebody wrote meanwhile`() throws {
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
    try patch(#"{"lead": {"nl": "Slechter."}}"#)
    let restore = "/releases/r/revisions/1/restore"
    #expect(try newsroom.desk("POST", restore, nil, ["If-Match": tag]).status == 412)
    #expect(try newsroom.desk("POST", restore, #"{"note": "x"}"#).faults == ["body:note"])
    let reply = try newsroom.desk("POST", restore, #"{"revisionNote": "Toch niet"}"#)
    #expect(reply.status == 200 && reply.json["lead"]?.object?["nl"] == "Inleiding." && reply["ETag"] != tag)
    let newest = try newsroom.desk("GET", "/releases/r/revisions").items[0]
    #expect(newest["number"] == .integer(3) && newest["action"] == "restore" && newest["note"] == "Toch niet")
    #expect(try newsroom.desk("POST", "/releases/r/revisions/7/restore").status == 404)
  }

  @Test func `long texts that have nothing in common are compared as a whole`() {
    func document(_ word: String) -> JSONObject {
      JSONObject([("body", .string((0..<20_000).map { "\(word) \($0)" }.joined(separator: "\n")))])
    }
    let changes = Difference.between(document("een"), document("twee"))
    #expect(changes.count == 1 && changes[0].object?["lines"] == nil && changes[0].object?["to"] != nil)
  }

  @Test(arguments: [
    ("2199-07-01T09:00", "2199-07-01T07:00:00Z"), ("2199-01-01T09:00:30", "2199-01-01T08:00:30Z"),
    ("2199-07-01T09:00:00+01:00", "2199-07-01T08:00:00Z"),
  ])
  func `a local time is one in Brussels`(_ at: String, _ instant: String) throws {
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let reply = try newsroom.desk("POST", "/releases/r/publications", #"{"at": "\#(at)"}"#)
    #expect(reply.json["at"] == .string(instant), "\(reply.text)")
  }

  @Test(arguments: [
    ("2027-03-28T02:30", "does not exist"), ("2026-10-25T02:30", "2026-10-25T00:30:00Z (summer time)"),
    ("2199-07-01", "not a time"), ("2199-13-01T09:00", "not a time"), ("morgen", "not a time"),
  ])
  func `a local time that does not exist, or exists twice, is refused and explained`(
    _ at: String, _ reason: String
  ) throws {
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let reply = try newsroom.desk(
      "POST", "/releases/r/publications", #"{"at": "\#(at)"}"#, ["Accept-Language": "en"])
    #expect(reply.status == 400 && reply.faults == ["body:at"])
    #expect(reply.text.contains(reason), "\(reply.text)")
  }
}
