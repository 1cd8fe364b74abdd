// Makes the transfer of a delivery.

import Bytes
import Desk
import Foundation
import GRDB
import Outbound
import Storage
import Values

/// Makes the transfer of a delivery from the current state of the desk's file.
package struct DeliveryFactory: Sendable {
  package let desk: DeskFile
  package let outbox: Outbox
  /// The addresses that webhooks and hubs may have.
  package let rules: AddressRules
  /// Nil when no mail is sent.
  package let mail: MailComposer?
  let relay = RelayState()

  package init(desk: DeskFile, outbox: Outbox, rules: AddressRules, mail: MailComposer?) {
    self.desk = desk
    self.outbox = outbox
    self.rules = rules
    self.mail = mail
  }

  /// The partitions that can have deliveries.
  var partitions: [DeliveryPartition] { [.requests] + (mail == nil ? [] : DeliveryPartition.mail) }

  /// The addresses that a partition may reach.
  func rules(of partition: DeliveryPartition) -> AddressRules {
    guard case .mail = partition, let mail else { return rules }
    return mail.settings.relay.rules
  }

  /// A delivery that is ready to send.
  struct PreparedDelivery: Sendable {
    let way: Delivery.Channel
    let target: Int64
    /// Attempts made so far.
    let attempts: Int
    let transfer: Transfer

    /// The attempt that a transfer's outcome makes.
    func attempt(_ delivery: Int64, _ outcome: Transfers.Outcome) -> Attempt {
      var attempt = Attempt(delivery: delivery, way: way, target: target, number: attempts + 1, at: .now())
      switch outcome {
      case .success(let answer): read(answer, &attempt)
      case .failure(let error): attempt.fault = error.description
      }
      return attempt
    }

    private func read(_ answer: TransferAnswer, _ attempt: inout Attempt) {
      attempt.status = answer.status
      guard let envelope = transfer.envelope else {
        attempt.answer = answer.body
        attempt.retryAfter = answer.header("Retry-After").flatMap { Self.seconds($0) }
        attempt.endsReceiver = answer.status == 410
        attempt.isFinal = attempt.endsReceiver
        return
      }
      let reply = MailReply(answer)
      attempt.answer = Array(reply.text(withholding: envelope.recipient).utf8)
      (attempt.endsReceiver, attempt.isFinal) = (reply.isBounce, reply.isFinal)
    }

    /// Seconds from a Retry-After field: a number or a date (RFC 9110 section 10.2.3).
    private static func seconds(_ retryAfter: String) -> Int64? {
      Int64(retryAfter) ?? HTTPDate.parse(retryAfter).map { $0 - Instant.now().milliseconds / 1_000 }
    }
  }

  /// Prepares a delivery, and drops it when it must never be sent.
  /// - Returns: nil when the delivery must not be sent, or not now.
  func prepared(_ delivery: Int64) throws -> PreparedDelivery? {
    let (prepared, mayPause) = try desk.readers.read { db -> (PreparedDelivery?, Bool) in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT e.*, d.way, d.target, d.attempts FROM deliveries d JOIN events e ON e.number = d.event
            WHERE d.number = ? AND d.state = 'waiting'
            """), arguments: [delivery])
      guard let row, let way = Delivery.Channel(rawValue: row["way"]) else { return (nil, true) }
      let prepared = try transfer(way, row, db).map {
        PreparedDelivery(way: way, target: row["target"], attempts: row["attempts"], transfer: $0)
      }
      return (prepared, way == .webhook)
    }
    // Only webhooks can pause. Other deliveries that cannot be sent now are dropped.
    if !mayPause, prepared == nil { try desk.pool.write { db in try Delivery.drop(db, delivery) } }
    return prepared
  }

  private func transfer(_ way: Delivery.Channel, _ row: Row, _ db: Database) throws -> Transfer? {
    switch way {
    case .webhook:
      guard let subscription = try Subscription.find(db, row["target"]), subscription.state == .active else {
        return nil
      }
      return webhook(subscription, id: row["id"], row["body"])
    case .mail: return try mail?.transfer(row, db)
    case .hub:
      let body: Data = row["body"]
      return outbox.hub?.ping(Hub.topics(of: row["type"], Array(body), under: outbox.address))
    }
  }

  /// The transfer of a webhook (Standard Webhooks 1.0, "Webhook metadata" and "Webhook signatures").
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

  /// The most bytes of an answer that are stored.
  static let answerLimit = 1_024
}
