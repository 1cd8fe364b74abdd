// Comma-separated values (RFC 4180), in UTF-8 with a byte order mark so that spreadsheets show accents correctly.

import Bytes
import Content
import Foundation
import Values

extension ListRepresentation {
  /// A line with the column names, then one row per item. A localized text has a column per language: `title.nl`.
  static var csv: ListRepresentation {
    Representation(
      suffix: "csv", mediaType: "text/csv", parameters: "; charset=utf-8; header=present", disposition: .attachment,
      rendering: .every { resource, language in
        let columns = CSVColumns(resource, language.map { [$0] } ?? Language.allCases)
        return ExportFormat(opening: columns.header) { CSVWriter(columns) }
      })
  }
}

/// The columns of a resource, from the members of its items in a collection.
struct CSVColumns: Sendable {
  /// A JSON member: its own column, or the columns of its members.
  final class Member: Sendable {
    let name: [UInt8]
    let column: Int?
    /// The column of each language of a localized text, by language code.
    let languages: [(code: [UInt8], column: Int)]
    let members: [Member]

    init(
      _ name: String, column: Int? = nil, languages: [(code: [UInt8], column: Int)] = [], members: [Member] = []
    ) {
      (self.name, self.column, self.languages, self.members) = (Array(name.utf8), column, languages, members)
    }
  }

  private(set) var names: [String] = []
  private(set) var members: [Member] = []

  init(_ resource: Resource, _ languages: [Language]) {
    let fields = Dictionary(uniqueKeysWithValues: resource.fields.map { ($0.name, $0.shape) })
    var all = ["href", "id", "kind", "status", "releaseDate", "publishedAt", "updatedAt", "languages"]
    all = all.filter { !["kind", "releaseDate"].contains($0) || fields[$0] != nil }
    for name in all + resource.summary where !members.contains(where: { $0.name == Array(name.utf8) }) {
      members.append(add(name, to: "", fields[name] ?? .text(0), languages))
    }
  }

  private mutating func add(_ name: String, to path: String, _ shape: Shape, _ languages: [Language]) -> Member {
    let full = path + name
    switch shape {
    case .texts, .notice, .label:
      let first = names.count
      names += languages.map { "\(full).\($0)" }
      return Member(
        name, languages: languages.enumerated().map { (Array($1.rawValue.utf8), first + $0) })
    case .object(let fields):
      return Member(name, members: fields.map { add($0.name, to: full + ".", $0.shape, languages) })
    default:
      names.append(full)
      return Member(name, column: names.count - 1)
    }
  }

  /// The byte order mark and the line of column names.
  var header: [UInt8] { [0xEF, 0xBB, 0xBF] + Array((names.joined(separator: ",") + "\r\n").utf8) }
}

/// Writes a row directly from our own JSON text, without parsing it into values. Texts are always quoted, so that
/// only quotes in them need escaping; numbers are not quoted.
private struct CSVRow: ~Copyable {
  private let columns: CSVColumns
  /// The contents of the cells in the order of the JSON; `cells` has the range of each column.
  private var scratch = OutputBuffer(capacity: 16 * 1024)
  private var cells: [Range<Int>]

  init(_ columns: CSVColumns) {
    self.columns = columns
    cells = Array(repeating: 0..<0, count: columns.names.count)
  }

  mutating func append(_ json: UnsafeRawBufferPointer, to output: inout OutputBuffer) {
    scratch.removeAll()
    for index in cells.indices { cells[index] = 0..<0 }
    var reader = Reader(json)
    object(&reader, columns.members)
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output.append(UnsafeRawBufferPointer(rebasing: scratch.bytes[cell]))
    }
    output.append("\r\n")
  }

  private mutating func object(_ reader: inout Reader, _ members: [CSVColumns.Member]) {
    reader.take(UInt8(ascii: "{"))
    // Members nearly always come in the same order.
    var next = 0
    while !reader.takes(UInt8(ascii: "}")), !reader.isAtEnd {
      let name = reader.name()
      if next >= members.count || !Reader.same(members[next].name, name) {
        next = members.firstIndex { Reader.same($0.name, name) } ?? members.count
      }
      value(&reader, next < members.count ? members[next] : nil)
      next += 1
      reader.take(UInt8(ascii: ","))
    }
  }

  private mutating func value(_ reader: inout Reader, _ member: CSVColumns.Member?) {
    guard let member else { return reader.skip() }
    let start = scratch.count
    switch reader.peek {
    case UInt8(ascii: "{") where !member.languages.isEmpty: texts(&reader, member.languages)
    case UInt8(ascii: "{"): object(&reader, member.members)
    case UInt8(ascii: "["):
      list(&reader)
      if let column = member.column { cells[column] = start..<scratch.count }
    case UInt8(ascii: "\""):
      scratch.append(UInt8(ascii: "\""))
      text(&reader)
      scratch.append(UInt8(ascii: "\""))
      if let column = member.column { cells[column] = start..<scratch.count }
      // A plain string fills the column of every language.
      for language in member.languages { cells[language.column] = start..<scratch.count }
    default:
      scratch.append(reader.plain())
      if let column = member.column { cells[column] = start..<scratch.count }
    }
  }

  private mutating func texts(_ reader: inout Reader, _ languages: [(code: [UInt8], column: Int)]) {
    reader.take(UInt8(ascii: "{"))
    while !reader.takes(UInt8(ascii: "}")), !reader.isAtEnd {
      let code = reader.name()
      if let language = languages.first(where: { Reader.same($0.code, code) }) {
        let start = scratch.count
        scratch.append(UInt8(ascii: "\""))
        text(&reader)
        scratch.append(UInt8(ascii: "\""))
        cells[language.column] = start..<scratch.count
      } else {
        reader.skip()
      }
      reader.take(UInt8(ascii: ","))
    }
  }

  /// Writes a list into one cell, separated by semicolons.
  private mutating func list(_ reader: inout Reader) {
    reader.take(UInt8(ascii: "["))
    scratch.append(UInt8(ascii: "\""))
    let start = scratch.count
    while !reader.takes(UInt8(ascii: "]")), !reader.isAtEnd {
      if scratch.count > start { scratch.append(UInt8(ascii: ";")) }
      if reader.peek == UInt8(ascii: "\"") { text(&reader) } else { reader.skip() }
      reader.take(UInt8(ascii: ","))
    }
    scratch.append(UInt8(ascii: "\""))
  }

  /// Writes a JSON string as the content of a quoted cell. An apostrophe precedes a text that a spreadsheet would take
  /// for a formula (OWASP, CSV injection).
  private mutating func text(_ reader: inout Reader) {
    reader.take(UInt8(ascii: "\""))
    if reader.isFormula { scratch.append(UInt8(ascii: "'")) }
    while true {
      scratch.append(reader.run())
      switch reader.escape() {
      case nil: return
      case UInt8(ascii: "\""): scratch.append("\"\"")
      case UInt8(ascii: "n"): scratch.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): scratch.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "t"): scratch.append(UInt8(ascii: "\t"))
      // Other control characters do not occur in stored texts.
      case UInt8(ascii: "u"): reader.skip(bytes: 4)
      case let byte?: scratch.append(byte)
      }
    }
  }
}

private final class CSVWriter: RowWriter {
  private var row: CSVRow

  init(_ columns: CSVColumns) { row = CSVRow(columns) }

  func append(_ json: UnsafeRawBufferPointer, to output: inout OutputBuffer) { row.append(json, to: &output) }
}

/// A position in a JSON text without white space between tokens.
private struct Reader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }
  var peek: UInt8 { isAtEnd ? 0 : bytes[position] }

  mutating func take(_ byte: UInt8) { if peek == byte { position += 1 } }

  mutating func takes(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  mutating func skip(bytes count: Int) { position = min(position + count, bytes.count) }

  /// Reads a member's name, up to the start of its value.
  mutating func name() -> UnsafeRawBufferPointer {
    take(UInt8(ascii: "\""))
    let name = run()
    take(UInt8(ascii: "\""))
    take(UInt8(ascii: ":"))
    return name
  }

  /// Reads the bytes before the next quote or backslash.
  mutating func run() -> UnsafeRawBufferPointer {
    guard let start = bytes.baseAddress?.advanced(by: position) else { return bytes }
    var count = bytes.count - position
    for end in "\"\\".utf8 {
      if let found = memchr(start, CInt(end), count) { count = UnsafeRawPointer(found) - start }
    }
    position += count
    return UnsafeRawBufferPointer(start: start, count: count)
  }

  /// Reads the letter of an escape; nil at the end of the string, whose quote is skipped.
  mutating func escape() -> UInt8? {
    guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\") else {
      position += 1
      return nil
    }
    position += 2
    return bytes[position - 1]
  }

  /// Reads a number, `true`, `false` or `null`.
  mutating func plain() -> UnsafeRawBufferPointer {
    let start = position
    while position < bytes.count, !",}]".utf8.contains(bytes[position]) { position += 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<position])
  }

  /// Skips a value.
  mutating func skip() {
    var depth = 0
    repeat {
      switch peek {
      case UInt8(ascii: "\""):
        position += 1
        repeat { _ = run() } while escape() != nil
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): position += 1
      default: _ = plain()
      }
    } while depth > 0 && !isAtEnd
  }

  /// True when the text here begins with = + - @, a tab, a line end, or a full-width form of one of these signs.
  var isFormula: Bool {
    switch peek {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): return true
    case UInt8(ascii: "\\"): return position + 1 < bytes.count && "trn".utf8.contains(bytes[position + 1])
    case 0xEF where position + 2 < bytes.count && bytes[position + 1] == 0xBC:
      // U+FF1D, U+FF0B, U+FF0D, U+FF20
      return [0x9D, 0x8B, 0x8D, 0xA0].contains(bytes[position + 2])
    default: return false
    }
  }

  static func same(_ name: [UInt8], _ other: UnsafeRawBufferPointer) -> Bool {
    name.count == other.count
      && name.withUnsafeBufferPointer { name in
        guard let one = name.baseAddress, let two = other.baseAddress else { return true }
        return memcmp(one, two, name.count) == 0
      }
  }
}
