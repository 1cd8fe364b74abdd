// A sign of life in the public file, by which its copies on other machines know how old they are.

import Dispatch
import Foundation
import GRDB
import Storage
import Values

/// Writes the time into the public file every ten seconds, while Litestream keeps its folder beside it: nobody else
/// asks for it, and every commit is one more file in a bucket.
package final class Heartbeat: Sendable {
  /// Seconds.
  static let interval = 10

  private let pool: DatabasePool
  private let queue = DispatchQueue(label: "heartbeat", qos: .utility)

  package init(_ pool: DatabasePool) {
    self.pool = pool
    beat()
  }

  private func beat() {
    // A file that can't be written to now makes its copies old, which is what they shall tell.
    if pool.isReplicated { try? Self.beat(pool, at: .now()) }
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
  /// Whether Litestream carries this file to other machines. It keeps what it needs for that in a folder beside it.
  var isReplicated: Bool {
    let (folder, name) = ((path as NSString).deletingLastPathComponent, (path as NSString).lastPathComponent)
    return FileManager.default.fileExists(atPath: "\(folder)/.\(name)-litestream")
  }
}

extension PublicFile {
  /// How long ago the writer was there, as far as this file knows, in milliseconds.
  package func age(at now: Instant) throws -> Int64 {
    let last = try readers.read { db in
      try Int64.fetchOne(db, sql: "SELECT max(h.at, s.changedAt) FROM heartbeat h, state s")
    }
    return max(0, now.milliseconds - (last ?? 0))
  }
}
