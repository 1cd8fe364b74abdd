// The daily clean-up: deletes the rows that are older than the desk keeps them.

import Dispatch
import Foundation
import GRDB
import Logging
import Storage
import Synchronization
import Values

/// Runs a minute after the start and then once a day, and then logs the checkpoint of the audit log. Old rows are found
/// in a read, and deleted in small transactions with pauses, so that no writer waits long.
package final class CleanUp: Sendable {
  /// What the clean-ups of this process did.
  package struct Figures: Sendable {
    /// The rows of each kind that were deleted.
    package fileprivate(set) var deleted: [String: Int] = [:]
    /// The rows of each table after the last clean-up.
    package fileprivate(set) var rows: [String: Int] = [:]
    /// The end of the last clean-up.
    package fileprivate(set) var endedAt: Instant?
  }

  /// The rows that one transaction deletes.
  static let batch = 200
  /// The rows that one read finds.
  private static let found = 20_000
  /// In microseconds.
  private static let pause: UInt32 = 20_000
  private static let day = DispatchTimeInterval.seconds(86_400)
  private static let retry = DispatchTimeInterval.seconds(3_600)

  private let desk: DeskFile
  private let retention: Retention
  private let log: Logger
  private let failure: FailureState
  private let state = Mutex(Figures())
  private let queue = DispatchQueue(label: "clean-up", qos: .utility)

  init(_ desk: DeskFile, _ retention: Retention, log: Logger) {
    (self.desk, self.retention, self.log) = (desk, retention, log)
    failure = FailureState("cleaning up", log: log)
  }

  package var figures: Figures { state.withLock { $0 } }

  /// Starts the daily task. The commands that end soon do not.
  package func start() { plan(.seconds(60)) }

  private func plan(_ interval: DispatchTimeInterval) {
    queue.asyncAfter(deadline: .now() + interval) { [weak self] in
      guard let self else { return }
      let isDone = failure.attempt {
        try run(at: .now())
        let checkpoint = try desk.auditCheckpoint().text
        log.notice("audit log: checkpoint \(checkpoint)")
      }
      plan(isDone ? Self.day : Self.retry)
    }
  }

  /// Deletes all rows that are too old.
  func run(at now: Instant) throws {
    var deleted: [(String, Int)] = []
    for kind in Retention.kinds {
      let count = try delete(kind, before: retention.start(of: kind, at: now))
      if count > 0 { deleted.append((kind.name, count)) }
    }
    let tables = Set(Retention.kinds.map(\.table))
    let rows = try desk.pool.read { db in
      try Dictionary(
        uniqueKeysWithValues: tables.map { ($0, try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0) })
    }
    state.withLock { figures in
      for (kind, count) in deleted { figures.deleted[kind, default: 0] += count }
      (figures.rows, figures.endedAt) = (rows, .now())
    }
    guard !deleted.isEmpty else { return }
    log.notice("cleaned up: \(deleted.map { "\($1) \($0)" }.joined(separator: ", "))")
  }

  private func delete(_ kind: Retention.Kind, before start: Int64) throws -> Int {
    let columns = kind.key.joined(separator: ", ")
    let condition = kind.key.enumerated().map { "\($1) = ?\($0 + 2)" }.joined(separator: " AND ")
    var count = 0
    while true {
      let keys = try desk.pool.read { db in
        try Row.fetchAll(
          db, sql: "SELECT \(columns) FROM \(kind.table) WHERE \(kind.condition) LIMIT \(Self.found)",
          arguments: [start]
        ).map { row in row.map(\.1) }
      }
      for first in stride(from: 0, to: keys.count, by: Self.batch) {
        try desk.pool.write { db in
          for key in keys[first..<min(first + Self.batch, keys.count)] {
            // A row may have changed since it was found.
            try db.run(
              sql: "DELETE FROM \(kind.table) WHERE \(condition) AND \(kind.condition)",
              arguments: StatementArguments([start.databaseValue] + key))
          }
        }
        usleep(Self.pause)
      }
      count += keys.count
      guard keys.count == Self.found else { return count }
    }
  }
}
