// Tests sites by any of their names, suggestions, and unknown names.

import Testing

@testable import Manuscript

@Suite("Sites")
struct SiteTests {
  private func reading(_ sentence: String) -> ManuscriptResult {
    read("Titel van het bericht\n\nDe raad vraagt een plan voor de stad.\n\n\(sentence)")
  }

  @Test(
    "are found by any name, ignoring case, accents, hyphens and spaces",
    arguments: [
      ("De Delta-site in Vorst blijft.", "delta"), ("Le site Delta Forest reste.", "delta"),
      ("Het gaat om Delta Vorst.", "delta"), ("Het gaat om Delta Vorst/Forest.", "delta"),
      ("PROEFSTAD-VORMING blijft.", "proefstad-vorming"), ("Proefstad Vorming blijft.", "proefstad-vorming"),
      ("Proefstad–Vorming blijft.", "proefstad-vorming"), ("Epreuville-Formation reste.", "proefstad-vorming"),
      ("épreuville formation reste.", "proefstad-vorming"), ("Le Centre TOL reste.", "tol"),
      ("Het TOL Logistics\nCentre blijft.", "tol"), ("Proefstad-\nVorming blijft.", "proefstad-vorming"),
      ("“Delta’s” toekomst.", "delta"), ("**Proefstad-Vorming** blijft.", "proefstad-vorming"),
    ])
  func found(sentence: String, id: String) {
    let reading = reading(sentence)
    #expect(reading.draft.sites == [id])
    #expect(!reading.codes.contains(.unknownSite))
    #expect(!reading.codes.contains(.suggestedSite))
  }

  @Test(
    "are not found in parts of words, in lowercase, or in addresses",
    arguments: [
      "De Deltawerken blijven.", "Een delta van de rivier.", "Mail naar info@delta.example.org.",
      "Zie https://delta.example.org/Delta.",
    ])
  func notFound(sentence: String) {
    #expect(reading(sentence).draft.sites == [])
  }

  @Test("under a bare company name are only suggested, once, at the first mention")
  func suggested() {
    let found = reading("De site van Acme.\n\nOok Acme doet mee.")
    #expect(found.draft.sites == [])
    #expect(found.findings.filter { $0.code == .suggestedSite }.count == 1)
    let finding = found.finding(.suggestedSite)
    #expect(finding?.about == "acme")
    #expect(finding?.value == "Acme")
    #expect(finding?.line == 5)
    #expect(finding?.severity == .warning)
    #expect(!reading("Dit is acme van de kunst.").codes.contains(.suggestedSite))
  }

  @Test("are not suggested when they are certain")
  func sure() {
    let register = Register(sites: [.init(id: "acme", aliases: ["Acme-site", .init("Acme", ambiguous: true)])])
    let reading = read("Titel\n\nDe raad sprak met Acme.\n\nDe Acme-site blijft.", knowing: register)
    #expect(reading.draft.sites == ["acme"])
    #expect(!reading.codes.contains(.suggestedSite))
  }

  @Test("that share a name are all suggested")
  func shared() {
    let register = Register(sites: [.init(id: "a", aliases: ["Haven"]), .init(id: "b", aliases: ["Haven"])])
    let reading = read("Titel\n\nDe raad spreekt over Haven.", knowing: register)
    #expect(reading.draft.sites == [])
    #expect(reading.findings.filter { $0.code == .suggestedSite }.map(\.about) == ["a", "b"])
  }

  @Test("by a shortened name are suggested")
  func shortened() {
    let register = Register(sites: [.init(id: "delta", aliases: ["Delta-site in Vorst"])])
    let reading = read("Titel\n\nDe Delta-site blijft.", knowing: register)
    #expect(reading.finding(.suggestedSite)?.about == "delta")
  }

  @Test(
    "that are unknown are reported",
    arguments: [
      ("De Mirage-site blijft.", "Mirage-site"), ("De site Mirage blijft.", "site Mirage"),
      ("Le site de Mirage reste.", "site de Mirage"), ("Le site d’Oasis reste.", "site d’Oasis"),
      ("The Mirage site remains.", "Mirage site"), ("Het Mirage Logistics Centre blijft.", "Mirage Logistics Centre"),
      ("De Grote Mirage-site blijft.", "Grote Mirage-site"),
      ("Le site de Mirage et Oasis reste.", "site de Mirage et Oasis"),
    ])
  func unknown(sentence: String, name: String) {
    let finding = reading(sentence).finding(.unknownSite)
    #expect(finding?.value == name)
    #expect(finding?.line == 5)
    #expect(finding?.severity == .warning)
  }

  @Test(
    "are not seen in other words",
    arguments: [
      "De website van de raad.", "De web-site van de raad.", "Le site web de la ville.",
      "Het is een site voor bedrijven.",
      "De industriële sites – de haven en het park – blijven.", "Le site de la ville.",
      "On the site of the Test Council.",
      "Het logistiek centrum blijft.", "Deze site blijft. De site De Raad.",
    ])
  func unsuspected(sentence: String) {
    #expect(reading(sentence).finding(.unknownSite) == nil)
  }
}
