// The texts of the API reference, and the translations of the API description.

import Values
import Web

enum ReferenceWords {
  /// Dutch and French translations by the English text of the description (`reference.json`).
  static let translations: [String: LocalizedText] = {
    guard case .success(.object(let words)) = JSON.parse(WebFile.referenceWords) else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: words.members.compactMap { english, others in
        guard let others = others.array?.compactMap(\.string), others.count == 2 else { return nil }
        return (english, LocalizedText(nl: others[0], fr: others[1], en: english))
      })
  }()

  /// Returns the text in a language. A text without a translation stays English and is marked as English.
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
  static let tokenField = LocalizedText(nl: "Toegangssleutel", fr: "Clé d’accès", en: "Token")
  static let answers = LocalizedText(nl: "Antwoorden", fr: "Réponses", en: "Answers")
  static let exampleAnswer = LocalizedText(nl: "Antwoord", fr: "Réponse", en: "Answer")
  static func needsScope(_ scope: String) -> LocalizedText {
    LocalizedText(
      nl: "Vereist een toegangssleutel met de bevoegdheid “\(scope)”.",
      fr: "Exige une clé d’accès avec la portée « \(scope) ».",
      en: "Requires a token with the scope “\(scope)”.")
  }

  static let referenceSections: [String: LocalizedText] = [
    "newsroom": LocalizedText(nl: "Persruimte", fr: "Espace presse", en: "Newsroom"),
    "geo": LocalizedText(nl: "Geografie", fr: "Géographie", en: "Geography"),
    "desk": LocalizedText(nl: "Redactie", fr: "Rédaction", en: "Desk"),
    "schemas": LocalizedText(nl: "Schema’s", fr: "Schémas", en: "Schemas"),
  ]

  /// The introduction, which is valid for all operations: headings and Markdown texts.
  static let parts: [(heading: LocalizedText, text: LocalizedText)] = [
    (
      LocalizedText(nl: "Formaten", fr: "Formats", en: "Formats"),
      LocalizedText(
        nl: """
          Het antwoord is JSON, tenzij het adres een ander formaat noemt (`/releases.atom`, `/sites.csv`) of het veld \
          `Accept` erom vraagt. Onbekende waarden ontbreken. Links zijn volledig. Tijden zijn in UTC (RFC 3339).
          """,
        fr: """
          La réponse est en JSON, sauf si l’adresse nomme un autre format (`/releases.atom`, `/sites.csv`) ou si le \
          champ `Accept` le demande. Les valeurs inconnues sont absentes. Les liens sont complets. Les heures sont en \
          UTC (RFC 3339).
          """,
        en: """
          The response is JSON unless the address names another format (`/releases.atom`, `/sites.csv`) or the field \
          `Accept` asks for one. Unknown values are left out. Links are complete. Times are in UTC (RFC 3339).
          """)
    ),
    (
      LocalizedText(nl: "Talen", fr: "Langues", en: "Languages"),
      LocalizedText(
        nl: "Een tekst is een map per taal: `{\"nl\": …, \"fr\": …}`. Met `?lang=nl` bevat die alleen die taal.",
        fr: "Un texte est une table par langue : `{\"nl\": …, \"fr\": …}`. Avec `?lang=fr`, seulement cette langue.",
        en: "A text is a map by language: `{\"nl\": …, \"fr\": …}`. With `?lang=fr` it has only that language.")
    ),
    (
      LocalizedText(nl: "Lijsten", fr: "Listes", en: "Lists"),
      LocalizedText(
        nl: """
          Een lijst heeft `items`, `total` en, als er meer is, `next`: het adres van de volgende pagina. Bladeren \
          slaat geen items over en herhaalt er geen. Alle filters gelden samen; van een herhaalde filter volstaat \
          één waarde.
          """,
        fr: """
          Une liste contient `items`, `total` et, s’il y en a d’autres, `next` : l’adresse de la page suivante, sans \
          doublon ni oubli. Tous les filtres s’appliquent ensemble ; pour un filtre répété, une des valeurs suffit.
          """,
        en: """
          A list has `items`, `total` and, when there is more, `next`: the address of the next page. Paging neither \
          repeats nor skips items. All filters apply together. For a repeated filter, one matching value is enough.
          """)
    ),
    (
      LocalizedText(nl: "Fouten", fr: "Erreurs", en: "Errors"),
      LocalizedText(
        nl: """
          Een fout is een `application/problem+json` (RFC 9457) in uw taal (`Accept-Language`). `issues` noemt alle \
          fouten van de invoer tegelijk, hoogstens 50; `issuesOmitted` is het aantal andere.
          """,
        fr: """
          Une erreur est un `application/problem+json` (RFC 9457) dans votre langue (`Accept-Language`). `issues` \
          énumère toutes les erreurs de l’entrée, 50 au plus ; `issuesOmitted` donne le nombre des autres.
          """,
        en: """
          An error is an `application/problem+json` (RFC 9457) in your language (`Accept-Language`). `issues` lists \
          all faults of the input at once, at most 50. `issuesOmitted` is the number of the others.
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
          Every public response has an `ETag` and a `Cache-Control`. Send `If-None-Match`: when nothing has changed, \
          the response is an empty 304.
          """)
    ),
    (
      LocalizedText(nl: "Toegangssleutels", fr: "Clés d’accès", en: "Tokens"),
      LocalizedText(
        nl: """
          Lezen vereist geen registratie. Schrijven vereist een toegangssleutel: `Authorization: Bearer nrt_…`. Noem \
          in `If-Match` de revisie die u wijzigt. Met een `Idempotency-Key` kunt u een POST veilig herhalen.
          """,
        fr: """
          Lire n’exige aucune inscription. Écrire exige une clé d’accès : `Authorization: Bearer nrt_…`. Indiquez \
          dans `If-Match` la révision que vous modifiez. Une `Idempotency-Key` permet de répéter un POST sans risque.
          """,
        en: """
          Reading requires no registration. Writing requires a token: `Authorization: Bearer nrt_…`. Name the revision \
          that you change in `If-Match`. With an `Idempotency-Key` you can repeat a POST safely.
          """)
    ),
  ]
}
