// What a path filled into its pattern: the parameters by name, percent-decoded, and the form asked for by suffix.

/// The parameters of one matched path.
@usableFromInline
package struct Parameters: Sendable, Equatable {
  /// The suffix of the last segment when the route declares it as a form, without the dot.
  package let suffix: String?
  let names: [String]
  let values: [String]

  /// The decoded value of the parameter that the pattern calls `{name}`; nil when the pattern has none of that name.
  package subscript(_ name: String) -> String? {
    for (index, candidate) in names.enumerated() where candidate == name { return values[index] }
    return nil
  }
}
