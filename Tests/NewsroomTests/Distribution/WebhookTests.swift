// Webhooks over real sockets: their content, their signatures, and retries.

import Foundation
import GRDB
import HTTP
import HTTPTypes
import Outbound
import RunningNewsroom
import Synchronization
import Testing

@testable import API
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct WebhookTests {
  @Test func `the library of the standard verifies every delivery, and detects a changed one`() throws {
    let (newsroom, receiver) = (try TestNewsroom(delivers: true), try Receiver())
    let (number, secret) = try newsroom.subscribe(receiver)
    #expect(secret.hasPrefix("whsec_"))
    try newsroom.publishRelease("r")
    #expect(eventually { receiver.received.count == 2 })
    let admin = try newsroom.token("other", .admin)
    let rotated = try newsroom.desk("POST", "/subscriptions/\(number)/secrets", "{}", as: admin)
    let newSecret = try #require(rotated.json["secret"]?.string)
    #expect(rotated.status == 201 && newSecret != secret)
    try newsroom.publishRelease("s")
    #expect(eventually { receiver.received.count == 3 })
    let script = """
      import json, sys
      from standardwebhooks.webhooks import Webhook, WebhookVerificationError
      found = []
      for path in sys.argv[1:]:
          case = json.load(open(path))
          try:
              Webhook(case["secret"]).verify(case["body"].encode(), case["headers"])
              found.append({"valid": True})
          except WebhookVerificationError:
              found.append({"valid": False})
      print(json.dumps(found))
      """
    let received = receiver.received
    let cases: [(Receiver.Received, String, String, Bool)] = [
      (received[0], secret, "", true), (received[1], secret, "", true), (received[1], newSecret, "", false),
      (received[1], secret, " ", false), (received[2], secret, "", true), (received[2], newSecret, "", true),
    ]
    let files = cases.map { delivery, secret, more, _ in
      let headers = ["webhook-id", "webhook-timestamp", "webhook-signature"].map {
        ($0, JSON.string(delivery.field($0)))
      }
      let body = String(decoding: delivery.body, as: UTF8.self) + more
      return JSON.object(
        JSONObject([("secret", .string(secret)), ("body", .string(body)), ("headers", .object(JSONObject(headers)))])
      ).bytes
    }
    let found = try Reader.python(script, reading: files)
    #expect(found == cases.map { JSONObject([("valid", .bool($0.3))]) })
  }

  @Test func `an event has the change, and the item as collections show it`() throws {
    let (newsroom, receiver) = (try TestNewsroom(delivers: true), try Receiver())
    try newsroom.subscribe(receiver, "/a/path?with=query")
    try newsroom.publishRelease("r", more: #", "themes": ["economy"]"#)
    let note = #"{"correction": {"nl": "Nota.", "fr": "Note."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", note).status == 201)
    #expect(eventually { receiver.events.count == 2 })
    let shown = try #require(try newsroom.get("/releases").items.first)
    let reason = #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason).status == 201)
    #expect(eventually { receiver.events.count == 3 })
    let events = receiver.events
    #expect(events.map(\.type) == ["release.published", "release.corrected", "release.withdrawn"])
    #expect(Set(receiver.received.map(\.id)).count == 4)
    #expect(events.allSatisfy { $0.path == "/a/path" && $0.field("Content-Type") == "application/json" })
    #expect(events[1].json["timestamp"] == shown["updatedAt"])
    #expect(events[1].data["item"] == .object(shown))
    let data = events[2].data
    #expect(data["href"] == .string("\(newsroom.address)/releases/r") && data["kind"] == "release")
    #expect(data["id"] == "r" && data["change"] == "withdrawn" && data["number"] == .integer(3))
    #expect(data["item"] == nil && data["reason"] == ["nl": "Vergissing.", "fr": "Erreur."])
    let changes = try newsroom.get("/changes").items
    for (event, change) in zip(events, changes) {
      for name in ["href", "kind", "id", "change", "version", "number"] { #expect(event.data[name] == change[name]) }
      #expect(event.json["timestamp"] == change["at"])
    }
  }

  @Test func `an item withdrawn before its delivery is delivered without its text`() throws {
    let (newsroom, receiver) = (try TestNewsroom(), try Receiver())
    try newsroom.subscribe(receiver)
    try newsroom.publishRelease("r")
    let reason = #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason).status == 201)
    newsroom.application.start()
    #expect(eventually { receiver.events.count == 2 })
    #expect(receiver.events.map(\.type) == ["release.published", "release.withdrawn"])
    #expect(!receiver.events.contains { String(decoding: $0.body, as: UTF8.self).contains("Titel r") })
  }

  @Test func `an embargoed or planned item is not delivered before its time`() throws {
    let (newsroom, receiver) = (try TestNewsroom(delivers: true), try Receiver())
    try newsroom.subscribe(receiver)
    for (id, more) in [("planned", ""), ("embargoed", #", "embargo": true"#)] {
      #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release(id)).status == 201)
      let plan = #"{"at": "2199-01-01T00:00:00Z"\#(more)}"#
      #expect(try newsroom.desk("POST", "/releases/\(id)/publications", plan).status == 201)
    }
    try newsroom.publishRelease("r")
    #expect(eventually { receiver.events.count == 1 })
    #expect(try newsroom.application.desk.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM events") } == 2)
    try newsroom.application.desk.pool.write { db in
      try db.execute(sql: "UPDATE publications SET at = 1 WHERE state = 'planned'")
    }
    try newsroom.application.publisher.settle()
    #expect(eventually { receiver.events.count == 3 })
    #expect(Set(receiver.events.compactMap { $0.data["id"]?.string }) == ["planned", "embargoed", "r"])
  }

  @Test(arguments: [
    (#""events": ["release.corrected"]"#, ["a2"]), (#""kinds": ["site"]"#, ["audi"]),
    (#""kinds": ["statement", "advice"]"#, ["b1"]), (#""themes": ["health", "housing"]"#, ["b1"]),
    (#""sites": ["audi"]"#, ["audi", "b1"]), (#""languages": ["en"]"#, ["b1"]),
    (#""languages": ["fr"], "themes": ["economy"]"#, ["a1", "a2"]),
    (#""events": ["release.published", "release.corrected"], "languages": ["nl"]"#, ["a1", "a2", "b1"]),
    (#""description": "Everything""#, ["a1", "a2", "audi", "b1"]),
  ])
  func `a subscription gets the changes that match its filters`(filter: String, expected: [String]) throws {
    let (newsroom, receiver) = (try TestNewsroom(delivers: true), try Receiver())
    for (id, status) in [("hidden", "draft"), ("other", "published"), ("audi", "draft")] {
      let site = #"{"id": "\#(id)", "name": {"nl": "Site", "fr": "Site"}, "status": "\#(status)"}"#
      #expect(try newsroom.desk("POST", "/sites", site).status == 201)
    }
    try newsroom.subscribe(receiver, "/hook", ", " + filter)
    #expect(eventually { receiver.received.count == 1 })
    #expect(try newsroom.desk("POST", "/sites/audi/publications", "{}").status == 201)
    try newsroom.publishRelease("a", more: #", "themes": ["economy"], "sites": ["hidden"]"#)
    let note = #"{"correction": {"nl": "Nota.", "fr": "Note."}}"#
    #expect(try newsroom.desk("POST", "/releases/a/publications", note).status == 201)
    let b = #"""
      {"id": "b", "kind": "statement", "title": {"nl": "b", "fr": "b", "en": "b"}, "body": {"nl": "b", "fr": "b",
       "en": "b"}, "themes": ["health"], "sites": ["audi"], "status": "published"}
      """#
    #expect(try newsroom.desk("POST", "/releases", b).status == 201)
    #expect(eventually { receiver.events.count == expected.count })
    #expect(eventually { newsroom.hasDelivered })
    let delivered = receiver.events.map { event in
      let version = event.data["kind"] == "release" ? event.data["version"]?.text ?? "" : ""
      return (event.data["id"]?.string ?? "") + version
    }
    #expect(delivered.sorted() == expected)
  }

  @Test func `deliveries of one item come in order, and a failing one delays only later ones of the item`() throws {
    let isFailing = Mutex(true)
    let receiver = try Receiver { event, _ in
      let isRefused = isFailing.withLock { $0 } && event.data["id"] == "a"
      return isRefused ? .status(500) : .status(200)
    }
    let newsroom = try TestNewsroom(delivers: true)
    try newsroom.subscribe(receiver)
    let note = #"{"correction": {"nl": "Nota.", "fr": "Note."}}"#
    for id in ["a", "b"] {
      try newsroom.publishRelease(id)
      #expect(try newsroom.desk("POST", "/releases/\(id)/publications", note).status == 201)
    }
    #expect(eventually { receiver.events.count { $0.data["id"] == "b" } == 2 })
    #expect(eventually { (try? newsroom.deliveries("waiting", "attempts > 0")) == 1 })
    isFailing.withLock { $0 = false }
    try newsroom.hasten()
    #expect(eventually { newsroom.hasDelivered })
    let delivered = receiver.events.filter { $0.data["id"] == "a" }
    #expect(delivered.count >= 3 && delivered.last?.type == "release.corrected")
    let (first, last) = (delivered[0], delivered.last?.id)
    #expect(delivered.dropLast().allSatisfy { $0.id == first.id && $0.body == first.body && $0.id != last })
  }

  @Test func `one of two processes delivers, and the other continues when it ends`() throws {
    let receiver = try Receiver()
    let newsroom = try TestNewsroom(delivers: true)
    try newsroom.subscribe(receiver)
    #expect(eventually { receiver.received.count == 1 })
    let other = try Application(
      Settings(directory: newsroom.directory, publicURL: newsroom.address, workers: 2, addressRules: .loopback))
    other.start()
    try newsroom.publishRelease("r")
    #expect(eventually { receiver.events.count == 1 })
    newsroom.application.stop()
    try newsroom.publishRelease("s")
    #expect(eventually { receiver.events.count == 2 })
    other.stop()
    #expect(receiver.events.map { $0.data["id"]?.string } == ["r", "s"])
    #expect(Set(receiver.received.map(\.id)).count == 3)
  }
}
