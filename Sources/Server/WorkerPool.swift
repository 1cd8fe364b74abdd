// A fixed number of threads that answer requests, behind a bounded queue.

import Dispatch
import Foundation
import Synchronization

/// A bounded queue of jobs, and the threads that execute them.
final class WorkerPool: Sendable {
  typealias Job = @Sendable () -> Void

  private struct State {
    var jobs: [Job?] = []
    var first = 0
    var isStopped = false

    var waiting: Int { jobs.count - first }

    mutating func next() -> Job? {
      guard first < jobs.count else { return nil }
      let job = jobs[first].take()
      first += 1
      if first == jobs.count {
        jobs.removeAll(keepingCapacity: true)
        first = 0
      } else if first > 1_024 {
        jobs.removeFirst(first)
        first = 0
      }
      return job
    }
  }

  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)
  private let limit: Int
  private let count: Int

  init(workers: Int, limit: Int) {
    self.limit = limit
    count = max(1, workers)
    for number in 0..<count {
      let thread = Thread { [self] in run() }
      thread.name = "worker \(number)"
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  /// The number of jobs that wait for a thread.
  var waiting: Int { state.withLock { $0.waiting } }

  /// Queues a job for a request; returns false when the queue is full.
  func submit(_ job: @escaping Job) -> Bool {
    let isQueued = state.withLock { state in
      guard state.waiting < limit, !state.isStopped else { return false }
      state.jobs.append(job)
      return true
    }
    if isQueued { work.signal() }
    return isQueued
  }

  /// Queues a job for an answer in progress, of which each connection has at most one.
  func resume(_ job: @escaping Job) {
    state.withLock { $0.jobs.append(job) }
    work.signal()
  }

  /// Lets the threads end when the queue is empty.
  func stop() {
    state.withLock { $0.isStopped = true }
    for _ in 0..<count { work.signal() }
  }

  private func run() {
    while true {
      work.wait()
      let (job, isStopped) = state.withLock { ($0.next(), $0.isStopped) }
      if let job {
        job()
      } else if isStopped {
        return
      }
    }
  }
}
