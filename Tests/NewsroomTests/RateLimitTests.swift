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

  @Test func `a write says what is left of its limit, a read does not`() throws {
    let newsroom = try TestNewsroom()
    let reply = try newsroom.desk("POST", "/sites", #"{"name": {"nl": "A"}}"#)
    #expect(reply["RateLimit-Policy"] == #""writes";q=500;w=10"#)
    #expect(reply["RateLimit"] == #""writes";r=499;t=0"#)
    #expect(try newsroom.desk("GET", "/sites")["RateLimit"] == nil)
  }

  @Test func `after ten bad tokens an address gets 429 for bad ones only`() throws {
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
