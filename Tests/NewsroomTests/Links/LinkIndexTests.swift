// The index of links, from an item's first draft to its end.

import GRDB
import Testing

@testable import API
@testable import Desk

@Suite struct LinkIndexTests {
  private static func carried(_ newsroom: TestNewsroom) throws -> [String: [String]] {
    let pool = try newsroom.application.desk.pool
    while try LinkIndex.follow(pool) {}
    return try pool.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT l.url, i.id FROM links l LEFT JOIN linkCarriers c ON c.link = l.number
          LEFT JOIN items i ON i.number = c.item ORDER BY i.id
          """)
      return rows.reduce(into: [:]) { carried, row in
        carried[row["url"], default: []].append(row["id"] ?? "nobody")
      }
    }
  }

  private static func release(_ id: String, _ text: String, more: String = "") -> String {
    TestNewsroom.release(id, more: more).replacing("Tekst.", with: text)
  }

  @Test func `links are found in texts and fields, once for each page, and mail is excluded`() throws {
    let newsroom = try TestNewsroom()
    let text = "[a](https://a.example/x#deel) [b](https://a.example/x) [c](mailto:an@example.org) <https://b.example/>"
    let more = #", "links": [{"text": "open"}, {"text": "d", "url": "HTTPS://d.example/"}]"#
    #expect(try newsroom.desk("POST", "/releases", Self.release("r", text, more: more)).status == 201)
    let advice = #"""
      {"id": "ad", "kind": "initiative", "title": {"nl": "A", "fr": "A"},
       "documents": [{"language": "nl", "url": "https://a.example/x"}, {"language": "fr", "url": "https://e.example/"}]}
      """#
    #expect(try newsroom.desk("POST", "/advices", advice).status == 201)
    #expect(
      try Self.carried(newsroom) == [
        "https://a.example/x": ["ad", "r"], "https://b.example/": ["r"], "HTTPS://d.example/": ["r"],
        "https://e.example/": ["ad"],
      ])
  }

  @Test func `an item has the links of its public version and its newest revision`() throws {
    let newsroom = try TestNewsroom()
    for id in ["r", "s"] {
      let text = Self.release(id, "[a](https://a.example/\(id))", more: #", "status": "published""#)
      #expect(try newsroom.desk("POST", "/releases", text).status == 201)
    }
    let change = #"{"body": {"nl": "[b](https://b.example/)"}}"#
    #expect(try newsroom.desk("PATCH", "/releases/r", change, ["If-Match": "*"]).status == 200)
    #expect(
      try Self.carried(newsroom) == [
        "https://a.example/r": ["r"], "https://a.example/s": ["s"], "https://b.example/": ["r"],
      ])
    let note = #"{"correction": {"nl": "Nota.", "fr": "Note."}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", note).status == 201)
    let reason = #"{"reason": {"nl": "Vergissing.", "fr": "Erreur."}}"#
    #expect(try newsroom.desk("POST", "/releases/s/withdrawals", reason).status == 201)
    #expect(try newsroom.desk("POST", "/releases", Self.release("t", "<https://b.example/>")).status == 201)
    #expect(try Self.carried(newsroom) == ["https://b.example/": ["r", "t"]])
    #expect(try newsroom.desk("DELETE", "/releases/t").status == 204)
    #expect(try Self.carried(newsroom) == ["https://b.example/": ["r"]])
  }

  @Test func `a limited number of links of an item is checked`() throws {
    let newsroom = try TestNewsroom()
    let text = (0..<LinkIndex.limit + 5).map { "<https://a.example/\($0)>" }.joined(separator: " ")
    #expect(try newsroom.desk("POST", "/releases", Self.release("r", text)).status == 201)
    let carried = try Self.carried(newsroom)
    #expect(carried.count == 200 && carried["https://a.example/199"] != nil && carried["https://a.example/200"] == nil)
  }
}
