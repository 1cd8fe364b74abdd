// The search `q` on every collection and over all of them: matches, order and highlights.

import Foundation
import RunningNewsroom
import Testing

@testable import Values

@Suite struct SearchTests {
  /// The value of a query parameter.
  static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
  }

  /// Publishes a release despite its findings.
  private func publish(_ newsroom: TestNewsroom, _ id: String, _ members: String, date: String = "2025-05-22") throws {
    let draft = try newsroom.desk("POST", "/releases", #"{"id": "\#(id)", "releaseDate": "\#(date)", \#(members)}"#)
    #expect(draft.status == 201, "\(draft.text)")
    let errors = (draft.json["findings"]?.array ?? []).compactMap(\.object).filter { $0["severity"] == "error" }
    let codes = Set(errors.compactMap { $0["code"]?.string }).sorted()
    let acknowledged: JSON = ["acknowledge": .strings(codes)]
    let reply = try newsroom.desk("POST", "/releases/\(id)/publications", acknowledged.text)
    #expect(reply.status == 201, "\(reply.text)")
  }

  private func ids(_ newsroom: TestNewsroom, _ q: String, _ more: String = "", at path: String = "/releases") throws
    -> [String]
  {
    let reply = try newsroom.get("\(path)?q=\(Self.encoded(q))\(more)")
    #expect(reply.status == 200 && reply.json["total"] == .integer(reply.ids.count), "\(q): \(reply.text)")
    return reply.ids
  }

  @Test func `words are found in any case, accent and inflection, by prefix, as phrases, or excluded`() throws {
    let newsroom = try TestNewsroom()
    try publish(
      newsroom, "audi",
      #"""
      "title": {"nl": "Industriële toekomst van Vorst", "fr": "L’avenir industriel de Forest"},
      "lead": {"nl": "De raad wil overleg met Audi.", "fr": "Le conseil veut une stratégie d’Audi."},
      "body": {"nl": "Vele **bedrijven** sluiten in Œuvrestraat.", "fr": "Les [entreprises](https://x.example/lien)."},
      "boilerplate": {"nl": "Brupartners overlegt."}, "contacts": [{"name": "Florence LEPOIVRE"}]
      """#)
    try publish(
      newsroom, "port",
      #"""
      "title": {"nl": "De haven", "fr": "Le port"}, "lead": {"nl": "Overleg over de haven van Brussel.", "fr": "Audi."},
      "body": {"nl": "Eén bedrijf.", "fr": "Texte."}
      """#, date: "2025-05-21")
    let cases: [(String, [String])] = [
      ("industriele", ["audi"]), ("INDUSTRIËLE", ["audi"]), ("industrie\u{308}le", ["audi"]), ("strategie", ["audi"]),
      ("stratégies", ["audi"]), ("bedrijf", ["port", "audi"]), ("bedrijven", ["audi", "port"]), ("indus*", ["audi"]),
      ("entreprise", ["audi"]), ("lien", []), ("oeuvrestraat", ["audi"]), ("œuvrestraat", ["audi"]),
      ("\"overleg met audi\"", ["audi"]), ("“overleg  met”", ["audi"]), ("\"met overleg\"", []),
      ("\"bedrijf\"", ["port"]),
      ("overleg -audi", []), ("overleg -vorst", ["port"]), ("overleg -\"met audi\"", ["port"]),
      ("overleg -indus*", ["port"]),
      ("-vorst", ["port"]), ("-vorst -haven", []), ("lepoivre", ["audi"]), ("brupartners", ["audi"]),
      ("l'avenir", ["audi"]), ("d’audi", ["audi", "port"]), ("Vorst, (toekomst)!", ["audi"]), ("haven audi", ["port"]),
      ("overleg OR haven", []), ("audi - haven", ["port"]), ("niets", []), ("  ", ["audi", "port"]),
      ("", ["audi", "port"]),
      ("raad conseil", ["audi"]), ("-niets audi", ["audi", "port"]),
    ]
    for (q, found) in cases { #expect(try ids(newsroom, q) == found, "\(q)") }
    // The search covers the requested language, or all of them.
    for (q, language, found) in [
      ("audi", "nl", ["audi"]), ("audi", "fr", ["audi", "port"]), ("overleg -audi", "nl", ["port"]),
      ("haven", "fr", []),
      ("stratégie", "nl", []), ("lepoivre", "fr", ["audi"]), ("overleg -stratégie", "nl", ["audi", "port"]),
    ] as [(String, String, [String])] {
      #expect(try Set(ids(newsroom, q, "&lang=\(language)")) == Set(found), "\(q) \(language)")
    }
    for (q, more, found) in [
      ("audi", "&from=2025-05-22", ["audi"]), ("audi", "&to=2025-05-21", ["port"]), ("audi", "&theme=economy", []),
      ("audi", "&id=port", ["port"]), ("audi", "&sort=-releaseDate", ["audi", "port"]),
      ("bedrijf", "&sort=-releaseDate", ["audi", "port"]), ("audi", "&sort=releaseDate", ["port", "audi"]),
      ("bedrijf", "&sort=relevance", ["port", "audi"]), ("audi", "&updatedSince=2199-01-01T00:00:00Z", []),
    ] as [(String, String, [String])] {
      #expect(try ids(newsroom, q, more) == found, "\(q)\(more)")
    }
  }

  @Test func `titles come first, then exact words, then the newest items`() throws {
    let newsroom = try TestNewsroom()
    for (index, (id, title, lead, body)) in [
      ("body", "A", "B", "gewest"), ("lead-form", "A", "De gewesten", "B"), ("lead", "A", "De gewest", "B"),
      ("title-form", "Gewesten", "A", "B"), ("title-old", "Gewest", "A", "B"), ("title-new", "Gewest", "A", "B"),
      ("none", "A", "B", "C"),
    ].enumerated() {
      try publish(
        newsroom, id, #""title": {"nl": "\#(title)"}, "lead": {"nl": "\#(lead)"}, "body": {"nl": "\#(body)"}"#,
        date: "2025-01-0\(index + 1)")
    }
    #expect(try ids(newsroom, "gewest") == ["title-new", "title-old", "title-form", "lead", "lead-form", "body"])
    #expect(try ids(newsroom, "GEWESTEN") == ["title-form", "title-new", "title-old", "lead-form", "lead", "body"])
    // A feed is always in order of time.
    let feed = try newsroom.get("/releases.jsonfeed?q=gewest&lang=nl").items
    #expect(feed.count == 6 && feed[0]["title"] == "Gewest" && feed[5]["title"] == "A")
  }

  @Test func `matches are marked, and nothing else becomes markup`() throws {
    let newsroom = try TestNewsroom()
    let long = (1...200).map { "woord\($0)" }.joined(separator: " ")
    try publish(
      newsroom, "r",
      #"""
      "title": {"nl": "<script>alert('Audi')</script> & \"Audi\"", "fr": "Rien"},
      "lead": {"nl": "Geen", "fr": "Les stratégies d’AUDI & Cie"},
      "body": {"nl": "\#(long) **Audi** [A](https://audi.example/) <b>sluit</b> \#(long)", "fr": "Rien"}
      """#)
    let highlights = try newsroom.get("/releases?q=audi").items[0]["highlights"]?.object
    #expect(
      highlights?["title"]?.object?["nl"]
        == "&lt;script&gt;alert(&#39;<mark>Audi</mark>&#39;)&lt;/script&gt; &amp; &quot;<mark>Audi</mark>&quot;")
    #expect(highlights?["title"]?.object?["fr"] == nil)
    #expect(highlights?["lead"] == ["fr": "Les stratégies d’<mark>AUDI</mark> &amp; Cie"])
    let body = try #require(highlights?["body"]?.object?["nl"]?.string)
    #expect(body.hasPrefix("… woord19") && body.hasSuffix(" …") && body.count < 320)
    #expect(body.contains("woord200 <mark>Audi</mark> A &lt;b&gt;sluit&lt;/b&gt; woord1 "), "\(body)")
    for (q, lead) in [
      ("strategie", "Les <mark>stratégies</mark> d’AUDI &amp; Cie"),
      ("strat*", "Les <mark>stratégies</mark> d’AUDI &amp; Cie"),
      ("\"audi cie\"", "Les stratégies d’<mark>AUDI &amp; Cie</mark>"),
      ("audi cie", "Les stratégies d’<mark>AUDI</mark> &amp; <mark>Cie</mark>"),
    ] as [(String, String)] {
      let item = try newsroom.get("/releases?q=\(Self.encoded(q))").items[0]
      #expect(item["highlights"]?.object?["lead"]?.object?["fr"] == .string(lead), "\(q)")
    }
    #expect(try newsroom.get("/releases?q=audi&lang=fr").items[0]["highlights"]?.object?["title"] == nil)
    #expect(try newsroom.get("/releases?q=-audi2").items[0]["highlights"] == nil)
  }

  @Test func `every collection is searched by its own texts, and /search finds all kinds`() throws {
    let newsroom = try FormTests.filled()
    for (path, q, found) in [
      ("/sites", "audi", ["s"]), ("/sites", "forest", ["s"]), ("/contacts", "voorbeeld", ["c"]),
      ("/contacts", "présidente", ["c"]), ("/contacts", "205", []), ("/contacts", "example", []),
      ("/advices", "advies", ["a"]), ("/advices", "avis", ["a"]), ("/releases", "voorbeeld", ["r"]),
      ("/search", "voorbeeld", ["c", "r"]), ("/search", "avis", ["a"]), ("/search", "205", []),
    ] as [(String, String, [String])] {
      #expect(try ids(newsroom, q, at: path) == found, "\(path) \(q)")
    }
    let all = try newsroom.get("/search?facets=(kind,lang)")
    #expect(all.items.map { $0["resource"] } == ["release", "advice", "contact", "site"])
    #expect(
      all.json["facets"]?.object?["kind"]
        == .array(["advice", "contact", "release", "site"].map { ["value": .string($0), "count": .integer(1)] }))
    #expect(try newsroom.get("/search?q=audi&kind=site&lang=fr").ids == ["s"])
    #expect(try newsroom.get("/search?kind=sites").faults == ["query:kind"])
    #expect(try newsroom.get("/search?id=s").ids == ["s"])
    #expect(try newsroom.get("/search?id=s&kind=release").ids == [])
    #expect(try newsroom.get("/search?id=s&id=nothing&q=audi").ids == ["s"])
    #expect(try newsroom.get("/search.html?q=audi&lang=fr").text.contains("<mark>Audi</mark> Forest"))
  }

  @Test func `a draft is found on the desk only, and every write updates the index`() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r", more: #", "themes": []"#)).status == 201)
    func found(_ q: String) throws -> [[String]] {
      [try newsroom.get("/releases?q=\(q)").ids, try newsroom.desk("GET", "/releases?q=\(q)").ids]
    }
    #expect(try found("inleiding") == [[], ["r"]])
    #expect(try newsroom.desk("POST", "/releases/r/publications").status == 201)
    #expect(try found("inleiding") == [["r"], ["r"]])
    let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
    let patch = #"{"lead": {"nl": "Vervanging.", "fr": "Remplacement."}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": tag]).status == 200)
    #expect(try found("inleiding") == [["r"], []] && found("vervanging") == [[], ["r"]])
    let correction = #"{"correction": {"nl": "Beter", "fr": "Mieux"}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", correction).status == 201)
    #expect(try found("inleiding") == [[], []] && found("vervanging") == [["r"], ["r"]])
    let reason = #"{"reason": {"nl": "Weg", "fr": "Parti"}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason).status == 201)
    #expect(try found("vervanging") == [[], ["r"]] && found("titel") == [[], ["r"]])
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("draft")).status == 201)
    #expect(try newsroom.desk("DELETE", "/releases/draft").status == 204)
    #expect(try found("draft") == [[], []])
  }

  @Test func `a contact who goes public is found on the releases that print them`() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/contacts", #"{"id": "jan", "name": "Jan ZOEKNAAM"}"#).status == 201)
    try publish(newsroom, "r", #""title": {"nl": "Titel"}, "contacts": [{"id": "jan"}]"#)
    #expect(try ids(newsroom, "zoeknaam").isEmpty)
    #expect(try newsroom.desk("POST", "/contacts/jan/publications").status == 201)
    #expect(try ids(newsroom, "zoeknaam") == ["r"])
  }

  @Test func `any text is a query, or a 400 that says what is wrong`() throws {
    let newsroom = try FormTests.filled()
    for (q, words) in [
      ("\"open", "“open”"), ("in*dus", "“in*dus”"), ("a*", "“a”"), ("***", "*"), ("?!", "no word"), ("-", "no word"),
      ("\"\"", "no word"), (String(repeating: "a", count: 4_000), "400"),
      (Array(repeating: "a", count: 21).joined(separator: " "), "20"), ("a \"", "quotation mark"),
    ] as [(String, String)] {
      let reply = try newsroom.get("/releases?q=\(Self.encoded(q))", ["Accept-Language": "en"])
      #expect(reply.status == 400 && reply.faults == ["query:q"], "\(q): \(reply.text)")
      #expect(reply.json["issues"]?.array?[0].object?["detail"]?.string?.contains(words) == true, "\(reply.text)")
    }
    #expect(try newsroom.get("/releases?q=" + String(repeating: "a", count: 10_000)).status == 414)
    #expect(try newsroom.get("/releases?q=a&q=b").faults == ["query:q"])
    #expect(try newsroom.get("/releases?sort=relevance").faults == ["query:sort"])
    for q in [
      "NEAR(a b)", "title:audi", "{place0} : a", "a AND", "NOT", "OR OR", "^a", "a + b", "(a", "a)", "';DROP TABLE x",
      "\u{1}nl", "nl:bedrijv", "%00", "a\u{0}b", "--", "-\"a b\"", "\u{301}", "👩‍👩‍👧", "a\\b", "col-a", "*a", "日本語",
    ] {
      #expect([200, 400].contains(try newsroom.get("/releases?q=\(Self.encoded(q))").status), "\(q)")
    }
  }

  @Test func `no random text causes an error`() throws {
    let data = try TestData()
    let newsroom = try data.open()
    try newsroom.write(
      "POST", "/releases", TestNewsroom.release("r", more: #", "status": "published""#))
    var random = SeededNumbers(for: "what is typed")
    let pieces = [
      "\"", "'", "*", "-", "(", ")", "{", "}", ":", "^", "+", " ", " ", "AND", "OR", "NOT", "NEAR", "titel", "é", "œ",
      "place0", "\u{1}", "nl:", "’", "«", "»", "…", "x", "1", "\u{301}", "\u{200D}", "𝔘", ",", ";", "--", "/*",
    ]
    for _ in 0..<500 {
      let q = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }
        .joined()
      let reply = newsroom.get("/search?q=\(Self.encoded(q))")
      #expect([200, 400].contains(reply.status), "\(q.debugDescription): \(reply.text)")
    }
  }
}
