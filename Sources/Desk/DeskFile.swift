// The desk's file: what the council works on, and every write to it.

import Catalog
import Content
import Cryptography
import Foundation
import GRDB
import Migrations
import Storage
import Values

/// Who writes, as the revisions and the audit log name them.
package struct Author: Sendable {
  package let name: String
  /// The number of the token that they came with.
  let token: Int64?

  package init(_ name: String, token: Int64? = nil) { (self.name, self.token) = (name, token) }
}

/// What was done to make a revision, and why.
package struct RevisionReason: Sendable {
  let action: Action
  /// The reason in its author's words, for the desk alone.
  var note: String?

  package init(_ action: Action, note: String? = nil) { (self.action, self.note) = (action, note) }
}

package struct DeskFile: Sendable {
  package let pool: DatabasePool
  package let readers: Readers
  /// Signs the links of previews.
  package let previewKey: SecretKey
  /// Makes the tokens of the links that are mailed.
  package let subscriberKey: SecretKey

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
    self.readers = ProjectionFile.readers(path)
  }

  /// Whether an item exists that a document may refer to.
  package static func exists(_ db: Database, kind: String, id: String) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM items WHERE kind = ? AND id = ? AND deletedAt IS NULL)"),
      arguments: [kind, id]) ?? false
  }

  /// A new item with its first revision. The id is the client's, or made of the date and the name.
  /// - Parameter reservedIDs: words of the API's own paths.
  package static func create(
    _ db: Database, _ resource: Resource, _ document: JSONObject, avoiding reservedIDs: Set<String>,
    by author: Author, _ account: RevisionReason
  ) throws -> Item {
    let now = Instant.now()
    var document = document
    let id = try document["id"]?.string ?? freeID(db, resource, document, avoiding: reservedIDs, at: now)
    guard
      try Int.fetchOne(
        db.cachedStatement(sql: "SELECT 1 FROM items WHERE kind = ? AND id = ?"), arguments: [resource.kind, id]) == nil
    else { throw DeskError.conflict(.idTaken(id)) }
    document["id"] = nil
    try db.run(
      sql: "INSERT INTO items (kind, id, createdAt) VALUES (?, ?, ?)",
      arguments: [resource.kind, id, now.milliseconds])
    return try revise(db, db.lastInsertedRowID, document, by: author, account)
  }

  /// A new immutable revision, which becomes the newest.
  @discardableResult
  package static func revise(
    _ db: Database, _ number: Int64, _ document: JSONObject, by author: Author, _ account: RevisionReason
  ) throws -> Item {
    let before = try Item.fetch(db, number: number)?.document ?? JSONObject()
    try db.run(
      sql: """
        INSERT INTO revisions (item, number, document, at, author, action, note)
        VALUES (?1, 1 + coalesce((SELECT max(number) FROM revisions WHERE item = ?1), 0), ?2, ?3, ?4, ?5, ?6)
        """,
      arguments: [
        number, JSON.object(document).text, Instant.now().milliseconds, author.name, account.action.rawValue,
        account.note,
      ])
    guard let item = try Item.fetch(db, number: number), let resource = Resource.of(kind: item.kind) else {
      throw DeskError.notFound
    }
    try TextState.follow(
      db, resource, item: number, revision: item.revision, from: before, to: item.document)
    try audit(
      db, author, account.action, kind: item.kind, id: item.id,
      detail: ["revision": .integer(item.revision), "note": account.note.map(JSON.string)])
    try Projection(target: db, desk: db, audience: .desk).write(item)
    return item
  }

  /// Deletes a draft. Its row and its revisions stay, so that its id is never used again.
  package static func delete(_ db: Database, _ item: Item, by author: Author) throws {
    guard item.status == .draft else { throw DeskError.conflict(.notADraft(item.status)) }
    try db.run(
      sql: "UPDATE items SET deletedAt = ? WHERE number = ?", arguments: [Instant.now().milliseconds, item.number])
    try db.run(sql: "DELETE FROM texts WHERE item = ?", arguments: [item.number])
    try audit(db, author, .delete, kind: item.kind, id: item.id)
    try Projection(target: db, desk: db, audience: .desk).remove(item.number)
  }

  private static func freeID(
    _ db: Database, _ resource: Resource, _ document: JSONObject, avoiding reservedIDs: Set<String>, at now: Instant
  ) throws -> String {
    let original = document["originalLanguage"]?.string.flatMap(Language.init) ?? .nl
    let name = document.text(resource.naming, in: original)?.slug() ?? ""
    var base = name.isEmpty ? resource.kind : name
    if let field = resource.publicationDay { base = (document[field]?.string ?? Day(at: now).text) + "-" + base }
    var id = base
    for number in 2... {
      let isTaken = try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM items WHERE kind = ? AND id = ?)"),
        arguments: [resource.kind, id])
      guard isTaken == true || reservedIDs.contains(id) else { break }
      id = "\(base)-\(number)"
    }
    return id
  }
}
