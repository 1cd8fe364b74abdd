// The accessibility statement that the Brussels ordinance of 4 October 2018 requires of regional public bodies. It
// follows the European model (Implementing Decision (EU) 2018/1523).

import Content
import Values

package enum AccessibilityStatement {
  /// The statement of a council as a page.
  /// - Parameter address: the public address, without a slash at its end.
  package static func page(_ council: Council, address: String, in language: Language) -> HTMLPage {
    let path = address + "/accessibility"
    let translations = Language.spoken.map { ($0, "\(path)?lang=\($0)") }
    let title = LocalizedText.title.text(in: language)
    let canonical = "\(path)?lang=\(language)"
    let card = HTMLPage.card(
      council, address, title: title, description: nil, url: canonical, language: language)
    return HTMLPage(
      title: title, language: language, council: council, address: address, section: "accessibility",
      head: Markup(
        HTMLPage.places(canonical: canonical, translations: translations, anyLanguage: path) + [card]),
      translations: translations, main: main(title, council, language))
  }

  private static func main(_ title: String, _ council: Council, _ language: Language) -> Markup {
    func heading(_ words: LocalizedText) -> Markup { "<h2>\(words.text(in: language))</h2>" }
    func paragraph(_ words: LocalizedText) -> Markup { "<p>\(words.text(in: language))</p>" }
    let known = [LocalizedText.keyboard, .zoom, .contrast, .spoken, .noScript].map {
      "<li>\($0.text(in: language))</li>" as Markup
    }
    let gaps = [LocalizedText.documents, .otherLanguages].map { "<li>\($0.text(in: language))</li>" as Markup }
    return """
      <article>
      <h1>\(title)</h1>
      \(paragraph(LocalizedText.commitment(council.name[language])))
      \(heading(.conformance))
      \(paragraph(LocalizedText.status))
      <ul class="list">
      \(known)
      </ul>
      \(heading(.gaps))
      <ul class="list">
      \(gaps)
      </ul>
      \(heading(.preparation))
      \(paragraph(LocalizedText.method))
      \(council.accessibilityDate.map { day in
        "<p>\(LocalizedText.reviewed.text(in: language)) \(HTMLPage.time(day, in: language)).</p>" as Markup
      })
      \(heading(.feedback))
      \(paragraph(LocalizedText.howToReport))
      \(council.accessibilityContact.map(contact))
      \(heading(.complaint))
      \(paragraph(LocalizedText.ombudsman))
      <p><a href="https://www.ombuds.brussels/">www.ombuds.brussels</a></p>
      </article>
      """
  }

  private static func contact(_ address: String) -> Markup {
    "<p><a href=\"\(address.isWebAddress ? address : "mailto:\(address)")\">\(address)</a></p>"
  }
}

extension LocalizedText {
  fileprivate static let title = LocalizedText(
    nl: "Toegankelijkheidsverklaring", fr: "Déclaration d’accessibilité", en: "Accessibility statement")
  fileprivate static func commitment(_ name: String) -> LocalizedText {
    LocalizedText(
      nl: """
        \(name) wil dat iedereen deze persruimte kan gebruiken, zoals de ordonnantie van 4 oktober 2018 inzake de \
        toegankelijkheid van de websites en mobiele applicaties van de gewestelijke overheidsinstanties en de \
        gemeenten het vraagt.
        """,
      fr: """
        \(name) veut que chacun puisse utiliser cet espace presse, comme le demande l’ordonnance du 4 octobre 2018 \
        relative à l’accessibilité des sites internet et des applications mobiles des organismes publics régionaux et \
        des communes.
        """,
      en: """
        \(name) wants everyone to be able to use this newsroom, as the Brussels ordinance of 4 October 2018 on the \
        accessibility of the websites and mobile applications of regional public bodies and municipalities requires.
        """)
  }
  fileprivate static let conformance = LocalizedText(
    nl: "Hoe toegankelijk deze pagina’s zijn", fr: "Le niveau d’accessibilité de ces pages",
    en: "How accessible these pages are")
  fileprivate static let status = LocalizedText(
    nl: """
      De pagina’s zijn gemaakt volgens de Web Content Accessibility Guidelines (WCAG) 2.2, niveau AA, en voldoen er \
      gedeeltelijk aan, door de uitzonderingen hieronder.
      """,
    fr: """
      Les pages sont conçues selon les Web Content Accessibility Guidelines (WCAG) 2.2, niveau AA, et y sont \
      partiellement conformes, en raison des exceptions ci-dessous.
      """,
    en: """
      The pages follow the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. They conform partially, because \
      of the exceptions below.
      """)
  fileprivate static let keyboard = LocalizedText(
    nl: "Alles werkt met het toetsenbord, en wat de focus heeft is duidelijk te zien.",
    fr: "Tout fonctionne au clavier, et l’élément actif est bien visible.",
    en: "Everything works with the keyboard, and the focus is clearly visible.")
  fileprivate static let zoom = LocalizedText(
    nl: "De tekst past zich aan elk scherm aan en kan tot 200 % worden vergroot.",
    fr: "Le texte s’adapte à chaque écran et peut être agrandi jusqu’à 200 %.",
    en: "The text fits every screen and can be enlarged to 200%.")
  fileprivate static let contrast = LocalizedText(
    nl: "Tekst en links hebben minstens 7:1 contrast, op lichte en donkere achtergrond.",
    fr: "Le texte et les liens ont un contraste d’au moins 7:1, sur fond clair et sur fond sombre.",
    en: "Text and links have a contrast of at least 7:1, on a light and on a dark background.")
  fileprivate static let spoken = LocalizedText(
    nl: "Koppen, lijsten, formulieren en talen zijn aangeduid voor wie een schermlezer gebruikt.",
    fr: "Titres, listes, formulaires et langues sont balisés pour les lecteurs d’écran.",
    en: "Headings, lists, forms and languages are marked for people who use a screen reader.")
  fileprivate static let noScript = LocalizedText(
    nl: "Lezen en zoeken kan zonder JavaScript.", fr: "On peut lire et chercher sans JavaScript.",
    en: "Reading and searching work without JavaScript.")
  fileprivate static let gaps = LocalizedText(
    nl: "Wat niet volledig toegankelijk is", fr: "Ce qui n’est pas entièrement accessible",
    en: "What is not fully accessible")
  fileprivate static let documents = LocalizedText(
    nl: "Documenten waarnaar een advies of een persbericht verwijst, zoals PDF-bestanden, werden niet nagekeken.",
    fr: "Les documents auxquels renvoie un avis ou un communiqué, comme les fichiers PDF, n’ont pas été vérifiés.",
    en: "Documents linked from an opinion or a press release, such as PDF files, have not been checked.")
  fileprivate static let otherLanguages = LocalizedText(
    nl: "Een tekst die in uw taal nog niet bestaat, staat er in een andere, en is zo aangeduid.",
    fr: "Un texte qui n’existe pas encore dans votre langue est présenté dans une autre, signalée comme telle.",
    en: "A text that does not exist in your language yet is shown in another, and marked as such.")
  fileprivate static let preparation = LocalizedText(
    nl: "Hoe dit werd nagegaan", fr: "Comment cela a été vérifié", en: "How this was checked")
  fileprivate static let method = LocalizedText(
    nl: """
      De makers van de software hebben elke soort pagina zelf beoordeeld, met automatische tests (axe-core) in een \
      browser, in drie talen, licht en donker, op telefoon en computer. Dat is geen onafhankelijke audit.
      """,
    fr: """
      Les auteurs du logiciel ont évalué eux-mêmes chaque type de page, avec des tests automatiques (axe-core) dans un \
      navigateur, en trois langues, en clair et en sombre, sur téléphone et sur ordinateur. Ce n’est pas un audit \
      indépendant.
      """,
    en: """
      The makers of the software assessed each kind of page themselves, with automatic tests (axe-core) in a browser, \
      in three languages, light and dark, on a phone and a computer. This is not an independent audit.
      """)
  fileprivate static let reviewed = LocalizedText(
    nl: "Deze verklaring werd opgesteld of herzien op", fr: "Cette déclaration a été établie ou revue le",
    en: "This statement was prepared or reviewed on")
  fileprivate static let feedback = LocalizedText(
    nl: "Iets niet toegankelijk? Zeg het ons", fr: "Un problème d’accès\u{A0}? Dites-le-nous",
    en: "Is something not accessible? Tell us")
  fileprivate static let howToReport = LocalizedText(
    nl: "Laat weten op welke pagina u was en wat niet lukte; vraag de inhoud ook gerust in een andere vorm.",
    fr: "Indiquez la page et ce qui n’a pas fonctionné. Vous pouvez aussi demander le contenu sous une autre forme.",
    en: "Say which page you were on and what did not work. You may also ask for the content in another format.")
  fileprivate static let complaint = LocalizedText(
    nl: "Klacht", fr: "Réclamation", en: "Complaint")
  fileprivate static let ombudsman = LocalizedText(
    nl: "Krijgt u geen antwoord of lost het niets op, dan kunt u terecht bij de Brusselse ombudsman.",
    fr: "Sans réponse, ou si elle ne résout rien, vous pouvez vous adresser à l’ombudsman bruxellois.",
    en: "If there is no answer, or it solves nothing, you can turn to the Brussels ombudsman.")
}
