// What the desk knows of an item beside its text: findings and earlier revisions.

import GRDB
import HTTP
import Manuscript

extension ItemHandlers {
  @Sendable func findings(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let id = call.id
    let findings = try call.app.desk.pool.read { db in
      guard let item = try Item.find(db, kind: resource.kind, id: id) else { throw Problem.notFound }
      return try Desk.findings(db, item, resource)
    }
    let language = call.request.languageOfErrors
    return call.items(
      findings.map { $0.json(in: language) }, at: "\(call.app.publicURL)/\(resource.path)/\(id)/findings")
  }

  @Sendable func revisions(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let id = call.id
    let rows = try call.app.desk.pool.read { db in
      guard let item = try Item.find(db, kind: resource.kind, id: id) else { throw Problem.notFound }
      return try Row.fetchAll(
        db, sql: "SELECT number, at, author FROM revisions WHERE item = ? ORDER BY number DESC",
        arguments: [item.number])
    }
    let path = "\(call.app.publicURL)/\(resource.path)/\(id)/revisions"
    return call.items(rows.map { .object(Self.revision($0, at: path)) }, at: path)
  }

  @Sendable func revision(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let id = call.id
    guard let number = call.parameters["n"].flatMap(Int.init) else { throw Problem.notFound }
    let row = try call.app.desk.pool.read { db in
      guard let item = try Item.find(db, kind: resource.kind, id: id) else { throw Problem.notFound }
      return try Row.fetchOne(
        db, sql: "SELECT number, at, author, document FROM revisions WHERE item = ? AND number = ?",
        arguments: [item.number, number])
    }
    guard let row else { throw Problem.notFound }
    var revision = Self.revision(row, at: "\(call.app.publicURL)/\(resource.path)/\(id)/revisions")
    revision["document"] = JSON.stored(row["document"]).map(JSON.object)
    return Response(
      fields: [.contentType: "application/json"], caching: .noStore, body: .bytes(JSON.object(revision).bytes))
  }

  private static func revision(_ row: Row, at path: String) -> JSONObject {
    let number: Int = row["number"]
    return JSONObject([
      ("href", .string("\(path)/\(number)")), ("number", .integer(number)),
      ("at", .string(Instant(milliseconds: row["at"]).text)), ("author", .string(row["author"])),
    ])
  }
}
