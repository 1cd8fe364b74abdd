// The operations of all routes, by the names of the routes.

import Content
import Desk
import HTTPTypes
import Values

enum Operations {
  static let all: [String: Operation] = Dictionary(
    uniqueKeysWithValues: newsroom + geo + desk + distribution + mail + Resource.all.flatMap(\.operations))

  private static func text(_ types: String...) -> [(type: String, schema: JSON)] { types.map { ($0, Schema.string()) } }

  private static let newsroom: [(String, Operation)] = [
    (
      "GET /",
      Operation(
        id: "showIndex", summary: "Links to everything, or a page to begin from", parameters: [.lang],
        fields: Operation.reading,
        answers: [
          .init(
            status: 200, description: "The start",
            types: [("application/json", Schema.object([("self", Schema.link)], required: ["self"]))]
              + text("text/html"), fields: ["ETag"])
        ], problems: [406])
    ),
    (
      "GET /search",
      Operation(
        id: "search", summary: "Search items of all kinds", parameters: Resource.everything.listParameters,
        fields: Operation.reading,
        answers: [
          .init(
            status: 200, description: "A page of items of all kinds",
            types: [("application/json", Schema.page(of: Schema.object([("href", Schema.link)], required: ["href"])))]
              + text("text/html"), fields: Operation.shown)
        ], problems: [406])
    ),
    (
      "GET /changes",
      Operation(
        id: "listChanges", summary: "Every public change in exact order, to keep a full copy by",
        parameters: [
          .init(name: "pageSize", description: "Changes of a page", schema: Schema.integer(1...1000, usual: 100)),
          .init(name: "after", description: "The cursor of the last change a client has", schema: Schema.string()),
        ], fields: Operation.reading,
        answers: [.json(200, "Changes, oldest first", Schema.page(of: Schema.reference("Change")), ["ETag", "Link"])],
        problems: [410])
    ),
    (
      "GET /health",
      Operation(
        id: "showHealth", summary: "Whether it works, with the checks behind it",
        answers: [.json("It works", Schema.reference("Health"))])
    ),
    (
      "GET /previews/{link}",
      Operation(
        id: "showPreview", summary: "Read one revision by a signed link", parameters: [.lang],
        answers: [
          .init(
            status: 200, description: "The revision",
            types: [("application/json", Schema.object([("self", Schema.link)], required: ["self"]))]
              + text("text/html"))
        ], problems: [404, 406, 410])
    ),
    ("GET /openapi.json", description("application/json", "describeAsJSON", Schema.object([]))),
    ("GET /desk", file("text/html", "showDesk", "The desk in a browser")),
    ("GET /desk/{file}", file("text/javascript", "showDeskFile", "What the desk in a browser is made of", [404])),
    ("GET /docs", page("showReference", "This reference, as pages")),
    ("GET /docs/{section}", page("showReferenceSection", "This reference, as pages", [404])),
    ("GET /newsroom.css", file("text/css", "showStyleSheet", "The style sheet of the pages")),
    ("GET /newsroom.js", file("text/javascript", "showScript", "The script of the pages")),
    ("GET /icon.svg", file("image/svg+xml", "showIcon", "A small picture for tabs")),
    (
      "GET /logo",
      Operation(
        id: "showLogo", summary: "The council's logo",
        answers: [
          .init(status: 200, description: "The picture", types: text("image/svg+xml", "image/png"), fields: ["ETag"])
        ], problems: [404])
    ),
    ("GET /accessibility", page("showAccessibility", "The accessibility statement")),
    ("GET /robots.txt", file("text/plain", "showRobots", "What crawlers should know")),
    ("GET /sitemap.xml", file("application/xml", "showSitemap", "All pages, for crawlers")),
    ("GET /sitemap-news.xml", file("application/xml", "showNewsSitemap", "What first went out within two days")),
  ]

  private static func page(_ id: String, _ summary: String, _ problems: [Int] = []) -> Operation {
    Operation(
      id: id, summary: summary, parameters: [.lang], fields: Operation.reading,
      answers: [.init(status: 200, description: "The page", types: text("text/html"), fields: Operation.shown)],
      problems: problems)
  }

  private static func description(_ type: String, _ id: String, _ schema: JSON) -> Operation {
    Operation(
      id: id, summary: "This description", fields: Operation.reading,
      answers: [.init(status: 200, description: "OpenAPI 3.0", types: [(type, schema)], fields: ["ETag"])])
  }

  private static func file(_ type: String, _ id: String, _ summary: String, _ problems: [Int] = []) -> Operation {
    Operation(
      id: id, summary: summary, answers: [.init(status: 200, description: "The file", types: text(type))],
      problems: problems)
  }

  /// OGC API – Features says what these answer (17-069r4).
  private static let geo: [(String, Operation)] = [
    ("GET /geo", document("showGeo", "The landing page of the sites for geographic programs")),
    ("GET /geo/conformance", document("showGeoConformance", "What of the standard is there")),
    ("GET /geo/api", document("describeGeo", "The description of this part", GeoAPI.openAPI)),
    ("GET /geo/collections", document("listGeoCollections", "The collections: the sites")),
    ("GET /geo/collections/sites", document("showGeoSites", "The collection of the sites")),
    (
      "GET /geo/collections/sites/items",
      document(
        "listGeoFeatures", "Sites as features", "application/geo+json",
        [
          .init(name: "limit", description: "Features of a page", schema: GeoAPI.limit),
          .init(
            name: "bbox", description: "Within west,south,east,north in degrees (WGS 84)",
            schema: Schema.string(example: "4.3,50.8,4.5,50.9")),
          .init(name: "datetime", description: "A time or interval; sites have none", schema: Schema.string()),
          .init(name: "after", description: "A cursor, as `next` has it", schema: Schema.string()),
        ])
    ),
    (
      "GET /geo/collections/sites/items/{id}",
      document("showGeoFeature", "A site as a feature", "application/geo+json")
    ),
  ]

  private static func document(
    _ id: String, _ summary: String, _ type: String = "application/json", _ parameters: [Operation.Parameter] = []
  ) -> Operation {
    Operation(
      id: id, summary: summary, parameters: parameters, fields: Operation.reading,
      answers: [.init(status: 200, description: summary, types: [(type, Schema.object([]))])],
      problems: [404, 406, 410])
  }

  static let rows: [Operation.Parameter] = [
    .init(name: "pageSize", description: "Rows of a page", schema: Schema.integer(1...100, usual: 20)),
    .init(name: "after", description: "A cursor, as `next` has it", schema: Schema.string()),
  ]

  private static let kinds = Operation.Parameter(
    name: "kind", description: "Of these resources", schema: Schema.choice(Resource.all.map(\.kind)), isRepeated: true)

  private static let desk: [(String, Operation)] = [
    (
      "GET /translations",
      Operation(
        id: "listTranslations", summary: "What is missing or outdated in a language, of all kinds",
        parameters: [
          .init(
            name: "state", description: "Missing and outdated when left out",
            schema: Schema.choice(TextState.allCases.map(\.rawValue)), isRepeated: true),
          .init(name: "lang", description: "Of texts in it", schema: Schema.choice(Language.codes), isRepeated: true),
          kinds,
        ] + rows, answers: [.json("Newest items first", Schema.page(of: Schema.reference("Translation")))])
    ),
    (
      "GET /session",
      Operation(
        id: "showSession", summary: "Who one is here, and what one may do",
        answers: [.json("The token, and the session if there is one", Schema.reference("Session"))])
    ),
    (
      "POST /session",
      Operation(
        id: "logIn", summary: "Exchange a token for the cookie of a session",
        content: .json(SessionHandlers.fields.schema),
        answers: [.json(201, "The session", Schema.reference("Session"), ["Set-Cookie"])], problems: [403, 413, 415])
    ),
    (
      "DELETE /session",
      Operation(id: "logOut", summary: "End the session", answers: [.empty], problems: [404])
    ),
    (
      "DELETE /sessions",
      Operation(id: "logOutEverywhere", summary: "End all sessions of the token", answers: [.empty])
    ),
    (
      "GET /tokens",
      Operation(
        id: "listTokens", summary: "Tokens, without their secrets", parameters: rows,
        answers: [.json("Newest first", Schema.page(of: Schema.reference("Token")))])
    ),
    (
      "POST /tokens",
      Operation(
        id: "createToken", summary: "Make a token; its secret stands in this answer alone",
        fields: ["Idempotency-Key"],
        content: .json(TokenHandlers.fields.schema),
        answers: [.json(201, "The token", Schema.reference("Token"), ["Location"])], problems: [409, 415])
    ),
    (
      "GET /tokens/{n}",
      Operation(
        id: "showToken", summary: "Read of a token, without its secret",
        answers: [.json("The token", Schema.reference("Token"))], problems: [404])
    ),
    (
      "DELETE /tokens/{n}",
      Operation(id: "revokeToken", summary: "Revoke a token", answers: [.empty], problems: [404, 409])
    ),
    (
      "GET /audit",
      Operation(
        id: "listAudit", summary: "Who did what and when",
        parameters: [
          .init(name: "author", description: "By these people", schema: Schema.string(), isRepeated: true),
          .init(
            name: "action", description: "What was done", schema: Schema.choice(Action.allCases.map(\.rawValue)),
            isRepeated: true), kinds,
          .init(name: "id", description: "Of these items", schema: Shape.identifier.schema, isRepeated: true),
          .init(name: "from", description: "First day, in Brussels", schema: Schema.string("date")),
          .init(name: "to", description: "Last day, in Brussels", schema: Schema.string("date")),
        ] + rows, answers: [.json("Newest first", Schema.page(of: Schema.reference("AuditEntry")))])
    ),
    (
      "GET /audit/{n}",
      Operation(
        id: "showAuditEntry", summary: "Read a row of the audit log",
        answers: [.json("The row", Schema.reference("AuditEntry"))], problems: [404])
    ),
    (
      "GET /statistics",
      Operation(
        id: "showStatistics", summary: "What the public read, by day and form, and what it searched for in vain",
        parameters: [
          .lang, .init(name: "from", description: "First day, in Brussels", schema: Schema.string("date")),
          .init(name: "to", description: "Last day, in Brussels", schema: Schema.string("date")),
          .init(name: "release", description: "Of this release alone", schema: Shape.identifier.schema),
          .init(
            name: "top", description: "Releases and searches that are named", schema: Schema.integer(1...100, usual: 10)
          ),
        ],
        answers: [
          .init(
            status: 200, description: "The sums",
            types: [("application/json", Schema.reference("Statistics"))] + text("text/html"))
        ], problems: [406])
    ),
  ]
}
