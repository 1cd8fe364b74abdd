// The faults of an input, each with its place, and the error that carries all of them.

/// One fault of the input.
struct Issue: Sendable {
  enum Location: String, Sendable { case body, query, path, header }

  /// `schemaViolation`, `unknownParameter` … of `urn:problem-type:belgif:input-validation:`, or ours.
  enum Kind: String, Sendable {
    case schemaViolation = "urn:problem-type:belgif:input-validation:schemaViolation"
    case unknownParameter = "urn:problem-type:belgif:input-validation:unknownParameter"
    case referencedResourceNotFound = "urn:problem-type:belgif:input-validation:referencedResourceNotFound"
    case computedField = "urn:problem-type:newsroom:input-validation:computedField"
  }

  let kind: Kind
  let location: Location
  /// The parameter, or the path of the field in the body: `contacts[1].phone`.
  let name: String
  var value: JSON?
  let sentence: Sentence

  func json(in language: Language) -> JSON {
    var shown = value
    if case .string(let text) = value, text.count > 200 { shown = .string(String(text.prefix(200)) + "…") }
    return [
      "type": .string(kind.rawValue), "in": .string(location.rawValue), "name": .string(name), "value": shown,
      "detail": .string(sentence.text(in: language)),
    ]
  }
}

/// An input that can't be taken: all its faults at once.
struct InvalidInput: Error {
  let issues: [Issue]
  /// What is wrong with the whole, where that is no matter of one place.
  var sentence: Sentence?

  init(_ issues: [Issue], _ sentence: Sentence? = nil) { (self.issues, self.sentence) = (issues, sentence) }

  init(
    _ kind: Issue.Kind, _ location: Issue.Location, _ name: String, _ value: String? = nil,
    _ sentence: Sentence
  ) {
    self.init([
      Issue(kind: kind, location: location, name: name, value: value.map(JSON.string), sentence: sentence)
    ])
  }
}
