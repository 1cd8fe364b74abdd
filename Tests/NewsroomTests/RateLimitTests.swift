// The rate limits on writes of a token and on invalid tokens of an address.

import Testing

@testable import API
@testable import Values

@Suite struct RateLimitTests {
  @Test func `a bucket gives its burst, then as much as comes in`() {
    let limits = RateLimits(RateLimits.writes)
    let start = Instant.now()
    #expect((0..<500).map { _ in limits.take("a", at: start) } == (0..<500).reversed())
    #expect(limits.take("a", at: start) == -1)
    #expect(limits.take("b", at: start) == 499)
    let later = Instant(milliseconds: start.milliseconds + 100)
    #expect((0..<6).map { _ in limits.take("a", at: later) } == [4, 3, 2, 1, 0, -1])
  }

  @Test func `names beyond the limit share a bucket, and no bucket of another is reset`() {
    let limits = RateLimits(RateLimits.failures)
    let start = Instant.now()
    for _ in 0..<10 { #expect(limits.take("victim", at: start) >= 0) }
    for number in 0..<9_999 { #expect(limits.take("\(number)", at: start) == 9) }
    #expect(limits.take("victim", at: start) == -1)
    let shared = (0..<12).map { limits.take("new \($0)", at: start) }
    #expect(shared == (0..<10).reversed() + [-1, -1])
    #expect(limits.take("victim", at: start) == -1)
    #expect(limits.take("0", at: start) == 8)
    // Full buckets make room.
    let later = Instant(milliseconds: start.milliseconds + 120_000)
    #expect(limits.take("new", at: later) == 9 && limits.take("newer", at: later) == 9)
  }

  @Test func `a permit may be refused when the remaining ones are reserved`() {
    let limits = RateLimits(RateLimits.subscriptions)
    let start = Instant.now()
    #expect(limits.take("all", reserve: 80, at: start) == 99)
    for _ in 0..<19 { #expect(limits.take("all", at: start) >= 80) }
    #expect(limits.take("all", reserve: 80, at: start) == -1)
    #expect(limits.take("all", reserve: 20, at: start) == 79)
  }

  @Test func `a write returns what is left of its limit, and a read does not`() throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.desk("POST", "/sites", #"{"name": {"nl": "A"}}"#)
    #expect(reply["RateLimit-Policy"] == #""writes";q=500;w=10"#)
    #expect(reply["RateLimit"] == #""writes";r=499;t=0"#)
    #expect(try newsroom.desk("GET", "/sites")["RateLimit"] == nil)
  }

  @Test func `after ten bad tokens, an address gets 429 for bad tokens only`() throws {
    let newsroom = try TestNewsroom()
    let bad = ["Authorization": "Bearer nrt_bad"]
    let statuses = try (0..<12).map { _ in try newsroom.get("/releases", bad).status }
    #expect(statuses == Array(repeating: 401, count: 10) + [429, 429])
    let refused = try newsroom.get("/releases", bad)
    #expect(refused["Retry-After"] == "6" && refused.json["type"] == "urn:problem-type:belgif:tooManyFailedRequests")
    #expect(try newsroom.get("/releases").status == 200)
    #expect(try newsroom.desk("GET", "/releases").status == 200)
  }
}
