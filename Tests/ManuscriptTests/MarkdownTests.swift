// Tests Markdown and HTML in manuscripts: kept, shown as text, or reported.

import Testing

@testable import Manuscript

@Suite("Markdown and HTML in a manuscript")
struct MarkdownTests {
  private func inline(_ text: String, plain: Bool = false) -> InlineMarkdown {
    InlineMarkdown(Passage([Line(number: 7, text: text)]), language: .nl, plain: plain)
  }

  @Test(
    "keeps links to the web, to mail and to phones",
    arguments: [
      ("[a](https://example.org/x)", "[a](https://example.org/x)"),
      ("[a](HTTP://example.org)", "[a](HTTP://example.org)"),
      ("[a](mailto:a@example.org)", "[a](mailto:a@example.org)"),
      ("[a](a@example.org)", "[a](mailto:a@example.org)"),
      ("[a](tel:+3225550100)", "[a](tel:+3225550100)"),
      ("[a](www.example.org)", "[a](https://www.example.org)"),
      ("[a](<https://example.org>)", "[a](https://example.org)"),
      ("[a](https://example.org \"titel\")", "[a](https://example.org)"),
      ("[**vet**](https://example.org)", "[**vet**](https://example.org)"),
      ("[a](https://example.org/(b))", "[a](https://example.org/%28b%29)"),
      ("![beeld](https://example.org/a.png)", "[beeld](https://example.org/a.png)"),
      ("Zie https://example.org/a.", "Zie <https://example.org/a>."),
      ("Zie <https://example.org/a>", "Zie <https://example.org/a>"),
      ("[https://example.org](https://example.org)", "[https://example.org](https://example.org)"),
    ])
  func links(text: String, expected: String) {
    let result = inline(text)
    #expect(result.text == expected)
    #expect(result.links.map(\.state) == [.unchecked])
    #expect(result.findings == [])
  }

  @Test(
    "keeps only the text of placeholder and empty links, and blocks publication",
    arguments: [
      ("[a](#)", FindingCode.placeholderLink), ("[a]()", .emptyLink), ("[a]( )", .emptyLink),
      ("[a](#deel)", .placeholderLink), ("[a](/pagina)", .placeholderLink), ("[a](https://)", .placeholderLink),
      ("[a](xxx)", .placeholderLink),
    ])
  func placeholders(text: String, code: FindingCode) {
    let result = inline(text)
    #expect(result.text == "a")
    #expect(result.links.map(\.state) == [.placeholder])
    #expect(result.links.map(\.url) == [nil])
    #expect(result.findings.map(\.code) == [code])
    #expect(result.findings[0].severity == .error)
    #expect(result.findings[0].line == 7)
  }

  @Test(
    "drops any other scheme",
    arguments: [
      "javascript:alert(1)", "JavaScript:alert(1)", "java\u{9}script:alert(1)", "data:text/html,x", "vbscript:x",
      "file:///etc/passwd", "ftp://example.org", "javascript&#58;alert(1)", "javascript&colon;alert(1)", "blob:x",
    ])
  func unsafe(target: String) {
    let result = inline("[a](\(target))")
    #expect(result.text == "a")
    #expect(result.findings.map(\.code) == [.unsafeLink, .placeholderLink])
    #expect(result.links.map(\.url) == [nil])
  }

  @Test(
    "shows HTML as text",
    arguments: [
      "<script>alert(1)</script>", "<b>vet</b>", "<img src=x onerror=alert(1)>", "<!-- weg -->", "<a href='#'>x</a>",
      "<", "a < b", "\\<b>", "<https://example.org onclick=x>", "<javascript:alert(1)>", "[a](https://x.be/<b>)",
      "<?php", "`<b>`", "[<b>x</b>](https://example.org)", "**<b>**", "<b", "https://example.org/<b>",
    ])
  func html(text: String) {
    let markdown = inline(text).text
    // Every remaining angle bracket opens an address.
    for part in markdown.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      #expect(part.hasPrefix("https://") && part.contains(">"), "\(markdown)")
    }
  }

  @Test("reports HTML with its line")
  func reportsHTML() {
    #expect(inline("Een <b>vet</b> woord").findings.map(\.value) == ["<b>", "</b>"])
    #expect(inline("Een <b>vet</b> woord").text == "Een &lt;b>vet&lt;/b> woord")
    #expect(inline("2 < 3").findings == [])
  }

  @Test(
    "keeps emphasis that is closed",
    arguments: [
      "**vet**", "*schuin*", "__vet__", "_schuin_", "**vet** en **nog**", "***beide***", "**vet *en schuin***",
    ])
  func emphasis(text: String) {
    let result = inline(text)
    #expect(result.findings == [] || text.hasSuffix("***"))
    if !text.hasSuffix("n***") { #expect(result.text == text) }
    #expect(!inline("\(text) einde", plain: true).text.contains("**") || text.hasSuffix("***"))
  }

  @Test(
    "escapes and reports emphasis and links that are not closed",
    arguments: [
      ("**vet zonder slot", "\\*\\*vet zonder slot"), ("vet** zonder", "vet\\*\\* zonder"),
      ("[a](https://example.org", "\\[a](<https://example.org>"), ("[a", "[a"),
    ])
  func unclosed(text: String, expected: String) {
    let result = inline(text)
    #expect(result.findings.map(\.code) == [.unclosedMarkdown])
    #expect(result.findings.first?.severity == .warning)
    #expect(
      expected.hasPrefix("\\[a](")
        ? result.text.hasPrefix("\\[a](") || result.text.hasPrefix("[a](") : result.text == expected)
  }

  @Test(
    "leaves asterisks and underscores that mark nothing unchanged",
    arguments: [("5 * 3 * 2", "5 \\* 3 \\* 2"), ("naam_van_bestand", "naam\\_van\\_bestand"), ("tarief*", "tarief\\*")])
  func loose(text: String, expected: String) {
    #expect(inline(text).text == expected)
    #expect(inline(text).findings == [])
  }

  @Test("gives a title as plain text")
  func plain() {
    #expect(inline("**Een [plan](https://example.org) <nu>**", plain: true).text == "Een plan <nu>")
    #expect(read("# **Een plan**\n\nDe raad vraagt het.").draft.title.values.first == "Een plan")
  }

  @Test(
    "escapes text that would begin another kind of block",
    arguments: [
      "# geen", "> citaat", "[x]: https://example.org", "+geen", "~~~", "=== geen", "    code", "12345. jaar",
    ])
  func blocks(text: String) {
    let draft = read("Titel\n\nDe raad vraagt een plan.\n\nEen zin vooraf.\n\n\(text)\n\nEen zin erna.").draft
    let body = draft.body.values.first ?? ""
    #expect(!body.contains("\n[x]:"))
    #expect(!body.contains("\n~~~"))
    #expect(!body.contains("\n==="))
    #expect(!body.contains("\n12345."))
    #expect(!body.contains("\n    "))
  }

  @Test("keeps the line of a link in a paragraph of several lines")
  func lineNumbers() {
    let reading = read("Titel\n\nDe raad vraagt een\nplan met [een\nlink](#) erin.")
    #expect(reading.finding(.placeholderLink)?.line == 4)
  }
}
