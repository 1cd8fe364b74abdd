// Every route with every kind of token: who may use it, and that a refused request never reaches its handler.

import Bytes
import HTTP
import Routing
import Testing

@testable import API
@testable import Content
@testable import Desk
@testable import Values

@Suite struct RouteAccessTests {
  private enum Who: Equatable {
    case anyone, anonymous, token
    case scope(Scope)
  }

  /// The access of each route; `*` stands for the path of each resource. New routes must be added here.
  private static let table: [String: Who] = [
    "GET /": .anyone, "GET /newsroom.css": .anonymous, "GET /newsroom.js": .anonymous, "GET /icon.svg": .anonymous,
    "GET /logo": .anonymous,
    "GET /accessibility": .anyone, "GET /docs": .anyone, "GET /docs/{section}": .anyone, "GET /health": .anyone,
    "GET /changes": .anyone, "GET /stream": .anyone,
    "GET /previews/{link}": .anyone, "GET /search": .anyone, "GET /openapi.json": .anyone,
    "GET /translations": .scope(.draft),
    "GET /robots.txt": .anyone, "GET /sitemap.xml": .anyone, "GET /sitemap-news.xml": .anyone,
    "GET /geo": .anyone, "GET /geo/conformance": .anyone, "GET /geo/api": .anyone, "GET /geo/collections": .anyone,
    "GET /geo/collections/sites": .anyone, "GET /geo/collections/sites/items": .anyone,
    "GET /geo/collections/sites/items/{id}": .anyone,

    "GET /*": .anyone, "GET /*/{id}": .anyone,
    "POST /*": .scope(.draft), "PUT /*/{id}": .scope(.draft), "PATCH /*/{id}": .scope(.draft),
    "DELETE /*/{id}": .scope(.draft), "GET /*/{id}/findings": .scope(.draft),
    "POST /*/{id}/findings": .scope(.draft), "DELETE /*/{id}/findings/{finding}": .scope(.draft),
    "GET /*/{id}/reviewers": .scope(.draft),
    "GET /*/{id}/revisions": .scope(.draft), "GET /*/{id}/revisions/{n}": .scope(.draft),
    "GET /*/{id}/revisions/{n}/diff": .scope(.draft), "POST /*/{id}/revisions/{n}/restore": .scope(.draft),
    "GET /*/{id}/languages": .scope(.draft), "PUT /*/{id}/languages/{language}": .scope(.draft),
    "GET /*/{id}/unsavedEdit": .scope(.draft), "PUT /*/{id}/unsavedEdit": .scope(.draft),
    "DELETE /*/{id}/unsavedEdit": .scope(.draft),
    "GET /*/{id}/previews": .scope(.draft), "POST /*/{id}/previews": .scope(.draft),
    "DELETE /*/{id}/previews/{n}": .scope(.draft),
    "GET /*/{id}/publications": .scope(.draft), "GET /*/{id}/publications/{n}": .scope(.draft),
    "POST /*/{id}/publications": .scope(.publish), "PATCH /*/{id}/publications/{n}": .scope(.publish),
    "DELETE /*/{id}/publications/{n}": .scope(.publish),
    "POST /*/{id}/withdrawals": .scope(.publish), "GET /*/{id}/deliveries": .scope(.publish),

    "GET /desk": .anonymous, "GET /desk/{file}": .anonymous,
    "GET /session": .token, "POST /session": .anonymous, "DELETE /session": .token, "DELETE /sessions": .token,

    "GET /tokens": .scope(.admin), "POST /tokens": .scope(.admin), "GET /tokens/{n}": .scope(.admin),
    "DELETE /tokens/{n}": .scope(.admin), "GET /audit": .scope(.admin), "GET /audit/{n}": .scope(.admin),
    "GET /audit/checkpoint": .scope(.admin),
    "GET /statistics": .scope(.admin),
    "GET /subscriptions": .scope(.admin), "POST /subscriptions": .scope(.admin),
    "GET /subscriptions/{n}": .scope(.admin), "PATCH /subscriptions/{n}": .scope(.admin),
    "DELETE /subscriptions/{n}": .scope(.admin), "POST /subscriptions/{n}/pings": .scope(.admin),
    "POST /subscriptions/{n}/secrets": .scope(.admin), "POST /subscriptions/{n}/replays": .scope(.admin),
    "GET /subscribe": .anyone, "POST /subscribers": .anonymous,
    "GET /subscribers/confirmations/{token}": .anonymous, "POST /subscribers/confirmations/{token}": .anonymous,
    "GET /subscribers/endings/{token}": .anonymous, "POST /subscribers/endings/{token}": .anonymous,
    "GET /subscribers": .scope(.admin), "GET /subscribers/{n}": .scope(.admin),
    "DELETE /subscribers/{n}": .scope(.admin),
    "GET /deliveries": .scope(.admin), "GET /deliveries/{n}": .scope(.admin),
    "POST /deliveries/{n}/replays": .scope(.admin), "GET /links": .scope(.admin),
  ]

  @Test func `the route table is as declared`() {
    let rows = Routes.all.map { route in
      let segments = route.pattern.split(separator: "/").map(String.init)
      let isResource = segments.first.map { first in Resource.all.contains { $0.path == first } } == true
      let path = isResource ? "/" + (["*"] + segments.dropFirst()).joined(separator: "/") : route.pattern
      return ("\(route.method.rawValue) \(path)", route.endpoint.access)
    }
    for (name, access) in rows {
      let isMeant =
        switch (Self.table[name], access) {
        case (.anyone, .anyone), (.anonymous, .anonymous), (.token, .token): true
        case (.scope(let meant), .scope(let scope)): meant == scope
        default: false
        }
      #expect(isMeant, "\(name): \(access.name)")
    }
    #expect(Set(Self.table.keys).subtracting(rows.map(\.0)) == [], "no such routes")
  }

  /// The credentials of a client, and the access that they give.
  private struct Caller {
    let name: String
    var token: String?
    var scope: Scope?
    var isRefused = false
  }

  @Test func `every route with no token, a bad, an expired, a revoked one, and one of each scope alone`() throws {
    var limits = Limits()
    limits.proxies = try AddressRange.list("127.0.0.1")
    let newsroom = try TestNewsroom(limits: limits)
    let revoked = try newsroom.token("revoked", .embargo, .draft, .publish, .admin)
    #expect(try newsroom.application.desk.revokeToken(2, by: Author("test")))
    let expired = try newsroom.token(
      "expired", .embargo, .draft, .publish, .admin, expiresAt: Instant(milliseconds: 1_000))
    var callers = [Caller(name: "no token")]
    for (name, token) in [("a bad token", "nrt_bad"), ("an expired one", expired), ("a revoked one", revoked)] {
      callers.append(Caller(name: name, token: token, isRefused: true))
    }
    for scope in Scope.allCases {
      callers.append(Caller(name: scope.rawValue, token: try newsroom.token(scope.rawValue, scope), scope: scope))
    }
    for (number, route) in Routes.all.enumerated() {
      for caller in callers {
        // Each request has its own address, so that the limit on failures does not refuse it.
        var headers = ["X-Forwarded-For": "10.0.\(number / 250).\(number % 250 + 1)"]
        headers["Authorization"] = caller.token.map { "Bearer \($0)" }
        // Endless answers are requested in a format that they do not have.
        let path = route.pattern.replacing("/stream", with: "/stream?after=0-0").replacing("{id}", with: "nothing")
          .replacing("{n}", with: "999999")
          .replacing("{link}", with: "nothing").replacing("{language}", with: "nl").replacing("{file}", with: "x")
          .replacing("{section}", with: "releases").replacing("{token}", with: "nothing")
          .replacing("{finding}", with: "nothing")
        let body = ["POST", "PUT", "PATCH"].contains(route.method.rawValue) ? Array("{}".utf8) : nil
        let reply = try newsroom.send(route.method.rawValue, path, body, headers)
        let isAnswered = ![401, 403, 429].contains(reply.status) && reply.status < 500
        let note = "\(route.name) with \(caller.name): \(reply.status)"
        switch route.endpoint.access {
        case _ where caller.isRefused:
          let challenge = #"Bearer realm="newsroom", error="invalid_token""#
          #expect(reply.status == 401 && reply["WWW-Authenticate"] == challenge, "\(note)")
        case .anyone, .anonymous: #expect(isAnswered, "\(note)")
        case .token where caller.token != nil: #expect(isAnswered, "\(note)")
        case .token,
          .scope where caller.token == nil:
          #expect(reply.status == 401 && reply["WWW-Authenticate"] == #"Bearer realm="newsroom""#, "\(note)")
        case .scope(caller.scope): #expect(isAnswered, "\(note)")
        case .scope(let scope):
          #expect(reply.status == 403 && reply.json["requiredScopes"] == .strings([scope.rawValue]), "\(note)")
        }
      }
    }
    try check(newsroom, refusals: Routes.all.count)
  }

  /// Nothing has changed, and every use of an invalid token is counted in the log.
  private func check(_ newsroom: TestNewsroom, refusals: Int) throws {
    try newsroom.application.services.loginFailures.keep()
    let rows = try newsroom.application.desk.auditRows().filter { $0.action != Action.readWithEmbargoToken.rawValue }
    let actions = rows.reduce(into: [String: Int]()) { $0[$1.action, default: 0] += 1 }
    #expect(actions == ["createToken": 7, "revokeToken": 1, "loginFailure": 1])
    let detail = try #require(rows.last?.detail.flatMap(JSON.stored))
    #expect(detail["count"] == .integer(3 * refusals))
    let reasons = (detail["networks"]?.array ?? []).compactMap { $0.object?["reason"]?.string }
    #expect(Set(reasons) == ["unknown", "expired", "revoked"])
  }

  @Test func `creating a published item also requires the scope publish`() throws {
    let newsroom = try TestNewsroom()
    let drafter = try newsroom.token("drafter", .draft)
    let body = TestNewsroom.release("r", more: #", "status": "published""#)
    #expect(try newsroom.desk("POST", "/releases", body, as: drafter).status == 403)
    #expect(try newsroom.desk("GET", "/releases/r").status == 404)
    #expect(try newsroom.desk("POST", "/releases", body).status == 201)
  }
}
