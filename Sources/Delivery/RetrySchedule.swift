// When a delivery that failed is tried again.

import Values

/// The example schedule of Standard Webhooks 1.0 ("Deliverability and reliability"), spread a little so that what
/// failed together does not come again together.
enum RetrySchedule {
  /// Seconds before each attempt, from the first on.
  static let delays: [Int64] = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

  /// A receiver may ask for more time than that, and gets a day at most.
  private static let longest: Int64 = 86_400

  /// How long a receiver may go on failing before nothing more is sent to it, in milliseconds.
  static let timeout: Int64 = 3 * 86_400_000

  /// - Parameters:
  ///   - attempts: made so far, the one that has just failed included.
  ///   - seconds: that the receiver asked for.
  /// - Returns: nil when it was the last.
  static func next(after attempts: Int, at now: Instant, asked seconds: Int64?) -> Instant? {
    guard attempts < delays.count else { return nil }
    let delay = Double(delays[attempts] * 1_000) * Double.random(in: 1...1.1)
    let asked = min(max(0, seconds ?? 0), longest) * 1_000
    return Instant(milliseconds: now.milliseconds + max(Int64(delay), asked))
  }
}
