// How long the desk keeps rows that nobody needs for ever.

import Values

/// The number of days for each kind of row.
package struct Retention: Sendable, Equatable {
  /// Rows that are deleted some days after they were last needed.
  package struct Kind: Sendable {
    package let name: String
    /// Which rows, and from when their days count.
    package let meaning: String
    let defaultDays: Int
    let table: String
    let key: [String]
    /// The rows to delete. `?1` is the oldest instant to keep, in milliseconds.
    let condition: String
  }

  package static let kinds: [Kind] = [
    Kind(
      name: "deliveries", meaning: "deliveries that are not waiting, after their last attempt", defaultDays: 400,
      table: "deliveries", key: ["number"], condition: "state <> 'waiting' AND at < ?1"),
    Kind(
      name: "events", meaning: "events without deliveries, after they happened", defaultDays: 400,
      table: "events", key: ["number"],
      condition: """
        body IS NOT NULL AND at < ?1 AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event = events.number)
        """),
    Kind(
      name: "unsavedEdits", meaning: "text that was not saved, after its last change", defaultDays: 30,
      table: "unsavedEdits", key: ["person", "item"], condition: "at < ?1"),
    Kind(
      name: "previews", meaning: "previews, after they expired or were revoked", defaultDays: 30,
      table: "previews", key: ["number"], condition: "min(expiresAt, coalesce(revokedAt, expiresAt)) < ?1"),
    Kind(
      name: "manuscripts", meaning: "manuscripts of published and deleted releases, after they were sent",
      defaultDays: 400, table: "manuscripts", key: ["hash"],
      condition: """
        EXISTS (SELECT 1 FROM revisions r JOIN items i ON i.number = r.item WHERE r.item = manuscripts.item
          AND r.number = manuscripts.revision AND r.at < ?1 AND (i.deletedAt IS NOT NULL
            OR EXISTS (SELECT 1 FROM publications p WHERE p.item = r.item AND p.state = 'done')))
        """),
    Kind(
      name: "reads", meaning: "counts of reads, after their day", defaultDays: 1_830, table: "tallies",
      key: ["day", "subject", "name", "form"], condition: "subject = 'release' AND day < date(?1 / 1000, 'unixepoch')"),
    Kind(
      name: "searches", meaning: "counts of searches without results, after their day", defaultDays: 400,
      table: "tallies", key: ["day", "subject", "name", "form"],
      condition: "subject = 'search' AND day < date(?1 / 1000, 'unixepoch')"),
    Kind(
      name: "subscribers", meaning: "mail subscriptions, after they ended", defaultDays: 400,
      table: "subscribers", key: ["number"], condition: "state = 'ended' AND endedAt < ?1"),
  ]

  private var days: [String: Int] = [:]

  package init() {}

  package func days(of kind: Kind) -> Int { days[kind.name] ?? kind.defaultDays }

  /// A hundred years.
  private static let mostDays = 36_500

  /// Changes the days in `text`: "deliveries=90,previews=7".
  /// - Throws: the part that is not a kind with a valid number; nothing is changed then.
  package mutating func set(_ text: String) throws(NotADuration) {
    var changed = days
    for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      let halves = part.split(separator: "=", omittingEmptySubsequences: false)
      guard halves.count == 2, let kind = Self.kinds.first(where: { $0.name == halves[0] }) else {
        throw NotADuration(
          text: String(part), reason: "is not one of \(Self.kinds.map(\.name).joined(separator: ", "))")
      }
      guard let number = Int(halves[1]), (1...Self.mostDays).contains(number) else {
        throw NotADuration(text: String(part), reason: "needs a whole number of days from 1 to \(Self.mostDays)")
      }
      changed[kind.name] = number
    }
    days = changed
  }

  /// A text that is not a kind with its days.
  package struct NotADuration: Error, Equatable, CustomStringConvertible {
    package let text: String
    package let reason: String
    package var description: String { "“\(text)” \(reason)" }
  }

  /// The oldest instant to keep.
  func start(of kind: Kind, at now: Instant) -> Int64 { now.milliseconds - Int64(days(of: kind)) * 86_400_000 }
}
