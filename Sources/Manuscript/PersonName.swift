// Recognizes names, functions and offices: Jan VOORBEELD, Marie DE BRABANTER, porte-parole, persdienst.

enum PersonName {
  private static let particles: Set<String> = [
    "de", "van", "der", "den", "von", "zu", "la", "le", "du", "des", "d", "l", "el", "al", "ben", "ten", "ter", "te",
    "di", "da", "y", "bin", "dos", "t",
  ]
  /// Words with a capital that begin a sentence or a label, not a name.
  private static let openers: Set<String> = [
    "pour", "voor", "for", "the", "les", "le", "het", "een", "un", "une", "namens", "over", "about", "wilt", "bel",
    "call", "contactez", "contacteer", "appelez", "mobile", "mobiel", "tel", "telefoon", "telephone", "gsm", "fax",
    "phone", "write", "ring", "mail", "email", "website", "web", "site", "deel", "share", "partager", "imprimer",
    "wie", "qui", "who", "wat", "what", "meer", "more", "plus", "onze", "notre", "our", "vos", "your", "alle", "all",
    "en", "et", "and", "ook", "also", "aussi", "contact", "pers", "presse", "press", "bij", "chez", "at", "op", "on",
  ]
  private static let titles: Set<String> = ["dr", "mr", "mrs", "ms", "mme", "mevr", "dhr", "prof", "m", "ir"]

  /// True for two to eight words, each capitalized or a particle. More than five need a family name in capitals.
  static func isOne(_ text: String) -> Bool {
    let line = Line(number: 0, text: text)
    guard (2...8).contains(line.words.count), line.bytes.count <= 80, !line.endsSentence else { return false }
    guard !line.bytes.contains(where: { [0x28, 0x29, 0x40, 0x2F, 0x26, 0x22].contains($0) }) else { return false }
    guard !isFunction(text), !isOffice(text), !openers.contains(line.words[0].folded) else { return false }
    var names = 0
    var hasCapitals = false
    for word in line.words {
      let printed = line.text(word.range)
      if word.folded.unicodeScalars.contains(where: { $0.properties.numericType != nil }) { return false }
      if word.isCapitalised {
        names += titles.contains(word.folded) ? 0 : 1
        if word.range.count >= 2, printed == printed.uppercased(), printed != printed.lowercased() {
          hasCapitals = true
        }
      } else if !particles.contains(word.folded), !titles.contains(word.folded) {
        return false
      }
    }
    guard line.words.first?.isCapitalised == true || titles.contains(line.words[0].folded) else { return false }
    return names >= 2 && (hasCapitals || line.words.count <= 5)
  }

  /// True for a name, with or without a function in parentheses after it.
  static func begins(_ piece: String) -> Bool {
    isOne(piece.hasSuffix(")") ? String(piece.prefix { $0 != "(" }).trimmed : piece)
  }

  private static let functionStems = [
    "voorzit", "ondervoorzit", "vicevoorzit", "president", "woordvoer", "porteparole", "directeur", "directric",
    "director", "secretar", "attache", "advis", "adviseur", "conseill", "responsab", "verantwoordelijk", "charge",
    "chair", "spokes", "officer", "manager", "head", "coordinat", "hoofd", "member", "membre", "chef", "expert",
    "economist", "jurist", "beleids", "gedelegeerd", "administrat", "vice", "porte", "sprecher", "persattache",
    "perswoord", "communicatiever", "studiedienst", "commissa", "hoofdinsp", "inspect", "burgemeester", "bourgmestre",
    "schepen", "echevin", "minister", "ministre", "onderzoek", "chercheu", "researcher", "campaign", "projectle",
    "chefredact", "redacteur", "redactrice", "photograph", "fotogra", "economiste", "glaciolog", "coordin", "rector",
    "recteur", "rectrice", "bestuur", "editor", "adviser", "advisor", "mayor",
    "mediensprecher", "conservat", "curator", "medeopr", "founder", "fondat", "oprichter", "secretaire", "secretary",
    "ombuds", "programmam", "projectm", "griffier", "porteparole", "ceo",
  ]

  /// True for a person's function.
  static func isFunction(_ text: String) -> Bool {
    let line = Line(number: 0, text: text)
    guard let first = line.words.first, line.words.count <= 14 else { return false }
    if offices.contains(first.folded) { return false }
    if functionStems.contains(where: first.folded.hasPrefix), first.folded != "woordvoering" { return true }
    let isShort = line.words.count <= 6
    return isShort
      && line.words.dropFirst().prefix(3).contains { word in
        ["officer", "manager", "director", "chair", "adviser", "advisor", "spokesperson", "coordinator", "directeur"]
          .contains(word.folded)
      }
  }

  private static let organisationWords: Set<String> = [
    "museum", "musee", "institute", "instituut", "institut", "university", "universiteit", "universite", "ministry",
    "ministerie", "ministere", "department", "council", "raad", "conseil", "police", "politie", "politiezone", "zone",
    "hospital", "ziekenhuis", "hopital", "federation", "federatie", "union", "unie", "bond", "vakbond", "syndicat",
    "association", "vereniging", "foundation", "stichting", "fondation", "fonds", "fund", "port", "haven", "house",
    "laboratory", "laboratoire", "agency", "agence", "agentschap", "commission", "commissie", "services", "group",
    "groep", "groupe", "network", "netwerk", "reseau", "alliance", "alliantie", "coalition", "collectif", "centre",
    "center", "centrum", "stad", "ville", "commune", "gemeente", "city", "provincie", "province", "gewest", "region",
    "school", "ecole", "college", "academy", "academie", "kingdom", "netherlands", "states", "royaume", "uni", "belgie",
    "belgique", "belgium", "france", "nederland", "company", "theatre", "festival", "orkest", "bank", "banque", "nv",
    "sa", "bv", "vzw", "asbl", "ltd", "inc", "rue", "avenue", "boulevard", "place", "square", "street", "road", "lane",
    "row", "quay", "buildings", "building", "markt", "grote", "grand", "new", "north", "south", "west", "east", "noord",
    "zuid",
  ]

  /// True for words that hold the kind of an organization, a country or a street, which no person's name has.
  static func isOrganisation(_ text: String) -> Bool {
    Line(number: 0, text: text).words.contains { organisationWords.contains($0.folded) }
  }

  private static let offices: Set<String> = [
    "dienst", "persdienst", "service", "office", "team", "cel", "cellule", "presse", "press", "pers", "communication",
    "communicatie", "communicatiedienst", "contact", "contacten", "contacts", "secretariaat", "secretariat", "desk",
    "pressoffice", "newsroom", "standard", "switchboard", "greffe", "griffie", "onthaal", "accueil", "relations",
    "mediadienst", "persteam", "presseteam", "helpdesk", "medias", "media", "centrale",
  ]

  /// True for an office that answers instead of a person.
  static func isOffice(_ text: String) -> Bool {
    let line = Line(number: 0, text: text)
    if line.words.count <= 6 { return line.words.contains { offices.contains($0.folded) } }
    // The name of its organization may follow: “Service de presse de l’hôpital …”.
    return line.words.count <= 12 && line.words[0].isCapitalised && !line.endsSentence
      && line.words.prefix(3).contains { offices.contains($0.folded) }
  }
}
