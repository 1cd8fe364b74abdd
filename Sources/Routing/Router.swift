// Method and path → the route that answers and its parameters, or why there is none.

import Bytes
import HTTPTypes

/// What a request's method and path came to.
@usableFromInline
package enum Match<Endpoint: Sendable>: Sendable {
  case found(Route<Endpoint>, Parameters)
  /// OPTIONS on a path that exists, unless a route answers OPTIONS itself: the methods for `Allow`.
  case options([HTTPRequest.Method])
  /// 405: the path exists, under these methods.
  case methodNotAllowed([HTTPRequest.Method])
  case notFound
  /// 400: a broken escape, a zero byte, or escapes that are not UTF-8.
  case malformed
}

/// A checked route table. The path alone decides first, literal segments before parameters; then the method.
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

  /// `path` is as it was sent: percent-encoded, without the query. GET's route answers HEAD unless it has its own.
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

  /// Stands between decoded segments, where `/` no longer can: `%2F` is a character of its segment, `%00` is refused.
  private static var decodedSeparator: UInt8 { 0 }

  /// The path decoded, with `decodedSeparator` in place of each `/`.
  private static func decode(_ path: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let decoded = PercentDecoding.decode(path, allowsNUL: false) { $0 == UInt8(ascii: "/") ? decodedSeparator : $0 }
    // Separators are ASCII, so a sequence split over two segments is invalid here too.
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
