// Tests that Markdown is read and written in time proportional to its length, and random damage to it.

import RunningNewsroom
import Testing

@testable import Content
@testable import Values

@Suite(.serialized) struct LinearMarkdownTests {
  /// A text has at most 200,000 characters.
  @Test(arguments: [
    "1. a\n", "1) a\n\n", "- a\n", "> a\n", "*a ", "**a", "_a ", "a*b_", "[", "[a](", "[a](https://b.be) ", "![a](b) ",
    "`", "``a` ", "a\n\n", "<a", "<a>", "<!--", "&amp;", "\\", "# a\n", "    a\n", "[a]: /b\n", "a  \n", "***\n",
    "e\u{301}", "<https://a.be> ", "- a\n\n  b\n", "7. - 1. a\n",
  ])
  func `Markdown`(part: String) {
    let factor = Growth.factor(from: 50_000) {
      String(repeating: part, count: $0 / part.utf8.count)
    } of: { text in
      _ = (Rendering.html(text), Rendering.markdown(text), Rendering.words(text), PlainText.of(text))
      _ = MarkdownTree.isTooDeep(text)
    }
    #expect(factor <= Growth.linear)
  }

  @Test func `different links`() {
    let factor = Growth.factor(from: 50_000) { size in
      JSONObject([("body", ["nl": .string((0..<size / 20).map { "[a](https://b.be/\($0)) " }.joined())])])
    } of: {
      _ = (Rendering.textLinks(of: $0), Rendering.targets(of: $0))
    }
    #expect(factor <= Growth.linear)
  }

  @Test func `a long numbered list keeps its numbers`() {
    let text = (7..<1_207).map { "\($0). item\n" }.joined()
    let lines = Rendering.markdown(text).split(separator: "\n").filter { $0.contains("item") }
    #expect(lines.map { Int($0.prefix { $0.isNumber }) } == (7..<1_207).map(Optional.some))
    #expect(Rendering.html(Rendering.markdown(text)).contains("<ol start=\"507\">"))
    #expect(!Rendering.markdown("1. a\n2. b\n").contains("<"))
  }

  @Test func `damaged Markdown`() {
    let examples = [
      "# Kop\n\nTekst met **vet** en _cursief_, [een link](https://a.be \"b\") en `code`.\n\n- een\n\n> citaat\n",
      "1. een\n2. twee\n   - drie\n\n```\ncode\n```\n\n<b onclick=\"x\">html</b> ![beeld](x.png) <https://a.be>\n",
    ]
    let tokens = [
      "*", "_", "[", "](", ")", "`", "```\n", "> ", "- ", "1. ", "#", "\n", "\n\n", "    ", "<", ">", "&#", "\\",
    ]
    Fuzz.run("Markdown tree", 3_000) { chance, _ in
      let text = String(decoding: chance.damaged(examples, tokens: tokens), as: UTF8.self)
      _ = (Rendering.html(text), Rendering.markdown(text), Rendering.words(text), PlainText.of(text))
      _ = (MarkdownTree.isTooDeep(text), Rendering.textLinks(of: JSONObject([("body", ["nl": .string(text)])])))
    }
  }
}
