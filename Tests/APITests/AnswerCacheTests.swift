// The answer cache when the public file changes.

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
