// ninjs against version 3.1 of its schema: allowed members, their types, and no others.

import Testing

@testable import Values

@Suite struct NINJSTests {
  /// The allowed values of a member.
  private indirect enum Rule: Sendable {
    case text, integer, uri, instant
    case choice([String])
    case list(Rule)
    /// Optional and required members.
    case object([String: Rule], required: [String] = [])

    /// The places of invalid values.
    func faults(_ value: JSON, at place: String) -> [String] {
      switch (self, value) {
      case (.text, .string): []
      case (.integer, .number(let digits)): Int(digits) == nil ? [place] : []
      case (.uri, .string(let text)): text.isWebAddress ? [] : [place]
      case (.instant, .string(let text)): Instant(text) == nil ? [place] : []
      case (.choice(let choices), .string(let text)): choices.contains(text) ? [] : [place]
      case (.list(let rule), .array(let values)):
        values.enumerated().flatMap { rule.faults($1, at: "\(place)[\($0)]") }
      case (.object(let rules, let required), .object(let object)):
        required.filter { object[$0] == nil }.map { "\(place).\($0) is missing" }
          + object.members.flatMap { name, value in
            rules[name]?.faults(value, at: "\(place).\(name)") ?? ["\(place).\(name) is unknown"]
          }
      default: [place]
      }
    }
  }

  private static let contact = Rule.list(
    .object(["type": .text, "role": .text, "lang": .text, "name": .text, "value": .text], required: ["value"]))
  private static let valued: [String: Rule] = ["role": .text, "contentType": .text, "value": .text]
  private static let concept: [String: Rule] = ["name": .text, "rel": .text, "uri": .uri, "literal": .text]
  private static let party = concept.merging(["contactInfo": contact]) { $1 }

  private static let item = Rule.object(
    [
      "uri": .uri, "type": .choice(["text"]), "representationType": .choice(["full", "partial"]), "version": .text,
      "firstCreated": .instant, "versionCreated": .instant, "contentCreated": .instant,
      "pubStatus": .choice(["usable", "withheld", "canceled"]), "edNote": .text, "language": .text, "title": .text,
      "headlines": .list(.object(valued, required: ["value"])),
      "descriptions": .list(.object(valued, required: ["value"])),
      "bodies": .list(
        .object(valued.merging(["charCount": .integer, "wordCount": .integer]) { $1 }, required: ["value"])),
      "located": .text, "genres": .list(.object(["name": .text, "uri": .text, "literal": .text])),
      "subjects": .list(.object(concept)), "places": .list(.object(party)), "people": .list(.object(party)),
      "organisations": .list(.object(party)),
      "infoSources": .list(
        .object(["name": .text, "role": .text, "uri": .uri, "literal": .text, "contactInfo": contact])),
      "altIds": .list(.object(["role": .text, "value": .text])),
      "standard": .object(["name": .text, "version": .text, "schema": .uri]),
    ], required: ["uri"])

  @Test(arguments: [Language.nl, .fr])
  func `a release follows the schema in each language`(language: Language) throws {
    let newsroom = try FormTests.filled()
    let item = try newsroom.get("/releases/r.ninjs?lang=\(language)").json
    #expect(Self.item.faults(.object(item), at: "") == [])
    #expect(item["language"] == .string(language.rawValue))
    #expect(item["uri"] == .string("\(newsroom.address)/releases/r?lang=\(language)"))
    #expect(item["headlines"]?.array?[0].object?["value"] == (language == .nl ? "Titel" : "Titre"))
    #expect(item["subjects"]?.array?[0].object?["literal"] == "economy")
    #expect(item["people"]?.array?[0].object?["contactInfo"]?.array?.count == 2)
    #expect(item["embargoedUntil"] == nil && item["associations"] == nil)
  }

  @Test func `a release with a correction, an unreadable number or few fields follows the schema`() throws {
    let newsroom = try FormTests.filled()
    let note = #"{"correction": {"nl": "Nieuw", "fr": "Nouveau"}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", note).status == 201)
    let bare = #"{"id":"bare","title":{"nl":"T","fr":"T"},"body":{"nl":"b","fr":"b"},"status":"published"}"#
    #expect(try newsroom.desk("POST", "/releases", bare).status == 201)
    let odd = TestNewsroom.release("odd", more: #", "status": "published""#).replacing(
      #""email": "an@example.org""#, with: #""phonePrinted": "vraag ernaar""#)
    #expect(try newsroom.desk("POST", "/releases", odd).status == 201)
    for id in ["r", "bare", "odd"] {
      let item = try newsroom.get("/releases/\(id).ninjs").json
      #expect(Self.item.faults(.object(item), at: id) == [])
    }
    #expect(try newsroom.get("/releases/r.ninjs").json["edNote"]?.string?.contains("Nieuw") == true)
    #expect(Self.item.faults(["uri": "no address", "extra": "x"], at: "") == [".uri", ".extra is unknown"])
  }
}
