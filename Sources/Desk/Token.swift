// Tokens: 32 random bytes, shown once and stored as SHA-256.

import Bytes
import Catalog
import Cryptography
import Foundation
import GRDB
import Values

/// The permissions of a token.
package enum Scope: String, CaseIterable, Sendable {
  /// Read embargoed items.
  case embargo
  /// Read and write drafts.
  case draft
  case publish
  /// Manage tokens and subscriptions, and read the audit log.
  case admin
}

/// A stored token, without its secret.
package struct Token: Sendable {
  /// The beginning of every secret, by which programs and people recognize one.
  package static let prefix = "nrt_"

  package let number: Int64
  package let name: String
  package let scopes: Set<Scope>
  package let createdAt: Instant
  package let expiresAt: Instant?
  package let lastUsedAt: Instant?
  package let revokedAt: Instant?

  package init(row: Row) {
    number = row["number"]
    name = row["name"]
    scopes = Set((row["scopes"] as String).split(separator: " ").compactMap { Scope(rawValue: String($0)) })
    createdAt = Instant(milliseconds: row["createdAt"])
    expiresAt = (row["expiresAt"] as Int64?).map(Instant.init(milliseconds:))
    lastUsedAt = (row["lastUsedAt"] as Int64?).map(Instant.init(milliseconds:))
    revokedAt = (row["revokedAt"] as Int64?).map(Instant.init(milliseconds:))
  }

  package var author: Author { Author(name, token: number) }
}

extension Token {
  package enum State: String, Sendable { case valid, expired, revoked }

  package func state(at now: Instant = .now()) -> State {
    if revokedAt != nil { return .revoked }
    return expiresAt.map { $0 <= now } == true ? .expired : .valid
  }
}

extension DeskFile {
  /// Creates a token.
  /// - Returns: the secret, which is not stored.
  package func createToken(name: String, scopes: Set<Scope>, expiresAt: Instant?, by author: Author) throws -> String {
    try pool.write { db in
      try Self.createToken(db, name: name, scopes: scopes, expiresAt: expiresAt, by: author).secret
    }
  }

  package static func createToken(
    _ db: Database, name: String, scopes: Set<Scope>, expiresAt: Instant?, by author: Author
  ) throws -> (number: Int64, secret: String) {
    let secret = Token.prefix + newSecret()
    // A name identifies a person, so it has one spelling.
    let name = name.inOneLine
    let scopes = scopes.map(\.rawValue).sorted()
    try db.execute(
      sql: "INSERT INTO tokens (hash, name, scopes, createdAt, expiresAt) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        hash(secret), name, scopes.joined(separator: " "), Instant.now().milliseconds, expiresAt?.milliseconds,
      ])
    let number = db.lastInsertedRowID
    try audit(
      db, author, .createToken,
      detail: [
        "token": .integer(number), "name": .string(name), "scopes": .strings(scopes),
        "expiresAt": expiresAt.map { .string($0.text) },
      ])
    return (number, secret)
  }

  package func tokens() throws -> [Token] {
    try pool.read { db in try Row.fetchAll(db, sql: "SELECT * FROM tokens ORDER BY number").map(Token.init) }
  }

  package static func token(_ db: Database, number: Int64) throws -> Token? {
    try Row.fetchOne(db, sql: "SELECT * FROM tokens WHERE number = ?", arguments: [number]).map(Token.init)
  }

  /// Revokes a token.
  /// - Returns: false when the token does not exist or was revoked before.
  package func revokeToken(_ number: Int64, by author: Author) throws -> Bool {
    try pool.write { db in
      try db.execute(
        sql: "UPDATE tokens SET revokedAt = ? WHERE number = ? AND revokedAt IS NULL",
        arguments: [Instant.now().milliseconds, number])
      guard db.changesCount > 0 else { return false }
      let name = try Self.token(db, number: number)?.name
      try Self.audit(
        db, author, .revokeToken, detail: ["token": .integer(number), "name": name.map(JSON.string)])
      return true
    }
  }

  /// The token with this secret, valid or not. The lookup by hash keeps its duration from revealing the secret.
  package func token(secret: String) throws -> Token? {
    try pool.read { db in
      try Row.fetchOne(
        db.cachedStatement(sql: "SELECT * FROM tokens WHERE hash = ?"), arguments: [Self.hash(secret)]
      ).map(Token.init)
    }
  }

  /// Stores the last use of a token, at most once a minute to avoid a write with every request.
  package func noteUse(of token: Token, at now: Instant) {
    guard now.milliseconds - (token.lastUsedAt?.milliseconds ?? 0) > 60_000 else { return }
    // Reading must work while the desk cannot be written; the writes themselves report that.
    try? pool.write { db in
      try db.execute(
        sql: "UPDATE tokens SET lastUsedAt = ? WHERE number = ?", arguments: [now.milliseconds, token.number])
    }
  }

  /// 32 random bytes as base64url (RFC 4648, section 5).
  static func newSecret() -> String {
    RandomBytes.make(32).base64URL
  }

  static func hash(_ secret: String) -> Data { Data(SHA256.hash(secret.utf8)) }
}

extension Token {
  package var audience: Audience {
    if !scopes.isDisjoint(with: [.draft, .publish, .admin]) { return .desk }
    return scopes.contains(.embargo) ? .embargo : .anyone
  }
}
