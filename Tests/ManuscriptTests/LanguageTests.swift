// Tests the detection of a text's language, and manuscripts with several languages.

import Testing

@testable import Manuscript

@Suite("Languages")
struct LanguageTests {
  private static let texts: [(String, title: String, lead: String, body: String)] = [
    (
      "nl", "Een plan voor de haven", "De raad vraagt dat de stad een plan maakt voor de haven en voor de bedrijven.",
      "Het plan moet er zijn voor het einde van het jaar, met een rol voor de bedrijven die er werken."
    ),
    (
      "fr", "Un plan pour le port",
      "Le conseil demande que la ville fasse un plan pour le port et pour les entreprises.",
      "Le plan doit être prêt avant la fin de l’année, avec un rôle pour les entreprises qui y sont."
    ),
    (
      "en", "A plan for the port", "The council asks that the city make a plan for the port and for the companies.",
      "The plan must be there by the end of the year, with a role for the companies that are in the port."
    ),
    (
      "de", "Ein Plan für den Hafen",
      "Der Rat fordert, dass die Stadt einen Plan für den Hafen und für die Betriebe macht.",
      "Der Plan muss vor dem Ende des Jahres da sein, mit einer Rolle für die Betriebe und für die Stadt."
    ),
  ]

  @Test("are detected from the text alone", arguments: texts.indices)
  func detection(index: Int) {
    let (language, title, lead, body) = Self.texts[index]
    let draft = read("\(title)\n\n\(lead)\n\n\(body)").draft
    #expect(draft.languages == [language])
    #expect(draft.originalLanguage == language)
  }

  @Test("of a text without characteristic words are reported as unclear")
  func unclear() {
    let reading = read("Titel 123\n\nXyz abc 123.")
    #expect(reading.finding(.unclearLanguage)?.severity == .warning)
    #expect(read("COMMUNIQUÉ DE PRESSE\n\nTitel 123\n\nXyz abc 123.").draft.languages == ["fr"])
  }

  @Test(
    "in one file are divided, with any separator",
    arguments: [
      "\n\n", "\n\n---\n\n", "\n\n###\n\n", "\n\n* * *\n\n", "\n\nVersion française\n\n", "\n\nFR\n\n",
      "\n\nCOMMUNIQUÉ DE PRESSE\n\n", "\n\nTestraad\nVoorbeeldlaan 12 – 1000 Brussel\n\nCommuniqué de presse\n\n",
    ])
  func divided(separator: String) {
    let (_, title, lead, body) = Self.texts[0]
    let french = Self.texts[1]
    let draft = read(
      "PERSBERICHT\n\n\(title)\n\n\(lead)\n\n\(body)\(separator)\(french.title)\n\n\(french.lead)\n\n\(french.body)"
    ).draft
    #expect(draft.languages == ["nl", "fr"])
    #expect(draft.title == ["nl": title, "fr": french.title])
    #expect(draft.lead == ["nl": lead, "fr": french.lead])
    #expect(draft.body == ["nl": body, "fr": french.body])
  }

  @Test("may be three, with the contacts after each")
  func three() {
    let contact = "Contact\nJan VOORBEELD\n0499/00.00.01"
    let text = [1, 0, 2].map { index -> String in
      let (_, title, lead, body) = Self.texts[index]
      return "\(title)\n\n\(lead)\n\n\(body)\n\n\(contact)"
    }.joined(separator: "\n\n")
    let draft = read(text).draft
    #expect(draft.languages == ["fr", "nl", "en"])
    #expect(draft.title.values.sorted() == ["A plan for the port", "Een plan voor de haven", "Un plan pour le port"])
    #expect(draft.contacts.count == 1)
    #expect(draft.contacts.first?.group.count == 3)
  }

  @Test("do not change for a quotation or a name in another language")
  func quotation() {
    let (_, title, lead, body) = Self.texts[0]
    let quote = "“Le conseil demande que la ville fasse un plan pour le port”, zegt de raad in het Frans."
    let draft = read("\(title)\n\n\(lead)\n\n\(quote)\n\n\(body)").draft
    #expect(draft.languages == ["nl"])
    #expect(draft.body["nl"]?.contains("Le conseil demande") == true)
  }

  @Test("that are missing are errors for Dutch and French only")
  func missing() {
    let reading = read("\(Self.texts[2].title)\n\n\(Self.texts[2].lead)")
    let missing = reading.findings.filter { $0.code == .missingLanguage }
    #expect(missing.map(\.place) == ["title.nl", "title.fr"])
    #expect(missing.allSatisfy { $0.severity == .error })
  }

  @Test("keep one person one contact when names or numbers differ, and report the differences")
  func merged() {
    let (_, title, lead, body) = Self.texts[0]
    let french = Self.texts[1]
    let reading = read(
      """
      \(title)

      \(lead)

      \(body)

      Contact
      Jan VOORBEELD (voorzitter)
      jan@example.org
      0499/00.00.01

      ---

      \(french.title)

      \(french.lead)

      \(french.body)

      Contact
      Jan VOORBEELD (président)
      JAN@example.org
      0499/00.00.02
      """)
    #expect(reading.draft.contacts.count == 1)
    #expect(reading.draft.contacts.first?.role == ["nl": "voorzitter", "fr": "président"])
    #expect(reading.draft.contacts.first?.phone == "+32499000001")
    #expect(reading.finding(.extraContactDetail)?.value == "0499/00.00.02")
  }
}
