// Tests that files are converted in time proportional to their length, and random damage to them.

import RunningNewsroom
import Testing

@testable import Intake

@Suite(.serialized) struct LinearFileTests {
  @Test(arguments: [
    "<p>a</p>", "<b> </b><i> </i>", "<b>a</b><i>b</i>", "<a href=x>a</a> ", "<a href='a b(c)'>[</a>", "a ", "a\n",
    "<br>",
    "<ol><li>a</ol>", "<li>a", "<table><tr><td>a<td>b</table>", "<tr><td>a", "<h1>a</h1>", "<blockquote>a</blockquote>",
    "<!--a-->", "<!--", "<![if x]>", "<!", "<", "&", "&amp;", "</p>", "<p style='mso-list:l0'>1.</p>",
    "<pre>\n\n</pre>", "e\u{301}", "<b><i>a</i>b</b>",
  ])
  func `a page`(part: String) throws {
    let factor = try Growth.factor(from: Growth.size) {
      Array(("<p>x" + String(repeating: part, count: $0 / part.utf8.count)).utf8)
    } of: {
      _ = try HTMLText.read($0)
    }
    #expect(factor <= Growth.linear)
  }

  private static let field = """
    <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "a"</w:instrText></w:r>\
    <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>a</w:t></w:r>
    """

  @Test(arguments: [
    "<w:r><w:t>a</w:t></w:r>", "<w:r><w:rPr><w:b/></w:rPr><w:t> </w:t></w:r><w:r><w:t>a</w:t></w:r>", field,
    #"<w:r><w:footnoteReference w:id="2"/></w:r>"#, #"<w:hyperlink r:id="rId4"><w:r><w:t>a</w:t></w:r></w:hyperlink>"#,
    "<w:r><w:br/></w:r>", "</w:p><w:p><w:r><w:t>a</w:t></w:r>",
    "</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p>",
    "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
  ])
  func `a Word document`(part: String) throws {
    let note = #"<w:footnote w:id="2"><w:p><w:r><w:t>b</w:t></w:r></w:p></w:footnote>"#
    let factor = try Growth.factor(from: Growth.size) {
      try ZIPFile.document("<w:p>\(String(repeating: part, count: $0 / part.utf8.count))</w:p>", notes: note)
    } of: {
      _ = try WordText.read($0)
    }
    #expect(factor <= Growth.linear)
  }

  @Test(arguments: [true, false])
  func `styles, each based on the next or the one before`(isForward: Bool) throws {
    let factor = try Growth.factor(from: 2_000) { count in
      let styles = (0..<count).map { number in
        #"<w:style w:styleId="s\#(number)"><w:basedOn w:val="s\#(number + (isForward ? 1 : -1))"/></w:style>"#
      }
      return try ZIPFile.document("<w:p/>", styles: styles.joined())
    } of: {
      _ = try WordText.read($0)
    }
    #expect(factor <= Growth.linear)
  }

  private static let expected: [Unreadable] = [.broken, .otherType, .encrypted, .tooLarge(FileType.limit)]

  @Test func `damaged pages`() throws {
    let examples = try ["release.html", "word.html", "docs.html"].map {
      String(decoding: try Fixture.bytes($0).prefix(6_000), as: UTF8.self)
    }
    let tokens = [
      "<", ">", "</", "<p", "<ol start=", "<li>", "<b>", "<a href=\"", "\"", "style=\"mso-list:l0 level1\"", "<!--",
      "<![if !x]>", "&#x", "&", "<table><tr><td>", "\u{0}", "<pre>", "<br>",
    ]
    try Fuzz.run("HTML reader", 400) { chance, seed in
      var bytes = chance.damaged(examples, tokens: tokens)
      for _ in 0..<3 { bytes = chance.damaged([String(decoding: bytes, as: UTF8.self)], tokens: tokens) }
      do throws(Unreadable) {
        _ = try HTMLText.read(bytes)
      } catch {
        try #require(Self.expected.contains(error), "\(seed): \(error)")
      }
    }
  }

  @Test func `damaged Word documents`() throws {
    let body = """
      <w:p><w:pPr><w:pStyle w:val="Kop"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="6"/></w:numPr></w:pPr>
      <w:r><w:rPr><w:b/><w:rStyle w:val="Kop"/></w:rPr><w:t>Tekst</w:t></w:r><w:hyperlink r:id="rId4">
      <w:r><w:t>a</w:t></w:r></w:hyperlink>\(Self.field)<w:r><w:footnoteReference w:id="2"/></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>cel</w:t><w:tab/><w:br/></w:r></w:p></w:tc></w:tr></w:tbl>
      """
    let styles = [
      #"<w:style w:type="paragraph" w:default="1" w:styleId="Kop"><w:basedOn w:val="Kop2"/><w:rPr><w:b/></w:rPr>"#
        + #"<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>"#
    ]
    let numbering = [
      #"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>"#
        + #"<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>"#
    ]
    let notes = [#"<w:footnote w:id="2"><w:p><w:r><w:t>Bron</w:t></w:r></w:p></w:footnote>"#]
    let tokens = [
      "<w:p>", "</w:p>", "<w:r>", "<w:t>", "<w:tc>", "w:val=\"", "\"", "<", ">", "&amp;", "&#0;", "<w:del>",
      "<w:fldChar w:fldCharType=\"separate\"/>", "<w:fldChar w:fldCharType=\"end\"/>", "<w:txbxContent>",
      "<!DOCTYPE a>",
    ]
    try Fuzz.run("Word reader", 400) { chance, seed in
      func part(_ examples: [String], _ percent: Int) -> String {
        chance.isTrue(percent)
          ? String(decoding: chance.damaged(examples, tokens: tokens), as: UTF8.self) : examples[0]
      }
      var document = try ZIPFile.document(
        part([body], 60), styles: part(styles, 30), numbering: part(numbering, 30), notes: part(notes, 30))
      // The archive itself.
      if chance.isTrue(20) { document[chance.number(4..<document.count)] = UInt8(chance.number(0..<256)) }
      do throws(Unreadable) {
        _ = try WordText.read(document)
      } catch {
        try #require(Self.expected.contains(error), "\(seed): \(error)")
      }
    }
  }
}
