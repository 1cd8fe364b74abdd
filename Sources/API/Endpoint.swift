// The endpoint of a route: who may use it, and its handler.

import Catalog
import Desk
import HTTP
import HTTPTypes
import Routing
import Values

/// Who may use a route. There is no default: each route names its access.
enum Access: Sendable {
  /// Anyone. A token or a session may see more.
  case anyone
  /// Anyone, without regard to sessions: the files of the desk, and logging in.
  case anonymous
  /// Every valid token, with any scope.
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

  /// Whether a request needs a token or a session.
  var needsToken: Bool {
    switch self {
    case .anyone, .anonymous: false
    case .token, .scope: true
    }
  }
}

/// A synchronous function that returns a response or throws a `Problem`.
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

/// A request with the results of routing and access control, as a handler gets it.
struct RequestContext {
  let app: Application
  let request: Request
  let parameters: Parameters
  /// The handler reads its parameters and then calls `finish`.
  var query: Query
  /// Nil for an anonymous request.
  let caller: Caller?
  /// Determines which items the caller may read.
  let audience: Audience
  /// The Idempotency-Key; a POST stores it with the response in its own transaction.
  let key: IdempotencyKey?
  /// The subject that the statistics count each time the response is sent.
  var counted: Statistics.Subject?

  var token: Token? { caller?.token }

  /// The item store for this caller.
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

  /// The id of the item when the path has a former one.
  var presentID: String?

  /// The id of the item that the path names.
  var id: String { presentID ?? parameters["id"] ?? "" }
}
