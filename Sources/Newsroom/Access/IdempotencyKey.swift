// Idempotency-Key: a POST that is sent again does nothing again.

import Crypto
import Foundation
import GRDB
import HTTP
import HTTPTypes

/// A key that a client gave its request (the IETF's draft of the Idempotency-Key field). For 24 hours the same key and
/// request is answered with the first answer; another request with the key is a conflict. Refusals are not kept: what
/// was refused did nothing.
struct IdempotencyKey: Sendable {
  private let token: Int64
  private let key: String
  private let fingerprint: Data

  /// The key was used meanwhile, by a request that ran at the same time.
  struct Taken: Error {}

  private static let lifetime: Int64 = 24 * 60 * 60 * 1000
  private static let lengthLimit = 255

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
        db, sql: "SELECT * FROM idempotencyKeys WHERE token = ? AND key = ? AND at > ?",
        arguments: [token, key, Instant.now().milliseconds - Self.lifetime])
    }
    guard let row else { return nil }
    guard row["fingerprint"] == fingerprint else { throw Problem.conflict("idempotencyKeyReused", .keyReused(key)) }
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
    let now = Instant.now().milliseconds
    try db.execute(sql: "DELETE FROM idempotencyKeys WHERE at <= ?", arguments: [now - Self.lifetime])
    do {
      try db.execute(
        sql: "INSERT INTO idempotencyKeys VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [token, key, fingerprint, now] + StatementArguments(Self.columns(of: response)))
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY {
      throw Taken()
    }
  }

  /// Keeps the answer as it was given in the end, once the public file has followed.
  func update(_ response: Response, _ desk: Desk) throws {
    try desk.pool.write { db in
      try db.execute(
        sql: "UPDATE idempotencyKeys SET status = ?, location = ?, etag = ?, body = ? WHERE token = ? AND key = ?",
        arguments: StatementArguments(Self.columns(of: response)) + [token, key])
    }
  }

  private static func columns(of response: Response) -> [(any DatabaseValueConvertible)?] {
    var body = Data()
    if case .bytes(let bytes) = response.body { body = Data(bytes) }
    return [response.status.code, response.fields[.location], response.fields[.eTag], body]
  }
}

extension HTTPField.Name {
  static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .from
}
