// The schedule of retries for failed deliveries.

import Values

/// The example schedule of Standard Webhooks 1.0 ("Deliverability and reliability"). Delays are up to 10 % longer at
/// random, so that deliveries that failed together do not retry together.
enum RetrySchedule {
  /// Seconds before each attempt, starting with the first.
  static let delays: [Int64] = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

  /// The longest delay that a receiver can request, in seconds.
  private static let longestRequest: Int64 = 86_400

  /// How long a receiver may fail before its subscription is paused, in milliseconds.
  static let timeout: Int64 = 3 * 86_400_000

  /// - Parameters:
  ///   - attempts: the number of attempts so far, including the one that just failed.
  ///   - seconds: the delay that the receiver requested.
  /// - Returns: the time of the next attempt; nil after the last one.
  static func next(after attempts: Int, at now: Instant, asked seconds: Int64?) -> Instant? {
    guard attempts < delays.count else { return nil }
    let delay = Double(delays[attempts] * 1_000) * Double.random(in: 1...1.1)
    let asked = min(max(0, seconds ?? 0), longestRequest) * 1_000
    return Instant(milliseconds: now.milliseconds + max(Int64(delay), asked))
  }
}
