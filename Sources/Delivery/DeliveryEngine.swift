// The threads that send what waits in the outbox, in one process at a time.

import Dispatch
import Foundation
import Logging
import Outbound
import Storage
import Synchronization

/// One thread with one event loop for each lane of deliveries. Of several processes on one data directory, the one that
/// holds the lock delivers; what it leaves behind, the next one finds in the desk's file.
package final class DeliveryEngine: Sendable {
  private struct State {
    /// The lanes that have not looked yet since they were told to.
    var toLook: Set<Int>
    var bells: [Int: Transfers.Bell] = [:]
    var isStopped = false
    var isRunning = false
  }

  private let directory: String
  private let post: DeliveryFactory
  /// Runs where this runs.
  private let links: LinkCheck?
  private let log: Logger
  private let state: Mutex<State>
  private let moved = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  package init(directory: String, post: DeliveryFactory, links: LinkCheck?, log: Logger) {
    (self.directory, self.post, self.links, self.log) = (directory, post, links, log)
    state = Mutex(State(toLook: Set(post.partitions.indices)))
  }

  package func start() {
    state.withLock { $0.isRunning = true }
    let thread = Thread { [self] in
      run()
      ended.signal()
    }
    thread.name = "deliveries"
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Something may have come into the outbox. From any thread.
  package func wake() {
    let bells = state.withLock { state in
      state.toLook = Set(post.partitions.indices)
      return Array(state.bells.values)
    }
    for bell in bells { bell.ring() }
  }

  /// Lets what is under way come to its end, within a few seconds, and ends the threads.
  package func stop() {
    let (wasRunning, bells) = state.withLock { state in
      defer { (state.isStopped, state.isRunning) = (true, false) }
      return (state.isRunning, Array(state.bells.values))
    }
    guard wasRunning else { return }
    for bell in bells { bell.ring() }
    moved.signal()
    ended.wait()
  }

  private func run() {
    // Readers go before receivers: to Linux, a process of that number is this thread.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    guard let lock = takeLock() else { return }
    defer { close(lock) }
    links?.start()
    defer { links?.stop() }
    let others = DispatchGroup()
    for number in post.partitions.indices.dropFirst() {
      others.enter()
      let thread = Thread { [self] in
        run(number)
        others.leave()
      }
      thread.name = "deliveries \(number)"
      thread.start()
    }
    run(0)
    // One that waits for a relay is not waited for: what it sends was not noted, and is sent again under the same id.
    _ = others.wait(timeout: .now() + Self.timeout)
  }

  /// Seconds that lanes are waited for at the end.
  private static let timeout = 6.0

  private func run(_ number: Int) {
    do {
      var run = try DeliveryWorker(post.partitions[number], post, log)
      state.withLock { $0.bells[number] = run.bell }
      while !state.withLock({ $0.isStopped }) {
        run.turn(isLookWanted: state.withLock { $0.toLook.remove(number) != nil })
      }
      run.finish()
    } catch {
      log.error("deliveries: \(error)")
    }
    state.withLock { $0.bells[number] = nil }
  }

  /// Waits for the lock on the file `delivery.lock`.
  /// - Returns: its descriptor, with which the lock ends; nil when stopped before.
  private func takeLock() -> Int32? {
    DataDirectory.claim(directory + "/delivery.lock")
    let file = open(directory + "/delivery.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      log.error("deliveries: delivery.lock can't be opened: \(String(cString: strerror(errno)))")
      return nil
    }
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      if moved.wait(timeout: .now() + 0.5) == .success {
        close(file)
        return nil
      }
    }
    return file
  }
}
