// A strict JSON parser (RFC 8259): it reports the line and column of faults, and rejects duplicate names.

/// Why a text is not valid JSON. Lines and columns count from 1; columns count bytes.
struct JSONFault: Error, Equatable {
  enum Reason: Equatable {
    case invalidUTF8
    case empty
    case byteOrderMark
    case unexpected(String)
    case unterminated
    case invalidEscape
    case invalidNumber
    case controlCharacter
    case duplicateName(String)
    case tooDeep(limit: Int)
    case trailingText
  }
  let reason: Reason
  let line: Int
  let column: Int
}

extension JSON {
  /// The maximum nesting depth of objects and arrays.
  static let depthLimit = 64

  /// Parses one value from UTF-8 bytes. All duplicate names are reported together; any other fault stops the parser.
  package static func parse(_ bytes: [UInt8]) -> Result<JSON, JSONFaults> {
    var parser = JSONParser(bytes)
    do {
      let value = try parser.document()
      guard parser.count > 0 else { return .success(value) }
    } catch {
      parser.note(error)
    }
    return .failure(parser.faults)
  }
}

package struct JSONFaults: Error {
  /// In the order of the text, at most ``Issues/limit``.
  let first: [JSONFault]
  /// The number of all faults.
  let count: Int
}

/// A fault with its byte offset. Its line is counted later, in one pass over the text for all faults.
private struct Misplaced: Error {
  let reason: JSONFault.Reason
  let offset: Int
}

private struct JSONParser {
  let bytes: [UInt8]
  var position = 0
  var depth = 0
  private(set) var count = 0
  private var noted: [Misplaced] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func note(_ fault: Misplaced) {
    count += 1
    if noted.count < Issues.limit { noted.append(fault) }
  }

  /// The faults with their lines and columns, from one pass over the text.
  var faults: JSONFaults {
    var line = 1
    var start = 0
    var position = 0
    let placed = noted.sorted { $0.offset < $1.offset }.map { fault in
      while position < min(fault.offset, bytes.count) {
        if bytes[position] == 0x0A { (line, start) = (line + 1, position + 1) }
        position += 1
      }
      return JSONFault(reason: fault.reason, line: line, column: position - start + 1)
    }
    return JSONFaults(first: placed, count: count)
  }

  mutating func document() throws(Misplaced) -> JSON {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw fault(.invalidUTF8, at: firstInvalidByte()) }
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw fault(.byteOrderMark) }
    skipSpace()
    guard position < bytes.count else { throw fault(.empty) }
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw fault(.trailingText) }
    return value
  }

  private mutating func value() throws(Misplaced) -> JSON {
    guard position < bytes.count else { throw fault(.unterminated) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw unexpected()
    }
  }

  private mutating func object() throws(Misplaced) -> JSONObject {
    var object = JSONObject()
    var names: Set<String> = []
    try enter()
    if try !closes(UInt8(ascii: "}")) {
      repeat {
        skipSpace()
        let start = position
        guard position < bytes.count else { throw fault(.unterminated) }
        guard bytes[position] == UInt8(ascii: "\"") else { throw unexpected() }
        let name = try string()
        skipSpace()
        try expect(UInt8(ascii: ":"))
        skipSpace()
        let value = try value()
        if names.insert(name).inserted {
          object.append(new: name, value)
        } else {
          note(fault(.duplicateName(name), at: start))
        }
      } while try continues(before: UInt8(ascii: "}"))
    }
    depth -= 1
    return object
  }

  private mutating func array() throws(Misplaced) -> [JSON] {
    var values: [JSON] = []
    try enter()
    if try !closes(UInt8(ascii: "]")) {
      repeat {
        skipSpace()
        values.append(try value())
      } while try continues(before: UInt8(ascii: "]"))
    }
    depth -= 1
    return values
  }

  private mutating func enter() throws(Misplaced) {
    depth += 1
    guard depth <= JSON.depthLimit else { throw fault(.tooDeep(limit: JSON.depthLimit)) }
    position += 1
  }

  private mutating func closes(_ end: UInt8) throws(Misplaced) -> Bool {
    skipSpace()
    guard position < bytes.count else { throw fault(.unterminated) }
    guard bytes[position] == end else { return false }
    position += 1
    return true
  }

  private mutating func continues(before end: UInt8) throws(Misplaced) -> Bool {
    if try closes(end) { return false }
    try expect(UInt8(ascii: ","))
    return true
  }

  private mutating func string() throws(Misplaced) -> String {
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let start = position
      while position < bytes.count, Self.isPlain(bytes[position]) { position += 1 }
      let run = bytes[start..<position]
      guard position < bytes.count else { break }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return content.isEmpty ? String(decoding: run, as: UTF8.self) : String(decoding: content + run, as: UTF8.self)
      case UInt8(ascii: "\\"):
        content += run
        content += String(try escape()).utf8
      default: throw fault(.controlCharacter)
      }
    }
    throw fault(.unterminated)
  }

  /// Whether a byte stands for itself within a string.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func escape() throws(Misplaced) -> Character {
    let start = position
    guard position + 1 < bytes.count else { throw fault(.unterminated) }
    let letter = bytes[position + 1]
    position += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(UnicodeScalar(letter))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var units = [try hexadecimal(escape: start)]
      if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: "\\u".utf8) {
        position += 2
        units.append(try hexadecimal(escape: start))
      }
      // A lone surrogate is not a character; RFC 8259 section 8.2 calls the behavior of receivers unpredictable.
      guard let text = String(validating: units, as: UTF16.self), let character = text.first else {
        throw fault(.invalidEscape, at: start)
      }
      return character
    default: throw fault(.invalidEscape, at: start)
    }
  }

  private mutating func hexadecimal(escape start: Int) throws(Misplaced) -> UInt16 {
    guard position + 4 <= bytes.count else { throw fault(.unterminated) }
    let digits = bytes[position..<position + 4]
    guard digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault(.invalidEscape, at: start) }
    position += 4
    return unit
  }

  private mutating func number() throws(Misplaced) -> String {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let integer = digits()
    guard integer > 0, integer == 1 || bytes[position - integer] != UInt8(ascii: "0") else {
      throw fault(.invalidNumber, at: start)
    }
    if take(UInt8(ascii: ".")), digits() == 0 { throw fault(.invalidNumber, at: start) }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      if digits() == 0 { throw fault(.invalidNumber, at: start) }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    return position - start
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(Misplaced) {
    guard position < bytes.count else { throw fault(.unterminated) }
    guard take(byte) else { throw unexpected() }
  }

  private mutating func literal(_ text: String, _ value: JSON) throws(Misplaced) -> JSON {
    guard bytes[position...].starts(with: text.utf8) else { throw unexpected() }
    position += text.utf8.count
    return value
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  private func unexpected() -> Misplaced {
    let rest = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    return fault(.unexpected(rest.first.map(String.init) ?? ""))
  }

  private func firstInvalidByte() -> Int {
    var end = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { end += UTF8.width(scalar) }
    return end
  }

  private func fault(_ reason: JSONFault.Reason, at offset: Int? = nil) -> Misplaced {
    Misplaced(reason: reason, offset: offset ?? position)
  }
}

extension [UInt8] {
  /// Parses a body that must be one JSON object.
  package func object() throws(InvalidInput) -> JSONObject {
    switch JSON.parse(self) {
    case .success(.object(let object)): return object
    case .success(let other):
      throw InvalidInput(.schemaViolation, .body, "", other.string, .wrongType(.anObject))
    case .failure(let faults):
      var issues = Issues(faults.first) { fault in
        var name = ""
        if case .duplicateName(let duplicate) = fault.reason { name = duplicate }
        return Issue(kind: .schemaViolation, location: .body, name: name, message: .malformedJSON(fault))
      }
      issues.omit(faults.count - faults.first.count)
      throw InvalidInput(issues)
    }
  }
}

extension JSON {
  /// Parses a stored document; nil for text that is not a JSON object.
  package static func stored(_ text: String) -> JSONObject? {
    guard case .success(let value) = parse(Array(text.utf8)) else { return nil }
    return value.object
  }
}
