// Manuscripts of an imaginary council that together have every trait of press texts.

import Manuscript
import Testing

enum Samples {
  static let register = Register(
    organisationNames: ["Testraad", "Conseil test", "Test Council"],
    sites: [
      .init(id: "delta", aliases: ["Delta", "Delta-site in Vorst", "Delta Vorst/Forest"]),
      .init(id: "proefstad-vorming", aliases: ["Proefstad-Vorming", "Épreuville-Formation"]),
      .init(id: "tol", aliases: ["TOL Logistics Centre", "Centre TOL"]),
      .init(id: "acme", aliases: [.init("Acme", ambiguous: true)]),
    ],
    releases: [
      .init(
        id: "2025-03-03-haven", titles: ["De haven groeit verder", "Le port continue de grandir"], date: "2025-03-03")
    ])

  static let dutch = """
    Testraad
    Voorbeeldlaan 12 – 1000 Brussel
    Tel.: 02/555.01.00 | Web: www.example.org | @: raad@example.org

    PERSBERICHT

    TESTRAAD VRAAGT EEN PLAN VOOR DE HAVEN

    Brussel, België – 22/05/2025: Terwijl de stad groeit, vraagt de Testraad een plan voor de haven en voor \
    de Delta-site in Vorst.

    Een plan voor de komende jaren

    De Testraad wil dat de bedrijven en de vakbonden samen een plan maken. Daarvoor is er nood aan ruimte voor de

    kleine bedrijven die in de haven werken. Ook Acme kan een rol spelen.

    • ruimte voor bedrijven
    • opleiding voor werkzoekenden
    - een vlotte logistiek

    Wat nu volgt: overleg

    Lees [het advies van de raad](#) of [de studie](https://example.org/studie).

    Testraad (de vroegere Proefraad) is het overlegorgaan van de proefregio. De raad heeft \
    **twee taken**: **raadpleging** en overleg.

    Contacten Voorzitterschap Testraad

     Jan VOORBEELD (Voorzitter)
     jan.voorbeeld@example.org
    0499/00.00.01

     Marie DE PROEFNAEM (Ondervoorzitster)
     marie@example.org
    02/555.01.02

    Contact dossier

     Kim STAALTJE
     kim@example.org
    +32 (0)2 555 01 03
    """

  static let french = """
    COMMUNIQUÉ DE PRESSE

    SOUS EMBARGO JUSQU’AU jeudi 22 mai 2025 à 20h00

    Le Conseil test demande un plan pour le port

    Bruxelles, le 22 mai 2025 – Le Conseil test demande que le port et le Centre TOL soient au cœur d’une stratégie \
    pour les entreprises et pour l’emploi.

    Une vision pour la région

    Le Conseil propose une concertation avec les communes. Elle porte sur le site de Mirage et sur les sites voisins.

    * des terrains pour les entreprises ;
    * des formations pour les demandeurs d’emploi ;

    Pour en savoir plus : [l’avis du Conseil]() et https://example.org/avis.

    À propos du Conseil test

    Le Conseil test est l’organe de concertation de la région d’essai.

    Note aux rédactions :
    Les chiffres viennent de l’étude de 2024.

    Contact presse :
    Jeanne EXEMPLE, porte-parole
    T : +32 499 00 00 04
    jeanne@example.org

    FIN
    """

  static let english = """
    **PRESS RELEASE**

    FOR IMMEDIATE RELEASE

    # Test Council calls for a plan for the port

    Brussels, 22 May 2025 — The Test Council calls for a plan that gives room to companies and to the people who work \
    in the port.

    ## A plan for the port

    The council says that **all partners must sit at the same table**. The sites of Proefstad-Vorming and the TOL \
    Logistics Centre need a <b>clear</b> purpose.

    1. room for companies
    2. training for people

    ###

    Notes to editors

    The figures are from 2024.

    About Test Council

    The Test Council is a body for social dialogue.

    Media contact: Sam SAMPLE, Press Officer | sam@example.org | 0032 2 555 01 05
    """

  static let bilingual = """
    Testraad – Conseil test

    PERSBERICHT – 22 mei 2025

    De raad vraagt een plan voor de haven

    De Testraad vraagt dat de stad een plan maakt voor de haven en voor de bedrijven die er werken.

    Het plan moet er zijn voor het einde van het jaar. De raad wil er aan meewerken.

    Contact
    Jan VOORBEELD (voorzitter) – 0499/00.00.01 – jan.voorbeeld@example.org

    Testraad – Conseil test

    COMMUNIQUÉ DE PRESSE – 22 mai 2025

    Le conseil demande un plan pour le port

    Le Conseil test demande que la ville fasse un plan pour le port et pour les entreprises qui y sont.

    Le plan doit être prêt pour la fin de l’année. Le conseil veut y contribuer avec ses membres.

    Contact
    Jan VOORBEELD (président) – 0499/00.00.01 – jan.voorbeeld@example.org
    """

  static let correction = """
    RECTIFICATIE

    Verbetering bij het persbericht

    Brussel, 4 maart 2025 - In het persbericht “De haven groeit verder” van 3 maart 2025 stond een fout cijfer. Het \
    juiste cijfer is 12 en niet 21.

    Contact: Kim STAALTJE – kim@example.org
    """

  /// Lines of at most 72 characters, a title over two lines, contacts without a heading, no final newline.
  static let wrapped = """
    PERSBERICHT
    22.05.2025

    DE TESTRAAD VRAAGT EEN PLAN VOOR DE HAVEN
    EN VOOR DE BEDRIJVEN DIE ER WERKEN

    De Testraad vraagt een plan voor de haven. Het plan moet ruimte geven
    aan de bedrijven die er werken en aan de mensen die er wonen, en het
    moet er snel komen. De raad wil er met de sociale partners aan werken.

    Een plan met de bedrijven

    De bedrijven vragen al lang een plan. Het is nodig voor Proefstad-
    Vorming en voor de andere terreinen langs het water in de stad, die er
    al jaren op wachten.

    -30-

    Jan VOORBEELD
    woordvoerder
    0499 00 00 01
    """

  /// A letterhead that the register does not have, loose text after the contacts, a rule between the editions.
  static let untidy = """
    Onbekende Vereniging
    Proefstraat 3, 1000 Brussel

    Een plan voor de haven is nodig

    Het is nu aan de stad om een plan voor de haven te maken, met **vet dat niet sluit en \
    [een link zonder slot](https://example.org

    Zie ook <script>alert(1)</script> en [dit](javascript:alert(1)) en ![beeld](https://example.org/a.png).

    Op vrijdag 22 mei 2025 en op 31/02/2025 is er overleg.

    Contact
    Jan VOORBEELD
    Tel 02/555.01
    GSM 0499/00.00.01
    jan.voorbeeld@example.org
    Zaal vier, derde verdieping

    Deze zin staat achter de contacten en hoort nergens bij, maar ze is wel heel lang en ze mag dus niet \
    verloren gaan in het bericht.

    ---

    Un plan pour le port est nécessaire

    C’est à la ville de faire un plan pour le port avec les entreprises et avec les habitants qui y sont.
    """

  static let all = [
    Sample(name: "Dutch", text: dutch), Sample(name: "French", text: french), Sample(name: "English", text: english),
    Sample(name: "bilingual", text: bilingual), Sample(name: "correction", text: correction),
    Sample(name: "wrapped", text: wrapped), Sample(name: "untidy", text: untidy),
  ]
}

struct Sample: Sendable, CustomTestStringConvertible {
  var name: String
  var text: String

  var testDescription: String { name }
}

func read(_ text: String, knowing register: Register = Samples.register) -> ManuscriptResult {
  Manuscript.read(text, knowing: register)
}

extension ManuscriptResult {
  func finding(_ code: FindingCode) -> Finding? { findings.first { $0.code == code } }

  var codes: [FindingCode] { findings.map(\.code) }
}
