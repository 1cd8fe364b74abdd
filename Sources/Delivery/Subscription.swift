// A webhook subscription.

import Desk
import Foundation
import GRDB
import Values

package struct Subscription: Sendable {
  package enum State: String, CaseIterable, Sendable { case active, paused, ended }

  /// Why a subscription is not active.
  package enum Reason: String, CaseIterable, Sendable {
    case admin
    /// The receiver failed for days.
    case failing
    /// The receiver answered 410.
    case gone
    case deleted
  }

  package let number: Int64
  package let url: String
  package let description: String?
  package let filter: SubscriptionFilter
  let secret: WebhookSecret
  /// The previous secret, which also signs until it expires.
  let oldSecret: WebhookSecret?
  package let state: State
  package let reason: Reason?
  package let createdAt: Instant
  package let createdBy: String
  package let failingSince: Instant?

  /// How long the previous secret also signs, in milliseconds.
  private static let overlap: Int64 = 24 * 60 * 60 * 1000

  package init(row: Row) throws {
    guard let state = State(rawValue: row["state"]) else {
      throw DatabaseError(message: "unknown state of a subscription")
    }
    (number, url, description, createdBy) = (row["number"], row["url"], row["description"], row["createdBy"])
    filter = SubscriptionFilter(JSON.stored(row["filter"]) ?? JSONObject())
    secret = WebhookSecret(row["secret"])
    let isOldValid = (row["oldUntil"] as Int64?).map { $0 > Instant.now().milliseconds } == true
    oldSecret = isOldValid ? (row["oldSecret"] as Data?).map(WebhookSecret.init) : nil
    self.state = state
    reason = (row["reason"] as String?).flatMap(Reason.init)
    createdAt = Instant(milliseconds: row["createdAt"])
    failingSince = (row["failingSince"] as Int64?).map(Instant.init(milliseconds:))
  }

  package static func find(_ db: Database, _ number: Int64) throws -> Subscription? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM subscriptions WHERE number = ?"), arguments: [number]
    ).map(Subscription.init)
  }

  /// The value of the field Webhook-Signature: a signature by each valid secret.
  func signatures(_ id: String, at seconds: Int64, _ body: Data) -> String {
    [secret, oldSecret].compactMap { $0?.signature(id, at: seconds, body) }.joined(separator: " ")
  }

  // MARK: Writing

  /// The members of a subscription that a client sets, checked.
  package struct SubscriptionInput: Sendable {
    package let url: String
    /// The authority of the URL, from the address rules.
    package let authority: String
    package let description: String?
    package let filter: SubscriptionFilter

    package init(url: String, authority: String, description: String?, filter: SubscriptionFilter) {
      self.url = url
      self.authority = authority
      self.description = description
      self.filter = filter
    }
  }

  /// Creates an active subscription.
  /// - Returns: its number and its secret.
  package static func create(_ db: Database, _ input: SubscriptionInput, by author: Author) throws -> (
    number: Int64, secret: WebhookSecret
  ) {
    let secret = WebhookSecret.random()
    try db.execute(
      sql: """
        INSERT INTO subscriptions (url, authority, description, filter, secret, state, createdAt, createdBy, afterEvent)
        VALUES (?, ?, ?, ?, ?, 'active', ?, ?, (SELECT coalesce(max(number), 0) FROM events))
        """,
      arguments: [
        input.url, input.authority, input.description, JSON.object(input.filter.json).text, secret.bytes,
        Instant.now().milliseconds, author.name,
      ])
    let number = db.lastInsertedRowID
    try audit(db, author, .createSubscription, number, ["host": .string(input.authority)])
    return (number, secret)
  }

  /// Changes the input and, when it differs, the state.
  package func change(_ db: Database, to input: SubscriptionInput, _ state: State, by author: Author) throws {
    try db.execute(
      sql: """
        UPDATE subscriptions SET url = ?, authority = ?, description = ?, filter = ? WHERE number = ?
        """,
      arguments: [input.url, input.authority, input.description, JSON.object(input.filter.json).text, number])
    try Self.audit(db, author, .changeSubscription, number, ["host": .string(input.authority)])
    if state != self.state { try set(db, state, state == .paused ? .admin : nil, by: author) }
  }

  /// Pauses, resumes or ends the subscription. Waiting deliveries stay during a pause and are dropped at the end.
  package func set(_ db: Database, _ state: State, _ reason: Reason?, by author: Author) throws {
    try db.execute(
      sql: "UPDATE subscriptions SET state = ?, reason = ? WHERE number = ?",
      arguments: [state.rawValue, reason?.rawValue, number])
    switch state {
    case .active:
      try db.execute(sql: "UPDATE subscriptions SET failingSince = NULL WHERE number = ?", arguments: [number])
      try db.execute(
        sql: """
          UPDATE deliveries SET nextAt = ?, attempts = 0 WHERE state = 'waiting' AND way = 'webhook' AND target = ?
          """,
        arguments: [Instant.now().milliseconds, number])
    case .paused: break
    case .ended:
      try db.execute(
        sql: "UPDATE subscriptions SET secret = x'', oldSecret = NULL, oldUntil = NULL WHERE number = ?",
        arguments: [number])
      try db.execute(
        sql: "UPDATE deliveries SET state = 'dropped' WHERE state = 'waiting' AND way = 'webhook' AND target = ?",
        arguments: [number])
    }
    let action: Action =
      switch state {
      case .active: .resumeSubscription
      case .paused: .pauseSubscription
      case .ended: .endSubscription
      }
    try Self.audit(db, author, action, number, ["reason": reason.map { .string($0.rawValue) }])
  }

  /// Makes a new secret; the previous one also signs for a day.
  package func rotateSecret(_ db: Database, by author: Author) throws -> WebhookSecret {
    let secret = WebhookSecret.random()
    try db.execute(
      sql: "UPDATE subscriptions SET secret = ?, oldSecret = ?, oldUntil = ? WHERE number = ?",
      arguments: [secret.bytes, self.secret.bytes, Instant.now().milliseconds + Self.overlap, number])
    try Self.audit(db, author, .rotateSecret, number)
    return secret
  }

  private static func audit(
    _ db: Database, _ author: Author, _ action: Action, _ number: Int64, _ detail: JSON = [:]
  ) throws {
    var members = JSONObject([("subscription", .integer(number))])
    for (name, value) in detail.object?.members ?? [] { members[name] = value }
    try DeskFile.audit(db, author, action, detail: .object(members))
  }
}
