// Tests files that once took minutes or gigabytes: each is read or refused within the limits of its process.

import Intake
import Testing

@Suite(.serialized) struct WorstFileTests {
  private static func reason(_ type: FileType, _ bytes: [UInt8]) -> Unreadable? {
    do {
      _ = try type.inAProcess(bytes)
      return nil
    } catch {
      return error
    }
  }

  private static func run(_ text: String) -> String { "<w:r><w:t>\(text)</w:t></w:r>" }

  private static let megabytes = String(repeating: "a", count: 7 << 20)

  @Test(arguments: [100, 100_000])
  func `a long note that is called often is more than the limit`(calls: Int) throws {
    let note = #"<w:footnote w:id="2"><w:p>\#(Self.run(Self.megabytes))</w:p></w:footnote>"#
    let call = #"<w:r><w:footnoteReference w:id="2"/></w:r>"#
    for body in [
      "<w:p>\(String(repeating: call, count: calls))</w:p>", String(repeating: "<w:p>\(call)</w:p>", count: calls),
    ] {
      let document = try ZIPFile.document(body, notes: note)
      #expect(Self.reason(.word, document) == .tooLarge(FileType.limit))
    }
  }

  @Test func `a long address that is linked to often is more than the limit`() throws {
    let link = #"<w:hyperlink r:id="rId4">\#(Self.run("a"))</w:hyperlink>\#(Self.run("b"))"#
    let body = "<w:p>\(String(repeating: link, count: 5_000))</w:p>"
    let document = try ZIPFile.document(body, target: "https://example.org/" + Self.megabytes)
    #expect(Self.reason(.word, document) == .tooLarge(FileType.limit))
  }

  @Test func `sixty thousand open fields are read`() throws {
    let field = #"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#
    let body = "<w:p>" + String(repeating: field + Self.run("a"), count: 60_000) + "</w:p>"
    #expect(try FileType.word.inAProcess(ZIPFile.document(body)) == String(repeating: "a", count: 60_000))
  }

  @Test func `a chain of thirty thousand styles is followed to its end`() throws {
    let styles = (0..<30_000).map { number in
      #"<w:style w:styleId="s\#(number)"><w:basedOn w:val="s\#(number + 1)"/></w:style>"#
    }
    let base = #"<w:style w:styleId="s30000"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>"#
    let body = #"<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr>\#(Self.run("Kop"))</w:p>"#
    let document = try ZIPFile.document(body, styles: styles.joined() + base)
    #expect(try FileType.word.inAProcess(document) == "## Kop")
  }

  @Test func `a megabyte of spaces in many styles is read`() throws {
    let page = "<p>a" + String(repeating: "<b> </b><i> </i>", count: 60_000) + "b</p>"
    #expect(try FileType.html.inAProcess(Array(page.utf8)).hasPrefix("a "))
  }

  /// The time depends on libxml2, which compares each attribute with all others.
  @Test func `a hundred thousand attributes are read or take too long`() {
    let names = (0..<100_000).map { " a\($0)=''" }.joined()
    let reason = Self.reason(.html, Array("<p\(names)>a</p>".utf8))
    #expect(reason == nil || reason == .tooSlow(FileReader.seconds), "\(String(describing: reason))")
  }

  @Test func `a tree larger than the memory is refused`() {
    let page = String(repeating: "<p>", count: FileType.limit / 3)
    #expect(Self.reason(.html, Array(page.utf8)) == .tooMuchMemory(FileReader.memory))
  }
}
