// Tests the renderings of random, deeply nested Markdown.

import Foundation
import RunningNewsroom
import Testing

@testable import Content
@testable import Formats
@testable import Values

@Suite struct NestedMarkdownTests {
  private static let marks = [
    "> ", "- ", "* ", "+ ", "1. ", "7) ", ">", "*", "**", "_", "__", "***", "[", "![", "](https://example.org/x)",
    "](#)", "# ", " ` ", "\n", "\n\n", "\n    ", "\n  ", "\\", " ", " - ", "\n>", "\n---\n",
  ]

  private struct Sample {
    var text = ""
    var words: [String] = []

    init(_ chance: inout Chance) {
      for _ in 0..<chance.number(1..<8) {
        let mark = chance.one(of: NestedMarkdownTests.marks)
        let count = chance.isTrue(30) ? chance.number(40..<90) : chance.number(1..<4)
        let isClosed = chance.isTrue(60)
        let word = String(chance.word().prefix(6))
        words.append(word)
        if ["*", "**", "_", "__", "!["].contains(mark), isClosed {
          let end = mark == "![" ? "](y)" : mark
          text += String(repeating: "\(mark)a ", count: count) + word + String(repeating: " a\(end)", count: count)
        } else {
          text += String(repeating: mark, count: count) + word
        }
        if chance.isTrue(40) { text += chance.one(of: NestedMarkdownTests.marks) }
      }
    }
  }

  @Test func `random Markdown keeps its words and is shown no deeper than the limit`() throws {
    var (deepest, count) = (0, 0)
    try Fuzz.run("nested Markdown", 1_000) { chance, seed in
      let sample = Sample(&chance)
      let place: Comment = "\(seed): \(sample.text)"
      count += 1
      let html = Rendering.html(sample.text)
      let depth = Self.depth(of: html)
      deepest = max(deepest, depth)
      try #require(depth <= 50, place)
      _ = Rendering.textLinks(of: JSONObject([("body", ["nl": .string(sample.text)])]))
      let forms = [html, PlainText.of(sample.text), Rendering.markdown(sample.text), Rendering.words(sample.text)]
      for form in forms {
        var rest = form[...]
        for word in sample.words {
          let range = try #require(rest.firstRange(of: word), place)
          rest = rest[range.upperBound...]
        }
      }
    }
    if count >= 100 { #expect(deepest == 50) }
  }

  /// The nesting depth of quotes, items and emphasis.
  private static func depth(of html: String) -> Int {
    let names = ["blockquote>", "li>", "em>", "strong>"]
    var (depth, deepest) = (0, 0)
    for tag in html.split(separator: "<") {
      if names.contains(where: tag.hasPrefix) {
        depth += 1
        deepest = max(deepest, depth)
      } else if tag.hasPrefix("/"), names.contains(where: tag.dropFirst().hasPrefix) {
        depth -= 1
      }
    }
    return deepest
  }

  @Test(arguments: [
    String(repeating: ">", count: 200_000), String(repeating: "- ", count: 100_000),
    String(repeating: "- ", count: 100_000) + "x", String(repeating: "*", count: 100_000),
    String(repeating: "*a ", count: 60_000), String(repeating: "[", count: 100_000),
    String(repeating: "1. ", count: 66_000),
    // Much deeply nested text must not be moved level by level.
    String(repeating: "*a ", count: 20_000) + String(repeating: "`x` ", count: 20_000)
      + String(repeating: "a* ", count: 20_000),
    String(repeating: "![", count: 20_000) + String(repeating: "`x` ", count: 20_000)
      + String(repeating: "](b)", count: 20_000),
  ])
  func `the longest text takes little time, however it is nested`(text: String) {
    let time = processorTime {
      _ = Rendering.html(text)
      _ = Rendering.markdown(text)
      _ = Rendering.words(text)
      _ = PlainText.of(text)
    }
    #expect(time < .seconds(10))
  }
}
