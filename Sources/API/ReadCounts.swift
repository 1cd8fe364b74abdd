// What is counted of the public's reading: releases that were read, and searches that found nothing.

import Catalog
import Content
import Desk
import HTTP
import Values

extension RequestContext {
  /// Counts the readers of a public release; nobody with a token is one.
  mutating func count(reading resource: Resource, in representation: String) {
    guard token == nil, resource.kind == Resource.releases.kind else { return }
    counted = .release(id, representation: representation)
  }

  /// Counts a search by people that has found nothing at all.
  mutating func count(searching listQuery: ListQuery, in representation: String, total: Int) {
    guard token == nil, total == 0, listQuery.search != nil, representation == "json" || representation == "html",
      let words = request.searchWords
    else { return }
    counted = .search(words)
  }
}

extension Request {
  /// What was typed, as it is counted: in small letters and with single spaces. Empty for what may tell of a person (an
  /// address, a number), and for what is longer than anybody's words; nil for what is still being typed, as the pages'
  /// suggestions ask for it: with an open end.
  fileprivate var searchWords: String? {
    var query = try? Query(self.query)
    let words = (query?.all("q").first ?? "").lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if words.hasSuffix("*") { return nil }
    let isPersonal = words.contains("@") || words.count(where: \.isNumber) >= 6
    return isPersonal || words.count > 80 ? "" : words
  }
}
