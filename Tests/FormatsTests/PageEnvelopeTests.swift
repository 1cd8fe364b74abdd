// Tests the envelope of every JSON collection.

import Testing
import Values

@testable import Formats

@Suite struct PageEnvelopeTests {
  @Test("a page has its address, its items, their number and its neighbors, in this order")
  func page() {
    let envelope = PageEnvelope(
      address: "https://press.example/x?a=\"b\"", leading: [("lead", .integer(1)), ("none", nil)], pageSize: 2,
      total: 3,
      neighbors: [("next", "https://press.example/x?after=2")])
    let page = envelope.page(of: [["n": .integer(1)], ["n": .integer(2)]], trailing: [("after", "2"), ("none", nil)])
    #expect(
      String(decoding: page, as: UTF8.self) == #"{"self":"https://press.example/x?a=\"b\"","lead":1,"#
        + #""items":[{"n":1},{"n":2}],"pageSize":2,"total":3,"after":"2","next":"https://press.example/x?after=2"}"#)
  }

  @Test("an empty page is valid JSON")
  func empty() {
    let page = PageEnvelope(address: "x", pageSize: 20, total: 0).page(of: [])
    #expect(String(decoding: page, as: UTF8.self) == #"{"self":"x","items":[],"pageSize":20,"total":0}"#)
  }
}
