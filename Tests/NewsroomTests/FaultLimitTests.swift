// The limits of faulty requests: how many issues are reported, and how much is read.

import Testing

@testable import API
@testable import Desk
@testable import Values

@Suite struct FaultLimitTests {
  private static let english = ["Accept-Language": "en"]

  private static func members(_ count: Int, _ member: (Int) -> String) -> String {
    "{\((0..<count).map(member).joined(separator: ","))}"
  }

  /// Whether fifty issues are reported, the rest is counted, and the message has the total.
  private static func reports(_ reply: TestNewsroom.Reply, _ count: Int) -> Bool {
    reply.status == 400 && reply.json["issues"]?.array?.count == 50
      && reply.json["issuesOmitted"] == .integer(count - 50) && reply.text.contains("has \(count) faults")
      && reply.body.count < 40_000
  }

  @Test func `faults beyond the fiftieth are counted and not reported`() throws {
    let newsroom = try TestNewsroom()
    let token = ["Authorization": "Bearer \(newsroom.token)"].merging(Self.english) { $1 }
    func post(_ path: String, _ body: String) throws -> TestNewsroom.Reply {
      try newsroom.send("POST", path, Array(body.utf8), token)
    }
    let unknown = Self.members(1_000) { #""titel\#($0)": 0"# }
    // The title is missing as well.
    #expect(Self.reports(try post("/releases", unknown), 1_001))
    #expect(Self.reports(try post("/releases", Self.members(301) { _ in #""a": 0"# }), 300))
    let languages = #"{"title": \#(Self.members(200) { #""x\#($0)": "x""# })}"#
    #expect(Self.reports(try post("/releases", languages), 200))
    let session = Self.members(501) { _ in #""a":0"# }
    #expect(Self.reports(try newsroom.send("POST", "/session", Array(session.utf8), Self.english), 500))
    let themes = (0..<60).map { "theme=x\($0)" }.joined(separator: "&")
    #expect(Self.reports(try newsroom.get("/releases?" + themes, Self.english), 60))
  }

  @Test func `all of fifty faults are reported`() throws {
    let newsroom = try TestNewsroom()
    let themes = (0..<50).map { "theme=x\($0)" }.joined(separator: "&")
    let reply = try newsroom.get("/releases?" + themes)
    #expect(reply.faults.count == 50 && reply.json["issuesOmitted"] == nil)
  }

  @Test func `no message is made for a fault that is not reported`() {
    var made = 0
    func issue() -> Values.Issue {
      made += 1
      return Values.Issue(kind: .schemaViolation, location: .body, name: "\(made)", message: .missing)
    }
    var issues = Issues()
    for _ in 0..<70 { issues.add(issue()) }
    var others = Issues()
    others.add(issue())
    others.add(issues)
    #expect(made == 51 && issues.count == 70 && issues.omitted == 20)
    #expect(others.reported.count == 50 && others.count == 71 && others.omitted == 21)
  }

  @Test func `a faulty field is not reported as missing too`() throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.desk("POST", "/releases", #"{"titel": 1, "title": {"nl": 5}}"#)
    #expect(reply.faults == ["body:titel", "body:title.nl"])
  }

  @Test func `the number in a fact has a limited number of digits`() throws {
    let newsroom = try TestNewsroom()
    func site(_ digits: Int) throws -> TestNewsroom.Reply {
      let number = String(repeating: "7", count: digits)
      return try newsroom.desk(
        "POST", "/sites", #"{"name": {"nl": "S"}, "facts": [{"field": "area", "value": \#(number), "source": "s"}]}"#)
    }
    #expect(try site(200).status == 201)
    #expect(try site(201).faults == ["body:facts[0].value"])
  }

  @Test func `only valid credentials allow content above the anonymous limit`() throws {
    let newsroom = try TestNewsroom()
    let large = TestNewsroom.release(
      "large", more: #", "dateline": {"nl": "x"}"# + String(repeating: " ", count: 300_000))
    let revoked = try newsroom.token("gone", .draft)
    let tokens = try newsroom.application.desk.tokens()
    let number = try #require(tokens.last?.number)
    #expect(try newsroom.application.desk.revokeToken(number, by: Author("test")))
    let login = try newsroom.send("POST", "/session", Array(#"{"token": "\#(newsroom.token)"}"#.utf8), [:])
    let cookie = try #require(login["Set-Cookie"]?.split(separator: ";").first.map(String.init))
    let origin = ["Origin": newsroom.address, "Sec-Fetch-Site": "same-origin"]
    func send(_ path: String, _ headers: [String: String]) throws -> TestNewsroom.Reply {
      try newsroom.send("POST", path, Array(large.utf8), headers)
    }
    for headers in [
      [:], ["Cookie": "a=b"], ["Cookie": cookie], ["Cookie": "\(cookie)x"].merging(origin) { $1 },
      ["Authorization": "Bearer junk"], ["Authorization": "Bearer \(revoked)"], ["Authorization": "Basic YTpi"],
      ["Authorization": newsroom.token],
    ] {
      let reply = try send("/releases", headers)
      #expect(reply.status == 413, "\(headers)")
      #expect(reply.json["limit"] == ["name": "body", "value": .integer(262_144), "unit": "bytes"], "\(headers)")
    }
    #expect(try send("/releases", ["Cookie": cookie].merging(origin) { $1 }).status == 201)
    let again = try send("/releases", ["Authorization": "Bearer \(newsroom.token)"])
    #expect(again.status == 409, "It came in whole, and the id is taken: \(again.text)")
    // A login never needs this much.
    #expect(try send("/session", ["Authorization": "Bearer \(newsroom.token)"]).status == 413)
  }

  @Test func `a refused request for a larger limit counts as a failed login`() throws {
    let newsroom = try TestNewsroom()
    let large = [UInt8](repeating: 0x20, count: 300_000)
    for _ in 0..<12 {
      #expect(try newsroom.send("POST", "/releases", large, ["Authorization": "Bearer junk"]).status == 413)
    }
    #expect(try newsroom.send("POST", "/releases", [], ["Authorization": "Bearer junk"]).status == 429)
    let valid = ["Authorization": "Bearer \(newsroom.token)"]
    #expect(try newsroom.send("POST", "/releases", large, valid).status == 400)
  }

  @Test func `a request for a session has at most 8 KiB`() throws {
    let newsroom = try TestNewsroom()
    let token = #"{"token": "\#(newsroom.token)"}"#
    func logIn(_ length: Int) throws -> TestNewsroom.Reply {
      let body = Array(token.utf8) + [UInt8](repeating: 0x20, count: length - token.utf8.count)
      return try newsroom.send("POST", "/session", body, [:])
    }
    #expect(try logIn(8_192).status == 201)
    let refused = try logIn(8_193)
    #expect(refused.status == 413)
    #expect(refused.json["limit"] == ["name": "session", "value": .integer(8_192), "unit": "bytes"])
  }
}
