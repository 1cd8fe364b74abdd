// Requests that are sent again with the key of the first.

import GRDB
import Testing

@testable import Newsroom

@Suite struct IdempotencyTests {
  private static let key = ["Idempotency-Key": "7c1d"]

  @Test func `the same request again gets the first answer and does nothing`() throws {
    let newsroom = try TestNewsroom()
    let body = #"{"title": {"nl": "Titel", "fr": "Titre"}, "lead": {"nl": "a", "fr": "b"}, "status": "published"}"#
    let first = try newsroom.desk("POST", "/releases", body, Self.key)
    let again = try newsroom.desk("POST", "/releases", body, Self.key)
    #expect(first.status == 201 && again.status == 201 && first.body == again.body)
    #expect(again["Location"] == first["Location"] && again["ETag"] == first["ETag"])
    #expect(try newsroom.get("/releases").json["total"] == .integer(1))
    let path = "/releases/" + (first.json["id"]?.string ?? "")
    let note = #"{"correction": {"nl": "n", "fr": "n"}}"#
    let corrected = try newsroom.desk("POST", path + "/publications", note, ["Idempotency-Key": "other"])
    #expect(corrected.status == 201)
    #expect(
      try newsroom.desk("POST", path + "/publications", note, ["Idempotency-Key": "other"]).body == corrected.body)
    #expect(try newsroom.get(path).json["version"] == .integer(2))
    #expect(
      try newsroom.desk("GET", corrected.json["href"]?.string?.replacing(newsroom.address, with: "") ?? "").status
        == 200)
  }

  @Test func `another request with the key is a conflict, and one that was refused may be mended`() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/sites", #"{"nam": 1}"#, Self.key).status == 400)
    #expect(try newsroom.desk("POST", "/sites", #"{"name": {"nl": "A"}}"#, Self.key).status == 201)
    let other = try newsroom.desk("POST", "/sites", #"{"name": {"nl": "B"}}"#, Self.key)
    #expect(other.status == 409 && other.json["type"] == "urn:problem-type:newsroom:idempotencyKeyReused")
    #expect(try newsroom.desk("GET", "/sites").json["total"] == .integer(1))
    let long = ["Idempotency-Key": String(repeating: "k", count: 256)]
    #expect(try newsroom.desk("POST", "/sites", "{}", long).faults == ["header:Idempotency-Key"])
  }

  @Test func `a hundred requests at once with one key make one item and one publication`() async throws {
    let newsroom = try TestNewsroom()
    let body = TestNewsroom.release("r", more: #", "status": "published""#)
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<100 {
        group.addTask { try newsroom.desk("POST", "/releases", body, Self.key).status }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(Set(statuses) == [201])
    #expect(try newsroom.get("/changes").json["total"] == .integer(1))
  }

  @Test func `the answer is kept with what was done, so a crash between the two is none`() throws {
    let newsroom = try TestNewsroom()
    let body = TestNewsroom.release("r", more: #", "status": "published""#)
    #expect(try newsroom.desk("POST", "/releases", body, Self.key).status == 201)
    // As a crash right after the first commit leaves it: the answer of that commit.
    try newsroom.application.desk.pool.write { db in
      let kept = try Int.fetchOne(db, sql: "SELECT count(*) FROM idempotencyKeys")
      #expect(kept == 1)
      try db.execute(sql: "DELETE FROM idempotencyKeys")
      try db.execute(
        sql: "CREATE TEMP TRIGGER fail BEFORE INSERT ON idempotencyKeys BEGIN SELECT RAISE(ABORT, 'x'); END")
    }
    let refused = try newsroom.desk("POST", "/releases", TestNewsroom.release("s"), Self.key)
    #expect(refused.status == 500)
    #expect(try newsroom.desk("GET", "/releases/s").status == 404)
  }
}
