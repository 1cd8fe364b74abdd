// Messages about invalid input, in Dutch, French and English.

extension LocalizedText {
  package static func invalidInput(_ count: Int) -> LocalizedText {
    count == 1
      ? LocalizedText(
        nl: "De invoer heeft één fout; ze staat bij issues.",
        fr: "L’entrée contient une erreur ; elle figure sous issues.",
        en: "The input has one fault; it is listed under issues.")
      : LocalizedText(
        nl: "De invoer heeft \(count) fouten; ze staan bij issues.",
        fr: "L’entrée contient \(count) erreurs ; elles figurent sous issues.",
        en: "The input has \(count) faults; they are listed under issues.")
  }

  package static let malformedTarget = LocalizedText(
    nl: "Het adres kan niet gelezen worden: een %-reeks is ongeldig.",
    fr: "L’adresse est illisible : une séquence % n’est pas valide.",
    en: "The address can't be read: a percent-encoding in it is invalid.")

  package static let malformedForm = LocalizedText(
    nl: "De inhoud van het formulier kan niet gelezen worden: een %-reeks of een teken is ongeldig.",
    fr: "Le contenu du formulaire est illisible : une séquence % ou un caractère n’est pas valide.",
    en: "The content of the form can't be read: a percent-encoding or a character in it is invalid.")

  /// A text between quotation marks, or “(empty)” when it is blank.
  package static func quoted(_ text: String) -> LocalizedText {
    text.isBlank
      ? LocalizedText(nl: "(leeg)", fr: "(vide)", en: "(empty)")
      : LocalizedText(nl: "“\(text)”", fr: "« \(text) »", en: "“\(text)”")
  }

  private static func meant(_ near: String?) -> LocalizedText {
    guard let near else { return LocalizedText(nl: "", fr: "", en: "") }
    return LocalizedText(
      nl: " Bedoelt u “\(near)”?", fr: " Vouliez-vous dire « \(near) » ?", en: " Did you mean “\(near)”?")
  }

  private func followed(by other: LocalizedText) -> LocalizedText {
    LocalizedText(nl: nl + other.nl, fr: fr + other.fr, en: en + other.en)
  }

  static func unknownParameter(_ name: String, near: String?) -> LocalizedText {
    let quoted = quoted(name)
    return LocalizedText(
      nl: "De parameter \(quoted.nl) bestaat hier niet.", fr: "Le paramètre \(quoted.fr) n’existe pas ici.",
      en: "There is no parameter \(quoted.en) here."
    ).followed(by: meant(near))
  }

  package static func unknownField(_ name: String, near: String?) -> LocalizedText {
    let quoted = quoted(name)
    return LocalizedText(
      nl: "Het veld \(quoted.nl) bestaat hier niet.", fr: "Le champ \(quoted.fr) n’existe pas ici.",
      en: "There is no field \(quoted.en) here."
    ).followed(by: meant(near))
  }

  package static func unknownChoice(_ value: String, _ choices: [String], near: String?) -> LocalizedText {
    let quoted = quoted(value)
    let list = choices.joined(separator: ", ")
    return LocalizedText(
      nl: "\(quoted.nl) is geen geldige waarde. Mogelijk zijn: \(list).",
      fr: "\(quoted.fr) n’est pas une valeur valable. Valeurs possibles : \(list).",
      en: "\(quoted.en) is not a valid value. Possible values: \(list)."
    ).followed(by: meant(near))
  }

  static func repeatedParameter(_ name: String) -> LocalizedText {
    LocalizedText(
      nl: "De parameter “\(name)” mag maar één keer voorkomen.",
      fr: "Le paramètre « \(name) » ne peut figurer qu’une seule fois.",
      en: "The parameter “\(name)” may be given only once.")
  }

  package static let anObject = LocalizedText(nl: "een object", fr: "un objet", en: "an object")

  package static let missing = LocalizedText(
    nl: "Dit veld is verplicht.", fr: "Ce champ est obligatoire.", en: "This field is required.")

  package static func wrongType(_ expected: LocalizedText) -> LocalizedText {
    LocalizedText(
      nl: "Hier wordt \(expected.nl) verwacht.", fr: "Valeur attendue : \(expected.fr).",
      en: "Expected \(expected.en).")
  }

  package static func tooLong(_ limit: Int) -> LocalizedText {
    LocalizedText(
      nl: "De tekst is langer dan \(limit) tekens.", fr: "Le texte dépasse \(limit) caractères.",
      en: "The text is longer than \(limit) characters.")
  }

  package static func keyLength(_ limit: Int) -> LocalizedText {
    LocalizedText(
      nl: "Een Idempotency-Key heeft 1 tot \(limit) bytes. Laat het veld weg als u geen sleutel wilt.",
      fr: "Une Idempotency-Key compte de 1 à \(limit) octets. Omettez le champ si vous ne voulez pas de clé.",
      en: "An Idempotency-Key has 1 to \(limit) bytes. Leave the field out to use no key.")
  }

  package static func nestedTooDeep(_ limit: Int) -> LocalizedText {
    LocalizedText(
      nl: "Citaten, lijsten en nadruk zitten meer dan \(limit) niveaus diep in elkaar. Haal tekens >, - of * weg.",
      fr: "Citations, listes et emphases s’imbriquent sur plus de \(limit) niveaux. Enlevez des signes >, - ou *.",
      en: "Quotes, lists and emphasis are nested more than \(limit) levels deep. Take out some marks >, - or *.")
  }

  package static func tooMany(_ limit: Int) -> LocalizedText {
    LocalizedText(
      nl: "Meer dan \(limit) waarden zijn niet toegestaan.", fr: "Pas plus de \(limit) valeurs sont admises.",
      en: "More than \(limit) values are not allowed.")
  }

  package static func invalidDate(_ text: String) -> LocalizedText {
    let quoted = quoted(text)
    return LocalizedText(
      nl: "\(quoted.nl) is geen datum \(years.nl). Schrijf JJJJ-MM-DD, bijvoorbeeld 2025-05-22.",
      fr: "\(quoted.fr) n’est pas une date \(years.fr). Écrivez AAAA-MM-JJ, par exemple 2025-05-22.",
      en: "\(quoted.en) is not a date \(years.en). Write YYYY-MM-DD, for example 2025-05-22.")
  }

  package static func invalidInstant(_ text: String) -> LocalizedText {
    let quoted = quoted(text)
    return LocalizedText(
      nl: "\(quoted.nl) is geen tijdstip met zone \(years.nl). Schrijf bijvoorbeeld 2025-05-22T09:00:00+02:00.",
      fr: "\(quoted.fr) n’est pas un instant avec fuseau \(years.fr). Écrivez par exemple 2025-05-22T09:00:00+02:00.",
      en: "\(quoted.en) is not a time with its zone \(years.en). Write, for example, 2025-05-22T09:00:00+02:00.")
  }

  /// The years that dates and times may have, as a phrase within a sentence.
  private static var years: LocalizedText {
    let (first, last) = (Day.years.lowerBound, Day.years.upperBound)
    return LocalizedText(
      nl: "in de jaren \(first) tot \(last)", fr: "dans les années \(first) à \(last)",
      en: "in the years \(first) to \(last)")
  }

  package static func unreadableInstant(_ text: String, _ fault: Instant.Fault) -> LocalizedText {
    let given = quoted(text)
    return switch fault {
    case .notATime:
      LocalizedText(
        nl: "\(given.nl) is geen tijdstip. Schrijf 2025-05-22T09:00 (tijd in Brussel) of 2025-05-22T09:00:00+02:00.",
        fr: "\(given.fr) n’est pas un instant. Écrivez 2025-05-22T09:00 (à Bruxelles) ou 2025-05-22T09:00:00+02:00.",
        en: "\(given.en) is not a time. Write 2025-05-22T09:00 (in Brussels) or 2025-05-22T09:00:00+02:00.")
    case .outOfYears:
      LocalizedText(
        nl: "“\(text)” ligt niet \(years.nl).", fr: "« \(text) » n’est pas \(years.fr).",
        en: "“\(text)” is not \(years.en).")
    case .skipped:
      LocalizedText(
        nl: "“\(text)” bestaat niet: de klok springt die nacht een uur vooruit. Kies een ander uur.",
        fr: "« \(text) » n’existe pas : l’horloge avance d’une heure cette nuit-là. Choisissez une autre heure.",
        en: "“\(text)” does not exist: the clocks go forward an hour that night. Choose another time.")
    case .twice(let first, let second):
      LocalizedText(
        nl: "“\(text)” komt die nacht twee keer voor: \(first.text) (zomertijd) of \(second.text) (wintertijd)?",
        fr: "« \(text) » existe deux fois cette nuit-là : \(first.text) (heure d’été) ou \(second.text) (d’hiver) ?",
        en: "“\(text)” occurs twice that night: \(first.text) (summer time) or \(second.text) (winter time)?")
    }
  }

  package static func invalidEmail(_ text: String) -> LocalizedText {
    let quoted = quoted(text)
    return LocalizedText(
      nl: "\(quoted.nl) is geen e-mailadres.", fr: "\(quoted.fr) n’est pas une adresse e-mail.",
      en: "\(quoted.en) is not an email address.")
  }

  package static func invalidURL(_ text: String) -> LocalizedText {
    let quoted = quoted(text)
    return LocalizedText(
      nl: "\(quoted.nl) is geen volledig http- of https-adres.",
      fr: "\(quoted.fr) n’est pas une adresse http ou https complète.",
      en: "\(quoted.en) is not a full http or https address.")
  }

  package static func invalidIdentifier(_ text: String) -> LocalizedText {
    let id = quoted(text)
    return LocalizedText(
      nl: "\(id.nl) kan geen id zijn: 1 tot 120 kleine letters, cijfers en koppeltekens, en geen gereserveerd woord.",
      fr: "\(id.fr) ne peut pas servir d’id : 1 à 120 minuscules, chiffres et traits d’union, hors mots réservés.",
      en: "\(id.en) can't be an id: 1 to 120 lowercase letters, digits and hyphens, and not a reserved word.")
  }

  package static func unknownReference(_ kind: String, _ id: String) -> LocalizedText {
    let quoted = quoted(id)
    return LocalizedText(
      nl: "Er is geen \(kind) met id \(quoted.nl).", fr: "Il n’y a pas de \(kind) avec l’id \(quoted.fr).",
      en: "There is no \(kind) with id \(quoted.en).")
  }

  package static func computedField(_ name: String) -> LocalizedText {
    LocalizedText(
      nl: "“\(name)” wordt door de server berekend en kan niet gewijzigd worden.",
      fr: "« \(name) » est calculé par le serveur et ne peut pas être modifié.",
      en: "“\(name)” is computed by the server and can't be changed.")
  }

  package static func expiryOutOfRange(days: Int) -> LocalizedText {
    LocalizedText(
      nl: "Een link werkt tot een tijdstip in de komende \(days) dagen.",
      fr: "Un lien fonctionne jusqu’à un instant des \(days) prochains jours.",
      en: "A link works until a time within the next \(days) days.")
  }

  package static func outOfRange(_ range: ClosedRange<Int>) -> LocalizedText {
    LocalizedText(
      nl: "Geef een geheel getal van \(range.lowerBound) tot \(range.upperBound).",
      fr: "Donnez un nombre entier de \(range.lowerBound) à \(range.upperBound).",
      en: "Give a whole number from \(range.lowerBound) to \(range.upperBound).")
  }

  package static let notUTF8 = LocalizedText(
    nl: "Dit is geen tekst in UTF-8. Bewaar het bestand als platte tekst (UTF-8) en probeer opnieuw.",
    fr: "Ceci n’est pas un texte en UTF-8. Enregistrez le fichier en texte brut (UTF-8) et réessayez.",
    en: "This is not text in UTF-8. Save the file as plain text (UTF-8) and try again.")

  package static func manuscriptTooLong(bytes: Int) -> LocalizedText {
    LocalizedText(
      nl: "De tekst is langer dan \(bytes) bytes. Stuur alleen het persbericht, zonder de rest van het document.",
      fr: "Le texte dépasse \(bytes) octets. Envoyez seulement le communiqué, sans le reste du document.",
      en: "The text is longer than \(bytes) bytes. Send only the press release, without the rest of the document.")
  }

  package static let datesReversed = LocalizedText(
    nl: "“from” ligt na “to”.", fr: "« from » est postérieur à « to ».", en: "“from” is later than “to”.")

  package static let invalidCursor = LocalizedText(
    nl: "Deze cursor hoort niet bij deze zoekopdracht. Begin opnieuw zonder cursor, of volg “next” ongewijzigd.",
    fr: "Ce curseur n’appartient pas à cette requête. Recommencez sans curseur, ou suivez « next » tel quel.",
    en: "This cursor does not belong to this query. Start again without it, or follow “next” unchanged.")

  package static let bothCursors = LocalizedText(
    nl: "Geef “after” of “before”, niet allebei.", fr: "Donnez « after » ou « before », pas les deux.",
    en: "Give “after” or “before”, not both.")

  static func malformedJSON(_ fault: JSONFault) -> LocalizedText {
    let reason = message(of: fault.reason)
    return LocalizedText(
      nl: "Regel \(fault.line), kolom \(fault.column): \(reason.nl).",
      fr: "Ligne \(fault.line), colonne \(fault.column) : \(reason.fr).",
      en: "Line \(fault.line), column \(fault.column): \(reason.en).")
  }

  private static func message(of reason: JSONFault.Reason) -> LocalizedText {
    switch reason {
    case .invalidUTF8:
      LocalizedText(nl: "geen geldige UTF-8", fr: "UTF-8 non valable", en: "not valid UTF-8")
    case .empty:
      LocalizedText(nl: "er is geen JSON", fr: "il n’y a pas de JSON", en: "there is no JSON")
    case .byteOrderMark:
      LocalizedText(
        nl: "de tekst begint met een byte order mark (BOM); bewaar hem als UTF-8 zonder BOM",
        fr: "le texte commence par une marque d’ordre d’octets (BOM) ; enregistrez-le en UTF-8 sans BOM",
        en: "the text begins with a byte order mark (BOM); save it as UTF-8 without one")
    case .unexpected(let text):
      LocalizedText(
        nl: "\(quoted(text).nl) hoort hier niet", fr: "\(quoted(text).fr) n’a pas sa place ici",
        en: "\(quoted(text).en) does not belong here")
    case .unterminated:
      LocalizedText(nl: "de tekst stopt te vroeg", fr: "le texte s’arrête trop tôt", en: "the text ends too early")
    case .invalidEscape:
      LocalizedText(nl: "ongeldige \\-reeks", fr: "séquence \\ non valable", en: "invalid \\ escape")
    case .invalidNumber:
      LocalizedText(nl: "ongeldig getal", fr: "nombre non valable", en: "invalid number")
    case .controlCharacter:
      LocalizedText(
        nl: "stuurteken in een tekst; schrijf het als \\n of \\u…", fr: "caractère de contrôle ; écrivez \\n ou \\u…",
        en: "control character in a string; write it as \\n or \\u…")
    case .duplicateName(let name):
      LocalizedText(
        nl: "\(quoted(name).nl) staat er al", fr: "\(quoted(name).fr) y figure déjà",
        en: "\(quoted(name).en) is already there")
    case .tooDeep(let limit):
      LocalizedText(
        nl: "meer dan \(limit) niveaus diep", fr: "plus de \(limit) niveaux de profondeur",
        en: "nested more than \(limit) levels deep")
    case .trailingText:
      LocalizedText(
        nl: "tekst na het einde van de JSON", fr: "texte après la fin du JSON", en: "text after the end of the JSON")
    }
  }
}
