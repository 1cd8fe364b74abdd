// Tests whole manuscripts, in Dutch, French, English and two languages at once.

import Manuscript
import Testing

@Suite("A whole manuscript")
struct WholeManuscriptTests {
  @Test("in Dutch gives its title, date, text, contacts, sites and findings")
  func dutch() throws {
    let reading = read(Samples.dutch)
    let draft = reading.draft
    #expect(draft.kind == .pressRelease)
    #expect(draft.languages == ["nl"])
    #expect(draft.title["nl"] == "TESTRAAD VRAAGT EEN PLAN VOOR DE HAVEN")
    #expect(draft.releaseDate == "2025-05-22")
    #expect(draft.dateline["nl"] == "Brussel, België – 22/05/2025")
    #expect(draft.lead["nl"]?.hasPrefix("Terwijl de stad groeit") == true)
    let body = try #require(draft.body["nl"])
    #expect(body.hasPrefix("## Een plan voor de komende jaren\n\n"))
    #expect(body.contains("ruimte voor de kleine bedrijven"))
    #expect(body.contains("- ruimte voor bedrijven\n- opleiding voor werkzoekenden\n- een vlotte logistiek"))
    #expect(body.contains("## Wat nu volgt: overleg"))
    #expect(body.contains("Lees het advies van de raad of [de studie](https://example.org/studie)."))
    #expect(draft.boilerplate["nl"]?.hasPrefix("Testraad (de vroegere Proefraad)") == true)
    #expect(draft.boilerplate["nl"]?.contains("**twee taken**: **raadpleging**") == true)
    #expect(draft.sites == ["delta"])
    #expect(draft.contacts.map(\.name) == ["Jan VOORBEELD", "Marie DE PROEFNAEM", "Kim STAALTJE"])
    #expect(draft.contacts.map { $0.role["nl"] } == ["Voorzitter", "Ondervoorzitster", nil])
    #expect(draft.contacts.map(\.phone) == ["+32499000001", "+3225550102", "+3225550103"])
    #expect(draft.contacts.map { $0.group["nl"] }.last == "Contact dossier")
    #expect(draft.links.map(\.state) == [.unchecked, .placeholder, .unchecked])
    #expect(draft.links.map(\.line).prefix(2) == [3, 23])
    #expect(reading.codes == [.suggestedSite, .placeholderLink, .missingLanguage])
    #expect(reading.finding(.placeholderLink)?.line == 23)
    #expect(reading.finding(.placeholderLink)?.place == "links[1]")
    #expect(reading.finding(.suggestedSite)?.about == "acme")
    #expect(reading.finding(.missingLanguage)?.place == "title.fr")
  }

  @Test("in French gives its embargo, list, headed boilerplate and notes to editors")
  func french() throws {
    let reading = read(Samples.french)
    let draft = reading.draft
    #expect(draft.title == ["fr": "Le Conseil test demande un plan pour le port"])
    #expect(draft.embargoUntil?.rfc3339 == "2025-05-22T18:00:00Z")
    #expect(draft.dateline["fr"] == "Bruxelles, le 22 mai 2025")
    #expect(draft.lead["fr"]?.hasPrefix("Le Conseil test demande que le port") == true)
    let body = try #require(draft.body["fr"])
    #expect(body.hasPrefix("## Une vision pour la région"))
    #expect(body.contains("- des terrains pour les entreprises ;\n- des formations"))
    #expect(body.contains("<https://example.org/avis>."))
    #expect(draft.boilerplate["fr"]?.hasPrefix("## À propos du Conseil test\n\nLe Conseil test est") == true)
    #expect(draft.notesToEditors["fr"] == "Les chiffres viennent de l’étude de 2024.")
    #expect(draft.contacts.count == 1)
    #expect(draft.contacts.first?.name == "Jeanne EXEMPLE")
    #expect(draft.contacts.first?.role == ["fr": "porte-parole"])
    #expect(draft.contacts.first?.group == ["fr": "Contact presse"])
    #expect(draft.contacts.first?.phone == "+32499000004")
    #expect(draft.sites == ["tol"])
    #expect(reading.codes == [.unknownSite, .emptyLink, .missingLanguage])
    #expect(reading.finding(.unknownSite)?.value == "site de Mirage")
  }

  @Test("in English with Markdown gives the same parts")
  func english() throws {
    let reading = read(Samples.english)
    let draft = reading.draft
    #expect(draft.title == ["en": "Test Council calls for a plan for the port"])
    #expect(draft.releaseDate == "2025-05-22")
    #expect(draft.lead["en"]?.hasPrefix("The Test Council calls") == true)
    let body = try #require(draft.body["en"])
    #expect(body.hasPrefix("## A plan for the port"))
    #expect(body.contains("&lt;b>clear&lt;/b>"))
    #expect(body.hasSuffix("1. room for companies\n2. training for people"))
    #expect(draft.notesToEditors["en"] == "The figures are from 2024.")
    #expect(draft.boilerplate["en"]?.contains("is a body for social dialogue.") == true)
    #expect(draft.contacts.first?.name == "Sam SAMPLE")
    #expect(draft.contacts.first?.role["en"] == "Press Officer")
    #expect(draft.contacts.first?.phone == "+3225550105")
    #expect(Set(draft.sites) == ["proefstad-vorming", "tol"])
    let missing = reading.findings.filter { $0.code == .missingLanguage }.map(\.about)
    #expect(missing == ["nl", "fr"])
  }

  @Test("in two languages gives both, with one contact that has a role in each")
  func bilingual() {
    let reading = read(Samples.bilingual)
    let draft = reading.draft
    #expect(draft.languages == ["nl", "fr"])
    #expect(draft.originalLanguage == "nl")
    #expect(draft.title["nl"] == "De raad vraagt een plan voor de haven")
    #expect(draft.title["fr"] == "Le conseil demande un plan pour le port")
    #expect(draft.lead["nl"]?.hasPrefix("De Testraad vraagt") == true)
    #expect(draft.body["fr"]?.hasPrefix("Le plan doit être prêt") == true)
    #expect(draft.contacts.count == 1)
    #expect(draft.contacts.first?.role == ["nl": "voorzitter", "fr": "président"])
    #expect(draft.releaseDate == "2025-05-22")
    #expect(reading.findings == [])
  }

  @Test("with wrapped lines keeps its paragraphs")
  func wrapped() {
    let draft = read(Samples.wrapped).draft
    #expect(draft.title["nl"] == "DE TESTRAAD VRAAGT EEN PLAN VOOR DE HAVEN EN VOOR DE BEDRIJVEN DIE ER WERKEN")
    #expect(draft.releaseDate == "2025-05-22")
    #expect(draft.lead["nl"]?.hasSuffix("sociale partners aan werken.") == true)
    #expect(draft.body["nl"]?.hasPrefix("## Een plan met de bedrijven\n\nDe bedrijven vragen al lang") == true)
    #expect(draft.sites == ["proefstad-vorming"])
    #expect(draft.contacts.first?.name == "Jan VOORBEELD")
    #expect(draft.contacts.first?.role["nl"] == "woordvoerder")
  }

  @Test("that is untidy gives a finding for each fault, and loses nothing")
  func untidy() {
    let reading = read(Samples.untidy)
    #expect(reading.draft.title["nl"] == "Een plan voor de haven is nodig")
    #expect(reading.draft.title["fr"] == "Un plan pour le port est nécessaire")
    for code: FindingCode in [
      .unclosedMarkdown, .escapedHTML, .unsafeLink, .placeholderLink, .weekdayMismatch, .invalidDate, .invalidPhone,
      .extraContactDetail, .unplacedText,
    ] {
      #expect(reading.codes.contains(code), "\(code)")
    }
    #expect(reading.finding(.weekdayMismatch)?.about == "thursday")
    #expect(reading.finding(.invalidPhone)?.place == "contacts[0].phone")
    #expect(reading.draft.notesToEditors["nl"]?.hasPrefix("Deze zin staat achter de contacten") == true)
  }

  @Test("gives the same result every time", arguments: Samples.all)
  func repeats(sample: Sample) {
    #expect(read(sample.text) == read(sample.text))
  }
}
