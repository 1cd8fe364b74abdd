// Rids the public file of the words of what was withdrawn or corrected.

import Dispatch
import GRDB
import Synchronization

/// SQLite's index only notes that an entry is gone: its words stay where they were until the pieces of the index that
/// hold them are merged. And what was on a page stays in the write-ahead log until that is emptied. Both are done here,
/// in steps that keep no writer waiting, soon after the commit and, where a stop came between, after the next start.
final class IndexCleaning: Sendable {
  private let pool: DatabasePool
  private let queue = DispatchQueue(label: "index-cleaning", qos: .utility)
  private let isPlanned = Mutex(false)

  /// Pages of the index that one step merges.
  private static let step = 500

  init(_ pool: DatabasePool) { self.pool = pool }

  /// To be called after a commit. What can't be done now is tried again.
  func plan() {
    let wasPlanned = isPlanned.withLock { isPlanned in
      defer { isPlanned = true }
      return isPlanned
    }
    guard !wasPlanned else { return }
    queue.async { [weak self] in self?.run() }
  }

  private func run() {
    isPlanned.withLock { $0 = false }
    do {
      if try clean() { return }
    } catch {
      // The file is busy or the disk is full: both pass.
    }
    queue.asyncAfter(deadline: .now() + 1) { [weak self] in self?.plan() }
  }

  /// - Returns: whether nothing is left.
  private func clean() throws -> Bool {
    guard let remains = try pool.read(Self.remains), remains > 0 else { return true }
    // A negative number begins a merge of everything, and the same number goes on with it, until a step finds nothing
    // to do (SQLite FTS5, section 6.7).
    while try pool.write({ try Self.merge($0) }) {}
    // Nothing that is read at the moment may need what is in the log.
    _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try pool.write { db in
      try db.execute(sql: "UPDATE indexState SET remains = 0 WHERE remains = ?", arguments: [remains])
    }
    return try pool.read(Self.remains) == 0
  }

  @Sendable private static func remains(_ db: Database) throws -> Int? {
    try Int.fetchOne(db, sql: "SELECT remains FROM indexState")
  }

  private static func merge(_ db: Database) throws -> Bool {
    let before = db.totalChangesCount
    try db.execute(sql: "INSERT INTO search (search, rank) VALUES ('merge', ?)", arguments: [-step])
    return db.totalChangesCount - before >= 2
  }
}
