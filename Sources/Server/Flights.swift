// Coalescing of requests: concurrent requests with the same key are computed once.

import Bytes
import Foundation
import HTTP
import Synchronization

/// A complete request that waits for its answer, and the destination of the answer.
struct WaitingRequest: Sendable {
  let request: Request
  /// The network of the client.
  let network: IPAddress
  let tag: ConnectionTag
  let inbox: Inbox

  func deliver(_ answer: Answer) {
    inbox.post(.answer(tag, answer, answer.part(for: request)))
  }
}

/// The answers being computed, by key, with the requests that wait for each. A connection waits for one answer at a
/// time, so there are never more waiting requests than connections.
final class Flights: Sendable {
  private let waiting = Mutex<[AnswerKey: [WaitingRequest]]>([:])

  /// Adds a request to those that wait for a key's answer. If none is being computed, starts the key: returns false.
  func join(_ key: AnswerKey, _ request: WaitingRequest) -> Bool {
    waiting.withLock { waiting in
      guard waiting[key] != nil else {
        waiting[key] = []
        return false
      }
      waiting[key]?.append(request)
      return true
    }
  }

  /// Ends a key, with or without an answer. Returns the requests that waited for it.
  func end(_ key: AnswerKey) -> [WaitingRequest] {
    waiting.withLock { $0.removeValue(forKey: key) ?? [] }
  }
}

extension Service {
  /// Lets a worker answer a request, or adds it to an equal request in progress. Returns false when the queue is
  /// full.
  func answer(_ waiting: WaitingRequest) -> Bool {
    let pool = pool(for: waiting.request)
    guard let key = waiting.request.key else {
      return pool.submit(for: waiting.network) { [responder] in waiting.deliver(responder.respond(to: waiting.request))
      }
    }
    if flights.join(key, waiting) { return true }
    let isQueued = pool.submit(for: waiting.network) { lead(waiting, key) }
    if !isQueued { for other in flights.end(key) { refuse(other) } }
    return isQueued
  }

  /// Computes an answer and delivers it to all waiting requests if it was cached. If not, each gets an answer of its
  /// own.
  private func lead(_ waiting: WaitingRequest, _ key: AnswerKey) {
    let answer = compute(waiting.request, key)
    let others = flights.end(key)
    waiting.deliver(answer)
    for other in others {
      if let shared = responder.remembered(key, at: Self.now) {
        other.deliver(shared)
      } else if !reads.submit(for: other.network, { other.deliver(compute(other.request, key)) }) {
        refuse(other)
      }
    }
  }

  /// Checks the cache again, because the answer may have been cached since the loop looked.
  private func compute(_ request: Request, _ key: AnswerKey) -> Answer {
    responder.remembered(key, at: Self.now) ?? responder.respond(to: request)
  }

  private func refuse(_ waiting: WaitingRequest) {
    waiting.deliver(
      responder.refuse(.overloaded(limits), acceptLanguage: waiting.request.fields[.acceptLanguage]))
  }

  /// Milliseconds since 1970.
  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
