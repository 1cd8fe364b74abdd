// The requests whose answers are the examples of the API description, in a valid order.

@testable import Content
@testable import Desk
@testable import Values

/// One request of a sequence that uses every operation of a newsroom with the demo content.
struct ExampleStep {
  /// The route, or the status of an error; a request without a name is not recorded.
  var name = ""
  let method: String
  /// `@` stands for the address that the last POST created.
  let path: String
  /// `"@"` stands for a token.
  var body: String?
  var scope: Scope?
  /// Whether it sends If-Match with the current revision.
  var needsTag = false
  /// `@` stands for the cookie of the last session, and for the newsroom's origin.
  var fields: [String: String] = [:]

  static func get(_ pattern: String, _ path: String? = nil, _ scope: Scope? = nil) -> ExampleStep {
    ExampleStep(name: "GET " + pattern, method: "GET", path: path ?? pattern, scope: scope)
  }

  /// An error, and the request that causes it.
  static func error(
    _ status: Int, _ method: String, _ path: String, _ body: String? = nil, _ scope: Scope? = nil,
    _ fields: [String: String] = [:]
  ) -> ExampleStep {
    ExampleStep(name: "\(status)", method: method, path: path, body: body, scope: scope, fields: fields)
  }

  static let all: [ExampleStep] =
    reading + [subscribing] + Resource.all.flatMap(desk) + administration + distribution + mail

  /// The address that replaces the webhook receiver's in examples.
  static let receiver = "https://redactie.example"

  private static let subscribing = ExampleStep(
    name: "POST /subscriptions", method: "POST", path: "/subscriptions",
    body: #"{"url": "\#(receiver)/webhooks", "description": "Redactie", "languages": ["nl"]}"#, scope: .admin)

  private static let release =
    "/releases/2025-05-22-industriele-toekomst-van-brussel-brupartners-wil-een-ambitieuze-strategie"

  private static let reading: [ExampleStep] = [
    .get("/"), .get("/search", "/search?q=audi&lang=nl&pageSize=2"), .get("/changes", "/changes?pageSize=2"),
    .get("/health"), .get("/geo"), .get("/geo/conformance"), .get("/geo/collections"), .get("/geo/collections/sites"),
    .get("/geo/collections/sites/items", "/geo/collections/sites/items?limit=1"),
    .get("/geo/collections/sites/items/{id}", "/geo/collections/sites/items/solvay"),
    .get("/releases", "/releases?site=audi-vorst&lang=nl"), .get("/releases/{id}", release + "?lang=nl"),
    .get("/advices", "/advices?lang=nl"),
    .get("/advices/{id}", "/advices/initiatiefadvies-industriele-strategie-voor-brussel"),
    .get("/sites", "/sites?municipality=Vorst"), .get("/sites/{id}", "/sites/tir-logistics-centre?lang=fr"),
    .get("/contacts", "/contacts?q=brupartners&pageSize=2"), .get("/contacts/{id}", "/contacts/florence-lepoivre"),
    .error(400, "GET", "/releases?them=economy"), .error(401, "GET", "/tokens"),
    .error(403, "GET", "/tokens", nil, .draft), .error(404, "GET", "/releases/2025-05-22-onbekend"),
    .error(406, "GET", "/releases", nil, nil, ["Accept": "image/png"]),
    .error(413, "POST", "/sites", String(repeating: " ", count: 1 << 19)),
    .error(415, "POST", "/sites", "x", .draft, ["Content-Type": "application/xml"]),
  ]

  /// An item from its first draft to its withdrawal.
  private static func desk(_ resource: Resource) -> [ExampleStep] {
    let (all, one) = ("/\(resource.path)", "/\(resource.path)/voorbeeld")
    func step(
      _ method: String, _ rest: String, _ path: String? = nil, _ body: String? = nil, _ scope: Scope = .draft,
      needsTag: Bool = false
    ) -> ExampleStep {
      ExampleStep(
        name: "\(method) \(all)/{id}\(rest)", method: method, path: path ?? one + rest, body: body, scope: scope,
        needsTag: needsTag)
    }
    let errors: [ExampleStep] = [
      .error(409, "POST", all, content(resource), .draft),
      .error(412, "PATCH", one, "{}", .draft, ["If-Match": "\"0\""]),
      .error(428, "PATCH", one, "{}", .draft),
    ]
    let writing = [
      ExampleStep(name: "POST " + all, method: "POST", path: all, body: content(resource), scope: .draft),
      step("PUT", "", nil, content(resource), needsTag: true),
      step("PATCH", "", nil, #"{"revisionNote": "nagelezen"}"#, needsTag: true),
    ]
    let history = [
      step("POST", "/findings", nil, #"{"code": "pictureLeftOut"}"#), step("GET", "/findings"),
      step("DELETE", "/findings/{finding}", one + "/findings/pictureLeftOut"), step("GET", "/reviewers"),
      step("GET", "/revisions"), step("GET", "/revisions/{n}", one + "/revisions/1"),
      step("GET", "/revisions/{n}/diff", one + "/revisions/1/diff"),
      step("POST", "/revisions/{n}/restore", one + "/revisions/1/restore", "{}"), step("GET", "/languages"),
      step("PUT", "/languages/{language}", one + "/languages/nl", #"{"state": "ready"}"#),
      step("PUT", "/unsavedEdit", one + "/unsavedEdit", #"{"base": {"id": "x"}, "draft": {"id": "x"}}"#),
      step("GET", "/unsavedEdit"), step("DELETE", "/unsavedEdit"),
      step("POST", "/previews", nil, #"{"expiresAt": "\#(expiry)"}"#), step("GET", "/previews"),
      step("DELETE", "/previews/{n}", "@"),
    ]
    let publishing = [
      step("POST", "/publications", nil, #"{"at": "2099-01-01T09:00:00Z"}"#, .publish), step("GET", "/publications"),
      step("GET", "/publications/{n}", "@"),
      step("PATCH", "/publications/{n}", "@", #"{"at": "2099-02-01T09:00:00Z"}"#, .publish),
      step("DELETE", "/publications/{n}", "@", nil, .publish),
      ExampleStep(method: "POST", path: one + "/publications", body: "{}", scope: .publish),
      step(
        "POST", "/withdrawals", nil,
        #"{"reason": {"nl": "Bij vergissing bekendgemaakt.", "fr": "Publié par erreur."}}"#,
        .publish),
      step("GET", "/deliveries", nil, nil, .publish),
      ExampleStep(
        method: "POST", path: all, body: content(resource).replacing("voorbeeld", with: "klad"), scope: .draft),
      step("DELETE", "", all + "/klad"),
    ]
    let isFirst = resource.kind == Resource.releases.kind
    return writing + (isFirst ? errors : []) + history + publishing + (isFirst ? [.error(410, "GET", one)] : [])
  }

  /// A week from now, since the tests run on any day.
  static let expiry = Instant(milliseconds: Instant.now().milliseconds + 7 * 24 * 3_600 * 1_000).text

  static let today = Day(at: .now()).text

  private static func content(_ resource: Resource) -> String {
    switch resource.kind {
    case "release":
      """
      {"id": "voorbeeld", "releaseDate": "2025-05-22", "title": {"nl": "Industriële toekomst van Brussel", \
      "fr": "Avenir industriel de Bruxelles"}, "body": {"nl": "Brussel heeft een kantelpunt bereikt.", \
      "fr": "Bruxelles a atteint un point de bascule."}, "contacts": [{"id": "brupartners"}], "sites": ["audi-vorst"]}
      """
    case "advice":
      """
      {"id": "voorbeeld", "kind": "initiative", "title": {"nl": "Industriële strategie", \
      "fr": "Stratégie industrielle"}, "sites": ["audi-vorst"]}
      """
    case "site":
      """
      {"id": "voorbeeld", "name": {"nl": "TIR Logistics Centre", "fr": "Centre TIR"}, "postalCode": "1000", \
      "facts": [{"field": "area", "value": 6.13, "unit": "ha", "source": "transportmedia.be", "asOf": "2024-02"}]}
      """
    default:
      #"{"id": "voorbeeld", "name": {"nl": "Brupartners", "fr": "Brupartners"}, "phone": "02/205.68.68"}"#
    }
  }

  private static let administration: [ExampleStep] = [
    .get("/translations", "/translations?pageSize=2", .draft),
    ExampleStep(
      name: "POST /tokens", method: "POST", path: "/tokens", body: #"{"name": "Website", "scopes": ["draft"]}"#,
      scope: .admin),
    .get("/tokens", "/tokens?pageSize=2", .admin), .get("/tokens/{n}", "@", .admin),
    ExampleStep(name: "DELETE /tokens/{n}", method: "DELETE", path: "@", scope: .admin),
    ExampleStep(name: "POST /session", method: "POST", path: "/session", body: #"{"token": "@"}"#),
    ExampleStep(name: "GET /session", method: "GET", path: "/session", fields: ["Cookie": "@"]),
    ExampleStep(name: "DELETE /session", method: "DELETE", path: "/session", fields: ["Cookie": "@", "Origin": "@"]),
    ExampleStep(name: "DELETE /sessions", method: "DELETE", path: "/sessions", scope: .draft),
    .get("/audit", "/audit?pageSize=2", .admin), .get("/audit/{n}", "/audit/1", .admin),
    .get("/audit/checkpoint", "/audit/checkpoint", .admin),
    ExampleStep(method: "GET", path: "/releases?q=zeppelin"),
    .get("/statistics", "/statistics?from=\(today)&to=\(today)", .admin), .get("/links", "/links?state=dead", .admin),
  ]

  /// The deliveries of a webhook subscription, and its end.
  private static let distribution: [ExampleStep] = {
    let (all, one) = ("/subscriptions", "/subscriptions/1")
    func step(_ method: String, _ rest: String, _ body: String? = nil) -> ExampleStep {
      ExampleStep(name: "\(method) \(all)/{n}\(rest)", method: method, path: one + rest, body: body, scope: .admin)
    }
    return [
      .get(all, nil, .admin), step("GET", ""), step("PATCH", "", #"{"themes": ["economy", "employment"]}"#),
      step("POST", "/pings"), step("POST", "/secrets"),
      step("POST", "/replays", #"{"since": "2025-05-22T07:00:00Z"}"#),
      .get("/deliveries", "/deliveries?type=release.published&pageSize=2", .admin),
      .get("/deliveries/{n}", "/deliveries/2", .admin),
      ExampleStep(
        name: "POST /deliveries/{n}/replays", method: "POST", path: "/deliveries/2/replays", scope: .admin),
      step("DELETE", ""),
    ]
  }()

  /// A mail subscription and its end.
  private static let mail: [ExampleStep] = [
    ExampleStep(
      name: "POST /subscribers", method: "POST", path: "/subscribers",
      body: #"{"email": "an.voorbeeld@example.org", "language": "nl", "themes": ["economy"]}"#),
    .get("/subscribers", nil, .admin), .get("/subscribers/{n}", "/subscribers/1", .admin),
    ExampleStep(name: "DELETE /subscribers/{n}", method: "DELETE", path: "/subscribers/1", scope: .admin),
    .error(429, "GET", "/tokens", nil, nil, ["Authorization": "Bearer nrt_x"]),
  ]
}
