// JSON text as it is stored: complete bytes with marks for the public address and for texts by language.

import Bytes
import Foundation

/// Stored JSON serves every public address and every `?lang=` without being parsed again. A mark is the byte 1,
/// which JSON text never contains (RFC 8259 section 7), and a letter:
///
///     ␁A          the public address: `"href":"␁A/releases/…"`
///     ␁M<mask>    a member that is a map by language, with its languages as bits; a comma and the member follow
///     ␁L<index>   an entry of that map with the index of its language, up to ␁E
///     ␁m          the end of the member
///
/// Commas before a member and between entries are written by `fill`, because the part before may be left out.
package enum StoredJSON {
  private static let mark: UInt8 = 1
  private static let zero = UInt8(ascii: "0")

  /// A link to a path of the newsroom.
  package static func link(_ path: String) -> JSON { .string("\u{1}" + path) }

  /// Stores an object. With `open`, the closing brace is left out, so that the reader can add members.
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
      // Paths consist of characters that JSON does not escape.
      output += [UInt8(ascii: "\""), mark, UInt8(ascii: "A")]
      output += text.utf8.dropFirst()
      output.append(UInt8(ascii: "\""))
    default: value.append(to: &output)
    }
  }

  private static func append(_ object: JSONObject, to output: inout [UInt8]) {
    // If a map came first and were left out, it would leave a comma behind, so other members come first.
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

  /// Parses a stored object; links contain only their paths.
  package static func read(_ stored: UnsafeRawBufferPointer) throws -> JSONObject {
    var json = OutputBuffer(capacity: stored.count + 64)
    fill(stored, address: [], language: nil, into: &json)
    return try Array(json.bytes).object()
  }

  /// Whether stored members need a comma after other members: a map writes its own.
  package static func needsComma(_ members: UnsafeRawBufferPointer) -> Bool {
    members.first != mark && members.first != UInt8(ascii: "}")
  }

  /// Appends the complete text with `address` inserted. Of each map it keeps `language`, or all languages if nil.
  /// The file of a read replica may be damaged: bytes that are no stored JSON are copied or left out.
  package static func fill(
    _ stored: UnsafeRawBufferPointer, address: [UInt8], language: Language?, into output: inout OutputBuffer
  ) {
    var rest = Rest(stored)
    var isFirstEntry = true
    while true {
      let (text, operation) = rest.next()
      output.append(text)
      switch operation {
      case nil: return
      case UInt8(ascii: "A"): output.append(address)
      case UInt8(ascii: "M"):
        let languages = LanguageSet(rawValue: rest.value())
        if let language, !languages.contains(.one(language)) {
          rest.skip(past: UInt8(ascii: "m"))
        } else {
          if output.last != UInt8(ascii: "{") { output.append(UInt8(ascii: ",")) }
          isFirstEntry = true
        }
      case UInt8(ascii: "L"):
        let index = rest.value()
        if let language, language.index != index {
          rest.skip(past: UInt8(ascii: "E"))
        } else {
          if !isFirstEntry { output.append(UInt8(ascii: ",")) }
          isFirstEntry = false
        }
      default: break
      }
    }
  }

  /// The part of stored JSON that is still to be read.
  private struct Rest {
    private var position: UnsafeRawPointer?
    private var count: Int

    init(_ stored: UnsafeRawBufferPointer) { (position, count) = (stored.baseAddress, stored.count) }

    private mutating func advance(_ bytes: Int) {
      position = position.map { $0 + bytes }
      count -= bytes
    }

    /// The bytes before the next mark, and its letter; nil at the end.
    @inline(__always)
    mutating func next() -> (text: UnsafeRawBufferPointer, operation: UInt8?) {
      guard let start = position, count > 0 else { return (UnsafeRawBufferPointer(start: nil, count: 0), nil) }
      let length = memchr(start, Int32(mark), count).map { UnsafeRawPointer($0) - start } ?? count
      let text = UnsafeRawBufferPointer(start: start, count: length)
      // A mark at the end has no letter.
      guard length + 1 < count else {
        advance(count)
        return (text, nil)
      }
      let operation = start.load(fromByteOffset: length + 1, as: UInt8.self)
      advance(length + 2)
      return (text, operation)
    }

    /// The digit after a mark; 0 at the end.
    mutating func value() -> UInt8 {
      guard let position, count > 0 else { return 0 }
      let digit = position.load(as: UInt8.self)
      advance(1)
      return digit &- zero
    }

    /// Goes on after the next mark with this letter.
    mutating func skip(past letter: UInt8) {
      while let operation = next().operation, operation != letter {}
    }
  }
}

extension JSON {
  /// The languages of a map by language; nil for any other value. A map is recognized by the names of its members.
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
