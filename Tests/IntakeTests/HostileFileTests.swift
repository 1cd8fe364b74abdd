// Tests files of the wrong type, unreadable files and hostile files.

import Foundation
import Intake
import Testing

@Suite struct HostileFileTests {
  private func reason(_ type: FileType, _ bytes: [UInt8]) -> Unreadable? {
    do {
      _ = try type.markdown(of: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("release.docx", FileType.pdf, Unreadable.otherType), ("release.docx", .html, .otherType),
    ("release.pdf", .word, .otherType), ("release.pdf", .html, .otherType), ("release.html", .pdf, .otherType),
    ("release.html", .word, .otherType), ("encrypted.pdf", .pdf, .encrypted), ("encrypted.docx", .word, .encrypted),
    ("scan.pdf", .pdf, .noText),
  ])
  func `a file without text is reported with the reason`(name: String, type: FileType, expected: Unreadable) throws {
    #expect(reason(type, try Fixture.bytes(name)) == expected)
  }

  @Test(arguments: FileType.allCases)
  func `an empty file has no text, and random bytes are refused`(type: FileType) {
    #expect(reason(type, []) == .noText)
    #expect(reason(type, [0, 1, 2, 0xFF]) == .otherType)
  }

  @Test func `a truncated file is broken, at any length`() throws {
    let document = try Fixture.bytes("release.docx")
    for length in stride(from: 8, to: document.count, by: document.count / 40) {
      #expect(reason(.word, Array(document[..<length])) == .broken, "\(length)")
    }
    #expect(reason(.pdf, Array("%PDF-1.7\nniets".utf8)) == .broken)
  }

  @Test func `a document with a flipped byte is read or refused, and never crashes`() throws {
    let document = try Fixture.bytes("release.docx")
    for place in stride(from: 4, to: document.count, by: 11) {
      var bytes = document
      bytes[place] ^= 0x55
      if let reason = reason(.word, bytes) { #expect([.broken, .otherType, .encrypted, .noText].contains(reason)) }
    }
  }

  @Test func `an archive that is not a Word document is refused`() throws {
    #expect(reason(.word, try ZIPFile.bytes([("a.txt", [65])])) == .otherType)
    let other = Array(#"<Relationships><Relationship Type="x/officeDocument" Target="a.xml"/></Relationships>"#.utf8)
    #expect(reason(.word, try ZIPFile.bytes([("_rels/.rels", other)])) == .otherType)
    #expect(reason(.word, try ZIPFile.bytes([("_rels/.rels", other), ("a.xml", Array("<w/>".utf8))])) == .otherType)
    #expect(reason(.word, try ZIPFile.bytes([("_rels/.rels", other), ("a.xml", Array("<w".utf8))])) == .broken)
  }

  @Test func `a small archive that unpacks to more than the limit is refused`() throws {
    let zeros = String(repeating: " ", count: FileType.limit)
    let bomb = try ZIPFile.document("<w:p><w:r><w:t>a</w:t></w:r></w:p>" + zeros)
    #expect(bomb.count < 64 << 10)
    #expect(reason(.word, bomb) == .tooLarge(FileType.limit))
  }

  @Test func `entities are neither expanded nor fetched`() throws {
    let secret = UUID().uuidString
    let file = FileManager.default.temporaryDirectory.appending(path: secret)
    try Data(secret.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let relations = Array(
      #"<Relationships><Relationship Type="x/officeDocument" Target="a.xml"/></Relationships>"#.utf8)
    var laughs = #"<!ENTITY a0 "ha">"#
    for level in 1...30 { laughs += "<!ENTITY a\(level) \"&a\(level - 1);&a\(level - 1);\">" }
    for (declarations, reference) in [
      (#"<!ENTITY x SYSTEM "file://\#(file.path)">"#, "&x;"), (laughs, "&a30;"),
    ] {
      let xml = "<!DOCTYPE d [\(declarations)]><document><body><p><r><t>\(reference)</t></r></p></body></document>"
      #expect(
        reason(.word, try ZIPFile.bytes([("_rels/.rels", relations), ("a.xml", Array(xml.utf8))])) == .broken)
    }
    let page = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file://\(file.path)\">]><p>a&x;b<img src='file://\(file.path)'></p>"
    #expect(try FileType.html.markdown(of: Array(page.utf8)).contains(secret) == false)
  }

  @Test func `extremely deep nesting is refused and not read in part`() throws {
    let deep = String(repeating: "<div>", count: 100_000) + "slot"
    #expect(reason(.html, Array(deep.utf8)) == .broken)
    let body = String(repeating: "<w:x>", count: 1_000) + String(repeating: "</w:x>", count: 1_000)
    #expect(reason(.word, try ZIPFile.document(body)) == .broken)
  }

  @Test func `scripts, styles and comments are not text`() throws {
    let page = """
      <p>Voor</p><script>alert('x')</script><style>p { color: red }</style><!-- weg --><p onclick="x()">na
      <a href="javascript:alert(1)">klik</a></p><textarea>weg</textarea><iframe>weg</iframe>
      <template><p>weg</p></template>
      """
    #expect(try FileType.html.markdown(of: Array(page.utf8)) == "Voor\n\nna [klik](javascript:alert%281%29)")
  }

  /// U+0600 combines with the next scalar into one character.
  @Test func `no bracket ends a link, even after a combining scalar`() throws {
    let page = "<p><a href=\"https://a.example/\u{600})\u{600}(b c\">x\u{600}]\u{600}[y</a></p>"
    let markdown = try FileType.html.markdown(of: Array(page.utf8))
    let expected = "[x\u{600}\\]\u{600}\\[y](https://a.example/\u{600}%29\u{600}%28b%20c)"
    #expect(Array(markdown.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func `each file extension gives its type`() {
    let types = ["a.docx", "B.PDF", "c.d.HTML", "e.htm", "f.txt", "g", "h.doc", ".pdf"].map(FileType.init(fileName:))
    #expect(types == [.word, .pdf, .html, .html, nil, nil, nil, .pdf])
  }
}
