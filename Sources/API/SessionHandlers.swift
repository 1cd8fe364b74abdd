// Logging in and out over HTTP.

import Content
import Desk
import HTTP
import HTTPTypes
import Routing
import Values

enum SessionHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/session", access: .token, show),
    Route(.post, "/session", access: .anonymous, create),
    Route(.delete, "/session", access: .token, end),
    Route(.delete, "/sessions", access: .token, endAll),
  ]

  /// What a session is made of.
  static let fields = [Field("token", .text(200), required: true)]

  /// Bytes of the content that a token comes in; anyone may send it, and no more is read as JSON.
  static let contentLimit = 8 * 1024

  /// Exchanges a token for a cookie. A page of somebody else's can't log anyone in.
  @Sendable private static func create(_ call: inout Call) throws -> Response {
    try call.query.finish()
    let (app, request) = (call.app, call.request)
    if let origin = request.fields[.origin], !app.cookie.isFromOwnPage(request) { throw Problem.foreignOrigin(origin) }
    guard request.body.count <= contentLimit else {
      throw Problem.refused(.bodyTooLarge(Refusal.Limit("session", contentLimit, "bytes")))
    }
    try call.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(try request.body.object(), fields: fields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    let token = try app.validToken(input["token"]?.string?.trimming(" \t\r\n"), from: request.client)
    let limit = try app.countWrite(token)
    let (session, secret) = try app.desk.logIn(token, from: request.client)
    var response = answer(call, token, session, .created)
    response.fields[.setCookie] = app.cookie.setting(secret)
    response.fields.append(contentsOf: limit)
    return response
  }

  /// Who one is here, and what one may do.
  @Sendable private static func show(_ call: inout Call) throws -> Response {
    try call.query.finish()
    guard let caller = call.caller else { throw Problem.noToken }
    return answer(call, caller.token, caller.session, .ok)
  }

  @Sendable private static func end(_ call: inout Call) throws -> Response {
    try call.query.finish()
    guard let session = call.caller?.session else { throw Problem.notFound }
    try call.app.desk.logOut(session)
    return Response(status: .noContent, fields: [.setCookie: call.app.cookie.clearing])
  }

  /// Logs out everywhere.
  @Sendable private static func endAll(_ call: inout Call) throws -> Response {
    try call.query.finish()
    guard let token = call.caller?.token else { throw Problem.noToken }
    try call.app.desk.logOutEverywhere(token)
    return Response(status: .noContent, fields: [.setCookie: call.app.cookie.clearing])
  }

  private static func answer(
    _ call: Call, _ token: Token, _ session: Session?, _ status: HTTPResponse.Status
  ) -> Response {
    let document = JSONObject([
      ("self", .string(call.app.publicURL + "/session")), ("name", .string(token.name)),
      ("scopes", .strings(token.scopes.map(\.rawValue).sorted())),
      ("token", .string("\(call.app.publicURL)/tokens/\(token.number)")),
      ("createdAt", session.map { .string($0.createdAt.text) }),
      ("endsAt", (session?.endsAt ?? token.expiresAt).map { .string($0.text) }),
      ("idleSeconds", session.map { _ in .integer(Int(Session.idleTime / 1000)) }),
    ])
    return .json(JSON.object(document), status)
  }
}
