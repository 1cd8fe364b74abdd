// The desk's database file: the council's items with their revisions, and the writes to them.

import Catalog
import Content
import Cryptography
import Foundation
import GRDB
import Migrations
import Storage
import Values

/// The author of a write, as in the revisions and the audit log.
package struct Author: Sendable {
  package let name: String
  /// The number of the author's token; nil without a token.
  let token: Int64?

  package init(_ name: String, token: Int64? = nil) { (self.name, self.token) = (name, token) }
}

/// The action that made a revision, and its note.
package struct RevisionReason: Sendable {
  let action: Action
  /// The author's reason, visible only at the desk.
  var note: String?
  /// The public note of the correction that the revision is for, by language.
  var correction: JSONObject?

  package init(_ action: Action, note: String? = nil, correction: JSONObject? = nil) {
    (self.action, self.note, self.correction) = (action, note, correction)
  }
}

package struct DeskFile: Sendable {
  package let pool: DatabasePool
  package let readers: Readers
  /// The key that signs preview links.
  package let previewKey: SecretKey
  /// The key for the tokens in mailed links.
  package let subscriberKey: SecretKey
  /// The key that signs checkpoints of the audit log, derived from the previews' key.
  let auditKey: SecretKey

  package init(directory: String, readers: Int) throws {
    let path = directory + "/desk.sqlite"
    pool = try ProjectionFile.open(path, migrations: Migrations.desk, readers: readers, upgrading: Backup.keep)
    let keys = try ["previews", "subscribers"].map { [pool] name in
      let key = try pool.read { db in
        try Data.fetchOne(db, sql: "SELECT key FROM keys WHERE name = ?", arguments: [name])
      }
      guard let key else { throw DataFault("desk.sqlite has lost the key of its \(name)") }
      return SecretKey(key)
    }
    (previewKey, subscriberKey) = (keys[0], keys[1])
    auditKey = SecretKey(previewKey.code(of: "checkpoints of the audit log".utf8))
    self.readers = ProjectionFile.readers(path)
  }

  /// True when an item of this kind and id exists and is not deleted.
  package static func exists(_ db: Database, kind: String, id: String) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM items WHERE kind = ? AND id = ? AND deletedAt IS NULL)"),
      arguments: [kind, id]) ?? false
  }

  /// Creates an item with its first revision. The id is the document's, or made of the date and the name.
  /// - Parameter reservedIDs: path words of the API, which a generated id avoids.
  /// - Throws: `DeskError.conflict(.idTaken)` when the id exists.
  package static func create(
    _ db: Database, _ resource: Resource, _ document: JSONObject, avoiding reservedIDs: Set<String>,
    by author: Author, _ reason: RevisionReason
  ) throws -> Item {
    let now = Instant.now()
    var document = document
    let given = document["id"]?.string
    let base = idBase(of: document, resource, createdAt: now)
    let id = try given ?? freeID(db, kind: resource.kind, base, avoiding: reservedIDs)
    guard try given == nil || !isTaken(db, kind: resource.kind, id: id) else { throw DeskError.conflict(.idTaken(id)) }
    document["id"] = nil
    try db.run(
      sql: "INSERT INTO items (kind, id, idBase, createdAt) VALUES (?, ?, ?, ?)",
      arguments: [
        resource.kind, id, given == nil && resource.publicationDay != nil ? base : nil, now.milliseconds,
      ])
    return try revise(db, db.lastInsertedRowID, document, by: author, reason)
  }

  /// Appends an immutable revision to an item.
  /// - Returns: the item with the new revision.
  @discardableResult
  package static func revise(
    _ db: Database, _ number: Int64, _ document: JSONObject, by author: Author, _ reason: RevisionReason
  ) throws -> Item {
    let before = try Item.fetch(db, number: number)?.document ?? JSONObject()
    try db.run(
      sql: """
        INSERT INTO revisions (item, number, document, at, author, action, note, correction)
        VALUES (?1, 1 + coalesce((SELECT max(number) FROM revisions WHERE item = ?1), 0), ?2, ?3, ?4, ?5, ?6, ?7)
        """,
      arguments: [
        number, JSON.object(document).text, Instant.now().milliseconds, author.name, reason.action.rawValue,
        reason.note, reason.correction.map { JSON.object($0).text },
      ])
    guard let item = try Item.fetch(db, number: number), let resource = Resource.of(kind: item.kind) else {
      throw DeskError.notFound
    }
    try TextState.follow(
      db, resource, item: number, revision: item.revision, from: before, to: item.document)
    try audit(
      db, author, reason.action, kind: item.kind, id: item.id,
      detail: [
        "revision": .integer(item.revision), "note": reason.note.map(JSON.string),
        RevisionDigests.member: try RevisionDigests.entry(db, item: number, revision: item.revision),
      ])
    try Projection(target: db, desk: db, audience: .desk).write(item)
    return item
  }

  /// Deletes a draft. Its row and revisions stay, and its id is free again: with a number behind it, the id of the
  /// next item would reveal that there was a draft.
  /// - Throws: `DeskError.conflict(.notADraft)` for an item with another status.
  package static func delete(_ db: Database, _ item: Item, by author: Author) throws {
    guard item.status == .draft else { throw DeskError.conflict(.notADraft(item.status)) }
    try db.run(
      sql: "UPDATE items SET deletedAt = ?, id = '~' || number, idBase = NULL WHERE number = ?",
      arguments: [Instant.now().milliseconds, item.number])
    for table in ["texts", "redirects", "keptFindings"] {
      try db.run(sql: "DELETE FROM \(table) WHERE item = ?", arguments: [item.number])
    }
    // The index of links follows the audit log by id, and would not find the item any more.
    try LinkIndex.carry(db, item.number, [])
    try audit(db, author, .delete, kind: item.kind, id: item.id)
    try Projection(target: db, desk: db, audience: .desk).remove(item.number)
  }
}
