// The handlers that log in and out.

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

  /// The fields of a login.
  static let fields = [Field("token", .text(200), required: true)]

  /// The largest body of a login in bytes. Anyone may send one, so larger bodies are not parsed.
  static let contentLimit = 8 * 1024

  /// Exchanges a token for a session cookie. Pages of other origins are refused.
  @Sendable private static func create(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let (app, request) = (context.app, context.request)
    if let origin = request.fields[.origin], !app.cookie.isFromOwnPage(request) {
      throw Problem.foreignOrigin(origin, own: app.publicURL)
    }
    guard request.body.count <= contentLimit else {
      throw Problem.refused(.bodyTooLarge(Refusal.Limit("session", contentLimit, "bytes")))
    }
    try context.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(try request.body.object(), fields: fields)
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    let token = try app.validToken(input["token"]?.string?.trimming(" \t\r\n"), from: request.client)
    let limit = try app.countWrite(token)
    let (session, secret) = try app.desk.logIn(token, from: request.client)
    var response = answer(context, token, session, .created)
    response.fields[.setCookie] = app.cookie.setting(secret)
    response.fields.append(contentsOf: limit)
    return response
  }

  /// Shows the caller's token name, scopes and session.
  @Sendable private static func show(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    guard let caller = context.caller else { throw Problem.noToken }
    return answer(context, caller.token, caller.session, .ok)
  }

  @Sendable private static func end(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    guard let session = context.caller?.session else { throw Problem.notFound }
    try context.app.desk.logOut(session)
    return Response(status: .noContent, fields: [.setCookie: context.app.cookie.clearing])
  }

  /// Ends all sessions of the caller's token.
  @Sendable private static func endAll(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    guard let token = context.caller?.token else { throw Problem.noToken }
    try context.app.desk.logOutEverywhere(token)
    return Response(status: .noContent, fields: [.setCookie: context.app.cookie.clearing])
  }

  private static func answer(
    _ context: RequestContext, _ token: Token, _ session: Session?, _ status: HTTPResponse.Status
  ) -> Response {
    let document = JSONObject([
      ("self", .string(context.app.publicURL + "/session")), ("name", .string(token.name)),
      ("scopes", .strings(token.scopes.map(\.rawValue).sorted())),
      ("token", .string("\(context.app.publicURL)/tokens/\(token.number)")),
      ("createdAt", session.map { .string($0.createdAt.text) }),
      ("endsAt", (session?.endsAt ?? token.expiresAt).map { .string($0.text) }),
      ("idleSeconds", session.map { _ in .integer(Int(Session.idleTime / 1000)) }),
    ])
    return .json(JSON.object(document), status)
  }
}
