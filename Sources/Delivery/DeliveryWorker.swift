// The event loop of one delivery partition.

import Desk
import Foundation
import GRDB
import Logging
import Outbound
import Storage
import Values

/// Sends the deliveries of one partition, on one thread. All durable state is in the desk's file: a delivery whose
/// attempt was not committed is due again at the next start.
struct DeliveryWorker: ~Copyable {
  /// The most deliveries that are queued in memory.
  private static let queueLimit = 20_000
  /// The most attempts in one commit.
  private static let batch = 200
  /// Milliseconds between polls while deliveries are queued, since a poll reads everything that is due.
  private static let pace: Int64 = 500

  private let partition: DeliveryPartition
  private let factory: DeliveryFactory
  private let log: Logger
  private var transfers: Transfers
  private var queue = HostQueue()
  private var attempts: [Attempt] = []
  private var underWay: [Int64: (prepared: DeliveryFactory.PreparedDelivery, host: String)] = [:]
  /// The deliveries that must not be queued again: they are under way, or not committed yet.
  private var busy: Set<Int64> = []
  private var nextPoll = Instant(milliseconds: 0)
  private var polledAt = Instant(milliseconds: 0)
  private var committedAt = ContinuousClock.now
  private let polling: FailureState
  private let committing: FailureState

  init(_ partition: DeliveryPartition, _ factory: DeliveryFactory, _ log: Logger) throws {
    (self.partition, self.factory, self.log) = (partition, factory, log)
    polling = FailureState("outbox", log: log)
    committing = FailureState("noting deliveries", log: log)
    transfers = try Transfers(rules: factory.rules(of: partition), connections: 2 * partition.limit)
  }

  var bell: Transfers.Bell { transfers.bell }

  /// One turn of the loop.
  mutating func turn(isPollRequested: Bool) {
    if isPollRequested || untilNextPoll <= 0 { poll() }
    if !committing.isFailing { startTransfers() }
    let wait = attempts.isEmpty ? max(1, min(60_000, untilNextPoll)) : 50
    for ended in transfers.wait(atMost: .milliseconds(wait)) { note(ended.id, ended.outcome) }
    let isBlocked = committing.isFailing
    let isOld = ContinuousClock.now - committedAt > .milliseconds(isBlocked ? 1_000 : 50)
    if attempts.count >= Self.batch && !isBlocked || !attempts.isEmpty && isOld { commit() }
  }

  /// Milliseconds until the next poll. A slow host can keep the queue from emptying, so polls do not wait for that.
  private var untilNextPoll: Int64 {
    let poll = queue.isEmpty ? nextPoll.milliseconds : max(nextPoll.milliseconds, polledAt.milliseconds + Self.pace)
    return poll - Instant.now().milliseconds
  }

  /// Waits up to five seconds for running transfers, and commits their attempts.
  mutating func finish() {
    let deadline = ContinuousClock.now + .seconds(5)
    while transfers.count > 0, ContinuousClock.now < deadline {
      for ended in transfers.wait(atMost: .milliseconds(100)) { note(ended.id, ended.outcome) }
    }
    if !attempts.isEmpty { commit() }
  }

  /// Fans out the events of the outbox, and queues the due deliveries.
  private mutating func poll() {
    do {
      try Subscriber.endExpired(factory.desk)
      try factory.outbox.fanOut()
      // Taken after the fan-out, so that its deliveries are due.
      let now = Instant.now()
      polledAt = now
      let (due, next) = try factory.desk.pool.read { [busy, partition] db in
        var due: [(number: Int64, host: String)] = []
        let rows = try Delivery.due(db, partition, at: now, limit: Self.queueLimit + busy.count)
        while let row = try rows.next() {
          let number: Int64 = row["number"]
          if !busy.contains(number) { due.append((number, row["authority"] ?? row["way"])) }
        }
        return (due, try Delivery.next(db, partition, after: now))
      }
      queue.refill(due)
      nextPoll = next ?? Instant(milliseconds: now.milliseconds + 60_000)
      polling.succeed()
    } catch {
      polling.fail(error)
      nextPoll = Instant(milliseconds: Instant.now().milliseconds + 1_000)
    }
  }

  private mutating func startTransfers() {
    while transfers.count < partition.limit, attempts.count < Self.batch, let (number, host) = queue.next() {
      do {
        guard let prepared = try factory.prepared(number) else {
          queue.end(host)
          // The next delivery to the same receiver may be due now.
          nextPoll = .now()
          continue
        }
        underWay[number] = (prepared, host)
        busy.insert(number)
        do {
          try transfers.start(prepared.transfer, as: number)
        } catch {
          note(number, .failure(error))
        }
      } catch {
        log.error("delivery \(number): \(error)")
        queue.end(host)
        nextPoll = Instant(milliseconds: Instant.now().milliseconds + 1_000)
      }
    }
  }

  private mutating func note(_ number: Int64, _ outcome: Transfers.Outcome) {
    guard let (prepared, host) = underWay.removeValue(forKey: number) else { return }
    queue.end(host)
    attempts.append(prepared.attempt(number, outcome))
  }

  /// Commits the attempts. When that fails, no transfer starts until it succeeds.
  private mutating func commit() {
    committedAt = ContinuousClock.now
    do {
      try factory.desk.pool.write { [attempts] db in for attempt in attempts { try attempt.note(db) } }
      for attempt in attempts { busy.remove(attempt.delivery) }
      attempts.removeAll(keepingCapacity: true)
      committing.succeed()
      // Deliveries behind these may be due now, and some need a retry.
      nextPoll = .now()
    } catch {
      committing.fail(error)
    }
  }
}
