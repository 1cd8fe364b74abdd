// A slow call that several threads share.

import Foundation
import RunningNewsroom
import Storage
import Synchronization
import Testing

@Suite struct SharedCallTests {
  private struct Refusal: Error {}

  private static func start(_ body: @escaping @Sendable () -> Void) -> DispatchGroup {
    let group = DispatchGroup()
    group.enter()
    Thread.detachNewThread {
      body()
      group.leave()
    }
    return group
  }

  @Test func `twenty threads share a few calls, and each gets one that began after it asked`() {
    let written = Mutex(0)
    let copied = Mutex(0)
    let calls = Mutex(0)
    let call = SharedCall {
      let seen = written.withLock { $0 }
      calls.withLock { $0 += 1 }
      usleep(20_000)
      copied.withLock { $0 = seen }
    }
    let missed = Mutex(0)
    let threads = (0..<20).map { _ in
      Self.start {
        for _ in 0..<10 {
          let own = written.withLock { number in
            number += 1
            return number
          }
          let isConfirmed = call.run()
          if !isConfirmed || copied.withLock({ $0 }) < own { missed.withLock { $0 += 1 } }
        }
      }
    }
    for thread in threads { thread.wait() }
    #expect(missed.withLock { $0 } == 0)
    #expect(calls.withLock { $0 } <= 40)
  }

  @Test func `a failure is reported to all who share the call, and a later success ends it`() {
    let fails = Mutex(true)
    let call = SharedCall { if fails.withLock({ $0 }) { throw Refusal() } }
    var faults = 0
    #expect(!call.run { _ in faults += 1 } && faults == 1)
    fails.withLock { $0 = false }
    #expect(call.run { _ in faults += 1 } && faults == 1)
  }

  @Test func `while calls fail, only one thread waits for the next`() {
    let hasBegun = Mutex(0)
    let mayEnd = Mutex(false)
    let call = SharedCall {
      if hasBegun.withLock({ number in
        number += 1
        return number > 1
      }) {
        _ = eventually { mayEnd.withLock { $0 } }
      }
      throw Refusal()
    }
    #expect(!call.run())
    let waiting = Self.start { _ = call.run() }
    #expect(eventually { hasBegun.withLock { $0 } == 2 })
    #expect(!call.run() && hasBegun.withLock { $0 } == 2)
    mayEnd.withLock { $0 = true }
    waiting.wait()
  }
}
