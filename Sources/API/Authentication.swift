// Who is asking: whoever has a token, or a session that stands for one.

import Bytes
import Desk
import HTTP
import HTTPTypes
import Routing
import Values

/// Who is asking, if it is not just anyone.
struct Caller: Sendable {
  let token: Token
  /// Nil for who came with the token itself.
  var session: Session?
}

extension Application {
  /// The caller; nil for anyone. A token or a session that is not valid is never taken for none.
  func identify(_ request: Request, for access: Access) throws -> Caller? {
    let field = request.fields[.authorization]
    // A page of the desk says so, lest it be answered as anyone when its cookie is gone.
    let isSession = field?.lowercased() == "session"
    // A reading machine knows nobody. What is public it shows to all, a reader with a session of the desk among them.
    guard writer != nil else {
      if field != nil || access.needsToken { throw Problem.readingMachine }
      return nil
    }
    if let field, !isSession {
      return Caller(token: try validToken(Self.bearer(field), from: request.client))
    }
    // A page that is for everyone looks the same to everyone: the desk's people see there what the public sees.
    guard !access.isAnonymous, access.needsToken || !request.isForPage else { return nil }
    guard let secret = cookie.value(in: request.fields) else {
      if isSession { throw Problem.sessionEnded(cookie) }
      return nil
    }
    if request.isWrite, !cookie.isFromOwnPage(request) { throw Problem.foreignOrigin(request.fields[.origin]) }
    guard let session = try desk.session(secret: secret) else { throw Problem.sessionEnded(cookie) }
    try desk.noteUse(of: session.token, at: .now())
    return Caller(token: session.token, session: session)
  }

  /// The secret of `Bearer …` (RFC 6750 section 2.1); nil for other credentials.
  private static func bearer(_ field: String) -> String? {
    let parts = field.split(separator: " ", maxSplits: 1)
    return parts.count == 2 && parts[0].lowercased() == "bearer" ? parts[1].trimming(" ") : nil
  }

  /// Whether a request may carry the content of someone whom the desk knows. Nothing is counted or written down here:
  /// whose content is taken is asked again, with it. Where nobody logs in by credentials they allow nothing.
  package func hasValidCredentials(_ request: Request) -> Bool {
    guard let desk = writer?.desk.desk, case .found(let route, _) = router.match(request.method, path: request.path),
      !route.endpoint.access.isAnonymous
    else { return false }
    do {
      if let field = request.fields[.authorization], field.lowercased() != "session" {
        return try Self.bearer(field).flatMap { try desk.token(secret: $0) }?.state() == .valid
      }
      guard let secret = cookie.value(in: request.fields), cookie.isFromOwnPage(request) else { return false }
      return try desk.session(secret: secret) != nil
    } catch {
      log.error("credentials: \(error)")
      return false
    }
  }

  /// The token with this secret. Whoever comes with another is written down, and only so often.
  func validToken(_ secret: String?, from client: String) throws -> Token {
    let token = try secret.flatMap { try desk.token(secret: $0) }
    let now = Instant.now()
    if let token, token.state(at: now) == .valid {
      try desk.noteUse(of: token, at: now)
      return token
    }
    // Beyond the limit nothing is written, so that nobody fills the disk with failures.
    let left = failures.take(IPAddress(client)?.network.text ?? client)
    guard left >= 0 else { throw Problem.tooManyFailures(failures, left) }
    do { try desk.auditLoginFailure(from: client, token) } catch { log.error("login failure: \(error)") }
    throw Problem.invalidToken
  }

  /// Counts a write against its token's limit: the fields that say what is left.
  func countWrite(_ token: Token) throws -> HTTPFields {
    let left = writes.take("\(token.number)")
    guard left >= 0 else { throw Problem.tooManyWrites(writes, left) }
    return writes.fields("writes", left: left)
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

  /// A write that comes with our cookie, and from a page that is not ours.
  static func foreignOrigin(_ origin: String?) -> Problem {
    Problem(
      status: .forbidden, type: "newsroom:foreignOrigin", title: "Foreign Origin", message: .foreignOrigin(origin))
  }
}
