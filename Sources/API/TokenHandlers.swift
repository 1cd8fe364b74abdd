// The handlers of tokens, for the scope `admin`: list, create, show and revoke.

import Catalog
import Content
import Desk
import GRDB
import HTTP
import HTTPTypes
import Routing
import Storage
import Values

/// An admin may grant scopes that the admin's own token lacks. Forbidding it would not help: the admin could grant them
/// in two steps, and the audit log records every step.
enum TokenHandlers {
  static let routes: [Route<NewsroomEndpoint>] = [
    Route(.get, "/tokens", access: .scope(.admin), list),
    Route(.post, "/tokens", access: .scope(.admin), create),
    Route(.get, "/tokens/{n}", access: .scope(.admin), show),
    Route(.delete, "/tokens/{n}", access: .scope(.admin), revoke),
  ]

  /// The fields of a new token.
  static let fields = [
    Field("name", .text(200), required: true),
    Field("scopes", .list(.choice(Scope.allCases.map(\.rawValue)), Scope.allCases.count), required: true),
    Field("expiresAt", .instant),
  ]

  @Sendable private static func list(_ context: inout RequestContext) throws -> Response {
    let page = NumberedPage(&context.query)
    try context.query.finish()
    let address = context.app.publicURL
    return try context.numbered(page, of: "/tokens", Condition(source: "tokens")) {
      .object(document(Token(row: $0), "href", address))
    }
  }

  @Sendable private static func show(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let number = try number(context)
    guard let token = try context.app.desk.pool.read({ try DeskFile.token($0, number: number) }) else {
      throw Problem.notFound
    }
    return .json(.object(document(token, "self", context.app.publicURL)))
  }

  /// Creates a token. Only this response contains its secret.
  @Sendable private static func create(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    try context.accept(["application/json"])
    var check = InputCheck()
    let input = try check.object(try context.request.body.object(), fields: fields)
    let expiresAt = input["expiresAt"]?.string.flatMap(Instant.init)
    if let expiresAt, expiresAt <= .now() {
      check.refuse("expiresAt", .pastExpiry(expiresAt), value: input["expiresAt"])
    }
    if !check.issues.isEmpty { throw InvalidInput(check.issues) }
    let scopes = (input["scopes"]?.array ?? []).compactMap { $0.string.flatMap(Scope.init) }
    let (author, key, address) = (context.author, context.key, context.app.publicURL)
    let (token, secret) = try context.app.desk.pool.write { db in
      let made = try DeskFile.createToken(
        db, name: input["name"]?.string ?? "", scopes: Set(scopes), expiresAt: expiresAt, by: author)
      guard let token = try DeskFile.token(db, number: made.number) else { throw Problem.internalError }
      try key?.spend(on: "\(address)/tokens/\(made.number)", db)
      return (token, made.secret)
    }
    var json = document(token, "self", address)
    json["secret"] = .string(secret)
    return .json(.object(json), .created, location: "\(address)/tokens/\(token.number)")
  }

  @Sendable private static func revoke(_ context: inout RequestContext) throws -> Response {
    try context.query.finish()
    let number = try number(context)
    guard try context.app.desk.revokeToken(number, by: context.author) else {
      guard let token = try context.app.desk.pool.read({ try DeskFile.token($0, number: number) }) else {
        throw Problem.notFound
      }
      throw Problem.conflict("alreadyRevoked", .alreadyRevoked(token.revokedAt?.text ?? ""))
    }
    return Response(status: .noContent)
  }

  private static func number(_ context: RequestContext) throws(Problem) -> Int64 {
    guard let number = context.parameters["n"].flatMap(Int64.init) else { throw .notFound }
    return number
  }

  private static func document(_ token: Token, _ link: String, _ address: String) -> JSONObject {
    func time(_ instant: Instant?) -> JSON? { instant.map { .string($0.text) } }
    return JSONObject([
      (link, .string("\(address)/tokens/\(token.number)")), ("number", .integer(token.number)),
      ("name", .string(token.name)), ("scopes", .strings(token.scopes.map(\.rawValue).sorted())),
      ("state", .string(token.state().rawValue)), ("createdAt", time(token.createdAt)),
      ("expiresAt", time(token.expiresAt)), ("lastUsedAt", time(token.lastUsedAt)),
      ("revokedAt", time(token.revokedAt)),
    ])
  }
}
