// Publishing stopped after each of its steps, then restarted: nothing is lost or published twice.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@testable import API
@testable import Catalog
@testable import Content
@testable import Desk
@testable import Values

@Suite struct PublicationStepTests {
  /// The step at which the procedure fails, by a temporary trigger on one connection.
  enum Stop: CaseIterable {
    /// After step 1: nothing has been written to the public file.
    case beforePublicCommit
    /// In step 2: the projection was written, its change row was not.
    case duringPublicCommit
    /// After step 2: the item is public, but not marked as done on the desk.
    case beforeDeskCommit
    /// In step 3: the publication is done, its projection is not written.
    case duringDeskCommit

    var isPublic: Bool { self == .beforeDeskCommit || self == .duringDeskCommit }

    func set(_ newsroom: Application) throws {
      let (pool, event): (DatabasePool, String) =
        switch self {
        case .beforePublicCommit: (try newsroom.publicFile.pool, "INSERT ON main.documents")
        case .duringPublicCommit: (try newsroom.publicFile.pool, "INSERT ON main.changes")
        case .beforeDeskCommit: (try newsroom.desk.pool, "UPDATE OF state ON main.publications WHEN new.state = 'done'")
        case .duringDeskCommit: (try newsroom.desk.pool, "INSERT ON main.documents WHEN new.status <> 'draft'")
        }
      // A withdrawal updates the document that an INSERT would have been.
      let events = self == .beforePublicCommit ? [event, "UPDATE ON main.documents"] : [event]
      try pool.writeWithoutTransaction { db in
        for (number, event) in events.enumerated() {
          try db.execute(
            sql: "CREATE TEMP TRIGGER stop\(number) BEFORE \(event) BEGIN SELECT RAISE(ABORT, 'stopped'); END")
        }
      }
    }
  }

  @Test(arguments: Stop.allCases, Publication.Change.allCases)
  func `a publication that stops after any step is done once at the next start`(
    stop: Stop, change: Publication.Change
  ) throws {
    let data = try TestData()
    try stopped(at: stop, change, data)
    // Three starts: the first one repairs, the others find nothing to do.
    var generations: [Int64] = []
    for _ in 1...3 {
      let newsroom = try data.open()
      let version = change == .corrected ? 2 : 1
      try newsroom.desk.pool.read { db in
        #expect(try String.fetchAll(db, sql: "SELECT DISTINCT state FROM publications") == ["done"])
        let item = try #require(try Item.find(db, kind: "release", id: "r"))
        #expect(item.version == version && item.status == (change == .withdrawn ? .withdrawn : .published))
        #expect(try String.fetchOne(db, sql: "SELECT status FROM documents") == item.status.rawValue)
        let types = try String.fetchAll(db, sql: "SELECT type FROM events ORDER BY changeNumber")
        #expect(types == (change == .published ? [] : ["release.published"]) + ["release.\(change.rawValue)"])
      }
      try newsroom.publicFile.pool.read { db in
        let changes = try Row.fetchAll(db, sql: "SELECT change, version FROM changes ORDER BY number")
        #expect(changes.last == ["change": change.rawValue, "version": version])
        #expect(changes.count == (change == .published ? 1 : 2))
        #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM documents") == 1)
      }
      let reply = newsroom.get("/releases/r")
      #expect(reply.status == (change == .withdrawn ? 410 : 200))
      #expect(
        reply.text.contains(change == .corrected ? "Nieuwe titel" : change == .withdrawn ? "Vergissing" : "Titel r"))
      #expect(try newsroom.publisher.isSettled)
      generations.append(try newsroom.publicFile.state().generation)
    }
    #expect(Set(generations).count == 1)
  }

  @Test(arguments: Stop.allCases)
  func `an overdue publication can be cancelled until it is public`(stop: Stop) throws {
    let data = try TestData()
    let newsroom = try data.open()
    try newsroom.write("POST", "/releases", TestNewsroom.release("r"))
    try stop.set(newsroom)
    #expect(try newsroom.write("POST", "/releases/r/publications", "{}").json["state"] == "due")
    let taken = try newsroom.write("DELETE", "/releases/r/publications/1")
    #expect(taken.status == (stop.isPublic ? 409 : 204), "\(taken.text)")
    let again = try data.open()
    #expect(again.get("/releases/r").status == (stop.isPublic ? 200 : 404))
    #expect(try again.changes().count == (stop.isPublic ? 1 : 0))
    if stop.isPublic { return }
    #expect(try again.write("POST", "/releases/r/publications", "{}").status == 201)
    #expect(try again.changes().count == 1)
  }

  /// Leaves a directory in which a change failed at that step.
  private func stopped(at stop: Stop, _ change: Publication.Change, _ data: TestData) throws {
    let newsroom = try data.open()
    try newsroom.write("POST", "/releases", TestNewsroom.release("r"))
    if change != .published { #expect(try newsroom.write("POST", "/releases/r/publications", "{}").status == 201) }
    var (path, body) = ("/releases/r/publications", "{}")
    if change == .corrected {
      let patch = #"{"title": {"nl": "Nieuwe titel"}}"#
      #expect(try newsroom.write("PATCH", "/releases/r", patch, ["If-Match": "*"]).status == 200)
      body = #"{"correction": {"nl": "Titel verbeterd.", "fr": "Titre corrigé."}}"#
    } else if change == .withdrawn {
      (path, body) = ("/releases/r/withdrawals", #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#)
    }
    try stop.set(newsroom)
    let reply = try newsroom.write("POST", path, body)
    #expect(reply.status == 202 && reply.json["state"] == "due", "\(reply.text)")
    #expect(try newsroom.changes().count == (change == .published ? 0 : 1) + (stop.isPublic ? 1 : 0))
    #expect(try !newsroom.publisher.isSettled)
    #expect(newsroom.get("/health").json["status"] == "DEGRADED")
  }

  @Test func `a planned publication is public at its time, and not before`() throws {
    let newsroom = try TestData().open()
    let at = Instant(milliseconds: (Instant.now().milliseconds / 1000 + 5) * 1000)
    for id in ["b", "a", "later"] {
      try newsroom.write("POST", "/releases", TestNewsroom.release(id))
      let time = id == "later" ? "2199-01-01T00:00:00Z" : at.text
      let reply = try newsroom.write("POST", "/releases/\(id)/publications", #"{"at": "\#(time)"}"#)
      #expect(reply.status == 201 && reply.json["state"] == "planned", "\(reply.text)")
    }
    // When the clock is still before the instant after a check, so was the check.
    var early = 0
    while true {
      let status = newsroom.get("/releases/a").status
      let hasChange = try newsroom.changes().contains("a")
      guard Instant.now() < at else { break }
      #expect(status == 404 && !hasChange)
      early += 1
      usleep(20_000)
    }
    #expect(early > 1)
    #expect(eventually { newsroom.get("/releases/a").status == 200 })
    // In order of time and number: the first one written is published first.
    #expect(try newsroom.changes() == ["b", "a"])
    #expect(newsroom.get("/releases/later").status == 404)
    #expect(try newsroom.publicFile.state().nextInstant == Instant("2199-01-01T00:00:00Z")?.milliseconds)
  }

  @Test func `publications that became due while stopped are public at the next start, in order`() throws {
    let data = try TestData()
    let newsroom = try data.open()
    for (id, hours) in [("second", 2), ("first", 1), ("third", 3)] {
      try newsroom.write("POST", "/releases", TestNewsroom.release(id))
      let body = #"{"at": "2199-01-01T0\#(hours):00:00Z"}"#
      #expect(try newsroom.write("POST", "/releases/\(id)/publications", body).status == 201)
    }
    try newsroom.desk.pool.write { db in
      try db.execute(sql: "UPDATE publications SET at = at - ?", arguments: [Int64(1000) * 365 * 86_400_000])
    }
    let again = try data.open()
    #expect(try again.changes() == ["first", "second", "third"])
    #expect(again.get("/releases/third").status == 200)
  }

  @Test func `an older revision that takes its date from the publication leaves a later edit the newest`() throws {
    let newsroom = try TestData().open()
    let draft = #"{"id": "r", "title": {"nl": "Eerst", "fr": "Avant"}, "lead": {"nl": "a", "fr": "b"}}"#
    try newsroom.write("POST", "/releases", draft)
    try newsroom.write("PATCH", "/releases/r", #"{"title": {"nl": "Later"}}"#, ["If-Match": "*"])
    let reply = try newsroom.write("POST", "/releases/r/publications", #"{"revision": 1}"#)
    #expect(reply.status == 201, "\(reply.text)")
    let (seen, desk) = (newsroom.get("/releases/r").json, try newsroom.write("GET", "/releases/r").json)
    #expect(seen["title"]?.object?["nl"] == "Eerst" && desk["title"]?.object?["nl"] == "Later")
    #expect(desk["unpublishedChanges"] == .bool(true))
    #expect(seen["releaseDate"] != nil && seen["releaseDate"] == desk["releaseDate"])
  }

  @Test func `a date that a plan has set is removed with the plan`() throws {
    let newsroom = try TestData().open()
    let draft = #"{"id": "r", "title": {"nl": "Titel", "fr": "Titre"}, "lead": {"nl": "a", "fr": "b"}}"#
    try newsroom.write("POST", "/releases", draft)
    let plan = #"{"at": "2199-05-05T10:00:00Z"}"#
    #expect(try newsroom.write("POST", "/releases/r/publications", plan).status == 201)
    #expect(try newsroom.write("GET", "/releases/r").json["releaseDate"] == "2199-05-05")
    #expect(try newsroom.write("DELETE", "/releases/r/publications/1").status == 204)
    #expect(try newsroom.write("GET", "/releases/r").json["releaseDate"] == nil)
    #expect(try newsroom.write("POST", "/releases/r/publications", "{}").status == 201)
    #expect(newsroom.get("/releases/r").json["releaseDate"] == .string(Day(at: .now()).text))
  }

  @Test func `on a full disk a publication stays due, and is public soon after there is room`() throws {
    let newsroom = try TestData().open()
    let limit = "PRAGMA max_page_count = "
    let pages = try newsroom.publicFile.pool.writeWithoutTransaction { db in
      try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    }
    _ = try newsroom.publicFile.pool.writeWithoutTransaction { db in try Int.fetchOne(db, sql: limit + "\(pages)") }
    let body = #", "notesToEditors": {"nl": "\#(String(repeating: "Lang. ", count: 5_000))"}"#
    for id in ["kept", "taken"] {
      try newsroom.write("POST", "/releases", TestNewsroom.release(id, more: body))
      let reply = try newsroom.write("POST", "/releases/\(id)/publications", "{}")
      #expect(reply.status == 202 && reply.json["state"] == "due", "\(reply.text)")
      #expect(newsroom.get("/releases/\(id)").status == 404)
    }
    try newsroom.write("POST", "/releases", TestNewsroom.release("whole", more: body + #", "status": "published""#))
    #expect(newsroom.get("/health").json["status"] == "DEGRADED")
    #expect(try newsroom.write("DELETE", "/releases/taken/publications/1").status == 204)
    _ = try newsroom.publicFile.pool.writeWithoutTransaction { db in try Int.fetchOne(db, sql: limit + "100000") }
    #expect(eventually { newsroom.get("/releases/whole").status == 200 })
    #expect(newsroom.get("/releases/kept").status == 200 && newsroom.get("/releases/taken").status == 404)
    #expect(try newsroom.changes() == ["kept", "whole"])
    #expect(eventually { newsroom.get("/health").json["status"] == "UP" })
    #expect(try newsroom.write("GET", "/releases/taken").json["status"] == "draft")
  }

  @Test func `a publication that fails is logged once, and once when it succeeds`() throws {
    let log = LogRecorder()
    let newsroom = try TestData().open(log: log.logger)
    try newsroom.write("POST", "/releases", TestNewsroom.release("r"))
    try Stop.beforePublicCommit.set(newsroom)
    #expect(try newsroom.write("POST", "/releases/r/publications", "{}").status == 202)
    for _ in 0..<3 { try newsroom.publisher.settleOrRetry() }
    let lines = { log.messages.filter { $0.contains("publishing: ") } }
    #expect(lines().count == 1 && lines()[0].contains("stopped"))
    try newsroom.publicFile.pool.writeWithoutTransaction { db in
      try db.execute(sql: "DROP TRIGGER temp.stop0; DROP TRIGGER temp.stop1")
    }
    #expect(eventually { newsroom.get("/releases/r").status == 200 })
    #expect(eventually { lines().dropFirst() == ["notice: publishing: works again"] })
  }

  @Test func `while another process holds the public file, a publication waits for it`() throws {
    let data = try TestData()
    let newsroom = try data.open()
    try newsroom.write("POST", "/releases", TestNewsroom.release("r"))
    try newsroom.publicFile.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA busy_timeout = 20") }
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: data.directory + "/public.sqlite", configuration: configuration)
    try other.inDatabase { db in try db.beginTransaction(.immediate) }
    #expect(try newsroom.write("POST", "/releases/r/publications", "{}").status == 202)
    try other.inDatabase { db in try db.rollback() }
    #expect(eventually { newsroom.get("/releases/r").status == 200 })
    #expect(try newsroom.changes() == ["r"])
  }
}
