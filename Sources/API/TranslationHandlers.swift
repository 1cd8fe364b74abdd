// The handlers of the languages of items: their states, and the texts that need translation.

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

  @Sendable func languages(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let context = context
    let texts = try context.app.desk.pool.read { db in try TextState.all(db, of: findItem(context, db).number) }
    return context.items(
      texts.map { text in .object(description(context, text.language, text.state, text.revision)) },
      at: address(context, "/languages"))
  }

  /// Marks the text in a language as ready or as a draft.
  @Sendable func setLanguage(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(
      try context.request.body.object(), fields: Self.languageFields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    guard let language = context.parameters["language"].flatMap(Language.init(rawValue:)),
      let state = input["state"]?.string.flatMap(TextState.init)
    else { throw Problem.notFound }
    let context = context
    return try context.app.desk.pool.write { db in
      let item = try findItem(context, db)
      try context.request.respectMatch(context.app.deskStore.outcome(db, resource, id: item.id))
      guard item.document[resource.naming]?.languages?.contains(.one(language)) == true else {
        throw DeskError.conflict(.missingText(language, field: resource.naming))
      }
      try TextState.set(db, item.number, language, state, item.revision)
      try DeskFile.audit(
        db, context.author, .setLanguage, kind: item.kind, id: item.id,
        detail: ["language": .string(language.rawValue), "state": .string(state.rawValue)])
      try Projection(target: db, desk: db, audience: .desk).write(item)
      let json = JSON.object(description(context, language, state, item.revision))
      return .json(json)
    }
  }

  private func description(_ context: RequestContext, _ language: Language, _ state: TextState, _ revision: Int)
    -> JSONObject
  {
    JSONObject([
      ("href", .string(address(context, "/languages/\(language)"))), ("language", .string(language.rawValue)),
      ("state", .string(state.rawValue)), ("revision", .integer(revision)),
    ])
  }
}

/// The texts that need translation, of all resources.
enum Translations {
  /// Lists the texts in the requested states, newest items first. Missing and outdated texts are the default.
  @Sendable static func list(_ context: inout RequestContext) throws -> Response {
    let states = context.query.choices("state", of: TextState.allCases.map(\.rawValue))
    let languages = context.query.choices("lang", of: Language.codes)
    let kinds = context.query.choices("kind", of: Resource.all.map(\.kind))
    let pageSize = context.query.pageSize(100) ?? 20
    let after = context.query.one("after", Cursor.init, else: { _ in .invalidCursor })
    try context.query.finish()
    var condition = Condition(source: "texts t JOIN documents d ON d.number = t.item")
    condition.add("d.status <> ?", [Status.withdrawn.rawValue])
    condition.narrow(
      "t.state", to: states.isEmpty ? [TextState.missing.rawValue, TextState.outdated.rawValue] : states)
    condition.narrow("t.language", to: languages)
    condition.narrow("d.kind", to: kinds)
    let (rows, total) = try context.app.desk.pool.read { db in
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
    return page(context, rows, pageSize, total)
  }

  private static func page(_ context: RequestContext, _ rows: [Row], _ pageSize: Int, _ total: Int) -> Response {
    let address = context.app.publicURL
    let items = rows.prefix(pageSize).map { row -> JSON in
      let (kind, id): (String, String) = (row["kind"], row["id"])
      return [
        "href": .string("\(address)/\(Resource.of(kind: kind)?.path ?? kind)/\(id)"), "kind": .string(kind),
        "id": .string(id), "status": .string(row["status"]), "language": .string(row["language"]),
        "state": .string(row["state"]), "revision": .integer(row["revision"] as Int),
      ]
    }
    var envelope = PageEnvelope(address: context.address(of: "/translations"), pageSize: pageSize, total: total)
    if rows.count > pageSize, let last = rows.prefix(pageSize).last {
      let place = "after=\(last["item"] as Int64).\(last["language"] as String)"
      envelope.neighbors = [("next", context.address(of: "/translations", at: place))]
    }
    return context.page(envelope, of: items)
  }

  private struct Cursor {
    let item: Int64
    let language: String

    init?(_ text: String) {
      let parts = text.split(separator: ".").map(String.init)
      guard parts.count == 2, let item = Int64(parts[0]), item >= 0, Language(rawValue: parts[1]) != nil else {
        return nil
      }
      (self.item, language) = (item, parts[1])
    }
  }
}
