// Tests that parsers of values take time proportional to their input.

import Bytes
import RunningNewsroom
import Testing

@testable import Values

@Suite(.serialized) struct LinearTests {
  /// Text made of one part, repeated.
  private static func text(_ part: String, _ size: Int) -> [UInt8] {
    Array(String(repeating: part, count: max(1, size / part.utf8.count)).utf8)
  }

  @Test(arguments: [
    "0,", "[],", "{},", "\"a\",", "\"\\u00e9\",", "1234567890", " ", "\n", "\"\\n", "[{\"a\":[1.5e3,null]}],", "é",
    "\"",
  ])
  func `an array of JSON`(part: String) {
    let factor = Growth.factor(from: Growth.size) {
      Array("[".utf8) + Self.text(part, $0) + Array("0]".utf8)
    } of: {
      _ = JSON.parse($0)
    }
    #expect(factor <= Growth.linear)
  }

  @Test(arguments: [true, false])
  func `the members of a JSON object`(isDistinct: Bool) {
    let factor = Growth.factor(from: Growth.size) { size in
      Array("{\((0..<size / 20).map { "\"name-\(isDistinct ? 100_000 + $0 : 0)\":0" }.joined(separator: ",\n"))}".utf8)
    } of: {
      _ = JSON.parse($0)
    }
    #expect(factor <= Growth.linear)
  }

  @Test(arguments: ["a=1&", "a&", "a=%41%C3%A9+", "=", "&", "+", "page=", "%41"])
  func `a query`(part: String) {
    // A target has at most 8 KiB.
    let factor = Growth.factor(from: 2 << 10) {
      String(decoding: Self.text(part, $0), as: UTF8.self)
    } of: { text in
      for _ in 0..<20 {
        guard var query = try? Query(text) else { continue }
        query.dropEmpty()
        _ = (query.identifiers("a"), query.choices("a", of: ["b"]), query.pageSize(100), query.sent(without: ["a"]))
        try? query.finish()
      }
    }
    #expect(factor <= Growth.linear)
  }

  @Test(arguments: [
    "\u{1}A", "\u{1}M1\"a\":{\u{1}L0\"nl\":\"x\"\u{1}E}\u{1}m", "\u{1}M8", "\u{1}L1", "\u{1}m", "\u{1}", "x",
  ])
  func `stored JSON`(part: String) {
    let factor = Growth.factor(from: Growth.size) {
      Self.text(part, $0)
    } of: { stored in
      for language in [nil, Language.nl, .fr] {
        var json = OutputBuffer(capacity: 1_024)
        stored.withUnsafeBytes {
          StoredJSON.fill($0, address: Array("https://a".utf8), language: language, into: &json)
        }
      }
    }
    #expect(factor <= Growth.linear)
  }
}
