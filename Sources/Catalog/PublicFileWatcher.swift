// Notices commits that another process makes to the public file: the command line, or a restart's overlap.

import Dispatch
import GRDB

/// Looks at `PRAGMA data_version` four times a second, on a connection of its own.
package final class PublicFileWatcher: Sendable {
  private let connection: DatabaseQueue
  private let queue = DispatchQueue(label: "public-file-watcher")

  /// - Parameter moved: called on a queue of the watcher's after a commit of another connection, and again while it
  ///   throws.
  package init(_ directory: String, moved: @escaping @Sendable () throws -> Void) throws {
    var configuration = Configuration()
    configuration.readonly = true
    connection = try DatabaseQueue(path: directory + "/public.sqlite", configuration: configuration)
    look(since: try Self.version(connection), moved)
  }

  private func look(since last: Int64?, _ moved: @escaping @Sendable () throws -> Void) {
    queue.asyncAfter(deadline: .now() + 0.25) { [weak self] in
      guard let self else { return }
      var seen = last
      if let version = try? Self.version(connection), version != last, (try? moved()) != nil { seen = version }
      look(since: seen, moved)
    }
  }

  private static func version(_ connection: DatabaseQueue) throws -> Int64? {
    try connection.inDatabase { try Int64.fetchOne($0, sql: "PRAGMA data_version") }
  }
}
