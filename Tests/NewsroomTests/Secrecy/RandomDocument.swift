// Random documents of a resource, made from its table of fields, so that new fields are covered automatically.

import RunningNewsroom

@testable import Content
@testable import Values

struct RandomDocument {
  var chance: Chance
  /// The ids of existing items, by kind.
  var ids: [String: [String]]
  /// The percentage of optional fields to fill.
  var fullness: Int

  mutating func document(of resource: Resource) -> JSONObject { object(resource.fields) }

  private mutating func object(_ fields: [Field]) -> JSONObject {
    var object = JSONObject()
    // An object with several kinds of reference gets one of them.
    let references = fields.map(\.name).filter { name in fields.contains { $0.name == name && $0.shape.isReference } }
    let spoken = references.isEmpty ? nil : chance.one(of: references)
    for field in fields where field.isRequired || field.isNeeded || field.name == spoken || chance.isTrue(fullness) {
      guard !field.shape.isReference || field.name == spoken else { continue }
      object[field.name] = value(field.shape)
    }
    return object
  }

  private mutating func value(_ shape: Shape) -> JSON? {
    switch shape {
    case .text(let limit): .string(text(limit))
    case .texts(let limit), .notice(let limit): texts(limit)
    case .label(let limit): chance.isTrue() ? .string(text(limit)) : texts(limit)
    case .figure: chance.isTrue() ? .string(text(200)) : .number(chance.digits(9).drop { $0 == "0" } + "1")
    // A position in Brussels, to a millimeter.
    case .decimal(let range): .number((range.upperBound > 90 ? "4.3" : "50.8") + chance.digits(7) + "1")
    case .integer(let range): .integer(range.lowerBound + chance.number(0..<9))
    case .flag: .bool(chance.isTrue())
    case .choice(let choices): .string(chance.one(of: choices))
    case .theme: .string(chance.one(of: Themes.standard.codes))
    case .date: .string("20\(chance.number(25..<31))-\(chance.number(10..<13))-\(chance.number(10..<29))")
    case .instant: "2029-01-01T00:00:00Z"
    case .email: .string("\(chance.word())@example.org")
    case .phone: .string("04\(chance.number(70..<100))/\(chance.digits(2)).\(chance.digits(2)).\(chance.digits(2))")
    case .url: .string("https://example.org/\(chance.word())")
    case .identifier: nil
    case .reference(let kind): ids[kind].flatMap { $0.isEmpty ? nil : .string(chance.one(of: $0)) }
    case .list(let element, _): list(element)
    case .object(let fields): .object(object(fields))
    case .document: [:]
    }
  }

  private mutating func list(_ element: Shape) -> JSON? {
    let values = (0..<chance.number(1..<4)).compactMap { _ in value(element) }
    return values.isEmpty ? nil : .array(values)
  }

  private mutating func texts(_ limit: Int) -> JSON {
    var texts = JSONObject()
    for language in ["nl", "fr"] + ["en", "de"].filter({ _ in chance.isTrue(30) }) {
      texts[language] = .string(limit < 20_000 ? text(limit) : markdown())
    }
    return .object(texts)
  }

  private mutating func text(_ limit: Int) -> String {
    (0..<max(1, min(3, limit / 13))).map { _ in chance.word() }.joined(separator: " ")
  }

  private mutating func markdown() -> String {
    """
    \(text(40)), [\(chance.word())](https://example.org/\(chance.word())).

    ## \(chance.word())

    - **\(chance.word())** \(chance.word())
    """
  }
}

extension Field {
  /// A link without a target blocks publication.
  fileprivate var isNeeded: Bool { if case .url = shape { true } else { false } }
}

extension Shape {
  fileprivate var isReference: Bool { if case .reference = self { true } else { false } }
}

extension JSON {
  /// Removes references to some items, with the list entries that contain them.
  func without(_ hidden: Set<String>) -> JSON {
    switch self {
    case .array(let values): .array(values.filter { !$0.refers(to: hidden) })
    case .object(let object): .object(JSONObject(object.members.map { ($0.name, $0.value.without(hidden)) }))
    default: self
    }
  }

  private func refers(to ids: Set<String>) -> Bool {
    switch self {
    case .string(let text): ids.contains(text)
    case .object(let object): ["id", "href"].contains { name in object[name]?.string.map(ids.contains) ?? false }
    default: false
    }
  }

  /// Every text and number in the document.
  var texts: [String] {
    switch self {
    case .string(let text), .number(let text): [text]
    case .array(let values): values.flatMap(\.texts)
    case .object(let object): object.members.flatMap(\.value.texts)
    case .bool, .null: []
    }
  }
}
