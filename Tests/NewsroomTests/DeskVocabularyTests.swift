// The API description has all vocabulary: the desk has words for it and repeats none of its lists.

import Testing
import Web

@testable import API
@testable import Content
@testable import Desk
@testable import Values

@Suite struct DeskVocabularyTests {
  private static let document = JSON.object(
    OpenAPIDocument.make(address: "https://press.example", council: Council()))

  /// The value at a path of member names.
  private static func at(_ path: String..., in json: JSON = Self.document) throws -> JSON {
    var found = json
    for name in path { found = try #require(found.object?[name], "\(path): no \(name)") }
    return found
  }

  /// The values of a schema, or of the elements of its list.
  private static func values(_ schema: JSON) throws -> [String] {
    try #require((schema.object?["items"] ?? schema).object?["enum"]?.array).compactMap(\.string)
  }

  private static func parameter(_ name: String, of path: String) throws -> [String] {
    let all = try #require(try at("paths", path, "get", "parameters").array)
    let parameter = all.first { $0.object?["name"]?.string == name }
    return try values(try at("schema", in: try #require(parameter)))
  }

  private static func member(_ name: String, of schema: String) throws -> [String] {
    try values(try at("components", "schemas", schema, "properties", name))
  }

  private static func sent(_ name: String, to path: String) throws -> [String] {
    let content = try at("paths", path, "post", "requestBody", "content", "application/json", "schema")
    return try values(try at("properties", name, in: content))
  }

  /// Each list of values that the desk shows, with the groups of words for its values.
  private static func shown() throws -> [(groups: [String], values: [String])] {
    [
      (["status"], try parameter("status", of: "/search")), (["state"], try parameter("state", of: "/translations")),
      (["delivery"], try parameter("state", of: "/deliveries")), (["way"], try parameter("way", of: "/deliveries")),
      (["action"], try parameter("action", of: "/audit")), (["scope"], try sent("scopes", to: "/tokens")),
      (["scopeHint"], try sent("scopes", to: "/tokens")), (["token"], try member("state", of: "Token")),
      (["kind", "choice"], try sent("kinds", to: "/subscriptions")),
      (["choice"], try member("kind", of: "ReleaseInput")), (["choice"], try member("kind", of: "AdviceInput")),
      (["subscription"], try member("state", of: "Subscription")),
      (["ended"], try member("reason", of: "Subscription")), (["subscription"], try member("state", of: "Subscriber")),
      (["ended"], try member("reason", of: "Subscriber")), (["publication"], try member("state", of: "Publication")),
      (["change"], try member("change", of: "Publication")), (["severity"], try member("severity", of: "Finding")),
    ]
  }

  @Test(arguments: ["nl", "fr", "en"]) func `every described value has a word on the desk`(
    _ language: String
  ) throws {
    let known = Set(try DeskPageTests.words(language).keys)
    for (groups, values) in try Self.shown() {
      #expect(!values.isEmpty, "\(groups)")
      for value in values { #expect(groups.contains { known.contains("\($0).\(value)") }, "\(groups): \(value)") }
    }
  }

  /// The desk's labels of themes come from the description, because they are settings.
  @Test func `every theme is described with its labels, and every field of themes refers to them`() throws {
    let theme = try Self.at("components", "schemas", "Theme")
    let labels = try #require(try Self.at("x-labels", in: theme).object)
    #expect(try Self.values(theme) == Themes.standard.codes && labels.members.map(\.name) == Themes.standard.codes)
    for language in ["nl", "fr", "en"] {
      #expect(labels.members.allSatisfy { $0.value.object?[language]?.string?.isBlank == false }, "\(language)")
    }
    let subscription = try Self.at(
      "paths", "/subscriptions", "post", "requestBody", "content", "application/json", "schema", "properties", "themes")
    let inputs = try ["ReleaseInput", "AdviceInput"].map {
      try Self.at("components", "schemas", $0, "properties", "themes")
    }
    for field in inputs + [subscription] {
      #expect(try Self.at("items", "$ref", in: field) == "#/components/schemas/Theme")
    }
  }

  @Test func `every state of a text has its mark in the list`() throws {
    let code = try DeskPageTests.text("list.js")
    for state in try Self.parameter("state", of: "/translations") { #expect(code.contains(" \(state): '"), "\(state)") }
  }

  /// A list of the description, and the number of its values that makes another list a copy of it.
  private struct Described: Hashable {
    let limit: Int
    let values: Set<String>
  }

  private static let described: Set<Described> = {
    let inputs = Resource.all.flatMap(\.schemas).filter { $0.0.hasSuffix("Input") }.map { $0.1 }
    let all = lists(in: document, "enum") { $0.array?.compactMap(\.string) }.map { Described(limit: 2, values: $0) }
    // Two common field names may occur together for other reasons.
    let names = lists(in: .array(inputs), "properties") { $0.object?.members.map { $0.name } }
    return Set(all + names.map { Described(limit: 3, values: $0) })
  }()

  /// The values of all members with this name.
  private static func lists(in json: JSON, _ name: String, of read: (JSON) -> [String]?) -> [Set<String>] {
    switch json {
    case .array(let values): return values.flatMap { lists(in: $0, name, of: read) }
    case .object(let object):
      let own = object[name].flatMap(read).map { [Set($0)] } ?? []
      return own + object.members.flatMap { lists(in: $0.value, name, of: read) }
    default: return []
    }
  }

  /// Lists in a script that repeat several values of one list of the description.
  private static func restated(in code: String) throws -> [String] {
    let list = try Regex<Substring>(#"\[\s*(?:'[\w.]+',?\s*)+\]"#)
    let text = try Regex<(Substring, Substring)>(#"'([\w.]+)'"#)
    return code.matches(of: list).map { String($0.output) }.filter { written in
      let values = Set(written.matches(of: text).map { String($0.output.1) })
      return described.contains { $0.values.intersection(values).count >= $0.limit }
    }
  }

  @Test func `no script repeats a list of the API description`() throws {
    for file in DeskFiles.all where file.name.hasSuffix(".js") {
      #expect(try Self.restated(in: try DeskPageTests.text(file.name)) == [], "\(file.name)")
    }
    // Planted lists that must be found.
    for list in [
      "const statuses = ['draft', 'scheduled', 'embargoed', 'published', 'withdrawn']",
      "const scopes = ['draft', 'publish', 'embargo', 'admin']", "const actions = [\n  'create', 'replace',\n]",
      "themes = [\n  'economy', 'employment', 'taxation',\n]", "options: ['nl', 'fr', 'en', 'de']",
      "options: ['onRequest', 'initiative', 'contribution']", "const texts = ['title', 'lead', 'body', 'boilerplate']",
    ] {
      #expect(try Self.restated(in: list).count == 1, "\(list)")
    }
  }

  @Test func `the desk accepts the files that the newsroom reads`() throws {
    let code = try DeskPageTests.text("intake.js")
    let type = try Regex<(Substring, Substring)>(#"'((?:text|application)/[\w.+-]+)'"#)
    let content = try Self.at("paths", "/releases", "post", "requestBody", "content")
    let described = (content.object?.members ?? []).map { $0.name }
    #expect(Set(code.matches(of: type).map { String($0.output.1) }) == Set(described).subtracting(["application/json"]))
  }

  @Test func `the description has the kind of a reference and the languages of a notice`() throws {
    let members = try Self.at("components", "schemas", "ReleaseInput", "properties")
    #expect(try Self.at("sites", "items", "x-resource", in: members) == "sites")
    #expect(try Self.at("contacts", "items", "properties", "id", "x-resource", in: members) == "contacts")
    for (step, member) in [("withdrawals", "reason"), ("publications", "correction")] {
      let body = try Self.at("paths", "/sites/{id}/\(step)", "post", "requestBody", "content", "application/json")
      #expect(try Self.at("schema", "properties", member, "required", in: body) == ["nl", "fr"])
    }
  }

  @Test func `the description has at most 40 KB, and is sent again only when it has changed`() throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.get("/openapi.json", ["Accept-Encoding": "gzip"])
    let tag = try #require(reply["ETag"])
    print("/openapi.json takes \(reply.body.count) bytes")
    #expect(reply.status == 200 && reply.body.count <= 40_000 && reply["Cache-Control"] == "public, max-age=60")
    #expect(try newsroom.get("/openapi.json", ["If-None-Match": tag, "Accept-Encoding": "gzip"]).status == 304)
  }
}
