// Requests that one answer serves are computed once, however many ask at the same moment.

import Foundation
import HTTP
import Synchronization

/// A whole request that waits for its answer, and where that goes.
struct WaitingRequest: Sendable {
  let request: Request
  let tag: ConnectionTag
  let inbox: Inbox

  func deliver(_ answer: Answer) {
    inbox.post(.answer(tag, answer, answer.part(for: request)))
  }
}

/// Answers that are being computed, by their keys, with the requests that wait for each. A connection waits for one
/// answer at a time, so there are never more of them than connections.
final class Flights: Sendable {
  private let waiting = Mutex<[AnswerKey: [WaitingRequest]]>([:])

  /// Lets a request wait if the answer for its key is being computed. If it is not, it is from now on: false.
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

  /// The answer for a key is there, or will not come: who waited for it.
  func end(_ key: AnswerKey) -> [WaitingRequest] {
    waiting.withLock { $0.removeValue(forKey: key) ?? [] }
  }
}

extension Service {
  /// Has a request answered by a worker, or by the one that computes its answer already. False when it cannot be: the
  /// queue is full.
  func answer(_ waiting: WaitingRequest) -> Bool {
    guard let key = waiting.request.key else {
      return workers.submit { [responder] in waiting.deliver(responder.respond(to: waiting.request)) }
    }
    if flights.join(key, waiting) { return true }
    let isQueued = workers.submit { lead(waiting, key) }
    if !isQueued { for other in flights.end(key) { refuse(other) } }
    return isQueued
  }

  /// Computes an answer, and gives it to all who wait for it if it has turned out to be one that is kept. If not, each
  /// gets its own.
  private func lead(_ waiting: WaitingRequest, _ key: AnswerKey) {
    let answer = compute(waiting.request, key)
    let others = flights.end(key)
    waiting.deliver(answer)
    for other in others {
      if let shared = responder.remembered(key, at: Self.now) {
        other.deliver(shared)
      } else if !workers.submit({ other.deliver(compute(other.request, key)) }) {
        refuse(other)
      }
    }
  }

  /// The answer may have come to be kept since the loop looked for it.
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
