// Queries: their parameters, and their parts as sent.

import Testing

@testable import Values

@Suite struct QueryTests {
  @Test("a parameter is left out by its decoded name")
  func names() throws {
    let query = try Query("a=1&%61fter=2&after=3&after&afters=4&b=%61fter")
    #expect(query.sent(without: ["after"]) == ["a=1", "afters=4", "b=%61fter"])
    #expect(query.sent(without: []).count == 6)
  }

  @Test("parameters without a value are dropped, and only those")
  func empty() throws {
    var query = try Query("q=&a=1&b&c=x=&d")
    query.dropEmpty()
    #expect(query.sent(without: []) == ["a=1", "c=x="])
    #expect(query.all("q") == [] && query.all("a") == ["1"] && query.all("b") == [] && query.all("c") == ["x="])
    try query.finish()
  }

  @Test("a broken escape is a fault of the address or the form that contains it")
  func escapes() {
    for (location, words) in [(Issue.Location.query, "address"), (.body, "form")] {
      for text in ["a=%zz", "a=%FF", "%=1"] {
        let fault = #expect(throws: InvalidInput.self) { _ = try Query(text, in: location) }
        #expect(fault?.message?.en.contains(words) == true)
      }
    }
  }
}
