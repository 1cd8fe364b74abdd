// Packing and counting facet values.

import Foundation
import GRDB
import Testing

@testable import API
@testable import Catalog
@testable import Newsroom
@testable import Values

@Suite struct FacetTests {
  @Test func `the tally of packed rows is how many have each value`() {
    var tally = PackedFacets.Tally()
    for numbers: [UInt32] in [[1, 3], [3], [], [70_000, 3]] {
      PackedFacets.pack(numbers).withUnsafeBytes { tally.count($0) }
    }
    #expect([0, 1, 2, 3, 70_000, 70_001].map { tally[$0] } == [0, 1, 0, 3, 1, 0])
  }

  @Test func `a list of an older version is packed at the next start`() throws {
    let data = try TestData()
    var newsroom: Application? = try data.open()
    try newsroom?.fillWithDemoContent()
    let path = "/releases?lang=nl&q=de*&facets=(theme,year,site)"
    let facets = newsroom?.get(path).json["facets"]?.bytes
    #expect((facets?.count ?? 0) > 100)
    try newsroom?.publicFile.pool.write { db in
      try db.execute(sql: "UPDATE terms SET facets = x''; DELETE FROM facetValues; UPDATE indexState SET version = 1")
    }
    newsroom = nil
    newsroom = try data.open()
    #expect(newsroom?.get(path).json["facets"]?.bytes == facets)
  }
}
