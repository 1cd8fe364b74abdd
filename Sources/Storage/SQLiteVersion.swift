// The version of SQLite that this process runs with.

import GRDBSQLite

package enum SQLiteVersion {
  package static let text = String(cString: sqlite3_libversion())
  /// Whether the log-reset bug is fixed (sqlite.org/wal.html, "The WAL-Reset Bug").
  package static let hasLogResetFix = hasLogResetFix(sqlite3_libversion_number())

  /// - Parameter number: such as 3040001 for 3.40.1.
  static func hasLogResetFix(_ number: Int32) -> Bool { number >= 3_051_003 }

  /// For people who run the newsroom.
  package static let sentence =
    hasLogResetFix
    ? "SQLite \(text): has the fix of the log-reset bug"
    : "SQLite \(text): lacks the fix of the log-reset bug, so no commit may run during a checkpoint"
}
