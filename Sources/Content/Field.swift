// The fields of a resource as values, and the check of a client's document against them.

import Values

/// A field of a document.
package struct Field: Sendable {
  package let name: String
  package let shape: Shape
  package let isRequired: Bool
  /// An empty list is shown as `[]`, because clients rely on its presence.
  package let isShownEmpty: Bool

  package init(_ name: String, _ shape: Shape, required: Bool = false, shownEmpty: Bool = false) {
    (self.name, self.shape, isRequired, isShownEmpty) = (name, shape, required, shownEmpty)
  }
}

/// The type of a field. Limits count Unicode scalars, as `maxLength` of JSON Schema does, or values.
package indirect enum Shape: Sendable {
  case text(Int)
  /// A map by language.
  case texts(Int)
  /// A public notice: a map by language with all of ``Language/ofNotices``.
  case notice(Int)
  /// A text that is the same in every language, or a map by language.
  case label(Int)
  /// A number, or a text where a number would be too precise.
  case figure
  case decimal(ClosedRange<Double>)
  case integer(ClosedRange<Int>)
  case flag
  case choice([String])
  /// The code of one of the council's themes.
  case theme
  /// `YYYY-MM-DD`; with `partial` also `YYYY-MM` and `YYYY`.
  case date(partial: Bool)
  /// RFC 3339 with a zone, or a local time in Brussels; stored in UTC.
  case instant
  case email
  case phone
  case url
  case identifier
  /// Another item: its id or its address, or an object with its `id` or `href`. Stored as the id.
  case reference(String)
  case list(Shape, Int)
  case object([Field])
  /// An object with any members, kept as it is.
  case document

  static let date = Shape.date(partial: false)
  package static let language = Shape.choice(Language.allCases.map(\.rawValue))
}

/// Checks a client's document against fields and collects all faults. The output has the order of the fields and no
/// blank texts or nulls.
package struct InputCheck {
  /// Whether the desk has an item of this kind with this id.
  let exists: (_ kind: String, _ id: String) throws -> Bool
  private let themes: [String]
  package private(set) var issues = Issues()

  /// - Parameters:
  ///   - themes: the codes of the allowed themes; can be left out when no field is a theme.
  ///   - exists: can be left out when no field refers to an item.
  package init(themes: [String] = [], exists: @escaping (String, String) throws -> Bool = { _, _ in false }) {
    (self.themes, self.exists) = (themes, exists)
  }

  package mutating func object(_ input: JSONObject, fields: [Field], at path: String = "") throws -> JSONObject {
    for member in input.members where !fields.contains(where: { $0.name == member.name }) {
      refuse(path + member.name, .unknownField(member.name, near: member.name.nearest(in: fields.map(\.name))))
    }
    var output = JSONObject()
    for field in fields {
      let before = issues.count
      let value = try input[field.name].flatMap { try self.value($0, as: field.shape, at: path + field.name) }
      if let value { output[field.name] = value }
      // A value that is present but invalid is not missing.
      if field.isRequired, value == nil, issues.count == before { refuse(path + field.name, .missing) }
    }
    return output
  }

  package mutating func refuse(
    _ name: @autoclosure () -> String, _ message: @autoclosure () -> LocalizedText,
    value: @autoclosure () -> JSON? = nil,
    kind: Issue.Kind = .schemaViolation
  ) {
    issues.add(Issue(kind: kind, location: .body, name: name(), value: value(), message: message()))
  }

  private mutating func value(_ input: JSON, as shape: Shape, at path: String) throws -> JSON? {
    if case .null = input { return nil }
    switch (shape, input) {
    case (.texts(let limit), .object(let map)), (.label(let limit), .object(let map)):
      return texts(map, limit: limit, isMarkdown: shape.isMarkdown, at: path)
    case (.notice(let limit), .object(let map)):
      for language in Language.ofNotices where map[language.rawValue]?.string?.isBlank != false {
        refuse("\(path).\(language)", .missing)
      }
      return texts(map, limit: limit, isMarkdown: false, at: path)
    case (.figure, .number(let digits)): return text(digits, limit: 200, at: path).map { _ in input }
    case (.figure, .string(let content)): return text(content, limit: 200, at: path)
    case (.decimal(let range), .number(let digits)):
      guard let number = Double(digits), range.contains(number) else { return mismatch(shape, input, at: path) }
      return input
    case (.integer(let range), .number(let digits)):
      guard let number = Int(digits), range.contains(number) else { return mismatch(shape, input, at: path) }
      return input
    case (.flag, .bool): return input
    case (.reference(let kind), _): return try reference(to: kind, input, at: path)
    case (.list(let element, let limit), .array(let values)):
      guard values.count <= limit else {
        refuse(path, .tooMany(limit))
        return nil
      }
      let checked = try values.enumerated().compactMap { index, input -> JSON? in
        let place = "\(path)[\(index)]"
        if input == .null { return mismatch(element, input, at: place) }
        // Leaving out a blank choice would widen a filter to everything.
        if element.isChoice, input.string?.isBlank == true { return mismatch(element, input, at: place) }
        return try value(input, as: element, at: place)
      }
      .filter { $0 != [:] }
      return checked.isEmpty ? nil : .array(element.isName ? checked.unique : checked)
    case (.object(let fields), .object(let object)):
      return .object(try self.object(object, fields: fields, at: path + "."))
    case (.document, .object): return input
    case (_, .string(let content)): return string(content, as: shape, at: path)
    default: return mismatch(shape, input, at: path)
    }
  }

  private mutating func string(_ content: String, as shape: Shape, at path: String) -> JSON? {
    if content.isBlank { return nil }
    func checked(_ isValid: Bool, _ message: @autoclosure () -> LocalizedText) -> JSON? {
      guard !isValid else { return .string(content) }
      refuse(path, message(), value: .string(content))
      return nil
    }
    switch shape {
    case .text(let limit), .label(let limit):
      return text(content, limit: limit, isMarkdown: shape.isMarkdown, at: path)
    case .choice, .theme:
      let choices = if case .choice(let values) = shape { values } else { themes }
      return checked(choices.contains(content), .unknownChoice(content, choices, near: content.nearest(in: choices)))
    case .date(let partial):
      let rest = partial ? [4: "-01-01", 7: "-01"][content.utf8.count] ?? "" : ""
      let completed = content + rest
      return checked(Day(completed) != nil, .invalidDate(content))
    case .instant:
      do throws(Instant.Fault) {
        return .string(try Instant.read(content).text)
      } catch {
        return checked(false, .unreadableInstant(content, error))
      }
    case .email: return checked(content.isEmailAddress, .invalidEmail(content))
    case .phone: return text(content, limit: 60, at: path)
    case .url: return checked(content.isWebAddress, .invalidURL(content))
    case .identifier: return checked(content.isIdentifier, .invalidIdentifier(content))
    default: return mismatch(shape, .string(content), at: path)
    }
  }

  private mutating func texts(_ map: JSONObject, limit: Int, isMarkdown: Bool, at path: String) -> JSON? {
    var output = JSONObject()
    let codes = Language.allCases.map(\.rawValue)
    for (code, value) in map.members {
      let place = "\(path).\(code)"
      switch value {
      case _ where !codes.contains(code):
        refuse(place, .unknownChoice(code, codes, near: code.nearest(in: codes)), value: .string(code))
      case .null: break
      case .string(let content):
        output[code] = content.isBlank ? nil : text(content, limit: limit, isMarkdown: isMarkdown, at: place)
      default: refuse(place, .wrongType(Shape.text(limit).expectation), value: value)
      }
    }
    return output.isEmpty ? nil : .object(output)
  }

  private mutating func text(_ content: String, limit: Int, isMarkdown: Bool = false, at path: String) -> JSON? {
    // The marks of stored JSON are control characters, and no text of a council needs one.
    guard !content.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" && $0 != "\r" }) else {
      refuse(path, .wrongType(Shape.text(limit).expectation), value: .string(content))
      return nil
    }
    guard content.unicodeScalars.count <= limit else {
      refuse(path, .tooLong(limit), value: .string(content))
      return nil
    }
    guard !isMarkdown || !MarkdownTree.isTooDeep(content) else {
      refuse(path, .nestedTooDeep(MarkdownTree.levels), value: .string(content))
      return nil
    }
    return .string(content)
  }

  private mutating func reference(to kind: String, _ input: JSON, at path: String) throws -> JSON? {
    let object = input.object
    guard let address = input.string ?? object?["id"]?.string ?? object?["href"]?.string else {
      return mismatch(.reference(kind), input, at: path)
    }
    // The path shows that an address is one of ours. Its host is not compared: a newsroom may have several.
    let parts = address.split(separator: "/")
    let isOurs =
      parts.count <= 1 || Resource.of(kind: kind).map { parts.suffix(2).first.map(String.init) == $0.path } == true
    guard isOurs, let id = parts.last.map(String.init), try exists(kind, id) else {
      refuse(path, .unknownReference(kind, address), value: .string(address), kind: .referencedResourceNotFound)
      return nil
    }
    return .string(id)
  }

  private mutating func mismatch(_ shape: Shape, _ value: JSON, at path: String) -> JSON? {
    refuse(path, .wrongType(shape.expectation), value: value)
    return nil
  }
}

extension [JSON] {
  /// Each value once, in the order of first occurrence.
  fileprivate var unique: [JSON] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}

extension Shape {
  /// Whether the text is rendered as Markdown. Names, corrections and other short texts are not.
  package var isMarkdown: Bool {
    switch self {
    case .texts(let limit), .label(let limit): limit > 5_000
    default: false
    }
  }

  /// Whether a list removes duplicates of such a value.
  fileprivate var isName: Bool {
    if case .reference = self { true } else { isChoice }
  }

  fileprivate var isChoice: Bool {
    switch self {
    case .choice, .theme: true
    default: false
    }
  }

  /// The expected value, as a phrase within a sentence.
  package var expectation: LocalizedText {
    switch self {
    case .texts, .notice:
      LocalizedText(
        nl: #"een tekst per taal, zoals {"nl": "…", "fr": "…"},"#,
        fr: #"un texte par langue, comme {"nl": "…", "fr": "…"}"#,
        en: #"a text per language, such as {"nl": "…", "fr": "…"}"#)
    case .label:
      LocalizedText(
        nl: "een tekst, of een tekst per taal,", fr: "un texte, ou un texte par langue",
        en: "a text, or a text per language")
    case .figure: LocalizedText(nl: "een getal of een tekst", fr: "un nombre ou un texte", en: "a number or a text")
    case .decimal(let range):
      LocalizedText(
        nl: "een getal van \(range.lowerBound) tot \(range.upperBound)",
        fr: "un nombre de \(range.lowerBound) à \(range.upperBound)",
        en: "a number from \(range.lowerBound) to \(range.upperBound)")
    case .integer(let range):
      LocalizedText(
        nl: "een geheel getal vanaf \(range.lowerBound)", fr: "un nombre entier à partir de \(range.lowerBound)",
        en: "a whole number from \(range.lowerBound)")
    case .flag: LocalizedText(nl: "true of false", fr: "true ou false", en: "true or false")
    case .reference(let kind):
      LocalizedText(nl: "de id van een \(kind)", fr: "l’id d’un \(kind)", en: "the id of a \(kind)")
    case .list: LocalizedText(nl: "een lijst", fr: "une liste", en: "a list")
    case .object, .document: .anObject
    default:
      LocalizedText(
        nl: "een tekst zonder stuurtekens", fr: "un texte sans caractères de contrôle",
        en: "a text without control characters")
    }
  }
}
