// Rate limits: writes of a token, invalid tokens from an address, and requests for mail.

import HTTP
import HTTPTypes
import Synchronization
import Values

/// Token buckets in memory. Each bucket holds at most `capacity` permits and gains `perSecond` permits a second.
final class RateLimits: Sendable {
  struct Rate: Sendable {
    /// The permits of a full bucket.
    let capacity: Double
    let perSecond: Double
  }

  /// Writes of one token.
  static let writes = Rate(capacity: 500, perSecond: 50)
  /// Requests with invalid tokens from one network.
  static let failures = Rate(capacity: 10, perSecond: 10.0 / 60)

  /// Requests for mail from one network, and from all networks.
  static let subscriptionsOfClient = Rate(capacity: 5, perSecond: 5.0 / 3_600)
  static let subscriptions = Rate(capacity: 100, perSecond: 100.0 / 3_600)

  private struct Bucket {
    var permits: Double
    var at: Instant
  }

  private let rate: Rate
  private struct Buckets {
    var byName: [String: Bucket] = [:]
    /// When full buckets were last removed.
    var cleaned = Instant(milliseconds: 0)
  }

  private let buckets = Mutex(Buckets())
  /// The largest number of buckets. Beyond it new names share one bucket, so that an attacker with many addresses can
  /// neither fill the memory nor reset the bucket of another.
  private static let limit = 10_000

  init(_ rate: Rate) { self.rate = rate }

  /// Takes one permit of a bucket.
  /// - Parameter reserve: the permits that must remain for others.
  /// - Returns: the number of permits left; negative when there was none to take.
  func take(_ name: String, reserve: Int = 0, at now: Instant = .now()) -> Int {
    buckets.withLock { buckets in
      var name = name
      if buckets.byName.count >= Self.limit, buckets.byName[name] == nil {
        if now.milliseconds - buckets.cleaned.milliseconds >= 1_000 {
          buckets.cleaned = now
          buckets.byName = buckets.byName.filter { permits($0.value, at: now) < rate.capacity }
        }
        if buckets.byName.count >= Self.limit { name = Self.shared }
      }
      let held = buckets.byName[name].map { permits($0, at: now) } ?? rate.capacity
      guard held >= Double(1 + reserve) else { return -1 }
      buckets.byName[name] = Bucket(permits: held - 1, at: now)
      return Int(held - 1)
    }
  }

  /// The name of the shared bucket. No network and no token has it.
  private static let shared = ""

  private func permits(_ bucket: Bucket, at now: Instant) -> Double {
    let seconds = max(0, Double(now.milliseconds - bucket.at.milliseconds) / 1000)
    return min(rate.capacity, bucket.permits + seconds * rate.perSecond)
  }

  /// Whole seconds until an empty bucket has a permit.
  var secondsToNext: Int { Int((1 / rate.perSecond).rounded(.up)) }

  /// The header fields with the permits left (draft-ietf-httpapi-ratelimit-headers).
  /// - Parameter name: the name of the limit, such as `writes`.
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
