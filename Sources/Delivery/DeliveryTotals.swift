// How many deliveries are in which state, as lines for people.

import Content
import Desk
import GRDB
import Values

/// How far the newest events have come.
package struct DeliveryProgress: Sendable {
  let totals: [Delivery.State: Int]
  /// Those of the waiting ones that are sent as soon as it can be.
  let due: Int

  /// Whether nothing is left but what waits for its time.
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
  /// Of the newest events, so many.
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

  /// A line for each of the newest events, by way, and one for each subscription that is paused.
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
        let told = counts.isEmpty ? "nobody to tell" : counts.joined(separator: ", ")
        let time = Instant(milliseconds: event["at"]).text
        return [time, event["type"], path, told].compactMap(\.self).joined(separator: "\t")
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
