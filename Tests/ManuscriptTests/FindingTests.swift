// Tests the catalog of findings: severities, and messages in three languages.

import Testing

@testable import Manuscript

@Suite("Findings")
struct FindingTests {
  @Test("block publication only for the codes of the contract")
  func severities() {
    let errors = FindingCode.allCases.filter { $0.severity == .error }
    #expect(
      Set(errors) == [
        .notText, .missingTitle, .missingText, .missingLanguage, .placeholderLink, .emptyLink, .unreadableEmbargo,
      ])
  }

  @Test("have a message in each language that contains the value", arguments: FindingCode.allCases)
  func messages(code: FindingCode) {
    let finding = Finding(code, value: "WAARDE", about: code == .weekdayMismatch ? "thursday" : "fr")
    let messages = ["nl", "fr", "en"].map { finding.detail(in: $0) }
    #expect(Set(messages).count == 3)
    for message in messages {
      #expect(message.count > 20 && message.hasSuffix("."), "\(message)")
      #expect(!message.contains("“”") && !message.contains("«\u{a0}\u{a0}»"), "\(message)")
    }
    #expect(Set(messages.map { $0.contains("WAARDE") }).count == 1)
  }

  @Test("have a reason for every embargo line that cannot be read", arguments: EmbargoFault.allCases)
  func reasons(fault: EmbargoFault) {
    let finding = Finding(.unreadableEmbargo, line: 3, value: "EMBARGO", about: fault.rawValue)
    #expect(finding.detail(in: "nl").hasPrefix("Regel 3: De embargoregel “EMBARGO” kan niet worden gelezen: "))
    #expect(finding.detail(in: "fr").contains(fault.reason.fr))
    #expect(finding.detail(in: "en").contains(fault.reason.en))
  }

  @Test("name the line, and fall back on Dutch")
  func lines() {
    let finding = Finding(.emptyLink, line: 12, value: "het advies")
    #expect(
      finding.detail(in: "nl") == "Regel 12: De link bij “het advies” heeft geen adres. Vul het adres van de pagina in."
    )
    #expect(finding.detail(in: "fr").hasPrefix("Ligne 12\u{a0}: Le lien sur «\u{a0}het advies\u{a0}»"))
    #expect(finding.detail(in: "en").hasPrefix("Line 12: The link on “het advies”"))
    #expect(finding.detail(in: "de") == finding.detail(in: "nl"))
    #expect(Finding(.noContact).detail(in: "en").hasPrefix("No contact"))
  }

  @Test("shorten a long value")
  func long() {
    let finding = Finding(.unplacedText, value: String(repeating: "woord ", count: 100))
    #expect(finding.detail(in: "nl").count < 260)
  }

  @Test("come in the order of the lines, those about the whole text last")
  func order() {
    let lines = read(Samples.untidy).findings.map { $0.line ?? .max }
    #expect(lines == lines.sorted())
  }
}
