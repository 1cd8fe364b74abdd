// Counts public reads of releases and public searches without results.

import Catalog
import Content
import Desk
import HTTP
import Values

extension RequestContext {
  /// Counts a read of a release, unless the reader has a token.
  mutating func count(reading resource: Resource, in representation: String) {
    guard token == nil, resource.kind == Resource.releases.kind else { return }
    counted = .release(id, representation: representation)
  }

  /// Counts a public search without results in JSON or on a page.
  mutating func count(searching listQuery: ListQuery, in representation: String, total: Int) {
    guard token == nil, total == 0, listQuery.search != nil, representation == "json" || representation == "html",
      let words = request.searchWords
    else { return }
    counted = .search(words)
  }
}

extension Request {
  /// The search words to count, in lowercase and with single spaces.
  ///
  /// They are empty when they may identify a person (a mail address, a number) or are longer than 80 characters. They
  /// are nil for the suggestions of a page, which end in an asterisk.
  fileprivate var searchWords: String? {
    // A request with an unreadable query was refused.
    var query = try? Query(self.query)
    let words = (query?.all("q").first ?? "").lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if words.hasSuffix("*") { return nil }
    let isPersonal = words.utf8.contains(UInt8(ascii: "@")) || words.count(where: \.isNumber) >= 6
    return isPersonal || words.unicodeScalars.count > 80 ? "" : words
  }
}
