// Detects that the wall clock was set back.

import Synchronization
import Values

/// Compares each reading of the wall clock with the latest one. Planned publications and the audit log rely on it, so
/// people should know when it went back.
package final class ClockWatch: Sendable {
  /// Time services step the clock by less than this. In milliseconds.
  private static let tolerance: Int64 = 60_000
  /// How long a step back is reported.
  private static let memory = Duration.seconds(86_400)

  private struct State {
    var latest: Instant
    var setBackAt: ContinuousClock.Instant?
  }

  private let state: Mutex<State>

  /// - Parameter latest: the latest known time, such as that of the last row of the audit log.
  package init(latest: Instant) { state = Mutex(State(latest: latest)) }

  /// Reads the clock.
  /// - Returns: whether it was set back by more than a minute in the last 24 hours.
  package func isSetBack(at now: Instant = .now()) -> Bool {
    state.withLock { state in
      if now.milliseconds < state.latest.milliseconds - Self.tolerance {
        (state.latest, state.setBackAt) = (now, .now)
      }
      state.latest = max(state.latest, now)
      return state.setBackAt.map { .now - $0 < Self.memory } ?? false
    }
  }
}
