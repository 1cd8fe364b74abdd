// Random numbers that another run can reproduce.

import Foundation
import Synchronization

/// SplitMix64. `NEWSROOM_SEED` makes a test use the numbers of another run.
package struct SeededNumbers: RandomNumberGenerator, Sendable {
  /// The seed of all tests in this process.
  package static let seed =
    ProcessInfo.processInfo.environment["NEWSROOM_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1 << 48)

  private var state: UInt64

  /// Prints the seed, which is needed to reproduce a failure.
  /// - Parameter purpose: the use of the numbers.
  package init(for purpose: String) {
    print("\(purpose): NEWSROOM_SEED=\(Self.seed)")
    state = Self.seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The same for concurrent threads.
package final class SharedNumbers: Sendable {
  private let numbers: Mutex<SeededNumbers>

  package init(for purpose: String) { numbers = Mutex(SeededNumbers(for: purpose)) }

  package func draw<Value: Sendable>(_ body: (inout SeededNumbers) -> Value) -> Value {
    numbers.withLock { body(&$0) }
  }
}
