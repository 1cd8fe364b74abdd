// Exports: all matches in order, with accents, despite publications meanwhile, and slow readers that block nobody.

import Bytes
import GRDB
import HTTP
import RunningNewsroom
import Testing

@testable import API
@testable import Catalog
@testable import Content
@testable import Desk
@testable import Formats
@testable import Values

@Suite struct ExportTests {
  private static let script = #"""
    import csv, json, sys
    def read(path):
        with open(path, newline="", encoding="utf-8-sig") as file:
            return {"rows": list(csv.DictReader(file, strict=True))}
    print(json.dumps([read(path) for path in sys.argv[1:]]))
    """#

  private func rows(_ body: [UInt8]) throws -> [JSONObject] {
    (try Reader.python(Self.script, reading: [body])[0]["rows"]?.array ?? []).compactMap(\.object)
  }

  @Test func `CSV and NDJSON hold all matches and not a page, in the collection's order`() throws {
    let newsroom = try TestNewsroom()
    for number in 10..<65 {
      let theme = number % 2 == 0 ? "economy" : "health"
      try newsroom.publishRelease(
        "release-\(number)", date: "2025-0\(1 + number % 3)-\(10 + number % 7)", more: #", "themes": ["\#(theme)"]"#)
    }
    for question in ["", "?theme=economy", "?sort=releaseDate", "?from=2025-02-01&to=2025-02-28", "?theme=poverty"] {
      let all = try newsroom.get("/releases\(question)\(question.isEmpty ? "?" : "&")pageSize=100")
      let table = try rows(try newsroom.get("/releases.csv\(question)").body)
      #expect(table.map { $0["id"]?.string } == all.ids)
      let lines = try newsroom.get("/releases.ndjson\(question)").text.split(separator: "\n")
      #expect(lines.map { JSON.stored(String($0)) } == all.items)
    }
  }

  @Test func `an export from any page is complete, and its tag changes with its content and its file`() throws {
    let newsroom = try FormTests.filled()
    for number in 1...3 { try newsroom.publishRelease("r\(number)", date: "2025-06-0\(number)") }
    let next = try #require(try newsroom.get("/releases?pageSize=2").json["next"]?.string)
    let place = try #require(
      next.split(separator: "&").last { $0.hasPrefix("after=") } ?? next.split(separator: "?").last)
    let before = try newsroom.get("/releases.csv")
    #expect(try newsroom.get("/releases.csv?pageSize=2&\(place)").body == before.body)
    let housing = try newsroom.get("/releases.csv?theme=housing")["ETag"]
    #expect(try newsroom.desk("POST", "/sites", #"{"id":"x","name":{"nl":"x"},"status":"published"}"#).status == 201)
    #expect(try newsroom.get("/releases.csv")["ETag"] == before["ETag"])
    try newsroom.publishRelease("r4")
    #expect(try newsroom.get("/releases.csv")["ETag"] != before["ETag"])
    #expect(try newsroom.get("/releases.csv?theme=housing")["ETag"] == housing)
    try newsroom.publishRelease("r5", more: #", "themes": ["housing"]"#)
    #expect(try newsroom.get("/releases.csv?theme=housing")["ETag"] != housing)
    let (csv, sitemap) = (try newsroom.get("/releases.csv"), try newsroom.get("/sitemap.xml"))
    try newsroom.application.publicFile.remake(newsroom.application.desk)
    #expect(try newsroom.get("/releases.csv")["ETag"] != csv["ETag"])
    #expect(try newsroom.get("/sitemap.xml")["ETag"] != sitemap["ETag"])
  }

  @Test func `a row has a column for each language, with its accents`() throws {
    let newsroom = try TestNewsroom()
    let release = #"""
      {"id": "r", "releaseDate": "2025-05-22", "themes": ["economy", "health"], "status": "published",
       "title": {"nl": "België, “naïef” en \"zo\"", "fr": "Où ça ? À l’été ; œuvre"}, "body": {"nl": "x", "fr": "x"},
       "lead": {"nl": "=HYPERLINK(\"http://x\")\nvolgende", "fr": "–"}}
      """#
    #expect(try newsroom.desk("POST", "/releases", release).status == 201)
    let reply = try newsroom.get("/releases.csv")
    #expect(reply.body.starts(with: [0xEF, 0xBB, 0xBF]) && reply.text.hasSuffix("\r\n"))
    let row = try #require(try rows(reply.body).first)
    #expect(row["title.nl"] == "België, “naïef” en \"zo\"" && row["title.fr"] == "Où ça ? À l’été ; œuvre")
    #expect(row["title.en"] == "" && row["themes"] == "economy;health" && row["languages"] == "nl;fr")
    #expect(row["lead.nl"] == "'=HYPERLINK(\"http://x\")\nvolgende" && row["lead.fr"] == "–")
    #expect(row["href"] == .string("\(newsroom.address)/releases/r"))
    let french = try #require(try rows(try newsroom.get("/releases.csv?lang=fr").body).first)
    #expect(french["title.fr"] == row["title.fr"] && french["title.nl"] == nil)
  }

  @Test func `a site's coordinates and labels have their columns`() throws {
    let newsroom = try FormTests.filled()
    let row = try #require(try rows(try newsroom.get("/sites.csv").body).first)
    #expect(row["coordinates.latitude"] == "50.81" && row["coordinates.longitude"] == "4.31")
    #expect(row["municipality.fr"] == "Forest")
    // A label without a language is in the column of each language.
    #expect(row["coordinates.source.nl"] == "test" && row["coordinates.source.de"] == "test")
  }

  @Test func `no personal phone number is in an export`() throws {
    let newsroom = try FormTests.filled()
    for asked in FormTests.all where asked.path == "/contacts" {
      let text = try newsroom.get("/contacts.\(asked.suffix)").text
      #expect(text.contains("VOORBEELD") && !text.contains("an@example.org"), "\(asked)")
      #expect(!text.contains("2050000") && !text.contains("205.00"), "\(asked)")
    }
    for form in ["csv", "ndjson"] {
      #expect(!(try newsroom.get("/releases.\(form)").text.contains("an@example.org")))
    }
  }

  @Test func `a slow reader holds no connection, and concurrent publications cause no gap or repetition`() throws {
    let newsroom = try TestNewsroom()
    let lead = String(repeating: "Een lange inleiding. ", count: 900)
    for number in 10..<60 {
      try newsroom.publishRelease(
        "r-\(number)", date: "2025-01-\(10 + number % 15)", more: #", "notesToEditors": {"nl": "\#(lead)"}"#
      )
      let tag = try #require(try newsroom.desk("GET", "/releases/r-\(number)")["ETag"])
      let change = #"{"lead": {"nl": "\#(lead)", "fr": "\#(lead)"}}"#
      #expect(try newsroom.desk("PATCH", "/releases/r-\(number)", change, ["If-Match": tag]).status == 200)
      let note = #"{"correction": {"nl": "Lang", "fr": "Long"}}"#
      #expect(try newsroom.desk("POST", "/releases/r-\(number)/publications", note).status == 201)
    }
    let all = try Self.ids(newsroom, "/releases?pageSize=100")
    for order in ["relevance", "releaseDate", "-releaseDate"] {
      let found = try Self.ids(newsroom, "/releases?q=inleiding&sort=\(order)&pageSize=100")
      let export = try newsroom.get("/releases.ndjson?q=inleiding&sort=\(order)").text
      #expect(found.count == 50 && Self.ids(export) == found, "\(order)")
    }
    var store = newsroom.application.publicStore
    store.heldMatches = 7
    for order in ["relevance", "releaseDate", "-releaseDate"] {
      var query = try Query("q=inleiding&sort=\(order)")
      let listQuery = try ListQuery(.releases, &query, themes: .standard, hasStatus: false, ranks: true)
      let export = Export(store, listQuery, from: try store.start(of: listQuery), ExportFormat { LineWriter() })
      var bytes: [UInt8] = []
      while let piece = try export.next() { bytes += piece }
      let found = try Self.ids(newsroom, "/releases?q=inleiding&sort=\(order)&pageSize=100")
      #expect(Self.ids(String(decoding: bytes, as: UTF8.self)) == found, "\(order), seven matches at a time")
    }
    let format = ExportFormat { LineWriter() }
    let export = Export(store, ListQuery(.releases), from: .list(from: nil), format)
    let first = try #require(try export.next())
    #expect(first.count < 256 << 10)
    // Before and after the place that the reader has reached.
    try newsroom.publishRelease("newest", date: "2025-12-31")
    try newsroom.publishRelease("oldest", date: "2024-01-01")
    let state = try newsroom.application.publicFile.pool.writeWithoutTransaction { db in
      try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?["busy"] as Int?
    }
    #expect(state == 0)
    var bytes = first
    var pieces = 1
    while let piece = try export.next() {
      bytes += piece
      pieces += 1
    }
    #expect(pieces > 5)
    #expect(Self.ids(String(decoding: bytes, as: UTF8.self)) == all + ["oldest"])
  }

  /// The ids of a list, from all its pages.
  private static func ids(_ newsroom: TestNewsroom, _ path: String) throws -> [String] {
    var (ids, next): ([String], String?) = ([], path)
    while let path = next {
      let page = try newsroom.get(path)
      ids += page.ids
      next = page.json["next"]?.string.map { String($0.dropFirst(newsroom.address.count)) }
    }
    return ids
  }

  private static func ids(_ lines: String) -> [String] {
    lines.split(separator: "\n").compactMap { JSON.stored(String($0))?["id"]?.string }
  }

  @Test func `an export with gzip is the same text`() throws {
    let newsroom = try FormTests.filled()
    for number in 10..<99 { try newsroom.publishRelease("r-\(number)") }
    let plain = try newsroom.get("/releases.csv").body
    let coded = try newsroom.get("/releases.csv", ["Accept-Encoding": "gzip"])
    #expect(coded["Content-Encoding"] == "gzip" && coded.body.count < plain.count / 2)
    let script = """
      import gzip, json, sys
      print(json.dumps([{"text": gzip.decompress(open(path, "rb").read()).decode()} for path in sys.argv[1:]]))
      """
    #expect(
      try Reader.python(script, reading: [coded.body])[0]["text"] == .string(String(decoding: plain, as: UTF8.self)))
  }
}

private final class LineWriter: RowWriter {
  func append(_ json: UnsafeRawBufferPointer, to output: inout OutputBuffer) {
    output.append(json)
    output.append(UInt8(ascii: "\n"))
  }
}
