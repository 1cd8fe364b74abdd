// The sites for geographic programs: OGC API – Features, part 1 (17-069r4), under /geo.

import Bytes
import Catalog
import Content
import Formats
import HTTP
import HTTPTypes
import Routing
import Storage
import Values

enum GeoAPI {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/geo", suffixes: ["json"], access: .anyone, landing),
    Route(.get, "/geo/conformance", suffixes: ["json"], access: .anyone, conformance),
    Route(.get, "/geo/api", suffixes: ["json"], access: .anyone, description),
    Route(.get, "/geo/collections", suffixes: ["json"], access: .anyone, collections),
    Route(.get, "/geo/collections/sites", suffixes: ["json"], access: .anyone, collection),
    Route(.get, "/geo/collections/sites/items", suffixes: ["json", "geojson"], access: .anyone, items),
    Route(.get, "/geo/collections/sites/items/{id}", suffixes: ["json", "geojson"], access: .anyone, item),
  ]

  private static let geoJSON = "application/geo+json"
  static let openAPI = "application/vnd.oai.openapi+json;version=3.0"
  private static let crs = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
  private static let limits = 1...1_000
  /// No maximum: a larger number is allowed and returns the largest page.
  static let limit: JSON = ["type": "integer", "minimum": .integer(limits.lowerBound), "default": .integer(100)]

  @Sendable private static func landing(_ context: inout RequestContext) throws -> Response {
    try context.plain()
    let root = context.app.publicURL + "/geo"
    return context.json([
      "title": .string("\(context.app.council.name[.en]): sites"),
      "description": "The industrial sites in the council's releases and advices.",
      "links": [
        link("self", root, "application/json"), link("service-desc", root + "/api", openAPI),
        link("conformance", root + "/conformance", "application/json"),
        link("data", root + "/collections", "application/json"),
        link("alternate", context.app.publicURL + "/sites", "text/html"),
      ],
    ])
  }

  @Sendable private static func conformance(_ context: inout RequestContext) throws -> Response {
    try context.plain()
    let base = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
    return context.json(["conformsTo": .strings(["core", "oas30", "geojson"].map { base + $0 })])
  }

  @Sendable private static func collections(_ context: inout RequestContext) throws -> Response {
    try context.plain()
    let address = context.app.publicURL + "/geo/collections"
    return context.json([
      "links": [link("self", address, "application/json")], "collections": [try sites(context)],
    ])
  }

  @Sendable private static func collection(_ context: inout RequestContext) throws -> Response {
    try context.plain()
    return context.json(try sites(context))
  }

  private static func sites(_ context: RequestContext) throws -> JSON {
    let address = context.app.publicURL + "/geo/collections/sites"
    let points = try features(context).compactMap { ($0).point }
    let (x, y) = (points.map(\.longitude), points.map(\.latitude))
    var extent: JSON?
    if let west = x.min(), let south = y.min(), let east = x.max(), let north = y.max() {
      let box = [west, south, east, north].map { JSON.number("\($0)") }
      extent = ["spatial": ["bbox": [.array(box)], "crs": .string(crs)]]
    }
    return [
      "id": "sites", "title": .string(LocalizedText.collection(.sites).en), "itemType": "feature", "extent": extent,
      "crs": .strings([crs]),
      "links": [
        link("self", address, "application/json"), link("items", address + "/items", geoJSON),
        link("alternate", context.app.publicURL + "/sites", "text/html"),
      ],
    ]
  }

  /// All sites as summaries, in the order of the collection. There are a few dozen.
  private static func features(_ context: RequestContext) throws -> [JSONObject] {
    var sites: [JSONObject] = []
    let (store, listQuery) = (try context.store, ListQuery(.sites))
    _ = try store.readers.read(within: ListQuery.time) { db in
      var place = ItemStore.Place.list(from: nil)
      return try store.walk(db, listQuery, from: &place, column: "d.summary") { row in
        guard let summary = row.bytes(0) else { return true }
        var json = OutputBuffer(capacity: summary.count + 256)
        StoredJSON.fill(summary, address: store.address, language: nil, into: &json)
        sites.append(try Array(json.bytes).object())
        return true
      }
    }
    return sites
  }

  @Sendable private static func items(_ context: inout RequestContext) throws -> Response {
    // A limit above the maximum is no fault (requirement fc-limit-response).
    let limit = context.query.one(
      "limit", { Int($0).flatMap { $0 > 0 ? min($0, limits.upperBound) : nil } }, else: { _ in .outOfRange(limits) })
    let box = context.query.one("bbox", GeoBox.init(_:), else: { _ in .wrongType(.boundingBox) })
    _ = context.query.choices("bbox-crs", of: [crs])
    // Sites have no time, so they match every time (requirement fc-time-response C).
    _ = context.query.one("datetime", GeoTime.init, else: { _ in .wrongType(.interval) })
    let after = context.query.one("after")
    try context.query.finish()
    let matched = try features(context).filter { site in
      guard let box, let point = site.point else { return true }
      return box.contains(point)
    }
    var start = 0
    if let after {
      guard let place = matched.firstIndex(where: { $0["id"] == .string(after) }) else {
        throw InvalidInput(.schemaViolation, .query, "after", after, .invalidCursor)
      }
      start = place + 1
    }
    let page = matched.dropFirst(start).prefix(limit ?? 100)
    let address = context.app.publicURL + "/geo/collections/sites/items"
    let filters = context.query.sent(without: ["after"]).joined(separator: "&")
    var links = [
      link("self", address + (context.query.text.map { "?" + $0 } ?? ""), geoJSON),
      link("collection", context.app.publicURL + "/geo/collections/sites", "application/json"),
    ]
    if let last = page.last?["id"]?.string, start + page.count < matched.count {
      links.append(link("next", "\(address)?\(filters)\(filters.isEmpty ? "" : "&")after=\(last)", geoJSON))
    }
    return context.json(
      [
        "type": "FeatureCollection", "numberMatched": .integer(matched.count), "numberReturned": .integer(page.count),
        "links": .array(links), "features": .array(page.map { .object(GeoJSON.feature($0, naming: "name")) }),
      ], type: geoJSON)
  }

  @Sendable private static func item(_ context: inout RequestContext) throws -> Response {
    try context.plain()
    switch try context.store.find(.sites, id: context.id, language: nil) {
    case .item(let json, _, _):
      var feature = GeoJSON.feature(try json.object(), naming: "name")
      let collection = context.app.publicURL + "/geo/collections/sites"
      feature["links"] = [
        link("self", "\(collection)/items/\(context.id)", geoJSON), link("collection", collection, "application/json"),
      ]
      return context.json(.object(feature), type: geoJSON)
    case .withdrawn(let notice): throw Problem.withdrawn(notice)
    case nil: throw Problem.notFound
    }
  }

  private static func link(_ relation: String, _ href: String, _ type: String) -> JSON {
    ["href": .string(href), "rel": .string(relation), "type": .string(type)]
  }

  // MARK: The description

  @Sendable private static func description(_ context: inout RequestContext) throws -> Response {
    try context.plain()
    func get(_ id: String, _ parameters: [JSON] = [], type: String = "application/json") -> JSON {
      [
        "get": [
          "operationId": .string(id), "parameters": .array(parameters),
          "responses": ["200": ["description": "OK", "content": .object(JSONObject([(type, [:])]))]],
        ]
      ]
    }
    func query(_ name: String, _ schema: JSON) -> JSON {
      ["name": .string(name), "in": "query", "required": .bool(false), "schema": schema, "explode": .bool(false)]
    }
    let number: JSON = ["type": "number"]
    let parameters = [
      query(
        "limit",
        ["type": "integer", "minimum": .integer(1), "maximum": .integer(limits.upperBound), "default": .integer(100)]),
      query("bbox", ["type": "array", "items": number, "minItems": .integer(4), "maxItems": .integer(6)]),
      query("datetime", ["type": "string"]), query("after", ["type": "string"]),
    ]
    let id: JSON = ["name": "id", "in": "path", "required": .bool(true), "schema": ["type": "string"]]
    let items = "/collections/sites/items"
    return context.json(
      [
        "openapi": "3.0.3",
        "info": ["title": .string("\(context.app.council.name[.en]): sites"), "version": "1.0.0"],
        "servers": [["url": .string(context.app.publicURL + "/geo")]],
        "paths": .object(
          JSONObject([
            ("/conformance", get("conformance")), ("/collections", get("collections")),
            ("/collections/sites", get("sites")), (items, get("items", parameters, type: geoJSON)),
            (items + "/{id}", get("item", [id], type: geoJSON)),
          ])),
      ], type: openAPI)
  }
}

/// A time, or an interval with at most one open end: `2020-01-01T00:00:00Z/..`.
struct GeoTime {
  init?(_ text: String) {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard ends.count <= 2, ends.contains(where: { !["", ".."].contains($0) }),
      ends.allSatisfy({ ["", ".."].contains($0) || Instant($0) != nil || Day($0) != nil })
    else { return nil }
  }
}

extension LocalizedText {
  static let interval = LocalizedText(
    nl: "een tijdstip of een interval (RFC 3339)", fr: "un instant ou un intervalle (RFC 3339)",
    en: "a time or an interval (RFC 3339)")
}

extension RequestContext {
  /// Refuses every query parameter.
  fileprivate mutating func plain() throws { try query.finish() }

  fileprivate func json(_ value: JSON, type: String = "application/json") -> Response {
    content(value.bytes, type: type, vary: nil)
  }
}
