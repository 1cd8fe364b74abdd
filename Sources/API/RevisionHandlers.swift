// The handlers of an item's revisions: list, show, compare and restore.

import Content
import Desk
import GRDB
import HTTP
import HTTPTypes
import Routing
import Values

extension ItemHandlers {
  @Sendable func revisions(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let rows = try context.app.desk.pool.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT number, at, author, action, note, correction FROM revisions WHERE item = ? ORDER BY number DESC",
        arguments: [findItem(context, db).number])
    }
    let path = address(context, "/revisions")
    return context.items(rows.map { .object(Self.revision($0, at: path)) }, at: path)
  }

  @Sendable func revision(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let row = try context.app.desk.pool.read { db in try findRow(context, db) }
    var revision = Self.revision(row, at: address(context, "/revisions"))
    revision["document"] = JSON.stored(row["document"]).map(JSON.object)
    return .json(JSON.object(revision))
  }

  /// Compares a revision with another: with `to`, or with the newest one.
  @Sendable func diff(_ context: inout RequestContext) throws -> Response {
    let numbers = 1...Int(Int32.max)
    let to = context.query.one(
      "to", { Int($0).flatMap { numbers.contains($0) ? $0 : nil } }, else: { _ in .outOfRange(numbers) })
    try context.query.finish()
    let (from, other) = try context.app.desk.pool.read { db in
      let item = try findItem(context, db)
      guard let other = try to == nil ? item : Item.fetch(db, number: item.number, revision: to) else {
        throw InvalidInput(.schemaViolation, .query, "to", to.map(String.init), .unknownRevision(to ?? 0))
      }
      return (try findRow(context, db), other)
    }
    let number: Int = from["number"]
    let changes = Difference.between(JSON.stored(from["document"]) ?? JSONObject(), other.document)
    let document: JSON = [
      "self": .string(address(context, "/revisions/\(number)/diff?to=\(other.revision)")), "from": .integer(number),
      "to": .integer(other.revision), "changes": .array(changes),
    ]
    return .json(document)
  }

  /// Copies an old revision to a new one.
  @Sendable func restore(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let body = try context.objectOrNothing()
    let stored = context
    let outcome = try context.app.desk.pool.write { db -> Outcome in
      let item = try findItem(stored, db)
      let row = try findRow(stored, db)
      let store = try stored.app.deskStore
      try stored.request.respectMatch(store.outcome(db, resource, id: item.id))
      var check = InputCheck()
      var rest = body
      let note = try check.take(InputCheck.revisionNote, from: &rest)
      _ = try check.object(rest, fields: [])
      guard check.issues.isEmpty, let document = JSON.stored(row["document"]) else {
        throw InvalidInput(check.issues)
      }
      try DeskFile.revise(db, item.number, document, by: stored.author, RevisionReason(.restore, note: note))
      let outcome = try stored.app.services.outcome(of: item, afterRevisionBy: stored.author, db)
      try stored.key?.keep(revised(outcome, stored), db)
      return outcome
    }
    return revised(outcome, context)
  }

  /// Returns the item that the path names.
  /// - Throws: a 404 `Problem`.
  func findItem(_ context: RequestContext, _ db: Database) throws -> Item {
    guard let item = try Item.find(db, kind: resource.kind, id: context.id) else { throw Problem.notFound }
    return item
  }

  /// Returns the revision that the path names.
  /// - Throws: a 404 `Problem`.
  private func findRow(_ context: RequestContext, _ db: Database) throws -> Row {
    guard let number = context.parameters["n"].flatMap(Int.init),
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM revisions WHERE item = ? AND number = ?",
        arguments: [findItem(context, db).number, number])
    else { throw Problem.notFound }
    return row
  }

  /// The address of the item that the path names, followed by `path`.
  func address(_ context: RequestContext, _ path: String = "") -> String { address(of: context.id, context) + path }

  /// The address of the item with this id.
  func address(of id: String, _ context: RequestContext) -> String {
    "\(context.app.publicURL)/\(resource.path)/\(id)"
  }

  private static func revision(_ row: Row, at path: String) -> JSONObject {
    let number: Int = row["number"]
    return JSONObject([
      ("href", .string("\(path)/\(number)")), ("number", .integer(number)),
      ("at", .string(Instant(milliseconds: row["at"]).text)), ("author", .string(row["author"])),
      ("action", (row["action"] as String?).map(JSON.string)), ("note", (row["note"] as String?).map(JSON.string)),
      ("correction", (row["correction"] as String?).flatMap(JSON.stored).map(JSON.object)),
    ])
  }
}
