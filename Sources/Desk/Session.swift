// Sessions in a browser: a cookie that stands for a token until the session ends.

import Foundation
import GRDB
import Storage
import Values

/// A login with a token. It ends after `idleTime` without use, after `lifetime`, with its token, or at logout.
package struct Session: Sendable {
  package let token: Token
  package let createdAt: Instant
  let lastUsedAt: Instant
  /// SHA-256 of the cookie's value.
  fileprivate let hash: Data

  /// A working day of 8 hours, in milliseconds.
  package static let idleTime: Int64 = 8 * 60 * 60 * 1000
  /// A week, in milliseconds.
  package static let lifetime: Int64 = 7 * 24 * 60 * 60 * 1000

  fileprivate init(row: Row, token: Token) {
    self.token = token
    hash = row["hash"]
    createdAt = Instant(milliseconds: row["createdAt"])
    lastUsedAt = Instant(milliseconds: row["lastUsedAt"])
  }

  /// The latest end of the session, even with use.
  package var endsAt: Instant {
    let end = Instant(milliseconds: createdAt.milliseconds + Self.lifetime)
    return token.expiresAt.map { min($0, end) } ?? end
  }

  fileprivate func isOpen(at now: Instant) -> Bool {
    token.state(at: now) == .valid && now < endsAt && now.milliseconds < lastUsedAt.milliseconds + Self.idleTime
  }
}

extension DeskFile {
  /// Opens a session with a valid token.
  /// - Returns: the session and the cookie's value, which is not stored.
  package func logIn(_ token: Token, from client: String) throws -> (session: Session, secret: String) {
    let (secret, now) = (Self.newSecret(), Instant.now())
    let session = try pool.write { db in
      try db.execute(
        sql: "DELETE FROM sessions WHERE createdAt <= ? OR lastUsedAt <= ?",
        arguments: [now.milliseconds - Session.lifetime, now.milliseconds - Session.idleTime])
      try db.execute(
        sql: "INSERT INTO sessions (hash, token, createdAt, lastUsedAt) VALUES (?, ?, ?, ?)",
        arguments: [Self.hash(secret), token.number, now.milliseconds, now.milliseconds])
      try Self.audit(db, token.author, .logIn, detail: ["client": .string(client)])
      return try Self.session(db, secret: secret)
    }
    guard let session else { throw DataFault("desk.sqlite lost a session that was just opened") }
    return (session, secret)
  }

  /// The open session with this secret; nil when there is none. Its last use is stored at most once a minute.
  package func session(secret: String) throws -> Session? {
    let now = Instant.now()
    guard let session = try pool.read({ db in try Self.session(db, secret: secret) }), session.isOpen(at: now) else {
      return nil
    }
    if now.milliseconds - session.lastUsedAt.milliseconds > 60_000 {
      // Reading must work while the desk cannot be written; the writes themselves report that.
      try? pool.write { db in
        try db.execute(
          sql: "UPDATE sessions SET lastUsedAt = ? WHERE hash = ?", arguments: [now.milliseconds, session.hash])
      }
    }
    return session
  }

  private static func session(_ db: Database, secret: String) throws -> Session? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM sessions WHERE hash = ?", arguments: [hash(secret)]),
      let token = try token(db, number: row["token"])
    else { return nil }
    return Session(row: row, token: token)
  }

  package func logOut(_ session: Session) throws {
    try end("hash = ?", session.hash, by: session.token.author, isEverywhere: false)
  }

  /// Ends every session of a token.
  package func logOutEverywhere(_ token: Token) throws {
    try end("token = ?", token.number, by: token.author, isEverywhere: true)
  }

  private func end(
    _ condition: String, _ value: any DatabaseValueConvertible, by author: Author, isEverywhere: Bool
  ) throws {
    try pool.write { db in
      try db.execute(sql: "DELETE FROM sessions WHERE \(condition)", arguments: [value])
      let count = db.changesCount
      if count > 0 {
        try Self.audit(
          db, author, .logOut, detail: ["everywhere": .bool(isEverywhere), "sessions": .integer(count)])
      }
    }
  }
}
