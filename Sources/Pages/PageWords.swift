// What the pages say around the texts of the council.

import Values

extension Sentence {
  static let byMail = Sentence(nl: "Per e-mail", fr: "Par e-mail", en: "By e-mail")
  static let purpose = Sentence(
    nl: "De persberichten, de adviezen, de industriële sites en de contactpersonen van de raad.",
    fr: "Les communiqués de presse, les avis, les sites industriels et les contacts du conseil.",
    en: "The council’s press releases, opinions, industrial sites and contacts.")
  static let latest = Sentence(
    nl: "Laatste persberichten", fr: "Derniers communiqués de presse", en: "Latest press releases")
  static let allReleases = Sentence(
    nl: "Alle persberichten", fr: "Tous les communiqués de presse", en: "All press releases")
  static let noReleases = Sentence(
    nl: "Er zijn nog geen persberichten.", fr: "Il n’y a pas encore de communiqué de presse.",
    en: "There are no press releases yet.")
  static let follow = Sentence(nl: "Volgen en hergebruiken", fr: "Suivre et réutiliser", en: "Follow and reuse")
  static let api = Sentence(nl: "API", fr: "API", en: "API")
  static let dataPurpose = Sentence(
    nl: "Alles is vrij te lezen door websites en toepassingen, zonder registratie.",
    fr: "Tout est en lecture libre pour les sites web et les applications, sans inscription.",
    en: "Everything is free to read for websites and applications, without registration.")
  static let accessibility = Sentence(nl: "Toegankelijkheid", fr: "Accessibilité", en: "Accessibility")
  static let changes = Sentence(nl: "Wijzigingen", fr: "Modifications", en: "Changes")
  static let data = Sentence(nl: "Als gegevens", fr: "Sous forme de données", en: "As data")

  // Lists.

  static let filters = Sentence(nl: "Filters", fr: "Filtres", en: "Filters")
  static let from = Sentence(nl: "Vanaf", fr: "À partir du", en: "From")
  static let until = Sentence(nl: "Tot en met", fr: "Jusqu’au", en: "Up to")
  static let apply = Sentence(nl: "Toepassen", fr: "Appliquer", en: "Apply")
  static let removeFilter = Sentence(nl: "Zonder deze filter", fr: "Sans ce filtre", en: "Without this filter")
  static let removeFilters = Sentence(nl: "Zonder filters", fr: "Sans filtres", en: "Without filters")
  static let order = Sentence(nl: "Volgorde", fr: "Ordre", en: "Order")
  static let byRelevance = Sentence(nl: "Meest relevant", fr: "Les plus pertinents", en: "Most relevant")
  static let newestFirst = Sentence(nl: "Nieuwste eerst", fr: "Les plus récents", en: "Newest first")
  static let byName = Sentence(nl: "Op naam", fr: "Par nom", en: "By name")
  static let searchEverywhere = Sentence(
    nl: "Zoek in de hele persruimte", fr: "Chercher dans tout l’espace presse", en: "Search the whole newsroom")

  static func found(_ count: Int) -> Sentence {
    Sentence(
      nl: "\(Figure.grouped(count)) \(count == 1 ? "resultaat" : "resultaten")",
      fr: "\(Figure.grouped(count)) \(count < 2 ? "résultat" : "résultats")",
      en: "\(Figure.grouped(count)) \(count == 1 ? "result" : "results")")
  }

  // Items.

  static let related = Sentence(nl: "Bij deze tekst", fr: "À propos de ce texte", en: "About this text")
  static let reuse = Sentence(nl: "Overnemen", fr: "Reprendre", en: "Reuse")
  static let copyText = Sentence(nl: "Kopieer de tekst", fr: "Copier le texte", en: "Copy the text")
  static let copyCitation = Sentence(
    nl: "Kopieer de bronvermelding", fr: "Copier la référence", en: "Copy the citation")
  static let copyAddress = Sentence(nl: "Kopieer het adres", fr: "Copier l’adresse", en: "Copy the address")
  static let printed = Sentence(nl: "Druk af", fr: "Imprimer", en: "Print")
  static let copied = Sentence(nl: "Gekopieerd.", fr: "Copié.", en: "Copied.")
  static let notCopied = Sentence(
    nl: "De browser laat het kopiëren niet toe.", fr: "Le navigateur ne permet pas de copier.",
    en: "The browser does not allow copying.")
  static let citation = Sentence(nl: "Bronvermelding", fr: "Référence", en: "Citation")
  static let onTheMap = Sentence(nl: "Op de kaart", fr: "Sur la carte", en: "On the map")
}

/// A number as people read it.
enum Figure {
  /// With a no-break space between thousands, which is right in all languages of the newsroom.
  static func grouped(_ number: Int) -> String { grouped(String(number)) }

  static func grouped(_ digits: String) -> String {
    let parts = digits.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, whole.count > 4, whole.allSatisfy(\.isNumber) else { return digits }
    var groups: [Substring] = []
    var rest = whole
    while !rest.isEmpty {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([groups.joined(separator: "\u{A0}")] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  /// With the decimal sign of the language.
  static func text(_ digits: String, in language: Language) -> String {
    language == .en ? grouped(digits) : grouped(digits).replacing(".", with: ",")
  }
}
