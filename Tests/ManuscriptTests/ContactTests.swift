// Tests contact blocks in every order and layout.

import Testing

@testable import Manuscript

@Suite("Contacts")
struct ContactTests {
  private func contacts(_ block: String) -> [Draft.Contact] {
    read("Titel van het bericht\n\nDe raad vraagt dat de stad een plan maakt voor de haven.\n\n\(block)").draft.contacts
  }

  @Test(
    "are read in any order of name, role, address and number",
    arguments: [
      "Contact\nJan VOORBEELD (Voorzitter)\njan@example.org\n0499/00.00.01",
      "Contact\nJan VOORBEELD\nVoorzitter\n0499/00.00.01\njan@example.org",
      "Contact\n0499/00.00.01\njan@example.org\nJan VOORBEELD, Voorzitter",
      "Contact: Jan VOORBEELD, Voorzitter, 0499/00.00.01, jan@example.org",
      "Contact: Jan VOORBEELD – Voorzitter – 0499/00.00.01 – jan@example.org",
      "Contact\n• Jan VOORBEELD | Voorzitter | 0499/00.00.01 | jan@example.org",
      "Contact\n\nJan VOORBEELD\n\nVoorzitter\n\nTel.: 0499/00.00.01\n\nE-mail: jan@example.org",
      "Perscontact:\n **Jan VOORBEELD** (Voorzitter)\n M: 0499/00.00.01\n E: [jan@example.org](mailto:jan@example.org)",
      "Voor meer informatie:\n\u{A0}Jan VOORBEELD (Voorzitter)\n@: jan@example.org\nGSM 0499/00.00.01",
      "Jan VOORBEELD (Voorzitter)\njan@example.org\n0499/00.00.01",
    ])
  func orders(block: String) {
    let found = contacts(block)
    #expect(found.count == 1)
    #expect(found.first?.name == "Jan VOORBEELD")
    #expect(found.first?.role["nl"] == "Voorzitter")
    #expect(found.first?.email == "jan@example.org")
    #expect(found.first?.phone == "+32499000001")
    #expect(found.first?.printedPhone == "0499/00.00.01")
  }

  @Test(
    "have names with particles, hyphens and capitals",
    arguments: [
      "Jan VOORBEELD", "Marie DE VOORBEELDER", "Marie VAN DEN VOORBEELDE", "Jean-Luc D’EXEMPLE", "Jan van Voorbeeld",
      "Anne-Marie PROEF-STAAL", "J. VOORBEELD", "Élise ÉCHANTILLON", "dr. Jan VOORBEELD",
    ])
  func names(name: String) {
    #expect(PersonName.isOne(name))
    #expect(contacts("Contact\n\(name)\nx@example.org").first?.name == name)
  }

  @Test(
    "are not headings, functions, offices or sentences",
    arguments: [
      "Contact Dossier", "Persdienst Testraad", "Voorzitter Testraad", "De raad vraagt", "Jan", "Zaal 4 Noord",
    ])
  func noNames(text: String) {
    #expect(!PersonName.isOne(text))
  }

  @Test("are grouped under the printed headings, with or without a role")
  func groups() {
    let found = contacts(
      """
      Contacten Voorzitterschap

       Jan VOORBEELD (Voorzitter)
       jan@example.org
       Marie DE PROEF (Ondervoorzitster)
       02/555.01.02

      Contact dossier

       Kim STAALTJE
       kim@example.org
      """)
    #expect(found.map(\.name) == ["Jan VOORBEELD", "Marie DE PROEF", "Kim STAALTJE"])
    #expect(
      found.map { $0.group["nl"] } == ["Contacten Voorzitterschap", "Contacten Voorzitterschap", "Contact dossier"])
    #expect(found.map { $0.role["nl"] } == ["Voorzitter", "Ondervoorzitster", nil])
  }

  @Test(
    "have headings in every language",
    arguments: [
      ("Contact presse :", "fr"), ("Contacts presse", "fr"), ("Personne de contact", "fr"),
      ("Pour plus d’informations :", "fr"), ("Media contact", "en"), ("Press contacts:", "en"),
      ("For more information", "en"), ("Contactpersoon", "nl"), ("Inlichtingen", "nl"), ("Pressekontakt", "de"),
    ])
  func headings(heading: String, language: String) {
    let texts = [
      "nl": "De raad vraagt dat de stad een plan maakt voor de haven.",
      "fr": "Le conseil demande que la ville fasse un plan pour le port.",
      "en": "The council asks that the city make a plan for the port.",
      "de": "Der Rat fordert, dass die Stadt einen Plan für den Hafen macht.",
    ]
    let found = read("Titel\n\n\(texts[language] ?? "")\n\n\(heading)\nJan VOORBEELD\n0499/00.00.01").draft
    #expect(found.contacts.map(\.name) == ["Jan VOORBEELD"])
    #expect(found.contacts.first?.group[language] == heading.strippedOfMarks)
  }

  @Test("are not found in a heading or sentence about contacts")
  func prose() {
    let reading = read(
      "Titel\n\nDe raad vraagt een plan.\n\nContact met de burger\n\nDe raad wil vaker contact met de burger.")
    #expect(reading.draft.contacts.isEmpty)
    #expect(reading.draft.body.values.first?.hasPrefix("## Contact met de burger") == true)
    #expect(reading.finding(.noContact)?.severity == .warning)
  }

  @Test("may be an office; without a name they keep the heading and give a warning")
  func offices() {
    #expect(contacts("Contact\nPersdienst Testraad\npers@example.org").first?.name == "Persdienst Testraad")
    let reading = read("Titel\n\nDe raad vraagt een plan.\n\nInlichtingen\n02/555.01.00")
    #expect(reading.draft.contacts.first?.name == "Inlichtingen")
    #expect(reading.finding(.contactWithoutName)?.line == 6)
  }

  @Test("have room for one number and one address; more give a warning, and the postal address is letterhead")
  func extras() {
    let reading = read(
      """
      Titel

      De raad vraagt een plan.

      Contact
      Jan VOORBEELD (Voorzitter)
      02/555.01.00 / 0499/00.00.01
      jan@example.org
      Testraad
      Voorbeeldlaan 12, 1000 Brussel
      www.example.org
      """)
    #expect(reading.draft.contacts.count == 1)
    #expect(reading.draft.contacts.first?.organisation == "Testraad")
    #expect(reading.finding(.extraContactDetail)?.value == "0499/00.00.01")
    #expect(reading.recognised.contains { $0.line == 10 && $0.role == .letterhead })
    #expect(reading.recognised.contains { $0.line == 11 && $0.role == .letterhead })
    #expect(!reading.codes.contains(.unplacedText))
  }

  @Test("get no organization from a name at the foot of the page")
  func footer() {
    let reading = read("Titel\n\nEen plan.\n\nContact\nJan VOORBEELD\n0499/00.00.01\n\n--\nTestraad\nB-1000 Brussel")
    #expect(reading.draft.contacts.first?.organisation == nil)
    #expect(reading.recognised.suffix(2).map(\.text) == ["Testraad", "B-1000 Brussel"])
  }

  @Test("may precede the title")
  func aboveTitle() {
    let draft = read(
      "FOR IMMEDIATE RELEASE\nContact: Jan VOORBEELD, 0499/00.00.01\n\nA title for the port\n\nThe council asks for it."
    ).draft
    #expect(draft.contacts.first?.phone == "+32499000001")
    #expect(draft.title["en"] == "A title for the port")
  }
}
