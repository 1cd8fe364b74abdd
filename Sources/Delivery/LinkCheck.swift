// The thread that asks whether what items link to is there.

import Desk
import Dispatch
import Foundation
import Logging
import Outbound
import Synchronization

/// Runs in the process that delivers, and only where the settings want it: asking for a page tells its server that
/// somebody links to it, before that is public.
package final class LinkCheck: Sendable {
  private struct State {
    var isLookWanted = true
    var isStopped = false
    var bell: Transfers.Bell?
  }

  private let desk: DeskFile
  private let rules: AddressRules
  private let agent: String
  private let log: Logger
  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  /// - Parameter address: the public address, by which servers know who asks.
  package init(_ desk: DeskFile, rules: AddressRules, address: String, log: Logger) {
    (self.desk, self.rules, self.log) = (desk, rules, log)
    agent = "newsroom (+\(address)/)"
  }

  func start() {
    let thread = Thread { [self] in
      run()
      ended.signal()
    }
    thread.name = "links"
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Looks for what was written and what is due at once. From any thread.
  func wake() {
    let bell = state.withLock { state in
      state.isLookWanted = true
      return state.bell
    }
    bell?.ring()
  }

  /// Ends the thread. What is under way is asked for again at the next start.
  func stop() {
    let bell = state.withLock { state in
      state.isStopped = true
      return state.bell
    }
    bell?.ring()
    ended.wait()
  }

  private func run() {
    // Readers go before links, as they do before deliveries.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    do {
      var run = try LinkWorker(desk, rules, agent: agent, log)
      state.withLock { $0.bell = run.bell }
      while !state.withLock({ $0.isStopped }) {
        let isLookWanted = state.withLock { state in
          defer { state.isLookWanted = false }
          return state.isLookWanted
        }
        run.turn(isLookWanted: isLookWanted)
      }
    } catch {
      log.error("links: \(error)")
    }
    state.withLock { $0.bell = nil }
  }
}
