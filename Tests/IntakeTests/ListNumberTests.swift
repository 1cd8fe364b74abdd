// Tests lists with extreme numbers: the text is read, and the numbers are valid in Markdown.

import Foundation
import Intake
import RunningNewsroom
import Testing

@Suite struct ListNumberTests {
  private static func read(_ html: String) throws -> String { try FileType.html.markdown(of: Array(html.utf8)) }

  @Test(arguments: [
    (#"<ol start="9223372036854775807"><li>a</li><li>b</li></ol>"#, "999999999. a\n\n999999999. b"),
    (#"<ol start="-9223372036854775808"><li>a</li><li>b</li></ol>"#, "0. a\n1. b"),
    (#"<ol start="-5"><li>a</li></ol>"#, "0. a"),
    (#"<ol start="999999998"><li>a</li><li>b</li></ol>"#, "999999998. a\n999999999. b"),
    (#"<ol start="99999999999999999999"><li>a</li></ol>"#, "1. a"), (#"<ol start="0"><li>a</li></ol>"#, "0. a"),
    (#"<ol start="3"><li>a</li><li>b</li></ol>"#, "3. a\n4. b"),
  ])
  func `a list of a page may start anywhere`(html: String, markdown: String) throws {
    #expect(try Self.read(html) == markdown)
  }

  @Test(arguments: [("9223372036854775807.", "999999999. "), ("1000000000.", "999999999. "), ("7.", "7. ")])
  func `a list marker of Word's clipboard may have any number`(mark: String, written: String) throws {
    let item = #"<p style="mso-list:l0"><span style="mso-list:ignore">\#(mark)</span>x</p>"#
    #expect(try Self.read(item + item) == "\(written)x\n\n\(written)x")
  }

  @Test func `a Word document may name any level, and only nine count`() throws {
    let levels = ["-9223372036854775808", "-1", "0", "8", "9", "9223372036854775807", "99999999999999999999", "x"]
    let formats = levels.map { #"<w:lvl w:ilvl="\#($0)"><w:numFmt w:val="decimal"/></w:lvl>"# }.joined()
    let numbering = """
      <w:abstractNum w:abstractNumId="1">\(formats)</w:abstractNum>
      <w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
      """
    let items = levels.map { level in
      """
      <w:p><w:pPr><w:outlineLvl w:val="9223372036854775807"/><w:numPr><w:ilvl w:val="\(level)"/><w:numId w:val="6"/>
      </w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>
      """
    }
    let document = try ZIPFile.document(items.joined(), numbering: numbering)
    #expect(
      try FileType.word.markdown(of: document)
        == "1. x\n2. x\n3. x\n\n1. x\n2. x\n3. x\n4. x\n5. x")
  }

  @Test func `a page larger than the limit is refused`() {
    #expect(throws: Unreadable.tooLarge(FileType.limit)) {
      try Self.read("<p>a</p>" + String(repeating: " ", count: FileType.limit))
    }
  }

  @Test func `spaces in many styles take little time`() throws {
    let page = "<p>a" + String(repeating: "<b> </b><i> </i>", count: 4_000) + "b</p>"
    var markdown = ""
    let time = try processorTime { markdown = try Self.read(page) }
    #expect(markdown.hasPrefix("a "))
    #expect(time < .seconds(5))
  }
}
