// The query of a request: decoded parameters. Handlers take those they know; any that remain are faults.

import Bytes
import Foundation

/// `a=1&b=2` in the format `application/x-www-form-urlencoded`: percent-encoding, and `+` for a space.
@usableFromInline
package struct Query {
  private var parameters: [(name: String, values: [String])] = []
  /// The whole query as sent, with escapes for what an address may not contain.
  package let text: String?
  /// The pairs of that text, `theme=economy`, with their decoded names.
  private var pairs: [(name: String, text: Substring)] = []
  private(set) var issues = Issues()
  private var known: [String] = []
  private let location: Issue.Location
  /// The largest number of different parameter names.
  private static let limit = 50

  /// - Parameter location: where faults are reported; `.body` for an HTML form.
  /// - Throws: `InvalidInput` for a broken escape or too many parameters.
  package init(_ raw: String?, in location: Issue.Location = .query) throws(InvalidInput) {
    self.location = location
    text = raw.map(PercentDecoding.address)
    // Splits bytes, because the separators are ASCII and finding character boundaries costs more than the rest.
    for pair in (text ?? "").utf8.split(separator: UInt8(ascii: "&")).map({ Substring($0) }) {
      let equals = pair.utf8.firstIndex(of: UInt8(ascii: "="))
      guard let name = PercentDecoding.formText(pair[..<(equals ?? pair.endIndex)]),
        let value = PercentDecoding.formText(equals.map { pair[pair.utf8.index(after: $0)...] } ?? "")
      else { throw InvalidInput(Issues(), location == .body ? .malformedForm : .malformedTarget) }
      pairs.append((name, pair))
      if let index = parameters.firstIndex(where: { $0.name == name }) {
        parameters[index].values.append(value)
      } else {
        parameters.append((name, [value]))
      }
      guard parameters.count <= Self.limit else {
        throw InvalidInput(.schemaViolation, location, name, nil, .tooMany(Self.limit))
      }
    }
  }

  /// Removes parameters without a value.
  package mutating func dropEmpty() {
    pairs.removeAll { pair in
      let equals = pair.text.utf8.firstIndex(of: UInt8(ascii: "="))
      return equals.map { pair.text.utf8.index(after: $0) == pair.text.endIndex } ?? true
    }
    for index in parameters.indices { parameters[index].values.removeAll(where: \.isEmpty) }
    parameters.removeAll(where: \.values.isEmpty)
  }

  package mutating func all(_ name: String) -> [String] {
    known.append(name)
    return parameters.first { $0.name == name }?.values ?? []
  }

  /// The value of a parameter that may not repeat; a repetition is a fault.
  @usableFromInline
  package mutating func one(_ name: String) -> String? {
    let values = all(name)
    if values.count > 1 { refuse(name, values[1], .repeatedParameter(name)) }
    return values.first
  }

  /// The value of a parameter, converted by `make`; a fault with `message` when `make` returns nil.
  @inlinable
  package mutating func one<Value>(
    _ name: String, _ make: (String) -> Value?, else message: (String) -> LocalizedText
  ) -> Value? {
    guard let text = one(name) else { return nil }
    guard let value = make(text) else {
      refuse(name, text, message(text))
      return nil
    }
    return value
  }

  /// The values of a parameter that has a closed list of choices.
  package mutating func choices(_ name: String, of choices: [String]) -> [String] {
    let values = all(name)
    for value in values where !choices.contains(value) {
      refuse(name, value, .unknownChoice(value, choices, near: value.nearest(in: choices)))
    }
    return values
  }

  /// The requested number of items on a page; nil when the client leaves it to the server.
  package mutating func pageSize(_ limit: Int) -> Int? {
    one("pageSize", { Int($0).flatMap { (1...limit).contains($0) ? $0 : nil } }, else: { _ in .outOfRange(1...limit) })
  }

  /// The ids in a parameter, whether or not items with these ids exist.
  package mutating func identifiers(_ name: String) -> [String] {
    let values = all(name)
    for value in values where !value.isIdentifier { refuse(name, value, .invalidIdentifier(value)) }
    return values
  }

  package mutating func flag(_ name: String) -> Bool { choices(name, of: ["true", "false"]).last == "true" }

  @usableFromInline
  package mutating func refuse(_ name: String, _ value: String?, _ message: @autoclosure () -> LocalizedText) {
    issues.add(
      Issue(kind: .schemaViolation, location: location, name: name, value: value.map(JSON.string), message: message())
    )
  }

  /// The parameters as sent, except `names`: for a link to another page of the same query.
  package func sent(without names: [String]) -> [Substring] {
    pairs.filter { !names.contains($0.name) }.map(\.text)
  }

  /// Call it after all parameters have been read. Throws all faults of the query at once.
  package mutating func finish() throws(InvalidInput) {
    for parameter in parameters where !known.contains(parameter.name) {
      issues.add(
        Issue(
          kind: .unknownParameter, location: location, name: parameter.name,
          value: parameter.values.first.map(JSON.string),
          message: .unknownParameter(parameter.name, near: parameter.name.nearest(in: known))))
    }
    if !issues.isEmpty { throw InvalidInput(issues) }
  }
}
