// What the pages, feeds and texts say beside what the council writes.

import Content
import Values

extension Sentence {
  package static let newsroom = Sentence(nl: "persruimte", fr: "espace presse", en: "newsroom")
  package static let skip = Sentence(nl: "Naar de inhoud", fr: "Aller au contenu", en: "Skip to content")
  package static let languages = Sentence(nl: "Taal", fr: "Langue", en: "Language")
  package static let sections = Sentence(nl: "Rubrieken", fr: "Rubriques", en: "Sections")
  package static let pages = Sentence(nl: "Pagina’s", fr: "Pages", en: "Pages")
  package static let nextPage = Sentence(nl: "Volgende", fr: "Suivant", en: "Next")
  package static let previousPage = Sentence(nl: "Vorige", fr: "Précédent", en: "Previous")
  package static let nothing = Sentence(
    nl: "Er is niets gevonden.", fr: "Rien n’a été trouvé.", en: "Nothing was found.")
  package static let forms = Sentence(nl: "In andere vormen", fr: "Sous d’autres formes", en: "In other forms")
  package static let correction = Sentence(nl: "Rectificatie", fr: "Rectificatif", en: "Correction")
  package static let contacts = Sentence(nl: "Contact voor de pers", fr: "Contact presse", en: "Press contact")
  package static let notesToEditors = Sentence(
    nl: "Voor de redactie", fr: "Note à la rédaction", en: "Notes to editors")
  static let updated = Sentence(nl: "Bijgewerkt op", fr: "Mis à jour le", en: "Updated on")
  package static let withdrawnTitle = Sentence(nl: "Ingetrokken", fr: "Retiré", en: "Withdrawn")
  package static let withdrawnOn = Sentence(nl: "Ingetrokken op", fr: "Retiré le", en: "Withdrawn on")
  package static let back = Sentence(nl: "Naar de persruimte", fr: "Vers l’espace presse", en: "To the newsroom")
  static func embargo(until instant: Instant) -> Sentence {
    let (day, clock) = (Day(at: instant).text, instant.clock)
    return Sentence(
      nl: "Onder embargo tot \(WrittenDate.text(day, in: "nl")) om \(clock) (tijd in Brussel).",
      fr: "Sous embargo jusqu’au \(WrittenDate.text(day, in: "fr")) à \(clock) (heure de Bruxelles).",
      en: "Under embargo until \(WrittenDate.text(day, in: "en")) at \(clock) (Brussels time).")
  }

  package static let preview = Sentence(
    nl: "Voorvertoning: deze tekst is niet openbaar.", fr: "Aperçu : ce texte n’est pas public.",
    en: "Preview: this text is not public.")
  static let source = Sentence(nl: "Bron", fr: "Source", en: "Source")
  package static let noPoints = Sentence(
    nl: "Van geen enkele site is de ligging bekend.", fr: "La situation d’aucun site n’est connue.",
    en: "The position of no site is known.")
  package static let search = Sentence(nl: "Zoeken", fr: "Rechercher", en: "Search")
  package static let map = Sentence(nl: "Kaart van de sites", fr: "Carte des sites", en: "Map of the sites")

  /// What a collection is called.
  package static func collection(_ resource: Resource) -> Sentence {
    switch resource.path {
    case "releases": Sentence(nl: "Persberichten", fr: "Communiqués de presse", en: "Press releases")
    case "advices": Sentence(nl: "Adviezen", fr: "Avis", en: "Opinions")
    case "sites": Sentence(nl: "Industriële sites", fr: "Sites industriels", en: "Industrial sites")
    case "contacts": Sentence(nl: "Contacten", fr: "Contacts", en: "Contacts")
    case "search": .search
    case let path: Sentence(nl: path, fr: path, en: path)
    }
  }

  /// A value out of a closed list.
  package static func choice(_ value: String) -> Sentence {
    choices[value] ?? Sentence(nl: value, fr: value, en: value)
  }

  /// What a field is called.
  package static func field(_ name: String) -> Sentence { fields[name] ?? Sentence(nl: name, fr: name, en: name) }

  private static let choices: [String: Sentence] = [
    "pressRelease": Sentence(nl: "Persbericht", fr: "Communiqué de presse", en: "Press release"),
    "statement": Sentence(nl: "Verklaring", fr: "Déclaration", en: "Statement"),
    "correction": Sentence(nl: "Rectificatie", fr: "Rectificatif", en: "Correction"),
    "onRequest": Sentence(nl: "Advies op aanhangigmaking", fr: "Avis sur saisine", en: "Opinion on request"),
    "initiative": Sentence(nl: "Initiatiefadvies", fr: "Avis d’initiative", en: "Own-initiative opinion"),
    "contribution": Sentence(nl: "Bijdrage", fr: "Contribution", en: "Contribution"),
    "draft": Sentence(nl: "Ontwerp", fr: "Brouillon", en: "Draft"),
    "scheduled": Sentence(nl: "Gepland", fr: "Programmé", en: "Scheduled"),
    "embargoed": Sentence(nl: "Onder embargo", fr: "Sous embargo", en: "Under embargo"),
    "withdrawn": Sentence.withdrawnTitle,
    "economy": Sentence(nl: "Economie", fr: "Économie", en: "Economy"),
    "employment": Sentence(nl: "Werkgelegenheid", fr: "Emploi", en: "Employment"),
    "taxation": Sentence(nl: "Fiscaliteit", fr: "Fiscalité", en: "Taxation"),
    "environment": Sentence(nl: "Leefmilieu", fr: "Environnement", en: "Environment"),
    "mobility": Sentence(nl: "Mobiliteit", fr: "Mobilité", en: "Mobility"),
    "housing": Sentence(nl: "Huisvesting", fr: "Logement", en: "Housing"),
    "poverty": Sentence(nl: "Armoede", fr: "Pauvreté", en: "Poverty"),
    "diversity": Sentence(nl: "Diversiteit", fr: "Diversité", en: "Diversity"),
    "spatialPlanning": Sentence(nl: "Ruimtelijke ordening", fr: "Aménagement du territoire", en: "Spatial planning"),
    "socialAffairs": Sentence(nl: "Sociale zaken", fr: "Affaires sociales", en: "Social affairs"),
    "health": Sentence(nl: "Gezondheid", fr: "Santé", en: "Health"),
    "equalOpportunities": Sentence(nl: "Gelijke kansen", fr: "Égalité des chances", en: "Equal opportunities"),
    "area": Sentence(nl: "Oppervlakte", fr: "Superficie", en: "Area"),
    "storage": Sentence(nl: "Opslag", fr: "Stockage", en: "Storage"),
    "productionEnded": Sentence(nl: "Einde van de productie", fr: "Fin de la production", en: "End of production"),
    "nl": Sentence(nl: "Nederlands", fr: "Néerlandais", en: "Dutch"),
    "fr": Sentence(nl: "Frans", fr: "Français", en: "French"),
    "en": Sentence(nl: "Engels", fr: "Anglais", en: "English"),
    "de": Sentence(nl: "Duits", fr: "Allemand", en: "German"),
  ]

  private static let fields: [String: Sentence] = [
    "kind": Sentence(nl: "Soort", fr: "Type", en: "Kind"),
    "reference": Sentence(nl: "Referentie", fr: "Référence", en: "Reference"),
    "summary": Sentence(nl: "Samenvatting", fr: "Résumé", en: "Summary"),
    "issuingBody": Sentence(nl: "Uitgebracht door", fr: "Émis par", en: "Issued by"),
    "requester": Sentence(nl: "Aanvrager", fr: "Demandeur", en: "Requester"),
    "adoptedOn": Sentence(nl: "Aangenomen op", fr: "Adopté le", en: "Adopted on"),
    "themes": Sentence(nl: "Thema’s", fr: "Thèmes", en: "Themes"),
    "documents": Sentence(nl: "Documenten", fr: "Documents", en: "Documents"),
    "sites": Sentence(nl: "Sites", fr: "Sites", en: "Sites"),
    "releases": Sentence(nl: "Persberichten", fr: "Communiqués de presse", en: "Press releases"),
    "advices": Sentence(nl: "Adviezen", fr: "Avis", en: "Opinions"),
    "aliases": Sentence(nl: "Ook genoemd", fr: "Aussi appelé", en: "Also called"),
    "municipality": Sentence(nl: "Gemeente", fr: "Commune", en: "Municipality"),
    "postalCode": Sentence(nl: "Postcode", fr: "Code postal", en: "Postal code"),
    "address": Sentence(nl: "Adres", fr: "Adresse", en: "Address"),
    "situation": Sentence(nl: "Situatie", fr: "Situation", en: "Situation"),
    "facts": Sentence(nl: "Cijfers en feiten", fr: "Faits et chiffres", en: "Facts and figures"),
    "coordinates": Sentence(nl: "Ligging", fr: "Position", en: "Position"),
    "latitude": Sentence(nl: "Breedtegraad", fr: "Latitude", en: "Latitude"),
    "longitude": Sentence(nl: "Lengtegraad", fr: "Longitude", en: "Longitude"),
    "precision": Sentence(nl: "Nauwkeurigheid", fr: "Précision", en: "Precision"),
    "field": Sentence(nl: "Gegeven", fr: "Donnée", en: "Fact"),
    "value": Sentence(nl: "Waarde", fr: "Valeur", en: "Value"),
    "unit": Sentence(nl: "Eenheid", fr: "Unité", en: "Unit"),
    "scope": Sentence(nl: "Geldt voor", fr: "Portée", en: "Scope"),
    "source": Sentence.source,
    "asOf": Sentence(nl: "Datum", fr: "Date", en: "As of"),
    "language": Sentence(nl: "Taal", fr: "Langue", en: "Language"),
    "url": Sentence(nl: "Adres", fr: "Adresse", en: "Address"),
    "sha256": Sentence(nl: "SHA-256", fr: "SHA-256", en: "SHA-256"),
    "role": Sentence(nl: "Functie", fr: "Fonction", en: "Role"),
    "organisation": Sentence(nl: "Organisatie", fr: "Organisation", en: "Organisation"),
    "languages": Sentence(nl: "Talen", fr: "Langues", en: "Languages"),
    "email": Sentence(nl: "E-mail", fr: "E-mail", en: "E-mail"),
    "phone": Sentence(nl: "Telefoon", fr: "Téléphone", en: "Telephone"),
  ]
}

extension Language {
  /// The language's own name.
  package var ownName: String {
    switch self {
    case .nl: "Nederlands"
    case .fr: "Français"
    case .en: "English"
    case .de: "Deutsch"
    }
  }
}
