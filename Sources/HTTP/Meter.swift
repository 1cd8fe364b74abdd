// Counts of a route's answers by status and duration.

import Synchronization

/// Counts the answers of one route. Runs on the event loops for every answer, so it neither locks nor allocates.
package final class Meter: Sendable {
  package let method: String
  package let route: String

  /// The upper bounds of the histogram of durations, in seconds.
  package static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
  /// The statuses that are counted separately; all others count as 0.
  private static let statuses = [
    0, 200, 201, 202, 204, 301, 302, 303, 304, 400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 413, 414, 415, 421,
    428,
    429, 431, 500, 501, 503, 505,
  ]
  private static let slots: [UInt8] = (0..<600).map { UInt8(statuses.firstIndex(of: $0) ?? 0) }

  /// Atomic counts by status, by duration and of cached answers, and the sum of durations in microseconds.
  private nonisolated(unsafe) let counts: UnsafeMutablePointer<Atomic<Int>>
  private static let durations = statuses.count
  private static let remembered = durations + bounds.count + 1
  private static let sum = remembered + 1

  package init(method: String, route: String) {
    (self.method, self.route) = (method, route)
    counts = .allocate(capacity: Self.sum + 1)
    for index in 0...Self.sum { (counts + index).initialize(to: Atomic(0)) }
  }

  deinit {
    counts.deinitialize(count: Self.sum + 1)
    counts.deallocate()
  }

  /// - Parameter microseconds: the duration; nil for a cached answer, which takes practically no time.
  package func count(status: Int, microseconds: Int64?) {
    add(1, at: status < Self.slots.count ? Int(Self.slots[status]) : 0)
    guard let microseconds else { return add(1, at: Self.remembered) }
    let seconds = Double(microseconds) / 1_000_000
    add(1, at: Self.durations + (Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count))
    add(Int(microseconds), at: Self.sum)
  }

  private func add(_ number: Int, at index: Int) { counts[index].wrappingAdd(number, ordering: .relaxed) }

  private func read(_ index: Int) -> Int { counts[index].load(ordering: .relaxed) }

  /// The answers by status, without statuses that never occurred.
  package var byStatus: [(status: Int, count: Int)] {
    zip(Self.statuses, Self.statuses.indices.map(read)).filter { $1 > 0 }.map { ($0, $1) }
  }

  /// The number of answers within each of the bounds, and of all answers.
  package var cumulative: [Int] {
    var total = 0
    return (0...Self.bounds.count).map { index in
      total += read(Self.durations + index) + (index == 0 ? read(Self.remembered) : 0)
      return total
    }
  }

  package var rememberedCount: Int { read(Self.remembered) }
  package var seconds: Double { Double(read(Self.sum)) / 1_000_000 }
}
