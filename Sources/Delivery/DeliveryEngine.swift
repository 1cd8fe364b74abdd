// The threads that send deliveries; they run in one process at a time.

import Dispatch
import Foundation
import Logging
import Outbound
import Storage
import Synchronization

/// One thread with one event loop for each delivery partition. Of several processes on one data directory, only the
/// holder of the lock delivers. The next holder continues from the desk's file.
package final class DeliveryEngine: Sendable {
  private struct State {
    /// The partitions that have not polled the outbox since the last `wake`.
    var pollRequests: Set<Int>
    var bells: [Int: Transfers.Bell] = [:]
    var isStopped = false
    var isRunning = false
  }

  private let directory: String
  private let factory: DeliveryFactory
  /// Starts and stops with the engine.
  private let links: LinkCheck?
  private let log: Logger
  private let state: Mutex<State>
  /// The work that holds the lock, and the work of each partition.
  private let holding: RestartingWork
  private let sending: [RestartingWork]
  private let ended = DispatchSemaphore(value: 0)

  package init(directory: String, factory: DeliveryFactory, links: LinkCheck?, log: Logger) {
    (self.directory, self.factory, self.links, self.log) = (directory, factory, links, log)
    holding = RestartingWork("delivery.lock", log: log)
    sending = factory.partitions.indices.map { RestartingWork("deliveries \($0)", log: log) }
    state = Mutex(State(pollRequests: Set(factory.partitions.indices)))
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

  /// Whether a thread could not start its work, and waits to try again.
  package var isFailing: Bool { holding.isFailing || sending.contains { $0.isFailing } }

  /// Makes every partition poll the outbox. Call it from any thread after an event may have been added.
  package func wake() {
    let bells = state.withLock { state in
      state.pollRequests = Set(factory.partitions.indices)
      return Array(state.bells.values)
    }
    for bell in bells { bell.ring() }
  }

  /// Waits a few seconds for running transfers, then ends the threads.
  package func stop() {
    let (wasRunning, bells) = state.withLock { state in
      defer { (state.isStopped, state.isRunning) = (true, false) }
      return (state.isRunning, Array(state.bells.values))
    }
    guard wasRunning else { return }
    for bell in bells { bell.ring() }
    for work in [holding] + sending { work.stop() }
    ended.wait()
  }

  private func run() {
    // Requests have priority over deliveries. On Linux, process 0 means this thread.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    holding.perform { hasStarted in
      guard let lock = try takeLock(hasStarted) else { return }
      defer { close(lock) }
      runPartitions()
    }
  }

  private func runPartitions() {
    links?.start()
    defer { links?.stop() }
    let others = DispatchGroup()
    for number in factory.partitions.indices.dropFirst() {
      others.enter()
      let thread = Thread { [self] in
        run(number)
        others.leave()
      }
      thread.name = "deliveries \(number)"
      thread.start()
    }
    run(0)
    // A thread that still waits for a relay is left behind: its delivery is sent again under the same id.
    _ = others.wait(timeout: .now() + Self.timeout)
  }

  /// Seconds to wait for the other threads at the end.
  private static let timeout = 6.0

  private func run(_ number: Int) {
    sending[number].perform { hasStarted in
      var worker = try DeliveryWorker(factory.partitions[number], factory, log)
      hasStarted()
      state.withLock { $0.bells[number] = worker.bell }
      while !state.withLock({ $0.isStopped }) {
        worker.turn(isPollRequested: state.withLock { $0.pollRequests.remove(number) != nil })
      }
      worker.finish()
    }
    state.withLock { $0.bells[number] = nil }
  }

  /// Waits for the lock on the file `delivery.lock`.
  /// - Returns: the descriptor that holds the lock; nil when the engine was stopped first.
  /// - Throws: `DataFault` when the file cannot be opened or locked.
  private func takeLock(_ hasOpened: () -> Void) throws -> Int32? {
    let file = open(directory + "/delivery.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw DataFault("cannot open: \(String(cString: strerror(errno)))") }
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        defer { close(file) }
        throw DataFault("cannot lock: \(String(cString: strerror(errno)))")
      }
      hasOpened()
      guard holding.waitForStop(0.5) else { continue }
      close(file)
      return nil
    }
    hasOpened()
    return file
  }
}
