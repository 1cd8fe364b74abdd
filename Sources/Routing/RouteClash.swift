// Why a route table cannot be used, found when the router is made and never while it answers.

/// A fault of the route table, in one line that names every route concerned.
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
