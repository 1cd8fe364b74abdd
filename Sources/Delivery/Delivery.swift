// A delivery: one event for one receiver, and its attempts.

import Desk
import Foundation
import GRDB
import Values

package struct Delivery: Sendable {
  package enum Channel: String, CaseIterable, Sendable { case webhook, mail, hub }
  package enum State: String, CaseIterable, Sendable { case waiting, delivered, failed, dropped }

  /// Adds the delivery of an event to a receiver, unless it already exists.
  static func enter(
    _ db: Database, event: Int64, _ way: Channel, target: Int64, item: Int64, at now: Instant
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO deliveries (event, way, target, item, state, nextAt) VALUES (?, ?, ?, ?, 'waiting', ?)
        ON CONFLICT (event, way, target) DO NOTHING
        """
    ).execute(arguments: [event, way.rawValue, target, item, now.milliseconds])
  }

  /// Sends deliveries that were delivered or failed again, under the same id.
  /// - Parameter condition: SQL on the table `deliveries`.
  /// - Returns: the number of deliveries.
  package static func replay(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> Int {
    try db.execute(
      sql: """
        UPDATE deliveries SET state = 'waiting', attempts = 0, nextAt = ?
        WHERE state IN ('delivered', 'failed') AND \(condition)
        """, arguments: [Instant.now().milliseconds] + arguments)
    return db.changesCount
  }

  /// Drops a waiting delivery.
  static func drop(_ db: Database, _ number: Int64) throws {
    try db.execute(
      sql: "UPDATE deliveries SET state = 'dropped' WHERE number = ? AND state = 'waiting'", arguments: [number])
  }

  /// The due deliveries of a partition, in order of time. For each receiver and item, only the first waiting one
  /// is due. A hub gets all of them at once, since it reads the current feed.
  static func due(_ db: Database, _ partition: DeliveryPartition, at now: Instant, limit: Int) throws -> RowCursor {
    try Row.fetchCursor(
      db,
      sql: """
        SELECT d.number, d.way, d.target, s.authority FROM deliveries d
        LEFT JOIN subscriptions s ON d.way = 'webhook' AND s.number = d.target
        WHERE d.state = 'waiting' AND d.nextAt <= ? AND \(partition.condition)
          AND (d.way <> 'webhook' OR s.state = 'active')
          AND NOT EXISTS (SELECT 1 FROM situation WHERE heldSince IS NOT NULL)
          AND (d.way = 'hub' OR NOT EXISTS (
            SELECT 1 FROM deliveries e WHERE e.state = 'waiting' AND e.way = d.way AND e.target = d.target
              AND e.item = d.item AND e.number < d.number))
        ORDER BY d.nextAt, d.number LIMIT ?
        """, arguments: [now.milliseconds, limit])
  }

  /// The next time at which a waiting delivery becomes due.
  static func next(_ db: Database, _ partition: DeliveryPartition, after now: Instant) throws -> Instant? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT nextAt FROM deliveries d WHERE d.state = 'waiting' AND d.nextAt > ? AND \(partition.condition)
        ORDER BY d.nextAt LIMIT 1
        """,
      arguments: [now.milliseconds]
    ).map(Instant.init(milliseconds:))
  }
}

/// The result of an attempt.
struct Attempt: Sendable {
  let delivery: Int64
  let way: Delivery.Channel
  let target: Int64
  /// The number of this attempt at the delivery, from 1 on.
  let number: Int
  let at: Instant
  var status: Int?
  var answer: [UInt8] = []
  /// Why there was no answer.
  var fault: String?
  /// The delay that the receiver requested, in seconds.
  var retryAfter: Int64?
  /// Whether the receiver must get no more deliveries: a webhook answered 410 (Standard Webhooks 1.0), or a mail
  /// address does not exist.
  var endsReceiver = false
  /// Whether another attempt would be refused too.
  var isFinal = false

  var isSuccess: Bool { status.map { (200..<300).contains($0) } == true }

  /// Stores the result of the attempt, within a transaction.
  func note(_ db: Database) throws {
    let next = isSuccess || isFinal ? nil : RetrySchedule.next(after: number, at: at, asked: retryAfter)
    let state: Delivery.State = isSuccess ? .delivered : next == nil ? .failed : .waiting
    try db.cachedStatement(
      sql: """
        UPDATE deliveries SET state = ?, attempts = ?, nextAt = ?, at = ?, status = ?, answer = ?, fault = ?
        WHERE number = ? AND state = 'waiting'
        """
    ).execute(
      arguments: [
        state.rawValue, number, (next ?? at).milliseconds, at.milliseconds, status, Data(answer), fault, delivery,
      ])
    switch way {
    case .webhook: try noteHealth(db)
    case .mail: if endsReceiver { try Subscriber.find(db, target)?.end(db, .bounced, by: .newsroom) }
    case .hub: break
    }
  }

  /// Updates the health of the subscription: since when it fails, and whether it is paused or ended.
  private func noteHealth(_ db: Database) throws {
    if isSuccess {
      return try db.cachedStatement(
        sql: "UPDATE subscriptions SET failingSince = NULL WHERE number = ? AND failingSince IS NOT NULL"
      ).execute(arguments: [target])
    }
    guard let subscription = try Subscription.find(db, target), subscription.state != .ended else { return }
    if endsReceiver { return try subscription.set(db, .ended, .gone, by: .newsroom) }
    guard let since = subscription.failingSince else {
      return try db.execute(
        sql: "UPDATE subscriptions SET failingSince = ? WHERE number = ?", arguments: [at.milliseconds, target])
    }
    if at.milliseconds - since.milliseconds >= RetrySchedule.timeout, subscription.state == .active {
      try subscription.set(db, .paused, .failing, by: .newsroom)
    }
  }
}

extension Author {
  /// The newsroom itself.
  package static let newsroom = Author("newsroom")
}
