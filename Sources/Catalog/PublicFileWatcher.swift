// Detects commits of other processes to the public file: the command line, or an old server during a restart.

import Dispatch
import GRDB

/// Polls `PRAGMA data_version` four times a second, on its own connection.
package final class PublicFileWatcher: Sendable {
  private let connection: DatabaseQueue
  private let queue = DispatchQueue(label: "public-file-watcher")

  /// - Parameter moved: called on the watcher's queue after a commit of another connection; retried while it throws.
  package init(_ directory: String, moved: @escaping @Sendable () throws -> Void) throws {
    var configuration = Configuration()
    configuration.readonly = true
    connection = try DatabaseQueue(path: directory + "/public.sqlite", configuration: configuration)
    poll(since: try Self.version(connection), moved)
  }

  private func poll(since last: Int64?, _ moved: @escaping @Sendable () throws -> Void) {
    queue.asyncAfter(deadline: .now() + 0.25) { [weak self] in
      guard let self else { return }
      var seen = last
      if let version = try? Self.version(connection), version != last, (try? moved()) != nil { seen = version }
      poll(since: seen, moved)
    }
  }

  private static func version(_ connection: DatabaseQueue) throws -> Int64? {
    try connection.inDatabase { try Int64.fetchOne($0, sql: "PRAGMA data_version") }
  }
}
