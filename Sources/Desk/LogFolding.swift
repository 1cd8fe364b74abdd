// Folds back the logs that grow because Litestream has died.

import Dispatch
import GRDB
import Logging
import Storage
import Synchronization

/// Only Litestream folds back the log of a file that it replicates. When a log has become long and no Litestream runs,
/// this class does so, before the disk is full.
package final class LogFolding: Sendable {
  /// Seconds.
  private static let interval = 10

  private let pools: [DatabasePool]
  private let socket: LitestreamSocket
  private let walBytes: Int
  private let log: Logger
  private let failure: FailureState
  private let isNeeded = Mutex(false)
  private let queue = DispatchQueue(label: "log-folding", qos: .utility)

  /// - Parameter walBytes: a longer log is folded back.
  init(_ pools: [DatabasePool], socket: LitestreamSocket, walBytes: Int, log: Logger) {
    (self.pools, self.socket, self.walBytes, self.log) = (pools, socket, walBytes, log)
    failure = FailureState("log folding", log: log)
    plan()
  }

  private func plan() {
    queue.asyncAfter(deadline: .now() + .seconds(Self.interval)) { [weak self] in
      guard let self else { return }
      look()
      plan()
    }
  }

  func look() {
    failure.attempt {
      let long = try pools.filter { try $0.isReplicated && isLong($0) }
      let isDead = (!long.isEmpty || isNeeded.withLock { $0 }) && !socket.isOpen
      isNeeded.withLock { $0 = isDead }
      guard isDead else { return }
      for pool in long {
        try pool.emptyReplicatedLog()
        log.error("Litestream does not run, so the newsroom has folded back the log of \(pool.path)")
      }
    }
  }

  private func isLong(_ pool: DatabasePool) throws -> Bool {
    try SQLiteFile.logBytes(of: pool.path) > walBytes
  }

  /// Whether a log is long, or is folded back because Litestream does not run.
  package func isLogLong() throws -> Bool { try isNeeded.withLock { $0 } || pools.contains { try isLong($0) } }
}
