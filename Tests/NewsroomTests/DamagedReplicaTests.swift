// Tests a read replica whose copy of the public file was damaged, and requests with extreme numbers.

import Foundation
import GRDB
import Logging
import RunningNewsroom
import Testing

@testable import API
@testable import Catalog
@testable import Desk
@testable import Newsroom
@testable import Storage
@testable import Values

@Suite struct DamagedReplicaTests {
  private static let paths = [
    "/", "/releases", "/releases.html", "/releases?lang=nl&facets=theme,site&pageSize=1", "/releases?theme=economy",
    "/releases?theme=economy&facets=theme,site", "/releases?q=titel&facets=theme", "/releases?select=id,title,body",
    "/releases/one", "/releases/one?lang=fr", "/releases/one.html", "/releases/one.txt", "/releases/one.md",
    "/releases.csv", "/releases.ndjson", "/releases.atom", "/releases.jsonfeed", "/sites", "/sites/plaats",
    "/sites/plaats.html", "/search?q=plaats", "/changes", "/sitemap.xml", "/sitemap-news.xml", "/health",
    "/releases.ics",
  ]

  /// A copy of a filled public file after some SQL.
  private static func copy(_ sql: String) throws -> String {
    let data = try TestData()
    let newsroom = try data.open()
    let site = #"{"id": "plaats", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#
    #expect(try newsroom.write("POST", "/sites", site).status == 201)
    for id in ["one", "two"] {
      let more = #", "themes": ["economy"], "sites": ["plaats"], "status": "published""#
      #expect(try newsroom.write("POST", "/releases", TestNewsroom.release(id, more: more)).status == 201)
    }
    _ = try newsroom.publicFile.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    let copy = try ScratchFolder.make()
    let path = copy + "/public.sqlite"
    try FileManager.default.copyItem(atPath: data.directory + "/public.sqlite", toPath: path)
    let file = try DatabaseQueue(path: path)
    try file.write { db in try db.execute(sql: sql) }
    try file.close()
    return copy
  }

  private static func replica(_ copy: String) throws -> Application {
    try Application(
      reading: ReplicaFile(directory: copy), Settings(directory: copy, publicURL: "https://press.example", workers: 2),
      Meters(Routes.all), Logger(label: "test"))
  }

  @Test(arguments: [
    "UPDATE documents SET languages = 300", "UPDATE documents SET languages = -1",
    "UPDATE documents SET languages = 9223372036854775807",
    "UPDATE documents SET updatedAt = 9223372036854775807", "UPDATE documents SET updatedAt = -9223372036854775808",
    "UPDATE state SET nextInstant = -9223372036854775808, changedAt = 9223372036854775807",
    "UPDATE state SET nextInstant = 9223372036854775807, generation = -1",
    "UPDATE heartbeat SET at = -9223372036854775808; UPDATE state SET changedAt = -9223372036854775808",
    "UPDATE counts SET count = -5", "UPDATE counts SET count = 9223372036854775807",
    "UPDATE terms SET facets = x'FFFFFF'", "UPDATE terms SET facets = x'FFFFFFFFFF'",
    "UPDATE terms SET position = 9223372036854775807", "UPDATE terms SET position = -9223372036854775808",
    "UPDATE terms SET position = 'x'", "UPDATE relations SET print = x'', target = NULL",
    "UPDATE changes SET at = 9223372036854775807", "DELETE FROM counts",
  ])
  func `extreme numbers in the file end no process`(sql: String) throws {
    let replica = try Self.replica(try Self.copy(sql))
    for path in Self.paths { #expect(replica.get(path).status != 0, "\(path)") }
  }

  @Test(arguments: ["01", "014D", "014C", "0141", "014D20", "014C7F01", "22", "", "FF"])
  func `stored JSON that breaks off ends no process`(end: String) throws {
    for length in [30, 1 << 20] {
      let changes = ["body", "summary", "card"].map { column in
        "\(column) = CAST(substr(CAST(\(column) AS TEXT), 1, \(length)) || CAST(x'\(end)' AS TEXT) AS BLOB)"
      }
      let replica = try Self.replica(try Self.copy("UPDATE documents SET \(changes.joined(separator: ", "))"))
      for path in Self.paths { #expect(replica.get(path).status != 0, "\(path)") }
    }
  }

  @Test func `a file with a view is refused`() throws {
    let copy = try Self.copy(
      "CREATE VIEW endless AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n")
    #expect { try Self.replica(copy) } throws: { "\($0)".contains("has a view, endless,") }
  }

  @Test func `requests with extreme numbers are answered`() throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("admin", .admin, .draft, .publish)
    #expect(try newsroom.publishRelease("one").status == 201)
    let epoch = try #require(newsroom.get("/changes").json["after"]?.string).prefix { $0 != "-" }
    for target in [
      "/releases?pageSize=#", "/releases?after=#", "/releases?after=0.one.#", "/translations?after=#.nl",
      "/changes?after=\(epoch)-#", "/changes?pageSize=#", "/stream?after=0-#", "/releases/one/revisions/#",
      "/releases/one/revisions/1/diff?to=#", "/releases/one/publications/#", "/deliveries/#", "/subscriptions/#",
      "/tokens/#", "/previews/#-#-00", "/sites?bbox=#,#,#,#", "/audit?after=#", "/releases?from=#&to=#",
      "/statistics?from=#&to=#", "/releases?updatedSince=#", "/sessions/#", "/events/#",
    ] {
      for numeral in Chance.numerals {
        let encoded = numeral.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let path = target.replacing("#", with: encoded)
        let status = try newsroom.desk("GET", path, as: admin).status
        #expect(status < 500 && status >= 200, "\(path)")
      }
    }
    for body in Chance.numerals.filter({ Double($0) != nil && !$0.hasPrefix("+") && !$0.contains("x") }) {
      let status = try newsroom.desk("POST", "/releases/one/previews", #"{"revision": \#(body)}"#, as: admin).status
      #expect(status < 500, "\(body)")
    }
  }
}
