// Counts of deliveries by state, as lines for the command line.

import Content
import Desk
import GRDB
import Values

/// The progress of the deliveries of the newest events.
package struct DeliveryProgress: Sendable {
  let totals: [Delivery.State: Int]
  /// The waiting deliveries that are due.
  let due: Int

  /// Whether no delivery is due; some may wait for a later attempt.
  package var isAtRest: Bool { due == 0 }

  /// `743 of 1000 delivered, 12 failed`
  package var line: String {
    let all = totals.values.reduce(0, +)
    let others = [Delivery.State.failed, .dropped].compactMap { state in
      totals[state].map { ", \($0) \(state.rawValue)" }
    }
    return "\(totals[.delivered] ?? 0) of \(all) delivered" + others.joined()
  }
}

extension DeskFile {
  /// - Parameter count: the number of newest events to include.
  package func deliveryProgress(count: Int) throws -> DeliveryProgress {
    try pool.read { db in
      let newest = "event IN (SELECT number FROM events ORDER BY number DESC LIMIT \(count))"
      let rows = try Row.fetchAll(
        db, sql: "SELECT state, count(*) AS count FROM deliveries WHERE \(newest) GROUP BY state")
      let due = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM deliveries WHERE state = 'waiting' AND nextAt <= ? AND \(newest)",
        arguments: [Instant.now().milliseconds])
      let totals = rows.compactMap { row in
        Delivery.State(rawValue: row["state"]).map { ($0, row["count"] as Int) }
      }
      return DeliveryProgress(totals: Dictionary(uniqueKeysWithValues: totals), due: due ?? 0)
    }
  }

  /// A line for each of the newest events, with counts by way and state, and a line for each paused subscription.
  package func deliveryLines(count: Int) throws -> [String] {
    try pool.read { db in
      let events = try Row.fetchAll(
        db,
        sql: """
          SELECT e.number, e.type, e.at, i.kind, i.id FROM events e LEFT JOIN items i ON i.number = e.item
          ORDER BY e.number DESC LIMIT ?
          """, arguments: [count])
      let lines = try events.map { event in
        let path = (event["kind"] as String?).flatMap(Resource.of).map { "/\($0.path)/\(event["id"] as String)" }
        let counts = try Row.fetchAll(
          db, sql: "SELECT way, state, count(*) AS count FROM deliveries WHERE event = ? GROUP BY way, state",
          arguments: [event["number"]]
        ).map { "\($0["way"] as String) \($0["count"] as Int) \($0["state"] as String)" }
        let summary = counts.isEmpty ? "no receivers" : counts.joined(separator: ", ")
        let time = Instant(milliseconds: event["at"]).text
        return [time, event["type"], path, summary].compactMap(\.self).joined(separator: "\t")
      }
      let paused = try Row.fetchAll(db, sql: "SELECT * FROM subscriptions WHERE state = 'paused' ORDER BY number")
      return try lines
        + paused.map(Subscription.init).map { subscription in
          let since = subscription.failingSince.map { ", failing since \($0.text)" } ?? ""
          return "subscription \(subscription.number) is paused (\(subscription.reason?.rawValue ?? "")\(since))"
        }
    }
  }
}
