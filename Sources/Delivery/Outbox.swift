// Dealing out: from events in the outbox to a delivery for each receiver.

import Catalog
import Content
import Desk
import Foundation
import GRDB
import Storage
import Synchronization
import Values

/// Each event is dealt out in one transaction, so that after a crash nobody is left out and nobody has it twice.
package final class Outbox: Sendable {
  private let desk: DeskFile
  private let publicFile: PublicFile
  /// The public address, without a slash at its end.
  let address: [UInt8]
  let hub: Hub?
  /// Whoever comes while it is done has it done for him.
  private let turn = Mutex(())

  package init(desk: DeskFile, publicFile: PublicFile, address: [UInt8], hub: Hub?) {
    (self.desk, self.publicFile, self.address, self.hub) = (desk, publicFile, address, hub)
  }

  func fanOut() throws {
    try turn.withLock { _ in try dealOutInTurn() }
  }

  private func dealOutInTurn() throws {
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
        // The public file does not know what a restored one has lost; there is nothing to tell then.
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
    try dealOutMail(event, announcement, db)
  }

  /// Releases go to the subscribers of each language in which they exist, by their themes. Whoever was told of one
  /// hears what became of it, too.
  private func dealOutMail(_ event: Event, _ announcement: Announcement, _ db: Database) throws {
    let isWithdrawal = event.type == Event.type(.releases, .withdrawn)
    let languages = announcement.facts.languages?.languages.map(\.rawValue)
    guard let item = event.item, event.type.hasPrefix("\(Resource.releases.kind)."), isWithdrawal || languages != nil
    else { return }
    let told = try Set(
      Int64.fetchAll(
        db, sql: "SELECT target FROM deliveries WHERE item = ? AND way = 'mail' AND state <> 'dropped'",
        arguments: [item]))
    let now = Instant.now()
    // What is overtaken is not sent any more, and does not keep this waiting until it is its time.
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
        told.contains(subscriber.number) || isWanted && !isWithdrawal
      else { continue }
      try Delivery.enter(db, event: event.number, .mail, target: subscriber.number, item: item, at: now)
    }
  }
}
