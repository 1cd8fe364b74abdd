// Receivers that fail in every way: retries, ended and paused subscriptions, and the delivery log.

import Bytes
import Foundation
import GRDB
import HTTP
import HTTPTypes
import RunningNewsroom
import Server
import Testing

@testable import API
@testable import Delivery
@testable import Desk
@testable import Values

@Suite struct ReceiverFaultTests {
  /// A newsroom after the first attempt at a ping, and the log entry of its delivery.
  private static func attempt(_ receiver: Receiver) throws -> (TestNewsroom, JSONObject) {
    let newsroom = try TestNewsroom(delivers: true)
    try newsroom.subscribe(receiver)
    #expect(eventually { newsroom.isAttempted(1) })
    return (newsroom, try delivery(newsroom))
  }

  private static func delivery(_ newsroom: TestNewsroom, _ number: Int = 1) throws -> JSONObject {
    try newsroom.desk("GET", "/deliveries/\(number)", as: newsroom.token("reader", .admin)).json
  }

  /// Whether the next attempt is this number of seconds after the last one; nil means the schedule. A busy
  /// machine may have made several attempts.
  private static func pauses(_ delivery: JSONObject, _ seconds: Int64? = nil) throws -> Bool {
    let next = try #require(delivery["nextAt"]?.string.flatMap(Instant.init))
    let at = try #require(delivery["at"]?.string.flatMap(Instant.init))
    let attempts = try #require(Int(delivery["attempts"]?.text ?? ""))
    let least = seconds ?? RetrySchedule.delays[attempts]
    return (least - 1...least * 11 / 10 + 2).contains((next.milliseconds - at.milliseconds) / 1_000)
  }

  @Test(arguments: [500, 404, 301, 302, 307, 400, 429])
  func `any status but those of success is a failure, and no redirect is followed`(status: Int) throws {
    let elsewhere = try Receiver()
    let fields: HTTPFields = [.location: elsewhere.address + "/other"]
    let receiver = try Receiver { _, _ in .status(status, fields, "Nee, dank u.") }
    let (_, delivery) = try Self.attempt(receiver)
    #expect(delivery["state"] == "waiting" && delivery["status"] == .integer(status))
    #expect(try delivery["answer"] == "Nee, dank u." && Self.pauses(delivery))
    #expect(elsewhere.received.isEmpty)
  }

  @Test(arguments: [("120", 120), ("99999999", 86_400), ("1", nil), ("soon", nil)])
  func `Retry-After of a receiver is respected, within limits`(asked: String, expected: Int64?) throws {
    let receiver = try Receiver { _, _ in .status(503, [.retryAfter: asked]) }
    let (_, delivery) = try Self.attempt(receiver)
    #expect(try Self.pauses(delivery, expected), "\(delivery)")
  }

  @Test func `the attempts follow the schedule of the standard, a little spread`() {
    let now = Instant(milliseconds: 0)
    #expect(RetrySchedule.delays == [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400])
    for attempts in 1..<10 {
      let least = RetrySchedule.delays[attempts] * 1_000
      let times = (0..<50).compactMap { _ in
        RetrySchedule.next(after: attempts, at: now, asked: nil)?.milliseconds
      }
      #expect(times.count == 50 && times.allSatisfy { (least...least * 11 / 10).contains($0) })
      #expect(Set(times).count > 1)
    }
    #expect(RetrySchedule.next(after: 10, at: now, asked: 5) == nil)
  }

  /// An endless body.
  private struct Endless: BodySource {
    func next() -> [UInt8]? { [UInt8](repeating: UInt8(ascii: "x"), count: 16_384) }
  }

  @Test func `one KiB of an endless answer is stored`() throws {
    let receiver = try Receiver { _, _ in Response(status: .ok, body: .stream(Endless())) }
    let (_, delivery) = try Self.attempt(receiver)
    #expect(delivery["state"] == "delivered" && delivery["answer"]?.string?.count == 1_024)
  }

  @Test func `an unreachable receiver, or one without TLS, is reported with the reason`() throws {
    let newsroom = try TestNewsroom(delivers: true)
    let admin = try newsroom.token("admin", .admin)
    let receiver = try Receiver()
    for url in ["http://127.0.0.1:1/hook", receiver.address.replacing("http:", with: "https:")] {
      #expect(try newsroom.desk("POST", "/subscriptions", #"{"url": "\#(url)"}"#, as: admin).status == 201)
    }
    #expect(eventually { (try? newsroom.deliveries("waiting", "attempts > 0")) == 2 })
    #expect(try Self.delivery(newsroom, 1)["fault"]?.string?.hasPrefix("no connection: ") == true)
    #expect(try Self.delivery(newsroom, 2)["fault"]?.string?.hasPrefix("no secure connection: ") == true)
    let shown = try newsroom.desk("GET", "/subscriptions/1", as: admin)
    #expect(shown.json["failingSince"] != nil && shown.json["state"] == "active")
  }

  @Test func `a receiver with an untrusted certificate gets nothing`() throws {
    let folder = try TestFolder()
    let (key, certificate) = (folder.path + "/key.pem", folder.path + "/certificate.pem")
    _ = try Reader.run(
      "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 "
        + "-keyout '\(key)' -out '\(certificate)'")
    let server = try Child(
      ["openssl", "s_server", "-accept", "0", "-key", key, "-cert", certificate, "-www"], in: folder.path,
      program: "/usr/bin/env")
    #expect(eventually { server.output.contains("ACCEPT") && server.output.hasSuffix("\n") })
    let line = server.output.split(separator: "\n").last { $0.hasPrefix("ACCEPT") }
    let port = try #require(line?.split(separator: ":").last)
    let newsroom = try TestNewsroom(delivers: true)
    let admin = try newsroom.token("admin", .admin)
    let wish = #"{"url": "https://127.0.0.1:\#(port)/hook"}"#
    #expect(try newsroom.desk("POST", "/subscriptions", wish, as: admin).status == 201)
    #expect(eventually { (try? newsroom.deliveries("waiting", "attempts > 0")) == 1 })
    let fault = try #require(try Self.delivery(newsroom)["fault"]?.string)
    #expect(fault.hasPrefix("no secure connection: "), "\(fault)")
    server.send(SIGTERM)
  }

  @Test func `a receiver that never answers delays no other receiver`() throws {
    let newsroom = try TestNewsroom(delivers: true)
    // The system accepts connections, but nobody reads from them.
    let silent = try ListeningSocket(host: "127.0.0.1", port: 0)
    let admin = try newsroom.token("admin", .admin)
    for number in 0..<20 {
      let wish = #"{"url": "http://127.0.0.1:\#(silent.port)/\#(number)"}"#
      #expect(try newsroom.desk("POST", "/subscriptions", wish, as: admin).status == 201)
    }
    let receiver = try Receiver()
    try newsroom.subscribe(receiver)
    try newsroom.publishRelease("r")
    #expect(eventually { receiver.events.count == 1 })
    receiver.answer { _, before in .status(before == 2 ? 500 : 204) }
    try newsroom.publishRelease("s")
    #expect(eventually { (try? newsroom.deliveries("waiting", "target = 21 AND attempts > 0")) == 1 })
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 3 })
    #expect(try newsroom.deliveries("waiting", "target <= 20") == 60 && silent.port > 0)
  }

  @Test func `410 ends a subscription, and its waiting deliveries are dropped`() throws {
    let receiver = try Receiver { _, before in .status(before == 0 ? 200 : 410) }
    let newsroom = try TestNewsroom(delivers: true)
    let (number, _) = try newsroom.subscribe(receiver)
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 1 })
    try newsroom.publishRelease("r")
    #expect(eventually { (try? newsroom.deliveries("failed")) == 1 })
    try newsroom.publishRelease("s")
    let admin = try newsroom.token("other", .admin)
    let shown = try newsroom.desk("GET", "/subscriptions/\(number)", as: admin).json
    #expect(shown["state"] == "ended" && shown["reason"] == "gone")
    #expect(receiver.events.count == 1)
    for (method, path) in [("DELETE", ""), ("PATCH", ""), ("POST", "/pings"), ("POST", "/secrets")] {
      let body = method == "DELETE" ? nil : "{}"
      #expect(try newsroom.desk(method, "/subscriptions/\(number)\(path)", body, as: admin).status == 409)
    }
    #expect(try newsroom.application.desk.auditRows().last?.action == Action.createToken.rawValue)
    #expect(try newsroom.application.desk.auditRows().contains { $0.action == "endSubscription" })
  }

  @Test func `a receiver that fails for days is paused, which an admin sees and ends`() throws {
    let receiver = try Receiver { _, _ in .status(500) }
    let newsroom = try TestNewsroom(delivers: true)
    let (number, _) = try newsroom.subscribe(receiver)
    try newsroom.publishRelease("r")
    #expect(eventually { (try? newsroom.deliveries("waiting", "attempts > 0")) == 2 })
    try newsroom.application.desk.pool.write { db in
      try db.execute(
        sql: "UPDATE subscriptions SET failingSince = failingSince - ?", arguments: [RetrySchedule.timeout])
    }
    try newsroom.hasten()
    let admin = try newsroom.token("other", .admin)
    let paused = "/subscriptions?state=paused"
    #expect(eventually { (try? newsroom.desk("GET", paused, as: admin).json["total"]) == .integer(1) })
    #expect(try newsroom.desk("GET", paused, as: admin).items.first?["reason"] == "failing")
    try newsroom.publishRelease("s")
    receiver.answer { _, _ in .status(200) }
    let resumed = try newsroom.desk("PATCH", "/subscriptions/\(number)", #"{"state": "active"}"#, as: admin)
    #expect(resumed.status == 200 && resumed.json["state"] == "active" && resumed.json["failingSince"] == nil)
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 3 })
    #expect(receiver.events.contains { $0.data["id"] == "s" })
    let actions = try newsroom.application.desk.auditRows().map(\.action)
    #expect(actions.contains("pauseSubscription") && actions.contains("resumeSubscription"))
  }

  @Test func `the last attempt leaves a delivery failed, and it can be sent again`() throws {
    let receiver = try Receiver { _, _ in .status(500) }
    let (newsroom, _) = try Self.attempt(receiver)
    try newsroom.application.desk.pool.write { db in try db.execute(sql: "UPDATE deliveries SET attempts = 9") }
    try newsroom.hasten()
    #expect(eventually { (try? newsroom.deliveries("failed")) == 1 })
    receiver.answer { _, _ in .status(200) }
    let admin = try newsroom.token("other", .admin)
    #expect(try newsroom.desk("POST", "/deliveries/1/replays", "{}", as: admin).status == 202)
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 1 })
    #expect(Set(receiver.received.map(\.id)).count == 1)
  }

  @Test func `while nothing can be recorded, nothing more is sent and nothing is lost`() throws {
    let (newsroom, receiver) = (try TestNewsroom(delivers: true), try Receiver())
    try newsroom.subscribe(receiver)
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 1 })
    let pool = try newsroom.application.desk.pool
    try pool.writeWithoutTransaction { db in
      try db.execute(
        sql: "CREATE TEMP TRIGGER full BEFORE UPDATE ON main.deliveries BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    }
    for id in ["r", "s", "t"] { try newsroom.publishRelease(id) }
    #expect(eventually { !receiver.events.isEmpty })
    usleep(300_000)
    let sent = receiver.events.count
    #expect(try newsroom.deliveries("waiting") == 3)
    try pool.writeWithoutTransaction { db in try db.execute(sql: "DROP TRIGGER temp.full") }
    #expect(eventually { (try? newsroom.deliveries("delivered")) == 4 })
    // Finished attempts were committed and not repeated.
    #expect(receiver.events.count == 3 && sent <= 3)
    #expect(Set(receiver.events.compactMap { $0.data["id"]?.string }) == ["r", "s", "t"])
  }
}
