// Sessions: a token is exchanged for a cookie; what the cookie allows, for whom and until when.

import Foundation
import GRDB
import HTTP
import HTTPTypes
import Testing

@testable import API
@testable import Desk
@testable import Values

@Suite struct SessionTests {
  /// A newsroom as a browser sees it.
  private struct Browser {
    let newsroom: TestNewsroom
    var cookie: String?

    func send(
      _ method: String, _ path: String, _ body: String? = nil, _ headers: [String: String] = [:]
    ) throws -> TestNewsroom.Reply {
      var all = ["Origin": newsroom.address, "Sec-Fetch-Site": "same-origin", "Accept": "application/json"]
      all["Cookie"] = cookie
      return try newsroom.send(method, path, body.map { Array($0.utf8) }, all.merging(headers) { $1 })
    }

    mutating func logIn(_ token: String) throws -> TestNewsroom.Reply {
      let reply = try send("POST", "/session", #"{"token": " \#(token) "}"#)
      cookie = reply["Set-Cookie"]?.split(separator: ";").first.map(String.init)
      return reply
    }
  }

  @Test func `a token is exchanged for a cookie hidden from scripts, stored as a hash, and revoked`() throws {
    var browser = Browser(newsroom: try TestNewsroom())
    let made = try browser.logIn(browser.newsroom.token)
    #expect(made.status == 201 && made.json["name"] == "press officer")
    #expect(made.json["scopes"] == ["draft", "publish"] && made.json["idleSeconds"] == .integer(28_800))
    #expect(made["Cache-Control"] == "private, no-store" && made["RateLimit"] != nil)
    let cookie = try #require(made["Set-Cookie"])
    #expect(
      cookie.wholeMatch(
        of: /newsroom-session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict/) != nil)
    let secret = try #require(browser.cookie?.split(separator: "=").last)
    let stored = try browser.newsroom.application.desk.pool.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM sessions").map(\.debugDescription).joined()
    }
    #expect(!stored.isEmpty && !stored.contains(secret))

    #expect(try browser.send("GET", "/session").json["name"] == "press officer")
    #expect(try browser.send("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let list = try browser.send("GET", "/releases?status=draft")
    #expect(list.ids == ["r"] && list["Cache-Control"] == "private, no-store")
    #expect(try browser.send("GET", "/tokens").status == 403)

    let ended = try browser.send("DELETE", "/session")
    #expect(ended.status == 204 && ended["Set-Cookie"]?.hasPrefix("newsroom-session=; Max-Age=0") == true)
    let after = try browser.send("GET", "/releases?status=draft", nil, ["Accept-Language": "en"])
    #expect(after.status == 401 && after.json["detail"] == "Your session has ended. Log in again.")
    #expect(after["Set-Cookie"]?.hasPrefix("newsroom-session=; Max-Age=0") == true)
    let log = try browser.newsroom.application.desk.auditRows().map { "\($0.action) \($0.author)" }
    #expect(log.filter { $0.contains("log") } == ["logIn press officer", "logOut press officer"])
  }

  @Test func `over https the cookie is bound to this host`() {
    let cookie = SessionCookie(OwnOrigin(publicURL: "https://press.example"))
    #expect(
      cookie.setting("x")
        == "__Host-newsroom-session=x; Max-Age=604800; Path=/; HttpOnly; SameSite=Strict; Secure")
    #expect(cookie.value(in: [.cookie: "a=b; __Host-newsroom-session=x"]) == "x")
    #expect(cookie.value(in: [.cookie: "newsroom-session=x; x__Host-newsroom-session=y"]) == nil)
    for local in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:80"] {
      #expect(SessionCookie(OwnOrigin(publicURL: local)).setting("x").hasPrefix("newsroom-session=x;"))
    }
    #expect(SessionCookie(OwnOrigin(publicURL: "http://192.0.2.1")).setting("x").hasSuffix("; Secure"))
  }

  @Test(arguments: [
    ["Origin": "https://evil.example"], ["Origin": "null"], ["Origin": "http://127.0.0.1:1"],
    ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Sec-Fetch-Site": "none"], ["Origin": ""],
  ])
  func `a write that another page sends with the cookie is refused`(headers: [String: String]) throws {
    var browser = Browser(newsroom: try TestNewsroom())
    _ = try browser.logIn(browser.newsroom.token)
    let reply = try browser.send("POST", "/releases", TestNewsroom.release("r"), headers)
    #expect(reply.status == 403 && reply.json["type"] == "urn:problem-type:newsroom:foreignOrigin", "\(reply.text)")
    #expect(try browser.send("DELETE", "/session", nil, headers).status == 403)
    #expect(try browser.send("GET", "/session", nil, headers).status == 200)
    #expect(try browser.newsroom.desk("GET", "/releases").ids == [])
    if headers["Origin"] != "" {
      let body = #"{"token": "\#(browser.newsroom.token)"}"#
      #expect(try browser.send("POST", "/session", body, headers).status == 403)
    }
  }

  @Test func `only the origin of the public address is our own, for any Host field`() throws {
    let newsroom = try TestData().open()
    let token = try newsroom.desk.createToken(name: "a", scopes: [.draft], expiresAt: nil, by: Author("test"))
    let (_, secret) = try newsroom.desk.logIn(try newsroom.validToken(token, from: "192.0.2.1"), from: "192.0.2.1")
    for (origin, isOwn) in [
      ("https://press.example", true), ("https://inner", false), ("http://inner", false),
      ("http://press.example", false), ("https://press.example:8443", false),
      ("https://press.example.evil.example", false),
    ] {
      var request = Request(method: .post, path: "/sites", body: Array(#"{"name": {"nl": "A"}}"#.utf8))
      request.fields = [
        .contentType: "application/json", .cookie: "__Host-newsroom-session=\(secret)", .origin: origin,
      ]
      request.fields[HTTPField.Name(static: "Host")] = "inner"
      #expect(newsroom.respond(to: request).status.code == (isOwn ? 201 : 403), "\(origin)")
    }
  }

  @Test func `an origin is written as browsers send it`() {
    for (url, origin) in [
      ("https://Press.Example:443/news", "https://press.example"), ("HTTP://a.example:80", "http://a.example"),
      ("http://[::1]:8080", "http://[::1]:8080"), ("https://a.example:8443", "https://a.example:8443"),
    ] { #expect(OwnOrigin(publicURL: url).text == origin) }
  }

  @Test func `a session ends with its token, without use, and after a week`() throws {
    let newsroom = try TestNewsroom()
    let desk = try newsroom.application.desk
    let start = Instant.now()
    func later(_ milliseconds: Int64) -> Instant { Instant(milliseconds: start.milliseconds + milliseconds) }
    func isOpen(_ secret: String, at instant: Instant) throws -> Bool {
      try Instant.$stopped.withValue(instant) { try desk.session(secret: secret) != nil }
    }
    func logIn(_ token: String) throws -> String {
      try Instant.$stopped.withValue(start) {
        try desk.logIn(try newsroom.application.validToken(token, from: "192.0.2.1"), from: "192.0.2.1").secret
      }
    }
    let (idle, used) = (try logIn(newsroom.token), try logIn(newsroom.token))
    #expect(try isOpen(idle, at: later(Session.idleTime - 1)))
    #expect(try !isOpen(idle, at: later(2 * Session.idleTime)))
    for time in stride(from: 0, to: Session.lifetime, by: Int(Session.idleTime - 1)) {
      #expect(try isOpen(used, at: later(time)))
    }
    #expect(try !isOpen(used, at: later(Session.lifetime)))
    let brief = try logIn(try newsroom.token("brief", .draft, expiresAt: later(1_000)))
    #expect(try isOpen(brief, at: later(999)) && !isOpen(brief, at: later(1_000)))
    let revoked = try logIn(newsroom.token)
    #expect(try desk.revokeToken(1, by: Author("test")))
    #expect(try !isOpen(revoked, at: start))
  }

  @Test func `logging out everywhere ends the sessions of the token and no others`() throws {
    let newsroom = try TestNewsroom()
    var (one, two, other) = (Browser(newsroom: newsroom), Browser(newsroom: newsroom), Browser(newsroom: newsroom))
    _ = try one.logIn(newsroom.token)
    _ = try two.logIn(newsroom.token)
    _ = try other.logIn(try newsroom.token("other", .draft))
    #expect(try one.send("DELETE", "/sessions").status == 204)
    #expect(try one.send("GET", "/session").status == 401)
    #expect(try two.send("GET", "/session").status == 401)
    #expect(try other.send("GET", "/session").status == 200)
  }

  @Test func `bad tokens are counted and recorded here too`() throws {
    var browser = Browser(newsroom: try TestNewsroom())
    let statuses = try (0..<11).map { _ in try browser.logIn("nrt_bad").status }
    #expect(statuses == Array(repeating: 401, count: 10) + [429])
    #expect(browser.cookie == nil)
    #expect(try browser.logIn(browser.newsroom.token).status == 201)
    let rows = try browser.newsroom.application.desk.auditRows()
    #expect(rows.count { $0.action == Action.loginFailure.rawValue } == 10)
    for body in ["{}", #"{"token": ""}"#, #"{"token": 1}"#, #"{"token": "a", "b": 1}"#] {
      #expect(try browser.send("POST", "/session", body).status == 400)
    }
  }

  @Test func `a public page ignores sessions, and a foreign cookie is ignored`() throws {
    let newsroom = try TestNewsroom()
    try newsroom.publishRelease("public")
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("secret")).status == 201)
    var browser = Browser(newsroom: newsroom)
    _ = try browser.logIn(newsroom.token)
    #expect(try browser.send("GET", "/releases").ids.count == 2)
    let page = try browser.send("GET", "/releases", nil, ["Accept": "text/html"])
    #expect(page.status == 200 && page.text.contains("Titel public") && !page.text.contains("Titel secret"))
    #expect(try browser.send("GET", "/session", nil, ["Accept": "text/html"]).status == 200)
    #expect(try browser.send("GET", "/releases/secret.html", nil, ["Accept": "text/html"]).status == 404)
    #expect(try browser.send("GET", "/desk", nil, ["Accept": "text/html"])["Cache-Control"] == "public, max-age=60")
    browser.cookie = "theme=dark; __Host-newsroom-session=x"
    #expect(try browser.send("GET", "/releases").ids == ["public"])
    browser.cookie = "newsroom-session=nonsense"
    #expect(try browser.send("GET", "/releases").status == 401)
    #expect(try browser.send("GET", "/releases", nil, ["Accept": "text/html"]).status == 200)
  }

  @Test func `a request that names a session gets an error when there is none, and no anonymous response`() throws {
    var browser = Browser(newsroom: try TestNewsroom())
    let meant = ["Authorization": "Session", "Accept-Language": "en"]
    let reply = try browser.send("GET", "/releases", nil, meant)
    #expect(reply.status == 401 && reply.json["detail"] == "Your session has ended. Log in again.")
    _ = try browser.logIn(browser.newsroom.token)
    #expect(try browser.send("GET", "/releases?status=draft", nil, meant).status == 200)
    #expect(try browser.send("POST", "/session", #"{"token": "\#(browser.newsroom.token)"}"#, meant).status == 201)
  }

  @Test func `a request with a cookie may be as long as one with a token`() throws {
    var browser = Browser(newsroom: try TestNewsroom())
    _ = try browser.logIn(browser.newsroom.token)
    let long = TestNewsroom.release(
      "r", more: #", "notesToEditors": {"nl": "\#(String(repeating: " ", count: 300_000))"}"#)
    #expect(try browser.send("POST", "/releases", long).status == 201)
    browser.cookie = nil
    #expect(try browser.send("POST", "/releases", long).status == 413)
  }
}
