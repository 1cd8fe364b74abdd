// The audit log: who did what and when, in rows of which none can be changed or removed unnoticed.

import Bytes
import Cryptography
import Foundation
import GRDB
import Values

/// What the audit log tells of.
package enum Action: String, CaseIterable, Sendable {
  case create, replace, patch, restore, delete
  /// A manuscript was read.
  case `import`
  /// A publication gave the item its day, or took it back.
  case date
  /// The state of a language's text was set.
  case setLanguage
  case publish
  case reschedule = "movePublication"
  case cancel = "takeBack"
  case withdraw
  case createPreview, revokePreview
  case createToken, revokeToken
  /// A token was exchanged for a session, and that was ended.
  case logIn, logOut
  /// The desk was made from a copy, and what it planned went on afterwards.
  case restoreBackup, resume
  /// A person was taken out of what the desk keeps.
  case erasePerson
  case createSubscription, changeSubscription, pauseSubscription, resumeSubscription, endSubscription
  /// A subscription got a new secret.
  case rotateSecret
  /// Somebody asked for releases by mail, confirmed that, and got no more.
  case requestMail, confirmMail, endMail
  /// What a subscription was sent is sent again.
  case replay
  /// Someone came with a token that is not valid.
  case loginFailure
  case readWithEmbargoToken
}

/// A row of the audit log.
package struct AuditRow: Sendable {
  package let number: Int64
  package let at: Instant
  package let author: String
  /// The number of the token that the author came with.
  package let token: Int64?
  package let action: String
  package let kind: String?
  package let id: String?
  /// JSON.
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

  /// SHA-256 of what the row says by itself.
  var contentHash: Data { hash(after: Data()) }

  /// SHA-256 of the hash before and of the row's values as text, each after its length and a colon, a hyphen for none:
  /// no two rows make the same text.
  fileprivate func hash(after previous: Data) -> Data {
    var hash = SHA256()
    hash.update(previous)
    let values = [String(number), String(at.milliseconds), author, token.map { "\($0)" }, action, kind, id, detail]
    for value in values { hash.update((value.map { "\($0.utf8.count):\($0)" } ?? "-").utf8) }
    return Data(hash.finalize())
  }
}

extension AuditRow {
  /// The first of some redacted rows that this row, which is to tell of them, does not know as they are.
  fileprivate func misses(_ rows: [Int64: String]) -> Int64? {
    let told = detail.flatMap(JSON.stored)?["rows"]?.object
    let isTold = action == Action.erasePerson.rawValue
    return rows.keys.sorted().first { !isTold || told?["\($0)"]?.string != rows[$0] }
  }
}

/// What the audit log's chain of hashes was found to be.
package struct AuditChain: Sendable {
  /// Rows whose place in the chain is right.
  package private(set) var length: Int64 = 0
  /// The hash of the last of them. Kept elsewhere, it shows whether the whole log was written anew.
  package private(set) var end = Data()
  /// The first row that breaks it, in a sentence.
  package private(set) var fault: String?

  /// Follows the chain to its end or its first fault.
  init(_ db: Database) throws { fault = try follow(db) }

  private mutating func follow(_ db: Database) throws -> String? {
    var hasBegun = false
    // Rows that were redacted, until the one is met that tells of it.
    var redacted: [Int64: [Int64: String]] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY number")
    while let next = try rows.next() {
      let row = AuditRow(row: next)
      let hash = row.hash(after: end)
      let stored: Data? = next["hash"]
      guard row.number == length + 1 else { return "row \(length + 1) is missing" }
      if let told = next["erasedBy"] as Int64?, told > row.number, let stored {
        redacted[told, default: [:]][row.number] = row.contentHash.hexadecimal
        (hasBegun, length, end) = (true, row.number, stored)
        continue
      }
      if let rows = redacted.removeValue(forKey: row.number), let number = row.misses(rows) {
        return "row \(number) is neither what was written there nor what row \(row.number) has left of it"
      }
      guard stored == hash || stored == nil && !hasBegun else {
        let item = [row.kind, row.id].compactMap(\.self).joined(separator: " ")
        let content = [row.action, item, "by \(row.author)", "at \(row.at.text)"].filter { !$0.isEmpty }
        return "row \(row.number) (\(content.joined(separator: ", "))) is not what was written there"
      }
      hasBegun = stored != nil
      (length, end) = (row.number, hash)
    }
    if let number = redacted.values.first?.keys.first { return "nothing tells why row \(number) was changed" }
    let used = try Int64.fetchOne(db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'audit'")) ?? 0
    return used > length ? "row \(length + 1) is missing, and all after it" : nil
  }
}

extension DeskFile {
  /// Appends to the audit log, within the transaction that does what it tells of.
  package static func audit(
    _ db: Database, _ author: Author, _ action: Action, kind: String? = nil, id: String? = nil, detail: JSON? = nil
  ) throws {
    // Numbers are never used again, so that rows missing at the end leave a gap.
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

  /// Tells that a token which may read what is embargoed reads: to be called before the answer is given, since what
  /// can't be told of is not given.
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

  /// Tells that someone came with a token that is not valid; the token itself stands nowhere.
  /// - Parameter token: the token it was, when it was one once.
  package func auditLoginFailure(from client: String, _ token: Token?) throws {
    try pool.write { db in
      try Self.audit(
        db, token?.author ?? Author("unknown"), .loginFailure,
        detail: ["client": .string(client), "reason": .string(token.map { $0.state().rawValue } ?? "unknown")])
    }
  }
}
