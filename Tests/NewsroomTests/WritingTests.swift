// Writing with a token: documents, all issues reported at once, revisions and preconditions.

import Testing

@testable import API
@testable import Desk
@testable import Values

@Suite struct WritingTests {
  @Test func `only the desk sees a draft`() throws {
    let newsroom = try TestNewsroom()
    let created = try newsroom.desk("POST", "/releases", TestNewsroom.release("ontwerp"))
    #expect(created.status == 201)
    #expect(created["Location"] == newsroom.address + "/releases/ontwerp")
    #expect(created.json["status"] == "draft")
    #expect(created["Cache-Control"] == "private, no-store")
    #expect(try newsroom.get("/releases/ontwerp").status == 404)
    #expect(try newsroom.get("/releases").ids == [])
    #expect(try newsroom.desk("GET", "/releases/ontwerp").status == 200)
    #expect(try newsroom.desk("GET", "/releases?status=draft").ids == ["ontwerp"])
    #expect(try newsroom.desk("GET", "/releases?status=published").ids == [])
  }

  @Test func `an id is made of the date and the title, and never used again`() throws {
    let newsroom = try TestNewsroom()
    let body = #"{"releaseDate":"2025-05-22","title":{"nl":"Één stratégie, voor Brüssel!"}}"#
    let ids = try (1...3).map { _ in try newsroom.desk("POST", "/releases", body).json["id"]?.string }
    let base = "2025-05-22-een-strategie-voor-brussel"
    #expect(ids == [base, base + "-2", base + "-3"])
    #expect(try newsroom.desk("DELETE", "/releases/\(base)-2").status == 204)
    #expect(try newsroom.desk("GET", "/releases/\(base)-2").status == 404)
    #expect(try newsroom.desk("POST", "/releases", body).json["id"]?.string == base + "-4")
    let taken = try newsroom.desk("POST", "/releases", TestNewsroom.release("\(base)-2"))
    #expect(taken.status == 409 && taken.json["type"] == "urn:problem-type:newsroom:idTaken")
  }

  @Test(arguments: [
    ("{", "body:"), ("", "body:"), ("[]", "body:"), ("null", "body:"), (#"{"title": {"nl": "x"}} x"#, "body:"),
    (#"{"title": {"nl": "x"}, "title": {"nl": "y"}}"#, "body:title"),
    (#"{"title": {"nl": "x", "nl": "y"}}"#, "body:nl"),
    (String(repeating: "[", count: 65) + String(repeating: "]", count: 65), "body:"),
    ("{}", "body:title"), (#"{"title": {}}"#, "body:title"), (#"{"title": {"nl": ""}}"#, "body:title"),
    (#"{"title": "plain"}"#, "body:title"), (#"{"title": {"xx": "x"}}"#, "body:title.xx"),
    (#"{"title": {"nl": 5}}"#, "body:title.nl"), (#"{"title": {"nl": "a\u0001"}}"#, "body:title.nl"),
    (#"{"title": {"nl": "x"}, "tilte": 1}"#, "body:tilte"),
    (#"{"title": {"nl": "x"}, "themes": ["econmy"]}"#, "body:themes[0]"),
    (#"{"title": {"nl": "x"}, "themes": "economy"}"#, "body:themes"),
    (#"{"title": {"nl": "x"}, "releaseDate": "2025-02-30"}"#, "body:releaseDate"),
    (#"{"title": {"nl": "x"}, "releaseDate": 20250522}"#, "body:releaseDate"),
    (#"{"title": {"nl": "x"}, "embargoUntil": "2025-03-30T02:30"}"#, "body:embargoUntil"),
    (#"{"title": {"nl": "x"}, "sites": ["nowhere"]}"#, "body:sites[0]"),
    (#"{"title": {"nl": "x"}, "contacts": [{"id": "nobody"}]}"#, "body:contacts[0].id"),
    (#"{"title": {"nl": "x"}, "contacts": [{"name": "A", "email": "no address"}]}"#, "body:contacts[0].email"),
    (#"{"title": {"nl": "x"}, "id": "Not An Id"}"#, "body:id"),
    (#"{"title": {"nl": "x"}, "id": "releases"}"#, "body:id"),
    (#"{"title": {"nl": "x"}, "version": 3}"#, "body:version"),
    (#"{"title": {"nl": "x"}, "status": "gone"}"#, "body:status"),
    (#"{"title": {"nl": "x"}, "links": [{"text": "a", "url": "javascript:alert(1)"}]}"#, "body:links[0].url"),
  ])
  func `a faulty document is refused with its fault, and nothing is stored`(body: String, fault: String) throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.send(
      "POST", "/releases", Array(body.utf8), ["Authorization": "Bearer \(newsroom.token)"])
    #expect(reply.status == 400, "\(reply.text)")
    #expect(reply.faults == [fault], "\(reply.text)")
    #expect(reply.json["type"] == "urn:problem-type:belgif:badRequest")
    #expect(try newsroom.desk("GET", "/releases").json["total"] == .integer(0))
  }

  @Test func `all faults of a document are reported at once`() throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.desk(
      "POST", "/releases",
      #"{"tilte": {}, "kind": "leaflet", "releaseDate": "nooit", "themes": ["x"], "sites": ["y"], "html": {}}"#)
    #expect(
      Set(reply.faults) == [
        "body:tilte", "body:kind", "body:releaseDate", "body:themes[0]", "body:sites[0]", "body:html", "body:title",
      ])
  }

  @Test func `invalid UTF-8 is refused with its place`() throws {
    let newsroom = try TestNewsroom()
    let bytes = Array("{\"title\": {\n\"nl\": \"".utf8) + [0xC3, 0x28] + Array("\"}}".utf8)
    let reply = try newsroom.send("POST", "/releases", bytes, ["Authorization": "Bearer \(newsroom.token)"])
    #expect(reply.status == 400)
    #expect(reply.text.contains("Regel 2, kolom 8"))
  }

  @Test func `another media type is a 415 with the accepted types`() throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.desk("POST", "/releases", "x", ["Content-Type": "application/rtf"])
    #expect(reply.status == 415 && reply.text.contains("text/plain"))
    #expect(try newsroom.desk("POST", "/sites", "x", ["Content-Type": "text/plain"]).status == 415)
  }

  @Test func `a body over its limit is a 413, with and without a token`() throws {
    let newsroom = try TestNewsroom()
    let large = [UInt8](repeating: 32, count: 1 << 20)
    #expect(try newsroom.send("POST", "/releases", large, [:]).status == 413)
    #expect(try newsroom.desk("POST", "/releases", String(repeating: " ", count: 1 << 20)).status == 400)
    #expect(try newsroom.desk("POST", "/releases", String(repeating: " ", count: 1 + 1 << 20)).status == 413)
  }

  @Test func `a write names the revision that it changes, and only one of two succeeds`() throws {
    let newsroom = try TestNewsroom()
    let tag = try #require(try newsroom.desk("POST", "/releases", TestNewsroom.release("r"))["ETag"])
    let patch = #"{"title": {"fr": "Nouveau"}, "lead": null}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", patch).status == 428)
    #expect(try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": "\"x\""]).status == 412)
    let patched = try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": tag])
    #expect(patched.status == 200)
    #expect(patched.json["title"] == ["nl": "Titel r", "fr": "Nouveau"])
    #expect(patched.json["lead"] == nil)
    let late = try newsroom.desk("PATCH", "/releases/r", patch, ["If-Match": tag])
    #expect(late.status == 412 && late["ETag"] == patched["ETag"])
    #expect(try newsroom.desk("GET", "/releases/r/revisions").json["total"] == .integer(2))
    #expect(try newsroom.desk("GET", "/releases/r/revisions/1").json["document"]?.object?["lead"] != nil)
  }

  @Test func `a document that was read can be sent back, and computed members can't be changed`() throws {
    let newsroom = try TestNewsroom()
    #expect(
      try newsroom.desk("POST", "/sites", #"{"id":"audi","name":{"nl":"Audi"},"aliases":["Audi-site"]}"#).status == 201)
    #expect(try newsroom.desk("POST", "/contacts", #"{"id":"an","name":"An","phone":"02/205.00.00"}"#).status == 201)
    let more = #", "sites": ["audi"], "themes": ["economy"], "body": {"nl": "[a](#) [b](https://example.org)"}"#
    let body = TestNewsroom.release("r", more: more).replacing(#", "body": {"nl": "Tekst.", "fr": "Texte."}"#, with: "")
      .replacing(#""body": {"nl": "Tekst.", "fr": "Texte."},"#, with: "")
      .replacing(#"{"name": "An VOORBEELD", "email": "an@example.org"}"#, with: #"{"id": "an"}"#)
    #expect(try newsroom.desk("POST", "/releases", body).status == 201)
    for path in ["/releases/r", "/sites/audi", "/contacts/an"] {
      let read = try newsroom.desk("GET", path)
      let put = try newsroom.desk("PUT", path, read.text, ["If-Match": try #require(read["ETag"])])
      #expect(put.status == 200, "\(put.text)")
      var (before, after) = (read.json, put.json)
      (before["updatedAt"], after["updatedAt"]) = (nil, nil)
      #expect(before == after)
    }
    var changed = try newsroom.desk("GET", "/releases/r").json
    changed["version"] = .integer(9)
    changed["html"] = nil
    let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
    let refused = try newsroom.desk("PUT", "/releases/r", JSON.object(changed).text, ["If-Match": tag])
    #expect(refused.status == 400 && refused.faults == ["body:version"])
  }

  @Test func `one of a hundred simultaneous edits of a revision succeeds`() async throws {
    let newsroom = try TestNewsroom()
    let tag = try #require(try newsroom.desk("POST", "/releases", TestNewsroom.release("r"))["ETag"])
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<100 {
        group.addTask {
          try newsroom.desk("PATCH", "/releases/r", #"{"title": {"fr": "\#(number)"}}"#, ["If-Match": tag]).status
        }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(statuses.count { $0 == 200 } == 1 && statuses.count { $0 == 412 } == 99)
  }

  @Test func `a dry run answers and stores nothing`() throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.desk("POST", "/releases?dryRun=true", TestNewsroom.release("r"))
    #expect(reply.status == 200 && reply.json["id"] == "r" && reply.findings == [])
    #expect(try newsroom.desk("GET", "/releases/r").status == 404)
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
  }

  @Test func `a write respects If-None-Match, and PUT refuses partial content`() throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
    let body = TestNewsroom.release("r")
    for match in ["*", tag, "\"x\", W/\(tag)"] {
      let refused = try newsroom.desk("PUT", "/releases/r", body, ["If-None-Match": match])
      #expect(refused.status == 412 && refused["ETag"] == tag, "\(match)")
      #expect(try newsroom.desk("PUT", "/releases/r", body, ["If-None-Match": match, "If-Match": tag]).status == 412)
      #expect(try newsroom.desk("PATCH", "/releases/r", "{}", ["If-None-Match": match, "If-Match": tag]).status == 412)
      #expect(try newsroom.desk("DELETE", "/releases/r", nil, ["If-None-Match": match]).status == 412)
    }
    #expect(try newsroom.desk("PUT", "/releases/r", body, ["If-None-Match": "\"x\""]).status == 428)
    let part = try newsroom.desk(
      "PUT", "/releases/r", body, ["If-Match": tag, "Content-Range": "bytes 0-9/10", "Accept-Language": "en"])
    #expect(part.status == 400 && part.json["detail"]?.string?.hasPrefix("Content-Range is not possible") == true)
    #expect(try newsroom.desk("PUT", "/releases/r", body, ["If-None-Match": "\"x\"", "If-Match": tag]).status == 200)
    #expect(try newsroom.desk("DELETE", "/releases/r", nil, ["If-None-Match": "\"x\""]).status == 204)
  }

  @Test func `the links of an answer are valid addresses, even for unescaped characters`() throws {
    let newsroom = try TestNewsroom()
    let odd = "q=a%7cb|c^d`e{f}[g]\\"
    let reply = try newsroom.get("/releases?" + odd)
    #expect(reply.status == 200)
    let escaped = "q=a%7cb%7Cc%5Ed%60e%7Bf%7D%5Bg%5D%5C"
    #expect(reply.json["self"] == .string("\(newsroom.address)/releases?\(escaped)"))
    #expect(reply["Link"]?.contains("/releases.csv?\(escaped)>") == true)
    #expect(reply["Link"]?.utf8.contains { "|^`{}[]\\".utf8.contains($0) } == false)
  }

  @Test func `a message names what is empty, and a byte order mark`() throws {
    let newsroom = try TestNewsroom()
    func detail(_ path: String) throws -> String? {
      try newsroom.get(path, ["Accept-Language": "en"]).json["issues"]?.array?.first?.object?["detail"]?.string
    }
    for path in ["status=", "sort=", "updatedSince=", "=a", "after="].map({ "/releases?" + $0 }) {
      let text = try #require(try detail(path), "\(path)")
      #expect(!text.contains("“”"), "\(path): \(text)")
    }
    let untyped = try newsroom.send(
      "POST", "/releases", Array("{}".utf8), ["Authorization": "Bearer \(newsroom.token)", "Content-Type": ""])
    #expect(untyped.status == 415 && !untyped.text.contains("“”"), "\(untyped.text)")
    let marked = try newsroom.desk("POST", "/sites", "\u{FEFF}{}", ["Accept-Language": "en"])
    #expect(marked.status == 400 && marked.text.contains("byte order mark"), "\(marked.text)")
    let unnamed = try newsroom.desk("POST", "/sites", #"{"": 1, "": 2}"#, ["Accept-Language": "en"])
    #expect(unnamed.status == 400 && unnamed.text.contains("(empty)"), "\(unnamed.text)")
  }

  @Test func `each route requires its scope`() throws {
    let newsroom = try TestNewsroom()
    let release = Array(TestNewsroom.release("r").utf8)
    let nobody = try newsroom.send("POST", "/releases", release, [:])
    #expect(nobody.status == 401 && nobody["WWW-Authenticate"] == #"Bearer realm="newsroom""#)
    for bad in ["Bearer nrt_x", "Token nrt_x", "Bearer", newsroom.token] {
      #expect(try newsroom.get("/releases", ["Authorization": bad]).status == 401)
    }
    // The login of a site in front of the newsroom is no token, and allows nothing.
    let foreign = ["Authorization": "Basic eDp5"]
    #expect(try newsroom.get("/releases", foreign).status == 200)
    #expect(try newsroom.get("/releases", foreign.merging(["Accept": "text/html"]) { $1 }).status == 200)
    #expect(try newsroom.get("/newsroom.css", foreign).status == 200)
    #expect(try newsroom.send("POST", "/releases", release, foreign).status == 401)
    let desk = try newsroom.application.desk
    let drafter = try desk.createToken(name: "d", scopes: [.draft], expiresAt: nil, by: Author("test"))
    let expired = try desk.createToken(
      name: "e", scopes: [.draft], expiresAt: Instant(milliseconds: 1), by: Author("test"))
    #expect(try newsroom.send("POST", "/releases", release, ["Authorization": "Bearer \(expired)"]).status == 401)
    let mine = ["Authorization": "Bearer \(drafter)"]
    #expect(try newsroom.send("POST", "/releases", release, mine).status == 201)
    let refused = try newsroom.send("POST", "/releases/r/publications", [], mine)
    #expect(refused.status == 403 && refused.json["type"] == "urn:problem-type:belgif:missingScope")
    let published = Array(TestNewsroom.release("s", more: #", "status": "published""#).utf8)
    #expect(try newsroom.send("POST", "/releases", published, mine).status == 403)
    #expect(try newsroom.desk("GET", "/releases/s").status == 404)
  }
}
