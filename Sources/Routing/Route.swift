// One line of the route table: a method, a path pattern, the forms it comes in, and what answers it.

import HTTPTypes

/// A method and a path pattern such as `/releases/{id}/revisions/{n}`, with whatever the application hangs on them.
@usableFromInline
package struct Route<Endpoint: Sendable>: Sendable {
  package let method: HTTPRequest.Method
  package let pattern: String
  /// Suffixes that may follow the last segment, without the dot: with `["atom"]`, `/releases.atom` is this route too.
  package let suffixes: [String]
  package let endpoint: Endpoint

  package init(_ method: HTTPRequest.Method, _ pattern: String, suffixes: [String] = [], _ endpoint: Endpoint) {
    self.method = method
    self.pattern = pattern
    self.suffixes = suffixes
    self.endpoint = endpoint
  }

  /// `GET /releases/{id}`, as a person would name it.
  package var name: String { "\(method.rawValue) \(pattern)" }
}
