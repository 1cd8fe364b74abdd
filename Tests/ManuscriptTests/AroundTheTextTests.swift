// Tests letterhead, kind, boilerplate, notes to editors and end marks.

import Testing

@testable import Manuscript

@Suite("Around the text")
struct AroundTheTextTests {
  private let text = "De raad vraagt dat de stad een plan maakt voor de haven en voor de bedrijven."

  @Test(
    "the letterhead is recognized and is not part of the text",
    arguments: [
      "Testraad", "TESTRAAD", "Testraad – Conseil test", "Voorbeeldlaan 12 – 1000 Brussel", "B-1000 Brussel",
      "Rue de l’Exemple 3, 1000 Bruxelles", "Tel.: 02/555.01.00 | Web: www.example.org | @: raad@example.org",
      "www.example.org", "raad@example.org", "T +32 2 555 01 00", "Ref.: 2025/12",
    ])
  func letterhead(line: String) {
    let reading = read("\(line)\n\nEen titel voor de haven\n\n\(text)")
    #expect(reading.recognised.map(\.role) == [.letterhead])
    #expect(reading.recognised.first?.text == line)
    #expect(reading.draft.title["nl"] == "Een titel voor de haven")
    #expect(reading.draft.lead["nl"] == text)
  }

  @Test("the letterhead of an unknown organization is recognized by its place")
  func unknownLetterhead() {
    let reading = Manuscript.read(Samples.dutch, knowing: Register())
    #expect(reading.draft.title["nl"] == "TESTRAAD VRAAGT EEN PLAN VOOR DE HAVEN")
    #expect(reading.recognised.first?.text == "Testraad")
    #expect(reading.draft.boilerplate["nl"]?.hasPrefix("Testraad (de vroegere") == true)
  }

  @Test(
    "the kind line gives the kind",
    arguments: [
      ("PERSBERICHT", Draft.Kind.pressRelease), ("Persbericht nr. 12", .pressRelease),
      ("COMMUNIQUÉ DE PRESSE", .pressRelease),
      ("COMMUNIQUE DE PRESSE", .pressRelease), ("PRESS RELEASE", .pressRelease), ("**PERSBERICHT**", .pressRelease),
      ("PERSBERICHT / COMMUNIQUÉ DE PRESSE", .pressRelease), ("PERSBERICHT VAN TESTRAAD", .pressRelease),
      ("VERKLARING", .statement), ("DÉCLARATION", .statement), ("STATEMENT", .statement), ("RECTIFICATIE", .correction),
      ("ERRATUM", .correction), ("RECTIFICATIF", .correction), ("CORRECTION", .correction),
      ("PERSBERICHT – RECTIFICATIE", .correction), ("RECTIFICATIF AU COMMUNIQUÉ DE PRESSE", .correction),
    ])
  func kinds(line: String, kind: Draft.Kind) {
    let draft = read("\(line)\n\nEen titel voor de haven\n\n\(text)").draft
    #expect(draft.kind == kind)
    #expect(draft.title["nl"] == "Een titel voor de haven")
  }

  @Test("a kind line may contain the title or follow it; similar words are a title")
  func kindPlaces() {
    #expect(read("PERSBERICHT: Een plan voor de haven\n\n\(text)").draft.title["nl"] == "Een plan voor de haven")
    let below = read("Een plan voor de haven\n\nPERSBERICHT\n\n\(text)").draft
    #expect(below.title["nl"] == "Een plan voor de haven")
    #expect(below.lead["nl"] == text)
    #expect(read("Verklaring van de raad over de haven\n\n\(text)").draft.title["nl"]?.hasPrefix("Verklaring") == true)
  }

  @Test("a title in capitals is kept as printed, over two lines, and a subtitle is not the lead")
  func titles() {
    let draft = read(
      "PERSBERICHT\n\nDE RAAD VRAAGT EEN PLAN\nVOOR DE ÉCHTE HAVEN\n\nWij doen mee\n\nBrussel, 22 mei 2025 – \(text)"
    ).draft
    #expect(draft.title["nl"] == "DE RAAD VRAAGT EEN PLAN VOOR DE ÉCHTE HAVEN")
    #expect(draft.subtitle["nl"] == "Wij doen mee")
    #expect(draft.lead["nl"] == text)
    #expect(read("Titel: Een plan voor de haven\n\n\(text)").draft.title["nl"] == "Een plan voor de haven")
  }

  @Test(
    "boilerplate is recognized by its heading",
    arguments: ["Over Testraad", "OVER TESTRAAD", "Over ons", "## Over Testraad", "Wie zijn wij?", "Over de Testraad"])
  func headedBoilerplate(heading: String) {
    let draft = read(
      "Titel\n\n\(text)\n\nEen zin.\n\n\(heading)\n\nDe Testraad is een orgaan voor overleg, voor iedereen."
    ).draft
    #expect(draft.boilerplate["nl"]?.hasPrefix("## ") == true)
    #expect(draft.boilerplate["nl"]?.hasSuffix("voor iedereen.") == true)
    #expect(draft.body["nl"] == "Een zin.")
  }

  @Test(
    "boilerplate without a heading opens with the organization's name and defines it",
    arguments: [
      ("Testraad (de vroegere Proefraad) is het overlegorgaan.", true), ("De Testraad is het overlegorgaan.", true),
      ("Le Conseil test est un organe.", true), ("Test Council, founded in 1999, is the body.", true),
      ("Testraad is tevreden.", false), ("Testraad vraagt een plan.", false),
      ("Het overlegorgaan is de Testraad.", false),
    ])
  func unheadedBoilerplate(paragraph: String, isBoilerplate: Bool) {
    let draft = read("Titel\n\n\(text)\n\nEen zin.\n\n\(paragraph)\n\nContact\nJan VOORBEELD\n0499/00.00.01").draft
    #expect(draft.boilerplate["nl"] == (isBoilerplate ? paragraph : nil))
  }

  @Test("a heading that begins with “Over” and names no organization is a heading of the text")
  func overSomething() {
    let draft = read("Titel\n\n\(text)\n\nOver de toekomst van de haven\n\nDe toekomst is aan de haven.").draft
    #expect(draft.boilerplate.isEmpty)
    #expect(draft.body["nl"]?.hasPrefix("## Over de toekomst") == true)
  }

  @Test(
    "notes to editors are recognized by their heading, with the text below it or after it",
    arguments: [
      "Noot voor de redactie\n\nDe cijfers zijn van 2024.", "Noot voor de redactie: De cijfers zijn van 2024.",
      "NOOT VOOR DE REDACTIE:\nDe cijfers zijn van 2024.", "**Nota voor de redactie**\n\nDe cijfers zijn van 2024.",
      "Notes to editors\n\nDe cijfers zijn van 2024.", "Note aux rédactions :\nDe cijfers zijn van 2024.",
      "Note à l’attention des rédactions\n\nDe cijfers zijn van 2024.", "Editor’s note: De cijfers zijn van 2024.",
    ])
  func notes(printed: String) {
    let draft = read("Titel\n\n\(text)\n\nEen zin.\n\n\(printed)\n\nContact\nJan VOORBEELD\n0499/00.00.01").draft
    #expect(draft.notesToEditors["nl"] == "De cijfers zijn van 2024.")
    #expect(draft.body["nl"] == "Een zin.")
    #expect(draft.contacts.count == 1)
  }

  @Test(
    "end marks end the text",
    arguments: [
      "###", "# # #", "-30-", "– 30 –", "EINDE", "Einde persbericht", "FIN", "– FIN –", "ENDS", "***EINDE***",
    ])
  func ends(mark: String) {
    let reading = read("Titel\n\n\(text)\n\nEen zin.\n\n\(mark)\n\nJan VOORBEELD\n0499/00.00.01")
    #expect(reading.draft.body["nl"] == "Een zin.")
    #expect(reading.recognised.contains { $0.role == .endMark && $0.line == 7 })
    #expect(reading.draft.contacts.map(\.name) == ["Jan VOORBEELD"])
  }

  @Test("loose text after the end mark goes to the notes, with a warning")
  func loose() {
    let reading = read("Titel\n\n\(text)\n\nFIN\n\nNog een zin die nergens hoort.")
    #expect(reading.draft.notesToEditors["nl"] == "Nog een zin die nergens hoort.")
    #expect(reading.finding(.unplacedText)?.line == 7)
    #expect(reading.finding(.unplacedText)?.place == "notesToEditors.nl")
  }

  @Test("a subtitle stands above the lead in bold, since a release has no field for it")
  func subtitle() {
    let draft = read("Titel van dit bericht\n\nDe haven krijgt *eindelijk* een plan\n\n\(text)").draft
    #expect(draft.subtitle["nl"] != nil)
    #expect(draft.leadWithSubtitle["nl"] == "**De haven krijgt eindelijk een plan**\n\n\(draft.lead["nl"] ?? "")")
    var odd = Draft()
    odd.subtitle = ["nl": "5 * 3 [a]"]
    #expect(odd.leadWithSubtitle == ["nl": "**5 \\* 3 \\[a\\]**"])
  }
}
