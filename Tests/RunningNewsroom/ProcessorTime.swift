// Processor time of a thread: unlike the time of a clock, it does not grow with other work on the machine.

import Foundation

/// The processor time that this thread has taken.
package func processorTime() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// The processor time of some work on this thread: the shortest of several runs.
package func processorTime(runs: Int = 1, of work: () throws -> Void) rethrows -> Duration {
  var shortest: Duration?
  for _ in 0..<runs {
    let start = processorTime()
    try work()
    let time = processorTime() - start
    shortest = min(shortest ?? time, time)
  }
  return shortest ?? .zero
}

/// How processor time grows with the input.
package enum Growth {
  /// The factor for twice the input that counts as linear; quadratic time has the factor 4.
  package static let linear = 2.2

  /// The smallest size for parsers without a limit, in bytes. Unoptimized code is as slow with less. With more, the
  /// allocations of the larger size pass 32 MiB, and the kernel maps each of them anew (mallopt(3)).
  #if DEBUG
    package static let size = 64 << 10
  #else
    package static let size = 512 << 10
  #endif

  /// The factor by which the time of some work grows when its input becomes twice as large: the average from `size` to
  /// four times that. The smallest of at most twelve counts: within a run, other work on the machine takes as much of
  /// the caches from both sizes.
  package static func factor<Input>(
    from size: Int, _ make: (Int) throws -> Input, of work: (Input) throws -> Void
  ) rethrows -> Double {
    let (small, large) = (try make(size), try make(4 * size))
    var smallest = Double.infinity
    for _ in 0..<12 where smallest > linear {
      let time = try processorTime { try work(small) }
      smallest = min(smallest, (try processorTime { try work(large) } / time).squareRoot())
    }
    return smallest
  }
}
