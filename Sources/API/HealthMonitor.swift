// Writes the faults that the health status reports to the log.

import Dispatch
import Logging
import Storage
import Synchronization

/// Logs a line when a check begins to fail, with what to do, and one when it passes again.
package final class HealthMonitor: Sendable {
  /// Seconds between two looks.
  private static let interval = 10

  private let health: @Sendable () -> Health
  private let log: Logger
  private let failing = Mutex<[String]>([])
  private let queue = DispatchQueue(label: "health-monitor", qos: .utility)

  package init(log: Logger = Logger(label: "newsroom"), _ health: @escaping @Sendable () -> Health) {
    (self.health, self.log) = (health, log)
    queue.asyncAfter(deadline: .now() + .seconds(Self.interval)) { log.notice("\(SQLiteVersion.sentence)") }
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
    let faults = health().faults
    let before = failing.withLock { failing in
      defer { failing = faults.map(\.check) }
      return failing
    }
    for fault in faults where !before.contains(fault.check) { log.error("\(fault.check): \(fault.text.en)") }
    for check in before where !faults.contains(where: { $0.check == check }) { log.notice("\(check): works again") }
  }
}
