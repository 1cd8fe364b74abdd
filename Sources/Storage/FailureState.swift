// Whether a repeated task fails at the moment; each change is logged once.

import Logging
import Synchronization

/// The state of a task that is repeated while it fails. A log line per attempt would hide all other lines.
package final class FailureState: Sendable {
  private let task: String
  private let log: Logger
  private let hasFailed = Mutex(false)

  /// - Parameter task: the name of the task in the log, such as `publishing`.
  package init(_ task: String, log: Logger = Logger(label: "newsroom")) { (self.task, self.log) = (task, log) }

  package var isFailing: Bool { hasFailed.withLock { $0 } }

  package func fail(_ error: any Error) {
    if change(to: true) { log.error("\(task): \(error)") }
  }

  package func succeed() {
    if change(to: false) { log.notice("\(task): works again") }
  }

  /// Runs one attempt and records its result.
  /// - Returns: whether it succeeded.
  @discardableResult
  package func attempt(_ body: () throws -> Void) -> Bool {
    do { try body() } catch {
      fail(error)
      return false
    }
    succeed()
    return true
  }

  /// - Returns: whether the state was different before.
  private func change(to value: Bool) -> Bool {
    hasFailed.withLock { hasFailed in
      defer { hasFailed = value }
      return hasFailed != value
    }
  }
}
