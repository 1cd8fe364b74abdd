// Random public requests, made from the route table: every route in every representation, with all parameters.

import Foundation
import GRDB
import HTTP
import HTTPTypes
import Routing
import RunningNewsroom

@testable import API
@testable import Catalog
@testable import Content
@testable import Delivery
@testable import Formats
@testable import Values

/// A route in one of its representations.
struct Place: Hashable, CustomStringConvertible {
  let method: String
  let pattern: String
  let form: String?
  let isForAnyone: Bool

  var description: String { "\(method) \(pattern)\(form.map { "." + $0 } ?? "")" }

  static let all: [Place] = Routes.all.flatMap { route in
    let isForAnyone = !route.endpoint.access.needsToken
    return ([nil] + route.suffixes.map(Optional.some)).map {
      Place(method: route.method.rawValue, pattern: route.pattern, form: $0, isForAnyone: isForAnyone)
    }
  }

  var resource: Resource? { Resource.all.first { pattern == "/\($0.path)" || pattern.hasPrefix("/\($0.path)/") } }
  var isCollection: Bool { Resource.all.contains { pattern == "/\($0.path)" } }
}

/// Makes random requests without a token.
struct PublicQuestions {
  var chance: Chance
  /// Ids of public items and of secret ones, by kind.
  let known: [String: [String]]
  let secret: [String: [String]]
  /// Words of public and secret texts.
  var texts: [String]
  let epoch: String

  /// A public route that this generator cannot request; add it here with the route.
  struct Unknown: Error, CustomStringConvertible {
    let place: Place
    var description: String { "this test knows no way to ask for \(place); add one to PublicQuestions" }
  }

  /// A request to a place, nearly always with its own method.
  mutating func request(to place: Place) throws -> Request {
    let query = try place.isForAnyone ? parameters(of: place) : []
    let methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
    let method = chance.isTrue(85) ? place.method : chance.one(of: methods)
    var request = Request(
      method: HTTPRequest.Method(rawValue: method) ?? .get, path: path(of: place),
      query: query.isEmpty ? nil : query.joined(separator: "&"), fields: fields(),
      body: method.hasPrefix("P") ? Array("{}".utf8) : [], client: "192.0.2.\(chance.number(1..<255))")
    if method.hasPrefix("P") { request.fields[.contentType] = "application/json" }
    if place.pattern == "/subscribers" {
      request.body = Array(#"{"email": "reader\#(chance.number(0..<9))@example.org", "language": "fr"}"#.utf8)
    }
    return request
  }

  // MARK: Paths

  private mutating func path(of place: Place) -> String {
    let segments = place.pattern.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      switch segment {
      case "{id}": id(place.resource?.kind ?? "site")
      // A preview link with an invalid signature.
      case "{link}": "\(chance.number(1..<4))-1924992000-\(String(repeating: chance.digits(2), count: 32))"
      case "{language}": "fr"
      // A mail link with an unknown token.
      case "{token}": String(repeating: chance.digits(2), count: 16)
      case "{section}": chance.one(of: ["releases", "desk", "schemas", "x"])
      case _ where segment.hasPrefix("{"): String(chance.number(1..<4))
      default: String(segment)
      }
    }
    return segments.joined(separator: "/") + (place.form.map { "." + $0 } ?? "")
  }

  /// A public id, a secret one, or an unknown one.
  private mutating func id(_ kind: String) -> String {
    let everything = (secret.isEmpty ? known : secret).values.joined().sorted()
    switch chance.number(0..<20) {
    case 0..<8: return any(known[kind])
    case 8..<17: return any(secret[kind])
    case 17: return chance.one(of: everything)
    case 18: return any(secret[kind]) + chance.one(of: ["-2", "-3", ".", "%00", "x"])
    default:
      let id = any(secret[kind])
      return chance.one(of: [
        id.uppercased(), "%\(String(id.utf8.first ?? 120, radix: 16))\(id.dropFirst())", "nothing",
      ])
    }
  }

  private mutating func any(_ ids: [String]?) -> String { ids.flatMap { $0.isEmpty ? nil : chance.one(of: $0) } ?? "x" }

  // MARK: Queries

  private mutating func parameters(of place: Place) throws -> [String] {
    if let resource = place.resource {
      if place.isCollection { return collection(resource) }
      if place.pattern == "/\(resource.path)/{id}" { return chance.isTrue() ? [] : ["lang=" + language()] }
      throw Unknown(place: place)
    }
    switch place.pattern {
    case "/desk", "/desk/{file}", "/session", "/openapi.json", "/newsroom.css", "/newsroom.js",
      "/icon.svg", "/logo", "/health", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml",
      "/geo", "/geo/conformance", "/geo/api", "/geo/collections", "/geo/collections/sites",
      "/geo/collections/sites/items/{id}":
      return chance.isTrue(90) ? [] : ["x=" + encoded(text())]
    case "/search": return collection(.everything)
    case "/", "/accessibility", "/docs", "/docs/{section}", "/previews/{link}", "/subscribe", "/subscribers",
      "/subscribers/confirmations/{token}", "/subscribers/endings/{token}":
      return chance.isTrue() ? [] : ["lang=" + language()]
    case "/stream":
      return some([
        "after=\(chance.isTrue(90) ? epoch : "0123")-\(chance.number(0..<30))", "lang=" + language(),
        "theme=" + chance.one(of: Themes.standard.codes), "site=" + id("site"),
        "kind=" + chance.one(of: SubscriptionFilter.kinds),
      ])
    case "/changes":
      return some([
        "after=\(chance.isTrue(90) ? epoch : "0123")-\(chance.number(0..<30))", "pageSize=\(chance.number(0..<9))",
      ])
    case "/geo/collections/sites/items":
      let edge = chance.number(1..<99)
      return some([
        "limit=\(chance.number(1..<4))", "bbox=4.2,50.8,4.4,50.8\(edge)", "after=" + id("site"),
        "datetime=2030-01-01T00:00:00Z/..",
      ])
    default: throw Unknown(place: place)
    }
  }

  /// The parameters of collections, with values for each filter of the resource.
  private mutating func collection(_ resource: Resource) -> [String] {
    var all = [
      "lang=" + language(), "pageSize=\(chance.one(of: [1, 1, 2, 3, 5, 100, 0]))",
      "updatedSince=20\(chance.one(of: [25, 30]))-0\(chance.number(1..<10))-01T00:00:00Z",
      "sort=" + chance.one(of: ["name", "-name", "releaseDate", "-releaseDate", "adoptedOn", "-adoptedOn"]),
      "from=20\(chance.number(25..<31))-01-01", "to=20\(chance.number(26..<31))-12-31",
      "id=" + id(resource.kind), "id=" + id(resource.kind),
    ]
    let words = text().split(separator: " ").prefix(chance.number(1..<3)).joined(separator: " ")
    all += [
      "q=" + encoded(chance.one(of: [words, words + "*", "\"" + words + "\"", "-" + words, text()])),
      "facets=" + chance.one(of: resource.facets + ["(lang,year)"]), "select=(id,title,name)",
      "embed=" + (chance.one(of: resource.embeddable + ["sites"])),
    ]
    if chance.isTrue(10) { all += ["status=draft", "x=" + encoded(text())] }
    for filter in resource.filters {
      switch filter {
      case .choice(let name, _, let choices):
        all += [name + "=" + chance.one(of: choices), name + "=" + chance.one(of: choices)]
      case .theme(let name, _): all.append(name + "=" + chance.one(of: Themes.standard.codes))
      case .text(let name, _): all.append(name + "=" + encoded(text()))
      case .relation(let name, _, let kind): all.append(name + "=" + id(kind))
      case .box(let name): all.append(name + "=4.2,50.8,4.4,50.8\(chance.number(1..<99))")
      }
    }
    let asked = chance.isTrue(15) ? ["q=" + encoded(words)] : some(all)
    guard chance.isTrue(20) else { return asked }
    return asked + [(chance.isTrue() ? "after=" : "before=") + cursor(resource, asked)]
  }

  /// A forged cursor at or beside a secret; anyone who reads the source can make one.
  private mutating func cursor(_ resource: Resource, _ asked: [String]) -> String {
    let position: DatabaseValue
    switch resource.order {
    case .date: position = (-20_250_000 - chance.number(0..<59_999)).databaseValue
    case .name: position = text().folded.databaseValue
    }
    let filter = asked.filter { !$0.hasPrefix("pageSize=") }.sorted().joined(separator: "&") + resource.kind
    return ListQuery.Cursor(side: .after, position: position, id: any(secret[resource.kind])).text(filter: filter)
  }

  private mutating func some(_ parameters: [String]) -> [String] {
    Array(parameters.shuffled(using: &chance).prefix(chance.one(of: [0, 1, 1, 1, 2, 3])))
  }

  private mutating func language() -> String { chance.one(of: ["nl", "fr", "en", "de", "nl-BE", "xx"]) }
  private mutating func text() -> String { texts.isEmpty ? "x" : chance.one(of: texts) }

  private func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  // MARK: Fields

  private static let types: [String] = {
    let lists = Resource.all.flatMap { $0.listRepresentations.map(\.mediaType) }
    let items = Resource.all.flatMap { $0.itemRepresentations.map(\.mediaType) }
    return Array(Set(lists + items)).sorted() + ["text/*", "image/x-nothing", "*/*"]
  }()

  private mutating func fields() -> HTTPFields {
    var fields = HTTPFields()
    if chance.isTrue() {
      fields[.accept] =
        chance.isTrue(70)
        ? chance.one(of: Self.types) : "\(chance.one(of: Self.types));q=0.5, \(chance.one(of: Self.types))"
    }
    if chance.isTrue(40) { fields[.acceptLanguage] = chance.one(of: ["nl", "fr-BE, nl;q=0.5", "en", "de", "*"]) }
    if chance.isTrue(20) { fields[.acceptEncoding] = "gzip" }
    if chance.isTrue(3) { fields[.authorization] = chance.one(of: ["Bearer nrt_nothing", "Basic eDp5"]) }
    if chance.isTrue(2) { fields[.ifMatch] = "*" }
    return fields
  }
}
