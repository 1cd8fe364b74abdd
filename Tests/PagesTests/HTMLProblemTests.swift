// Pages about what went wrong.

import Content
import Testing
import Values

@testable import Pages

@Suite struct HTMLProblemTests {
  private func html(_ problem: HTMLProblem, _ language: Language = .fr) -> String {
    String(
      decoding: problem.page(in: language, address: "https://press.example", council: Council()).bytes, as: UTF8.self)
  }

  @Test("the text that a client sent is text in the page")
  func escaping() {
    let sent = "<script>alert(1)</script>\u{600}<b>"
    let problem = HTMLProblem(
      title: sent, message: LocalizedText(nl: sent, fr: sent, en: sent),
      faults: [LocalizedText(nl: sent, fr: sent, en: sent)],
      withdrawal: nil)
    let page = html(problem)
    #expect(!page.utf8.contains("<script>alert".utf8) && !page.utf8.contains("<b>".utf8))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
  }

  @Test("the page of a withdrawn item has its date and reasons instead of the message")
  func withdrawal() throws {
    let notice = try #require(
      JSON.stored(#"{"reason":{"nl":"Foute cijfers.","fr":"Chiffres erronés."},"withdrawnAt":"2025-05-22T22:30:00Z"}"#))
    let sentence = LocalizedText(nl: "weg", fr: "parti", en: "gone")
    let page = html(HTMLProblem(title: "Retiré", message: sentence, faults: [], withdrawal: notice))
    // It is the 23rd in Brussels.
    #expect(page.contains("<time datetime=\"2025-05-23\">23 mai 2025</time>"))
    #expect(page.contains("<p lang=\"fr\">Chiffres erronés.</p>") && page.contains("<p lang=\"nl\">Foute cijfers.</p>"))
    #expect(!page.contains("parti<"))
  }
}
