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
        id: "showIndex", summary: "Show the start page", parameters: [.lang],
        fields: Operation.reading,
        answers: [
          .init(
            status: 200, description: "Links to the resources, or the page with the newest releases",
            types: [("application/json", Schema.object([("self", Schema.link)], required: ["self"]))]
              + text("text/html"), fields: ["ETag"])
        ], problems: [406])
    ),
    (
      "GET /search",
      Operation(
        id: "search", summary: "Search all items", parameters: Resource.everything.listParameters,
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
        id: "listChanges", summary: "List public changes",
        parameters: [
          .init(
            name: "pageSize", description: "Changes per page: 1 to 1000, 100 by default.",
            schema: Schema.integer(1...1000, defaultValue: 100), example: .integer(100)),
          .init(
            name: "after",
            description: "Cursor of the last change received, from the member after. The first change by default.",
            schema: Schema.string(), example: "0123456789abcdef-12"),
        ], fields: Operation.reading,
        answers: [
          .json(
            200, "All changes in exact order, oldest first, for a full copy",
            Schema.page(of: Schema.reference("Change")), ["ETag", "Link"])
        ],
        problems: [410])
    ),
    (
      "GET /health",
      Operation(
        id: "showHealth", summary: "Show the health status",
        answers: [.json("The status, with the checks", Schema.reference("Health"))])
    ),
    (
      "GET /previews/{link}",
      Operation(
        id: "showPreview", summary: "Show a preview", parameters: [.lang],
        answers: [
          .init(
            status: 200, description: "The revision",
            types: [("application/json", Schema.object([("self", Schema.link)], required: ["self"]))]
              + text("text/html"))
        ], problems: [404, 406, 410])
    ),
    ("GET /openapi.json", description("application/json", "describeAsJSON", Schema.object([]))),
    ("GET /desk", file("text/html", "showDesk", "Show the desk")),
    ("GET /desk/{file}", file("text/javascript", "showDeskFile", "Get a file of the desk", [404])),
    ("GET /docs", page("showReference", "Show the API reference")),
    ("GET /docs/{section}", page("showReferenceSection", "Show a section of the API reference", [404])),
    ("GET /newsroom.css", file("text/css", "showStyleSheet", "Get the style sheet")),
    ("GET /newsroom.js", file("text/javascript", "showScript", "Get the script")),
    ("GET /icon.svg", file("image/svg+xml", "showIcon", "Get the icon")),
    (
      "GET /logo",
      Operation(
        id: "showLogo", summary: "Get the council's logo", parameters: [.logoLang],
        answers: [
          .init(status: 200, description: "The image", types: text("image/svg+xml", "image/png"), fields: ["ETag"])
        ], problems: [404])
    ),
    ("GET /accessibility", page("showAccessibility", "Show the accessibility statement")),
    ("GET /robots.txt", file("text/plain", "showRobots", "Get the rules for crawlers")),
    ("GET /sitemap.xml", file("application/xml", "showSitemap", "Get the sitemap")),
    ("GET /sitemap-news.xml", file("application/xml", "showNewsSitemap", "Get the sitemap of recent releases")),
  ]

  private static func page(_ id: String, _ summary: String, _ problems: [Int] = []) -> Operation {
    Operation(
      id: id, summary: summary, parameters: [.lang], fields: Operation.reading,
      answers: [.init(status: 200, description: "The page", types: text("text/html"), fields: Operation.shown)],
      problems: problems)
  }

  private static func description(_ type: String, _ id: String, _ schema: JSON) -> Operation {
    Operation(
      id: id, summary: "Get the API description", fields: Operation.reading,
      answers: [
        .init(status: 200, description: "The API description (OpenAPI 3.0)", types: [(type, schema)], fields: ["ETag"])
      ])
  }

  private static func file(_ type: String, _ id: String, _ summary: String, _ problems: [Int] = []) -> Operation {
    Operation(
      id: id, summary: summary, answers: [.init(status: 200, description: "The file", types: text(type))],
      problems: problems)
  }

  /// OGC API – Features defines their responses (17-069r4).
  private static let geo: [(String, Operation)] = [
    ("GET /geo", document("showGeo", "Show the geographic landing page")),
    ("GET /geo/conformance", document("showGeoConformance", "List conformance classes")),
    ("GET /geo/api", document("describeGeo", "Get the geographic API description", GeoAPI.openAPI)),
    ("GET /geo/collections", document("listGeoCollections", "List geographic collections")),
    ("GET /geo/collections/sites", document("showGeoSites", "Show the collection of sites")),
    (
      "GET /geo/collections/sites/items",
      document(
        "listGeoFeatures", "List sites as features", "application/geo+json",
        [
          .init(
            name: "limit", description: "Features per page: from 1, 100 by default. A page has at most 1000.",
            schema: GeoAPI.limit, example: .integer(100)),
          .init(
            name: "bbox",
            description: """
              Only sites within this box: west, south, east and north in degrees (WGS 84), separated by \
              commas. The numbers may include heights.
              """,
            schema: Schema.string(), example: "4.3,50.8,4.5,50.9"),
          .init(
            name: "datetime", description: "Time or interval (RFC 3339). Sites have no time, so all of them match.",
            schema: Schema.string(), example: "2025-01-01T00:00:00Z/.."),
          .after("audi-vorst"),
        ])
    ),
    (
      "GET /geo/collections/sites/items/{id}",
      document("showGeoFeature", "Show a site as a feature", "application/geo+json")
    ),
  ]

  private static func document(
    _ id: String, _ summary: String, _ type: String = "application/json", _ parameters: [Operation.Parameter] = []
  ) -> Operation {
    Operation(
      id: id, summary: summary, parameters: parameters, fields: Operation.reading,
      answers: [
        .init(status: 200, description: "The document (OGC API – Features)", types: [(type, Schema.object([]))])
      ],
      problems: [404, 406, 410])
  }

  private static let desk: [(String, Operation)] = [
    (
      "GET /translations",
      Operation(
        id: "listTranslations", summary: "List texts to translate",
        parameters: Operation.Parameter.rows(
          [
            .init(
              name: "state",
              description: """
                Only texts in this state. Missing and outdated texts by default. \
                Repeat it for several values.
                """,
              schema: Schema.choice(TextState.allCases.map(\.rawValue)), example: "missing", isRepeated: true),
            .init(
              name: "lang",
              description: "Only texts in this language. All languages by default. Repeat it for several values.",
              schema: Schema.choice(Language.codes), example: "fr", isRepeated: true),
            .kinds,
          ], cursor: "120.fr"),
        answers: [.json("A page of texts, newest items first", Schema.page(of: Schema.reference("Translation")))])
    ),
    (
      "GET /session",
      Operation(
        id: "showSession", summary: "Show the session",
        answers: [.json("The token's name and scopes, and the session if there is one", Schema.reference("Session"))])
    ),
    (
      "POST /session",
      Operation(
        id: "logIn", summary: "Log in with a token",
        content: .json(SessionHandlers.fields.schema),
        answers: [
          .json(201, "The session, with its cookie in Set-Cookie", Schema.reference("Session"), ["Set-Cookie"])
        ], problems: [403, 413, 415])
    ),
    (
      "DELETE /session",
      Operation(id: "logOut", summary: "Log out", answers: [.empty("The session has ended")], problems: [404])
    ),
    (
      "DELETE /sessions",
      Operation(
        id: "logOutEverywhere", summary: "Log out everywhere",
        answers: [.empty("All sessions of the token have ended")])
    ),
    (
      "GET /tokens",
      Operation(
        id: "listTokens", summary: "List tokens", parameters: Operation.Parameter.rows(),
        answers: [.json("A page of tokens, newest first, without secrets", Schema.page(of: Schema.reference("Token")))])
    ),
    (
      "POST /tokens",
      Operation(
        id: "createToken", summary: "Create a token", fields: ["Idempotency-Key"],
        content: .json(TokenHandlers.fields.schema),
        answers: [
          .json(201, "The token. Only this response contains its secret.", Schema.reference("Token"), ["Location"])
        ], problems: [409, 415])
    ),
    (
      "GET /tokens/{n}",
      Operation(
        id: "showToken", summary: "Show a token",
        answers: [.json("The token, without its secret", Schema.reference("Token"))], problems: [404])
    ),
    (
      "DELETE /tokens/{n}",
      Operation(
        id: "revokeToken", summary: "Revoke a token", answers: [.empty("The token was revoked")], problems: [404, 409])
    ),
    (
      "GET /audit",
      Operation(
        id: "listAudit", summary: "List audit log entries",
        parameters: Operation.Parameter.rows([
          .init(
            name: "author",
            description: """
              Only actions of the author with exactly this name. All authors by default. \
              Repeat it for several values.
              """,
            schema: Schema.string(), example: "press office", isRepeated: true),
          .init(
            name: "action", description: "Only this action. All actions by default. Repeat it for several values.",
            schema: Schema.choice(Action.allCases.map(\.rawValue)), example: "publish", isRepeated: true), .kinds,
          .init(
            name: "id",
            description: "Only actions on items with this id. All items by default. Repeat it for several values.",
            schema: Shape.identifier.schema, example: "audi-vorst", isRepeated: true),
          .from, .to,
        ]),
        answers: [.json("A page of log entries, newest first", Schema.page(of: Schema.reference("AuditEntry")))])
    ),
    (
      "GET /audit/{n}",
      Operation(
        id: "showAuditEntry", summary: "Show an audit log entry",
        answers: [.json("The log entry", Schema.reference("AuditEntry"))], problems: [404])
    ),
    (
      "GET /statistics",
      Operation(
        id: "showStatistics", summary: "Show reading statistics",
        parameters: [
          .lang,
          .init(
            name: "from",
            description: """
              First day, as YYYY-MM-DD in Brussels time. By default 29 days ago. \
              The period has at most 366 days.
              """,
            schema: Schema.string("date"), example: "2025-01-01"),
          .init(
            name: "to", description: "Last day (inclusive), as YYYY-MM-DD in Brussels time. Today by default.",
            schema: Schema.string("date"), example: "2025-12-31"),
          .init(
            name: "release", description: "Only the release with this id. All releases by default.",
            schema: Shape.identifier.schema,
            example: "2025-05-22-industriele-toekomst-van-brussel-brupartners-wil-een-ambitieuze-strategie"),
          .init(
            name: "top", description: "Number of releases and searches to list: 1 to 100, 10 by default.",
            schema: Schema.integer(1...100, defaultValue: 10), example: .integer(10)),
        ],
        answers: [
          .init(
            status: 200, description: "Reads by day and format, and searches without results",
            types: [("application/json", Schema.reference("Statistics"))] + text("text/html"))
        ], problems: [406])
    ),
  ]
}
