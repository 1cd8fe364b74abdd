// The parameters of a matched path: percent-decoded values by name, and the suffix.

/// The parameters of one matched path.
@usableFromInline
package struct Parameters: Sendable, Equatable {
  /// The suffix of the last segment without the dot, when the route declares it.
  package let suffix: String?
  let names: [String]
  let values: [String]

  /// The decoded value of the parameter `{name}`; nil when the pattern has no such parameter.
  package subscript(_ name: String) -> String? {
    for (index, candidate) in names.enumerated() where candidate == name { return values[index] }
    return nil
  }
}
