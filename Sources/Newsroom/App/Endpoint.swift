// What stands behind a route: who may use it and what it does.

import HTTP
import HTTPTypes
import Routing

/// Who may use a route. There is no default: each route says.
enum Access: Sendable {
  case anyone
  case scope(Scope)

  var name: String {
    switch self {
    case .anyone: "anyone"
    case .scope(let scope): scope.rawValue
    }
  }
}

/// A handler is a plain synchronous function: it returns what it answers or throws a `Problem`.
typealias Handler = @Sendable (inout Call) throws -> Response

struct NewsroomEndpoint: Sendable {
  let access: Access
  let handler: Handler
}

extension Route where Endpoint == NewsroomEndpoint {
  init(
    _ method: HTTPRequest.Method, _ pattern: String, forms: [String] = [], access: Access,
    _ handler: @escaping Handler
  ) {
    self.init(method, pattern, forms: forms, NewsroomEndpoint(access: access, handler: handler))
  }
}

/// One request on its way through a handler: what routing and access have found out about it.
struct Call {
  let app: Application
  let request: Request
  let parameters: Parameters
  /// To be taken apart by the handler, which ends with `finish`.
  var query: Query
  /// Nil for anyone.
  let token: Token?
  /// To be kept with the answer, in the transaction of a POST.
  let key: IdempotencyKey?

  /// What this caller may read.
  var shelf: Shelf {
    switch audience {
    case .anyone: app.publicShelf
    case .embargo: app.embargoShelf
    case .desk: app.deskShelf
    }
  }

  var audience: Audience { token?.audience ?? .anyone }

  var author: Author { token?.author ?? Author("anyone") }

  func require(_ scope: Scope) throws(Problem) {
    guard token?.scopes.contains(scope) == true else { throw .missingScope(scope) }
  }

  var id: String { parameters["id"] ?? "" }
}
