// What stands behind a route: who may use it and what it does.

import Catalog
import Desk
import HTTP
import HTTPTypes
import Routing
import Values

/// Who may use a route. There is no default: each route says.
enum Access: Sendable {
  /// Anyone; a token or a session may see more.
  case anyone
  /// Anyone, and a session is not looked at: what the desk's pages are made of, and logging in.
  case anonymous
  /// Whoever has a token, whatever it allows.
  case token
  case scope(Scope)

  var name: String {
    switch self {
    case .anyone: "anyone"
    case .anonymous: "anonymous"
    case .token: "token"
    case .scope(let scope): scope.rawValue
    }
  }

  var isAnonymous: Bool { if case .anonymous = self { true } else { false } }

  /// Whether one has to say who one is.
  var needsToken: Bool {
    switch self {
    case .anyone, .anonymous: false
    case .token, .scope: true
    }
  }
}

/// A handler is a plain synchronous function: it returns what it answers or throws a `Problem`.
typealias Handler = @Sendable (inout RequestContext) throws -> Response

package struct NewsroomEndpoint: Sendable {
  let access: Access
  let handler: Handler
}

extension Route where Endpoint == NewsroomEndpoint {
  init(
    _ method: HTTPRequest.Method, _ pattern: String, suffixes: [String] = [], access: Access,
    _ handler: @escaping Handler
  ) {
    self.init(method, pattern, suffixes: suffixes, NewsroomEndpoint(access: access, handler: handler))
  }
}

/// One request on its way through a handler: what routing and access have found out about it.
struct RequestContext {
  let app: Application
  let request: Request
  let parameters: Parameters
  /// To be taken apart by the handler, which ends with `finish`.
  var query: Query
  /// Nil for anyone.
  let caller: Caller?
  /// What this caller may read.
  let audience: Audience
  /// To be kept with the answer, in the transaction of a POST.
  let key: IdempotencyKey?
  /// What the statistics count each time that the answer is given.
  var counted: Statistics.Subject?

  var token: Token? { caller?.token }

  /// The file that this caller reads.
  var store: ItemStore {
    get throws(Problem) {
      switch audience {
      case .anyone: app.publicStore
      case .embargo: try app.embargoStore
      case .desk: try app.deskStore
      }
    }
  }

  var author: Author { token?.author ?? Author("anyone") }

  func require(_ scope: Scope) throws(Problem) {
    guard token?.scopes.contains(scope) == true else { throw .missingScope(scope) }
  }

  var id: String { parameters["id"] ?? "" }
}
