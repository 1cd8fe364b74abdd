// The connections that read a file: one for each reader at a time, each read one snapshot.

import Foundation
import GRDB
import Synchronization

/// Read-only connections, taken in turn, for what the API reads. GRDB's pool does the same and more, at 70,000
/// instructions a read, which is more than most reads here.
@usableFromInline
package final class Readers: Sendable {
  private let path: String
  private let functions: @Sendable (Database) throws -> Void
  private let isWhole: (@Sendable (Database) throws -> Bool)?
  private let idle = IdleConnections()
  /// Those that do not map the file.
  private let idleUnmapped = IdleConnections()

  /// - Parameters:
  ///   - functions: what the schema needs beside SQLite's own: registers it with a new connection.
  ///   - isWhole: whether a transaction sees a whole state of a file that another process writes.
  package init(
    path: String, functions: @escaping @Sendable (Database) throws -> Void,
    isWhole: (@Sendable (Database) throws -> Bool)? = nil
  ) {
    (self.path, self.functions, self.isWhole) = (path, functions, isWhole)
  }

  /// Runs a read within one transaction: all its statements see the same state of the file.
  @inlinable
  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var value: Value?
    try perform(isMapped: true) { db in value = try body(db) }
    guard let value else { throw DataFault("a read ended without a value") }
    return value
  }

  /// The same for a read that goes through the whole file, which would fill the memory that is mapped.
  @inlinable
  package func readThrough<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var value: Value?
    try perform(isMapped: false) { db in value = try body(db) }
    guard let value else { throw DataFault("a read ended without a value") }
    return value
  }

  /// What is not generic of a read, so that the rest is compiled for its type where it is called.
  @usableFromInline
  func perform(isMapped: Bool, _ body: (Database) throws -> Void) throws {
    let pool = isMapped ? idle : idleUnmapped
    let connection =
      try pool.connections.withLock { $0.popLast() }
      ?? SQLiteFile.reader(path, isMapped: isMapped, functions: functions)
    defer { pool.connections.withLock { $0.append(connection) } }
    while true {
      let isDone = try connection.inDatabase { db in
        try db.rows("BEGIN", []) { _ in true }
        defer { try? db.rows("COMMIT", []) { _ in true } }
        if try isWhole?(db) == false { return false }
        try body(db)
        return true
      }
      if isDone { return }
      // Outside the transaction, whose lock would keep the rest from being written.
      usleep(20_000)
    }
  }
}

/// Connections that nobody reads with just now.
private final class IdleConnections: Sendable {
  let connections = Mutex<[DatabaseQueue]>([])
}
