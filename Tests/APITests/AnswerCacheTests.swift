// The answer cache as the public file moves.

import Dispatch
import Foundation
import Testing

@testable import API
@testable import Catalog
@testable import Values

@Suite struct AnswerCacheTests {
  private static func state(_ generation: Int64) -> PublicFile.State {
    PublicFile.State(generation: generation, changedAt: Instant(milliseconds: generation), nextInstant: nil)
  }

  @Test func `of two that notice at once none puts an older state after a newer one`() async {
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
          // The other one has all the time to overtake, if it can.
          _ = hasFollowed.wait(timeout: .now() + 0.2)
          return state
        }
      }
    }
    #expect(cache.state == Self.state(2))
  }
}
