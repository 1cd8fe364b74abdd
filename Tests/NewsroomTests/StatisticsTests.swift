// Statistics of public reads: what is counted, what is not, and what an admin sees.

import Bytes
import Foundation
import GRDB
import HTTP
import Testing

@testable import API
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct StatisticsTests {
  private static let browser = ["Accept": "text/html"]

  /// Two releases, and a token of an admin.
  private func newsroom() throws -> (TestNewsroom, admin: String) {
    let newsroom = try TestNewsroom()
    for id in ["een", "twee"] { #expect(try newsroom.publishRelease(id).status == 201) }
    return (newsroom, try newsroom.token("admin", .admin))
  }

  private func counts(_ newsroom: TestNewsroom) throws -> [String] {
    newsroom.application.writer?.desk.statistics.keep()
    return try newsroom.application.desk.pool.read { db in
      try String.fetchAll(
        db,
        sql: "SELECT subject || ' ' || name || ' ' || form || ' ' || count FROM tallies ORDER BY subject, name, form")
    }
  }

  @Test func `reads are counted by release and format, cached or not`() throws {
    let (newsroom, admin) = try newsroom()
    for _ in 0..<5 { #expect(try newsroom.get("/releases/een").status == 200) }
    for _ in 0..<2 { #expect(try newsroom.get("/releases/een?lang=fr").status == 200) }
    #expect(try newsroom.get("/releases/een.html", Self.browser).status == 200)
    #expect(try newsroom.get("/releases/twee.md").status == 200)
    // None of these counts as a public read of a release.
    let tag = try #require(try newsroom.get("/releases/een")["ETag"])
    #expect(try newsroom.get("/releases/een", ["If-None-Match": tag]).status == 304)
    #expect(try newsroom.get("/releases/een", method: "HEAD").status == 200)
    #expect(try newsroom.desk("GET", "/releases/een").status == 200)
    #expect(try newsroom.get("/releases/drie").status == 404)
    #expect(try newsroom.get("/releases").status == 200)
    #expect(try counts(newsroom) == ["release een html 1", "release een json 8", "release twee md 1"])
    // Cached answers also count.
    for _ in 0..<3 { #expect(try newsroom.get("/releases/een").status == 200) }
    #expect(try counts(newsroom).contains("release een json 11"))
    let report = try newsroom.desk("GET", "/statistics", as: admin).json
    let today = Day(at: .now()).text
    #expect(report["total"] == .integer(13) && report["to"] == .string(today))
    #expect(
      report["days"]?.array?.count == 30
        && report["days"]?.array?.last == ["day": .string(today), "reads": .integer(13)])
    #expect(report["forms"]?.array?.first == ["form": "json", "reads": .integer(11)])
    #expect(
      report["releases"]?.array?.first == [
        "href": .string(newsroom.address + "/releases/een"), "id": "een",
        "title": ["nl": "Titel een", "fr": "Titre een"], "reads": .integer(12),
      ])
    let one = try newsroom.desk("GET", "/statistics?release=twee&from=\(today)", as: admin).json
    #expect(one["total"] == .integer(1) && one["releases"]?.array?.count == 1 && one["days"]?.array?.count == 1)
  }

  @Test func `searches without results are counted, and those with personal data only as a number`() throws {
    let (newsroom, admin) = try newsroom()
    for query in [
      "zeppelin", "ZEPPELIN", "+zeppelin++", "an%40example.org", "0476%2F21.12.38", "titel", "zepp*", "",
      String(repeating: "x", count: 81),
    ] {
      #expect(try newsroom.get("/releases?q=\(query)").status == 200)
    }
    for _ in 0..<2 { #expect(try newsroom.get("/search.html?q=zeppelin", Self.browser).status == 200) }
    #expect(try newsroom.get("/releases.csv?q=zeppelin").status == 200)
    #expect(try newsroom.desk("GET", "/releases?q=zeppelin").status == 200)
    #expect(try counts(newsroom) == ["search   3", "search zeppelin  5"])
    let report = try newsroom.desk("GET", "/statistics", as: admin).json
    #expect(
      report["searches"] == [["query": "zeppelin", "count": .integer(5)]] && report["otherSearches"] == .integer(3))
  }

  @Test func `no more names are counted separately on a day than the limit`() throws {
    let (newsroom, _) = try newsroom()
    let statistics = try #require(newsroom.application.writer?.desk.statistics)
    for number in 0..<600 { statistics.tally(.search("s\(number)")).add() }
    for number in 0..<5_100 { statistics.tally(.release("r\(number)", representation: "json")).add(2) }
    statistics.keep()
    for number in 580..<700 { statistics.tally(.search("s\(number)")).add() }
    statistics.tally(.release("r5099", representation: "html")).add()
    statistics.keep()
    let rows = try newsroom.application.desk.pool.read { db in
      try Row.fetchAll(
        db, sql: "SELECT subject, count(DISTINCT name) AS names, sum(count) AS count FROM tallies GROUP BY 1 ORDER BY 1"
      )
    }
    #expect(rows.map { $0["count"] as Int } == [10_201, 720])
    #expect(rows.map { $0["names"] as Int }.elementsEqual([5_001, 501]) { $0 <= $1 })
  }

  @Test func `counts outlive a restart, and a file that is locked`() throws {
    let (newsroom, _) = try newsroom()
    let application = newsroom.application
    #expect(try newsroom.get("/releases/een").status == 200)
    application.writer?.desk.statistics.keep()
    let again = try Application(Settings(directory: newsroom.directory))
    again.writer?.desk.statistics.tally(.release("een", representation: "json")).add(4)
    // As on a full disk.
    try again.desk.pool.write { try $0.execute(sql: "ALTER TABLE tallies RENAME TO away") }
    again.writer?.desk.statistics.keep()
    try again.desk.pool.write { try $0.execute(sql: "ALTER TABLE away RENAME TO tallies") }
    again.writer?.desk.statistics.keep()
    #expect(try counts(newsroom) == ["release een json 5"])
  }

  @Test func `counts stop at a limit, and their sums never overflow`() throws {
    let (newsroom, admin) = try newsroom()
    let today = Day(at: .now()).text
    try newsroom.application.desk.pool.write { db in
      for name in ["een", "twee"] {
        try db.execute(
          sql: "INSERT INTO tallies (day, subject, name, form, count) VALUES (?, 'release', ?, 'json', ?)",
          arguments: [today, name, Int64.max])
      }
    }
    #expect(try newsroom.get("/releases/een").status == 200)
    #expect(try counts(newsroom).first == "release een json \(Statistics.mostCounted)")
    let report = try newsroom.desk("GET", "/statistics", as: admin)
    #expect(report.json["total"] == .integer(2 * Statistics.mostCounted), "\(report.text)")
  }

  @Test func `a report has at most 366 days`() throws {
    let (newsroom, admin) = try newsroom()
    for (from, to, count) in [("2023-01-01", "2024-01-01", 366), ("2024-01-01", "2024-12-31", 366)] {
      let report = try newsroom.desk("GET", "/statistics?from=\(from)&to=\(to)", as: admin).json
      #expect(report["days"]?.array?.count == count)
    }
    let refused = try newsroom.desk("GET", "/statistics?from=2023-12-31&to=2024-12-31", as: admin)
    #expect(refused.faults == ["query:from"])
    let days = try StatisticsReport.Question(
      from: #require(Day("1900-01-01")), to: #require(Day("2200-12-31")), release: nil, top: 10
    ).days
    #expect(days.count == 366)
  }

  @Test func `search words are deleted after their retention period`() throws {
    let (newsroom, _) = try newsroom()
    try newsroom.application.desk.pool.write { db in
      try db.execute(
        sql: """
          INSERT INTO tallies VALUES ('2020-01-01', 'search', 'oud', '', 1), ('2020-01-01', 'release', 'een', 'json', 1)
          """)
    }
    #expect(try newsroom.get("/releases/een").status == 200)
    #expect(try counts(newsroom) == ["release een json 1", "release een json 1"])
  }

  @Test(arguments: [
    ("from=2025-05-02&to=2025-05-01", "query:from"), ("from=2020-01-01&to=2025-05-01", "query:from"),
    ("release=drie", "query:release"), ("top=0", "query:top"), ("top=101", "query:top"), ("form=json", "query:form"),
  ])
  func `an invalid query is refused`(question: String, fault: String) throws {
    let (newsroom, admin) = try newsroom()
    let reply = try newsroom.desk("GET", "/statistics?\(question)", as: admin)
    #expect(reply.status == 400 && reply.faults == [fault], "\(reply.text)")
  }

  @Test(arguments: [
    (Language.nl, "Lezingen per dag: 3"), (.fr, "Lectures par jour\u{A0}: 3"), (.en, "Reads by day: 3"),
  ])
  func `the page has a chart, and a table of its numbers`(language: Language, heading: String) throws {
    let (newsroom, admin) = try newsroom()
    for _ in 0..<3 { #expect(try newsroom.get("/releases/een").status == 200) }
    #expect(try newsroom.get("/releases?q=%3Cscript%3Ezeppelin").status == 200)
    let reply = try newsroom.desk("GET", "/statistics?lang=\(language)", nil, Self.browser, as: admin)
    #expect(reply.status == 200 && reply["Content-Language"] == language.rawValue)
    #expect(reply["Content-Security-Policy"]?.contains("default-src 'none'") == true)
    let today = Day(at: .now()).text
    for part in [
      "<html lang=\"\(language)\">", "<h2>\(heading)</h2>", "role=\"img\" aria-labelledby=\"chart-title\"",
      "<time datetime=\"\(today)\">", "<td class=\"number\">3</td>", "&lt;script&gt;zeppelin",
    ] {
      #expect(reply.text.contains(part), "\(part)")
    }
    #expect(!reply.text.contains("style=") && !reply.text.contains("<script"))
  }
}
