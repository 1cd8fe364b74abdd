// One route: a method, a path pattern, its suffixes, and its endpoint.

import HTTPTypes

/// A method and a path pattern such as `/releases/{id}/revisions/{n}`, with the endpoint that answers its requests.
@usableFromInline
package struct Route<Endpoint: Sendable>: Sendable {
  package let method: HTTPRequest.Method
  package let pattern: String
  /// Suffixes that may follow the last segment, without the dot: `["atom"]` makes `/releases.atom` this route too.
  package let suffixes: [String]
  package let endpoint: Endpoint

  package init(_ method: HTTPRequest.Method, _ pattern: String, suffixes: [String] = [], _ endpoint: Endpoint) {
    self.method = method
    self.pattern = pattern
    self.suffixes = suffixes
    self.endpoint = endpoint
  }

  /// For people: `GET /releases/{id}`.
  package var name: String { "\(method.rawValue) \(pattern)" }
}
