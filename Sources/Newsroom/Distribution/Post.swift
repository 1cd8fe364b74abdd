// What a delivery is sent as.

import Foundation
import GRDB
import Outbound

/// Makes the transfer of a delivery from what the desk's file says of it now.
struct Post: Sendable {
  let desk: Desk
  let outbox: Outbox
  let rules: AddressRules

  /// A delivery that can be sent.
  struct Parcel: Sendable {
    let way: Delivery.Way
    let target: Int64
    /// Attempts made so far.
    let attempts: Int
    let transfer: Transfer
  }

  /// - Returns: nil for what is not to be sent any more, or not now.
  func parcel(_ delivery: Int64) throws -> Parcel? {
    try desk.readers.read { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT d.way, d.target, d.attempts, e.id, e.type, e.body
            FROM deliveries d JOIN events e ON e.number = d.event WHERE d.number = ? AND d.state = 'waiting'
            """), arguments: [delivery])
      guard let row, let way = Delivery.Way(rawValue: row["way"]),
        let transfer = try transfer(way, row, db)
      else { return nil }
      return Parcel(way: way, target: row["target"], attempts: row["attempts"], transfer: transfer)
    }
  }

  private func transfer(_ way: Delivery.Way, _ row: Row, _ db: Database) throws -> Transfer? {
    switch way {
    case .webhook:
      guard let subscription = try Subscription.find(db, row["target"]), subscription.state == .active else {
        return nil
      }
      return webhook(subscription, id: row["id"], row["body"])
    case .hub:
      let body: Data = row["body"]
      return outbox.hub?.ping(Hub.topics(of: row["type"], Array(body), under: outbox.address))
    case .mail: return nil
    }
  }

  /// Standard Webhooks 1.0, "Webhook metadata" and "Webhook signatures".
  private func webhook(_ subscription: Subscription, id: String, _ body: Data) -> Transfer {
    let seconds = Instant.now().milliseconds / 1_000
    return Transfer(
      method: "POST", url: subscription.url,
      headers: [
        HeaderLine("Content-Type", "application/json"), HeaderLine("Webhook-Id", id),
        HeaderLine("Webhook-Timestamp", "\(seconds)"),
        HeaderLine("Webhook-Signature", subscription.signatures(id, at: seconds, body)),
      ], body: Array(body), timeout: .seconds(20), maximumBodyBytes: Self.answerLimit)
  }

  /// Bytes of an answer that are kept.
  static let answerLimit = 1_024
}
