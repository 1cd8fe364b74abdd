// A subscriber to releases by mail.

import Bytes
import Cryptography
import Desk
import Foundation
import GRDB
import Values

package struct Subscriber: Sendable {
  package enum State: String, CaseIterable, Sendable { case pending, active, ended }

  /// Why a subscription has ended.
  package enum Reason: String, CaseIterable, Sendable {
    /// It was not confirmed in time.
    case expired
    /// The same address has subscribed again.
    case replaced
    case unsubscribed
    /// The address does not exist.
    case bounced
    case admin
  }

  package let number: Int64
  /// Nil once it has ended.
  package let email: String?
  package let language: Language
  /// Empty for all.
  package let themes: [String]
  package let state: State
  package let reason: Reason?
  package let requestedAt: Instant
  package let confirmedAt: Instant?
  package let endedAt: Instant?
  private let salt: Data

  /// How long a request waits for its confirmation, in milliseconds.
  static let timeout: Int64 = 48 * 3_600_000
  /// How long an address gets no second confirmation request, in milliseconds.
  static let pause: Int64 = 3_600_000

  package init(row: Row) throws {
    guard let state = State(rawValue: row["state"]), let language = Language(rawValue: row["language"]) else {
      throw DatabaseError(message: "unknown state or language of a subscriber")
    }
    (number, email, salt) = (row["number"], row["email"], row["salt"])
    (self.state, self.language) = (state, language)
    themes = try JSONDecoder().decode([String].self, from: Data((row["themes"] as String).utf8))
    reason = (row["reason"] as String?).flatMap(Reason.init)
    requestedAt = Instant(milliseconds: row["requestedAt"])
    confirmedAt = (row["confirmedAt"] as Int64?).map(Instant.init(milliseconds:))
    endedAt = (row["endedAt"] as Int64?).map(Instant.init(milliseconds:))
  }

  package static func find(_ db: Database, _ number: Int64) throws -> Subscriber? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM subscribers WHERE number = ?"), arguments: [number]
    ).map(Subscriber.init)
  }

  /// Finds the subscriber that a link belongs to.
  package static func find(_ db: Database, _ token: SubscriberToken) throws -> Subscriber? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM subscribers WHERE \(token.purpose.rawValue) = ?", arguments: [token.hash]
    ).map(Subscriber.init)
  }

  func token(_ purpose: SubscriberToken.Purpose, _ key: SecretKey) -> SubscriberToken {
    SubscriberToken(purpose, of: salt, key)
  }

  /// Whether using a link changes the subscription, unless the link has expired.
  package func changes(by purpose: SubscriberToken.Purpose) -> Bool {
    switch purpose {
    case .confirmation: state == .pending
    case .ending: state != .ended
    }
  }

  // MARK: Writing

  /// A checked request to subscribe.
  package struct SignupInput: Sendable {
    package let email: String
    package let language: Language
    package let themes: [String]

    package init(email: String, language: Language, themes: [String]) {
      self.email = email
      self.language = language
      self.themes = themes
    }
  }

  /// Stores a request and sends a confirmation request; does nothing if one was sent to the address within an hour.
  package static func request(_ db: Database, _ input: SignupInput, key: SecretKey, address: String) throws {
    let now = Instant.now()
    let isRecent = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM subscribers WHERE email = ? AND requestedAt > ?)",
      arguments: [input.email, now.milliseconds - pause])
    guard isRecent == false else { return }
    try find(db, email: input.email, .pending)?.end(db, .replaced, by: .newsroom)
    let salt = Data(RandomBytes.make(16))
    try db.execute(
      sql: """
        INSERT INTO subscribers (email, language, themes, state, requestedAt, afterEvent, salt, confirmation, ending)
        VALUES (?, ?, ?, 'pending', ?, 0, ?, ?, ?)
        """,
      arguments: [
        input.email, input.language.rawValue, JSON.strings(input.themes).text, now.milliseconds, salt,
        SubscriberToken(.confirmation, of: salt, key).hash, SubscriberToken(.ending, of: salt, key).hash,
      ])
    let number = db.lastInsertedRowID
    try audit(db, .newsroom, .requestMail, number)
    try Event.confirmation(db, subscriber: number, address: address)
  }

  /// Activates the subscription and ends an older one of the same address.
  /// - Returns: false when the request has expired or the subscription has ended.
  package func confirm(_ db: Database) throws -> Bool {
    switch state {
    case .active: return true
    case .ended: return false
    case .pending:
      let now = Instant.now()
      guard let email, now.milliseconds - requestedAt.milliseconds <= Self.timeout else { return false }
      try Self.find(db, email: email, .active)?.end(db, .replaced, by: .newsroom)
      try db.execute(
        sql: """
          UPDATE subscribers SET state = 'active', confirmedAt = ?,
            afterEvent = (SELECT coalesce(max(number), 0) FROM events) WHERE number = ?
          """, arguments: [now.milliseconds, number])
      try Self.audit(db, .newsroom, .confirmMail, number)
      return true
    }
  }

  /// Ends the subscription, erases the address and drops waiting deliveries.
  package func end(_ db: Database, _ reason: Reason, by author: Author) throws {
    guard state != .ended else { return }
    try db.execute(
      sql: "UPDATE subscribers SET state = 'ended', reason = ?, email = NULL, endedAt = ? WHERE number = ?",
      arguments: [reason.rawValue, Instant.now().milliseconds, number])
    try db.execute(
      sql: "UPDATE deliveries SET state = 'dropped' WHERE state = 'waiting' AND way = 'mail' AND target = ?",
      arguments: [number])
    try Self.audit(db, author, .endMail, number, reason)
  }

  /// Ends the requests that were not confirmed in time.
  static func endExpired(_ desk: DeskFile) throws {
    let limit = Instant.now().milliseconds - timeout
    let sql = "SELECT * FROM subscribers WHERE state = 'pending' AND requestedAt < ?"
    guard try desk.pool.read({ db in try Row.fetchOne(db, sql: sql, arguments: [limit]) }) != nil else { return }
    try desk.pool.write { db in
      for row in try Row.fetchAll(db, sql: sql, arguments: [limit]) {
        try Subscriber(row: row).end(db, .expired, by: .newsroom)
      }
    }
  }

  private static func find(_ db: Database, email: String, _ state: State) throws -> Subscriber? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM subscribers WHERE email = ? AND state = ?", arguments: [email, state.rawValue]
    ).map(Subscriber.init)
  }

  private static func audit(
    _ db: Database, _ author: Author, _ action: Action, _ number: Int64, _ reason: Reason? = nil
  ) throws {
    try DeskFile.audit(
      db, author, action,
      detail: ["subscriber": .integer(number), "reason": reason.map { .string($0.rawValue) }])
  }
}

/// The secret of a link in a message: 128 bits, derived again for each message. The file has only its SHA-256.
package struct SubscriberToken: Sendable {
  package enum Purpose: String, Sendable { case confirmation, ending }

  let purpose: Purpose
  let text: String

  fileprivate init(_ purpose: Purpose, of salt: Data, _ key: SecretKey) {
    self.purpose = purpose
    text = key.code(of: Data(purpose.rawValue.utf8) + salt).prefix(16).hexadecimal
  }

  /// Nil when the text does not have the format of a token: 32 hexadecimal digits.
  package init?(_ purpose: Purpose, _ text: String) {
    guard text.utf8.count == 32, [UInt8](hexadecimal: text) != nil else { return nil }
    (self.purpose, self.text) = (purpose, text)
  }

  var hash: Data { Data(SHA256.hash(text.utf8)) }

  /// The link, with the recipient's language in it: showing the page must not look up the subscriber.
  func link(_ address: String, in language: Language) -> String {
    "\(address)/subscribers/\(purpose.rawValue)s/\(text)?lang=\(language)"
  }
}
