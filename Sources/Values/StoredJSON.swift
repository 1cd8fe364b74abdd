// A JSON text as it is stored: finished bytes with marks for the public address and for what is said in one language.

import Bytes
import Foundation

/// Stored text serves every address and every `?lang=` without being parsed again. A mark is the byte 1, which JSON
/// text never contains (RFC 8259 section 7), and a letter:
///
///     ␁A          the public address: `"href":"␁A/releases/…"`
///     ␁M<mask>    a member that is a map by language, with the languages it has; comma and member follow
///     ␁L<index>   an entry of that map, in the language of that index, up to ␁E
///     ␁m          the end of the member
///
/// Commas before a member and between entries are written on filling, since what stands before may be left out.
package enum StoredJSON {
  private static let mark: UInt8 = 1
  private static let zero = UInt8(ascii: "0")

  /// A link to one of our own paths.
  package static func link(_ path: String) -> JSON { .string("\u{1}" + path) }

  /// Stores an object; with `open` its closing brace is left for the reader, who adds members.
  package static func store(_ object: JSONObject, open: Bool = false) -> [UInt8] {
    var output: [UInt8] = []
    append(object, to: &output)
    if open { output.removeLast() }
    return output
  }

  private static func append(_ value: JSON, to output: inout [UInt8]) {
    switch value {
    case .object(let object): append(object, to: &output)
    case .array(let values):
      output.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        append(value, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .string(let text) where text.hasPrefix("\u{1}"):
      // A path is made of letters that JSON does not escape.
      output += [UInt8(ascii: "\""), mark, UInt8(ascii: "A")]
      output += text.utf8.dropFirst()
      output.append(UInt8(ascii: "\""))
    default: value.append(to: &output)
    }
  }

  private static func append(_ object: JSONObject, to output: inout [UInt8]) {
    // Maps come last where one of them would come first: a member that is left out must leave no comma behind.
    let maps = object.members.map { $0.value.languages != nil }
    let sorted =
      maps.first == true
      ? zip(object.members, maps).filter { !$0.1 }.map(\.0) + zip(object.members, maps).filter(\.1).map(\.0)
      : object.members
    output.append(UInt8(ascii: "{"))
    for (name, value) in sorted {
      if let languages = value.languages, let entries = value.object {
        output += [mark, UInt8(ascii: "M"), zero + languages.rawValue]
        JSON.append(name, to: &output)
        output += ":{".utf8
        for (language, text) in entries.members {
          output += [mark, UInt8(ascii: "L"), zero + (Language(rawValue: language)?.index ?? 0)]
          JSON.append(language, to: &output)
          output.append(UInt8(ascii: ":"))
          text.append(to: &output)
          output += [mark, UInt8(ascii: "E")]
        }
        output += [UInt8(ascii: "}"), mark, UInt8(ascii: "m")]
      } else {
        if output.last != UInt8(ascii: "{") { output.append(UInt8(ascii: ",")) }
        JSON.append(name, to: &output)
        output.append(UInt8(ascii: ":"))
        append(value, to: &output)
      }
    }
    output.append(UInt8(ascii: "}"))
  }

  /// A stored object as it was, with the paths of links alone.
  package static func read(_ stored: UnsafeRawBufferPointer) throws -> JSONObject {
    var json = OutputBuffer(capacity: stored.count + 64)
    fill(stored, address: [], language: nil, into: &json)
    return try Array(json.bytes).object()
  }

  /// Whether members of a stored object need a comma when others stand before them: a map writes its own.
  package static func needsComma(_ members: UnsafeRawBufferPointer) -> Bool {
    members.first != mark && members.first != UInt8(ascii: "}")
  }

  /// Appends the finished text: the address spliced in, and of each map the wanted language, or all when it is nil.
  package static func fill(
    _ stored: UnsafeRawBufferPointer, address: [UInt8], language: Language?, into output: inout OutputBuffer
  ) {
    guard let start = stored.baseAddress else { return }
    let end = start + stored.count
    var position = start
    var isFirstEntry = true
    while position < end, let found = memchr(position, Int32(mark), end - position) {
      let next = UnsafeRawPointer(found)
      output.append(UnsafeRawBufferPointer(start: position, count: next - position))
      let operation = next.load(fromByteOffset: 1, as: UInt8.self)
      position = next + 2
      switch operation {
      case UInt8(ascii: "A"): output.append(address)
      case UInt8(ascii: "M"):
        let languages = LanguageSet(rawValue: position.load(as: UInt8.self) - zero)
        position += 1
        if let language, !languages.contains(.one(language)) {
          position = skip(from: position, to: end, past: UInt8(ascii: "m"))
        } else {
          if output.last != UInt8(ascii: "{") { output.append(UInt8(ascii: ",")) }
          isFirstEntry = true
        }
      case UInt8(ascii: "L"):
        let index = position.load(as: UInt8.self) - zero
        position += 1
        if let language, language.index != index {
          position = skip(from: position, to: end, past: UInt8(ascii: "E"))
        } else {
          if !isFirstEntry { output.append(UInt8(ascii: ",")) }
          isFirstEntry = false
        }
      default: break
      }
    }
    output.append(UnsafeRawBufferPointer(start: position, count: end - position))
  }

  /// Where the text goes on behind the next mark of that letter.
  private static func skip(from start: UnsafeRawPointer, to end: UnsafeRawPointer, past letter: UInt8)
    -> UnsafeRawPointer
  {
    var position = start
    while position < end, let found = memchr(position, Int32(mark), end - position) {
      position = UnsafeRawPointer(found) + 2
      if found.load(fromByteOffset: 1, as: UInt8.self) == letter { return position }
    }
    return end
  }
}

extension JSON {
  /// The languages of a map by language; nil for any other value. A map is known by its members' names.
  package var languages: LanguageSet? {
    guard case .object(let object) = self, !object.isEmpty else { return nil }
    var set = LanguageSet()
    for member in object.members {
      guard let language = Language(rawValue: member.name) else { return nil }
      set.insert(.one(language))
    }
    return set
  }
}
