// `select`, `embed` and `facets`: selected members, embedded items and counts.

import Testing

@testable import Values

@Suite struct ResponseOptionsTests {
  @Test func `select returns only the given members, in collections and of one item`() throws {
    let newsroom = try FormTests.filled()
    let (address, title): (String, JSON) = (newsroom.address, ["nl": "Titel", "fr": "Titre"])
    let site: JSON = ["href": .string(address + "/sites/s"), "name": ["nl": "Audi Vorst", "fr": "Audi Forest"]]
    for (query, item) in [
      ("select=(title)", ["title": title]), ("select=title", ["title": title]),
      (
        "select=(title(fr),sites(name))",
        ["title": ["fr": "Titre"], "sites": [["name": ["nl": "Audi Vorst", "fr": "Audi Forest"]]]]
      ),
      ("select=(sites)&lang=nl", ["sites": [["href": .string(address + "/sites/s"), "name": ["nl": "Audi Vorst"]]]]),
      ("select=(id,%20sites)", ["id": "r", "sites": [site]]),
      ("select=(body(fr),themes)", ["body": ["fr": "Texte."], "themes": ["economy"]]),
      (
        "select=(contacts(name,href))",
        ["contacts": [["href": .string(address + "/contacts/c"), "name": "An VOORBEELD"]]]
      ),
    ] as [(String, [String: JSON])] {
      let members = item.sorted { $0.key < $1.key }.map { ($0.key, $0.value as JSON?) }
      let inList = try newsroom.get("/releases?\(query)")
      #expect(
        inList.status == 200 && inList.items == [JSONObject([("href", .string(address + "/releases/r"))] + members)])
      let alone = try newsroom.get("/releases/r?\(query)")
      #expect(alone.json == JSONObject([("self", .string(address + "/releases/r"))] + members), "\(alone.text)")
    }
  }

  @Test func `one request returns the contacts of a release, and no list has personal numbers`() throws {
    let newsroom = try FormTests.filled()
    let release = try newsroom.get("/releases/r?select=(title,contacts)").json
    #expect(release["contacts"]?.array?[0].object?["phone"] == "+3222050000")
    for path in [
      "/releases?select=(contacts)", "/releases?select=(contacts(phone,email,phonePrinted))",
      "/releases?embed=contacts",
      "/releases/r?select=(title)&embed=contacts", "/contacts?select=(name,phone,email)", "/contacts?q=voorbeeld",
      "/search?q=voorbeeld", "/search?select=(phone,email,contacts)", "/contacts.html?q=voorbeeld",
    ] {
      let reply = try newsroom.get(path)
      // The names of linked data begin with `@`.
      let text = reply.text.replacing(/"@(context|type|id)"/, with: "")
      #expect(reply.status == 200 && !text.contains("2050000") && !text.contains("@"), "\(path) \(text)")
      #expect(!reply.text.contains("205.00.00"))
    }
  }

  @Test func `embed adds each public item that is referred to, once`() throws {
    let newsroom = try FormTests.filled()
    try newsroom.publishRelease("other", more: #", "sites": ["s"]"#)
    #expect(try newsroom.desk("POST", "/sites", #"{"id":"draft","name":{"nl":"Geheim"}}"#).status == 201)
    try newsroom.publishRelease("third", more: #", "sites": ["draft"]"#)
    func embedded(_ path: String) throws -> [String] {
      let members = try newsroom.get(path).json["embedded"]?.object?.members ?? []
      return members.map { String($0.name.dropFirst(newsroom.address.count)) }
    }
    #expect(try embedded("/releases?embed=sites") == ["/sites/s"])
    #expect(try embedded("/releases/r?embed=sites&embed=advices") == ["/sites/s", "/advices/a"])
    #expect(try embedded("/releases/r?embed=(advices,contacts)") == ["/advices/a", "/contacts/c"])
    #expect(try embedded("/sites/s?embed=releases") == ["/releases/other", "/releases/r"])
    #expect(try embedded("/releases/third?embed=sites") == [])
    let site = try newsroom.get("/releases/r?embed=sites").json["embedded"]?.object?.members[0].value.object
    #expect(try site == newsroom.get("/sites/s").json)
  }

  @Test func `facets count the matches by value, the most frequent first`() throws {
    let newsroom = try FormTests.filled()
    try newsroom.publishRelease("b", date: "2024-01-01", more: #", "themes": ["economy", "housing"], "sites": ["s"]"#)
    try newsroom.publishRelease("c", date: "2024-02-01", more: #", "themes": ["housing"], "kind": "statement""#)
    #expect(try newsroom.desk("POST", "/sites", #"{"id":"draft","name":{"nl":"Geheim"}}"#).status == 201)
    try newsroom.publishRelease("d", date: "2023-02-01", more: #", "sites": ["draft"]"#)
    func facet(_ query: String, _ name: String) throws -> [String] {
      let reply = try newsroom.get("/releases?facets=(theme,site,kind,lang,year)&" + query)
      #expect(reply.json["facets"]?.object?.members.map(\.name) == ["theme", "site", "kind", "lang", "year"])
      return (reply.json["facets"]?.object?[name]?.array ?? []).compactMap(\.object).map { value in
        "\(value["value"]?.string ?? "") \(value["count"].map(\.text) ?? "")"
      }
    }
    #expect(try facet("", "theme") == ["economy 2", "housing 2"])
    #expect(try facet("", "site") == ["s 2"])
    #expect(try facet("", "year") == ["2024 2", "2023 1", "2025 1"])
    for query in [
      "from=2024-01-01&to=2024-12-31", "id=b&id=c", "q=titel%20-c%20-d&from=2024-01-01&to=2024-12-31&pageSize=1",
      "theme=housing",
    ] {
      let isAll = !query.contains("-c")
      #expect(
        try facet(query, "theme") == (isAll ? ["housing 2", "economy 1"] : ["economy 1", "housing 1"]), "\(query)")
      #expect(try facet(query, "kind") == (isAll ? ["pressRelease 1", "statement 1"] : ["pressRelease 1"]))
      #expect(try facet(query, "site") == ["s 1"])
    }
    #expect(try facet("theme=poverty", "site") == [])
    let site = try newsroom.get("/releases?facets=site&lang=fr").json["facets"]?.object?["site"]?.array?[0].object
    #expect(site?["name"] == ["fr": "Audi Forest"] && site?["href"] == .string(newsroom.address + "/sites/s"))
    #expect(try newsroom.get("/contacts?facets=lang").status == 200)
    #expect(try newsroom.get("/sites?facets=lang").json["facets"]?.object?["lang"]?.array?.count == 2)
  }

  private static let wrong: [(String, String)] = [
    ("select=", "(title,lead"), ("select=()", "(title,lead"), ("select=(title", "(title,lead"),
    ("select=title)", "(title,lead"),
    ("select=(title,)", "(title,lead"), ("select=(title,(nl))", "(title,lead"), ("select=(titel)", "“title”"),
    ("select=(sites(nam))", "“name”"), ("select=(title(xx))", "xx"), ("select=(id(x))", "x"),
    ("select=(title)&select=(lead)", "once"), ("embed=site", "“sites”"), ("embed=title", "sites"),
    ("embed=sites(name)", "name"),
    ("facets=them", "“theme”"), ("facets=title", "theme"), ("facets=(theme", "(title,lead"),
    ("selekt=(title)", "“select”"),
  ]

  @Test(arguments: wrong)
  func `wrong names are reported, with a suggestion`(query: String, words: String) throws {
    let newsroom = try FormTests.filled()
    for path in ["/releases", "/releases.csv", "/releases.atom"] {
      let reply = try newsroom.get("\(path)?\(query)", ["Accept-Language": "en"])
      #expect(reply.status == 400 && reply.faults == ["query:\(query.split(separator: "=")[0])"], "\(reply.text)")
      #expect(reply.json["issues"]?.array?[0].object?["detail"]?.string?.contains(words) == true, "\(reply.text)")
    }
  }
  @Test func `a previous page embeds in the same order`() throws {
    let newsroom = try TestNewsroom()
    for number in 1...4 {
      let site = #"{"id": "s\#(number)", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#
      #expect(try newsroom.desk("POST", "/sites", site).status == 201)
      try newsroom.publishRelease("r\(number)", date: "2025-06-0\(number)", more: #", "sites": ["s\#(number)"]"#)
    }
    for question in ["", "q=titel&"] {
      let first = try newsroom.get("/releases?\(question)embed=sites&pageSize=2").json
      let next = try newsroom.get(try Self.path(first["next"], newsroom)).json
      let again = try newsroom.get(try Self.path(next["prev"], newsroom)).json
      #expect(first["embedded"]?.object?.members.count == 2)
      #expect(again["embedded"]?.bytes == first["embedded"]?.bytes && again["items"]?.bytes == first["items"]?.bytes)
    }
  }

  private static func path(_ link: JSON?, _ newsroom: TestNewsroom) throws -> String {
    String(try #require(link?.string).dropFirst(newsroom.address.count))
  }
}
