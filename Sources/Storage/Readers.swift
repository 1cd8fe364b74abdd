// A pool of read-only connections to one file; each read sees one snapshot.

import Foundation
import GRDB
import Synchronization

/// Read-only connections, used one at a time. GRDB's pool does the same and more, but costs 70,000 instructions
/// a read, which is more than most reads here.
@usableFromInline
package final class Readers: Sendable {
  private let path: String
  private let functions: @Sendable (Database) throws -> Void
  private let isWhole: (@Sendable (Database) throws -> Bool)?
  private let idle = IdleConnections()
  /// Connections that do not map the file into memory.
  private let idleUnmapped = IdleConnections()

  /// - Parameters:
  ///   - functions: registers the SQL functions that the schema needs with a new connection.
  ///   - isWhole: whether a transaction sees a consistent state of a file that another process writes. A read repeats
  ///     until it does.
  package init(
    path: String, functions: @escaping @Sendable (Database) throws -> Void,
    isWhole: (@Sendable (Database) throws -> Bool)? = nil
  ) {
    (self.path, self.functions, self.isWhole) = (path, functions, isWhole)
  }

  /// Runs a read within one transaction, so that all its statements see the same state of the file.
  /// - Parameter limit: the processor time that it may take; nil for any.
  /// - Throws: `ReadTooLong` and what the body throws.
  @inlinable
  package func read<Value>(within limit: Duration? = nil, _ body: (Database) throws -> Value) throws -> Value {
    var value: Value?
    try perform(isMapped: true, within: limit) { db in value = try body(db) }
    guard let value else { throw DataFault("a read ended without a value") }
    return value
  }

  /// The same for a read that scans the whole file. It does not map the file, because that would fill the memory.
  @inlinable
  package func readThrough<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var value: Value?
    try perform(isMapped: false, within: nil) { db in value = try body(db) }
    guard let value else { throw DataFault("a read ended without a value") }
    return value
  }

  /// The part of a read that is not generic. The generic part is specialized at each call.
  @usableFromInline
  func perform(isMapped: Bool, within limit: Duration?, _ body: (Database) throws -> Void) throws {
    let pool = isMapped ? idle : idleUnmapped
    let connection =
      try pool.connections.withLock { $0.popLast() }
      ?? SQLiteFile.reader(path, isMapped: isMapped, functions: functions)
    var isReusable = true
    defer { if isReusable { pool.connections.withLock { $0.append(connection) } } }
    while true {
      let isDone = try connection.inDatabase { db in
        // A connection that keeps its transaction would show the same state of the file forever.
        defer { isReusable = !db.isInsideTransaction }
        try db.rows("BEGIN", []) { _ in true }
        do {
          let isDone = try isWhole?(db) != false
          if isDone {
            if let limit { try db.limitTime(to: limit) { try body(db) } } else { try body(db) }
          }
          try db.rows("COMMIT", []) { _ in true }
          return isDone
        } catch {
          if db.isInsideTransaction { try db.rows("ROLLBACK", []) { _ in true } }
          throw error
        }
      }
      if isDone { return }
      // The wait is outside the transaction, whose lock would block the writing process.
      usleep(20_000)
    }
  }
}

/// Connections that no read uses at the moment.
private final class IdleConnections: Sendable {
  let connections = Mutex<[DatabaseQueue]>([])
}
