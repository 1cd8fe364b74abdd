// Idempotency-Key: a POST that is sent again does nothing again.

import Cryptography
import Foundation
import GRDB
import Storage
import Values

/// A key that a client gave its request (the IETF's draft of the Idempotency-Key field). For 24 hours the same key and
/// request is answered with the first answer; another request with the key is a conflict. Refusals are not kept: what
/// was refused did nothing.
package struct IdempotencyKey: Hashable, Sendable {
  private let token: Int64
  private let key: String
  private let fingerprint: Data

  /// What of an answer is kept: all that the answers of a POST differ in.
  package struct Answer: Sendable {
    package let status: Int
    package let location: String?
    package let etag: String?
    /// JSON.
    package let body: [UInt8]

    package init(status: Int, location: String?, etag: String?, body: [UInt8]) {
      self.status = status
      self.location = location
      self.etag = etag
      self.body = body
    }

    fileprivate var columns: [(any DatabaseValueConvertible)?] { [status, location, etag, Data(body)] }
  }

  /// The key was used meanwhile, by a request that ran at the same time.
  struct Taken: Error {}

  private static let lifetime: Int64 = 24 * 60 * 60 * 1000
  private static let lengthLimit = 255
  /// Stands for the status of an answer that is not kept, since it holds a secret.
  private static let spent = 0

  /// - Parameters:
  ///   - token: the number of the token that the request came with.
  ///   - request: what makes it the same request: path, query, media type and content.
  package init(_ key: String, token: Int64, request: [some Sequence<UInt8>]) throws(InvalidInput) {
    guard !key.isEmpty, key.utf8.count <= Self.lengthLimit else {
      throw InvalidInput(.schemaViolation, .header, "Idempotency-Key", key, .tooLong(Self.lengthLimit))
    }
    self.token = token
    self.key = key
    var hash = SHA256()
    for part in request {
      hash.update(part)
      hash.update([0])
    }
    fingerprint = Data(hash.finalize())
  }

  /// The first answer, if there was one.
  package func answer(_ desk: DeskFile) throws -> Answer? {
    let row = try desk.pool.read { db in
      try Row.fetchOne(
        db.cachedStatement(sql: "SELECT * FROM idempotencyKeys WHERE token = ? AND key = ? AND at > ?"),
        arguments: [token, key, Instant.now().milliseconds - Self.lifetime])
    }
    guard let row else { return nil }
    guard row["fingerprint"] == fingerprint else { throw DeskError.conflict(.keyReused(key)) }
    guard row["status"] != Self.spent else {
      throw DeskError.conflict(.secretShownOnce(location: row["location"]))
    }
    return Answer(
      status: row["status"], location: row["location"], etag: row["etag"], body: Array(row["body"] as Data))
  }

  /// Keeps the answer within the transaction that does what was asked.
  /// - Throws: `Taken` when a request of the same time was first; the transaction must end with it.
  package func keep(_ answer: Answer, _ db: Database) throws {
    try keep(answer.columns, db)
  }

  /// The same for an answer with a secret that is shown once: not it is kept, but where what was made can be found.
  package func spend(on location: String, _ db: Database) throws {
    try keep([Self.spent, location, nil, Data()], db)
  }

  private func keep(_ answer: [(any DatabaseValueConvertible)?], _ db: Database) throws {
    let now = Instant.now().milliseconds
    try db.run(sql: "DELETE FROM idempotencyKeys WHERE at <= ?", arguments: [now - Self.lifetime])
    do {
      try db.run(
        sql: """
          INSERT INTO idempotencyKeys (token, key, fingerprint, at, status, location, etag, body)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [token, key, fingerprint, now] + StatementArguments(answer))
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY {
      throw Taken()
    }
  }

  /// Keeps the answer as it was given in the end, once the public file has followed.
  package func update(_ answer: Answer, _ desk: DeskFile) throws {
    try desk.pool.write { db in
      try db.run(
        sql: """
          UPDATE idempotencyKeys SET status = ?1, location = ?2, etag = ?3, body = ?4
          WHERE token = ?5 AND key = ?6 AND status <> ?7 AND (status, location, etag, body) IS NOT (?1, ?2, ?3, ?4)
          """,
        arguments: StatementArguments(answer.columns) + [token, key, Self.spent])
    }
  }
}

/// Lets requests with the same key come one after the other, so that the second finds the first one's answer as it was
/// given. Different keys now and then wait for each other; a thread that waits is one that the one writer of the desk
/// would let wait as well.
package struct KeyedLocks: Sendable {
  private let locks = (0..<64).map { _ in NSLock() }

  package init() {}

  package func take<Value>(_ key: IdempotencyKey, _ body: () throws -> Value) rethrows -> Value {
    try locks[Int(UInt(bitPattern: key.hashValue) % UInt(locks.count))].withLock(body)
  }
}
