// The event loop of the deliveries: what is due, what is under way, what has come back and is not committed yet.

import Desk
import Foundation
import GRDB
import Logging
import Outbound
import Values

/// Of one thread. Nothing is here that the desk's file does not have: a delivery whose attempt was not committed is due
/// again at the next start.
struct DeliveryWorker: ~Copyable {
  /// Deliveries that are lined up in memory.
  private static let lineLimit = 20_000
  /// Attempts that are committed together at most.
  private static let batch = 200
  /// Milliseconds from one look to the next while something is lined up, since a look reads all that is due.
  private static let pace: Int64 = 500

  private let partition: DeliveryPartition
  private let post: DeliveryFactory
  private let log: Logger
  private var transfers: Transfers
  private var line = HostQueue()
  private var attempts: [Attempt] = []
  private var underWay: [Int64: (prepared: DeliveryFactory.PreparedDelivery, host: String)] = [:]
  /// What is not lined up again: under way, or come back and not committed.
  private var busy: Set<Int64> = []
  private var nextLook = Instant(milliseconds: 0)
  private var lookedAt = Instant(milliseconds: 0)
  private var committedAt = ContinuousClock.now
  private var isBlocked = false

  init(_ partition: DeliveryPartition, _ post: DeliveryFactory, _ log: Logger) throws {
    (self.partition, self.post, self.log) = (partition, post, log)
    transfers = try Transfers(rules: post.rules(of: partition), connections: 2 * partition.limit)
  }

  var bell: Transfers.Bell { transfers.bell }

  /// One turn of the loop.
  mutating func turn(isLookWanted: Bool) {
    if isLookWanted || untilLook <= 0 { look() }
    if !isBlocked { startWhatFits() }
    let wait = attempts.isEmpty ? max(1, min(60_000, untilLook)) : 50
    for ended in transfers.wait(atMost: .milliseconds(wait)) { note(ended.id, ended.outcome) }
    let isOld = ContinuousClock.now - committedAt > .milliseconds(isBlocked ? 1_000 : 50)
    if attempts.count >= Self.batch && !isBlocked || !attempts.isEmpty && isOld { commit() }
  }

  /// In milliseconds. One host that is slow keeps the line from ever being empty, and others are not to wait for it.
  private var untilLook: Int64 {
    let look = line.isEmpty ? nextLook.milliseconds : max(nextLook.milliseconds, lookedAt.milliseconds + Self.pace)
    return look - Instant.now().milliseconds
  }

  /// Lets what is under way come to its end, and commits what came back.
  mutating func finish() {
    let deadline = ContinuousClock.now + .seconds(5)
    while transfers.count > 0, ContinuousClock.now < deadline {
      for ended in transfers.wait(atMost: .milliseconds(100)) { note(ended.id, ended.outcome) }
    }
    if !attempts.isEmpty { commit() }
  }

  /// Deals out what is in the outbox, and lines up what is due.
  private mutating func look() {
    do {
      try Subscriber.endExpired(post.desk)
      try post.outbox.fanOut()
      // What has just been dealt out is due.
      let now = Instant.now()
      lookedAt = now
      let (due, next) = try post.desk.pool.read { [busy, partition] db in
        var due: [(number: Int64, host: String)] = []
        let rows = try Delivery.due(db, partition, at: now, limit: Self.lineLimit + busy.count)
        while let row = try rows.next() {
          let number: Int64 = row["number"]
          if !busy.contains(number) { due.append((number, row["authority"] ?? row["way"])) }
        }
        return (due, try Delivery.next(db, partition, after: now))
      }
      line.refill(due)
      nextLook = next ?? Instant(milliseconds: now.milliseconds + 60_000)
    } catch {
      log.error("outbox: \(error)")
      nextLook = Instant(milliseconds: Instant.now().milliseconds + 1_000)
    }
  }

  private mutating func startWhatFits() {
    while transfers.count < partition.limit, attempts.count < Self.batch, let (number, host) = line.next() {
      do {
        guard let prepared = try post.prepared(number) else {
          line.end(host)
          // What comes after it may go now.
          nextLook = .now()
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
        line.end(host)
        nextLook = Instant(milliseconds: Instant.now().milliseconds + 1_000)
      }
    }
  }

  private mutating func note(_ number: Int64, _ outcome: Transfers.Outcome) {
    guard let (prepared, host) = underWay.removeValue(forKey: number) else { return }
    line.end(host)
    attempts.append(prepared.attempt(number, outcome))
  }

  /// Where nothing can be written now, nothing more is sent until what came back is committed.
  private mutating func commit() {
    committedAt = ContinuousClock.now
    do {
      try post.desk.pool.write { [attempts] db in for attempt in attempts { try attempt.note(db) } }
      for attempt in attempts { busy.remove(attempt.delivery) }
      attempts.removeAll(keepingCapacity: true)
      isBlocked = false
      // What waited behind these may go now, and some are to be tried again.
      nextLook = .now()
    } catch {
      if !isBlocked { log.error("deliveries can't be noted: \(error)") }
      isBlocked = true
    }
  }
}
