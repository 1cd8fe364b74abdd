// Parts of SQL statements that depend on the number of values.

import GRDB

package enum SQL {
  /// Placeholders for a list of values: `?,?,?`.
  package static func marks(_ count: Int) -> String {
    Array(repeating: "?", count: count).joined(separator: ",")
  }
}

/// A `WHERE` condition: clauses joined by AND, with their arguments.
package struct Condition {
  /// Tables and joins, for `FROM`.
  package var source: String
  package private(set) var clauses: [String] = []
  package private(set) var arguments: [DatabaseValue] = []

  package init(source: String) { self.source = source }

  package mutating func add(_ clause: String, _ values: [any DatabaseValueConvertible]) {
    clauses.append(clause)
    arguments += values.map(\.databaseValue)
  }

  /// Restricts a column to these values; an empty list restricts nothing.
  package mutating func narrow(_ column: String, to values: [String]) {
    guard !values.isEmpty else { return }
    add("\(column) IN (\(SQL.marks(values.count)))", values)
  }

  package var sql: String { clauses.joined(separator: " AND ") }

  /// The matching rows, for `FROM`.
  package var matches: String { clauses.isEmpty ? source : "\(source) WHERE \(sql)" }
}
