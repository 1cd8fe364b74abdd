// Publishing in three steps, each of which can be repeated harmlessly: a crash between any two is mended at start-up.

import Catalog
import Content
import Dispatch
import Foundation
import GRDB
import Storage
import Synchronization
import Values

/// Brings what the desk has decided into the public file.
///
/// 1. The desk commits the publication, due now or planned (`enter`).
/// 2. When it is due, the public file commits the item's projection and its change row (`settle`).
/// 3. The desk commits that it is done, with its row in the outbox, and shows the item's new status (`settle`).
///
/// Numbers of the public order are given when a publication falls due, so that they are in order of time and tell
/// nothing of what is planned.
package final class Publisher: Sendable {
  private let desk: DatabasePool
  private let publicFile: DatabasePool
  private let settling = Mutex(())
  private let attempts = Mutex(Attempts())
  /// Called after each public commit.
  private let published: @Sendable () -> Void
  /// Called when something may have come into the outbox.
  private let done: @Sendable () -> Void
  private let timer = Mutex<DispatchSourceTimer?>(nil)
  private let queue = DispatchQueue(label: "publisher")

  /// How making public goes at present.
  private struct Attempts {
    var isHeld = false
    var isFailing = false
    var isRetryPlanned = false
  }

  /// What is planned or due, for `FROM`, by its index, however much is done. SQLite takes an index of a part only where
  /// that part is written out (Partial Indexes, section 3).
  package static let waiting = "publications INDEXED BY publicationsByState WHERE state IN ('planned', 'due')"

  init(
    desk: DeskFile, publicFile: PublicFile, published: @escaping @Sendable () -> Void,
    done: @escaping @Sendable () -> Void
  ) throws {
    self.desk = desk.pool
    self.publicFile = try publicFile.pool
    self.published = published
    self.done = done
  }

  /// Step 1, within a desk transaction: a publication (or withdrawal) of a revision that is due when its time has come,
  /// else planned.
  /// - Returns: its number among the item's.
  package static func enter(
    _ db: Database, _ item: Item, _ change: Publication.Change, revision: Int, note: JSONObject? = nil,
    at: Instant? = nil, isEmbargoed: Bool = false, languages: LanguageSet? = nil, acknowledged: [String] = [],
    by author: Author
  ) throws -> Int {
    let now = Instant.now()
    let at = at ?? now
    let isDue = at <= now
    let last = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT max(number) FROM publications WHERE item = ?"), arguments: [item.number])
    let number = 1 + (last ?? 0)
    try db.run(
      sql: """
        INSERT INTO publications (item, number, change, revision, note, embargo, at, requestedAt, requestedBy, state,
          changeNumber, languages) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        item.number, number, change.rawValue, revision, note.map { JSON.object($0).text }, isEmbargoed,
        at.milliseconds, now.milliseconds, author.name, isDue ? "due" : "planned",
        isDue ? try nextChangeNumber(db) : nil, languages?.rawValue,
      ])
    try DeskFile.audit(
      db, author, change == .withdrawn ? .withdraw : .publish, kind: item.kind, id: item.id,
      detail: [
        "publication": .integer(number), "revision": .integer(revision), "at": .string(at.text),
        "languages": languages?.json,
        "acknowledged": acknowledged.isEmpty ? nil : .strings(acknowledged),
      ])
    if !isDue, let planned = try Item.fetch(db, number: item.number) {
      try Projection(target: db, desk: db, audience: .desk).write(planned)
    }
    return number
  }

  private static func nextChangeNumber(_ db: Database) throws -> Int64 {
    1 + (try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(changeNumber) FROM publications")) ?? 0)
  }

  /// Makes public whatever is due, and plans the timer for what is not. Safe to call at any time, from any thread, and
  /// beside another process that does the same.
  package func settle() throws {
    try settling.withLock { _ in
      let isHeld = try desk.read { try Bool.fetchOne($0, sql: "SELECT heldSince IS NOT NULL FROM situation") ?? false }
      attempts.withLock { $0.isHeld = isHeld }
      if !isHeld { try markDue() }
      let next = isHeld ? nil : try nextInstant()
      if try !desk.read(Self.due).isEmpty {
        let due = try commitToPublic(next: next)
        published()
        try markDone(due)
      } else if try publicFile.read({ db in try Int64.fetchOne(db, sql: "SELECT nextInstant FROM state") }) != next {
        try publicFile.write { db in
          try db.run(sql: "UPDATE state SET nextInstant = ?", arguments: [next])
          try db.markState()
        }
        published()
      }
      schedule(next)
    }
    done()
  }

  /// What was planned and whose time has come is due, in order of time and number.
  private func markDue() throws {
    let now = Instant.now().milliseconds
    let isWaiting = try desk.read { db in
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM \(Self.waiting) AND state = 'planned' AND at <= ?)"),
        arguments: [now])
    }
    guard isWaiting == true else { return }
    try desk.write { db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT item, number FROM \(Self.waiting) AND state = 'planned' AND at <= ? ORDER BY at, item, number"),
        arguments: [now])
      for row in rows {
        try db.run(
          sql: "UPDATE publications SET state = 'due', changeNumber = ? WHERE item = ? AND number = ?",
          arguments: [try Self.nextChangeNumber(db), row["item"] as Int64, row["number"] as Int])
      }
    }
  }

  @Sendable private static func due(_ db: Database) throws -> [Publication] {
    try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM \(waiting) AND state = 'due' ORDER BY changeNumber"))
      .map(Publication.init)
  }

  private func nextInstant() throws -> Int64? {
    try desk.read { db in try Int64.fetchOne(db, sql: "SELECT min(at) FROM \(Self.waiting) AND state = 'planned'") }
  }

  /// Runs something while nothing is being made public.
  package func betweenSettling<Value>(_ body: () throws -> Value) rethrows -> Value {
    try settling.withLock { _ in try body() }
  }

  /// Whether a publication is not public yet: planned, or due while its public commit could not be made.
  package func canTakeBack(_ publication: Publication) throws -> Bool {
    switch publication.state {
    case .planned: return true
    case .due:
      return try publicFile.read { db in
        try Int.fetchOne(
          db.cachedStatement(sql: "SELECT 1 FROM changes WHERE number = ?"), arguments: [publication.changeNumber])
          == nil
      }
    case .done, .cancelled: return false
    }
  }

  /// Step 2: one public commit for all that is due. A change that the file has already is passed over. Nobody writes to
  /// the desk meanwhile, in this process or another, so what goes out can't be taken back at the same moment.
  private func commitToPublic(next: Int64?) throws -> [Publication] {
    try desk.write { deskTables in
      let due = try Self.due(deskTables)
      guard !due.isEmpty else { return [] }
      try publicFile.write { db in
        for publication in due { try Self.makePublic(publication, of: deskTables, in: db) }
        try db.run(
          sql: "UPDATE state SET generation = generation + 1, changedAt = max(changedAt, ?), nextInstant = ?",
          arguments: [due.map(\.at.milliseconds).max(), next])
        try db.markState()
      }
      return due
    }
  }

  /// A publication that has its change number goes into the public file, unless it is there.
  static func makePublic(_ publication: Publication, of deskTables: Database, in db: Database) throws {
    guard let change = publication.changeNumber,
      try Int.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM changes WHERE number = ?"), arguments: [change]) == nil,
      let item = try Item.published(deskTables, number: publication.item, upTo: change)
    else { return }
    try Projection(target: db, desk: deskTables, audience: .anyone, change: change).write(item)
    try db.run(
      sql: "INSERT INTO changes (number, kind, id, change, version, at) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        change, item.kind, item.id, publication.change.rawValue, item.version, publication.at.milliseconds,
      ])
  }

  /// Step 3. Another process may have come before with it.
  private func markDone(_ due: [Publication]) throws {
    try desk.write { db in
      for publication in due {
        try db.run(
          sql: "UPDATE publications SET state = 'done' WHERE item = ? AND number = ? AND state = 'due'",
          arguments: [publication.item, publication.number])
        guard db.changesCount == 1, let item = try Item.fetch(db, number: publication.item) else { continue }
        try Projection(target: db, desk: db, audience: .desk).write(item)
        try OutboxEntry.add(db, publication, kind: item.kind)
      }
    }
  }

  /// One timer, for the next due instant. The wall clock, so that a clock that is set right moves it along.
  private func schedule(_ next: Int64?) {
    timer.withLock { timer in
      timer?.cancel()
      timer = nil
      guard let next else { return }
      let source = DispatchSource.makeTimerSource(queue: queue)
      let (seconds, rest) = next.quotientAndRemainder(dividingBy: 1000)
      let time = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest) * 1_000_000)
      source.schedule(wallDeadline: DispatchWallTime(timespec: time), leeway: .milliseconds(5))
      source.setEventHandler { [weak self] in self?.settleOrRetry() }
      source.resume()
      timer = source
    }
  }

  /// Whether what is planned waits after a restore.
  package var isHeld: Bool { attempts.withLock { $0.isHeld } }

  /// Whether everything due is public.
  package var isSettled: Bool { attempts.withLock { !$0.isFailing } }

  /// A public commit that fails now (a full disk) is tried again until it is made.
  package func settleOrRetry() {
    do {
      try settle()
      attempts.withLock { $0.isFailing = false }
    } catch {
      // One retry at a time, however many requests fail meanwhile.
      let isPlanned = attempts.withLock { attempts in
        attempts.isFailing = true
        defer { attempts.isRetryPlanned = true }
        return attempts.isRetryPlanned
      }
      guard !isPlanned else { return }
      queue.asyncAfter(deadline: .now() + 1) { [weak self] in
        self?.attempts.withLock { $0.isRetryPlanned = false }
        self?.settleOrRetry()
      }
    }
  }
}
