// A JSON value (RFC 8259) that keeps the order of its members and the digits of its numbers.

package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The number as written in the text.
  case number(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var array: [JSON]? { if case .array(let values) = self { values } else { nil } }
  package var object: JSONObject? { if case .object(let object) = self { object } else { nil } }

  package static func integer(_ value: some BinaryInteger) -> JSON { .number(String(value)) }
  package static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
}

/// The members of an object, in order. Two objects are equal when they have the same members in any order.
package struct JSONObject: Sendable, Equatable {
  package private(set) var members: [(name: String, value: JSON)] = []

  package init() {}

  package init(_ members: [(String, JSON?)]) {
    for (name, value) in members { self[name] = value }
  }

  package subscript(name: String) -> JSON? {
    get { members.first { $0.name == name }?.value }
    set {
      switch (members.firstIndex { $0.name == name }, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append((name, value))
      case (nil, nil): break
      }
    }
  }

  package var isEmpty: Bool { members.isEmpty }

  /// Adds a member whose name must be new. It makes no search, so reading n members stays linear.
  mutating func append(new name: String, _ value: JSON) { members.append((name, value)) }

  package static func == (a: JSONObject, b: JSONObject) -> Bool {
    guard a.members.count == b.members.count else { return false }
    let places = b.places
    return a.members.allSatisfy { member in places[member.name].map { b.members[$0].value == member.value } ?? false }
  }

  /// The index of each member, which makes a search through n members linear.
  private var places: [String: Int] {
    Dictionary(members.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// The text of a field that is a plain text or a map by language: the given language's text, or else the first.
  package func text(_ name: String, in language: Language? = nil) -> String? {
    guard let value = self[name] else { return nil }
    if let text = value.string { return text }
    guard let map = value.object else { return nil }
    return (language.flatMap { map[$0.rawValue] } ?? map.members.first?.value)?.string
  }

  /// The texts of a map by language, in the order of `Language`; empty for a plain text.
  package func texts(_ name: String) -> [(language: Language, text: String)] {
    guard let map = self[name]?.object else { return [] }
    return Language.allCases.compactMap { language in
      map[language.rawValue]?.string.map { (language, $0) }
    }
  }

  /// Applies a JSON merge patch (RFC 7396): members replace, null removes, objects merge.
  package mutating func merge(patch: JSONObject) {
    var places = places
    var merged: [(name: String, value: JSON?)] = members.map { ($0.name, $0.value) }
    for (name, value) in patch.members {
      let place = places[name]
      guard let value = Self.merged(place.flatMap { merged[$0].value }, value) else {
        if let place { merged[place].value = nil }
        continue
      }
      if let place {
        merged[place].value = value
      } else {
        places[name] = merged.count
        merged.append((name, value))
      }
    }
    members = merged.compactMap { name, value in value.map { (name, $0) } }
  }

  private static func merged(_ value: JSON?, _ patch: JSON) -> JSON? {
    switch patch {
    case .null: return nil
    case .object(let inner):
      var object = value?.object ?? JSONObject()
      object.merge(patch: inner)
      return .object(object)
    default: return patch
    }
  }
}

extension JSON {
  /// The value as compact JSON text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package var bytes: [UInt8] {
    var output: [UInt8] = []
    append(to: &output)
    return output
  }

  package func append(to output: inout [UInt8]) {
    switch self {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .number(let digits): output += digits.utf8
    case .string(let text): JSON.append(text, to: &output)
    case .array(let values):
      output.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        value.append(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        JSON.append(member.name, to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.append(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// Appends a quoted string; control characters, quotes and backslashes are escaped (RFC 8259 section 7).
  static func append(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      // Runs of bytes without escapes are copied whole.
      var start = 0
      for index in 0..<bytes.count {
        let byte = bytes[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        output += bytes[start..<index]
        appendEscape(byte, to: &output)
        start = index + 1
      }
      output += bytes[start...]
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func appendEscape(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): output += #"\""#.utf8
    case UInt8(ascii: "\\"): output += #"\\"#.utf8
    case UInt8(ascii: "\n"): output += #"\n"#.utf8
    case UInt8(ascii: "\r"): output += #"\r"#.utf8
    case UInt8(ascii: "\t"): output += #"\t"#.utf8
    default:
      output += (byte < 0x10 ? "\\u000" : "\\u00").utf8
      output += String(byte, radix: 16).utf8
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON?)...) { self = .object(JSONObject(elements)) }
}
