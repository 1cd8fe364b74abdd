// The heartbeat in the public file: read replicas compute the age of their copy from it.

import Dispatch
import Foundation
import GRDB
import Storage
import Values

/// Writes the time into the public file every ten seconds, but only while Litestream replicates it. Only replicas read
/// the heartbeat, and every commit adds a file to their bucket.
package final class Heartbeat: Sendable {
  /// Seconds.
  static let interval = 10

  private let pool: DatabasePool
  private let queue = DispatchQueue(label: "heartbeat", qos: .utility)
  private let state: FailureState

  /// - Parameter state: records and logs whether writing fails. The copies then grow old, and report that.
  package init(_ pool: DatabasePool, state: FailureState) {
    (self.pool, self.state) = (pool, state)
    beat()
  }

  private func beat() {
    if pool.isReplicated { state.attempt { try Self.beat(pool, at: .now()) } }
    queue.asyncAfter(deadline: .now() + .seconds(Self.interval)) { [weak self] in self?.beat() }
  }

  static func beat(_ pool: DatabasePool, at now: Instant) throws {
    try pool.write { db in
      try db.execute(sql: "UPDATE heartbeat SET at = ?", arguments: [now.milliseconds])
      try db.markState()
    }
  }
}

extension DatabasePool {
  /// Whether Litestream replicates this file. Litestream keeps its state in a folder beside it.
  var isReplicated: Bool {
    let (folder, name) = ((path as NSString).deletingLastPathComponent, (path as NSString).lastPathComponent)
    return FileManager.default.fileExists(atPath: "\(folder)/.\(name)-litestream")
  }
}

extension PublicFile {
  /// Milliseconds since the last heartbeat or change that this file contains.
  package func age(at now: Instant) throws -> Int64 {
    let last = try readers.read { db in
      try Int64.fetchOne(db, sql: "SELECT max(h.at, s.changedAt) FROM heartbeat h, state s")
    }
    return max(0, now.milliseconds - Instant(milliseconds: last ?? 0).milliseconds)
  }
}
