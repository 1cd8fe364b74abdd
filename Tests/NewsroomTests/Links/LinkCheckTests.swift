// Link checks over real sockets: the verdict on each answer, and who sees it.

import Foundation
import GRDB
import HTTP
import HTTPTypes
import Outbound
import RunningNewsroom
import Synchronization
import Testing

@testable import API
@testable import Delivery
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct LinkCheckTests {
  /// A draft that links to these addresses.
  private static func draft(_ newsroom: TestNewsroom, _ urls: [String], id: String = "r", more: String = "") throws {
    let text = urls.map { "[hier](\($0))" }.joined(separator: " en ")
    let release = TestNewsroom.release(id, more: more).replacing("Tekst.", with: text)
    #expect(try newsroom.desk("POST", "/releases", release).status == 201)
    try newsroom.application.links?.wake()
  }

  private static func links(_ newsroom: TestNewsroom, _ question: String = "") throws -> [JSONObject] {
    try newsroom.desk("GET", "/links\(question)", as: newsroom.token("reader", .admin)).items
  }

  private static func checked(_ newsroom: TestNewsroom) -> Int {
    let count = try? newsroom.application.desk.pool.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM links WHERE checkedAt IS NOT NULL")
    }
    return (count ?? nil) ?? 0
  }

  /// As if this number of days had passed, and all links were due.
  private static func pass(days: Int64, _ newsroom: TestNewsroom) throws {
    try newsroom.application.desk.pool.write { db in
      try db.execute(
        sql: "UPDATE links SET checkedAt = checkedAt - ?, nextAt = 0", arguments: [days * 86_400_000])
    }
    try newsroom.application.links?.wake()
    #expect(isAtRest(newsroom))
  }

  /// Waits until no link is due.
  private static func isAtRest(_ newsroom: TestNewsroom) -> Bool {
    eventually {
      let due = try? newsroom.application.desk.pool.read { db in
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM links WHERE nextAt <= ?", arguments: [Instant.now().milliseconds])
      }
      return due == 0
    }
  }

  @Test func `each answer has its meaning, and GET follows an unclear HEAD`() throws {
    // The status for HEAD and for GET (0 when it is not sent), and the verdict.
    let cases: [(Int, Int, String)] = [
      (200, 0, "ok"), (204, 0, "ok"), (301, 0, "ok"), (302, 0, "ok"), (405, 200, "ok"), (501, 200, "ok"),
      (403, 200, "ok"), (404, 200, "ok"), (500, 200, "ok"), (404, 404, "dead"), (405, 404, "dead"), (410, 0, "dead"),
      (403, 403, "unchecked"), (401, 401, "unchecked"), (429, 0, "unchecked"), (500, 500, "unchecked"),
      (503, 503, "unchecked"),
    ]
    let elsewhere = try Receiver()
    let receiver = try Receiver(host: "0.0.0.0") { request, _ in
      let statuses = request.path.dropFirst().split(separator: "-").compactMap { Int($0) }
      let fields: HTTPFields = [.location: elsewhere.address + "/other"]
      let body = request.method == .head ? "" : String(repeating: "x", count: 1 << 20)
      return .status(request.method == .head ? statuses[0] : statuses[1], fields, body)
    }
    let newsroom = try TestNewsroom(delivers: true, checksLinks: true)
    let urls = cases.enumerated().map { number, it in
      "http://127.0.1.\(number + 1):\(receiver.port)/\(it.0)-\(it.1)"
    }
    try Self.draft(newsroom, urls)
    #expect(eventually { Self.checked(newsroom) == cases.count })
    let found = try Self.links(newsroom, "?pageSize=100")
    for (number, (head, get, state)) in cases.enumerated() {
      let link = try #require(found.first { $0["url"]?.string == urls[number] })
      #expect(link["state"]?.string == state, "\(link)")
      #expect(link["status"] == .integer(get == 0 ? head : get) && link["fault"] == nil, "\(link)")
      #expect(link["failures"] == .integer(get >= 500 ? 1 : 0), "\(link)")
      let methods = receiver.received.filter { $0.path == "/\(head)-\(get)" }.map(\.method)
      #expect(methods == (get == 0 ? [.head] : [.head, .get]), "\(head) \(get)")
    }
    #expect(elsewhere.received.isEmpty)
    #expect(receiver.received.allSatisfy { $0.field("User-Agent") == "newsroom (+\(newsroom.address)/)" })
    #expect(receiver.received.allSatisfy { $0.field("Authorization").isEmpty && $0.body.isEmpty })
  }

  @Test func `a link without a good response is dead after three days, and not after three attempts`() throws {
    let isFailing = Mutex(true)
    let receiver = try Receiver { _, _ in .status(isFailing.withLock { $0 } ? 503 : 200) }
    let newsroom = try TestNewsroom(delivers: true, checksLinks: true)
    let urls = [receiver.address + "/a", "http://127.0.2.1:1/b", receiver.address.replacing("http:", with: "https:")]
    try Self.draft(newsroom, urls)
    func states() throws -> [JSON?] { try Self.links(newsroom).reversed().map { $0["state"] } }
    func failures() throws -> [JSON?] { try Self.links(newsroom).map { $0["failures"] } }
    #expect(eventually { Self.checked(newsroom) == 3 })
    let faults = try Self.links(newsroom).reversed().map { $0["fault"]?.string ?? "" }
    #expect(faults[0] == "" && faults[1].hasPrefix("no connection: ") && faults[2].hasPrefix("no secure connection: "))
    // A second check on the same day.
    try Self.pass(days: 0, newsroom)
    #expect(receiver.received.count == 4)
    for day in 1...3 {
      #expect(try failures() == [.integer(day), .integer(day), .integer(day)])
      let state: JSON = day == 3 ? "dead" : "unchecked"
      #expect(try states() == [state, state, state])
      if day < 3 { try Self.pass(days: 1, newsroom) }
    }
    let findings = try newsroom.desk("GET", "/releases/r/findings").items
    let finding = try #require(findings.first { $0["code"] == "deadLink" })
    #expect(finding["detail"]?.string?.contains("antwoordt al dagen niet") == true)
    isFailing.withLock { $0 = false }
    try Self.pass(days: 1, newsroom)
    #expect(try states() == ["ok", "dead", "dead"])
  }

  @Test func `a dead link is a finding on the desk and changes nothing public`() throws {
    let receiver = try Receiver { request, _ in .status(request.path == "/gone" ? 404 : 200) }
    let newsroom = try TestNewsroom(delivers: true, checksLinks: true)
    let (gone, there) = (receiver.address + "/gone#deel", receiver.address + "/there")
    try Self.draft(newsroom, [gone, there], more: #", "status": "published""#)
    let (before, etag) = (try newsroom.get("/releases/r"), try newsroom.desk("GET", "/releases/r")["ETag"])
    #expect(eventually { Self.checked(newsroom) == 2 })

    let desk = try newsroom.desk("GET", "/releases/r")
    let states = (desk.json["links"]?.array ?? []).map { $0.object?["state"] }
    #expect(states == ["dead", "ok"] && desk["ETag"] != etag)
    let findings = try newsroom.desk("GET", "/releases/r/findings", nil, ["Accept-Language": "fr"]).items
    let finding = try #require(findings.first { $0["code"] == "deadLink" })
    #expect(finding["severity"] == "warning" && finding["place"] == "body.nl" && finding["value"] == .string(gone))
    #expect(finding["detail"]?.string?.contains("est introuvable") == true)
    #expect(findings.count { $0["code"] == "deadLink" } == 1)
    let dead = try Self.links(newsroom, "?state=dead")
    let item: JSON = [
      "href": .string("\(newsroom.address)/releases/r"), "kind": "release", "id": "r", "status": "published",
    ]
    #expect(dead.count == 1 && dead[0]["items"] == [item] && dead[0]["itemCount"] == .integer(1))
    #expect(dead[0]["status"] == .integer(404))
    #expect(dead[0]["url"] == .string(receiver.address + "/gone") && dead[0]["checkedAt"]?.string != nil)

    let after = try newsroom.get("/releases/r")
    #expect(after.body == before.body && after["ETag"] == before["ETag"] && before.text.contains("unchecked"))
    #expect(try !newsroom.get("/releases").text.contains("dead"))
    // A client can write back the document that it read, including the states that were shown.
    let tag = ["If-Match": etag ?? ""]
    let links = JSON.object(JSONObject([("links", desk.json["links"])])).text
    #expect(try newsroom.desk("PATCH", "/releases/r", links, tag).status == 200)
    // A warning does not block publication.
    let note = #"{"correction": {"nl": "Nota.", "fr": "Note."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", note).status == 201)
    #expect(try newsroom.get("/releases/r").text.contains(#""state":"unchecked""#))
  }

  @Test func `a host gets one request at a time, with a second between two`() throws {
    let open = Mutex((now: 0, most: 0))
    let receiver = try Receiver { request, _ in
      open.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      usleep(50_000)
      open.withLock { $0.now -= 1 }
      return .status(request.method == .head ? 405 : 200)
    }
    let newsroom = try TestNewsroom(delivers: true, checksLinks: true)
    try Self.draft(newsroom, ["a", "b"].map { "\(receiver.address)/\($0)" })
    #expect(eventually { Self.checked(newsroom) == 2 })
    let times = receiver.received.map(\.at)
    #expect(times.count == 4 && open.withLock { $0.most } == 1)
    for (earlier, later) in zip(times, times.dropFirst()) { #expect(later - earlier >= .seconds(1)) }
  }

  @Test func `a link to a forbidden address is not dead`() throws {
    let newsroom = try TestNewsroom(delivers: true, checksLinks: true)
    let urls = ["https://10.0.0.1/", "https://u:p@127.0.0.1/", "https://[::ffff:10.0.0.1]/é"]
    try Self.draft(newsroom, urls)
    #expect(eventually { Self.checked(newsroom) == 3 })
    let links = try Self.links(newsroom)
    #expect(links.allSatisfy { $0["state"] == "unchecked" && $0["failures"] == .integer(0) }, "\(links)")
    #expect(links.allSatisfy { $0["status"] == nil })
    #expect(links.compactMap { $0["fault"]?.string }.count == 3)
    #expect(try newsroom.desk("GET", "/releases/r/findings").items.allSatisfy { $0["code"] != "deadLink" })
  }

  @Test func `links are checked only when set, by one process, and each page once`() throws {
    let receiver = try Receiver()
    let newsroom = try TestNewsroom(delivers: true)
    try Self.draft(newsroom, [receiver.address + "/é"], more: #", "status": "published""#)
    let pool = try newsroom.application.desk.pool
    #expect(try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM links") } == 0)

    func process() throws -> Application {
      let application = try Application(
        Settings(
          directory: newsroom.directory, publicURL: newsroom.address, workers: 2, addressRules: .loopback,
          checksLinks: true))
      application.start()
      return application
    }
    let first = try process()
    try first.links?.wake()
    usleep(300_000)
    #expect(receiver.received.isEmpty, "another process has the lock")
    newsroom.application.stop()
    #expect(eventually { Self.checked(newsroom) == 1 })
    first.stop()
    let second = try process()
    defer { second.stop() }
    try Self.draft(newsroom, [receiver.address + "/b"], id: "s")
    #expect(eventually { Self.checked(newsroom) == 2 })
    #expect(receiver.received.map(\.path) == ["/%C3%A9", "/b"])
  }
}
