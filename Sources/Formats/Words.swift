// The words of pages, feeds and texts that the council does not write itself.

import Content
import Values

extension LocalizedText {
  package static let newsroom = LocalizedText(nl: "persruimte", fr: "espace presse", en: "newsroom")
  package static let skip = LocalizedText(nl: "Naar de inhoud", fr: "Aller au contenu", en: "Skip to content")
  package static let languages = LocalizedText(nl: "Taal", fr: "Langue", en: "Language")
  package static let sections = LocalizedText(nl: "Rubrieken", fr: "Rubriques", en: "Sections")
  package static let pages = LocalizedText(nl: "Pagina’s", fr: "Pages", en: "Pages")
  package static let nextPage = LocalizedText(nl: "Volgende", fr: "Suivant", en: "Next")
  package static let previousPage = LocalizedText(nl: "Vorige", fr: "Précédent", en: "Previous")
  package static let nothing = LocalizedText(
    nl: "Er is niets gevonden.", fr: "Rien n’a été trouvé.", en: "Nothing was found.")
  package static let otherFormats = LocalizedText(
    nl: "Andere formaten", fr: "Autres formats", en: "Other formats")
  package static let correction = LocalizedText(nl: "Rectificatie", fr: "Rectificatif", en: "Correction")
  package static let contacts = LocalizedText(nl: "Contact voor de pers", fr: "Contact presse", en: "Press contact")
  package static let notesToEditors = LocalizedText(
    nl: "Voor de redactie", fr: "Note à la rédaction", en: "Notes to editors")
  static let updated = LocalizedText(nl: "Bijgewerkt op", fr: "Mis à jour le", en: "Updated on")
  package static let withdrawnTitle = LocalizedText(nl: "Ingetrokken", fr: "Retiré", en: "Withdrawn")
  package static let withdrawnOn = LocalizedText(nl: "Ingetrokken op", fr: "Retiré le", en: "Withdrawn on")
  package static let successor = LocalizedText(
    nl: "Dit komt in de plaats", fr: "Ceci le remplace", en: "This replaces it")
  package static let back = LocalizedText(nl: "Naar de persruimte", fr: "Vers l’espace presse", en: "To the newsroom")
  static func embargo(until instant: Instant) -> LocalizedText {
    let written = instant.written
    return LocalizedText(
      nl: "Onder embargo tot \(written.nl).", fr: "Sous embargo jusqu’au \(written.fr).",
      en: "Under embargo until \(written.en).")
  }

  package static let preview = LocalizedText(
    nl: "Voorvertoning: deze tekst is niet openbaar.", fr: "Aperçu\u{A0}: ce texte n’est pas public.",
    en: "Preview: this text is not public.")
  static let source = LocalizedText(nl: "Bron", fr: "Source", en: "Source")
  package static let search = LocalizedText(nl: "Zoeken", fr: "Rechercher", en: "Search")
  package static let map = LocalizedText(nl: "Kaart van de sites", fr: "Carte des sites", en: "Map of the sites")

  /// The name of a collection.
  package static func collection(_ resource: Resource) -> LocalizedText {
    switch resource.path {
    case "releases": LocalizedText(nl: "Persberichten", fr: "Communiqués de presse", en: "Press releases")
    case "advices": LocalizedText(nl: "Adviezen", fr: "Avis", en: "Opinions")
    case "sites": LocalizedText(nl: "Industriële sites", fr: "Sites industriels", en: "Industrial sites")
    case "contacts": LocalizedText(nl: "Contacten", fr: "Contacts", en: "Contacts")
    case "search": .search
    case let path: LocalizedText(nl: path, fr: path, en: path)
    }
  }

  /// The name of a value from a closed list; the value itself when it has no name.
  package static func choice(_ value: String) -> LocalizedText {
    choices[value] ?? LocalizedText(nl: value, fr: value, en: value)
  }

  /// The label of a field; its API name when it has no label.
  package static func field(_ name: String) -> LocalizedText {
    fields[name] ?? LocalizedText(nl: name, fr: name, en: name)
  }

  private static let choices: [String: LocalizedText] = [
    "pressRelease": LocalizedText(nl: "Persbericht", fr: "Communiqué de presse", en: "Press release"),
    "statement": LocalizedText(nl: "Verklaring", fr: "Déclaration", en: "Statement"),
    "correction": LocalizedText(nl: "Rectificatie", fr: "Rectificatif", en: "Correction"),
    "onRequest": LocalizedText(nl: "Advies op aanhangigmaking", fr: "Avis sur saisine", en: "Opinion on request"),
    "initiative": LocalizedText(nl: "Initiatiefadvies", fr: "Avis d’initiative", en: "Own-initiative opinion"),
    "contribution": LocalizedText(nl: "Bijdrage", fr: "Contribution", en: "Contribution"),
    "draft": LocalizedText(nl: "Ontwerp", fr: "Brouillon", en: "Draft"),
    "scheduled": LocalizedText(nl: "Gepland", fr: "Programmé", en: "Scheduled"),
    "embargoed": LocalizedText(nl: "Onder embargo", fr: "Sous embargo", en: "Under embargo"),
    "withdrawn": LocalizedText.withdrawnTitle,
    "area": LocalizedText(nl: "Oppervlakte", fr: "Superficie", en: "Area"),
    "storage": LocalizedText(nl: "Opslag", fr: "Stockage", en: "Storage"),
    "productionEnded": LocalizedText(nl: "Einde van de productie", fr: "Fin de la production", en: "End of production"),
    "nl": LocalizedText(nl: "Nederlands", fr: "Néerlandais", en: "Dutch"),
    "fr": LocalizedText(nl: "Frans", fr: "Français", en: "French"),
    "en": LocalizedText(nl: "Engels", fr: "Anglais", en: "English"),
    "de": LocalizedText(nl: "Duits", fr: "Allemand", en: "German"),
  ]

  private static let fields: [String: LocalizedText] = [
    "kind": LocalizedText(nl: "Soort", fr: "Type", en: "Kind"),
    "reference": LocalizedText(nl: "Referentie", fr: "Référence", en: "Reference"),
    "summary": LocalizedText(nl: "Samenvatting", fr: "Résumé", en: "Summary"),
    "issuingBody": LocalizedText(nl: "Uitgebracht door", fr: "Émis par", en: "Issued by"),
    "requester": LocalizedText(nl: "Aanvrager", fr: "Demandeur", en: "Requester"),
    "adoptedOn": LocalizedText(nl: "Aangenomen op", fr: "Adopté le", en: "Adopted on"),
    "themes": LocalizedText(nl: "Thema’s", fr: "Thèmes", en: "Themes"),
    "documents": LocalizedText(nl: "Documenten", fr: "Documents", en: "Documents"),
    "sites": LocalizedText(nl: "Sites", fr: "Sites", en: "Sites"),
    "releases": LocalizedText(nl: "Persberichten", fr: "Communiqués de presse", en: "Press releases"),
    "advices": LocalizedText(nl: "Adviezen", fr: "Avis", en: "Opinions"),
    "aliases": LocalizedText(nl: "Ook genoemd", fr: "Aussi appelé", en: "Also called"),
    "municipality": LocalizedText(nl: "Gemeente", fr: "Commune", en: "Municipality"),
    "postalCode": LocalizedText(nl: "Postcode", fr: "Code postal", en: "Postal code"),
    "address": LocalizedText(nl: "Adres", fr: "Adresse", en: "Address"),
    "situation": LocalizedText(nl: "Situatie", fr: "Situation", en: "Situation"),
    "facts": LocalizedText(nl: "Cijfers en feiten", fr: "Faits et chiffres", en: "Facts and figures"),
    "coordinates": LocalizedText(nl: "Ligging", fr: "Position", en: "Position"),
    "latitude": LocalizedText(nl: "Breedtegraad", fr: "Latitude", en: "Latitude"),
    "longitude": LocalizedText(nl: "Lengtegraad", fr: "Longitude", en: "Longitude"),
    "precision": LocalizedText(nl: "Nauwkeurigheid", fr: "Précision", en: "Precision"),
    "field": LocalizedText(nl: "Gegeven", fr: "Donnée", en: "Fact"),
    "value": LocalizedText(nl: "Waarde", fr: "Valeur", en: "Value"),
    "unit": LocalizedText(nl: "Eenheid", fr: "Unité", en: "Unit"),
    "scope": LocalizedText(nl: "Geldt voor", fr: "Portée", en: "Scope"),
    "source": LocalizedText.source,
    "asOf": LocalizedText(nl: "Datum", fr: "Date", en: "As of"),
    "language": LocalizedText(nl: "Taal", fr: "Langue", en: "Language"),
    "url": LocalizedText(nl: "Adres", fr: "Adresse", en: "Address"),
    "sha256": LocalizedText(nl: "SHA-256", fr: "SHA-256", en: "SHA-256"),
    "role": LocalizedText(nl: "Functie", fr: "Fonction", en: "Role"),
    "organisation": LocalizedText(nl: "Organisatie", fr: "Organisation", en: "Organisation"),
    "languages": LocalizedText(nl: "Talen", fr: "Langues", en: "Languages"),
    "email": LocalizedText(nl: "E-mail", fr: "E-mail", en: "E-mail"),
    "phone": LocalizedText(nl: "Telefoon", fr: "Téléphone", en: "Telephone"),
  ]
}

extension Language {
  /// A colon behind a label; French puts a no-break space before it.
  package var colon: String { self == .fr ? "\u{A0}:" : ":" }

  /// The name in the language itself.
  package var ownName: String {
    switch self {
    case .nl: "Nederlands"
    case .fr: "Français"
    case .en: "English"
    case .de: "Deutsch"
    }
  }
}
