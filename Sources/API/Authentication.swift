// Identifies the caller of a request by a token or a session.

import Bytes
import Desk
import HTTP
import HTTPTypes
import Routing
import Values

/// An identified client.
struct Caller: Sendable {
  let token: Token
  /// Nil when the request contains the token itself.
  var session: Session?
}

extension Application {
  /// Returns the caller; nil for an anonymous request.
  /// - Throws: a `Problem` for an invalid token or session, which never counts as anonymous.
  func identify(_ request: Request, for access: Access) throws -> Caller? {
    let credentials = Credentials(request.fields[.authorization])
    // A read replica knows no tokens. It ignores cookies and shows everyone what is public.
    guard writer != nil else {
      if ![.none, .foreign].contains(credentials) || access.needsToken { throw Problem.readReplica }
      return nil
    }
    if case .token(let secret) = credentials { return Caller(token: try validToken(secret, from: request.client)) }
    // Public pages look the same to everyone, so the desk's people see what the public sees.
    guard !access.isAnonymous, access.needsToken || !request.isForPage else { return nil }
    guard let secret = cookie.value(in: request.fields) else {
      if credentials == .session { throw Problem.sessionEnded(cookie) }
      if credentials == .foreign, access.needsToken { _ = try validToken(nil, from: request.client) }
      return nil
    }
    if request.isWrite, !cookie.isFromOwnPage(request) {
      throw Problem.foreignOrigin(request.fields[.origin], own: publicURL)
    }
    guard let session = try desk.session(secret: secret) else { throw Problem.sessionEnded(cookie) }
    try desk.noteUse(of: session.token, at: .now())
    return Caller(token: session.token, session: session)
  }

  /// Whether the request has valid credentials, so that a larger body is allowed. False on anonymous routes. An invalid
  /// token counts as a failure, since the answer tells as much as that of `identify`.
  package func hasValidCredentials(_ request: Request) -> Bool {
    guard let desk = writer?.desk.desk, case .found(let route, _) = router.match(request.method, path: request.path),
      !route.endpoint.access.isAnonymous
    else { return false }
    do {
      if case .token(let secret) = Credentials(request.fields[.authorization]) {
        _ = try validToken(secret, from: request.client)
        return true
      }
      guard let secret = cookie.value(in: request.fields), cookie.isFromOwnPage(request) else { return false }
      return try desk.session(secret: secret) != nil
    } catch is Problem {
      return false
    } catch {
      log.error("credentials: \(error)")
      return false
    }
  }

  /// Returns the valid token with this secret. Failures are limited and counted for the audit log.
  /// - Throws: a 401 `Problem`, or a 429 after too many failures from the client's network.
  func validToken(_ secret: String?, from client: String) throws -> Token {
    let token = try secret.flatMap { try desk.token(secret: $0) }
    let now = Instant.now()
    if let token, token.state(at: now) == .valid {
      try desk.noteUse(of: token, at: now)
      return token
    }
    let network = IPAddress(client)?.network.text ?? client
    try services.loginFailures.add(from: network, token)
    let left = failures.take(network)
    guard left >= 0 else { throw Problem.tooManyFailures(failures, left) }
    throw Problem.invalidToken
  }

  /// Counts a write against the limit of its token.
  /// - Returns: the header fields with the remaining permits.
  func countWrite(_ token: Token) throws -> HTTPFields {
    let left = writes.take("\(token.number)")
    guard left >= 0 else { throw Problem.tooManyWrites(writes, left) }
    return writes.fields("writes", left: left)
  }
}

/// The content of the field `Authorization`.
private enum Credentials: Equatable {
  case none
  /// Another scheme, such as the Basic authentication of a proxy.
  case foreign
  /// The desk's scripts send this, so that a request without its cookie is not taken for an anonymous one.
  case session
  /// `Bearer …` (RFC 6750 section 2.1); nil when the secret is missing, or is one of a newsroom without that scheme.
  case token(String?)

  init(_ field: String?) {
    guard let field else {
      self = .none
      return
    }
    let parts = field.split(separator: " ", maxSplits: 1)
    switch parts.first?.lowercased() {
    case "bearer": self = .token(parts.count == 2 ? parts[1].trimming(" ") : nil)
    case "session" where parts.count == 1: self = .session
    case _ where parts.count == 2 && !parts[1].hasPrefix(Token.prefix): self = .foreign
    default: self = .token(nil)
    }
  }
}

extension Request {
  var isWrite: Bool { [.post, .put, .patch, .delete].contains(method) }
}

extension Problem {
  static func sessionEnded(_ cookie: SessionCookie) -> Problem {
    var problem = invalidToken
    problem.message = .sessionEnded
    problem.fields[.setCookie] = cookie.clearing
    return problem
  }

  /// A write with our cookie from a page of another origin.
  static func foreignOrigin(_ origin: String?, own address: String) -> Problem {
    Problem(
      status: .forbidden, type: "newsroom:foreignOrigin", title: "Foreign Origin",
      message: .foreignOrigin(origin, own: address))
  }
}
