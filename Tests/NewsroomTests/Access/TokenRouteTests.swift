// Tokens over HTTP: create, list, read and revoke.

import Bytes
import Foundation
import HTTP
import Testing

@testable import API
@testable import Desk
@testable import Values

@Suite struct TokenRouteTests {
  @Test func `a token is created, shown once, used and revoked`() throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("Beheer", .admin)
    let made = try newsroom.desk(
      "POST", "/tokens", #"{"name": " An  Voorbeeld ", "scopes": ["draft"], "expiresAt": "2199-01-01T00:00:00+01:00"}"#,
      as: admin)
    #expect(made.status == 201 && made["Location"] == newsroom.address + "/tokens/3")
    #expect(made["Cache-Control"] == "private, no-store")
    let secret = try #require(made.json["secret"]?.string)
    #expect(secret.wholeMatch(of: /nrt_[A-Za-z0-9_-]{43}/) != nil)
    var shown = made.json
    shown["secret"] = nil
    #expect(
      shown
        == JSONObject([
          ("self", .string(newsroom.address + "/tokens/3")), ("number", .integer(3)), ("name", "An Voorbeeld"),
          ("scopes", ["draft"]), ("state", "valid"), ("createdAt", made.json["createdAt"]),
          ("expiresAt", "2198-12-31T23:00:00Z"),
        ]))
    #expect(try newsroom.desk("GET", "/tokens/3", as: admin).json == shown)
    #expect(try newsroom.desk("POST", "/sites", #"{"name": {"nl": "Plaats"}}"#, as: secret).status == 201)
    let used = try newsroom.desk("GET", "/tokens/3", as: admin)
    #expect(used.json["lastUsedAt"] != nil && !used.text.contains(secret.dropFirst(4)))
    let list = try newsroom.desk("GET", "/tokens", as: admin)
    #expect(list.items.compactMap { $0["name"]?.string } == ["An Voorbeeld", "Beheer", "press officer"])
    #expect(list.json["total"] == .integer(3) && list.items[0]["href"]?.string == newsroom.address + "/tokens/3")
    #expect(!list.text.contains("nrt_") && !list.text.contains("hash"))

    #expect(try newsroom.desk("DELETE", "/tokens/3", as: admin).status == 204)
    #expect(try newsroom.desk("POST", "/sites", "{}", as: secret).status == 401)
    #expect(try newsroom.desk("GET", "/tokens/3", as: admin).json["state"] == "revoked")
    let again = try newsroom.desk("DELETE", "/tokens/3", nil, ["Accept-Language": "en"], as: admin)
    #expect(again.status == 409 && again.json["type"] == "urn:problem-type:newsroom:alreadyRevoked")
    #expect(again.json["detail"]?.string?.contains("already revoked on 20") == true)
    for path in ["/tokens/4", "/tokens/0", "/tokens/x"] {
      #expect(try newsroom.desk("DELETE", path, as: admin).status == 404)
    }
    let audit = try newsroom.desk("GET", "/audit?author=Beheer", as: admin).items
    #expect(audit.compactMap { $0["action"]?.string } == ["revokeToken", "createToken"])
    #expect(audit.allSatisfy { $0["detail"]?.object?["name"] == "An Voorbeeld" })
  }

  @Test(arguments: [
    ("{}", ["body:name", "body:scopes"]), (#"{"name": " ", "scopes": ["draft"]}"#, ["body:name"]),
    (#"{"name": "a", "scopes": []}"#, ["body:scopes"]), (#"{"name": "a", "scopes": ["drft"]}"#, ["body:scopes[0]"]),
    (#"{"name": "a", "scopes": "draft"}"#, ["body:scopes"]),
    (#"{"name": "a", "scopes": ["draft"], "expiresAt": "2020-01-01T00:00:00Z"}"#, ["body:expiresAt"]),
    (#"{"name": "a", "scopes": ["draft"], "expiresAt": "tomorrow"}"#, ["body:expiresAt"]),
    (#"{"name": "a", "scopes": ["draft"], "secret": "nrt_mine"}"#, ["body:secret"]),
  ])
  func `input that can't become a token is named`(body: String, faults: [String]) throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.desk("POST", "/tokens", body, as: newsroom.token("Beheer", .admin))
    #expect(reply.status == 400 && reply.faults == faults, "\(reply.text)")
    #expect(try newsroom.application.desk.tokens().count == 2)
  }

  @Test func `an expired token is refused, and its state is expired`() throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("Beheer", .admin)
    let brief = try newsroom.token("Kort", .draft, expiresAt: Instant(milliseconds: Instant.now().milliseconds - 1))
    #expect(try newsroom.desk("GET", "/releases", as: brief).status == 401)
    #expect(try newsroom.desk("GET", "/tokens/3", as: admin).json["state"] == "expired")
    let failure = try newsroom.desk("GET", "/audit?author=Kort", as: admin).items.first
    #expect(failure?["action"] == "loginFailure" && failure?["detail"]?.object?["reason"] == "expired")
  }

  @Test func `many addresses of one subnet share the limit of failures`() throws {
    var limits = Limits()
    limits.proxies = try AddressRange.list("127.0.0.1")
    let newsroom = try TestNewsroom(limits: limits)
    let statuses = try (1...12).map { number in
      let headers = ["Authorization": "Bearer nrt_bad", "X-Forwarded-For": "2001:db8:1:2::\(number)"]
      return try newsroom.get("/releases", headers).status
    }
    #expect(statuses == Array(repeating: 401, count: 10) + [429, 429])
    let other = ["Authorization": "Bearer nrt_bad", "X-Forwarded-For": "2001:db8:1:3::1"]
    #expect(try newsroom.get("/releases", other).status == 401)
    // Failures beyond the limit have no rows of their own.
    let rows = try newsroom.application.desk.auditRows()
    #expect(rows.count { $0.action == Action.loginFailure.rawValue } == 11)
  }
}
