// Unsaved text on the server: one edit for each person and item, which only that person sees.

import GRDB
import RunningNewsroom
import Testing

@testable import API
@testable import Desk
@testable import Values

@Suite struct UnsavedEditTests {
  private static let place = "/releases/r/unsavedEdit"

  private static func edit(_ lead: String) -> String {
    #"{"base": {"id": "r"}, "draft": {"id": "r", "lead": {"nl": "\#(lead)"}}}"#
  }

  private static func newsroom() throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    return newsroom
  }

  @Test func `the last edit is kept until it is deleted, and is no revision`() throws {
    let newsroom = try Self.newsroom()
    let rows = try newsroom.application.desk.auditRows().count
    let none = try newsroom.desk("GET", Self.place).json
    #expect(none.members.map(\.name) == ["href"])
    #expect(try newsroom.desk("PUT", Self.place, Self.edit("een")).status == 200)
    #expect(try newsroom.desk("PUT", Self.place, Self.edit("twee")).status == 200)
    let kept = try newsroom.desk("GET", Self.place).json
    #expect(kept["draft"]?.object?["lead"]?.object?["nl"] == "twee" && kept["base"] == ["id": "r"])
    #expect(kept["href"]?.string == newsroom.address + Self.place)
    #expect(try newsroom.desk("GET", "/releases/r/revisions").items.count == 1)
    #expect(try newsroom.application.desk.auditRows().count == rows)
    #expect(try newsroom.desk("DELETE", Self.place).status == 204)
    #expect(try newsroom.desk("GET", Self.place).json["draft"] == nil)
    #expect(try newsroom.desk("DELETE", Self.place).status == 204)
  }

  @Test func `only the person who wrote it sees an edit, with each of their tokens`() throws {
    let newsroom = try Self.newsroom()
    let (first, second) = (try newsroom.token("Bert", .draft), try newsroom.token("Bert", .draft))
    let other = try newsroom.token("An", .draft, .publish, .admin)
    #expect(try newsroom.desk("PUT", Self.place, Self.edit("geheim"), as: first).status == 200)
    #expect(try newsroom.desk("GET", Self.place, as: second).text.contains("geheim"))
    #expect(try newsroom.desk("GET", Self.place, as: other).json["draft"] == nil)
    #expect(try newsroom.desk("DELETE", Self.place, as: other).status == 204)
    #expect(try newsroom.desk("GET", Self.place, as: first).text.contains("geheim"))
    #expect(try newsroom.get(Self.place).status == 401)
    for path in ["/releases/r", "/releases/r/revisions", "/releases/r/findings", "/releases"] {
      #expect(try !newsroom.desk("GET", path, as: other).text.contains("geheim"), "\(path)")
    }
  }

  @Test(arguments: [
    ("{}", ["body:base", "body:draft"]), (#"{"base": {}, "draft": "x"}"#, ["body:draft"]),
    (#"{"base": {}, "draft": {}, "more": 1}"#, ["body:more"]),
  ])
  func `anything but two documents is refused`(body: String, faults: [String]) throws {
    let newsroom = try Self.newsroom()
    let reply = try newsroom.desk("PUT", Self.place, body)
    #expect(reply.status == 400 && reply.faults.sorted() == faults, "\(reply.text)")
    #expect(try newsroom.desk("GET", Self.place).json["draft"] == nil)
    #expect(try newsroom.desk("PUT", "/releases/none/unsavedEdit", Self.edit("x")).status == 404)
  }

  @Test func `old edits are deleted, and erasing a person erases them and what they say of the person`() throws {
    let newsroom = try Self.newsroom()
    let (bert, an) = (try newsroom.token("Bert Zxqvberg", .draft), try newsroom.token("An", .draft))
    #expect(try newsroom.desk("PUT", Self.place, Self.edit("van mij"), as: bert).status == 200)
    #expect(try newsroom.desk("PUT", Self.place, Self.edit("Volgens Bert Zxqvberg."), as: an).status == 200)
    let report = try newsroom.application.services.erase(Person(["Bert Zxqvberg"]), by: Author("test"))
    #expect(report.remaining == [])
    let left = try newsroom.application.desk.pool.read { db in
      try Row.fetchAll(db, sql: "SELECT person, draft FROM unsavedEdits")
    }
    #expect(left.map { $0["person"] } == ["An"])
    #expect(left.first.map { ($0["draft"] as String).contains("Volgens [gewist") } == true)
    let cleanUp = try newsroom.application.services.cleanUp
    try cleanUp.run(at: Instant(milliseconds: Instant.now().milliseconds + 29 * 86_400_000))
    #expect(try newsroom.desk("GET", Self.place, as: an).json["draft"] != nil)
    try cleanUp.run(at: Instant(milliseconds: Instant.now().milliseconds + 31 * 86_400_000))
    #expect(try newsroom.desk("GET", Self.place, as: an).json["draft"] == nil)
  }
}
