// How fast a token may write, and how often an address may come with bad tokens.

import HTTP
import HTTPTypes
import Synchronization
import Values

/// Token buckets in memory: each holds `capacity` permits and gains some every second.
final class RateLimits: Sendable {
  struct Rate: Sendable {
    /// Permits that a full bucket holds.
    let capacity: Double
    let perSecond: Double
  }

  /// Writes of one token.
  static let writes = Rate(capacity: 500, perSecond: 50)
  /// Requests with bad tokens from one address.
  static let failures = Rate(capacity: 10, perSecond: 10.0 / 60)

  /// Requests for mail from one address, and from all.
  static let subscriptionsOfClient = Rate(capacity: 5, perSecond: 5.0 / 3_600)
  static let subscriptions = Rate(capacity: 100, perSecond: 100.0 / 3_600)

  private struct Bucket {
    var permits: Double
    var at: Instant
  }

  private let rate: Rate
  private let buckets = Mutex<[String: Bucket]>([:])
  /// Buckets kept at most; full ones are let go first.
  private static let limit = 10_000

  init(_ rate: Rate) { self.rate = rate }

  /// Takes one permit of a bucket.
  /// - Returns: how many are left, negative when there was none to take.
  func take(_ name: String, at now: Instant = .now()) -> Int {
    buckets.withLock { buckets in
      if buckets.count >= Self.limit, buckets[name] == nil {
        buckets = buckets.filter { permits($0.value, at: now) < rate.capacity }
        if buckets.count >= Self.limit { buckets.removeAll() }
      }
      let held = buckets[name].map { permits($0, at: now) } ?? rate.capacity
      guard held >= 1 else { return -1 }
      buckets[name] = Bucket(permits: held - 1, at: now)
      return Int(held - 1)
    }
  }

  private func permits(_ bucket: Bucket, at now: Instant) -> Double {
    let seconds = max(0, Double(now.milliseconds - bucket.at.milliseconds) / 1000)
    return min(rate.capacity, bucket.permits + seconds * rate.perSecond)
  }

  /// Whole seconds until there is a permit again.
  var secondsToNext: Int { Int((1 / rate.perSecond).rounded(.up)) }

  /// What is left, as the fields of the IETF's draft have it (draft-ietf-httpapi-ratelimit-headers).
  func fields(_ name: String, left: Int) -> HTTPFields {
    var fields = HTTPFields()
    let window = Int((rate.capacity / rate.perSecond).rounded())
    fields[.rateLimitPolicy] = "\"\(name)\";q=\(Int(rate.capacity));w=\(window)"
    fields[.rateLimit] = "\"\(name)\";r=\(max(0, left));t=\(left > 0 ? 0 : secondsToNext)"
    return fields
  }
}

extension HTTPField.Name {
  static let rateLimit = HTTPField.Name(static: "RateLimit")
  static let rateLimitPolicy = HTTPField.Name(static: "RateLimit-Policy")
}
