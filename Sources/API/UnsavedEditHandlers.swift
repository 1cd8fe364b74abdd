// Text that a person has not saved yet, kept on the server so that it can be continued in another browser.

import Catalog
import Content
import Desk
import GRDB
import HTTP
import Routing
import Storage
import Values

extension ItemHandlers {
  /// The documents are as they are in the editor; they are checked when they are saved.
  static let unsavedEditFields = [Field("base", .document, required: true), Field("draft", .document, required: true)]

  /// Shows the unsaved edit that the caller made of an item; only its address when there is none.
  @Sendable func unsavedEdit(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    return try context.app.desk.pool.read { db in
      let item = try findItem(context, db)
      let row = try Row.fetchOne(
        db, sql: "SELECT at, base, draft FROM unsavedEdits WHERE person = ? AND item = ?",
        arguments: [context.author.name, item.number])
      return .json(
        description(
          context, at: row.map { Instant(milliseconds: $0["at"]) }, base: row.flatMap { JSON.stored($0["base"]) },
          draft: row.flatMap { JSON.stored($0["draft"]) }))
    }
  }

  /// Keeps an unsaved edit of the caller in place of the former one. It is no revision, so it is not in the audit log.
  @Sendable func keepUnsavedEdit(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(try context.request.body.object(), fields: Self.unsavedEditFields)
    guard check.issues.isEmpty, let base = input["base"]?.object, let draft = input["draft"]?.object else {
      throw InvalidInput(check.issues)
    }
    let (context, now) = (context, Instant.now())
    return try context.app.desk.pool.write { db in
      let item = try findItem(context, db)
      try db.run(
        sql: """
          INSERT INTO unsavedEdits (person, item, at, base, draft) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET at = excluded.at, base = excluded.base, draft = excluded.draft
          """,
        arguments: [
          context.author.name, item.number, now.milliseconds, JSON.object(base).text, JSON.object(draft).text,
        ])
      return .json(description(context, at: now, base: base, draft: draft))
    }
  }

  /// Forgets the unsaved edit of the caller, if there is one.
  @Sendable func forgetUnsavedEdit(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    try context.app.desk.pool.write { db in
      try db.run(
        sql: "DELETE FROM unsavedEdits WHERE person = ? AND item = ?",
        arguments: [context.author.name, findItem(context, db).number])
    }
    return Response(status: .noContent)
  }

  private func description(_ context: RequestContext, at: Instant?, base: JSONObject?, draft: JSONObject?) -> JSON {
    [
      "href": .string(address(context, "/unsavedEdit")), "at": at.map { .string($0.text) },
      "base": base.map(JSON.object), "draft": draft.map(JSON.object),
    ]
  }
}
