// The answer cache when the public file changes.

import Dispatch
import Foundation
import HTTP
import Testing

@testable import API
@testable import Catalog
@testable import Values

@Suite struct AnswerCacheTests {
  private static func state(_ generation: Int64) -> PublicFile.State {
    PublicFile.State(generation: generation, changedAt: Instant(milliseconds: generation), nextInstant: nil)
  }

  @Test func `a requested answer stays cached while others are replaced`() {
    let limit = 40_000
    let cache = AnswerCache(state: Self.state(0), limit: limit)
    func keep(_ target: String) {
      let answer = Answer(Response(body: .bytes([UInt8](repeating: 120, count: 1_000))), acceptsGzip: false)
      cache.keep(answer, for: AnswerKey(target: target), of: Self.state(0))
    }
    func has(_ target: String) -> Bool { cache.answer(for: AnswerKey(target: target), at: 0) != nil }
    keep("/releases")
    keep("/never")
    for page in 0..<500 {
      keep("/releases?page=\(page)")
      #expect(has("/releases"), "after \(page) other answers")
    }
    #expect(!has("/never"))
    let kept = (0..<500).filter { has("/releases?page=\($0)") }
    #expect(kept.last == 499 && kept.count > 5 && kept.count * 1_000 < limit)
    cache.follow { Self.state(1) }
    #expect(!has("/releases") && !has("/releases?page=499"))
  }

  @Test func `a concurrent call never replaces a newer state with an older one`() async {
    let cache = AnswerCache(state: Self.state(0))
    let (hasRead, hasFollowed) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        hasRead.wait()
        cache.follow { Self.state(2) }
        hasFollowed.signal()
        continuation.resume()
      }
      Thread.detachNewThread {
        cache.follow {
          let state = Self.state(1)
          hasRead.signal()
          // The other thread gets enough time to overtake.
          _ = hasFollowed.wait(timeout: .now() + 0.2)
          return state
        }
      }
    }
    #expect(cache.state == Self.state(2))
  }
}
