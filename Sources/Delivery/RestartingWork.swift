// The work of a thread, which starts again when it fails.

import Dispatch
import Logging
import Storage

/// Work that a thread does until it is stopped. After a failure it starts again, first after half a second, and later
/// after up to a minute.
final class RestartingWork: Sendable {
  /// In seconds.
  private static let pauses = (first: 0.5, longest: 60.0)

  private let state: FailureState
  private let stopping = DispatchSemaphore(value: 0)

  /// - Parameter name: the name of the work in the log.
  init(_ name: String, log: Logger) { state = FailureState(name, log: log) }

  /// Whether the work waits to start again.
  var isFailing: Bool { state.isFailing }

  /// Does the work on this thread. Returns when the work returns, or when it is stopped during a pause.
  /// - Parameter work: calls its argument when it has started without a failure.
  func perform(_ work: (_ hasStarted: () -> Void) throws -> Void) {
    var pause = Self.pauses.first
    while true {
      do {
        return try work {
          state.succeed()
          pause = Self.pauses.first
        }
      } catch {
        state.fail(error)
      }
      if waitForStop(pause) { return }
      pause = min(2 * pause, Self.pauses.longest)
    }
  }

  func stop() { stopping.signal() }

  /// Waits for the stop, at most this many seconds. Returns whether it came.
  func waitForStop(_ seconds: Double) -> Bool {
    guard stopping.wait(timeout: .now() + seconds) == .success else { return false }
    // The next wait must end at once too.
    stopping.signal()
    return true
  }
}
