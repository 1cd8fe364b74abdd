// What the routes of every resource do.

import HTTPTypes

extension Resource {
  /// The operations of this resource by the names of their routes.
  var operations: [(route: String, Operation)] { reading + writing + history + publishing }

  private var one: String { "/\(path)/{id}" }
  /// `Releases`, for the ids of operations.
  private var plural: String { path.prefix(1).uppercased() + path.dropFirst() }
  private var item: JSON { Schema.reference(typeName) }
  private static let note = [Field("revisionNote", .text(500))].schema

  private var reading: [(String, Operation)] {
    let lists = listForms.map { form in
      (
        form.mediaType,
        form.suffix == "json" ? Schema.page(of: Schema.reference("\(typeName)Summary")) : Schema.string()
      )
    }
    let items = itemForms.map { form in (form.mediaType, form.suffix == "json" ? item : Schema.string()) }
    return [
      (
        "GET /\(path)",
        Operation(
          id: "list\(plural)", summary: "List, filter and search \(path)", parameters: listParameters,
          fields: Operation.reading,
          answers: [Operation.Answer(status: 200, description: "A page", types: lists, fields: Operation.shown)],
          problems: [406])
      ),
      (
        "GET \(one)",
        Operation(
          id: "show\(typeName)", summary: "Read one \(kind)", parameters: [.lang] + detail,
          fields: Operation.reading,
          answers: [
            Operation.Answer(status: 200, description: "The \(kind)", types: items, fields: Operation.shown)
          ], problems: [404, 406, 410])
      ),
    ]
  }

  /// How much of an item is told.
  private var detail: [Operation.Parameter] {
    let selection = isEverything ? "(href,id)" : "(id,\(naming))"
    let select = Operation.Parameter(
      name: "select", description: "The members wanted, in parentheses", schema: Schema.string(example: selection))
    guard let first = embeddable.first else { return [select] }
    let embed = Operation.Parameter(
      name: "embed", description: "Of \(embeddable.joined(separator: ", ")): as a map by address",
      schema: Schema.string(example: first), isRepeated: true)
    return [select, embed]
  }

  /// What may be asked of the collection.
  var listParameters: [Operation.Parameter] {
    let own = filters.map { filter -> Operation.Parameter in
      switch filter {
      case .choice(let name, _, let values):
        .init(name: name, description: "One of a closed list", schema: Schema.choice(values), isRepeated: true)
      case .text(let name, _):
        .init(
          name: name, description: "Compared without case and accents", schema: Schema.string(), isRepeated: true)
      case .relation(let name, _, let kind):
        .init(
          name: name, description: "The id of a \(kind) that is referred to", schema: Shape.identifier.schema,
          isRepeated: true)
      case .box(let name):
        .init(
          name: name, description: "Within west,south,east,north in degrees (WGS 84)",
          schema: Schema.string(example: "4.3,50.8,4.5,50.9"))
      }
    }
    let orders: [String]
    var dates: [Operation.Parameter] = []
    switch order {
    case .date(let field):
      orders = ["-\(field)", field, "relevance"]
      dates = [
        .init(name: "from", description: "First day, in Brussels", schema: Schema.string("date")),
        .init(name: "to", description: "Last day, in Brussels", schema: Schema.string("date")),
      ]
    case .name: orders = ["name", "-name", "relevance"]
    }
    let counts = Operation.Parameter(
      name: "facets", description: "Counts of all matches by these fields, in parentheses",
      schema: Schema.string(example: "(\(facets.joined(separator: ",")))"))
    return [.q, .lang, counts] + own + dates + Operation.paging + detail + [
      .init(name: "id", description: "These alone", schema: Shape.identifier.schema, isRepeated: true),
      .init(name: "updatedSince", description: "Published or corrected since", schema: Schema.instant),
      .init(name: "sort", description: "The order; relevance needs q", schema: Schema.choice(orders)),
      .init(
        name: "status", description: "With a token that sees more than what is public",
        schema: Schema.choice(Status.allCases.map(\.rawValue)), isRepeated: true),
    ]
  }

  private var writing: [(String, Operation)] {
    var types = [("application/json", Schema.reference("\(typeName)Input"))]
    if takesManuscripts {
      let isText = { (type: String) in type.hasPrefix("text/") }
      types += SentManuscript.mediaTypes.map { ($0, isText($0) ? Schema.string() : Schema.string("binary")) }
    }
    let created =
      takesManuscripts ? "Created, with findings and the text to whose lines they refer" : "Created, with findings"
    let patch = Schema.reference("\(typeName)Patch")
    return [
      (
        "POST /\(path)",
        Operation(
          id: "create\(typeName)", summary: "Create a draft, or publish at once",
          parameters: [.init(name: "dryRun", description: "Check and store nothing", schema: Schema.flag)],
          fields: ["Idempotency-Key"], content: .init(types: types),
          answers: [
            .json(200, "Known already, or what would be stored", item),
            .json(201, created, item, ["Location", "ETag"]),
            .json(202, "Stored, and public as soon as it can be made so", item, ["Location", "ETag"]),
          ], problems: [403, 409, 413, 415] + (takesManuscripts ? [501] : []))
      ),
      (
        "PUT \(one)",
        Operation(
          id: "replace\(typeName)", summary: "Write a new revision", fields: ["If-Match"],
          content: .json(Schema.reference("\(typeName)Input")),
          answers: [.json(200, "As it stands now", item, ["ETag"])],
          problems: [404, 409, 412, 413, 415, 428])
      ),
      (
        "PATCH \(one)",
        Operation(
          id: "patch\(typeName)", summary: "Write a new revision by merge patch (RFC 7396)", fields: ["If-Match"],
          content: .init(types: [("application/merge-patch+json", patch), ("application/json", patch)]),
          answers: [.json(200, "As it stands now", item, ["ETag"])], problems: [404, 409, 412, 413, 415, 428])
      ),
      (
        "DELETE \(one)",
        Operation(
          id: "delete\(typeName)", summary: "Delete a draft; what was public is withdrawn instead", answers: [.empty],
          problems: [404, 409, 412])
      ),
    ]
  }

  private var history: [(String, Operation)] {
    [
      (
        "GET \(one)/findings",
        Operation(
          id: "list\(typeName)Findings", summary: "What should be known before publication",
          answers: [.json("Findings", Schema.list(of: "Finding"))], problems: [404])
      ),
      (
        "GET \(one)/revisions",
        Operation(
          id: "list\(typeName)Revisions", summary: "Who wrote what, when and why",
          answers: [.json("Newest first", Schema.list(of: "Revision"))], problems: [404])
      ),
      (
        "GET \(one)/revisions/{n}",
        Operation(
          id: "show\(typeName)Revision", summary: "Read a revision",
          answers: [.json("The revision", Schema.reference("Revision"))], problems: [404])
      ),
      (
        "GET \(one)/revisions/{n}/diff",
        Operation(
          id: "compare\(typeName)Revisions", summary: "What another revision has otherwise",
          parameters: [
            .init(
              name: "to", description: "The other; the newest when left out", schema: Schema.integer(1...Int(Int32.max))
            )
          ],
          answers: [.json("Changes by field, and by line within texts", Schema.reference("Difference"))],
          problems: [404])
      ),
      (
        "POST \(one)/revisions/{n}/restore",
        Operation(
          id: "restore\(typeName)Revision", summary: "Make an old revision the newest, as one more",
          fields: ["Idempotency-Key"], content: .json(Self.note, isRequired: false),
          answers: [.json(200, "As it stands now", item, ["ETag"])], problems: [404, 409, 412, 415])
      ),
      (
        "GET \(one)/languages",
        Operation(
          id: "list\(typeName)Languages", summary: "How far the text is in each language",
          answers: [.json("Languages", Schema.list(of: "LanguageState"))], problems: [404])
      ),
      (
        "PUT \(one)/languages/{language}",
        Operation(
          id: "set\(typeName)Language", summary: "Mark a text as ready, or as a draft again",
          content: .json([Field("state", .choice(["draft", "ready"]), required: true)].schema),
          answers: [.json("The language", Schema.reference("LanguageState"))], problems: [404, 409, 412, 415])
      ),
      (
        "GET \(one)/previews",
        Operation(
          id: "list\(typeName)Previews", summary: "Links that were made for readers without a token",
          answers: [.json("Newest first", Schema.list(of: "Preview"))], problems: [404])
      ),
      (
        "POST \(one)/previews",
        Operation(
          id: "create\(typeName)Preview", summary: "Make a signed link to one revision", fields: ["Idempotency-Key"],
          content: .json(
            [Field("revision", .integer(1...Int(Int32.max))), Field("expiresAt", .instant)].schema, isRequired: false),
          answers: [.json(201, "The link", Schema.reference("Preview"), ["Location"])], problems: [404, 409, 415])
      ),
      (
        "DELETE \(one)/previews/{n}",
        Operation(
          id: "revoke\(typeName)Preview", summary: "Revoke a link", answers: [.empty], problems: [404])
      ),
    ]
  }

  private var publishing: [(String, Operation)] {
    let publication = Schema.reference("Publication")
    let wish = [
      Field("at", .instant), Field("embargo", .flag), Field("revision", .integer(1...Int(Int32.max))),
      Field("acknowledge", .list(.text(100), 100)), Field("correction", .texts(5_000)),
      Field("languages", .list(.language, 4)),
    ]
    let entered: [Operation.Answer] = [
      .json(201, "Public, or planned", publication, ["Location"]),
      .json(202, "Due, and public as soon as it can be made so", publication, ["Location"]),
    ]
    return [
      (
        "GET \(one)/publications",
        Operation(
          id: "list\(typeName)Publications", summary: "What was, is and will be public",
          answers: [.json("Oldest first", Schema.list(of: "Publication"))], problems: [404])
      ),
      (
        "POST \(one)/publications",
        Operation(
          id: "publish\(typeName)", summary: "Publish now, or plan it, with or without an embargo",
          fields: ["Idempotency-Key"], content: .json(wish.schema, isRequired: false), answers: entered,
          problems: [404, 409, 412, 415])
      ),
      (
        "GET \(one)/publications/{n}",
        Operation(
          id: "show\(typeName)Publication", summary: "Read a publication",
          answers: [.json("The publication", publication)], problems: [404])
      ),
      (
        "PATCH \(one)/publications/{n}",
        Operation(
          id: "move\(typeName)Publication", summary: "Move a planned publication",
          content: .json([Field("at", .instant, required: true)].schema),
          answers: [.json("As it is planned now", publication)], problems: [404, 409, 415])
      ),
      (
        "DELETE \(one)/publications/{n}",
        Operation(
          id: "takeBack\(typeName)Publication", summary: "Take back what is not due yet", answers: [.empty],
          problems: [404, 409])
      ),
      (
        "POST \(one)/withdrawals",
        Operation(
          id: "withdraw\(typeName)", summary: "Withdraw what is public, with the reason", fields: ["Idempotency-Key"],
          content: .json([Field("reason", .texts(5_000), required: true)].schema), answers: entered,
          problems: [404, 409, 412, 415])
      ),
    ]
  }
}

extension Operation.Parameter {
  static let q = Self(
    name: "q", description: "Words, \"a phrase\", begin*, -not", schema: Schema.string(example: "industri*"))
  static let lang = Self(
    name: "lang", description: "One language of the texts", schema: Schema.choice(Language.codes))
}

extension Operation {
  static let paging: [Parameter] = [
    .init(name: "pageSize", description: "Items of a page", schema: Schema.integer(1...100, usual: 20)),
    .init(name: "after", description: "A cursor, as `next` has it", schema: Schema.string()),
    .init(name: "before", description: "A cursor, as `prev` has it", schema: Schema.string()),
  ]
  static let reading = ["Accept-Language", "If-None-Match", "If-Modified-Since"]
  static let shown = ["ETag", "Last-Modified", "Content-Language", "Link"]
}

extension Schema {
  static func page(of element: JSON) -> JSON {
    object(
      [
        ("self", link), ("items", list(element)), ("pageSize", integer(1...1000)),
        ("total", integer(0...Int(Int32.max))),
        ("next", link), ("prev", link), ("facets", object([])), ("embedded", object([])),
      ], required: ["self", "items", "total"])
  }

  /// A short list that is never paged.
  static func list(of name: String) -> JSON {
    object(
      [("self", link), ("items", list(reference(name))), ("total", integer(0...Int(Int32.max)))],
      required: ["self", "items", "total"])
  }
}

extension Operation.Answer {
  static func json(_ description: String, _ schema: JSON) -> Self { .json(200, description, schema) }
}
