// An event of the outbox: a public change, a ping or a confirmation request.

import Content
import Desk
import Foundation
import GRDB
import Values

/// A row of the outbox.
package struct Event: Sendable {
  let number: Int64
  /// The same at every attempt, so that a receiver can detect duplicates.
  let id: String
  let type: String
  let item: Int64?
  let change: Int64?
  let at: Instant

  init(row: Row) {
    (number, id, type) = (row["number"], row["id"], row["type"])
    (item, change) = (row["item"], row["changeNumber"])
    at = Instant(milliseconds: row["at"])
  }

  /// All types of public changes, such as `release.published`.
  package static let types = Resource.all.flatMap { resource in
    Publication.Change.allCases.map { type(resource, $0) }
  }

  static func type(_ resource: Resource, _ change: Publication.Change) -> String {
    "\(resource.kind).\(change.rawValue)"
  }

  static let ping = "ping"
  /// Asks a subscriber to confirm the request for mail.
  static let confirmation = "confirmation"
  /// The types that go to one receiver and concern no item.
  package static let messages = [ping, confirmation]

  /// Adds a ping for one subscription.
  package static func ping(_ db: Database, subscription number: Int64, address: String) throws {
    let data = JSONObject([("subscription", .string("\(address)/subscriptions/\(number)"))])
    try enter(db, ping, data, .webhook, target: number)
  }

  /// Adds a confirmation request for one subscriber.
  static func confirmation(_ db: Database, subscriber number: Int64, address: String) throws {
    let data = JSONObject([("subscriber", .string("\(address)/subscribers/\(number)"))])
    try enter(db, confirmation, data, .mail, target: number)
  }

  private static func enter(
    _ db: Database, _ type: String, _ data: JSONObject, _ way: Delivery.Channel, target: Int64
  ) throws {
    let now = Instant.now()
    let body = Announcement.body(type: type, at: now, data)
    try db.execute(
      sql: "INSERT INTO events (id, type, at, body) VALUES (?, ?, ?, ?)",
      arguments: [OutboxEntry.newID(), type, now.milliseconds, Data(body)])
    try Delivery.enter(db, event: db.lastInsertedRowID, way, target: target, item: 0, at: now)
  }
}
