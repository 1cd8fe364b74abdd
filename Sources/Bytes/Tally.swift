// How often an answer was given, for who wants to know.

import Synchronization

/// Counts the times that an answer left with its content. One tally may belong to several answers.
package final class Tally: Sendable {
  private let count = Atomic<Int>(0)

  package init() {}

  /// Runs on the event loops for each answer that is counted.
  package func add(_ number: Int = 1) { count.wrappingAdd(number, ordering: .relaxed) }

  /// The count so far, which begins anew.
  package func take() -> Int { count.exchange(0, ordering: .relaxed) }
}
