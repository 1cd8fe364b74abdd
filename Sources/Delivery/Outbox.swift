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
    let (facts, item) = (announcement.facts, event.item ?? 0)
    for number in try Receivers.webhooks(db, facts, event: event.number) {
      try Delivery.enter(db, event: event.number, .webhook, target: number, item: item, at: now)
    }
    if hub != nil, !Hub.topics(of: event.type, announcement.body, under: address).isEmpty {
      try Delivery.enter(db, event: event.number, .hub, target: 0, item: item, at: now)
    }
    guard event.item != nil, !facts.isMinor, facts.type.hasPrefix("\(Resource.releases.kind).") else { return }
    let people = try Receivers.people(db, facts, item: item, event: event.number)
    // Outdated deliveries that wait for a retry become due now: they are dropped instead of delaying this one.
    try db.execute(
      sql: "UPDATE deliveries SET nextAt = ? WHERE item = ? AND way = 'mail' AND state = 'waiting'",
      arguments: [now.milliseconds, item])
    for number in people {
      try Delivery.enter(db, event: event.number, .mail, target: number, item: item, at: now)
    }
  }
}
