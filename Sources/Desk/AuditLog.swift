// The audit log: who did what and when, in a chain of hashes that reveals changed and removed rows.

import Bytes
import Cryptography
import Foundation
import GRDB
import Values

/// The actions that the audit log records.
package enum Action: String, CaseIterable, Sendable {
  case create, replace, patch, restore, delete
  /// An item was made from a manuscript.
  case `import`
  /// A publication set the item's date, moved it or removed it.
  case date
  /// The state of a language's text was set.
  case setLanguage
  case publish
  case reschedule = "movePublication"
  case cancel = "takeBack"
  case withdraw
  case createPreview, revokePreview
  case createToken, revokeToken
  /// A session was opened with a token, and ended.
  case logIn, logOut
  /// The desk was restored from a copy, and its planned publications were resumed.
  case restoreBackup, resume
  /// A person was erased from the desk.
  case erasePerson
  case createSubscription, changeSubscription, pauseSubscription, resumeSubscription, endSubscription
  /// A subscription got a new secret.
  case rotateSecret
  /// Someone requested releases by mail, confirmed the subscription, and ended it.
  case requestMail, confirmMail, endMail
  /// Past events are sent to a subscription again.
  case replay
  /// Someone used an invalid token.
  case loginFailure
  case readWithEmbargoToken
}

/// A row of the audit log.
package struct AuditRow: Sendable {
  package let number: Int64
  package let at: Instant
  package let author: String
  /// The number of the author's token; nil without a token.
  package let token: Int64?
  package let action: String
  package let kind: String?
  package let id: String?
  /// A JSON object; nil when the action has no details.
  package let detail: String?

  package init(row: Row) {
    (number, author, token, action) = (row["number"], row["author"], row["token"], row["action"])
    (kind, id, detail) = (row["kind"], row["id"], row["detail"])
    at = Instant(milliseconds: row["at"])
  }

  fileprivate init(
    _ number: Int64, _ author: Author, _ action: Action, kind: String?, id: String?, detail: String?
  ) {
    (self.number, self.author, token, self.action) = (number, author.name, author.token, action.rawValue)
    (self.kind, self.id, self.detail) = (kind, id, detail)
    at = .now()
  }

  /// SHA-256 of the row's own values.
  var contentHash: Data { hash(after: Data()) }

  /// SHA-256 of the previous hash and the row's values as text. Each value follows its length and a colon, and a hyphen
  /// stands for null, so that no two rows give the same text.
  fileprivate func hash(after previous: Data) -> Data {
    var hash = SHA256()
    hash.update(previous)
    let values = [String(number), String(at.milliseconds), author, token.map { "\($0)" }, action, kind, id, detail]
    for value in values { hash.update((value.map { "\($0.utf8.count):\($0)" } ?? "-").utf8) }
    return Data(hash.finalize())
  }
}

extension AuditRow {
  /// The first of some redacted rows whose current hash is not in this row; nil when this erasure's row has them all.
  fileprivate func misses(_ rows: [Int64: String]) -> Int64? {
    let recorded = detail.flatMap(JSON.stored)?["rows"]?.object
    let isErasure = action == Action.erasePerson.rawValue
    return rows.keys.sorted().first { !isErasure || recorded?["\($0)"]?.string != rows[$0] }
  }
}

/// The result of checking the audit log's chain of hashes.
package struct AuditChain: Sendable {
  /// The number of correct rows from the start of the chain.
  package private(set) var length: Int64 = 0
  /// The hash of the last correct row. A copy kept elsewhere reveals a rewrite of the whole log.
  package private(set) var end = Data()
  /// A sentence about the first row that breaks the chain; nil for an unbroken chain.
  package private(set) var fault: String?

  /// Checks the chain up to its end or its first fault.
  init(_ db: Database) throws { fault = try follow(db) }

  private mutating func follow(_ db: Database) throws -> String? {
    var hasBegun = false
    // The hashes of redacted rows, by the number of the row that records their erasure.
    var redacted: [Int64: [Int64: String]] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY number")
    while let next = try rows.next() {
      let row = AuditRow(row: next)
      let hash = row.hash(after: end)
      let stored: Data? = next["hash"]
      guard row.number == length + 1 else { return "row \(length + 1) is missing" }
      if let erasure = next["erasedBy"] as Int64?, erasure > row.number, let stored {
        redacted[erasure, default: [:]][row.number] = row.contentHash.hexadecimal
        (hasBegun, length, end) = (true, row.number, stored)
        continue
      }
      if let rows = redacted.removeValue(forKey: row.number), let number = row.misses(rows) {
        return "row \(number) was changed, not only by row \(row.number)"
      }
      guard stored == hash || stored == nil && !hasBegun else {
        let item = [row.kind, row.id].compactMap(\.self).joined(separator: " ")
        let content = [row.action, item, "by \(row.author)", "at \(row.at.text)"].filter { !$0.isEmpty }
        return "row \(row.number) (\(content.joined(separator: ", "))) was changed"
      }
      hasBegun = stored != nil
      (length, end) = (row.number, hash)
    }
    if let number = redacted.values.first?.keys.first { return "row \(number) was changed without a reason" }
    let used = try Int64.fetchOne(db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'audit'")) ?? 0
    return used > length ? "row \(length + 1) is missing, and all after it" : nil
  }
}

extension DeskFile {
  /// Appends a row to the audit log. Call it in the transaction of the action.
  package static func audit(
    _ db: Database, _ author: Author, _ action: Action, kind: String? = nil, id: String? = nil, detail: JSON? = nil
  ) throws {
    // Numbers are never reused, so that rows removed at the end leave a gap.
    let last = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'audit') AS number,
            (SELECT hash FROM audit ORDER BY number DESC LIMIT 1) AS hash
          """))
    let row = AuditRow(1 + (last?["number"] ?? 0), author, action, kind: kind, id: id, detail: detail?.text)
    let hash = try row.hash(after: last?["hash"] ?? AuditChain(db).end)
    try db.cachedStatement(
      sql: """
        INSERT INTO audit (number, at, author, token, action, kind, id, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        row.number, row.at.milliseconds, row.author, row.token, row.action, row.kind, row.id, row.detail, hash,
      ])
  }

  /// Records a read with a token that may read embargoed items. Call it before the response: a read that cannot be
  /// recorded must not be answered.
  package func auditRead(
    path: String, query: String?, from client: String, by token: Token, kind: String? = nil, id: String? = nil
  ) throws {
    try pool.write { db in
      try Self.audit(
        db, token.author, .readWithEmbargoToken, kind: kind, id: id,
        detail: [
          "path": .string(path), "query": query.map(JSON.string), "client": .string(client),
        ])
    }
  }

  /// Records the use of an invalid token, without the secret.
  /// - Parameter token: the expired or revoked token; nil for an unknown one.
  package func auditLoginFailure(from client: String, _ token: Token?) throws {
    try pool.write { db in
      try Self.audit(
        db, token?.author ?? Author("unknown"), .loginFailure,
        detail: ["client": .string(client), "reason": .string(token.map { $0.state().rawValue } ?? "unknown")])
    }
  }
}
