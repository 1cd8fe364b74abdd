// Faults of an input, each with its location, and the error that carries them.

/// One fault of the input.
package struct Issue: Sendable {
  package enum Location: String, Sendable { case body, query, path, header }

  /// `schemaViolation`, `unknownParameter` … of `urn:problem-type:belgif:input-validation:`, or the newsroom's own.
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
    if case .string(let text) = value, text.unicodeScalars.count > 200 {
      shown = .string(String(text.unicodeScalars.prefix(200)) + "…")
    }
    return [
      "type": .string(kind.rawValue), "in": .string(location.rawValue), "name": .string(name), "value": shown,
      "detail": .string(message.text(in: language)),
    ]
  }
}

/// The faults of one input. All are counted, but at most ``limit`` are reported: a client that sends 100,000 faults
/// must not make the server write 100,000 messages.
package struct Issues: Sendable {
  /// The largest number of reported faults.
  static let limit = 50

  package private(set) var reported: [Issue] = []
  package private(set) var count = 0

  package init() {}

  init(_ issue: Issue) { add(issue) }

  /// - Parameter issue: called only for faults that are reported.
  package init<Faults: Sequence>(_ faults: Faults, _ issue: (Faults.Element) -> Issue) {
    for fault in faults { add(issue(fault)) }
  }

  package var isEmpty: Bool { count == 0 }
  package var omitted: Int { count - reported.count }

  /// - Parameter issue: evaluated only when it is reported.
  package mutating func add(_ issue: @autoclosure () -> Issue) {
    if reported.count < Self.limit { reported.append(issue()) }
    count += 1
  }

  package mutating func add(_ others: Issues) {
    reported += others.reported.prefix(Self.limit - reported.count)
    count += others.count
  }

  /// Counts faults without details.
  mutating func omit(_ number: Int) { count += number }
}

/// The error for an invalid input: all its faults.
package struct InvalidInput: Error {
  package let issues: Issues
  /// A message about the whole input, when the fault has no single location.
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
