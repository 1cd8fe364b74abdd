// Tests broken sentences, wrapped lines, bullets and headings.

import Testing

@testable import Manuscript

@Suite("Paragraphs")
struct ParagraphTests {
  private func body(_ text: String) -> String {
    let lines = CleanText(text).lines
    let gatherer = ParagraphGatherer(lines, isWrapped: lines.allSatisfy { $0.bytes.count <= 120 })
    return MarkdownBlocks(gatherer.paragraphs, language: .nl, findingHeadings: true).markdown
  }

  @Test(
    "join a sentence that is broken across a blank line, and only then",
    arguments: [
      ("De raad vraagt om de\n\nindustrie te helpen.", "De raad vraagt om de industrie te helpen."),
      ("De raad vraagt het.\n\nindustrie is nodig.", "De raad vraagt het.\n\nindustrie is nodig."),
      ("Wat vraagt de raad?\n\neen plan.", "Wat vraagt de raad?\n\neen plan."),
      ("De raad vraagt:\n\neen plan.", "De raad vraagt:\n\neen plan."),
      ("Zij zei “ja.”\n\neen plan.", "Zij zei “ja.”\n\neen plan."),
      ("Een plan voor de stad\n\nDe raad vraagt het.", "## Een plan voor de stad\n\nDe raad vraagt het."),
      ("EEN PLAN\n\nde raad vraagt het.", "## EEN PLAN\n\nde raad vraagt het."),
      ("## Een plan\n\nde raad vraagt het.", "## Een plan\n\nde raad vraagt het."),
      ("Le conseil demande que l’\n\nîle soit protégée.", "Le conseil demande que l’ île soit protégée."),
      ("De raad vraagt om de\n\n\u{A0}\n\nénergie.", "De raad vraagt om de énergie."),
    ])
  func broken(text: String, expected: String) {
    #expect(body(text) == expected)
  }

  @Test(
    "distinguish headings from text",
    arguments: [
      ("De haven: een kans\n\nTekst van de raad.", "## De haven: een kans\n\nTekst van de raad."),
      ("**Wat nu?**\n\nTekst.", "## Wat nu?\n\nTekst."),
      ("Een korte zin.\n\nTekst.", "Een korte zin.\n\nTekst."),
      ("Een opsomming;\n\nTekst.", "Een opsomming;\n\nTekst."),
      ("Tekst.\n\nNiets volgt hierop", "Tekst.\n\nNiets volgt hierop"),
      ("Kop\n===\n\nTekst.", "## Kop\n\nTekst."),
      ("### Kop ###\n\nTekst.", "## Kop\n\nTekst."),
      ("2. Visie\n\nTekst.", "## 2. Visie\n\nTekst."),
      ("Onze eisen\n\n- een\n- twee", "## Onze eisen\n\n- een\n- twee"),
    ])
  func headings(text: String, expected: String) {
    #expect(body(text) == expected)
  }

  @Test(
    "turn bullets of any kind into a list",
    arguments: ["•", "-", "–", "*", "·", "▪", "◦", "\u{F0B7}"])
  func bullets(mark: String) {
    #expect(
      body("De raad vraagt:\n\n \(mark) een plan\n\(mark)\u{A0}een dak\n\nTekst.")
        == "De raad vraagt:\n\n- een plan\n- een dak\n\nTekst.")
  }

  @Test("keep numbered lists, which a date at the start of a line does not begin")
  func numbers() {
    #expect(body("1. een plan\n2) een dak") == "1. een plan\n2. een dak")
    #expect(body("22. Mai 2025 war es.") == "22\\. Mai 2025 war es.")
    #expect(body("2025. Een nieuw jaar.") == "2025\\. Een nieuw jaar.")
  }

  @Test("join wrapped lines, and keep intended line breaks")
  func wrapped() {
    let text = """
      De raad vraagt een plan voor de haven. Het plan moet ruimte geven aan
      De Lijn en aan alle bedrijven die er vandaag werken of die er willen
      komen werken.
      """
    #expect(!body(text).contains("\n"))
    #expect(body("Kort.\nOok kort.") == "Kort.\n\nOok kort.")
    #expect(
      body("Wegen naar Proefstad-\nVorming worden aangelegd door de stad en het gewest.").contains("Proefstad-Vorming"))
    #expect(body("Voor land-\nen tuinbouw komt er volgend jaar een plan van de raad.").contains("land- en tuinbouw"))
  }

  @Test("do not join an address or a rule")
  func barriers() {
    #expect(body("Zie ook\n\nwww.example.org").contains("\n\n[www"))
    #expect(body("De raad vraagt om de\n\n---\n\nindustrie.").hasSuffix("om de\n\nindustrie."))
  }
}
