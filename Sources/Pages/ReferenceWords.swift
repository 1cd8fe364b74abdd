// What the reference says, and the description's English in Dutch and French.

import Values
import Web

enum ReferenceWords {
  /// Dutch and French by the English that the description has.
  static let translations: [String: LocalizedText] = {
    guard case .success(.object(let words)) = JSON.parse(WebFile.referenceWords) else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: words.members.compactMap { english, others in
        guard let others = others.array?.compactMap(\.string), others.count == 2 else { return nil }
        return (english, LocalizedText(nl: others[0], fr: others[1], en: english))
      })
  }()

  /// In the language; what nobody has translated yet stays English, and is marked so.
  static func text(_ english: String, in language: Language) -> Markup {
    if language == .en { return "\(english)" }
    guard let message = translations[english] else { return HTMLPage.tagged(english, .en) }
    return "\(message.text(in: language))"
  }
}

extension LocalizedText {
  static let reference = LocalizedText(nl: "API-documentatie", fr: "Documentation de l’API", en: "API reference")
  static let introduction = LocalizedText(nl: "Inleiding", fr: "Introduction", en: "Introduction")
  static let parameters = LocalizedText(nl: "Parameters", fr: "Paramètres", en: "Parameters")
  static let requestBody = LocalizedText(nl: "Inhoud van de aanvraag", fr: "Corps de la requête", en: "Request body")
  static let tryIt = LocalizedText(nl: "Probeer", fr: "Essayer", en: "Try it")
  static let send = LocalizedText(nl: "Verstuur", fr: "Envoyer", en: "Send")
  static let tokenField = LocalizedText(nl: "Token", fr: "Jeton", en: "Token")
  static let answers = LocalizedText(nl: "Antwoorden", fr: "Réponses", en: "Answers")
  static let exampleAnswer = LocalizedText(nl: "Antwoord", fr: "Réponse", en: "Answer")
  static func needsScope(_ scope: String) -> LocalizedText {
    LocalizedText(
      nl: "Vraagt een token met de bevoegdheid “\(scope)”.", fr: "Demande un jeton avec la portée « \(scope) ».",
      en: "Needs a token with the scope “\(scope)”.")
  }

  static let referenceSections: [String: LocalizedText] = [
    "newsroom": LocalizedText(nl: "Persruimte", fr: "Espace presse", en: "Newsroom"),
    "geo": LocalizedText(nl: "Geografie", fr: "Géographie", en: "Geography"),
    "desk": LocalizedText(nl: "Redactie", fr: "Rédaction", en: "Desk"),
    "schemas": LocalizedText(nl: "Schema’s", fr: "Schémas", en: "Schemas"),
  ]

  /// What holds for all operations: headings, and Markdown.
  static let parts: [(heading: LocalizedText, text: LocalizedText)] = [
    (
      LocalizedText(nl: "Vormen", fr: "Formes", en: "Forms"),
      LocalizedText(
        nl: """
          Het antwoord is JSON, tenzij het adres een andere vorm noemt (`/releases.atom`, `/sites.csv`) of het veld \
          `Accept` ernaar vraagt. Onbekende waarden ontbreken; links zijn volledig; tijden zijn in UTC (RFC 3339).
          """,
        fr: """
          La réponse est en JSON, sauf si l’adresse nomme une autre forme (`/releases.atom`, `/sites.csv`) ou si le \
          champ `Accept` la demande. Les valeurs inconnues sont absentes ; les liens sont complets ; les heures sont \
          en UTC (RFC 3339).
          """,
        en: """
          The answer is JSON unless the address names another form (`/releases.atom`, `/sites.csv`) or the field \
          `Accept` asks for one. Unknown values are left out; links are complete; times are in UTC (RFC 3339).
          """)
    ),
    (
      LocalizedText(nl: "Talen", fr: "Langues", en: "Languages"),
      LocalizedText(
        nl: "Tekst is een map per taal: `{\"nl\": …, \"fr\": …}`. Met `?lang=nl` blijft alleen die taal over.",
        fr: "Un texte est une table par langue : `{\"nl\": …, \"fr\": …}`. Avec `?lang=fr`, seule cette langue reste.",
        en: "Text is a map by language: `{\"nl\": …, \"fr\": …}`. With `?lang=fr` only that language is left.")
    ),
    (
      LocalizedText(nl: "Lijsten", fr: "Listes", en: "Lists"),
      LocalizedText(
        nl: """
          Een lijst heeft `items`, `total` en, als er meer is, `next`: het adres van de volgende pagina, waar niets \
          dubbel of vergeten is. Filters gelden samen; een herhaalde filter laat een keuze.
          """,
        fr: """
          Une liste contient `items`, `total` et, s’il y en a d’autres, `next` : l’adresse de la page suivante, sans \
          doublon ni oubli. Les filtres s’ajoutent ; un filtre répété laisse le choix.
          """,
        en: """
          A list has `items`, `total` and, where there is more, `next`: the address of the next page, on which nothing \
          is repeated or skipped. All filters hold together; one that is repeated leaves a choice.
          """)
    ),
    (
      LocalizedText(nl: "Fouten", fr: "Erreurs", en: "Errors"),
      LocalizedText(
        nl: """
          Een fout is een `application/problem+json` (RFC 9457) in uw taal (`Accept-Language`); `issues` noemt alle \
          fouten van de invoer tegelijk; van meer dan 50 zegt `issuesOmitted` hoeveel er ongenoemd blijven.
          """,
        fr: """
          Une erreur est un `application/problem+json` (RFC 9457) dans votre langue (`Accept-Language`) ; `issues` \
          énumère toutes les erreurs de l’entrée ; au-delà de 50, `issuesOmitted` donne le nombre des autres.
          """,
        en: """
          An error is an `application/problem+json` (RFC 9457) in your language (`Accept-Language`); `issues` lists \
          all faults of the input at once; of more than 50, `issuesOmitted` says how many are not listed.
          """)
    ),
    (
      LocalizedText(nl: "Bewaren", fr: "Mise en cache", en: "Caching"),
      LocalizedText(
        nl: """
          Elk openbaar antwoord heeft een `ETag` en een `Cache-Control`. Stuur `If-None-Match` mee: is er niets \
          veranderd, dan is het antwoord een lege 304.
          """,
        fr: """
          Chaque réponse publique porte un `ETag` et un `Cache-Control`. Envoyez `If-None-Match` : si rien n’a changé, \
          la réponse est un 304 vide.
          """,
        en: """
          Every public answer has an `ETag` and a `Cache-Control`. Send `If-None-Match`: where nothing has changed, \
          the answer is an empty 304.
          """)
    ),
    (
      LocalizedText(nl: "Tokens", fr: "Jetons", en: "Tokens"),
      LocalizedText(
        nl: """
          Lezen vraagt geen registratie. Schrijven vraagt een token: `Authorization: Bearer nrt_…`. Wie schrijft, \
          noemt in `If-Match` de revisie die hij wijzigt; een `Idempotency-Key` maakt een herhaalde POST onschadelijk.
          """,
        fr: """
          Lire ne demande aucune inscription. Écrire demande un jeton : `Authorization: Bearer nrt_…`. Qui écrit nomme \
          dans `If-Match` la révision qu’il modifie ; une `Idempotency-Key` rend un POST répété inoffensif.
          """,
        en: """
          Reading needs no registration. Writing needs a token: `Authorization: Bearer nrt_…`. Whoever writes names \
          the revision that they change in `If-Match`; an `Idempotency-Key` makes a repeated POST harmless.
          """)
    ),
  ]
}
