// The thread that checks the links of items.

import Desk
import Dispatch
import Foundation
import Logging
import Outbound
import Synchronization

/// Runs in the process that delivers, and only when the settings enable it. A check reveals to the linked server that a
/// link exists, before the item is public.
package final class LinkCheck: Sendable {
  private struct State {
    var isPollRequested = true
    var isStopped = false
    var bell: Transfers.Bell?
  }

  private let desk: DeskFile
  private let rules: AddressRules
  private let agent: String
  private let log: Logger
  private let checking: RestartingWork
  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  /// - Parameter address: the public address; it goes into the User-Agent field.
  package init(_ desk: DeskFile, rules: AddressRules, address: String, log: Logger) {
    (self.desk, self.rules, self.log) = (desk, rules, log)
    agent = "newsroom (+\(address)/)"
    checking = RestartingWork("links", log: log)
  }

  /// Whether the thread could not start its work, and waits to try again.
  package var isFailing: Bool { checking.isFailing }

  func start() {
    let thread = Thread { [self] in
      run()
      ended.signal()
    }
    thread.name = "links"
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Makes the worker poll at once. Call it from any thread.
  func wake() {
    let bell = state.withLock { state in
      state.isPollRequested = true
      return state.bell
    }
    bell?.ring()
  }

  /// Ends the thread. Running checks are repeated at the next start.
  func stop() {
    let bell = state.withLock { state in
      state.isStopped = true
      return state.bell
    }
    bell?.ring()
    checking.stop()
    ended.wait()
  }

  private func run() {
    // Requests have priority over link checks.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    checking.perform { hasStarted in
      var worker = try LinkWorker(desk, rules, agent: agent, log)
      hasStarted()
      state.withLock { $0.bell = worker.bell }
      while !state.withLock({ $0.isStopped }) {
        let isPollRequested = state.withLock { state in
          defer { state.isPollRequested = false }
          return state.isPollRequested
        }
        worker.turn(isPollRequested: isPollRequested)
      }
    }
    state.withLock { $0.bell = nil }
  }
}
