// Idempotency-Key: a repeated POST has no second effect.

import Cryptography
import Foundation
import GRDB
import Storage
import Values

/// A client's key for a request (IETF draft of the Idempotency-Key field). For 24 hours the same request with the key
/// gets the first response, and a different request is a conflict. Refusals are not kept, since they had no effect.
package struct IdempotencyKey: Hashable, Sendable {
  private let token: Int64
  private let key: String
  private let fingerprint: Data

  /// The stored parts of a response, which differ between POST requests.
  package struct Answer: Sendable {
    package let status: Int
    package let location: String?
    package let etag: String?
    /// The JSON text.
    package let body: [UInt8]

    package init(status: Int, location: String?, etag: String?, body: [UInt8]) {
      self.status = status
      self.location = location
      self.etag = etag
      self.body = body
    }

    fileprivate var columns: [(any DatabaseValueConvertible)?] { [status, location, etag, Data(body)] }
  }

  /// A concurrent request used the key first.
  struct Taken: Error {}

  private static let lifetime: Int64 = 24 * 60 * 60 * 1000
  private static let lengthLimit = 255
  /// The stored status of a response with a secret, which is not kept.
  private static let spent = 0

  /// - Parameters:
  ///   - token: the number of the token that the request came with.
  ///   - request: the parts that identify the request: path, query, media type and content.
  package init(_ key: String, token: Int64, request: [some Sequence<UInt8>]) throws(InvalidInput) {
    guard !key.isEmpty, key.utf8.count <= Self.lengthLimit else {
      throw InvalidInput(
        .schemaViolation, .header, "Idempotency-Key", key.isEmpty ? nil : key, .keyLength(Self.lengthLimit))
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

  /// The first response; nil for a new key.
  /// - Throws: `DeskError.conflict` when the key belongs to a different request or to a response with a secret.
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

  /// Stores the response. Call it in the transaction of the request.
  /// - Throws: `Taken` when a concurrent request was first; the transaction must roll back.
  package func keep(_ answer: Answer, _ db: Database) throws {
    try keep(answer.columns, db)
  }

  /// Stores only the location of the created resource, for a response with a secret that is shown once.
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

  /// Replaces the stored response by the final one, after the public file is up to date.
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

/// Serializes requests with the same key, so that the second finds the first one's final response. Different keys
/// sometimes share a lock, which costs little because the desk has only one writer anyway.
package struct KeyedLocks: Sendable {
  private let locks = (0..<64).map { _ in NSLock() }

  package init() {}

  package func take<Value>(_ key: IdempotencyKey, _ body: () throws -> Value) rethrows -> Value {
    try locks[Int(UInt(bitPattern: key.hashValue) % UInt(locks.count))].withLock(body)
  }
}
