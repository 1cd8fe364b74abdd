// Subscriptions over HTTP: valid and refused input, and the delivery log.

import Foundation
import GRDB
import Outbound
import RunningNewsroom
import Testing

@testable import API
@testable import Delivery
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct SubscriptionTests {
  @Test(arguments: [
    "http://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f.1/", "https://[::1]/", "https://0/",
    "https://10.1.2.3/", "https://172.16.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/",
    "https://[fe80::1]/", "https://[fc00::1]/", "https://100.64.0.1/", "https://224.0.0.1/", "https://[ff02::1]/",
    "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://localhost/",
    "https://any.localhost/", "http://8.8.8.8/", "ftp://8.8.8.8/", "https://user@8.8.8.8/", "8.8.8.8", "https://",
  ])
  func `a forbidden address is refused, with the reason in each language`(url: String) throws {
    let newsroom = try Application(Settings(directory: try MigratedFolder.copy(), publicURL: "https://press.example"))
    let error = #expect(throws: TransferError.self) { try newsroom.addressRules.check(url) }
    let message = try LocalizedText.unreachable(#require(error))
    #expect(Set([message.nl, message.fr, message.en]).count == 3)
    #expect(!message.en.contains("user@"))
  }

  @Test func `a bad request is an error at once, and nothing is stored`() throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("admin", .admin)
    let bodies: [(String, [String])] = [
      ("{}", ["body:url"]), (#"{"url": "http://10.0.0.1/"}"#, ["body:url"]),
      (
        #"{"url": "https://8.8.8.8/", "events": ["release.made"], "themes": ["x"], "sites": ["none"], "lang": "nl"}"#,
        ["body:lang", "body:events[0]", "body:themes[0]", "body:sites[0]"]
      ),
      (#"{"url": "https://8.8.8.8/", "secret": "whsec_x"}"#, ["body:secret"]),
    ]
    for (body, faults) in bodies {
      let reply = try newsroom.desk("POST", "/subscriptions", body, ["Accept-Language": "en"], as: admin)
      #expect(reply.status == 400 && reply.faults == faults, "\(reply.text)")
    }
    #expect(try newsroom.desk("GET", "/subscriptions", as: admin).json["total"] == .integer(0))
    #expect(try newsroom.desk("GET", "/subscriptions/1", as: admin).status == 404)
  }

  @Test func `a subscription is created, read, changed and ended, and its secret is shown once`() throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("admin", .admin)
    let body = #"{"url": "https://8.8.8.8:8443/hook", "description": "Redactie", "themes": ["economy"]}"#
    let made = try newsroom.desk("POST", "/subscriptions", body, as: admin)
    #expect(made.status == 201 && made["Location"] == "\(newsroom.address)/subscriptions/1")
    let secret = try #require(made.json["secret"]?.string)
    let shown = try newsroom.desk("GET", "/subscriptions/1", as: admin)
    #expect(shown.json["themes"] == ["economy"] && shown.json["state"] == "active" && !shown.text.contains(secret))
    let patch = #"{"themes": null, "languages": ["fr"], "url": "https://8.8.4.4/", "state": "paused"}"#
    let changed = try newsroom.desk("PATCH", "/subscriptions/1", patch, as: admin)
    #expect(changed.status == 200 && changed.json["themes"] == nil && changed.json["languages"] == ["fr"])
    #expect(changed.json["state"] == "paused" && changed.json["reason"] == "admin")
    #expect(try newsroom.desk("PATCH", "/subscriptions/1", #"{"url": "http://10.0.0.1"}"#, as: admin).status == 400)
    #expect(try newsroom.desk("DELETE", "/subscriptions/1", as: admin).status == 204)
    let ended = try newsroom.desk("GET", "/subscriptions?state=ended", as: admin)
    #expect(ended.items.first?["reason"] == "deleted")
    #expect(try newsroom.deliveries("dropped") == 1)
    let kept = try newsroom.application.desk.pool.read { db in
      try Data.fetchOne(db, sql: "SELECT secret FROM subscriptions")
    }
    #expect(kept == Data())
    let log = try newsroom.application.desk.auditRows().compactMap(\.detail).joined()
    #expect(!log.contains(secret) && !log.contains("/hook"))
  }

  @Test func `an item lists its deliveries with totals, and everything since a time is delivered again`() throws {
    let newsroom = try TestNewsroom(delivers: true)
    let receivers = try (0..<3).map { _ in try Receiver() }
    receivers[2].answer { _, _ in .status(500) }
    for receiver in receivers { try newsroom.subscribe(receiver) }
    try newsroom.publishRelease("r")
    try newsroom.publishRelease("s")
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 6 })
    #expect(eventually { (try? newsroom.deliveries("waiting", "attempts > 0")) == 3 })
    let deliveries = try newsroom.desk("GET", "/releases/r/deliveries?pageSize=2")
    #expect(deliveries.json["totals"] == ["webhook": ["delivered": .integer(2), "waiting": .integer(1)]])
    #expect(deliveries.items.count == 2 && deliveries.json["total"] == .integer(3) && deliveries.json["next"] != nil)
    #expect(deliveries.items.allSatisfy { $0["item"] == .string("\(newsroom.address)/releases/r") })
    let admin = try newsroom.token("other", .admin)
    let filtered = try newsroom.desk(
      "GET", "/deliveries?subscription=1&type=release.published&state=delivered", as: admin)
    #expect(filtered.json["total"] == .integer(2))
    let content = try newsroom.desk(
      "GET", filtered.items[0]["href"]?.string?.replacing(newsroom.address, with: "") ?? "", as: admin)
    #expect(content.json["content"]?.object?["type"] == "release.published")
    let body = #"{"since": "2020-01-01T00:00:00Z"}"#
    let replay = try newsroom.desk("POST", "/subscriptions/1/replays", body, as: admin)
    #expect(replay.status == 202 && replay.json["deliveries"] == .integer(3))
    #expect(eventually { receivers[0].received.count == 6 })
    #expect(Set(receivers[0].received.map(\.id)).count == 3)
    #expect(receivers[1].received.count == 3)
  }
}
