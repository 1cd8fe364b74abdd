// Finds a person's data in the desk's file: the values in all tables that contain certain words.

import Catalog
import Foundation
import GRDB
import Migrations
import Storage
import Values

/// Words that identify a person: a name, an e-mail address, a number.
package struct Person: Sendable {
  /// A column of a row that contains one of the words.
  package struct Place: Sendable {
    package let table: String
    package let column: String
    /// The row's key, column by column.
    let key: [(column: String, value: DatabaseValue)]
    package let text: String

    /// The key of the row, for people.
    package var row: String { key.map { "\($0.column) \($0.value.description)" }.joined(separator: ", ") }
  }

  let words: [String]
  /// The words as they stand in ids and addresses: `jan-peeters`. A slug without a hyphen is found as a word.
  private let slugs: [String]

  /// The minimum number of characters of a word; shorter words occur everywhere.
  private static let shortest = 4

  /// - Throws: `DataFault` when a word is too short to identify a person.
  package init(_ words: [String]) throws {
    self.words = words.map { $0.trimming(" ") }
    slugs = self.words.map { $0.slug() }.filter { $0.contains("-") }
    for word in self.words where word.count < Self.shortest {
      throw DataFault("“\(word)” has fewer than \(Self.shortest) characters, and would match unrelated text")
    }
  }

  private static let folding: String.CompareOptions = [.caseInsensitive, .diacriticInsensitive]

  /// True when a text contains one of the words, ignoring case and accents, or its slug.
  func isIn(_ text: String) -> Bool {
    words.contains { text.range(of: $0, options: Self.folding) != nil }
      || slugs.contains { !text.ranges(ofSlug: $0).isEmpty }
  }

  /// The text with each of the words replaced by a mark.
  func erased(from text: String) -> String {
    let erased = words.reduce(text) {
      $0.replacingOccurrences(of: $1, with: Self.mark, options: Self.folding)
    }
    return slugs.reduce(erased) { $0.replacing(slug: $1, with: Self.mark) }
  }

  /// An id without the parts that contain one of the words; empty when nothing is left.
  func erased(fromID id: String) -> String {
    var parts = id.split(separator: "-").map(String.init)
    for slug in slugs {
      let words = slug.split(separator: "-").map(String.init)
      while let start = parts.indices.first(where: { parts[$0...].starts(with: words) }) {
        parts.removeSubrange(start..<start + words.count)
      }
    }
    return parts.filter { !isIn($0) }.joined(separator: "-")
  }

  /// The replacement for erased words. It needs no escaping in JSON.
  static let mark = "[gewist / effacé]"

  /// All places in the desk's tables, except derived tables.
  func places(_ db: Database) throws -> [Place] {
    let shared = try ProjectionFile.inMemory(Migrations.shared).read(Self.tables)
    let derived = Set(shared + ["kinds", "linkCarriers", "links", "migrations"])
    return try Self.tables(db).filter { !derived.contains($0) }.flatMap { table in try places(db, in: table) }
  }

  @Sendable private static func tables(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
  }

  private func places(_ db: Database, in table: String) throws -> [Place] {
    let columns = try db.columns(in: table).filter { ["TEXT", "BLOB"].contains($0.type) }.map(\.name)
    let keys = try db.primaryKey(table).columns
    var places: [Place] = []
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table.quotedDatabaseIdentifier)")
    while let row = try rows.next() {
      for column in columns {
        guard let text = Self.text(row[column] as DatabaseValue), isIn(text) else { continue }
        places.append(
          Place(table: table, column: column, key: keys.map { ($0, row[$0] as DatabaseValue) }, text: text))
      }
    }
    return places
  }

  /// A value as text; nil for numbers and other non-text values.
  private static func text(_ value: DatabaseValue) -> String? {
    switch value.storage {
    case .string(let text): text
    case .blob(let bytes): String(validating: bytes, as: UTF8.self)
    case .null, .int64, .double: nil
    }
  }
}

extension String {
  /// Where a slug or an id stands as a whole, or as whole parts of a longer one.
  fileprivate func ranges(ofSlug slug: String) -> [Range<Index>] {
    ranges(of: slug).filter { range in
      let neighbors = [self[..<range.lowerBound].last, self[range.upperBound...].first]
      return !neighbors.contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
    }
  }

  /// The text with every occurrence of a slug or an id replaced.
  func replacing(slug: String, with other: String) -> String {
    ranges(ofSlug: slug).reversed().reduce(into: self) { $0.replaceSubrange($1, with: other) }
  }
}

extension DeskServices {
  /// All places in the desk's file that contain a person's words.
  package func places(of person: Person) throws -> [Person.Place] {
    try desk.pool.read { db in try person.places(db) }
  }
}
