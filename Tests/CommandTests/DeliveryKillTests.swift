// kill -9 during a thousand deliveries to a receiver that fails half the time.

import Foundation
import GRDB
import RunningNewsroom
import Synchronization
import Testing

@Suite struct DeliveryKillTests {
  private static let (subscriptions, items) = (20, 25)
  private static let environment = [
    "NEWSROOM_OUTBOUND_ALLOW": "127.0.0.0/8", "NEWSROOM_OUTBOUND_ALLOW_HTTP": "true",
  ]

  @Test(.timeLimit(.minutes(5)))
  func `no delivery of a thousand is lost, ids stay, and the order of each item is kept`() throws {
    let isReliable = Mutex(false)
    let numbers = SharedNumbers(for: "failing deliveries and their kills")
    let receiver = try WebhookReceiver { _ in
      isReliable.withLock { $0 } || numbers.draw { Bool.random(using: &$0) }
    }
    let folder = try TestFolder(in: .disk)
    let token = try folder.token("draft", "publish", "admin")
    // All events exist before the server starts to deliver.
    let first = try RunningServer(folder)
    var secrets: [String: String] = [:]
    for number in 0..<Self.subscriptions {
      let made = try first.post("/subscriptions", #"{"url": "https://8.8.8.8/\#(number)"}"#, token: token)
      #expect(made.status == 201)
      secrets["/\(number)"] = made.object["secret"] as? String
    }
    first.child.send(SIGKILL)
    _ = first.child.end()
    try folder.database("desk").write { db in
      try db.execute(
        sql: "UPDATE subscriptions SET authority = 'receiver', url = replace(url, 'https://8.8.8.8', ?)",
        arguments: [receiver.address])
    }
    for round in 0..<40 {
      let server = try RunningServer(folder, environment: Self.environment)
      if round == 0 { try publish(on: server, token) }
      let before = receiver.all.count
      let enough = before + (round < 6 ? numbers.draw { Int.random(in: 20...120, using: &$0) } : 4_000)
      let isDone = {
        try folder.count("desk", "SELECT count(*) FROM deliveries WHERE state = 'waiting' AND attempts = 0") == 0
      }
      _ = try eventually(within: 10) { try receiver.all.count > enough || isDone() }
      server.child.send(SIGKILL)
      #expect(server.child.end() == .signal(SIGKILL))
      let sent = receiver.all[before...]
      let report = try WebhookReceiver.disbelieved(sent, secrets: secrets, in: folder)
      #expect(report == "\(sent.count) looked at\n")
      if round == 8 { isReliable.withLock { $0 = true } }
      let waiting = try folder.count("desk", "SELECT count(*) FROM deliveries WHERE state = 'waiting'")
      guard waiting > 0 else { return try check(receiver, folder) }
      try folder.database("desk").write { db in
        try db.execute(sql: "UPDATE deliveries SET nextAt = 0, attempts = 0 WHERE state = 'waiting'")
      }
    }
    Issue.record("still not all delivered")
  }

  private func publish(on server: RunningServer, _ token: String) throws {
    for number in 0..<Self.items {
      let body = #"{"id": "i-\#(number)", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#
      #expect(try server.post("/sites", body, token: token).status == 201)
      let note = #"{"correction": {"nl": "Nota", "fr": "Note"}}"#
      #expect(try server.post("/sites/i-\(number)/publications", note, token: token).status == 201)
    }
  }

  private func check(_ receiver: WebhookReceiver, _ folder: TestFolder) throws {
    let events = 2 * Self.items
    #expect(try folder.count("desk", "SELECT count(*) FROM events WHERE changeNumber IS NOT NULL") == events)
    let delivered = "SELECT count(*) FROM deliveries WHERE state = 'delivered'"
    #expect(try folder.count("desk", delivered) == (events + 1) * Self.subscriptions)
    let sent = receiver.all.filter { !$0.item.isEmpty }
    #expect(sent.contains { !$0.isTaken })
    #expect(Set(sent.map { "\($0.item) \($0.type) \($0.id)" }).count == events, "an id has changed")
    for path in 0..<Self.subscriptions {
      let mine = sent.filter { $0.path == "/\(path)" }
      #expect(Set(mine.filter(\.isTaken).map(\.id)).count == events, "subscription \(path) has missed something")
      for item in 0..<Self.items {
        let types = mine.filter { $0.item == "i-\(item)" }
        let firstCorrection = types.firstIndex { $0.type == "site.corrected" } ?? 0
        let isTaken = types[..<firstCorrection].contains { $0.isTaken }
        #expect(isTaken, "the correction came before the publication was taken")
      }
    }
  }
}
