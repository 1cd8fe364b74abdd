// Raw SQLite rows, for the reads that every visitor makes, and cached statements.

import Foundation
import GRDB
import GRDBSQLite

/// The current row of a statement. Its columns are valid until the next step.
package struct RawRow {
  fileprivate let statement: SQLiteStatement

  package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  /// The bytes of a blob, without a copy; nil for NULL.
  package func bytes(_ column: Int32) -> UnsafeRawBufferPointer? {
    guard let start = sqlite3_column_blob(statement, column) else { return nil }
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
  }

  package func text(_ column: Int32) -> String {
    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
  }

  package func value(_ column: Int32) -> DatabaseValue { DatabaseValue(sqliteStatement: statement, index: column) }
}

extension Database {
  /// Steps through the rows of a query, whose statement is cached. A page of 20 rows costs a third of what it costs
  /// with GRDB's rows.
  /// - Parameter body: called for each row until it returns false.
  package func rows(_ sql: String, _ arguments: [DatabaseValue], _ body: (RawRow) throws -> Bool) throws {
    var statement = try cachedStatement(sql: sql)
    // `body` may run the same query. It gets a statement of its own, because resetting this one would end this read.
    if sqlite3_stmt_busy(statement.sqliteStatement) != 0 { statement = try makeStatement(sql: sql) }
    try withExtendedLifetime(statement) {
      let handle = statement.sqliteStatement
      defer { sqlite3_reset(handle) }
      for (index, argument) in arguments.enumerated() {
        let code = Self.bind(argument, to: handle, at: Int32(index + 1))
        guard code == SQLITE_OK else { throw fault(code) }
      }
      while true {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: guard try body(RawRow(statement: handle)) else { return }
        case SQLITE_DONE: return
        case let code: throw fault(code)
        }
      }
    }
  }

  private func fault(_ code: Int32) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage)
  }

  /// Executes a cached statement, because compiling one costs more than most executions.
  package func run(sql: String, arguments: StatementArguments = StatementArguments()) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// Returns SQLite's result code.
  private static func bind(_ value: DatabaseValue, to statement: SQLiteStatement, at index: Int32) -> Int32 {
    // Makes SQLite copy the bytes (SQLITE_TRANSIENT).
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    // A 64-bit length: SQLite refuses what is too large, where a conversion to 32 bits would crash.
    switch value.storage {
    case .null: return sqlite3_bind_null(statement, index)
    case .int64(let number): return sqlite3_bind_int64(statement, index, number)
    case .double(let number): return sqlite3_bind_double(statement, index, number)
    case .string(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text64(statement, index, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let data):
      return data.withUnsafeBytes { sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient) }
    }
  }
}
