// Which files Litestream replicates, and what that forbids.

import CSQLite
import Foundation
import GRDB

extension SQLiteFile {
  /// Whether Litestream replicates a file. It keeps its state in a folder beside it, also while it does not run.
  static func isReplicated(_ path: String) -> Bool {
    let (folder, name) = ((path as NSString).deletingLastPathComponent, (path as NSString).lastPathComponent)
    return FileManager.default.fileExists(atPath: "\(folder)/.\(name)-litestream")
  }
}

extension DatabasePool {
  /// Whether Litestream replicates this file.
  package var isReplicated: Bool { SQLiteFile.isReplicated(path) }

  /// Folds the write-ahead log back, unless another process writes, or Litestream replicates the file.
  func foldLogIfIdle() throws {
    do {
      _ = try writeWithoutTransaction { db in try db.checkpoint(.passive) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {}
  }

  /// Folds the write-ahead log back and empties it. Waits up to five seconds for processes that read or write.
  /// - Throws: `DatabaseError` when they do not end in time, or when Litestream replicates the file.
  package func emptyLog() throws { try emptyLog { try $0() } }

  /// The same for a file that Litestream replicates. When Litestream runs again, it finds another log and makes a new
  /// snapshot.
  package func emptyReplicatedLog() throws {
    try emptyLog { checkpoint in
      csqlite_allow_replicated(1)
      defer { csqlite_allow_replicated(0) }
      try checkpoint()
    }
  }

  private func emptyLog(_ run: (() throws -> Void) throws -> Void) throws {
    let deadline = ContinuousClock.now + .seconds(5)
    while true {
      do {
        return try writeWithoutTransaction { db in try run { _ = try db.checkpoint(.truncate) } }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && .now < deadline {
        // The wait is outside the queue of the writers in this process.
        usleep(50_000)
      }
    }
  }
}
