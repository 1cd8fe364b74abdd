// The event loop of the link check.

import Desk
import Foundation
import GRDB
import Logging
import Outbound
import Values

/// Checks links, on one thread. All durable state is in the desk's file: a link whose answer was not committed is due
/// again at the next start.
struct LinkWorker: ~Copyable {
  /// The most requests at once, each to another host.
  private static let limit = 8
  /// The most links that one poll adds to the queue.
  private static let queueLimit = 1_000
  /// The pause between two requests to a host.
  private static let pause = Duration.seconds(1)
  /// The time between polls for new text and due links.
  private static let interval = Duration.seconds(2)

  private let pool: DatabasePool
  private let agent: String
  private let log: Logger
  private var transfers: Transfers
  private var queue: [LinkRequest] = []
  private var underWay: [Int64: LinkRequest] = [:]
  /// When the next request to a host may start.
  private var openAt: [String: ContinuousClock.Instant] = [:]
  private var nextPoll = ContinuousClock.now

  init(_ desk: DeskFile, _ rules: AddressRules, agent: String, _ log: Logger) throws {
    (pool, self.agent, self.log) = (desk.pool, agent, log)
    transfers = try Transfers(rules: rules, connections: Self.limit)
  }

  var bell: Transfers.Bell { transfers.bell }

  /// One turn of the loop.
  mutating func turn(isPollRequested: Bool) {
    if isPollRequested || nextPoll <= .now { poll() }
    let wait = min(start(), max(.zero, nextPoll - .now))
    let ended = transfers.wait(atMost: wait)
    guard !ended.isEmpty else { return }
    commit(ended.compactMap { take($0) })
  }

  /// Indexes the links of new text, and queues the due links.
  private mutating func poll() {
    nextPoll = .now + Self.interval
    do {
      // When there is more text to index, poll again at once.
      if try LinkIndex.follow(pool) { nextPoll = .now }
      let busy = Set(queue.map(\.link.number)).union(underWay.keys)
      let due = try pool.read { db in try Link.due(db, at: .now(), limit: Self.queueLimit) }
      queue += due.filter { !busy.contains($0.number) }.map(LinkRequest.init)
      openAt = openAt.filter { $0.value > .now }
    } catch {
      log.error("links: \(error)")
      nextPoll = .now + .seconds(60)
    }
  }

  /// Starts a request to every host that is free.
  /// - Returns: the time until another host is free.
  private mutating func start() -> Duration {
    var busyHosts = Set(underWay.values.map(\.host))
    var next = Self.interval
    var refused: [LinkAnswer] = []
    var left: [LinkRequest] = []
    for request in queue {
      let open = openAt[request.host] ?? .now
      if transfers.count >= Self.limit || busyHosts.contains(request.host) || open > .now {
        left.append(request)
        if open > .now { next = min(next, open - .now) }
        continue
      }
      do throws(TransferError) {
        try transfers.start(request.transfer(agent: agent), as: request.link.number)
        underWay[request.link.number] = request
        busyHosts.insert(request.host)
      } catch {
        refused.append(request.answer(.failure(error), at: .now()))
      }
    }
    queue = left
    if !refused.isEmpty { commit(refused) }
    return next
  }

  /// - Returns: nil when the request is retried.
  private mutating func take(_ ended: Transfers.Ended) -> LinkAnswer? {
    guard let request = underWay.removeValue(forKey: ended.id) else { return nil }
    openAt[request.host] = .now + Self.pause
    if let retry = request.retry(after: ended.outcome) {
      queue.insert(retry, at: 0)
      return nil
    }
    return request.answer(ended.outcome, at: .now())
  }

  private mutating func commit(_ answers: [LinkAnswer]) {
    do {
      try pool.write { db in for answer in answers { try answer.note(db) } }
    } catch {
      log.error("links can't be noted: \(error)")
      // These links are still due; try again in a minute.
      queue = []
      nextPoll = .now + .seconds(60)
    }
  }
}
