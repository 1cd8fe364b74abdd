// Texts in three languages.

import Testing

@testable import Values

@Suite struct LocalizedTextTests {
  @Test func `French texts have no-break spaces where French wants them`() {
    let text = LocalizedText(nl: "“a” : b", fr: "« a » : b ; c ? d ! e:f «g» h", en: "a : b")
    #expect(text.fr == "«\u{a0}a\u{a0}»\u{a0}: b\u{a0}; c\u{a0}? d\u{a0}! e:f «g» h")
    #expect(text.nl == "“a” : b" && text.en == "a : b")
    #expect(LocalizedText(nl: "", fr: text.fr, en: "").fr == text.fr)
  }
}
