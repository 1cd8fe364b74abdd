// The faults of an input, each with its place, and the error that carries all of them.

/// One fault of the input.
package struct Issue: Sendable {
  package enum Location: String, Sendable { case body, query, path, header }

  /// `schemaViolation`, `unknownParameter` … of `urn:problem-type:belgif:input-validation:`, or ours.
  package enum Kind: String, Sendable {
    case schemaViolation = "urn:problem-type:belgif:input-validation:schemaViolation"
    case unknownParameter = "urn:problem-type:belgif:input-validation:unknownParameter"
    case referencedResourceNotFound = "urn:problem-type:belgif:input-validation:referencedResourceNotFound"
    case computedField = "urn:problem-type:newsroom:input-validation:computedField"
  }

  package let kind: Kind
  package let location: Location
  /// The parameter, or the path of the field in the body: `contacts[1].phone`.
  package let name: String
  package var value: JSON?
  package let message: LocalizedText

  package init(kind: Kind, location: Location, name: String, value: JSON? = nil, message: LocalizedText) {
    self.kind = kind
    self.location = location
    self.name = name
    self.value = value
    self.message = message
  }

  package func json(in language: Language) -> JSON {
    var shown = value
    if case .string(let text) = value, text.count > 200 { shown = .string(String(text.prefix(200)) + "…") }
    return [
      "type": .string(kind.rawValue), "in": .string(location.rawValue), "name": .string(name), "value": shown,
      "detail": .string(message.text(in: language)),
    ]
  }
}

/// The faults of one input. All are counted, and only as many are reported as a person may read: a client that sends
/// 100,000 does not make us write 100,000 sentences.
package struct Issues: Sendable {
  /// More are counted and not reported.
  static let limit = 50

  package private(set) var told: [Issue] = []
  package private(set) var count = 0

  package init() {}

  init(_ issue: Issue) { add(issue) }

  /// - Parameter issue: called for those alone that will be reported.
  package init<Faults: Sequence>(_ faults: Faults, _ issue: (Faults.Element) -> Issue) {
    for fault in faults { add(issue(fault)) }
  }

  package var isEmpty: Bool { count == 0 }
  package var omitted: Int { count - told.count }

  /// - Parameter issue: made only if it will be reported.
  package mutating func add(_ issue: @autoclosure () -> Issue) {
    if told.count < Self.limit { told.append(issue()) }
    count += 1
  }

  package mutating func add(_ others: Issues) {
    told += others.told.prefix(Self.limit - told.count)
    count += others.count
  }

  /// Counts faults of which nothing more is known.
  mutating func omit(_ number: Int) { count += number }
}

/// An input that can't be taken: all its faults.
package struct InvalidInput: Error {
  package let issues: Issues
  /// What is wrong with the whole, where that is no matter of one place.
  package var message: LocalizedText?

  package init(_ issues: Issues, _ message: LocalizedText? = nil) { (self.issues, self.message) = (issues, message) }

  package init(
    _ kind: Issue.Kind, _ location: Issue.Location, _ name: String, _ value: String? = nil,
    _ message: LocalizedText
  ) {
    self.init(
      Issues(Issue(kind: kind, location: location, name: name, value: value.map(JSON.string), message: message)))
  }
}
