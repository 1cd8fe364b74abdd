// A fixed number of threads that answer requests, behind a bounded queue that is fair between clients.

import Bytes
import Dispatch
import Foundation
import Synchronization

/// A bounded queue of jobs, and the threads that execute them.
///
/// Clients take turns, and one client occupies at most half of the threads, so that a client with many costly requests
/// delays the others by one job at most. A client is a network (``IPAddress/network``).
final class WorkerPool: Sendable {
  typealias Job = @Sendable () -> Void

  private struct Client {
    var jobs = Queue<Job>()
    var running = 0
    var isInTurn = false
  }

  private struct State {
    /// The clients with a waiting or running job.
    var clients: [IPAddress: Client] = [:]
    /// The clients that have a waiting job and run fewer than `share`, in the order of their turns.
    var turns = Queue<IPAddress>()
    var waiting = 0
    var isStopped = false
    /// The largest number of running jobs of one client.
    let share: Int

    init(share: Int) { self.share = share }

    mutating func add(_ job: @escaping Job, of network: IPAddress) {
      clients[network, default: Client()].jobs.add(job)
      waiting += 1
      takeTurn(network)
    }

    /// Takes the next job. Call ``end(of:)`` when it is done.
    mutating func next() -> (job: Job, network: IPAddress)? {
      guard let network = turns.next(), let job = clients[network]?.jobs.next() else { return nil }
      waiting -= 1
      clients[network]?.running += 1
      clients[network]?.isInTurn = false
      takeTurn(network)
      return (job, network)
    }

    mutating func end(of network: IPAddress) {
      clients[network]?.running -= 1
      takeTurn(network)
      if let client = clients[network], client.running == 0, client.jobs.count == 0 { clients[network] = nil }
    }

    private mutating func takeTurn(_ network: IPAddress) {
      guard let client = clients[network], !client.isInTurn, client.jobs.count > 0, client.running < share else {
        return
      }
      clients[network]?.isInTurn = true
      turns.add(network)
    }
  }

  private let state: Mutex<State>
  private let work = DispatchSemaphore(value: 0)
  private let limit: Int
  private let count: Int

  /// - Parameters:
  ///   - name: the beginning of the names of the threads.
  ///   - limit: the largest number of waiting jobs.
  ///   - niceness: what the threads add to the process's niceness: how far they stand back for others.
  init(_ name: String, workers: Int, limit: Int, niceness: Int32 = 0) {
    self.limit = limit
    count = max(1, workers)
    state = Mutex(State(share: max(1, count / 2)))
    for number in 0..<count {
      let thread = Thread { [self] in
        // On Linux, this is the niceness of the calling thread only.
        _ = nice(niceness)
        run()
      }
      thread.name = "\(name) \(number)"
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  /// The number of jobs that wait for a thread.
  var waiting: Int { state.withLock { $0.waiting } }

  /// Queues a job for a request. Returns false when the queue is full, or when the client has as many jobs waiting as
  /// there are free places: so some places always remain for others. Clients on this machine are exempt from that.
  func submit(for network: IPAddress, _ job: @escaping Job) -> Bool {
    let isQueued = state.withLock { state in
      let free = limit - state.waiting
      guard free > 0, network.isLoopback || (state.clients[network]?.jobs.count ?? 0) < free, !state.isStopped else {
        return false
      }
      state.add(job, of: network)
      return true
    }
    if isQueued { work.signal() }
    return isQueued
  }

  /// Queues a job for an answer in progress, of which each connection has at most one.
  func resume(for network: IPAddress, _ job: @escaping Job) {
    state.withLock { $0.add(job, of: network) }
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
      // The end of a job may give its client's next job a turn, whose signal another thread has already taken.
      while let (job, network) = state.withLock({ $0.next() }) {
        job()
        state.withLock { $0.end(of: network) }
      }
      if state.withLock({ $0.isStopped && $0.waiting == 0 }) { return }
    }
  }
}

/// A first-in, first-out queue.
private struct Queue<Element> {
  private var elements: [Element?] = []
  private var first = 0

  var count: Int { elements.count - first }

  mutating func add(_ element: Element) { elements.append(element) }

  mutating func next() -> Element? {
    guard first < elements.count else { return nil }
    let element = elements[first].take()
    first += 1
    if first == elements.count {
      elements.removeAll(keepingCapacity: true)
      first = 0
    } else if first > 1_024 {
      elements.removeFirst(first)
      first = 0
    }
    return element
  }
}
