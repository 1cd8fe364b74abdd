// The routes as a tree of path segments, matched against the bytes of a path.

import HTTPTypes

/// Nodes refer to each other by index. A node where a path can end has leaves, one for each method.
struct PathTree: Sendable {
  struct Leaf: Sendable {
    let method: HTTPRequest.Method
    let route: Int
    let suffix: String?
  }

  struct Node: Sendable {
    var literals: [(text: [UInt8], child: Int)] = []
    /// Parameters, each with the suffix that follows it in the segment; the empty suffix comes last.
    var captures: [(suffix: [UInt8], child: Int)] = []
    var leaves: [Leaf] = []
    var allowed: [HTTPRequest.Method] = []
  }

  private(set) var nodes = [Node()]

  /// Adds one route with one suffix. Returns the index of the route that already matches the same requests, if any.
  mutating func insert(_ pattern: Pattern, suffix: String?, method: HTTPRequest.Method, route: Int) -> Int? {
    let ending = suffix.map { Array(".\($0)".utf8) } ?? []
    var node = 0
    for (index, segment) in pattern.segments.enumerated() {
      let ending = index == pattern.segments.count - 1 ? ending : []
      switch segment {
      case .literal(let text): node = child(of: node, literal: text + ending)
      case .parameter: node = child(of: node, captureBefore: ending)
      }
    }
    if let taken = nodes[node].leaves.first(where: { $0.method == method }) { return taken.route }
    nodes[node].leaves.append(Leaf(method: method, route: route, suffix: suffix))
    nodes[node].allowed = Self.allowed(nodes[node].leaves.map(\.method))
    return nil
  }

  private mutating func child(of node: Int, literal text: [UInt8]) -> Int {
    if let known = nodes[node].literals.first(where: { $0.text == text }) { return known.child }
    nodes.append(Node())
    nodes[node].literals.append((text, nodes.count - 1))
    return nodes.count - 1
  }

  private mutating func child(of node: Int, captureBefore suffix: [UInt8]) -> Int {
    if let known = nodes[node].captures.first(where: { $0.suffix == suffix }) { return known.child }
    nodes.append(Node())
    nodes[node].captures.append((suffix, nodes.count - 1))
    nodes[node].captures.sort { $0.suffix.count > $1.suffix.count }
    return nodes.count - 1
  }

  /// GET implies HEAD, and every method implies OPTIONS (RFC 9110 sections 9.3.2 and 9.3.7).
  private static func allowed(_ methods: [HTTPRequest.Method]) -> [HTTPRequest.Method] {
    var allowed: [HTTPRequest.Method] = []
    for method in methods {
      if !allowed.contains(method) { allowed.append(method) }
      if method == .get, !methods.contains(.head) { allowed.append(.head) }
    }
    if !allowed.contains(.options) { allowed.append(.options) }
    return allowed
  }

  /// The node where the path ends, and the byte range of each parameter.
  func find(_ path: UnsafeBufferPointer<UInt8>, separator: UInt8) -> (node: Node, captures: [Range<Int>])? {
    guard path.first == separator else { return nil }
    var captures: [Range<Int>] = []
    guard let index = path.count == 1 ? 0 : walk(0, path, from: 1, separator, &captures) else { return nil }
    let node = nodes[index]
    return node.leaves.isEmpty ? nil : (node, captures)
  }

  /// Tries literals first and goes back to parameters when a literal leads nowhere. The tree's depth bounds the work.
  private func walk(
    _ node: Int, _ path: UnsafeBufferPointer<UInt8>, from start: Int, _ separator: UInt8,
    _ captures: inout [Range<Int>]
  ) -> Int? {
    if start > path.count { return nodes[node].leaves.isEmpty ? nil : node }
    var end = start
    while end < path.count, path[end] != separator { end += 1 }
    guard end > start else { return nil }
    for literal in nodes[node].literals where literal.text.count == end - start {
      if Self.same(literal.text, path, at: start),
        let found = walk(literal.child, path, from: end + 1, separator, &captures)
      {
        return found
      }
    }
    for capture in nodes[node].captures {
      let stop = end - capture.suffix.count
      guard stop > start, Self.same(capture.suffix, path, at: stop) else { continue }
      captures.append(start..<stop)
      if let found = walk(capture.child, path, from: end + 1, separator, &captures) { return found }
      captures.removeLast()
    }
    return nil
  }

  private static func same(_ text: [UInt8], _ path: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for index in text.indices where path[start + index] != text[index] { return false }
    return true
  }
}
