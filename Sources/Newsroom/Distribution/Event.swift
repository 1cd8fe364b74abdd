// What has happened in public, as it stands in the outbox and is told to others.

import Foundation
import GRDB

/// A row of the outbox.
struct Event: Sendable {
  let number: Int64
  /// The same at every attempt, so that a receiver knows what it has already.
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

  /// `release.published` and the like.
  static let types = Resource.all.flatMap { resource in
    Publication.Change.allCases.map { "\(resource.kind).\($0.rawValue)" }
  }

  static let ping = "ping"

  /// Adds the end of a publication to the outbox, in the transaction that commits it. Safe to repeat.
  static func enter(_ db: Database, _ publication: Publication, kind: String) throws {
    try db.execute(
      sql: """
        INSERT INTO events (id, type, item, changeNumber, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (changeNumber) DO NOTHING
        """,
      arguments: [
        newID(), "\(kind).\(publication.change.rawValue)", publication.item, publication.changeNumber,
        publication.at.milliseconds,
      ])
  }

  /// Adds a ping of one subscription, which goes to no other.
  static func ping(_ db: Database, subscription number: Int64, address: String) throws {
    let now = Instant.now()
    let body = Announcement.body(
      type: ping, at: now, JSONObject([("subscription", .string("\(address)/subscriptions/\(number)"))]))
    try db.execute(
      sql: "INSERT INTO events (id, type, at, body) VALUES (?, ?, ?, ?)",
      arguments: [newID(), ping, now.milliseconds, Data(body)])
    try Delivery.enter(db, event: db.lastInsertedRowID, .webhook, target: number, item: 0, at: now)
  }

  private static func newID() -> String {
    var generator = SystemRandomNumberGenerator()
    return "msg_" + (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }.hexadecimal
  }
}
