// The handlers that read the audit log.

import Bytes
import Catalog
import Content
import Desk
import Foundation
import GRDB
import HTTP
import Routing
import Storage
import Values

enum AuditHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/audit", access: .scope(.admin), list),
    Route(.get, "/audit/checkpoint", access: .scope(.admin), checkpoint),
    Route(.get, "/audit/{n}", access: .scope(.admin), show),
  ]

  /// Lists the entries, newest first. `from` and `to` are days in Brussels, both included.
  @Sendable private static func list(_ context: inout RequestContext) throws -> Response {
    let page = NumberedPage(&context.query)
    var condition = Condition(source: "audit")
    let filters = [
      ("author", context.query.all("author")),
      ("action", context.query.choices("action", of: Action.allCases.map(\.rawValue))),
      ("kind", context.query.choices("kind", of: Resource.all.map(\.kind))), ("id", context.query.all("id")),
    ]
    for (name, values) in filters { condition.narrow(name, to: values) }
    let from = context.query.one("from", Day.init, else: LocalizedText.invalidDate)
    let to = context.query.one("to", Day.init, else: LocalizedText.invalidDate)
    if let from, let to, to < from { context.query.refuse("from", from.text, .datesReversed) }
    try context.query.finish()
    if let from { condition.add("at >= ?", [from.start.milliseconds]) }
    if let to { condition.add("at < ?", [to.adding(1).start.milliseconds]) }
    let address = context.app.publicURL
    return try context.numbered(page, of: "/audit", condition) {
      .object(document($0, "href", address))
    }
  }

  @Sendable private static func show(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    guard let number = context.parameters["n"].flatMap(Int64.init) else { throw Problem.notFound }
    let row = try context.app.desk.pool.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM audit WHERE number = ?", arguments: [number])
    }
    guard let row else { throw Problem.notFound }
    return .json(JSON.object(document(row, "self", context.app.publicURL)))
  }

  /// Shows the signed head of the log, to keep elsewhere.
  @Sendable private static func checkpoint(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let checkpoint = try context.app.desk.auditCheckpoint()
    return .json([
      "self": .string("\(context.app.publicURL)/audit/checkpoint"), "number": .integer(checkpoint.number),
      "hash": .string(checkpoint.hash), "at": .string(Instant.now().text), "checkpoint": .string(checkpoint.text),
    ])
  }

  private static func document(_ row: Row, _ link: String, _ address: String) -> JSONObject {
    let entry = AuditRow(row: row)
    let resource = entry.kind.flatMap(Resource.of)
    return JSONObject([
      (link, .string("\(address)/audit/\(entry.number)")), ("number", .integer(entry.number)),
      ("at", .string(entry.at.text)), ("author", .string(entry.author)),
      ("token", entry.token.map { .string("\(address)/tokens/\($0)") }), ("action", .string(entry.action)),
      ("kind", entry.kind.map(JSON.string)), ("id", entry.id.map(JSON.string)),
      ("item", resource.flatMap { resource in entry.id.map { .string("\(address)/\(resource.path)/\($0)") } }),
      ("detail", entry.detail.flatMap(JSON.stored).map(JSON.object)),
      ("hash", (row["hash"] as Data?).map { .string($0.hexadecimal) }),
    ])
  }
}
