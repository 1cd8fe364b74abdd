// The words of the pages around the texts of the council, in Dutch, French and English.

import Values

extension LocalizedText {
  static let byMail = LocalizedText(nl: "Per e-mail", fr: "Par e-mail", en: "By email")
  static let purpose = LocalizedText(
    nl: "De persberichten, de adviezen, de industriële sites en de contactpersonen van de raad.",
    fr: "Les communiqués de presse, les avis, les sites industriels et les contacts du conseil.",
    en: "The council’s press releases, opinions, industrial sites and contacts.")
  static let latest = LocalizedText(
    nl: "Laatste persberichten", fr: "Derniers communiqués de presse", en: "Latest press releases")
  static let allReleases = LocalizedText(
    nl: "Alle persberichten", fr: "Tous les communiqués de presse", en: "All press releases")
  static let noReleases = LocalizedText(
    nl: "Er zijn nog geen persberichten.", fr: "Il n’y a pas encore de communiqué de presse.",
    en: "There are no press releases yet.")
  static let follow = LocalizedText(nl: "Volgen en hergebruiken", fr: "Suivre et réutiliser", en: "Follow and reuse")
  static let api = LocalizedText(nl: "API", fr: "API", en: "API")
  static let dataPurpose = LocalizedText(
    nl: "Alles is vrij te lezen door websites en toepassingen, zonder registratie.",
    fr: "Tout est en lecture libre pour les sites web et les applications, sans inscription.",
    en: "Everything is free to read for websites and applications, without registration.")
  static let accessibility = LocalizedText(nl: "Toegankelijkheid", fr: "Accessibilité", en: "Accessibility")
  static let changes = LocalizedText(nl: "Wijzigingen", fr: "Modifications", en: "Changes")
  static let data = LocalizedText(nl: "Open data", fr: "Données ouvertes", en: "Open data")

  // Lists.

  static let filters = LocalizedText(nl: "Filters", fr: "Filtres", en: "Filters")
  static let from = LocalizedText(nl: "Vanaf", fr: "À partir du", en: "From")
  static let until = LocalizedText(nl: "Tot en met", fr: "Jusqu’au", en: "Up to")
  static let apply = LocalizedText(nl: "Toepassen", fr: "Appliquer", en: "Apply")
  static let removeFilter = LocalizedText(nl: "Zonder deze filter", fr: "Sans ce filtre", en: "Without this filter")
  static let removeFilters = LocalizedText(nl: "Zonder filters", fr: "Sans filtres", en: "Without filters")
  static let order = LocalizedText(nl: "Volgorde", fr: "Ordre", en: "Order")
  static let byRelevance = LocalizedText(nl: "Meest relevant", fr: "Les plus pertinents", en: "Most relevant")
  static let newestFirst = LocalizedText(nl: "Nieuwste eerst", fr: "Les plus récents", en: "Newest first")
  static let byName = LocalizedText(nl: "Op naam", fr: "Par nom", en: "By name")
  static let searchEverywhere = LocalizedText(
    nl: "Zoek in de hele persruimte", fr: "Chercher dans tout l’espace presse", en: "Search the whole newsroom")

  static func found(_ count: Int) -> LocalizedText {
    LocalizedText(
      nl: "\(Figure.grouped(count)) \(count == 1 ? "resultaat" : "resultaten")",
      fr: "\(Figure.grouped(count)) \(count < 2 ? "résultat" : "résultats")",
      en: "\(Figure.grouped(count)) \(count == 1 ? "result" : "results")")
  }

  // Errors.

  /// The heading of an error page, by HTTP status.
  package static func problemTitle(_ status: Int) -> LocalizedText {
    switch status {
    case 400:
      LocalizedText(
        nl: "De vraag is niet begrepen", fr: "La demande n’a pas été comprise", en: "The request was not understood")
    case 401, 403: LocalizedText(nl: "Geen toegang", fr: "Accès refusé", en: "Access denied")
    case 404, 410: LocalizedText(nl: "Niet gevonden", fr: "Introuvable", en: "Not found")
    case 429: LocalizedText(nl: "Te veel aanvragen", fr: "Trop de demandes", en: "Too many requests")
    case 500...: LocalizedText(nl: "Er ging iets mis", fr: "Une erreur s’est produite", en: "Something went wrong")
    default: LocalizedText(nl: "Dit is niet gelukt", fr: "La demande n’a pas abouti", en: "The request failed")
    }
  }

  // Items.

  static let related = LocalizedText(nl: "Bij deze tekst", fr: "À propos de ce texte", en: "About this text")
  static let reuse = LocalizedText(nl: "Overnemen", fr: "Réutiliser", en: "Reuse")
  static let copyText = LocalizedText(nl: "Kopieer de tekst", fr: "Copier le texte", en: "Copy the text")
  static let copyCitation = LocalizedText(
    nl: "Kopieer de bronvermelding", fr: "Copier la référence", en: "Copy the citation")
  static let copyAddress = LocalizedText(nl: "Kopieer het adres", fr: "Copier l’adresse", en: "Copy the address")
  static let printed = LocalizedText(nl: "Afdrukken", fr: "Imprimer", en: "Print")
  static let copied = LocalizedText(nl: "Gekopieerd.", fr: "Copié.", en: "Copied.")
  static let notCopied = LocalizedText(
    nl: "De browser laat het kopiëren niet toe.", fr: "Le navigateur ne permet pas de copier.",
    en: "The browser does not allow copying.")
  static let citation = LocalizedText(nl: "Bronvermelding", fr: "Référence", en: "Citation")
  static let onTheMap = LocalizedText(nl: "Op de kaart", fr: "Sur la carte", en: "On the map")
}

/// Numbers as people read them.
enum Figure {
  /// Digits with a no-break space between thousands, as in all languages of the newsroom.
  static func grouped(_ number: Int) -> String { grouped(String(number)) }

  static func grouped(_ digits: String) -> String {
    let parts = digits.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, whole.count > 4, whole.allSatisfy(\.isNumber) else { return digits }
    var grouped = ""
    for (place, digit) in zip((0..<whole.count).reversed(), whole) {
      grouped.append(digit)
      if place > 0, place % 3 == 0 { grouped += "\u{A0}" }
    }
    return ([grouped] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  /// Grouped digits with the decimal separator of the language.
  static func text(_ digits: String, in language: Language) -> String {
    language == .en ? grouped(digits) : grouped(digits).replacing(".", with: ",")
  }
}
