// What is not of one resource: the start, the state of health, and the log of public changes.

import Catalog
import Content
import Formats
import GRDB
import HTTP
import HTTPTypes
import Pages
import Storage
import Values

enum Front {
  /// Links to everything, as JSON; for a browser, a page for people.
  @Sendable static func index(_ context: inout RequestContext) throws -> Response {
    let asked = context.query.one("lang", Language.init(tag:), else: { .unknownChoice($0, Language.codes, near: nil) })
    try context.query.finish()
    let representation = MediaType.preferred(
      in: context.request.fields[.accept], of: ["application/json", "text/html"])
    guard let representation else { throw Problem.notAcceptable(offered: ["application/json", "text/html"]) }
    if representation == "text/html" {
      return try startPage(context, in: context.language(asked: asked, of: Language.spoken))
    }
    var links = JSONObject([("self", .string(context.app.publicURL + "/"))])
    for path in Resource.all.map(\.path) + ["search", "changes", "health", "docs"] {
      links[path] = ["href": .string("\(context.app.publicURL)/\(path)")]
    }
    return context.content(JSON.object(links).bytes, vary: "Accept")
  }

  private static func startPage(_ context: RequestContext, in language: Language) throws -> Response {
    var listQuery = ListQuery(.releases)
    listQuery.pageSize = 10
    let view = try ItemHandlers(resource: .releases).view(context, context.app.publicStore, listQuery, language)
    return context.page(HTMLStart(view: view).bytes, in: language, vary: "Accept, Accept-Language")
  }

  /// Whether it works, with the checks behind it (the Belgian REST guide's health resource).
  @Sendable static func health(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    return Health(context.app).response
  }

  /// Every public change in exact order. `after` is the number of the last change a client has, with the epoch.
  @Sendable static func changes(_ context: inout RequestContext) throws -> Response {
    let pageSize = context.query.pageSize(1000) ?? 100
    let after = context.query.one("after", ChangeCursor.init, else: { _ in .invalidCursor })
    try context.query.finish()
    let address = context.app.publicURL
    let (epoch, total, rows) = try context.app.publicFile.readers.read { db in
      (
        try String.fetchOne(db, sql: "SELECT epoch FROM state") ?? "",
        // Numbers are given without gaps.
        try Int.fetchOne(db, sql: "SELECT max(number) FROM changes") ?? 0,
        try Row.fetchAll(
          db, sql: "SELECT * FROM changes WHERE number > ? ORDER BY number LIMIT ?",
          arguments: [after?.number ?? 0, pageSize + 1])
      )
    }
    if let after, after.epoch != epoch { throw Problem.otherEpoch }
    let items = rows.prefix(pageSize).map { row -> JSON in
      let (kind, id): (String, String) = (row["kind"], row["id"])
      let path = Resource.of(kind: kind)?.path ?? kind
      return [
        "href": .string("\(address)/\(path)/\(id)"), "kind": .string(kind), "id": .string(id),
        "change": .string(row["change"]), "at": .string(Instant(milliseconds: row["at"]).text),
        "version": .integer(row["version"] as Int), "number": .integer(row["number"] as Int64),
      ]
    }
    let last = rows.prefix(pageSize).last.map { $0["number"] as Int64 } ?? after?.number ?? 0
    let cursor = ChangeCursor(epoch: epoch, number: last).text
    var envelope = PageEnvelope(address: context.address(of: "/changes"), pageSize: pageSize, total: total)
    if rows.count > pageSize {
      envelope.neighbors = [("next", "\(address)/changes?after=\(cursor)&pageSize=\(pageSize)")]
    }
    var response = context.content(envelope.page(of: items, trailing: [("after", .string(cursor))]), vary: "Accept")
    response.links = Resource.links(envelope.neighbors)
    return response
  }
}

/// A place in the log of changes, of one epoch of the public file.
struct ChangeCursor {
  let epoch: String
  let number: Int64

  init(epoch: String, number: Int64) { (self.epoch, self.number) = (epoch, number) }

  init?(_ text: String) {
    let parts = text.split(separator: "-")
    guard parts.count == 2, parts[0].allSatisfy(\.isHexDigit), let number = Int64(parts[1]), number >= 0 else {
      return nil
    }
    self.init(epoch: String(parts[0]), number: number)
  }

  var text: String { "\(epoch)-\(number)" }
}
