// Waiting for what happens in its own time.

import Foundation

/// Asks until it is so, and not once more.
/// - Parameter seconds: many, so that a busy machine is not taken for a fault.
/// - Returns: whether it was so in that time.
package func eventually(within seconds: Double = 20, _ isSo: () throws -> Bool) rethrows -> Bool {
  let deadline = ContinuousClock.now + .seconds(seconds)
  while try !isSo() {
    if ContinuousClock.now > deadline { return false }
    usleep(5_000)
  }
  return true
}
