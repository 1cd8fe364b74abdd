// Faults in routes, which are found when the router is made.
import HTTPTypes
import Testing

@testable import Routing

/// Routes that cannot be used, and the expected error.
struct FaultyTable: Sendable, CustomTestStringConvertible {
  let routes: [Route<String>]
  let reason: String

  var testDescription: String { reason }

  static func pair(_ first: Route<String>, _ second: Route<String>) -> FaultyTable {
    FaultyTable(routes: [first, second], reason: "routes \(first.name) and \(second.name) match the same requests")
  }

  static func one(_ pattern: String, suffixes: [String] = [], _ reason: String) -> FaultyTable {
    FaultyTable(routes: [Route(.get, pattern, suffixes: suffixes, "a")], reason: "route GET \(pattern): \(reason)")
  }
}

@Suite("Route clashes")
struct RouteClashTests {
  @Test(
    "Two routes that match the same requests are refused by name",
    arguments: [
      FaultyTable.pair(Route(.get, "/a", "x"), Route(.get, "/a", "y")),
      FaultyTable.pair(Route(.get, "/a/{id}", "x"), Route(.get, "/a/{name}", "y")),
      FaultyTable.pair(Route(.get, "/a/{id}/b/{n}", "x"), Route(.get, "/a/{x}/b/{y}", "y")),
      FaultyTable.pair(Route(.get, "/a", suffixes: ["atom"], "x"), Route(.get, "/a.atom", "y")),
      FaultyTable.pair(Route(.get, "/a/{id}", suffixes: ["json"], "x"), Route(.get, "/a/{n}", suffixes: ["json"], "y")),
    ])
  func refusesClash(_ table: FaultyTable) {
    #expect(throws: RouteClash.ambiguous(first: table.routes[0].name, second: table.routes[1].name)) {
      try Router(table.routes)
    }
  }

  @Test(
    "A malformed pattern is refused with the reason",
    arguments: [
      FaultyTable.one("", "a pattern begins with /"),
      FaultyTable.one("a", "a pattern begins with /"),
      FaultyTable.one("/a/", "the segment “” is neither plain text nor one {parameter}"),
      FaultyTable.one("//a", "the segment “” is neither plain text nor one {parameter}"),
      FaultyTable.one("/a b", "the segment “a b” is neither plain text nor one {parameter}"),
      FaultyTable.one("/a%20b", "the segment “a%20b” is neither plain text nor one {parameter}"),
      FaultyTable.one("/{}", "the segment “{}” is neither plain text nor one {parameter}"),
      FaultyTable.one("/{id", "the segment “{id” is neither plain text nor one {parameter}"),
      FaultyTable.one("/{id}.json", "the segment “{id}.json” is neither plain text nor one {parameter}"),
      FaultyTable.one("/{a-b}", "the segment “{a-b}” is neither plain text nor one {parameter}"),
      FaultyTable.one("/{id}/b/{id}", "the parameter {id} occurs twice"),
      FaultyTable.one("/", suffixes: ["json"], "the root has no segment for a suffix"),
      FaultyTable.one("/a", suffixes: [".json"], "the suffix “.json” must be letters and digits"),
      FaultyTable.one("/a", suffixes: ["json", "json"], "the suffix “json” is declared twice"),
    ])
  func refusesMalformed(_ table: FaultyTable) {
    let error = #expect(throws: RouteClash.self) { try Router(table.routes) }
    #expect(error?.description == table.reason)
  }

  @Test("Routes that only look alike can coexist")
  func acceptsLookalikes() throws {
    let router = try Router([
      Route(.get, "/a/{id}", "parameter"),
      Route(.get, "/a/search", "literal"),
      Route(.put, "/a/{name}", "another method"),
      Route(.get, "/a/{id}/b", "deeper"),
      Route(.get, "/{any}/search", "wider"),
    ])
    guard case .found(let route, _) = router.match(.get, path: "/b/search") else {
      Issue.record("/b/search was not found")
      return
    }
    #expect(route.endpoint == "wider")
  }
}
