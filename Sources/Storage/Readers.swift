// The connections that read a file: one for each reader at a time, each read one snapshot.

import Foundation
import GRDB
import Synchronization

/// Read-only connections, taken in turn, for what the API reads. GRDB's pool does the same and more, at 70,000
/// instructions a read, which is more than most reads here.
package final class Readers: Sendable {
  private let path: String
  private let functions: @Sendable (Database) throws -> Void
  private let isWhole: (@Sendable (Database) throws -> Bool)?
  private let idle: Mutex<[DatabaseQueue]>
  /// Those that do not map the file.
  private let idleUnmapped: Mutex<[DatabaseQueue]>

  /// - Parameters:
  ///   - functions: what the schema needs beside SQLite's own: registers it with a new connection.
  ///   - isWhole: tells of a file that another process writes whether the state that a transaction sees is whole.
  package init(
    path: String, functions: @escaping @Sendable (Database) throws -> Void,
    isWhole: (@Sendable (Database) throws -> Bool)? = nil
  ) {
    (self.path, self.functions, self.isWhole) = (path, functions, isWhole)
    idle = Mutex([])
    idleUnmapped = Mutex([])
  }

  /// Runs a read within one transaction: all its statements see the same state of the file.
  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let connection = try idle.withLock { $0.popLast() } ?? SQLiteFile.reader(path, functions: functions)
    defer { idle.withLock { $0.append(connection) } }
    return try transaction(connection, body)
  }

  /// The same for a read that goes through the whole file, which would fill the memory that is mapped.
  package func readThrough<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let connection =
      try idleUnmapped.withLock { $0.popLast() } ?? SQLiteFile.reader(path, isMapped: false, functions: functions)
    defer { idleUnmapped.withLock { $0.append(connection) } }
    return try transaction(connection, body)
  }

  private func transaction<Value>(_ connection: DatabaseQueue, _ body: (Database) throws -> Value) throws -> Value {
    while true {
      let value: Value? = try connection.inDatabase { db in
        try db.rows("BEGIN", []) { _ in true }
        defer { try? db.rows("COMMIT", []) { _ in true } }
        return try isWhole?(db) == false ? nil : body(db)
      }
      if let value { return value }
      // Outside the transaction, whose lock would keep the rest from being written.
      usleep(20_000)
    }
  }
}
