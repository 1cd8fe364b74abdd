// Removes the words of withdrawn and corrected texts from the public file, and merges the pieces of its index.

import Dispatch
import Foundation
import GRDB
import Storage
import Synchronization

/// SQLite's index only marks a deleted entry. The words stay in the file until the pieces of the index are merged, and
/// old pages stay in the write-ahead log until it is emptied. This class does both soon after a commit, in steps short
/// enough not to block writers. A cleanup that a stop interrupted runs after the next start.
///
/// A search reads every piece for each of its words, so a large number of pieces is merged too, once no commit has come
/// for a while.
package final class IndexCleaning: Sendable {
  private struct State {
    var isPlanned = false
    var commits = 0
  }

  private let pool: DatabasePool
  private let quiet: DispatchTimeInterval
  private let queue = DispatchQueue(label: "index-cleaning", qos: .utility)
  private let state = Mutex(State())
  private let failure: FailureState

  /// Pages of the index that one step merges.
  private static let step = 500
  /// With more pieces than this, the index is merged.
  static let pieceLimit = 8

  /// - Parameters:
  ///   - quiet: time without commits before pieces without deleted entries are merged.
  ///   - failure: records and logs whether cleaning fails.
  package init(
    _ pool: DatabasePool, quiet: DispatchTimeInterval = .seconds(10),
    failure: FailureState = FailureState("index cleaning")
  ) {
    (self.pool, self.quiet, self.failure) = (pool, quiet, failure)
  }

  /// Schedules a cleanup; call it after each commit. A cleanup that fails is retried after a second.
  package func plan() {
    let wasPlanned = state.withLock { state in
      defer { state.isPlanned = true }
      state.commits += 1
      return state.isPlanned
    }
    guard !wasPlanned else { return }
    queue.async { [weak self] in self?.run() }
  }

  private func run() {
    let commits = state.withLock { state in
      state.isPlanned = false
      return state.commits
    }
    var (isClean, pieces) = (false, 0)
    failure.attempt {
      let tombstones: Int
      (tombstones, pieces) = try pool.read { (try Self.tombstones($0), try Self.pieces($0)) }
      isClean = try tombstones == 0 || clean(tombstones)
    }
    if !isClean {
      queue.asyncAfter(deadline: .now() + 1) { [weak self] in self?.plan() }
    } else if pieces > Self.pieceLimit {
      queue.asyncAfter(deadline: .now() + quiet) { [weak self] in self?.merge(commits) }
    }
  }

  /// Merges all pieces, unless another commit has come since.
  private func merge(_ commits: Int) {
    guard state.withLock({ $0.commits == commits }) else { return }
    if !failure.attempt(merge) { plan() }
  }

  private func merge() throws { try Self.merge(pool) }

  /// Removes every trace of deleted entries from the index and the write-ahead log of a file.
  package static func rid(_ pool: DatabasePool) throws {
    try merge(pool)
    // Truncating fails while a reader still needs the log. Litestream manages the log itself, and overwrites it after
    // it has replicated it.
    if !pool.isReplicated { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
  }

  private static func merge(_ pool: DatabasePool) throws {
    // A negative number starts a merge of everything. Repeating it continues the merge until a step finds nothing to do
    // (SQLite FTS5, section 6.7).
    while try pool.write({ try merge($0) }) {}
  }

  /// - Returns: whether no deleted entry is left; a commit during the cleanup may have added one.
  private func clean(_ tombstones: Int) throws -> Bool {
    try Self.rid(pool)
    try pool.write { db in
      try db.execute(sql: "UPDATE indexState SET remains = 0 WHERE remains = ?", arguments: [tombstones])
      try db.markState()
    }
    return try pool.read(Self.tombstones) == 0
  }

  @Sendable private static func tombstones(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT remains FROM indexState") ?? 0
  }

  /// The number of pieces, from the index's own record: a cookie of four bytes, then the number of levels, then the
  /// number of pieces (SQLite FTS5, section 9.1).
  static func pieces(_ db: Database) throws -> Int {
    let record = try Data.fetchOne(db, sql: "SELECT block FROM search_data WHERE id = 10")
    return record.flatMap { $0.count > 5 ? Int($0[5] & 0x7F) : nil } ?? 0
  }

  private static func merge(_ db: Database) throws -> Bool {
    let before = db.totalChangesCount
    try db.execute(sql: "INSERT INTO search (search, rank) VALUES ('merge', ?)", arguments: [-step])
    try db.markState()
    return db.totalChangesCount - before >= 2
  }
}
