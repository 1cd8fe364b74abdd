// Tests that cursors, searches and words are read in time proportional to their length, and random damage to them.

import RunningNewsroom
import Testing

@testable import Catalog
@testable import Content
@testable import Values

@Suite(.serialized) struct ScannerLimitTests {
  private static func scan(_ bytes: [UInt8]) throws {
    let wanted = WordScanner.FirstLetters([Array("raad".utf8), Array("é".folded.utf8)])
    let stemmer = Stemmer()
    try bytes.withUnsafeBytes { bytes in
      let start = SearchTokenizer.unmark(bytes).start
      var scanner = WordScanner(bytes, from: start)
      var end = start
      while let range = scanner.next() {
        try #require(range.lowerBound >= end && range.upperBound <= bytes.count && !range.isEmpty)
        end = range.upperBound
        _ = stemmer.stem(scanner.word, .nl)
      }
      var skipping = WordScanner(bytes, from: start)
      while skipping.skip(to: wanted), skipping.next() != nil {}
    }
  }

  @Test(arguments: [
    "a", "a ", "raad ", ". ", "é", "e\u{301}", "\u{AD}", "\u{600}", "𝔘", "ŋ ", "œ", "a1 ", "\u{1}nl", "\u{200B}a",
  ])
  func `words`(part: String) throws {
    let factor = try Growth.factor(from: Growth.size) {
      Array(String(repeating: part, count: $0 / part.utf8.count).utf8)
    } of: {
      try Self.scan($0)
    }
    #expect(factor <= Growth.linear)
  }

  /// A search has at most 400 code points.
  @Test(arguments: ["a ", "\"a\" ", "-a ", "a’b", "*", "e\u{301}", "l'", "- ", "\u{1F1E7}", "a-"])
  func `a search query`(part: String) {
    let factor = Growth.factor(from: 100) {
      String(repeating: part, count: $0 / part.unicodeScalars.count)
    } of: { text in
      for _ in 0..<50 { _ = try? SearchQuery(text) }
    }
    #expect(factor <= Growth.linear)
  }

  /// A target has at most 8 KiB.
  @Test(arguments: ["a", ".", "/", "0", "61"])
  func `a cursor`(part: String) {
    let factor = Growth.factor(from: 2 << 10) {
      String(repeating: part, count: $0 / part.utf8.count)
    } of: { text in
      for _ in 0..<20 {
        let parts = ["a", "x" + text]
        for whole in [text, Self.cursor(parts), Self.cursor(["a", text, text])] {
          _ = ListQuery.Cursor(whole, side: .after, filter: "f", isRanked: whole.count { $0 == "." } == 3)
        }
      }
    }
    #expect(factor <= Growth.linear)
  }

  /// A cursor with a valid mark.
  private static func cursor(_ parts: [String]) -> String {
    ([ListQuery.Cursor.mark(of: "f", parts[...])] + parts).joined(separator: ".")
  }

  @Test func `damaged cursors are none, or places that are written the same`() throws {
    let tokens = Chance.numerals + [".", "/", "x", "x61", "xff", "a", "a/b"]
    try Fuzz.run("cursor parser", 10_000) { chance, seed in
      let isRanked = chance.isTrue()
      let parts = (0..<chance.number(2..<4)).map { _ in
        chance.isTrue()
          ? chance.one(of: tokens)
          : String(decoding: chance.damaged(["release-1", "-20250522", "x6161"], tokens: tokens), as: UTF8.self)
      }
      let text = Self.cursor(parts)
      guard let cursor = ListQuery.Cursor(text, side: .after, filter: "f", isRanked: isRanked) else { return }
      let again = ListQuery.Cursor(cursor.text(filter: "f"), side: .after, filter: "f", isRanked: isRanked)
      try #require(again == cursor, "\(seed): \(text)")
      var query = ListQuery(.releases)
      (query.cursor, query.isRanked) = (cursor, isRanked)
      _ = query.sql("t.id", query.condition(), from: cursor)
    }
  }

  @Test func `damaged texts of the index and searches`() throws {
    let examples = [
      "\u{1}nlDe «industriële» toekomst van Brussel, 115.014 m²", "raad \"een zin\" -niet indus* l’industrie",
      "Αθήνα Київ œuvre e\u{301}\u{AD}\u{200B}x 𝔘",
    ]
    let tokens = ["\"", "*", "-", "’", "\u{1}", "\u{1}fr", "\u{301}", "\u{AD}", "«", "”", " ", "\u{F0}", "\u{0}"]
    try Fuzz.run("tokenizer", 10_000) { chance, _ in
      let bytes = chance.damaged(examples, tokens: tokens)
      try Self.scan(bytes)
      guard let query = try? SearchQuery(String(decoding: bytes, as: UTF8.self)) else { return }
      for language in [nil, Language.nl] {
        _ = (query.match(in: language), query.exclusion(in: language), query.alternatives(in: language))
      }
    }
  }

  @Test func `a tally leaves out what no list can count`() {
    var tally = PackedFacets.Tally()
    for packed: [UInt8] in [[1, 0, 0, 0], [1], [255, 255, 255], [255, 255, 255, 255], [1, 0, 0, 0, 1], []] {
      packed.withUnsafeBytes { tally.count($0) }
    }
    #expect(tally[1] == 2 && tally[-1] == 0 && tally[Int64(UInt32.max)] == 0 && tally[.max] == 0)
  }
}
