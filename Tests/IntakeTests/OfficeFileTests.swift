// Tests that LibreOffice files and the clipboard of Word, LibreOffice and Google Docs give the same text.

import Intake
import Manuscript
import Testing

@Suite struct OfficeFileTests {
  private static let register = Register(
    organisationNames: ["Brupartners"],
    sites: [Register.Site(id: "audi-vorst", aliases: [Register.Alias("Audi-site in Vorst", ambiguous: false)])],
    releases: [])

  private static let markdown = """
    Brupartners

    Bischoffsheimlaan 26 – 1000 Brussel

    Tel.: 02/205.68.68 | Web: [www.brupartners.brussels](https://www.brupartners.brussels/) | @: \
    [brupartners@brupartners.brussels](mailto:brupartners@brupartners.brussels)

    **PERSBERICHT**

    # Industriële toekomst van Brussel: Brupartners wil een ambitieuze strategie

    **Brussel, België – 22/05/2025:** Het Brussels Hoofdstedelijk Gewest heeft een sterk en duurzaam industriebeleid \
    nodig dat wortelt in de realiteit van de stad, benadrukt Brupartners nu er economisch, sociaal en ecologisch grote \
    uitdagingen wachten.

    ## De Audi-site in Vorst en de andere grote sites

    Met zijn omvang, infrastructuur en mogelijkheden moet de Audi-site een **motor** voor de Brusselse industrie \
    blijven. Brupartners wil er _diverse, innovatieve en lokaal gewortelde_ industrie, in een duurzaam en veerkrachtig \
    ecosysteem.

    Ook deze sites horen thuis in een samenhangende strategie:

    - Schaarbeek-Vorming
    - TIR Logistics Centre
    - Solvay

    ## Wat de industrie nodig heeft

    Brussel heeft een kantelpunt bereikt. Daarbij horen:

    1. vlotte logistiek;
    2. activiteiten op de juiste plaats;
    3. passende overheidsfinanciering.

    Dit alles staat in [het initiatiefadvies van Brupartners](#) en op \
    [de website](https://www.brupartners.brussels/nl).

    Brupartners, vroeger de Economische en Sociale Raad voor het Brussels Hoofdstedelijk Gewest, is het gewestelijke \
    orgaan voor sociaaleconomisch overleg. Brupartners heeft van oudsher **twee opdrachten**: **raadpleging**, en \
    **overleg** tussen sociale partners en Regering.

    **Contacten Voorzitterschap Brupartners**

    Florence LEPOIVRE (Voorzitster)
    [florence.lepoivre@fgtb.be](mailto:florence.lepoivre@fgtb.be)
    0476/21.12.38

    Lisa ISNARD (Vicevoorzitster)
    [li@beci.be](mailto:li@beci.be)
    0495/36.01.64

    **Contact dossier**

    Charlie VERTHE
    [cverthe@brupartners.brussels](mailto:cverthe@brupartners.brussels)
    02/205.68.60
    """

  @Test(arguments: [("release.docx", FileType.word), ("release.html", .html)])
  func `a document keeps headings, lists, bold, italic and links`(name: String, type: FileType) throws {
    #expect(try type.markdown(of: Fixture.bytes(name)) == Self.markdown)
  }

  @Test(arguments: ["word.html", "docs.html"])
  func `pasted rich text loses its styles and keeps its structure`(name: String) throws {
    let expected = """
      **PERSBERICHT**

      # Industriële toekomst van Brussel: Brupartners wil een ambitieuze strategie

      **Brussel, België – 22/05/2025:** Het Gewest heeft een _sterk en duurzaam_ industriebeleid nodig dat wortelt in \
      de stad.

      ## De grote sites

      - Schaarbeek-Vorming
      - Solvay

      1. vlotte logistiek;
      2. passende financiering.

      Lees [**de website**](https://www.brupartners.brussels/nl), of [het advies](#).

      **Contact dossier**

      Charlie VERTHE | [cverthe@brupartners.brussels](mailto:cverthe@brupartners.brussels) | 02/205.68.60
      """
    let text = try FileType.html.markdown(of: Fixture.bytes(name))
    #expect(text == expected)
  }

  @Test(arguments: [("release.docx", FileType.word), ("release.html", .html), ("release.pdf", .pdf)])
  func `each file is read as the same press release`(name: String, type: FileType) throws {
    let reading = Manuscript.read(try type.markdown(of: Fixture.bytes(name)), knowing: Self.register)
    let draft = reading.draft
    #expect(draft.title == ["nl": "Industriële toekomst van Brussel: Brupartners wil een ambitieuze strategie"])
    #expect(draft.releaseDate == "2025-05-22" && draft.dateline == ["nl": "Brussel, België – 22/05/2025"])
    #expect(draft.lead["nl"]?.hasPrefix("Het Brussels Hoofdstedelijk Gewest heeft") == true, "\(draft.lead)")
    let body = try #require(draft.body["nl"])
    #expect(body.hasPrefix("## De Audi-site in Vorst en de andere grote sites\n\nMet zijn omvang"), "\(body)")
    #expect(
      body.contains("\n\n- Schaarbeek-Vorming\n- TIR Logistics Centre\n- Solvay\n\n## Wat de industrie nodig heeft"))
    #expect(body.contains("\n\n1. vlotte logistiek;\n2. activiteiten op de juiste plaats;\n3. passende"))
    #expect(draft.boilerplate["nl"]?.hasPrefix("Brupartners, vroeger de Economische") == true, "\(draft.boilerplate)")
    #expect(draft.contacts.map(\.name) == ["Florence LEPOIVRE", "Lisa ISNARD", "Charlie VERTHE"])
    #expect(draft.contacts.map(\.phone) == ["+32476211238", "+32495360164", "+3222056860"])
    #expect(
      draft.contacts.map(\.email) == [
        "florence.lepoivre@fgtb.be", "li@beci.be", "cverthe@brupartners.brussels",
      ])
    #expect(draft.sites == ["audi-vorst"])
    let unread = reading.findings.filter { ![.missingLanguage, .placeholderLink, .unknownSite].contains($0.code) }
    #expect(unread == [], "\(unread)")
  }

  @Test func `findings of a document refer to the lines of its text`() throws {
    let text = try FileType.word.markdown(of: try Fixture.bytes("release.docx"))
    let finding = Manuscript.read(text, knowing: Self.register).findings.first { $0.code == .placeholderLink }
    let line = try #require(finding?.line)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line - 1].hasPrefix("Dit alles staat in [het initiatiefadvies"))
  }
}
