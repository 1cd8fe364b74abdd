// Detects commits of other processes to the public file: the command line, or an old server during a restart.

import Dispatch
import GRDB
import Storage

/// Polls `PRAGMA data_version` four times a second, on its own connection.
package final class PublicFileWatcher: Sendable {
  private let connection: DatabaseQueue
  private let queue = DispatchQueue(label: "public-file-watcher")
  private let state: FailureState

  /// - Parameters:
  ///   - state: records and logs whether polling fails.
  ///   - moved: called on the watcher's queue after another connection has committed; retried while it throws.
  package init(_ directory: String, state: FailureState, moved: @escaping @Sendable () throws -> Void) throws {
    self.state = state
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    connection = try DatabaseQueue(path: directory + "/public.sqlite", configuration: configuration)
    poll(since: try Self.version(connection), moved)
  }

  private func poll(since last: Int64?, _ moved: @escaping @Sendable () throws -> Void) {
    queue.asyncAfter(deadline: .now() + 0.25) { [weak self] in
      guard let self else { return }
      var seen = last
      state.attempt {
        let version = try Self.version(connection)
        if version != last { try moved() }
        seen = version
      }
      poll(since: seen, moved)
    }
  }

  private static func version(_ connection: DatabaseQueue) throws -> Int64? {
    try connection.inDatabase { try Int64.fetchOne($0, sql: "PRAGMA data_version") }
  }
}
