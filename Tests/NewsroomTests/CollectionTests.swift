// Collections: their shape, order, pages, filters and query errors.

import Testing

@testable import Values

@Suite struct CollectionTests {
  @Test func `on the desk, items of all kinds are filtered by status`() throws {
    let newsroom = try TestNewsroom()
    try newsroom.publishRelease("public")
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("draft")).status == 201)
    #expect(try newsroom.desk("POST", "/sites", #"{"id": "site", "name": {"nl": "A"}}"#).status == 201)
    #expect(try newsroom.desk("GET", "/search?status=draft").ids.sorted() == ["draft", "site"])
    #expect(try newsroom.desk("GET", "/search?status=published").ids == ["public"])
  }

  @Test func `an empty collection is an object with no items`() throws {
    let newsroom = try TestNewsroom()
    for path in ["/releases", "/advices", "/sites", "/contacts"] {
      let reply = try newsroom.get(path)
      #expect(reply.status == 200)
      #expect(reply.text == #"{"self":"\#(newsroom.address)\#(path)","items":[],"pageSize":20,"total":0}"#)
    }
  }

  @Test func `releases come newest first, and those of one day by id`() throws {
    let newsroom = try TestNewsroom()
    for (id, date) in [("b", "2025-01-02"), ("a", "2025-01-02"), ("c", "2025-01-03"), ("d", "2024-12-31")] {
      #expect(try newsroom.publishRelease(id, date: date).status == 201)
    }
    #expect(try newsroom.get("/releases").ids == ["c", "a", "b", "d"])
    #expect(try newsroom.get("/releases?sort=releaseDate").ids == ["d", "b", "a", "c"])
  }

  @Test(arguments: [1, 2, 3, 7, 100])
  func `following next, then prev, meets every release once in each direction`(pageSize: Int) throws {
    let newsroom = try TestNewsroom()
    let ids = (0..<7).map { "release-\($0)" }
    for (index, id) in ids.enumerated() { try newsroom.publishRelease(id, date: "2025-01-0\(7 - index / 2)") }
    var pages: [[String]] = []
    var reply = try newsroom.get("/releases?pageSize=\(pageSize)")
    pages.append(reply.ids)
    while let next = reply.json["next"]?.string {
      #expect(reply["Link"]?.contains("<\(next)>; rel=\"next\"") == true)
      reply = try newsroom.get(String(next.dropFirst(newsroom.address.count)))
      pages.append(reply.ids)
      #expect(reply.json["total"] == .integer(7))
    }
    #expect(pages.flatMap(\.self) == ids)
    var backwards = [reply.ids]
    while let previous = reply.json["prev"]?.string {
      reply = try newsroom.get(String(previous.dropFirst(newsroom.address.count)))
      if !reply.ids.isEmpty { backwards.insert(reply.ids, at: 0) }
    }
    #expect(backwards == pages)
  }

  @Test func `a release published between two pages is neither repeated nor skipped`() throws {
    let newsroom = try TestNewsroom()
    for day in 1...6 { try newsroom.publishRelease("day-\(day)", date: "2025-01-0\(day)") }
    let first = try newsroom.get("/releases?pageSize=3")
    try newsroom.publishRelease("newest", date: "2025-02-01")
    let next = try #require(first.json["next"]?.string).dropFirst(newsroom.address.count)
    let second = try newsroom.get(String(next))
    #expect(first.ids + second.ids == (1...6).reversed().map { "day-\($0)" })
  }

  @Test func `filters are combined, and repeated ones are alternatives`() throws {
    let newsroom = try TestNewsroom()
    #expect(
      try newsroom.desk("POST", "/sites", #"{"id":"audi","name":{"nl":"Audi"},"status":"published"}"#).status == 201)
    try newsroom.publishRelease("a", date: "2025-01-01", more: #", "themes": ["economy"], "sites": ["audi"]"#)
    try newsroom.publishRelease("b", date: "2025-02-01", more: #", "themes": ["housing"], "kind": "statement""#)
    try newsroom.publishRelease("c", date: "2025-03-01", more: #", "themes": ["economy", "housing"]"#)
    let cases = [
      ("theme=economy", ["c", "a"]), ("theme=economy&theme=housing", ["c", "b", "a"]), ("theme=poverty", []),
      ("site=audi", ["a"]), ("site=nowhere", []), ("site=audi&site=nowhere", ["a"]), ("kind=statement", ["b"]),
      ("from=2025-02-01", ["c", "b"]), ("to=2025-02-01", ["b", "a"]), ("from=2025-02-01&to=2025-02-01", ["b"]),
      ("theme=housing&from=2025-02-15", ["c"]), ("id=a&id=c", ["c", "a"]), ("lang=nl", ["c", "b", "a"]),
      ("lang=en", []), ("lang=nl-BE&theme=economy", ["c", "a"]),
      ("updatedSince=2020-01-01T00:00:00Z", ["c", "b", "a"]),
      ("updatedSince=2199-01-01T00:00:00Z", []),
    ]
    for (query, ids) in cases {
      let reply = try newsroom.get("/releases?" + query)
      #expect(reply.ids == ids, "\(query)")
      #expect(reply.json["total"] == .integer(ids.count), "\(query)")
    }
  }

  @Test func `every fault of a query is reported at once, with a suggestion`() throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.get("/releases?them=economy&lang=xx&pageSize=0&from=2025-02-30&theme=econmy&lang=nl")
    #expect(reply.status == 400)
    #expect(reply["Content-Type"] == "application/problem+json")
    #expect(Set(reply.faults) == ["query:them", "query:lang", "query:pageSize", "query:from", "query:theme"])
    #expect(reply.text.contains("“theme”") && reply.text.contains("“economy”"))
  }

  @Test(arguments: [
    "pageSize=101", "pageSize=x", "pageSize=1&pageSize=2", "from=2025-06-01&to=2025-05-01", "after=nonsense",
    "after=WyJ4Il0", "sort=title", "status=draft", "updatedSince=yesterday", "lang=", "=x",
  ])
  func `a query that can't be answered is a 400`(query: String) throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.get("/releases?" + query).status == 400)
  }

  @Test(arguments: ["/tokens", "/audit", "/subscriptions"], ["0", "-1", "x", "9223372036854775808"])
  func `a cursor that is not the number of a row is refused`(path: String, cursor: String) throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("admin", .admin)
    #expect(try newsroom.desk("GET", "\(path)?after=\(cursor)", as: admin).faults == ["query:after"])
    #expect(try newsroom.desk("GET", "\(path)?after=9", as: admin).status == 200)
  }

  @Test func `a cursor of another query is refused`() throws {
    let newsroom = try TestNewsroom()
    for day in 1...3 { try newsroom.publishRelease("day-\(day)", date: "2025-01-0\(day)") }
    let next = try #require(try newsroom.get("/releases?pageSize=1").json["next"]?.string)
    let cursor = try #require(next.split(separator: "after=").last)
    #expect(try newsroom.get("/releases?lang=nl&after=\(cursor)").faults == ["query:after"])
    #expect(try newsroom.get("/sites?after=\(cursor)").faults == ["query:after"])
    #expect(try newsroom.get("/releases?pageSize=2&after=\(cursor)").status == 200)
  }

  @Test func `a language narrows a collection to what exists in it, and keeps the maps`() throws {
    let newsroom = try TestNewsroom()
    try newsroom.publishRelease("both")
    let onlyDutch =
      #"{"id":"dutch","title":{"nl":"NL"},"lead":{"nl":"x"},"status":"published","acknowledge":["missingLanguage"]}"#
    #expect(try newsroom.desk("POST", "/releases", onlyDutch).status == 201)
    let reply = try newsroom.get("/releases?lang=fr")
    #expect(reply.ids == ["both"])
    #expect(reply.items[0]["title"] == ["fr": "Titre both"])
    #expect(reply["Content-Language"] == "fr")
    #expect(try newsroom.get("/releases/dutch?lang=fr").status == 404)
    #expect(try newsroom.get("/releases/both?lang=fr").json["lead"] == ["fr": "Chapeau."])
  }
}
