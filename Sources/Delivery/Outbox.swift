// Fans out the events of the outbox: one delivery for each receiver.

import Catalog
import Content
import Desk
import Foundation
import GRDB
import Storage
import Synchronization
import Values

/// Each event is fanned out in one transaction, so a crash can neither skip nor duplicate a delivery.
package final class Outbox: Sendable {
  private let desk: DeskFile
  private let publicFile: PublicFile
  /// The public address, without a slash at its end.
  let address: [UInt8]
  let hub: Hub?
  /// One fan-out runs at a time; a caller that waited finds no events left.
  private let lock = Mutex(())

  package init(desk: DeskFile, publicFile: PublicFile, address: [UInt8], hub: Hub?) {
    (self.desk, self.publicFile, self.address, self.hub) = (desk, publicFile, address, hub)
  }

  /// Fans out all events that have no body yet.
  func fanOut() throws {
    try lock.withLock { _ in try fanOutPending() }
  }

  private func fanOutPending() throws {
    let events = try desk.pool.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM events WHERE body IS NULL ORDER BY number").map(Event.init)
    }
    for event in events {
      let announcement = try event.change.flatMap { change in
        try publicFile.readers.read { db in
          try Announcement.list(db, after: change - 1, limit: 1, address: address).first { $0.number == change }
        }
      }
      try desk.pool.write { db in
        // A restored public file can lack the change; then the event has no announcement.
        try db.execute(
          sql: "UPDATE events SET body = ? WHERE number = ? AND body IS NULL",
          arguments: [Data(announcement?.body ?? []), event.number])
        guard db.changesCount == 1, let announcement else { return }
        try fanOut(event, announcement, db)
      }
    }
  }

  private func fanOut(_ event: Event, _ announcement: Announcement, _ db: Database) throws {
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
    try fanOutMail(event, announcement, db)
  }

  /// Sends a release to the subscribers of its languages, by their themes. Subscribers who got a release also get its
  /// correction or withdrawal.
  private func fanOutMail(_ event: Event, _ announcement: Announcement, _ db: Database) throws {
    let isWithdrawal = event.type == Event.type(.releases, .withdrawn)
    let languages = announcement.facts.languages?.languages.map(\.rawValue)
    guard let item = event.item, event.type.hasPrefix("\(Resource.releases.kind)."), isWithdrawal || languages != nil
    else { return }
    let recipients = try Set(
      Int64.fetchAll(
        db, sql: "SELECT target FROM deliveries WHERE item = ? AND way = 'mail' AND state <> 'dropped'",
        arguments: [item]))
    let now = Instant.now()
    // Outdated deliveries that wait for a retry become due now: they are dropped instead of delaying this one.
    try db.execute(
      sql: "UPDATE deliveries SET nextAt = ? WHERE item = ? AND way = 'mail' AND state = 'waiting'",
      arguments: [now.milliseconds, item])
    let rows = try Row.fetchCursor(
      db, sql: "SELECT * FROM subscribers WHERE state = 'active' AND afterEvent < ? ORDER BY number",
      arguments: [event.number])
    while let row = try rows.next() {
      let subscriber = try Subscriber(row: row)
      let isWanted =
        subscriber.themes.isEmpty || subscriber.themes.contains { announcement.facts.themes?.contains($0) == true }
      guard languages?.contains(subscriber.language.rawValue) ?? true,
        recipients.contains(subscriber.number) || isWanted && !isWithdrawal
      else { continue }
      try Delivery.enter(db, event: event.number, .mail, target: subscriber.number, item: item, at: now)
    }
  }
}
