// Rids the public file of the words of what was withdrawn or corrected, and keeps its index in few pieces.

import Dispatch
import Foundation
import GRDB
import Storage
import Synchronization

/// SQLite's index only notes that an entry is gone: its words stay where they were until the pieces of the index that
/// hold them are merged. And what was on a page stays in the write-ahead log until that is emptied. Both are done here,
/// in steps that keep no writer waiting, soon after the commit and, where a stop came between, after the next start.
///
/// A search looks for each of its words in every piece, so many of them are merged too, once nothing is published for
/// a while.
package final class IndexCleaning: Sendable {
  private struct State {
    var isPlanned = false
    var commits = 0
  }

  private let pool: DatabasePool
  private let quiet: DispatchTimeInterval
  private let queue = DispatchQueue(label: "index-cleaning", qos: .utility)
  private let state = Mutex(State())

  /// Pages of the index that one step merges.
  private static let step = 500
  /// Pieces of the index beyond which they are merged.
  static let pieceLimit = 8

  /// - Parameter quiet: how long nothing must have been published before pieces are merged that hold nothing gone.
  package init(_ pool: DatabasePool, quiet: DispatchTimeInterval = .seconds(10)) {
    (self.pool, self.quiet) = (pool, quiet)
  }

  /// To be called after a commit. What can't be done now is tried again.
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
    do {
      let (tombstones, pieces) = try pool.read { (try Self.tombstones($0), try Self.pieces($0)) }
      if try tombstones == 0 || clean(tombstones) {
        guard pieces > Self.pieceLimit else { return }
        return queue.asyncAfter(deadline: .now() + quiet) { [weak self] in self?.merge(commits) }
      }
    } catch {
      // The file is busy or the disk is full: both pass.
    }
    queue.asyncAfter(deadline: .now() + 1) { [weak self] in self?.plan() }
  }

  /// Merges all pieces, if nothing has been committed since.
  private func merge(_ commits: Int) {
    guard state.withLock({ $0.commits == commits }) else { return }
    do { try merge() } catch { plan() }
  }

  private func merge() throws { try Self.merge(pool) }

  /// Leaves nothing of what has gone from a file, in its index or its log.
  package static func rid(_ pool: DatabasePool) throws {
    try merge(pool)
    // Nothing that is read at the moment may need what is in the log. Litestream keeps the log for itself, and writes
    // over it once it has carried it away.
    if !pool.isReplicated { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
  }

  private static func merge(_ pool: DatabasePool) throws {
    // A negative number begins a merge of everything, and the same number goes on with it, until a step finds nothing
    // to do (SQLite FTS5, section 6.7).
    while try pool.write({ try merge($0) }) {}
  }

  /// - Returns: whether nothing is left of what has gone.
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

  /// How many pieces there are, by the index's own record: a cookie of four bytes, the levels, the pieces (SQLite FTS5,
  /// section 9.1).
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
