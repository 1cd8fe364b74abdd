// A thread-safe counter of answers that were sent with content.

import Synchronization

/// Counts how often an answer left with its content. Several answers may share one tally.
package final class Tally: Sendable {
  private let count = Atomic<Int>(0)

  package init() {}

  /// Called on the event loops for each counted answer.
  package func add(_ number: Int = 1) { count.wrappingAdd(number, ordering: .relaxed) }

  /// Returns the count and resets it to zero.
  package func take() -> Int { count.exchange(0, ordering: .relaxed) }
}
