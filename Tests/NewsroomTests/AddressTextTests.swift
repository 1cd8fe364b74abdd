// Valid addresses in links and header fields, and escaped text in the linked data of a page.

import Foundation
import HTTP
import Testing

@testable import API
@testable import Content
@testable import Formats
@testable import Values

@Suite struct AddressTextTests {
  @Test(arguments: [
    "an@example.org", "a.b+c@example.co.uk", "o'neil@example.org", "R&D@example.org", "josé@exámple.org",
  ])
  func `a valid e-mail address is accepted`(_ text: String) { #expect(text.isEmailAddress) }

  @Test(arguments: [
    "", "a", "@b.c", "a@b", "a@@b.c", "a@b@c.d", "a@.c", "a@b.", "a@-b.c", "a@b-.c", "a b@c.d", "a@b.c\n", "<a@b.c>",
    "a\"@b.c", "a@b.c\u{600}>\u{600}<img/src=x\u{600}>", "a\u{1}@b.c", "a@b.c\u{7F}", "\u{202E}a@b.c", "a\u{200B}@b.c",
    "a?bcc=x@b.c", "a%0d@b.c", "a#@b.c", "a@b.c\u{2028}", "a\\@b.c", "a@b,c.d", "a\u{600};@b.c", "a\u{A0}@b.c",
    String(repeating: "a", count: 251) + "@b.c",
  ])
  func `characters that would end or disguise an e-mail address are refused`(_ text: String) {
    #expect(!text.isEmailAddress)
  }

  @Test(arguments: ["https://example.org", "http://example.org/a?b=c&d=(e)#f", "https://exámple.org/ü", "HTTPS://a.b/"])
  func `a valid web address is accepted`(_ text: String) { #expect(text.isWebAddress) }

  @Test(arguments: [
    "", "example.org", "ftp://a.b/", "https://", "javascript:alert(1)", "https://a/\n", "https://a/ b", "https://a/\"",
    "https://a/<b>", "https://a/\u{600}<b\u{600}>", "https://a/\u{202E}b", "https://a/\u{0}", "https://a\\b/",
    "https://a/\u{200B}", "https://a/" + String(repeating: "b", count: 2_000),
  ])
  func `characters that would end or disguise a web address are refused`(_ text: String) { #expect(!text.isWebAddress) }

  @Test func `no text ends the linked data of a page, with any character before its bracket`() throws {
    let newsroom = try TestNewsroom()
    let evil = "gewoon \u{600}</script>\u{600}<meta http-equiv=refresh>&\u{2028}\u{2029}é"
    let document: JSON = [
      "id": "r", "releaseDate": "2025-05-22", "title": ["nl": .string(evil), "fr": .string(evil)],
      "lead": ["nl": .string(evil), "fr": .string(evil)], "body": ["nl": "T", "fr": "T"],
      "contacts": [["name": "An VOORBEELD", "email": "an@example.org"]], "status": "published",
    ]
    #expect(try newsroom.desk("POST", "/releases", document.text).status == 201)
    let page = try newsroom.get("/releases/r.html?lang=nl").text
    #expect(!page.utf8.contains("</script>\u{600}".utf8) && !page.utf8.contains("<meta http-equiv=refresh".utf8))
    let scripts = Array(page.utf8).split(separator: Array(#"<script type="application/ld+json">"#.utf8))
    let parts = scripts.dropFirst().first?.split(separator: Array("</script>".utf8))
    let data = try #require(parts?.first)
    #expect(!data.contains { "<>&".utf8.contains($0) } && !Array(data).contains([0xE2, 0x80, 0xA8]))
    let read = try JSON.parse(Array(data)).get().object
    #expect(read?["headline"]?.string == evil)
  }

  @Test func `an address that an older version accepted is text in Markdown`() throws {
    guard case .made(let make) = ItemRepresentation.md.rendering else { throw Problem.internalError }
    let evil = "a@b.c\u{600}>\u{600}<img/src=x\u{600}>"
    let view = ItemView(
      resource: .releases, document: JSONObject([("id", "r"), ("contacts", [["email": .string(evil)]])]),
      language: .nl, interface: .nl, languages: [.nl], address: "https://press.example", council: Council())
    let text = String(decoding: make(view), as: UTF8.self)
    #expect(text.utf8.contains("\\<img".utf8) && !text.utf8.contains("\u{600}<img".utf8), "\(text)")
  }

  @Test func `a label of a metric is escaped, with any character before its quotation mark`() {
    var exposition = Exposition()
    exposition.write(.gauge, "a", "b", [Exposition.Sample(1, [("c", "\u{600}\"\u{600}\\\u{600}\n")])])
    #expect(exposition.text.utf8.contains("{c=\"\u{600}\\\"\u{600}\\\\\u{600}\\n\"} 1\n".utf8))
  }
}
