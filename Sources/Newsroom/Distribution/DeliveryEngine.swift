// The thread that sends what waits in the outbox, in one process at a time.

import Dispatch
import Foundation
import Logging
import Outbound
import Synchronization

/// One thread with one event loop for all deliveries. Of several processes on one data directory, the one that holds
/// the lock delivers; what it leaves behind, the next one finds in the desk's file.
final class DeliveryEngine: Sendable {
  private struct State {
    var isLookWanted = true
    var isStopped = false
    var isRunning = false
    var bell: Transfers.Bell?
  }

  private let directory: String
  private let post: Post
  /// Runs where this runs.
  private let links: LinkCheck?
  private let log: Logger
  private let state = Mutex(State())
  private let moved = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init(directory: String, post: Post, links: LinkCheck?, log: Logger) {
    (self.directory, self.post, self.links, self.log) = (directory, post, links, log)
  }

  func start() {
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
  func wake() {
    let bell = state.withLock { state in
      state.isLookWanted = true
      return state.bell
    }
    bell?.ring()
  }

  /// Lets what is under way come to its end, within a few seconds, and ends the thread.
  func stop() {
    let (wasRunning, bell) = state.withLock { state in
      defer { (state.isStopped, state.isRunning) = (true, false) }
      return (state.isRunning, state.bell)
    }
    guard wasRunning else { return }
    bell?.ring()
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
    do {
      var run = try DeliveryRun(post, log)
      state.withLock { $0.bell = run.bell }
      while !state.withLock({ $0.isStopped }) {
        run.turn(isLookWanted: state.withLock { exchange(&$0.isLookWanted, false) })
      }
      run.finish()
    } catch {
      log.error("deliveries: \(error)")
    }
    state.withLock { $0.bell = nil }
  }

  /// Waits for the lock on the file `delivery.lock`.
  /// - Returns: its descriptor, with which the lock ends; nil when stopped before.
  private func takeLock() -> Int32? {
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

/// Puts a value in another's place and returns that.
func exchange<Value>(_ place: inout Value, _ value: Value) -> Value {
  defer { place = value }
  return place
}
