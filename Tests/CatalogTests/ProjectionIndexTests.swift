// The terms of an item in the lists of its kind and of all kinds.

import GRDB
import Migrations
import Testing
import Values

@testable import Catalog
@testable import Content

@Suite struct ProjectionIndexTests {
  private struct NoItems: ItemSource {
    func item(_ number: Int64) -> Item? { nil }
    func number(kind: String, id: String) -> Int64? { nil }
    func reviewRequest(for item: Item) -> JSONObject? { nil }
    func languageStates(of number: Int64) -> JSONObject { JSONObject() }
  }

  @Test("a kind whose name begins like the list of all kinds keeps lists of its own")
  func prefix() throws {
    let resource = Resource(
      kind: "itemized", path: "itemized", fields: [], naming: "name", summary: [], order: .name,
      filters: [.text("city", field: "city")])
    let item = Item(
      number: 1, kind: "itemized", id: "x", keepsID: true, createdAt: .now(), revision: 1,
      document: JSONObject([("name", "X"), ("city", "Brussel")]), revisedAt: .now(), publications: [])
    let file = try ProjectionFile.inMemory(Migrations.publicFile)
    try file.write { db in
      try db.execute(
        sql: """
          INSERT INTO documents (number, kind, id, status, languages, etag, updatedAt, summary, card, body)
          VALUES (1, 'itemized', 'x', 'published', 0, '', 0, x'', x'', x'')
          """)
      try Projection(target: db, source: NoItems(), audience: .anyone).index(item, resource)
      let ids = { field in
        try String.fetchAll(db, sql: "SELECT DISTINCT id FROM terms WHERE field = ?", arguments: [field])
      }
      for field in ["itemized", "itemized.status", "itemized.lang", "itemized.city"] {
        #expect(try ids(field) == ["x"], "\(field)")
      }
      for field in ["item", "item.kind", "item.status", "item.lang"] {
        #expect(try ids(field) == ["itemized/x"], "\(field)")
      }
    }
  }
}
