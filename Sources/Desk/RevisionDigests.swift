// The digests of revisions in the audit log, so that a changed text breaks the chain as a changed row does.

import Bytes
import Cryptography
import Foundation
import GRDB
import Values

/// The digests that the rows of the audit log record, by item and revision. Only the erasure of a person replaces one.
struct RevisionDigests: Sendable {
  /// The member of a row's detail: `{"12/3": "…"}`, by item and revision.
  static let member = "digests"

  private var byRevision: [String: String] = [:]

  mutating func add(_ row: AuditRow) {
    guard let detail = row.detail, detail.contains(Self.member),
      let digests = JSON.stored(detail)?[Self.member]?.object
    else { return }
    for (revision, digest) in digests.members
    where byRevision[revision] == nil || row.action == Action.erasePerson.rawValue {
      byRevision[revision] = digest.string
    }
  }

  /// SHA-256 of all values of a revision, in hexadecimal.
  private static func digest(of row: Row) -> String {
    var hash = SHA256()
    for column in ["item", "number", "document", "at", "author", "action", "note", "correction"] {
      let value = (row[column] as DatabaseValue?).flatMap {
        String.fromDatabaseValue($0) ?? Int64.fromDatabaseValue($0).map { "\($0)" }
      }
      hash.update((value.map { "\($0.utf8.count):\($0)" } ?? "-").utf8)
    }
    return hash.finalize().hexadecimal
  }

  private static func key(_ row: Row) -> String { "\(row["item"] as Int64)/\(row["number"] as Int64)" }

  /// The detail of the digest of one revision.
  static func entry(_ db: Database, item: Int64, revision: Int) throws -> JSON? {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM revisions WHERE item = ? AND number = ?"), arguments: [item, revision])
    return row.map { .object(JSONObject([(key($0), .string(digest(of: $0)))])) }
  }

  /// The number of revisions whose digests stand in one row.
  private static let batch = 500

  /// Adds the digests of all revisions that are older than digests, once.
  static func seal(_ db: Database) throws {
    try db.execute(sql: "UPDATE situation SET isSealed = 1")
    var digests = JSONObject()
    func add() throws {
      guard !digests.isEmpty else { return }
      try DeskFile.audit(
        db, Author("newsroom"), .sealRevisions, detail: .object(JSONObject([(member, .object(digests))])))
      digests = JSONObject()
    }
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM revisions ORDER BY item, number")
    while let row = try rows.next() {
      digests[key(row)] = .string(digest(of: row))
      if digests.members.count == batch { try add() }
    }
    try add()
  }

  /// A sentence about the first revision that differs from its digest, or has none; nil when all are as recorded.
  func fault(_ db: Database) throws -> String? {
    // A desk from before digests has none until its first write.
    let isSealed = try Bool.fetchOne(db, sql: "SELECT isSealed FROM situation") == true
    guard isSealed || !byRevision.isEmpty else { return nil }
    var left = byRevision
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM revisions ORDER BY item, number")
    while let row = try rows.next() {
      guard let recorded = left.removeValue(forKey: Self.key(row)) else {
        return "revision \(Self.key(row)) (item/revision) is not in the audit log"
      }
      guard recorded == Self.digest(of: row) else {
        return "revision \(Self.key(row)) (item/revision) is not as the audit log recorded it"
      }
    }
    return left.keys.min().map { "revision \($0) (item/revision) is missing" }
  }
}
