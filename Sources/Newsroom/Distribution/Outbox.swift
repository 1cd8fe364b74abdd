// Dealing out: from events in the outbox to a delivery for each receiver.

import Foundation
import GRDB

/// Each event is dealt out in one transaction, so that after a crash nobody is left out and nobody has it twice.
struct Outbox: Sendable {
  let desk: Desk
  let publicFile: PublicFile
  /// The public address, without a slash at its end.
  let address: [UInt8]
  let hub: Hub?

  func dealOut() throws {
    let events = try desk.pool.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM events WHERE body IS NULL ORDER BY number").map(Event.init)
    }
    for event in events {
      let announcement = try event.change.flatMap { change in
        try publicFile.pool.read { db in
          try Announcement.list(db, after: change - 1, limit: 1, address: address).first { $0.number == change }
        }
      }
      try desk.pool.write { db in
        // The public file does not know what a restored one has lost; there is nothing to tell then.
        try db.execute(
          sql: "UPDATE events SET body = ? WHERE number = ? AND body IS NULL",
          arguments: [Data(announcement?.body ?? []), event.number])
        guard db.changesCount == 1, let announcement else { return }
        try dealOut(event, announcement, db)
      }
    }
  }

  private func dealOut(_ event: Event, _ announcement: Announcement, _ db: Database) throws {
    let now = Instant.now()
    let rows = try Row.fetchCursor(
      db, sql: "SELECT number, filter FROM subscriptions WHERE state <> 'ended' AND afterEvent < ? ORDER BY number",
      arguments: [event.number])
    while let row = try rows.next() {
      let text: String = row["filter"]
      guard text == "{}" || SubscriptionFilter(JSON.stored(text) ?? JSONObject()).takes(announcement.facts) else {
        continue
      }
      try Delivery.enter(
        db, event: event.number, .webhook, target: row["number"], item: event.item ?? 0, at: now)
    }
    if hub != nil, !Hub.topics(of: event.type, announcement.body, under: address).isEmpty {
      try Delivery.enter(db, event: event.number, .hub, target: 0, item: event.item ?? 0, at: now)
    }
  }
}
