// The languages of items over HTTP: how far each text is, what is ready, and what is missing or outdated anywhere.

import Catalog
import Content
import Desk
import Formats
import GRDB
import HTTP
import HTTPTypes
import Routing
import Storage
import Values

extension ItemHandlers {
  static let languageFields = [
    Field("state", .choice([TextState.draft, .ready].map(\.rawValue)), required: true)
  ]

  @Sendable func languages(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let call = call
    let texts = try call.app.desk.pool.read { db in try TextState.all(db, of: findItem(call, db).number) }
    return call.items(
      texts.map { text in .object(description(call, text.language, text.state, text.revision)) },
      at: address(call, "/languages"))
  }

  /// Marks a text as ready, or as a draft again.
  @Sendable func setLanguage(_ call: inout Call) throws -> Response {
    try call.query.finish()
    try call.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(
      try call.request.body.object(), fields: Self.languageFields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    guard let language = call.parameters["language"].flatMap(Language.init(rawValue:)),
      let state = input["state"]?.string.flatMap(TextState.init)
    else { throw Problem.notFound }
    let call = call
    return try call.app.desk.pool.write { db in
      let item = try findItem(call, db)
      try call.request.respectMatch(call.app.deskShelf.outcome(db, resource, id: item.id).etag)
      guard item.document[resource.naming]?.languages?.contains(.one(language)) == true else {
        throw DeskError.conflict(.missingText(language, field: resource.naming))
      }
      try TextState.set(db, item.number, language, state, item.revision)
      try DeskFile.audit(
        db, call.author, .setLanguage, kind: item.kind, id: item.id,
        detail: ["language": .string(language.rawValue), "state": .string(state.rawValue)])
      try Projection(target: db, desk: db, audience: .desk).write(item)
      let json = JSON.object(description(call, language, state, item.revision))
      return .json(json)
    }
  }

  private func description(_ call: Call, _ language: Language, _ state: TextState, _ revision: Int) -> JSONObject {
    JSONObject([
      ("href", .string(address(call, "/languages/\(language)"))), ("language", .string(language.rawValue)),
      ("state", .string(state.rawValue)), ("revision", .integer(revision)),
    ])
  }
}

/// What is still to be translated, of all resources.
enum Translations {
  /// Texts in the states asked for, missing and outdated ones unless told otherwise, newest items first.
  @Sendable static func list(_ call: inout Call) throws -> Response {
    let asked = call.query.choices("state", of: TextState.allCases.map(\.rawValue))
    let languages = call.query.choices("lang", of: Language.codes)
    let kinds = call.query.choices("kind", of: Resource.all.map(\.kind))
    let pageSize = call.query.pageSize(100) ?? 20
    let after = call.query.one("after", Cursor.init, else: { _ in .invalidCursor })
    try call.query.finish()
    var condition = Condition(source: "texts t JOIN documents d ON d.number = t.item")
    condition.add("d.status <> ?", [Status.withdrawn.rawValue])
    condition.narrow("t.state", to: asked.isEmpty ? [TextState.missing.rawValue, TextState.outdated.rawValue] : asked)
    condition.narrow("t.language", to: languages)
    condition.narrow("d.kind", to: kinds)
    let (rows, total) = try call.app.desk.pool.read { db in
      let total = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM \(condition.matches)", arguments: StatementArguments(condition.arguments))
      if let after { condition.add("(-t.item, t.language) > (?, ?)", [-after.item, after.language]) }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT t.item, t.language, t.state, t.revision, d.kind, d.id, d.status FROM \(condition.matches)
          ORDER BY t.item DESC, t.language LIMIT \(pageSize + 1)
          """, arguments: StatementArguments(condition.arguments))
      return (rows, total ?? 0)
    }
    return page(call, rows, pageSize, total)
  }

  private static func page(_ call: Call, _ rows: [Row], _ pageSize: Int, _ total: Int) -> Response {
    let address = call.app.publicURL
    let items = rows.prefix(pageSize).map { row -> JSON in
      let (kind, id): (String, String) = (row["kind"], row["id"])
      return [
        "href": .string("\(address)/\(Resource.of(kind: kind)?.path ?? kind)/\(id)"), "kind": .string(kind),
        "id": .string(id), "status": .string(row["status"]), "language": .string(row["language"]),
        "state": .string(row["state"]), "revision": .integer(row["revision"] as Int),
      ]
    }
    var envelope = PageEnvelope(address: call.address(of: "/translations"), pageSize: pageSize, total: total)
    if rows.count > pageSize, let last = rows.prefix(pageSize).last {
      let place = "after=\(last["item"] as Int64).\(last["language"] as String)"
      envelope.neighbors = [("next", call.address(of: "/translations", at: place))]
    }
    return call.page(envelope, of: items)
  }

  private struct Cursor {
    let item: Int64
    let language: String

    init?(_ text: String) {
      let parts = text.split(separator: ".").map(String.init)
      guard parts.count == 2, let item = Int64(parts[0]), Language(rawValue: parts[1]) != nil else { return nil }
      (self.item, language) = (item, parts[1])
    }
  }
}
