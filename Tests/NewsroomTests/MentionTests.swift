// Items that very many others mention: what they list, and what that costs.

import Foundation
import GRDB
import Testing

@testable import API
@testable import Catalog
@testable import Values

@Suite struct MentionTests {
  private static let copies = 20_000

  /// Two sites, of which 20,000 releases mention one and a hundred the other. They are copies in the public file.
  private static func newsroom() throws -> Application {
    let newsroom = try TestData().open()
    for site in ["few", "many"] {
      let json = #"{"id": "\#(site)", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#
      #expect(try newsroom.write("POST", "/sites", json).status == 201)
    }
    let release = TestNewsroom.release("r", more: #", "sites": ["few", "many"], "status": "published""#)
    #expect(try newsroom.write("POST", "/releases", release).status == 201)
    try newsroom.publicFile.pool.write { db in
      let numbers = "SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(copies)"
      let range = "(WITH RECURSIVE n(i) AS (\(numbers)) SELECT i FROM n)"
      try db.execute(
        sql: """
          CREATE TEMP TABLE original AS SELECT * FROM documents WHERE id = 'r';
          INSERT INTO documents (number, kind, id, status, languages, etag, updatedAt, summary, card, body)
            SELECT 1000000 + i, kind, 'r' || i, status, languages, etag, updatedAt, summary, card, body
            FROM \(range), original;
          INSERT INTO terms (field, value, position, id, number, facets)
            SELECT t.field, t.value, t.position - i, 'r' || i, 1000000 + i, t.facets
            FROM \(range), original o JOIN terms t ON t.number = o.number
            WHERE i < 100 OR t.value <> (SELECT CAST(number AS TEXT) FROM documents WHERE id = 'few');
          INSERT INTO relations (source, field, position, target, print)
            SELECT 1000000 + i, r.field, r.position, r.target, r.print
            FROM \(range), original o JOIN relations r ON r.source = o.number
            WHERE i < 100 OR r.target IS NOT (SELECT number FROM documents WHERE id = 'few');
          """)
    }
    return newsroom
  }

  /// The processor time of a request, the least of five.
  private static func time(_ newsroom: Application, _ target: String) -> Duration {
    func now() -> Duration {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
    return (0..<5).map { _ in
      let start = now()
      #expect(newsroom.get(target).status == 200)
      return now() - start
    }.min() ?? .zero
  }

  @Test func `an item that very many others mention costs no more than one with a hundred mentions`() throws {
    let newsroom = try Self.newsroom()
    for question in ["?select=(id)", "?select=(id)&embed=releases", ""] {
      let (few, many) = (
        Self.time(newsroom, "/sites/few" + question), Self.time(newsroom, "/sites/many" + question)
      )
      #expect(many < few * 2, "\(question): \(few) \(many)")
    }
  }

  @Test func `an item lists the newest hundred items that mention it`() throws {
    let newsroom = try Self.newsroom()
    let mentions = newsroom.get("/sites/many").json["releases"]?.array ?? []
    #expect(mentions.count == 100)
    let embedded = newsroom.get("/sites/many?embed=releases").json["embedded"]?.object?.members.map(\.name)
    #expect(embedded?.count == 100 && embedded?.first == "https://press.example/releases/r\(Self.copies)")
    #expect(newsroom.get("/sites/few").json["releases"]?.array?.count == 100)
  }

  @Test func `a list that embeds very many items answers with a shorter page`() throws {
    let newsroom = try Self.newsroom()
    let reply = newsroom.get("/sites?embed=releases,advices&pageSize=100")
    #expect(reply.status == 200 && reply.text.utf8.count < 2 << 20)
  }
}
