// Every filter of every collection: with one value, several values and invalid values.

import Testing

@testable import Content
@testable import Formats
@testable import Values

@Suite struct FilterTests {
  private static func filled() throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    for (path, documents) in [
      (
        "/sites",
        [
          #""id":"audi","name":{"nl":"Audi","fr":"Audi"},"municipality":{"nl":"Vorst","fr":"Forest"},"#
            + #""coordinates":{"latitude":50.81,"longitude":4.31,"precision":"plot","source":"test"}"#,
          #""id":"tir","name":{"nl":"TIR"},"municipality":"Brussel/Bruxelles","coordinates":{"latitude":50.87,"#
            + #""longitude":4.35,"precision":"plot","source":"test"}"#,
          #""id":"solvay","name":{"nl":"Solvay"}"#,
        ]
      ),
      (
        "/contacts",
        [
          #""id":"an","name":"An A","role":{"nl":"voorzitster","fr":"présidente"},"languages":["nl","fr"]"#,
          #""id":"bo","name":"Bo B","role":"Voorzitter","languages":["fr"]"#,
          #""id":"raad","name":{"nl":"Raad","fr":"Conseil"}"#,
        ]
      ),
      (
        "/advices",
        [
          #""id":"a1","kind":"initiative","title":{"nl":"Een"},"adoptedOn":"2025-01-01","themes":["economy"],"#
            + #""sites":["audi"]"#,
          #""id":"a2","kind":"onRequest","title":{"nl":"Twee","fr":"Deux"},"adoptedOn":"2025-02-01","#
            + #""themes":["housing"]"#,
          #""id":"a3","kind":"contribution","title":{"fr":"Trois"},"sites":["audi","tir"]"#,
        ]
      ),
    ] as [(String, [String])] {
      for document in documents {
        let reply = try newsroom.desk("POST", path, "{\(document),\"status\":\"published\"}")
        #expect(reply.status == 201, "\(reply.text)")
      }
    }
    try newsroom.publishRelease(
      "r1", date: "2025-01-01", more: #", "sites": ["audi"], "advices": ["a1"], "themes": ["economy"]"#)
    try newsroom.publishRelease("r2", date: "2025-02-01", more: #", "sites": ["tir", "audi"], "advices": ["a2"]"#)
    let printed =
      #"{"id": "r3", "kind": "statement", "title": {"nl": "T", "fr": "T"}, "lead": {"nl": "x", "fr": "x"}, "#
      + #""contacts": [{"id": "an"}], "releaseDate": "2025-03-01", "status": "published"}"#
    #expect(try newsroom.desk("POST", "/releases", printed).status == 201)
    return newsroom
  }

  @Test func `one value filters, several are alternatives, and filters are combined`() throws {
    let newsroom = try Self.filled()
    for (question, ids) in [
      ("/releases?site=audi", ["r2", "r1"]), ("/releases?site=tir", ["r2"]),
      ("/releases?site=tir&site=audi", ["r2", "r1"]),
      ("/releases?site=solvay", []), ("/releases?site=nowhere", []), ("/releases?site=audi&theme=economy", ["r1"]),
      ("/releases?advice=a1", ["r1"]), ("/releases?advice=a1&advice=a2", ["r2", "r1"]), ("/releases?advice=a3", []),
      ("/releases?contact=an", ["r3"]), ("/releases?contact=an&contact=bo", ["r3"]), ("/releases?contact=bo", []),
      ("/releases?kind=statement", ["r3"]), ("/releases?kind=statement&kind=pressRelease", ["r3", "r2", "r1"]),
      ("/releases?site=audi&q=titel", ["r2", "r1"]), ("/releases?site=audi&q=r2", ["r2"]),
      ("/releases?site=audi&to=2025-01-31", ["r1"]),
      ("/advices?kind=initiative", ["a1"]), ("/advices?kind=initiative&kind=onRequest", ["a2", "a1"]),
      ("/advices?theme=housing", ["a2"]), ("/advices?theme=housing&theme=economy", ["a2", "a1"]),
      ("/advices?site=audi", ["a1", "a3"]), ("/advices?site=tir&site=audi", ["a1", "a3"]),
      ("/advices?lang=fr", ["a2", "a3"]),
      ("/advices?from=2025-01-15", ["a2"]), ("/advices?to=2025-01-15", ["a1"]),
      ("/advices?from=2025-01-01&to=2025-02-01", ["a2", "a1"]),
      ("/advices?q=deux", ["a2"]), ("/advices?q=een&lang=nl", ["a1"]), ("/advices?sort=adoptedOn", ["a3", "a1", "a2"]),
      ("/sites?municipality=vorst", ["audi"]), ("/sites?municipality=FOREST", ["audi"]),
      ("/sites?municipality=bruxelles", ["tir"]),
      ("/sites?municipality=Vorst&municipality=Brussel", ["audi", "tir"]), ("/sites?municipality=Gent", []),
      ("/sites?q=audi", ["audi"]),
      ("/sites?bbox=4.3,50.8,4.32,50.82", ["audi"]), ("/sites?bbox=4,50,5,51", ["audi", "tir"]),
      ("/sites?bbox=4.31,50.81,4.31,50.81", ["audi"]),
      ("/sites?bbox=4.3100001,50.81,4.4,50.82", []), ("/sites?bbox=-180,-90,180,90&q=tir", ["tir"]),
      ("/sites?bbox=0,0,1,1", []),
      ("/sites?sort=-name", ["tir", "solvay", "audi"]), ("/sites?lang=fr", ["audi"]),
      ("/contacts?role=voorzitster", ["an"]), ("/contacts?role=Pr%C3%A9sidente&role=voorzitter", ["an", "bo"]),
      ("/contacts?role=x", []),
      ("/contacts?lang=nl", ["an", "raad"]), ("/contacts?lang=fr", ["an", "bo", "raad"]),
      ("/contacts?q=conseil", ["raad"]),
      ("/contacts?id=an&id=bo", ["an", "bo"]), ("/search?kind=site&kind=advice&q=audi", ["audi"]),
    ] as [(String, [String])] {
      let reply = try newsroom.get(question)
      #expect(reply.ids == ids && reply.json["total"] == .integer(ids.count), "\(question) \(reply.ids)")
    }
  }

  @Test func `every format of a collection takes the same filters`() throws {
    let newsroom = try Self.filled()
    for question in [
      "q=r2&lang=nl", "site=tir&lang=nl", "q=titel%20-r1&lang=nl", "from=2025-02-01&to=2025-02-01&lang=nl",
    ] {
      for form in Resource.releases.listRepresentations.map(\.suffix) {
        let text = try newsroom.get("/releases.\(form)?\(question)").text
        #expect(text.contains("/releases/r2") && !text.contains("/releases/r1"), "\(form) \(question)")
      }
      #expect(try newsroom.desk("GET", "/releases?\(question)").ids == ["r2"])
    }
    for form in ["geojson", "csv", "ndjson", "html", "svg"] {
      let text = try newsroom.get("/sites.\(form)?bbox=4.34,50,5,51&lang=nl").text
      #expect(text.contains("TIR") && !text.contains("Audi"), "\(form)")
    }
    #expect(try newsroom.get("/contacts.vcf?q=conseil").text.contains("Raad"))
  }

  private static let wrong: [(String, String, String)] = [
    ("/releases?theme=econmy", "theme", "“economy”"), ("/releases?kind=pressrelease", "kind", "“pressRelease”"),
    ("/releases?site=Audi%20Vorst", "site", "“Audi Vorst”"), ("/releases?advice=", "advice", "id"),
    ("/releases?contact=../x", "contact", "id"),
    ("/releases?id=%C3%A9", "id", "id"), ("/releases?lang=nederlands", "lang", "nl"),
    ("/releases?form=2025-01-01", "form", "“from”"),
    ("/releases?from=2025-13-01", "from", "2025-13-01"), ("/releases?from=2025-02-01&to=2025-01-01", "from", "later"),
    ("/releases?updatedSince=2025-01-01", "updatedSince", "zone"),
    ("/releases?sort=releasedate", "sort", "“releaseDate”"),
    ("/releases?municipality=Vorst", "municipality", "no parameter"),
    ("/releases?bbox=1,2,3,4", "bbox", "no parameter"),
    ("/advices?kind=inititive", "kind", "“initiative”"), ("/advices?theme=houses", "theme", "housing"),
    ("/advices?contact=an", "contact", "no parameter"),
    ("/sites?bbox=4,50,5", "bbox", "west,south,east,north"), ("/sites?bbox=5,50,4,51", "bbox", "west"),
    ("/sites?bbox=4,51,5,50", "bbox", "west"),
    ("/sites?bbox=-181,0,1,1", "bbox", "west"), ("/sites?bbox=a,b,c,d", "bbox", "west"),
    ("/sites?bbox=nan,0,1,1", "bbox", "west"),
    ("/sites?bbox=1,2,3,4&bbox=1,2,3,4", "bbox", "once"), ("/sites?bbox=1,2,0,3,4,1", "bbox", "west"),
    ("/sites?theme=economy", "theme", "no parameter"),
    ("/sites?municipalty=Vorst", "municipalty", "“municipality”"), ("/contacts?rol=x", "rol", "“role”"),
    ("/contacts?from=2025-01-01", "from", "no parameter"),
    ("/search?theme=economy", "theme", "no parameter"), ("/search?kind=realease", "kind", "“release”"),
    ("/search?pageSize=1000", "pageSize", "100"),
  ]

  @Test(arguments: wrong)
  func `a wrong value is a 400 with the value and a suggestion`(
    question: String, name: String, words: String
  ) throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.get(question, ["Accept-Language": "en"])
    #expect(reply.status == 400 && reply.faults == ["query:\(name)"], "\(reply.text)")
    #expect(reply.json["issues"]?.array?[0].object?["detail"]?.string?.contains(words) == true, "\(reply.text)")
  }

  @Test func `answers without an item or a collection have tags too`() throws {
    let newsroom = try Self.filled()
    try newsroom.awaitLastModified()
    for path in [
      "/", "/search?q=audi", "/search.html?q=audi&lang=nl", "/changes", "/geo", "/geo/collections/sites/items",
      "/sitemap.xml",
      "/releases?q=titel&facets=(theme,year)&embed=sites", "/releases/r1?select=(title)&embed=sites",
      "/sites?bbox=4,50,5,51",
    ] {
      let reply = try newsroom.get(path)
      let tag = try #require(reply["ETag"], "\(path)")
      #expect(try newsroom.get(path, ["If-None-Match": tag]).status == 304 && reply["Last-Modified"] != nil, "\(path)")
      #expect(try newsroom.get(path, method: "HEAD")["ETag"] == tag)
      #expect(
        reply["Vary"]?.contains("Accept-Encoding") == true && reply["Cache-Control"]?.contains("max-age=") == true)
      if reply.body.count > 1_100 {
        #expect(try newsroom.get(path, ["Accept-Encoding": "gzip"])["Content-Encoding"] == "gzip", "\(path)")
      }
    }
  }
}
