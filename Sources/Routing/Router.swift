// Matches the method and path of a request to a route and its parameters.

import Bytes
import HTTPTypes

/// The result of matching a request's method and path.
@usableFromInline
package enum Match<Endpoint: Sendable>: Sendable {
  case found(Route<Endpoint>, Parameters)
  /// OPTIONS on an existing path without a route for OPTIONS: the methods for `Allow`.
  case options([HTTPRequest.Method])
  /// 405: the path exists, with these methods.
  case methodNotAllowed([HTTPRequest.Method])
  case notFound
  /// 400: a broken escape, a zero byte, or escapes that are not UTF-8.
  case malformed
}

/// Checked routes. The path decides first, literal segments before parameters; then the method decides.
@usableFromInline
package struct Router<Endpoint: Sendable>: Sendable {
  /// In the order given.
  @usableFromInline package let routes: [Route<Endpoint>]
  @usableFromInline let paths: Paths

  package init(_ routes: [Route<Endpoint>]) throws(RouteClash) {
    var tree = PathTree()
    var names: [[String]] = []
    for (index, route) in routes.enumerated() {
      let pattern = try Pattern(route.pattern, suffixes: route.suffixes, route: route.name)
      names.append(pattern.parameterNames)
      for suffix in [nil] + route.suffixes.map(Optional.some) {
        if let other = tree.insert(pattern, suffix: suffix, method: route.method, route: index) {
          throw .ambiguous(first: routes[other].name, second: route.name)
        }
      }
    }
    self.routes = routes
    paths = Paths(parameterNames: names, tree: tree)
  }

  /// Matches a request. GET's route answers HEAD unless the path has a route for HEAD.
  /// - Parameter path: percent-encoded as it was sent, without the query.
  @inlinable
  package func match(_ method: HTTPRequest.Method, path: String) -> Match<Endpoint> {
    switch paths.match(method, path: path) {
    case .found(let route, let parameters): .found(routes[route], parameters)
    case .options(let allowed): .options(allowed)
    case .methodNotAllowed(let allowed): .methodNotAllowed(allowed)
    case .notFound: .notFound
    case .malformed: .malformed
    }
  }
}

/// What is not generic of a router, so that the rest is compiled for its endpoint where it is called.
@usableFromInline
struct Paths: Sendable {
  let parameterNames: [[String]]
  let tree: PathTree

  /// The same as `Match`, with the route by its number.
  @usableFromInline
  enum Found {
    case found(Int, Parameters)
    case options([HTTPRequest.Method])
    case methodNotAllowed([HTTPRequest.Method])
    case notFound
    case malformed
  }

  @usableFromInline
  func match(_ method: HTTPRequest.Method, path: String) -> Found {
    var path = path
    return path.withUTF8 { bytes in
      guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == 0 }) else {
        return match(method, bytes, separator: UInt8(ascii: "/"))
      }
      guard let decoded = Self.decode(bytes) else { return .malformed }
      return decoded.withUnsafeBufferPointer { match(method, $0, separator: Self.decodedSeparator) }
    }
  }

  /// Separates decoded segments, which may contain `/` (from `%2F`) but never NUL (`%00` is refused).
  private static var decodedSeparator: UInt8 { 0 }

  /// The path decoded, with `decodedSeparator` in place of each `/`.
  private static func decode(_ path: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let decoded = PercentDecoding.decode(path, allowsNUL: false) { $0 == UInt8(ascii: "/") ? decodedSeparator : $0 }
    // Separators are ASCII, so UTF-8 sequences that are split over two segments are invalid here too.
    return decoded.flatMap { String(validating: $0, as: UTF8.self) == nil ? nil : $0 }
  }

  private func match(
    _ method: HTTPRequest.Method, _ path: UnsafeBufferPointer<UInt8>, separator: UInt8
  ) -> Found {
    guard let (node, captures) = tree.find(path, separator: separator) else { return .notFound }
    guard let leaf = leaf(for: method, in: node.leaves) else {
      return method == .options ? .options(node.allowed) : .methodNotAllowed(node.allowed)
    }
    let values = captures.map { String(decoding: UnsafeBufferPointer(rebasing: path[$0]), as: UTF8.self) }
    return .found(leaf.route, Parameters(suffix: leaf.suffix, names: parameterNames[leaf.route], values: values))
  }

  private func leaf(for method: HTTPRequest.Method, in leaves: [PathTree.Leaf]) -> PathTree.Leaf? {
    leaves.first { $0.method == method } ?? (method == .head ? leaves.first { $0.method == .get } : nil)
  }
}
