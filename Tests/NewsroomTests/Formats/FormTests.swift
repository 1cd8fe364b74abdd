// Requests and headers of every representation.

import HTTP
import HTTPTypes
import Testing

@testable import API
@testable import Content
@testable import Formats
@testable import Values

@Suite struct FormTests {
  /// A newsroom with one item of each kind, called `r`, `a`, `s` and `c`.
  static func filled() throws -> TestNewsroom {
    let newsroom = try TestNewsroom()
    for (path, json) in [
      (
        "/sites",
        #"""
        {"id":"s","name":{"nl":"Audi Vorst","fr":"Audi Forest"},"municipality":{"nl":"Vorst","fr":"Forest"},
         "coordinates":{"latitude":50.81,"longitude":4.31,"precision":"building","source":"test"},"status":"published"}
        """#
      ),
      (
        "/contacts",
        #"""
        {"id":"c","name":"An VOORBEELD","role":{"nl":"voorzitster","fr":"présidente"},"email":"an@example.org",
         "phone":"02/205.00.00","status":"published"}
        """#
      ),
      ("/advices", #"{"id":"a","kind":"initiative","title":{"nl":"Advies","fr":"Avis"},"status":"published"}"#),
      (
        "/releases",
        #"""
        {"id":"r","releaseDate":"2025-05-22","title":{"nl":"Titel","fr":"Titre"},
         "lead":{"nl":"Inleiding.","fr":"Chapeau."},"body":{"nl":"Tekst [hier](https://example.org/).","fr":"Texte."},
         "themes":["economy"],"sites":["s"],"advices":["a"],"contacts":[{"id":"c"}],"status":"published"}
        """#
      ),
    ] {
      let reply = try newsroom.desk("POST", path, json)
      #expect(reply.status == 201, "\(reply.text)")
    }
    return newsroom
  }

  struct Asked {
    let path: String
    let suffix: String
    let mediaType: String
    let contentType: String
    let isStream: Bool
    let isNegotiated: Bool
  }

  /// Every representation of every collection and item, by its path without the suffix.
  static let all: [Asked] = Resource.all.flatMap { resource -> [Asked] in
    let lists = resource.listRepresentations.map { form in
      var isStream = false
      if case .every = form.rendering { isStream = true }
      return Asked(
        path: "/\(resource.path)", suffix: form.suffix, mediaType: form.mediaType, contentType: form.contentType,
        isStream: isStream, isNegotiated: form.languagePolicy != .all)
    }
    let items = resource.itemRepresentations.map { form in
      Asked(
        path: "/\(resource.path)/\(resource.kind.prefix(1))", suffix: form.suffix, mediaType: form.mediaType,
        contentType: form.contentType, isStream: false, isNegotiated: form.languagePolicy != .all)
    }
    return lists + items
  }

  @Test func `a suffix and an Accept field select the same format, and Vary names the negotiated fields`() throws {
    let newsroom = try Self.filled()
    for asked in Self.all {
      let bySuffix = try newsroom.get("\(asked.path).\(asked.suffix)", ["Accept": "image/x-nothing"])
      let byAccept = try newsroom.get(asked.path, ["Accept": "\(asked.mediaType);q=0.9, image/x-nothing"])
      for reply in [bySuffix, byAccept] {
        #expect(reply.status == 200 && reply["Content-Type"] == asked.contentType, "\(asked)")
        #expect(reply["Cache-Control"] == "public, max-age=60")
        #expect(reply["X-Content-Type-Options"] == "nosniff")
      }
      func names(_ reply: TestNewsroom.Reply) -> Set<String> {
        Set((reply["Vary"] ?? "").split(separator: ",").map { $0.filter { $0 != " " } })
      }
      #expect(bySuffix["ETag"] == byAccept["ETag"], "\(asked)")
      let caller: Set = asked.suffix == "html" ? ["Authorization"] : ["Authorization", "Cookie"]
      let always = caller.union(["Accept-Encoding"])
      #expect(names(bySuffix) == (asked.isNegotiated ? always.union(["Accept-Language"]) : always), "\(asked)")
      #expect(names(byAccept) == names(bySuffix).union(["Accept"]))
      let inFrench = try newsroom.get("\(asked.path).\(asked.suffix)?lang=fr")
      #expect(names(inFrench) == always, "\(asked)")
      #expect(inFrench["Content-Language"] == "fr" || asked.path.hasPrefix("/contacts/"), "\(asked)")
    }
  }

  @Test func `every format has a tag, a 304, a HEAD and gzip`() throws {
    let newsroom = try Self.filled()
    try newsroom.awaitLastModified()
    for asked in Self.all {
      let path = "\(asked.path).\(asked.suffix)"
      let reply = try newsroom.get(path)
      let tag = try #require(reply["ETag"])
      #expect(!tag.hasPrefix("W/") && reply["Last-Modified"] != nil)
      let unchanged = try newsroom.get(path, ["If-None-Match": tag])
      #expect(unchanged.status == 304 && unchanged.body.isEmpty, "\(path)")
      #expect(try newsroom.get(path, ["If-Modified-Since": reply["Last-Modified"] ?? ""]).status == 304)
      let head = try newsroom.get(path, method: "HEAD")
      #expect(head.status == 200 && head.body.isEmpty && head["ETag"] == tag)
      #expect(head["Content-Type"] == asked.contentType)
      let coded = try newsroom.get(path, ["Accept-Encoding": "gzip"])
      if coded["Content-Encoding"] == "gzip" {
        #expect(coded["ETag"] == tag.dropLast() + "-gzip\"")
        #expect(coded.body.starts(with: [0x1F, 0x8B]))
      } else {
        #expect(reply.body.count < 1_100 && !asked.isStream, "\(path)")
      }
    }
  }

  @Test func `the other formats are linked`() throws {
    let newsroom = try Self.filled()
    for asked in Self.all {
      let links = try #require(try newsroom.get("\(asked.path).\(asked.suffix)?lang=nl")["Link"])
      for other in Self.all where other.path == asked.path {
        let link =
          "<\(newsroom.address)\(other.path).\(other.suffix)?lang=nl>; rel=\"alternate\"; type=\"\(other.mediaType)\""
        #expect(links.contains(link) == (other.suffix != asked.suffix), "\(asked) \(links)")
      }
    }
    try newsroom.publishRelease("other")
    for form in ["html", "atom", "rss", "jsonfeed"] {
      let reply = try newsroom.get("/releases.\(form)?pageSize=1&theme=economy&theme=health&lang=nl")
      #expect(reply["Link"]?.contains("rel=\"next\"") == false)
      let first = try newsroom.get("/releases.\(form)?pageSize=1&lang=nl-BE")
      let next = try #require(first["Link"]?.split(separator: ">").first?.dropFirst(1 + newsroom.address.count))
      #expect(first["Link"]?.contains("rel=\"next\"") == true)
      #expect(next.hasPrefix("/releases.\(form)?"))
      let second = try newsroom.get(String(next))
      #expect(second.status == 200 && second["Link"]?.contains("rel=\"prev\"") == true, "\(second.text)")
      #expect(first.text.contains("Titel other") != second.text.contains("Titel other"))
    }
  }

  @Test func `a saved file has a name`() throws {
    let newsroom = try Self.filled()
    for (path, value) in [
      ("/releases.csv", #"attachment; filename="releases.csv""#),
      ("/releases.ndjson?lang=fr", #"attachment; filename="releases.ndjson""#),
      ("/releases/r.md?lang=fr", #"inline; filename="r-fr.md""#),
      ("/releases/r.txt", #"inline; filename="r-nl.txt""#), ("/contacts/c.vcf", #"attachment; filename="c.vcf""#),
      ("/sites.geojson", #"inline; filename="sites.geojson""#),
    ] {
      #expect(try newsroom.get(path)["Content-Disposition"] == value)
    }
    #expect(try newsroom.get("/releases.html")["Content-Disposition"] == nil)
  }

  @Test func `a missing representation is a 404 by its suffix, and by Accept a 406 that lists the others`() throws {
    let newsroom = try Self.filled()
    for path in ["/releases.pdf", "/releases/r.csv", "/releases/r.atom", "/contacts.csv", "/sites/s.svg", "/geo.html"] {
      #expect(try newsroom.get(path).status == 404, "\(path)")
    }
    for path in ["/releases", "/releases/r", "/sites", "/contacts/c"] {
      let reply = try newsroom.get(path, ["Accept": "application/pdf, text/*;q=0"])
      #expect(reply.status == 406)
      #expect(reply.json["detail"]?.string?.contains("application/json") == true)
    }
    #expect(
      try newsroom.get("/releases", ["Accept": "text/x"]).json["detail"]?.string?.contains("application/atom+xml")
        == true)
  }

  @Test func `a browser gets a page, and curl gets JSON`() throws {
    let newsroom = try Self.filled()
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
    for path in [
      "/releases", "/releases/r", "/advices", "/advices/a", "/sites", "/sites/s", "/contacts", "/contacts/c",
    ] {
      #expect(try newsroom.get(path, ["Accept": browser])["Content-Type"] == "text/html; charset=utf-8")
      #expect(try newsroom.get(path, ["Accept": "*/*"])["Content-Type"] == "application/json")
      #expect(try newsroom.get(path)["Content-Type"] == "application/json")
    }
  }

  @Test func `a one-language format uses lang, then Accept-Language, then Dutch`() throws {
    let newsroom = try Self.filled()
    for (path, headers, title) in [
      ("/releases/r.txt", [:], "Titel"), ("/releases/r.txt", ["Accept-Language": "fr-BE, nl;q=0.5"], "Titre"),
      ("/releases/r.txt?lang=nl", ["Accept-Language": "fr"], "Titel"),
      ("/releases/r.txt", ["Accept-Language": "de, en"], "Titel"),
      ("/releases.atom", ["Accept-Language": "fr"], "Titre"), ("/releases.atom", [:], "Titel"),
    ] as [(String, [String: String], String)] {
      #expect(try newsroom.get(path, headers).text.contains(title), "\(path) \(headers)")
    }
    for form in ["md", "txt", "ninjs", "jsonld"] {
      #expect(try newsroom.get("/releases/r.\(form)?lang=de").status == 404)
    }
    #expect(!(try newsroom.get("/releases.atom?lang=en").text.contains("<entry>")))
    #expect(try newsroom.get("/releases/r.html?lang=en").text.contains(#"<html lang="en">"#))
  }

  @Test func `a token reads the desk in every format, and no cache stores the answer`() throws {
    let newsroom = try Self.filled()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("draft")).status == 201)
    for asked in Self.all where asked.path == "/releases" {
      let reply = try newsroom.desk("GET", "\(asked.path).\(asked.suffix)")
      #expect(reply["Cache-Control"] == "private, no-store")
      #expect(reply.text.contains("Titel draft"), "\(asked)")
      #expect(!(try newsroom.get("\(asked.path).\(asked.suffix)").text.contains("draft")))
    }
    for asked in Self.all where asked.path == "/releases/r" {
      #expect(try newsroom.desk("GET", "/releases/draft.\(asked.suffix)").status == 200)
      #expect(try newsroom.get("/releases/draft.\(asked.suffix)").status == 404)
    }
  }

  @Test func `any spelling of Accept keeps cached answers correct and within their limit`() throws {
    let newsroom = try Self.filled()
    let state = newsroom.application.cache.state
    let cache = AnswerCache(state: state, limit: 256 << 10)
    let padding = String(repeating: "a", count: 4_000)
    let keys = (0..<500).map { number in
      AnswerKey(target: number % 2 == 0 ? "/releases" : "/sites", accept: "text/\(padding);q=0.\(number), */*")
    }
    for (number, key) in keys.enumerated() {
      let request = Request(path: number % 2 == 0 ? "/releases" : "/sites", fields: [.accept: "*/*"])
      cache.keep(newsroom.application.respond(to: request), for: key, of: state)
    }
    let kept = keys.enumerated().compactMap { number, key in cache.answer(for: key, at: 0).map { (number, $0) } }
    // Long keys count too.
    #expect((1...64).contains(kept.count))
    for (number, answer) in kept {
      let name = number % 2 == 0 ? "Titel" : "Audi Vorst"
      #expect(String(decoding: answer.content, as: UTF8.self).contains(name))
    }
  }
}
