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
  /// The id of an item that was never public followed its date or its name.
  case changeID
  /// A colleague was asked to check the text, with a note.
  case askReview
  /// Someone has seen to a finding whose cause the newsroom cannot see.
  case dismissFinding
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
  /// The digests of older revisions were added.
  case sealRevisions
  /// A person was erased from the desk.
  case erasePerson
  case createSubscription, changeSubscription, pauseSubscription, resumeSubscription, endSubscription
  /// A subscription got a new secret.
  case rotateSecret
  /// Someone requested releases by mail, confirmed the subscription, and ended it.
  case requestMail, confirmMail, endMail
  /// Past events are sent to a subscription again.
  case replay
  /// Invalid tokens were used, within a minute.
  case loginFailure
  case readWithEmbargoToken
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
            (SELECT hash FROM audit ORDER BY number DESC LIMIT 1) AS hash,
            (SELECT isSealed FROM situation) AS isSealed
          """))
    let row = AuditRow(1 + (last?["number"] ?? 0), author, action, kind: kind, id: id, detail: detail?.text)
    let salts = Data(RandomBytes.make(AuditRow.saltBytes))
    let hash = try row.hash(after: last?["hash"] ?? AuditChain(db).end, AuditRow.Seals(salts: salts))
    try db.cachedStatement(
      sql: """
        INSERT INTO audit (number, at, author, token, action, kind, id, detail, salts, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        row.number, row.at.milliseconds, row.author, row.token, row.action, row.kind, row.id, row.detail, salts, hash,
      ])
    if last?["isSealed"] != true { try RevisionDigests.seal(db) }
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
}
