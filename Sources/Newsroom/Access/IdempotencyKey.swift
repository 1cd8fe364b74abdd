// Idempotency-Key: a POST that is sent again does nothing again.

import Crypto
import Foundation
import GRDB
import HTTP
import HTTPTypes

/// A key that a client gave its request (the IETF's draft of the Idempotency-Key field). For 24 hours the same key and
/// request is answered with the first answer; another request with the key is a conflict. Refusals are not kept: what
/// was refused did nothing.
struct IdempotencyKey: Hashable, Sendable {
  private let token: Int64
  private let key: String
  private let fingerprint: Data

  /// The key was used meanwhile, by a request that ran at the same time.
  struct Taken: Error {}

  private static let lifetime: Int64 = 24 * 60 * 60 * 1000
  private static let lengthLimit = 255
  /// Stands for the status of an answer that is not kept, since it holds a secret.
  private static let spent = 0

  /// Nil for a request without one.
  init?(_ request: Request, _ token: Token) throws(Problem) {
    guard request.method == .post, let key = request.fields[.idempotencyKey] else { return nil }
    guard !key.isEmpty, key.utf8.count <= Self.lengthLimit else {
      throw .invalid(.schemaViolation, .header, "Idempotency-Key", key, .tooLong(Self.lengthLimit))
    }
    self.token = token.number
    self.key = key
    var hash = SHA256()
    let head = [request.path, request.query ?? "", request.fields[.contentType] ?? ""]
    for part in head.map({ Array($0.utf8) }) + [request.body] { hash.update(data: Data(part + [0])) }
    fingerprint = Data(hash.finalize())
  }

  /// The first answer, if there was one.
  func answer(_ desk: Desk) throws -> Response? {
    let row = try desk.pool.read { db in
      try Row.fetchOne(
        db.cachedStatement(sql: "SELECT * FROM idempotencyKeys WHERE token = ? AND key = ? AND at > ?"),
        arguments: [token, key, Instant.now().milliseconds - Self.lifetime])
    }
    guard let row else { return nil }
    guard row["fingerprint"] == fingerprint else { throw Problem.conflict("idempotencyKeyReused", .keyReused(key)) }
    guard row["status"] != Self.spent else {
      throw Problem.conflict("secretShownOnce", .secretShownOnce(row["location"]))
    }
    var response = Response(
      status: HTTPResponse.Status(code: row["status"]), fields: [.contentType: "application/json"], caching: .noStore,
      body: .bytes(Array(row["body"] as Data)))
    response.fields[.location] = row["location"]
    response.fields[.eTag] = row["etag"]
    return response
  }

  /// Keeps the answer within the transaction that does what was asked.
  /// - Throws: `Taken` when a request of the same time was first; the transaction must end with it.
  func keep(_ response: Response, _ db: Database) throws {
    try keep(Self.columns(of: response), db)
  }

  /// The same for an answer with a secret that is shown once: not it is kept, but where what was made can be found.
  func spend(on location: String, _ db: Database) throws {
    try keep([Self.spent, location, nil, Data()], db)
  }

  private func keep(_ answer: [(any DatabaseValueConvertible)?], _ db: Database) throws {
    let now = Instant.now().milliseconds
    try db.run(sql: "DELETE FROM idempotencyKeys WHERE at <= ?", arguments: [now - Self.lifetime])
    do {
      try db.run(
        sql: "INSERT INTO idempotencyKeys VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [token, key, fingerprint, now] + StatementArguments(answer))
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY {
      throw Taken()
    }
  }

  /// Keeps the answer as it was given in the end, once the public file has followed.
  func update(_ response: Response, _ desk: Desk) throws {
    try desk.pool.write { db in
      try db.run(
        sql: """
          UPDATE idempotencyKeys SET status = ?1, location = ?2, etag = ?3, body = ?4
          WHERE token = ?5 AND key = ?6 AND status <> ?7 AND (status, location, etag, body) IS NOT (?1, ?2, ?3, ?4)
          """,
        arguments: StatementArguments(Self.columns(of: response)) + [token, key, Self.spent])
    }
  }

  private static func columns(of response: Response) -> [(any DatabaseValueConvertible)?] {
    var body = Data()
    if case .bytes(let bytes) = response.body { body = Data(bytes) }
    return [response.status.code, response.fields[.location], response.fields[.eTag], body]
  }
}

/// Lets requests with the same key come one after the other, so that the second finds the first one's answer as it was
/// given. Different keys now and then wait for each other; a thread that waits is one that the one writer of the desk
/// would let wait as well.
struct Turns: Sendable {
  private let locks = (0..<64).map { _ in NSLock() }

  func take<Value>(_ key: IdempotencyKey, _ body: () throws -> Value) rethrows -> Value {
    try locks[Int(UInt(bitPattern: key.hashValue) % UInt(locks.count))].withLock(body)
  }
}

extension HTTPField.Name {
  static let idempotencyKey = HTTPField.Name(static: "Idempotency-Key")
}
