// Requests that are repeated with the same idempotency key.

import Foundation
import GRDB
import HTTP
import HTTPTypes
import Routing
import Testing

@testable import API
@testable import Content
@testable import Desk
@testable import Values

@Suite struct IdempotencyTests {
  private static let key = ["Idempotency-Key": "7c1d"]

  @Test func `a repeated request gets the first answer and does nothing`() throws {
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

  @Test func `a key has 1 to 255 bytes, and the message says so`() throws {
    let newsroom = try TestNewsroom()
    for (key, isAllowed) in [
      ("", false), (String(repeating: "k", count: 255), true), (String(repeating: "k", count: 256), false),
    ] {
      var request = Request(method: .post, path: "/sites", body: Array(#"{"name": {"nl": "A"}}"#.utf8))
      request.fields = [
        .authorization: "Bearer \(newsroom.token)", .contentType: "application/json", .idempotencyKey: key,
        .acceptLanguage: "en",
      ]
      let answer = newsroom.application.respond(to: request)
      let text = String(decoding: answer.content, as: UTF8.self)
      #expect(answer.status.code == (isAllowed ? 201 : 400), "\(text)")
      #expect(text.contains("1 to 255 bytes") != isAllowed && !text.contains(#""value":"""#), "\(text)")
    }
  }

  @Test func `another request with the key is a conflict, and a refused request may be corrected`() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/sites", #"{"nam": 1}"#, Self.key).status == 400)
    #expect(try newsroom.desk("POST", "/sites", #"{"name": {"nl": "A"}}"#, Self.key).status == 201)
    let other = try newsroom.desk("POST", "/sites", #"{"name": {"nl": "B"}}"#, Self.key)
    #expect(other.status == 409 && other.json["type"] == "urn:problem-type:newsroom:idempotencyKeyReused")
    #expect(try newsroom.desk("GET", "/sites").json["total"] == .integer(1))
    let long = ["Idempotency-Key": String(repeating: "k", count: 256)]
    #expect(try newsroom.desk("POST", "/sites", "{}", long).faults == ["header:Idempotency-Key"])
  }

  @Test func `a hundred simultaneous requests with one key make one item, publication and outbox row`() async throws {
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
    let events = try await newsroom.application.desk.pool.read { db in
      try String.fetchAll(db, sql: "SELECT type FROM events")
    }
    #expect(events == ["release.published"])
  }

  @Test func `the answer is committed with its effect`() throws {
    let newsroom = try TestNewsroom()
    let body = TestNewsroom.release("r", more: #", "status": "published""#)
    #expect(try newsroom.desk("POST", "/releases", body, Self.key).status == 201)
    // The state after a crash right after the first commit: only that commit's answer is stored.
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

  @Test func `a hundred simultaneous publications with one key are one, and all get its answer`() async throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<100 {
        group.addTask {
          let reply = try newsroom.desk("POST", "/releases/r/publications", "{}", Self.key)
          return "\(reply.status) \(reply.text)"
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(bodies.count == 1 && bodies.first?.hasPrefix("201 ") == true, "\(bodies)")
    #expect(try newsroom.get("/changes").json["total"] == .integer(1))
    let rows = try newsroom.application.desk.auditRows()
    #expect(rows.count { $0.action == Action.publish.rawValue } == 1)
  }

  /// A body with which each POST route succeeds once. New routes must be added here.
  private static let bodies = [
    "/releases": #"{"title": {"nl": "a", "fr": "b"}, "lead": {"nl": "a", "fr": "b"}}"#,
    "/advices": #"{"kind": "initiative", "title": {"nl": "a", "fr": "b"}}"#,
    "/sites": #"{"name": {"nl": "a", "fr": "b"}}"#,
    "/contacts": #"{"name": {"nl": "a", "fr": "b"}}"#,
    "/*/{id}/findings": #"{"code": "contactsLeftOut"}"#,
    "/*/{id}/publications": "{}", "/*/{id}/previews": "{}", "/*/{id}/revisions/{n}/restore": "{}",
    "/*/{id}/withdrawals": #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#,
    "/tokens": #"{"name": "Radio", "scopes": ["embargo"]}"#,
    "/subscriptions": #"{"url": "https://8.8.8.8/"}"#, "/subscriptions/{n}/pings": "{}",
    "/subscriptions/{n}/secrets": "{}", "/subscriptions/{n}/replays": #"{"since": "2025-01-01T00:00:00Z"}"#,
    "/deliveries/{n}/replays": "{}",
  ]

  @Test func `every POST takes effect once, and returns the same answer again`() throws {
    for route in Routes.all where route.method == .post && route.endpoint.access.needsToken {
      let newsroom = try TestNewsroom()
      let token = try newsroom.token("all", .draft, .publish, .admin)
      var (path, pattern) = (route.pattern, route.pattern)
      if let resource = Resource.all.first(where: { path.hasPrefix("/\($0.path)/") }) {
        pattern = "/*" + pattern.dropFirst(resource.path.count + 1)
        let status = pattern.hasSuffix("/withdrawals") ? "published" : "draft"
        let item = (Self.bodies["/\(resource.path)"] ?? "").dropLast() + #", "status": "\#(status)"}"#
        let made = try newsroom.desk("POST", "/\(resource.path)", String(item), as: token)
        #expect(made.status == 201, "\(route.name): \(made.text)")
        path.replace("{id}", with: made.json["id"]?.string ?? "")
      } else if path.contains("{n}") {
        #expect(try newsroom.desk("POST", "/subscriptions", Self.bodies["/subscriptions"], as: token).status == 201)
        try newsroom.application.desk.pool.write { try $0.execute(sql: "UPDATE deliveries SET state = 'delivered'") }
      }
      path.replace("{n}", with: "1")
      let body = try #require(Self.bodies[pattern], "no body for \(route.name)")
      let first = try newsroom.desk("POST", path, body, Self.key, as: token)
      #expect([200, 201, 202].contains(first.status), "\(route.name): \(first.text)")
      let rows = { try newsroom.application.desk.auditRows().count }
      let before = try rows()
      let again = try newsroom.desk("POST", path, body, Self.key, as: token)
      let other = try newsroom.desk("POST", path, body + " ", Self.key, as: token)
      #expect(try rows() == before, "\(route.name) was done again")
      #expect(other.json["type"] == "urn:problem-type:newsroom:idempotencyKeyReused", "\(route.name)")
      if first.json["secret"] != nil {
        #expect(again.status == 409 && again.json["type"] == "urn:problem-type:newsroom:secretShownOnce")
      } else {
        let fields = ["Location", "ETag", "Content-Type"]
        #expect(again.status == first.status && again.body == first.body, "\(route.name)")
        #expect(fields.allSatisfy { again[$0] == first[$0] }, "\(route.name)")
      }
    }
  }

  @Test func `the secret of a token is not stored, not even for its idempotency key`() throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("Beheer", .admin)
    let body = #"{"name": "Radio", "scopes": ["embargo"]}"#
    let made = try newsroom.desk("POST", "/tokens", body, Self.key, as: admin)
    let secret = try #require(made.json["secret"]?.string)
    let again = try newsroom.desk(
      "POST", "/tokens", body, Self.key.merging(["Accept-Language": "en"]) { $1 }, as: admin)
    #expect(again.json["detail"]?.string?.contains("already created \(newsroom.address)/tokens/3.") == true)
    for name in ["desk.sqlite", "desk.sqlite-wal"] {
      let bytes = FileManager.default.contents(atPath: newsroom.directory + "/" + name) ?? Data()
      #expect(!bytes.isEmpty && bytes.range(of: Data(secret.dropFirst(4).utf8)) == nil, "\(name)")
    }
  }

  @Test func `a key expires after 24 hours, and not earlier`() throws {
    let newsroom = try TestNewsroom()
    let body = #"{"name": {"nl": "A"}}"#
    let first = try newsroom.desk("POST", "/sites", body, Self.key)
    func age(_ milliseconds: Int64) throws {
      try newsroom.application.desk.pool.write { db in
        try db.execute(sql: "UPDATE idempotencyKeys SET at = at - ?", arguments: [milliseconds])
      }
    }
    try age(86_400_000 - 60_000)
    #expect(try newsroom.desk("POST", "/sites", body, Self.key).body == first.body)
    try age(60_000)
    let second = try newsroom.desk("POST", "/sites", body, Self.key)
    #expect(second.status == 201 && second.json["id"] == "a-2")
    #expect(try newsroom.desk("POST", "/sites", body, Self.key).body == second.body)
  }
}
