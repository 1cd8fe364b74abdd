// What the desk knows of an item beside its text: findings, and its revisions, to be read, compared and restored.

import Content
import Desk
import GRDB
import HTTP
import HTTPTypes
import Routing
import Values

extension ItemHandlers {
  @Sendable func findings(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let findings = try call.app.desk.pool.read { db in
      try DeskFile.findings(db, try findItem(call, db), resource)
    }
    let language = call.request.languageOfErrors
    return call.items(findings.map { $0.json(in: language) }, at: address(call, "/findings"))
  }

  @Sendable func revisions(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let rows = try call.app.desk.pool.read { db in
      try Row.fetchAll(
        db, sql: "SELECT number, at, author, action, note FROM revisions WHERE item = ? ORDER BY number DESC",
        arguments: [findItem(call, db).number])
    }
    let path = address(call, "/revisions")
    return call.items(rows.map { .object(Self.revision($0, at: path)) }, at: path)
  }

  @Sendable func revision(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let row = try call.app.desk.pool.read { db in try findRow(call, db) }
    var revision = Self.revision(row, at: address(call, "/revisions"))
    revision["document"] = JSON.stored(row["document"]).map(JSON.object)
    return .json(JSON.object(revision))
  }

  /// What another revision, `to` or else the newest, has otherwise.
  @Sendable func diff(_ call: inout Call) throws -> Response {
    let to = call.query.one(
      "to", { Int($0).flatMap { $0 > 0 ? $0 : nil } }, else: { _ in .outOfRange(1...Int(Int32.max)) })
    try call.query.finish()
    let (from, other) = try call.app.desk.pool.read { db in
      let item = try findItem(call, db)
      guard let other = try to == nil ? item : Item.fetch(db, number: item.number, revision: to) else {
        throw InvalidInput(.schemaViolation, .query, "to", to.map(String.init), .unknownRevision(to ?? 0))
      }
      return (try findRow(call, db), other)
    }
    let number: Int = from["number"]
    let changes = Difference.between(JSON.stored(from["document"]) ?? JSONObject(), other.document)
    let document: JSON = [
      "self": .string(address(call, "/revisions/\(number)/diff?to=\(other.revision)")), "from": .integer(number),
      "to": .integer(other.revision), "changes": .array(changes),
    ]
    return .json(document)
  }

  /// Makes an old revision the newest, as one more.
  @Sendable func restore(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let body = try call.objectOrNothing()
    let stored = call
    let outcome = try call.app.desk.pool.write { db -> Outcome in
      let item = try findItem(stored, db)
      let row = try findRow(stored, db)
      let shelf = try stored.app.deskShelf
      try stored.request.respectMatch(shelf.outcome(db, resource, id: item.id).etag)
      guard item.withdrawal == nil else { throw DeskError.conflict(.withdrawn) }
      var check = InputCheck()
      var rest = body
      let note = try check.takeNote(from: &rest)
      _ = try check.object(rest, fields: [])
      guard check.issues.isEmpty, let document = JSON.stored(row["document"]) else {
        throw InvalidInput(check.issues)
      }
      try DeskFile.revise(db, item.number, document, by: stored.author, Account(.restore, note: note))
      let outcome = try shelf.outcome(db, resource, id: item.id)
      try stored.key?.keep(response(outcome, status: .ok, stored), db)
      return outcome
    }
    return response(outcome, status: .ok, call)
  }

  /// The item that the path names.
  func findItem(_ call: Call, _ db: Database) throws -> Item {
    guard let item = try Item.find(db, kind: resource.kind, id: call.id) else { throw Problem.notFound }
    return item
  }

  /// The revision that the path names.
  private func findRow(_ call: Call, _ db: Database) throws -> Row {
    guard let number = call.parameters["n"].flatMap(Int.init),
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM revisions WHERE item = ? AND number = ?",
        arguments: [findItem(call, db).number, number])
    else { throw Problem.notFound }
    return row
  }

  /// The address of the item, or of what belongs to it.
  func address(_ call: Call, _ path: String = "") -> String {
    "\(call.app.publicURL)/\(resource.path)/\(call.id)\(path)"
  }

  private static func revision(_ row: Row, at path: String) -> JSONObject {
    let number: Int = row["number"]
    return JSONObject([
      ("href", .string("\(path)/\(number)")), ("number", .integer(number)),
      ("at", .string(Instant(milliseconds: row["at"]).text)), ("author", .string(row["author"])),
      ("action", (row["action"] as String?).map(JSON.string)), ("note", (row["note"] as String?).map(JSON.string)),
    ])
  }
}
