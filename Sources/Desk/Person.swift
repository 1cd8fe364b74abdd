// What the desk's file holds of a person: everything in which certain words stand, in whatever table.

import Catalog
import Foundation
import GRDB
import Migrations
import Storage
import Values

/// Words that tell who a person is: a name, an address of mail, a number.
package struct Person: Sendable {
  /// A column of a row in which one of the words stands.
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

  /// Characters of a word at least: what is shorter stands in everything.
  private static let shortest = 4

  /// - Throws: `DataFault` when a word is too short to mean anybody.
  package init(_ words: [String]) throws {
    self.words = words.map { $0.trimming(" ") }
    for word in self.words where word.count < Self.shortest {
      throw DataFault("“\(word)” has fewer than \(Self.shortest) characters, and would be found in what is not meant")
    }
  }

  private static let folding: String.CompareOptions = [.caseInsensitive, .diacriticInsensitive]

  /// Whether one of the words stands in a text, whatever its case and accents.
  func isIn(_ text: String) -> Bool { words.contains { text.range(of: $0, options: Self.folding) != nil } }

  /// The text with a mark in the place of each of the words.
  func erased(from text: String) -> String {
    words.reduce(text) { $0.replacingOccurrences(of: $1, with: Self.mark, options: Self.folding) }
  }

  /// What stands where a person was. It is plain text in any JSON.
  static let mark = "[gewist / effacé]"

  /// All places in the desk's tables, but for those that are made from the others.
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

  /// A value as text; nil for what is none.
  private static func text(_ value: DatabaseValue) -> String? {
    switch value.storage {
    case .string(let text): text
    case .blob(let bytes): String(validating: bytes, as: UTF8.self)
    case .null, .int64, .double: nil
    }
  }
}

extension DeskServices {
  /// All that the desk holds of a person.
  package func places(of person: Person) throws -> [Person.Place] {
    try desk.pool.read { db in try person.places(db) }
  }
}
