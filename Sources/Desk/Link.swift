// A web page that items link to: its state, and the time of its next check.

import Content
import Foundation
import GRDB
import Manuscript
import Storage
import Values

package struct Link: Sendable {
  package enum State: String, CaseIterable, Sendable { case ok, dead, unchecked }

  package let number: Int64
  package let url: String
  let state: State
  let failures: Int
  let checkedAt: Instant?

  init(row: Row) throws {
    guard let state = State(rawValue: row["state"]) else { throw DatabaseError(message: "unknown state of a link") }
    (number, url, failures) = (row["number"], row["url"], row["failures"])
    self.state = state
    checkedAt = (row["checkedAt"] as Int64?).map(Instant.init(milliseconds:))
  }

  /// The address of the page without the fragment; nil for other schemes than http and https.
  static func page(of url: String) -> String? {
    guard ["https://", "http://"].contains(where: { url.lowercased().hasPrefix($0) }) else { return nil }
    return String(url.prefix { $0 != "#" })
  }

  /// The links whose next check is due, the longest due first.
  package static func due(_ db: Database, at now: Instant, limit: Int) throws -> [Link] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM links WHERE nextAt <= ? ORDER BY nextAt, number LIMIT ?",
      arguments: [now.milliseconds, limit]
    ).map(Link.init)
  }

  // MARK: States and findings for the desk

  /// Adds the states of its links to an item's JSON.
  static func addStates(_ db: Database, _ json: [UInt8]) throws -> [UInt8] {
    guard try isKnown(db, "state <> 'unchecked'") else { return json }
    var item = try json.object()
    guard let links = item["links"]?.array?.compactMap(\.object), !links.isEmpty else { return json }
    item["links"] = .array(
      try links.map { link in
        var link = link
        if let page = link["url"]?.string.flatMap(page), let state = try state(db, of: page) {
          link["state"] = .string(state.rawValue)
        }
        return .object(link)
      })
    return JSON.object(item).bytes
  }

  /// The findings for links to dead pages.
  static func findings(_ db: Database, _ document: JSONObject, _ resource: Resource) throws -> [Finding] {
    guard try isKnown(db, "state = 'dead'") else { return [] }
    return try resource.links(of: document).compactMap { place, url in
      guard let page = page(of: url), try state(db, of: page) == .dead else { return nil }
      let failures = try Int.fetchOne(
        db.cachedStatement(sql: "SELECT failures FROM links WHERE url = ?"), arguments: [page])
      return Finding(.deadLink, place: place, value: url, about: failures == 0 ? nil : Finding.isUnanswered)
    }
  }

  private static func isKnown(_ db: Database, _ condition: String) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM links WHERE \(condition))")) == true
  }

  private static func state(_ db: Database, of page: String) throws -> State? {
    try String.fetchOne(db.cachedStatement(sql: "SELECT state FROM links WHERE url = ?"), arguments: [page])
      .flatMap(State.init)
  }
}

/// The result of checking a link.
package struct LinkAnswer: Sendable {
  package enum Verdict: Sendable {
    case found
    /// The server answered that the page does not exist.
    case gone
    /// There was no valid answer, perhaps temporarily.
    case failed
    /// The server or our own rules do not allow the check.
    case unknown
  }

  package let link: Link
  package let at: Instant
  package let verdict: Verdict
  package var status: Int?
  /// The reason for the failure.
  package var fault: String?

  package init(link: Link, at: Instant, verdict: Verdict, status: Int? = nil, fault: String? = nil) {
    self.link = link
    self.at = at
    self.verdict = verdict
    self.status = status
    self.fault = fault
  }

  /// The number of days without a valid answer after which a link is dead.
  static let timeout = 3
  /// The time until the next check, in milliseconds: a week for a page that was found, a day for others.
  private static let (week, day): (Int64, Int64) = (7 * 86_400_000, 86_400_000)

  /// Stores the result, in a transaction. A link that was removed meanwhile is ignored.
  package func note(_ db: Database) throws {
    let isAnotherDay = link.failures == 0 || link.checkedAt.map { Day(at: $0) < Day(at: at) } ?? true
    let failures = verdict == .failed ? link.failures + (isAnotherDay ? 1 : 0) : 0
    let state: Link.State =
      switch verdict {
      case .found: .ok
      case .gone: .dead
      case .unknown: .unchecked
      case .failed: failures >= Self.timeout ? .dead : link.state
      }
    try db.run(
      sql: """
        UPDATE links SET state = ?, nextAt = ?, checkedAt = ?, failures = ?, status = ?, fault = ? WHERE number = ?
        """,
      arguments: [
        state.rawValue, at.milliseconds + (verdict == .found ? Self.week : Self.day), at.milliseconds, failures,
        status, fault, link.number,
      ])
  }
}
