// The event loop of the link check: what is due, what is under way, and when each host may be asked again.

import Desk
import Foundation
import GRDB
import Logging
import Outbound
import Values

/// Of one thread. Nothing is here that the desk's file does not have: a page whose answer was not committed is due
/// again at the next start.
struct LinkWorker: ~Copyable {
  /// Questions at once, to as many hosts.
  private static let limit = 8
  /// Links that are lined up in memory.
  private static let lineLimit = 1_000
  /// Between the end of a question to a host and the next one.
  private static let pause = Duration.seconds(1)
  /// How often it is looked for what was written and what is due.
  private static let interval = Duration.seconds(2)

  private let pool: DatabasePool
  private let agent: String
  private let log: Logger
  private var transfers: Transfers
  private var line: [LinkRequest] = []
  private var underWay: [Int64: LinkRequest] = [:]
  /// When a host may be asked again.
  private var openAt: [String: ContinuousClock.Instant] = [:]
  private var nextLook = ContinuousClock.now

  init(_ desk: DeskFile, _ rules: AddressRules, agent: String, _ log: Logger) throws {
    (pool, self.agent, self.log) = (desk.pool, agent, log)
    transfers = try Transfers(rules: rules, connections: Self.limit)
  }

  var bell: Transfers.Bell { transfers.bell }

  /// One turn of the loop.
  mutating func turn(isLookWanted: Bool) {
    if isLookWanted || nextLook <= .now { look() }
    let wait = min(start(), max(.zero, nextLook - .now))
    let ended = transfers.wait(atMost: wait)
    guard !ended.isEmpty else { return }
    commit(ended.compactMap { take($0) })
  }

  /// Takes in what was written, and lines up what is due.
  private mutating func look() {
    nextLook = .now + Self.interval
    do {
      // What there is more to take in does not wait, and goes before what is due.
      if try LinkIndex.follow(pool) { nextLook = .now }
      let busy = Set(line.map(\.link.number)).union(underWay.keys)
      let due = try pool.read { db in try Link.due(db, at: .now(), limit: Self.lineLimit) }
      line += due.filter { !busy.contains($0.number) }.map(LinkRequest.init)
      openAt = openAt.filter { $0.value > .now }
    } catch {
      log.error("links: \(error)")
      nextLook = .now + .seconds(60)
    }
  }

  /// Asks every host that may be asked.
  /// - Returns: how long it is until another may be.
  private mutating func start() -> Duration {
    var asked = Set(underWay.values.map(\.host))
    var next = Self.interval
    var refused: [LinkAnswer] = []
    var left: [LinkRequest] = []
    for question in line {
      let open = openAt[question.host] ?? .now
      if transfers.count >= Self.limit || asked.contains(question.host) || open > .now {
        left.append(question)
        if open > .now { next = min(next, open - .now) }
        continue
      }
      do throws(TransferError) {
        try transfers.start(question.transfer(agent: agent), as: question.link.number)
        underWay[question.link.number] = question
        asked.insert(question.host)
      } catch {
        refused.append(question.answer(.failure(error), at: .now()))
      }
    }
    line = left
    if !refused.isEmpty { commit(refused) }
    return next
  }

  /// - Returns: nil where it is asked once more.
  private mutating func take(_ ended: Transfers.Ended) -> LinkAnswer? {
    guard let question = underWay.removeValue(forKey: ended.id) else { return nil }
    openAt[question.host] = .now + Self.pause
    if let again = question.retry(after: ended.outcome) {
      line.insert(again, at: 0)
      return nil
    }
    return question.answer(ended.outcome, at: .now())
  }

  private mutating func commit(_ answers: [LinkAnswer]) {
    do {
      try pool.write { db in for answer in answers { try answer.note(db) } }
    } catch {
      log.error("links can't be noted: \(error)")
      // They are due still, and asked for again once there is hope.
      line = []
      nextLook = .now + .seconds(60)
    }
  }
}
