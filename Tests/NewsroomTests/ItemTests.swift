// Single items: shape, languages, relations both ways, conditional requests.

import Bytes
import HTTP
import Testing

@testable import API
@testable import Catalog
@testable import Values

@Suite struct ItemTests {
  private func filled() throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    for (path, json) in [
      ("/sites", #"{"id":"audi","name":{"nl":"Audi Vorst","fr":"Audi Forest"},"status":"published"}"#),
      (
        "/contacts",
        #"""
        {"id":"an","name":"An VOORBEELD","role":{"nl":"voorzitster","fr":"présidente"},"email":"an@example.org",
         "phone":"02/205.00.00","status":"published"}
        """#
      ),
      (
        "/advices",
        #"""
        {"id":"advies","kind":"initiative","title":{"nl":"Advies","fr":"Avis"},"sites":["audi"],"status":"published"}
        """#
      ),
    ] {
      #expect(try newsroom.desk("POST", path, json).status == 201)
    }
    let body = """
      {"id": "r", "releaseDate": "2025-05-22", "title": {"nl": "Titel", "fr": "Titre"},
       "lead": {"nl": "Lead", "fr": "Chapeau"}, "body": {"nl": "# Kop\\n\\nTekst **vet**", "fr": "Texte"},
       "themes": ["economy"], "sites": ["audi"], "advices": ["advies"],
       "contacts": [{"id": "an", "group": {"nl": "Contact", "fr": "Contact"}}, {"name": "Bob"}], "status": "published"}
      """
    #expect(try newsroom.desk("POST", "/releases", body).status == 201)
    return newsroom
  }

  @Test func `a release has its fields, its links and what it refers to`() throws {
    let newsroom = try filled()
    let reply = try newsroom.get("/releases/r")
    let release = reply.json
    #expect(reply["Content-Language"] == "nl, fr")
    #expect(release["self"] == .string("\(newsroom.address)/releases/r"))
    #expect(release["kind"] == "pressRelease")
    #expect(release["status"] == "published")
    #expect(release["languages"] == ["nl", "fr"])
    #expect(release["version"] == .integer(1))
    #expect(release["originalLanguage"] == "nl")
    #expect(release["html"]?.object?["nl"] == "<p>Lead</p>\n<h2>Kop</h2>\n<p>Tekst <strong>vet</strong></p>\n")
    #expect(release["corrections"] == [])
    #expect(release["links"] == [])
    #expect(
      release["sites"]
        == [["href": .string("\(newsroom.address)/sites/audi"), "name": ["nl": "Audi Vorst", "fr": "Audi Forest"]]])
    #expect(
      release["advices"]
        == [["href": .string("\(newsroom.address)/advices/advies"), "title": ["nl": "Advies", "fr": "Avis"]]])
    #expect(
      release["contacts"] == [
        [
          "href": .string("\(newsroom.address)/contacts/an"), "name": "An VOORBEELD",
          "group": ["nl": "Contact", "fr": "Contact"], "role": ["nl": "voorzitster", "fr": "présidente"],
          "email": "an@example.org", "phone": "+3222050000", "phonePrinted": "02/205.00.00",
        ], ["name": "Bob"],
      ])
  }

  @Test func `a site and an advice list the items that refer to them`() throws {
    let newsroom = try filled()
    let site = try newsroom.get("/sites/audi").json
    let release: JSON = [
      "href": .string("\(newsroom.address)/releases/r"), "title": ["nl": "Titel", "fr": "Titre"],
    ]
    #expect(site["releases"] == [release])
    #expect(site["advices"]?.array?.count == 1)
    #expect(try newsroom.get("/advices/advies").json["releases"] == [release])
    #expect(try newsroom.get("/sites/audi?lang=fr").json["releases"]?.array?[0].object?["title"] == ["fr": "Titre"])
  }

  @Test func `personal phone numbers are on the page and the release, not in the collection`() throws {
    let newsroom = try filled()
    let organisation = #"""
      {"id":"raad","name":{"nl":"De Raad","fr":"Le Conseil"},"email":"raad@example.org","phone":"02/205.00.01",
       "status":"published"}
      """#
    #expect(try newsroom.desk("POST", "/contacts", organisation).status == 201)
    #expect(try newsroom.get("/contacts/an").json["phone"] == "+3222050000")
    let items = try newsroom.get("/contacts").items
    #expect(items.map { $0["id"] } == ["an", "raad"])
    #expect(items.map { $0["email"] } == [nil, "raad@example.org"])
  }

  @Test func `a contact stays on the release as it was printed, with a link while it is public`() throws {
    let newsroom = try filled()
    let change = #"{"phone": "02/205.99.99"}"#
    let tag = try #require(try newsroom.desk("GET", "/contacts/an")["ETag"])
    #expect(try newsroom.desk("PATCH", "/contacts/an", change, ["If-Match": tag]).status == 200)
    let note = #"{"correction": {"nl": "Nieuw nummer", "fr": "Nouveau numéro"}}"#
    #expect(try newsroom.desk("POST", "/contacts/an/publications", note).status == 201)
    #expect(try newsroom.get("/contacts/an").json["phone"] == "+3222059999")
    func printed() throws -> JSONObject? { try newsroom.get("/releases/r").json["contacts"]?.array?[0].object }
    #expect(try printed()?["phone"] == "+3222050000")
    let reason = #"{"reason": {"nl": "Vertrokken", "fr": "Parti"}}"#
    #expect(try newsroom.desk("POST", "/contacts/an/withdrawals", reason).status == 201)
    #expect(try printed()?["name"] == "An VOORBEELD")
    #expect(try printed()?["href"] == nil)
  }

  @Test func `on the desk, a tag identifies the document, and writes compare its revision`() throws {
    let newsroom = try filled()
    let before = try newsroom.desk("GET", "/releases/r")
    let tag = try #require(before["ETag"])
    let site = try #require(try newsroom.desk("GET", "/sites/audi")["ETag"])
    #expect(try newsroom.desk("GET", "/releases/r", nil, ["If-None-Match": tag]).status == 304)
    #expect(try newsroom.desk("PATCH", "/sites/audi", #"{"name": {"nl": "Kaai 9"}}"#, ["If-Match": site]).status == 200)

    let after = try newsroom.desk("GET", "/releases/r", nil, ["If-None-Match": tag])
    #expect(after.status == 200 && after.body != before.body && after["ETag"] != tag)
    let dutch = try newsroom.desk("GET", "/releases/r?lang=nl")
    #expect(dutch["ETag"] != after["ETag"])
    // The text is that of the revision which was read.
    let edit = #"{"kind": "statement"}"#
    for stale in ["\"x\"", "\"x.\(tag.dropFirst())", "W/\(tag)"] {
      #expect(try newsroom.desk("PATCH", "/releases/r", edit, ["If-Match": stale]).status == 412, "\(stale)")
    }
    let edited = try newsroom.desk("PATCH", "/releases/r", edit, ["If-Match": tag])
    #expect(edited.status == 200 && edited["ETag"] != after["ETag"])
    #expect(try newsroom.desk("GET", "/releases/r")["ETag"] == edited["ETag"])
    for stale in [tag, after["ETag"], dutch["ETag"]] {
      #expect(try newsroom.desk("PATCH", "/releases/r", edit, ["If-Match": stale ?? ""]).status == 412)
    }
  }

  @Test func `an unpublished item is absent from public responses until its publication`() throws {
    let newsroom = try filled()
    #expect(try newsroom.desk("POST", "/sites", #"{"id":"secret","name":{"nl":"Geheim"}}"#).status == 201)
    #expect(try newsroom.desk("POST", "/contacts", #"{"id":"hidden","name":"Verborgen"}"#).status == 201)
    let more = #", "sites": ["secret", "audi"], "contacts": [{"id":"hidden"},{"name":"Bob"}]"#
    let body = TestNewsroom.release("s", more: more).replacing(
      #""contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}], "#, with: "")
    let cleaned = body.replacing(
      #""contacts": [{"name": "An VOORBEELD", "email": "an@example.org"}]"#, with: #""themes": []"#)
    #expect(try newsroom.desk("POST", "/releases", cleaned).status == 201)
    let reply = try newsroom.desk("POST", "/releases/s/publications")
    #expect(reply.status == 201, "\(reply.text)")
    #expect(try newsroom.desk("GET", "/releases/s/findings").items.count { $0["code"] == "hiddenReference" } == 2)
    #expect(try newsroom.get("/releases/s").text.contains("secret") == false)
    #expect(try newsroom.get("/releases/s").json["contacts"] == [["name": "Bob"]])
    for path in ["/sites/secret", "/contacts/hidden"] {
      #expect(try newsroom.desk("POST", path + "/publications").status == 201)
    }
    let release = try newsroom.get("/releases/s").json
    #expect(release["sites"]?.array?.count == 2)
    #expect(release["contacts"]?.array?.compactMap { $0.object?["name"] } == ["Verborgen", "Bob"])
  }

  @Test func `an answer that has not changed is a 304, and HEAD is GET without content`() throws {
    let newsroom = try filled()
    try newsroom.awaitLastModified()
    for path in ["/releases", "/releases/r", "/sites/audi", "/", "/changes"] {
      let reply = try newsroom.get(path)
      let tag = try #require(reply["ETag"])
      let date = try #require(reply["Last-Modified"])
      #expect(tag.hasPrefix("\"") && reply["Cache-Control"] == "public, max-age=60")
      for headers in [["If-None-Match": tag], ["If-None-Match": "\"x\", W/\(tag)"], ["If-Modified-Since": date]] {
        let unchanged = try newsroom.get(path, headers)
        #expect(unchanged.status == 304 && unchanged.body.isEmpty, "\(path) \(headers)")
        #expect(unchanged["ETag"] == tag)
      }
      #expect(try newsroom.get(path, ["If-None-Match": "\"other\""]).status == 200)
      let head = try newsroom.get(path, method: "HEAD")
      #expect(head.status == 200 && head.body.isEmpty && head["ETag"] == tag)
      #expect(head["Content-Length"] == "\(reply.body.count)")
    }
  }

  @Test func `a read with a precondition that fails is a 412, whether or not the answer was cached`() throws {
    let newsroom = try filled()
    try newsroom.awaitLastModified()
    let reply = try newsroom.get("/releases")
    let (tag, date) = (try #require(reply["ETag"]), try #require(reply["Last-Modified"]))
    for _ in 1...2 {
      for headers in [["If-Match": tag], ["If-Match": "*"], ["If-Unmodified-Since": date]] {
        #expect(try newsroom.get("/releases", headers).status == 200, "\(headers)")
      }
      let past = "Sun, 06 Nov 1994 08:49:37 GMT"
      for headers in [
        ["If-Match": "\"x\""], ["If-Match": "W/\(tag)"], ["If-Unmodified-Since": past],
        ["If-Match": "\"x\"", "If-None-Match": tag], ["If-Match": "\"x\"", "If-Unmodified-Since": date],
      ] {
        let failed = try newsroom.get("/releases", headers)
        #expect(failed.status == 412 && failed["ETag"] == tag, "\(headers)")
        #expect(try newsroom.get("/releases", headers, method: "HEAD").status == 412)
      }
      // If-Match counts alone where both are given, and a date that is none counts for nothing.
      #expect(try newsroom.get("/releases", ["If-Match": tag, "If-Unmodified-Since": past]).status == 200)
      #expect(try newsroom.get("/releases", ["If-Unmodified-Since": "yesterday"]).status == 200)
      #expect(try newsroom.get("/releases", ["If-Match": tag, "If-None-Match": tag]).status == 304)
      #expect(try newsroom.get("/releases/none", ["If-Match": "*"]).status == 404)
    }
  }

  @Test func `the second of two changes in one second is seen by If-Modified-Since`() throws {
    let newsroom = try TestData(.new).open()
    let second = Instant(milliseconds: (Instant.now().milliseconds / 1000 + 1000) * 1000)
    func at<Value>(_ milliseconds: Int64, _ body: () throws -> Value) rethrows -> Value {
      try Instant.$stopped.withValue(Instant(milliseconds: second.milliseconds + milliseconds), operation: body)
    }
    func publish(_ id: String) throws {
      let body = #"{"id": "\#(id)", "name": {"nl": "Plaats"}, "status": "published"}"#
      #expect(try newsroom.write("POST", "/sites", body).status == 201)
    }
    func get(_ since: String? = nil) -> (status: Int, date: String?) {
      var request = Request(path: "/sites")
      request.fields[.ifModifiedSince] = since
      let answer = newsroom.respond(to: request)
      var head = OutputBuffer(capacity: 1_024)
      answer.writeHead(.full, to: &head, stamp: Stamp(date: HTTPDate.bytes(0), now: 0, trace: (0, 0)))
      let lines = String(decoding: head.array, as: UTF8.self).split(separator: "\r\n")
      let date = lines.first { $0.hasPrefix("Last-Modified: ") }.map { String($0.dropFirst(15)) }
      if case .notModified = answer.part(for: request) { return (304, date) }
      return (200, date)
    }
    try at(100) { try publish("a") }
    let first = try #require(at(200) { get().date })
    #expect(at(300) { get(first).status } == 304)
    try at(400) { try publish("b") }
    try at(600) { try publish("c") }
    #expect(at(700) { get(first) } == (200, nil))
    let later = try #require(at(1_000) { get(first).date })
    #expect(first != later && at(1_100) { get(later).status } == 304 && at(1_100) { get(first).status } == 200)
    try at(1_200) { try publish("d") }
    #expect(at(2_100) { get(later).status } == 200)
  }

  @Test func `an ETag changes with the content, and only with it`() throws {
    let newsroom = try filled()
    let (release, site) = (try newsroom.get("/releases/r")["ETag"], try newsroom.get("/sites/audi")["ETag"])
    try newsroom.publishRelease("other")
    #expect(try newsroom.get("/releases/r")["ETag"] == release)
    #expect(try newsroom.get("/sites/audi")["ETag"] == site)
    try newsroom.publishRelease("about", more: #", "sites": ["audi"]"#)
    #expect(try newsroom.get("/sites/audi")["ETag"] != site)
  }

  @Test func `public answers are open to every origin, and writes to none`() throws {
    let newsroom = try filled()
    let reply = try newsroom.get("/releases", ["Origin": "https://example.org"])
    #expect(reply["Access-Control-Allow-Origin"] == "*")
    #expect(reply["Access-Control-Expose-Headers"]?.contains("ETag") == true)
    let preflight = try newsroom.get("/releases", ["Access-Control-Request-Method": "GET"], method: "OPTIONS")
    #expect(preflight.status == 204 && preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS")
    #expect(
      try newsroom.get("/releases/r/publications", method: "OPTIONS")["Access-Control-Allow-Methods"]?.contains("POST")
        != true)
  }

  @Test(arguments: [
    ("application/json", 200), ("*/*", 200), ("text/html,application/xhtml+xml,*/*;q=0.8", 200), ("image/png", 406),
    ("application/json;q=0", 406),
  ])
  func `JSON is sent to clients that accept it`(accept: String, status: Int) throws {
    let newsroom = try filled()
    #expect(try newsroom.get("/releases/r", ["Accept": accept]).status == status)
    #expect(try newsroom.get("/releases/r.json", ["Accept": accept]).status == 200)
  }

  @Test func `a missing page is a 404 in the reader's language`() throws {
    let newsroom = try filled()
    for path in ["/nothing", "/releases/none", "/releases/r/", "/releases/R", "/contacts/an/x", "/releases/r%2Fx"] {
      let reply = try newsroom.get(path, ["Accept-Language": "fr-BE, nl;q=0.5"])
      #expect(reply.status == 404)
      #expect(reply.json["type"] == "urn:problem-type:belgif:resourceNotFound")
      #expect(reply.json["detail"] == "Il n’y a rien à cette adresse. Vérifiez l’adresse.")
      #expect(reply["Content-Language"] == "fr")
    }
  }

  @Test func `the start is an index of links, or a page in a browser`() throws {
    let newsroom = try filled()
    let index = try newsroom.get("/").json
    #expect(index["releases"]?.object?["href"] == .string(newsroom.address + "/releases"))
    let page = try newsroom.get("/", ["Accept": "text/html,*/*;q=0.8", "Accept-Language": "fr"])
    #expect(page["Content-Type"] == "text/html; charset=utf-8")
    #expect(page.text.contains("<html lang=\"fr\"") && page.text.contains("Titre"))
    #expect(try newsroom.get("/health").json["status"] == "UP")
  }
}
