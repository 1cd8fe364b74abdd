// Publishes in three steps. Each can be repeated safely, so that the next start completes them after a crash.

import Catalog
import Content
import Dispatch
import Foundation
import GRDB
import Logging
import Storage
import Synchronization
import Values

/// Applies the desk's publications to the public file.
///
/// 1. The desk commits the publication, due now or planned (`enter`).
/// 2. When it is due, the public file commits the item's projection and its change row (`settle`).
/// 3. The desk commits that it is done, with its row in the outbox, and shows the item's new status (`settle`).
///
/// A publication gets its change number when it falls due. The numbers are thus in order of time and reveal nothing
/// about planned publications.
package final class Publisher: Sendable {
  private let desk: DatabasePool
  private let publicFile: DatabasePool
  private let settling = Mutex(())
  private let attempts = Mutex(Attempts())
  private let failure: FailureState
  /// Nil when the disk is enough.
  private let replica: ReplicaConfirmation?
  /// Called with the next planned instant.
  private let planned: @Sendable (Int64?) -> Void
  /// Called after each public commit.
  private let published: @Sendable () -> Void
  /// Called when the outbox may have new rows.
  private let done: @Sendable () -> Void
  private let timer = Mutex<DispatchSourceTimer?>(nil)
  private let queue = DispatchQueue(label: "publisher")

  /// The state of attempts to settle.
  private struct Attempts {
    var isHeld = false
    /// The next planned instant in milliseconds since 1970. The public file does not contain it.
    var next: Int64?
    var isRetryPlanned = false
  }

  /// Planned and due publications, for `FROM`. SQLite uses a partial index only when the query repeats its condition
  /// (Partial Indexes, section 3).
  package static let waiting = "publications INDEXED BY publicationsByState WHERE state IN ('planned', 'due')"

  init(
    desk: DeskFile, publicFile: PublicFile, replica: ReplicaConfirmation?, log: Logger,
    planned: @escaping @Sendable (Int64?) -> Void, published: @escaping @Sendable () -> Void,
    done: @escaping @Sendable () -> Void
  ) throws {
    failure = FailureState("publishing", log: log)
    self.replica = replica
    self.desk = desk.pool
    self.publicFile = try publicFile.pool
    self.planned = planned
    self.published = published
    self.done = done
  }

  /// Step 1, in a desk transaction: enters a publication or withdrawal, due when its time has come and otherwise
  /// planned.
  /// - Returns: the number of the publication within the item.
  package static func enter(
    _ db: Database, _ item: Item, _ change: Publication.Change, revision: Int, note: JSONObject? = nil,
    at: Instant? = nil, isEmbargoed: Bool = false, languages: LanguageSet? = nil, isMinor: Bool = false,
    successor: String? = nil, acknowledged: [String] = [], by author: Author
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
          changeNumber, languages, minor, successor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        item.number, number, change.rawValue, revision, note.map { JSON.object($0).text }, isEmbargoed,
        at.milliseconds, now.milliseconds, author.name, isDue ? "due" : "planned",
        isDue ? try nextChangeNumber(db) : nil, languages?.rawValue, isMinor, successor,
      ])
    try DeskFile.audit(
      db, author, change == .withdrawn ? .withdraw : .publish, kind: item.kind, id: item.id,
      detail: [
        "publication": .integer(number), "revision": .integer(revision), "at": .string(at.text),
        "languages": languages?.json, "minor": isMinor ? .bool(true) : nil,
        "successor": successor.map(JSON.string),
        "acknowledged": acknowledged.isEmpty ? nil : .strings(acknowledged),
      ])
    if !isDue, let planned = try Item.fetch(db, number: item.number) {
      try Projection(target: db, desk: db, audience: .desk).write(planned)
    }
    return number
  }

  /// Makes a planned publication due at an instant that has come.
  package static func bringForward(_ db: Database, _ publication: Publication, to now: Instant) throws {
    try db.run(
      sql: "UPDATE publications SET state = 'due', at = ?, changeNumber = ? WHERE item = ? AND number = ?",
      arguments: [now.milliseconds, try nextChangeNumber(db), publication.item, publication.number])
  }

  private static func nextChangeNumber(_ db: Database) throws -> Int64 {
    1 + (try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(changeNumber) FROM publications")) ?? 0)
  }

  /// Publishes everything due, and sets the timer for the next planned publication. Safe to call at any time, from any
  /// thread, and from several processes at once.
  package func settle() throws {
    try settling.withLock { _ in
      let isHeld = try desk.read { try Bool.fetchOne($0, sql: "SELECT heldSince IS NOT NULL FROM situation") ?? false }
      attempts.withLock { $0.isHeld = isHeld }
      if !isHeld { try markDue() }
      let next = try nextInstant()
      if try !desk.read(Self.due).isEmpty {
        // Nothing becomes public that a restored desk would lack, unless the replica cannot be reached.
        replica?.confirmDesk()
        let due = try commitToPublic()
        published()
        try markDone(due)
      }
      schedule(next)
    }
    done()
  }

  /// Marks planned publications whose time has come as due, in order of time.
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

  /// Nil when nothing is planned, or everything planned is held.
  private func nextInstant() throws -> Int64? {
    try desk.read { db in
      try Int64.fetchOne(
        db,
        sql: """
          SELECT min(at) FROM \(Self.waiting) AND state = 'planned'
            AND (SELECT heldSince FROM situation) IS NULL
          """)
    }
  }

  /// Takes in what another process has planned, moved or resumed.
  @Sendable package func followPlan() throws {
    if try nextInstant() != next { settleOrRetry() }
  }

  /// The next planned instant in milliseconds since 1970; nil for none.
  var next: Int64? { attempts.withLock { $0.next } }

  /// True when a planned instant has passed and its publications are not known to be public.
  package var isDue: Bool { next.map { $0 <= Instant.now().milliseconds } ?? false }

  /// Runs `body` while this process does not settle.
  package func betweenSettling<Value>(_ body: () throws -> Value) rethrows -> Value {
    try settling.withLock { _ in try body() }
  }

  /// True for a publication that is not public: planned, or due without its public commit.
  package func canCancel(_ publication: Publication) throws -> Bool {
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

  /// Step 2: commits all due publications to the public file, except those that it has already. The write lock of the
  /// desk prevents a cancellation at the same moment.
  private func commitToPublic() throws -> [Publication] {
    try desk.write { deskTables in
      let due = try Self.due(deskTables)
      guard !due.isEmpty else { return [] }
      try publicFile.write { db in
        for publication in due { try Self.makePublic(publication, of: deskTables, in: db) }
        try db.run(
          sql: "UPDATE state SET \(Self.moved)", arguments: [Instant.now().milliseconds])
        try db.markState()
      }
      return due
    }
  }

  /// Assigns the next generation of the public file, and its time in milliseconds (?1). Last-Modified has a resolution
  /// of one second, so each generation gets a later second than the one before, mostly the next one.
  static let moved = """
    generation = generation + 1,
    changedAt = CASE WHEN changedAt / 1000 < ?1 / 1000 THEN ?1
      WHEN changedAt / 1000 <= ?1 / 1000 + 1 THEN (?1 / 1000 + 1) * 1000 ELSE changedAt + 1000 END
    """

  /// Writes a publication with a change number to the public file, unless the file has it already.
  static func makePublic(_ publication: Publication, of deskTables: Database, in db: Database) throws {
    guard let change = publication.changeNumber,
      try Int.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM changes WHERE number = ?"), arguments: [change]) == nil,
      let item = try Item.published(deskTables, number: publication.item, upTo: change)
    else { return }
    try Projection(target: db, desk: deskTables, audience: .anyone, change: change).write(item)
    try db.run(
      sql: "INSERT INTO changes (number, kind, id, change, version, at, minor) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        change, item.kind, item.id, publication.change.rawValue, item.version, publication.at.milliseconds,
        publication.isMinor,
      ])
  }

  /// Step 3: marks publications as done, unless another process did so first.
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

  /// Sets one timer for the next planned instant, by the wall clock, so that it follows corrections of the clock.
  private func schedule(_ next: Int64?) {
    attempts.withLock { $0.next = next }
    planned(next)
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

  /// True while planned publications are held after a restore.
  package var isHeld: Bool { attempts.withLock { $0.isHeld } }

  /// False after a failed attempt, until everything due is public.
  package var isSettled: Bool { !failure.isFailing }

  /// Whether a publication should have been public a minute ago.
  package func isOverdue(at now: Instant = .now()) throws -> Bool {
    guard !isHeld else { return false }
    let first = try desk.read { db in try Int64.fetchOne(db, sql: "SELECT min(at) FROM \(Self.waiting)") }
    return first.map { now.milliseconds - $0 > 60_000 } ?? false
  }

  /// Settles, and retries every second after a failure, such as a full disk.
  package func settleOrRetry() {
    if failure.attempt(settle) { return }
    // Only one retry is planned, even if several requests fail meanwhile.
    let isPlanned = attempts.withLock { attempts in
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
