// Why routes cannot be used; reported when the router is made, never while it answers.

/// A fault in the routes, described in one line with the name of each route involved.
package enum RouteClash: Error, Equatable, CustomStringConvertible {
  case malformed(route: String, reason: String)
  case ambiguous(first: String, second: String)

  package var description: String {
    switch self {
    case .malformed(let route, let reason): "route \(route): \(reason)"
    case .ambiguous(let first, let second): "routes \(first) and \(second) match the same requests"
    }
  }
}
