// The daily clean-up: what it deletes, what it keeps, and that nobody waits for it.

import Foundation
import GRDB
import Logging
import Testing

@testable import API
@testable import Desk
@testable import Newsroom
@testable import Values

@Suite struct CleanUpTests {
  private static let day: Int64 = 86_400_000

  /// An instant some days ago, in milliseconds.
  private static func ago(_ days: Int) -> Int64 { Instant.now().milliseconds - Int64(days) * day }

  private static func count(_ newsroom: Application, _ rows: String) throws -> Int? {
    try newsroom.desk.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(rows)") }
  }

  @Test func `what is older than its days goes, and what is younger or needed stays`() throws {
    let newsroom = try TestData().open()
    for id in ["a", "b"] {
      try newsroom.write("POST", "/releases", TestNewsroom.release(id, more: #", "status": "published""#))
    }
    let text = "PERSBERICHT\n\nEen titel\n\nEen tekst van de raad."
    for number in 1...2 { try newsroom.write("POST", "/releases", text + "\(number)", ["Content-Type": "text/plain"]) }
    try newsroom.desk.pool.write { db in
      try db.execute(sql: "UPDATE events SET body = x'00', at = ?", arguments: [Self.ago(401)])
      for (number, event, state, days) in [
        (1, 1, "delivered", 401), (2, 1, "waiting", 500), (3, 2, "failed", 399), (4, 2, "dropped", 401),
      ] {
        try db.execute(
          sql: """
            INSERT INTO deliveries (number, event, way, target, item, state, nextAt, at)
            VALUES (?1, ?2, 'webhook', ?1, 0, ?3, 0, ?4)
            """, arguments: [number, event, state, Self.ago(days)])
      }
      try db.execute(
        sql:
          """
          INSERT INTO events (number, id, type, at, body)
          VALUES (9, 'new', 'ping', ?1, x''), (10, 'old', 'ping', ?2, x'')
          """,
        arguments: [Self.ago(399), Self.ago(401)])
      for (expires, revoked) in [(31, nil), (29, nil), (-5, 31), (-5, nil)] as [(Int, Int?)] {
        try db.execute(
          sql: """
            INSERT INTO previews (item, revision, document, createdAt, createdBy, expiresAt, revokedAt)
            VALUES (1, 1, x'', 0, 'test', ?, ?)
            """, arguments: [Self.ago(expires), revoked.map(Self.ago)])
      }
      try db.execute(
        sql: """
          INSERT INTO tallies (day, subject, name, form, count) VALUES ('2019-01-01', 'release', 'a', 'json', 1),
            ('2019-01-01', 'search', 'x', '', 1), (date('now', '-1000 days'), 'release', 'a', 'json', 1),
            (date('now', '-401 days'), 'search', 'y', '', 1), (date('now', '-399 days'), 'search', 'z', '', 1)
          """)
      for (number, days) in [(1, 401), (2, 399)] {
        try db.execute(
          sql: """
            INSERT INTO subscribers (language, themes, state, reason, requestedAt, endedAt, afterEvent, salt,
              confirmation, ending) VALUES ('nl', '[]', 'ended', 'unsubscribed', 0, ?1, 0, x'', ?2, ?2)
            """, arguments: [Self.ago(days), Data([UInt8(number)])])
      }
      // The first manuscript was deleted, and both are old.
      try db.execute(
        sql: """
          UPDATE items SET deletedAt = 1 WHERE number = (SELECT min(item) FROM manuscripts);
          DROP TRIGGER revisionsStay;
          UPDATE revisions SET at = 0;
          """)
    }
    let cleanUp = try newsroom.services.cleanUp
    try cleanUp.run(at: .now())
    #expect(
      try Self.count(newsroom, "deliveries") == 2 && Self.count(newsroom, "deliveries WHERE number IN (2, 3)") == 2)
    #expect(try Self.count(newsroom, "events WHERE id = 'old'") == 0 && Self.count(newsroom, "events") == 3)
    #expect(try Self.count(newsroom, "previews") == 2 && Self.count(newsroom, "previews WHERE number IN (2, 4)") == 2)
    #expect(try Self.count(newsroom, "tallies WHERE subject = 'release'") == 1)
    #expect(try Self.count(newsroom, "tallies WHERE name = 'z'") == 1)
    #expect(try Self.count(newsroom, "tallies") == 2)
    #expect(try Self.count(newsroom, "subscribers") == 1 && Self.count(newsroom, "manuscripts") == 1)
    let figures = cleanUp.figures
    #expect(
      figures.deleted == [
        "deliveries": 2, "events": 1, "previews": 2, "manuscripts": 1, "reads": 1, "searches": 2, "subscribers": 1,
      ])
    #expect(figures.rows["deliveries"] == 2 && figures.rows["tallies"] == 2 && figures.endedAt != nil)
    try cleanUp.run(at: .now())
    #expect(cleanUp.figures.deleted == figures.deleted)
  }

  @Test func `while thousands of rows go, writers take turns with the clean-up`() throws {
    let newsroom = try TestData().open()
    try newsroom.desk.pool.write { db in
      try db.execute(
        sql: """
          INSERT INTO events (number, id, type, at, body) VALUES (1, 'e', 'ping', 0, x'');
          WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 6000)
          INSERT INTO deliveries (event, way, target, item, state, nextAt, at, answer)
          SELECT 1, 'webhook', n, 0, 'delivered', 0, 0, zeroblob(1024) FROM n;
          """)
    }
    let cleanUp = try newsroom.services.cleanUp
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      #expect(throws: Never.self) { try cleanUp.run(at: .now()) }
      done.signal()
    }
    var writes = 0
    while done.wait(timeout: .now()) == .timedOut {
      try newsroom.desk.pool.write { db in try db.execute(sql: "UPDATE situation SET heldSince = NULL") }
      writes += 1
    }
    #expect(try Self.count(newsroom, "deliveries") == 0)
    #expect(writes > 2, "a transaction deletes a few rows of thousands, so writers take turns with it")
  }
}
