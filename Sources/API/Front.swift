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
  @Sendable static func index(_ call: inout Call) throws -> Response {
    let asked = call.query.one("lang", Language.init(tag:), else: { .unknownChoice($0, Language.codes, near: nil) })
    try call.query.finish()
    let form = MediaType.preferred(in: call.request.fields[.accept], of: ["application/json", "text/html"])
    guard let form else { throw Problem.notAcceptable(offered: ["application/json", "text/html"]) }
    if form == "text/html" { return try startPage(call, in: call.language(asked: asked, of: Language.spoken)) }
    var links = JSONObject([("self", .string(call.app.publicURL + "/"))])
    for path in Resource.all.map(\.path) + ["search", "changes", "health", "docs"] {
      links[path] = ["href": .string("\(call.app.publicURL)/\(path)")]
    }
    return call.content(JSON.object(links).bytes, vary: "Accept")
  }

  private static func startPage(_ call: Call, in language: Language) throws -> Response {
    var listing = Listing(.releases)
    listing.pageSize = 10
    let view = try ItemHandlers(resource: .releases).view(call, call.app.publicShelf, listing, language)
    return call.page(HTMLStart(view: view).bytes, in: language, vary: "Accept, Accept-Language")
  }

  /// Whether it works, with the checks behind it (the Belgian REST guide's health resource).
  @Sendable static func health(_ call: inout Call) throws -> Response {
    try call.query.finish()
    return Health(call.app).response
  }

  /// Every public change in exact order. `after` is the number of the last change a client has, with the epoch.
  @Sendable static func changes(_ call: inout Call) throws -> Response {
    let pageSize = call.query.pageSize(1000) ?? 100
    let after = call.query.one("after", ChangeCursor.init, else: { _ in .invalidCursor })
    try call.query.finish()
    let address = call.app.publicURL
    let (epoch, total, rows) = try call.app.publicFile.readers.read { db in
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
    var envelope = PageEnvelope(address: call.address(of: "/changes"), pageSize: pageSize, total: total)
    if rows.count > pageSize {
      envelope.neighbors = [("next", "\(address)/changes?after=\(cursor)&pageSize=\(pageSize)")]
    }
    var response = call.content(envelope.page(of: items, trailing: [("after", .string(cursor))]), vary: "Accept")
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
