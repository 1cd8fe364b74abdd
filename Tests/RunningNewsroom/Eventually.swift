// Waiting for a condition.

import Foundation

/// Checks a condition until it holds.
/// - Parameter seconds: generous, so that a busy machine causes no failure.
/// - Returns: whether the condition held in time.
package func eventually(within seconds: Double = 20, _ isSo: () throws -> Bool) rethrows -> Bool {
  let deadline = ContinuousClock.now + .seconds(seconds)
  while try !isSo() {
    if ContinuousClock.now > deadline { return false }
    usleep(5_000)
  }
  return true
}
