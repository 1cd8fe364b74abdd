// Deeply nested Markdown: refused in requests, and shown flat when it is already stored.

import Testing

@testable import API
@testable import Content
@testable import Desk
@testable import Formats
@testable import Newsroom
@testable import Values

@Suite struct NestingTests {
  /// Texts with a number of levels, each nested in another way.
  static let nests: [@Sendable (Int) -> String] = [
    { String(repeating: ">", count: $0) + " diep" },
    { String(repeating: "> ", count: $0) + "diep" },
    { String(repeating: "- ", count: $0) + "diep" },
    { String(repeating: "1. ", count: $0) + "diep" },
    { String(repeating: "*a ", count: $0) + "diep" + String(repeating: " a*", count: $0) },
    { String(repeating: "![", count: $0) + "diep" + String(repeating: "](b)", count: $0) },
    { String(repeating: "> ", count: $0 / 2) + String(repeating: "- ", count: $0 - $0 / 2) + "diep" },
    { String(repeating: "- ", count: $0 - 3) + "[_**![diep](b)**_](https://example.org)" },
  ]

  private static func json(_ text: String) -> String { JSON.string(text).text }

  @Test(arguments: nests.indices)
  func `fifty levels are accepted, and one more is refused`(nest: Int) throws {
    let newsroom = try TestNewsroom()
    func send(_ levels: Int) throws -> TestNewsroom.Reply {
      let text = Self.json(Self.nests[nest](levels))
      return try newsroom.desk("POST", "/releases", #"{"id": "d", "title": {"nl": "T"}, "lead": {"fr": \#(text)}}"#)
    }
    #expect(try send(51).faults == ["body:lead.fr"])
    #expect(try send(50).status == 201)
  }

  @Test(arguments: [
    ("releases", #""title": {"nl": "T"}"#, "lead.nl"), ("releases", #""title": {"nl": "T"}"#, "body.de"),
    ("releases", #""title": {"nl": "T"}"#, "boilerplate.fr"),
    ("releases", #""title": {"nl": "T"}"#, "notesToEditors.en"),
    ("advices", #""kind": "initiative", "title": {"nl": "T"}"#, "summary.nl"),
    ("sites", #""name": {"nl": "T"}"#, "situation.nl"), ("sites", #""name": {"nl": "T"}"#, "situation"),
  ])
  func `each Markdown field has the limit, in each way of writing`(path: String, more: String, place: String) throws {
    let newsroom = try TestNewsroom()
    let parts = place.split(separator: ".").map(String.init)
    func member(_ levels: Int) -> String {
      let text = Self.json(Self.nests[0](levels))
      return parts.count == 1 ? #""\#(parts[0])": \#(text)"# : #""\#(parts[0])": {"\#(parts[1])": \#(text)}"#
    }
    let refused = try newsroom.desk("POST", "/\(path)", "{\(more), \(member(19_000))}")
    #expect(refused.status == 400 && refused.faults == ["body:" + place], "\(refused.text)")
    let created = try newsroom.desk("POST", "/\(path)", #"{"id": "d", \#(more), \#(member(50))}"#)
    #expect(created.status == 201, "\(created.text)")
    let match = ["If-Match": try #require(created["ETag"])]
    #expect(try newsroom.desk("PUT", "/\(path)/d", "{\(more), \(member(51))}", match).faults == ["body:" + place])
    #expect(try newsroom.desk("PATCH", "/\(path)/d", "{\(member(51))}", match).faults == ["body:" + place])
  }

  @Test(arguments: [("nl", "meer dan 50 niveaus"), ("fr", "plus de 50 niveaux"), ("en", "more than 50 levels")])
  func `the error names the limit in the language of the writer`(language: String, words: String) throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.desk(
      "POST", "/releases", #"{"title": {"nl": "T"}, "lead": {"nl": \#(Self.json(Self.nests[0](51)))}}"#,
      ["Accept-Language": language])
    #expect(reply.text.contains(words), "\(reply.text)")
  }

  @Test(arguments: ["text/plain", "text/html"])
  func `a manuscript and a file have the limit, too`(type: String) throws {
    let newsroom = try TestNewsroom()
    func text(_ levels: Int) -> String {
      let paragraphs = [
        "NIEUWE HAL VOOR DE HAVEN", "Brussel, 02/06/2025 – De raad bezocht de Havenhal aan het kanaal.",
        "Een hal voor iedereen", "De hal biedt plaats aan kleine bedrijven. " + Self.nests[4](levels) + " Kom kijken.",
      ]
      let isHTML = type == "text/html"
      return paragraphs.map { isHTML ? "<p>\($0)</p>" : $0 }.joined(separator: "\n\n")
    }
    let refused = try newsroom.desk("POST", "/releases", text(51), ["Content-Type": type])
    #expect(refused.status == 400 && refused.faults == ["body:body.nl"], "\(refused.text)")
    #expect(try newsroom.desk("POST", "/releases", text(50), ["Content-Type": type]).status == 201)
    let author = Author("test")
    #expect {
      try newsroom.application.importRelease(
        Array(text(51).utf8), named: type == "text/html" ? "a.html" : "a.txt", isPublished: false, acknowledged: [],
        by: author, language: "en")
    } throws: {
      "\($0)".contains("body.nl: ") && "\($0)".contains("more than 50 levels")
    }
  }

  /// The representations of an item and of a list, and the pages that show the item.
  private static let paths =
    Resource.releases.itemRepresentations.map { "/releases/d.\($0.suffix)" } + ["/releases/d.jsonld?lang=nl"]
    + Resource.releases.listRepresentations.map { "/releases.\($0.suffix)" }
    + ["/", "/search.html?q=diep", "/search?q=diep", "/releases?q=diep", "/changes"]

  @Test(arguments: nests.indices)
  func `a deeper stored text is readable in every representation`(nest: Int) throws {
    let newsroom = try TestNewsroom()
    let deep = Self.nests[nest](19_990)
    let texts: JSON = ["nl": .string(deep), "fr": .string(deep)]
    var document = try #require(JSON.stored(TestNewsroom.release("d")))
    for field in ["lead", "body", "boilerplate", "notesToEditors"] { document[field] = texts }
    try newsroom.application.desk.pool.write { db in
      let (resource, author) = (Resource.releases, Author("test"))
      let item = try DeskFile.create(
        db, resource, resource.normalize(document, Council()), avoiding: [], by: author, RevisionReason(.create))
      try PublicationRequest(of: Council(), avoiding: []).enter(db, item, resource, by: author)
    }
    try newsroom.application.publisher.settle()
    for path in Self.paths {
      let reply = try newsroom.get(path, path == "/" ? ["Accept": "text/html"] : [:])
      #expect(reply.status == 200, "\(path)")
    }
    for suffix in ["html", "txt", "md", "ninjs", "json"] {
      #expect(try newsroom.get("/releases/d.\(suffix)").text.contains("diep"), "\(suffix)")
    }
    #expect(try newsroom.desk("GET", "/releases/d/findings").status == 200)
  }
}
