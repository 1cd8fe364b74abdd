// The sentences on requests that can't be met as things stand, in Dutch, French and English.

import Values

extension LocalizedText {
  static let notFound = LocalizedText(
    nl: "Op dit adres is niets te vinden.", fr: "Il n'y a rien à cette adresse.",
    en: "There is nothing at this address.")

  static func methodNotAllowed(_ allowed: String) -> LocalizedText {
    LocalizedText(
      nl: "Deze methode kan hier niet. Mogelijk zijn: \(allowed).",
      fr: "Cette méthode n'est pas possible ici. Méthodes possibles : \(allowed).",
      en: "This method is not allowed here. Allowed are: \(allowed).")
  }

  static let noToken = LocalizedText(
    nl: "Hiervoor is een token nodig: stuur het mee als “Authorization: Bearer nrt_…”.",
    fr: "Un jeton est requis : envoyez-le sous la forme « Authorization: Bearer nrt_… ».",
    en: "This needs a token: send it as “Authorization: Bearer nrt_…”.")

  static let invalidToken = LocalizedText(
    nl: "Dit token is niet geldig: onbekend, vervallen of ingetrokken.",
    fr: "Ce jeton n'est pas valable : inconnu, expiré ou révoqué.",
    en: "This token is not valid: unknown, expired or revoked.")

  static let readingMachine = LocalizedText(
    nl: "Deze machine toont alleen wat openbaar is. Stuur dit naar de machine van de redactie.",
    fr: "Cette machine ne montre que ce qui est public. Adressez-vous à la machine de la rédaction.",
    en: "This machine shows only what is public. Send this to the machine of the desk instead.")

  package static let copyUnfinished = LocalizedText(
    nl: "Op deze machine ontbreekt een volledige kopie van wat openbaar is. Probeer het zo meteen opnieuw.",
    fr: "Cette machine n'a pas de copie complète de ce qui est public. Réessayez dans un instant.",
    en: "This machine lacks a whole copy of what is public. Try again in a moment.")

  static let sessionEnded = LocalizedText(
    nl: "Uw sessie is beëindigd. Meld u opnieuw aan.", fr: "Votre session est terminée. Connectez-vous à nouveau.",
    en: "Your session has ended. Log in again.")

  static func foreignOrigin(_ origin: String?) -> LocalizedText {
    let given = origin ?? "–"
    return LocalizedText(
      nl: "Met een sessie wordt alleen aangenomen wat een eigen pagina van dit adres stuurt (Origin: \(given)).",
      fr: "Avec une session, seul est accepté ce qu'envoie une page de cette même adresse (Origin : \(given)).",
      en: "With a session only what a page of this same address sends is accepted (Origin: \(given)).")
  }

  static func missingScope(_ scope: String) -> LocalizedText {
    LocalizedText(
      nl: "Dit token heeft de bevoegdheid “\(scope)” niet.", fr: "Ce jeton n'a pas la portée « \(scope) ».",
      en: "This token lacks the scope “\(scope)”.")
  }

  static func withdrawn(_ notice: JSONObject) -> LocalizedText {
    let reasons = Dictionary(uniqueKeysWithValues: notice.texts("reason").map { ($0.language, $0.text) })
    return LocalizedText(
      nl: "Dit werd ingetrokken. \(reasons[.nl] ?? "")".trimming(" "),
      fr: "Ceci a été retiré. \(reasons[.fr] ?? "")".trimming(" "),
      en: "This was withdrawn. \(reasons[.en] ?? reasons[.nl] ?? "")".trimming(" "))
  }

  static func preconditionFailed(_ etag: String) -> LocalizedText {
    LocalizedText(
      nl: "Intussen is dit gewijzigd; de huidige ETag is \(etag). Lees opnieuw en breng uw wijziging daarop aan.",
      fr: "Modifié entre-temps ; l'ETag actuel est \(etag). Relisez et appliquez votre modification à cette version.",
      en: "This has changed meanwhile; the current ETag is \(etag). Read it again and apply your change to that.")
  }

  static let preconditionRequired = LocalizedText(
    nl: "Stuur If-Match mee met de ETag van de versie die u wijzigt.",
    fr: "Envoyez If-Match avec l'ETag de la version que vous modifiez.",
    en: "Send If-Match with the ETag of the version that you change.")

  static func unsupportedMediaType(_ type: String?, _ accepted: String) -> LocalizedText {
    let given = type ?? "–"
    return LocalizedText(
      nl: "Het type “\(given)” wordt hier niet gelezen. Mogelijk zijn: \(accepted).",
      fr: "Le type « \(given) » n'est pas lu ici. Types possibles : \(accepted).",
      en: "The type “\(given)” is not read here. Possible are: \(accepted).")
  }

  static func notAcceptable(_ offered: String) -> LocalizedText {
    LocalizedText(
      nl: "Geen van de gevraagde vormen is er. Mogelijk zijn: \(offered).",
      fr: "Aucune des formes demandées n'existe. Formes possibles : \(offered).",
      en: "None of the forms asked for exists. Possible are: \(offered).")
  }

  static let otherEpoch = LocalizedText(
    nl: "Deze cursor is van voor een herstel van de gegevens. Haal alles opnieuw op, zonder “after”.",
    fr: "Ce curseur date d'avant une restauration des données. Reprenez tout, sans « after ».",
    en: "This cursor is of before a restore of the data. Fetch everything again, without “after”.")

  static let previewEnded = LocalizedText(
    nl: "Deze voorvertoning is verlopen of ingetrokken. Vraag een nieuwe link aan wie ze u gaf.",
    fr: "Cet aperçu a expiré ou a été révoqué. Demandez un nouveau lien à la personne qui vous l'a donné.",
    en: "This preview has expired or was revoked. Ask whoever gave it to you for a new link.")

  static let tooManyWrites = LocalizedText(
    nl: "Dit token schrijft te snel: 500 aanvragen ineens en daarna 50 per seconde zijn mogelijk. Wacht even.",
    fr: "Ce jeton écrit trop vite : 500 requêtes d'un coup, puis 50 par seconde sont possibles. Patientez un instant.",
    en: "This token writes too fast: 500 requests at once and then 50 a second are possible. Wait a moment.")

  static let tooManyFailures = LocalizedText(
    nl: "Te veel ongeldige tokens vanaf dit adres: 10 per minuut zijn mogelijk. Een geldig token werkt nog steeds.",
    fr: "Trop de jetons non valables depuis cette adresse : 10 par minute au plus. Un jeton valable marche toujours.",
    en: "Too many bad tokens from this address: 10 a minute are possible. A valid token still works.")

  static let internalError = LocalizedText(
    nl: "Er liep iets mis bij ons. Er is niets gewijzigd.",
    fr: "Une erreur est survenue chez nous. Rien n'a été modifié.",
    en: "Something went wrong on our side. Nothing was changed.")

  static let storageUnavailable = LocalizedText(
    nl: "De opslag is nu niet beschikbaar (bezet of vol). Er is niets gewijzigd; probeer later opnieuw.",
    fr: "Le stockage est indisponible (occupé ou plein). Rien n'a été modifié ; réessayez plus tard.",
    en: "The storage is not available now (busy or full). Nothing was changed; try again later.")

  static func idTaken(_ id: String) -> LocalizedText {
    LocalizedText(
      nl: "De id “\(id)” is of was al in gebruik; een id wordt nooit hergebruikt.",
      fr: "L'id « \(id) » est ou a été utilisé ; un id n'est jamais réutilisé.",
      en: "The id “\(id)” is or was in use; an id is never used again.")
  }

  static func keyReused(_ key: String) -> LocalizedText {
    LocalizedText(
      nl: "De Idempotency-Key “\(key)” hoort al bij een andere aanvraag.",
      fr: "L'Idempotency-Key « \(key) » appartient déjà à une autre requête.",
      en: "The Idempotency-Key “\(key)” belongs to another request already.")
  }

  static func notADraft(_ status: String) -> LocalizedText {
    LocalizedText(
      nl: "Alleen een ontwerp kan verwijderd worden; dit is “\(status)”. Wat openbaar was, wordt ingetrokken.",
      fr: "Seul un brouillon peut être supprimé ; ceci est « \(status) ». Ce qui a été public est retiré.",
      en: "Only a draft can be deleted; this is “\(status)”. What was public is withdrawn instead.")
  }

  static func notPublic(_ status: String) -> LocalizedText {
    LocalizedText(
      nl: "Alleen wat openbaar is, kan ingetrokken worden; dit is “\(status)”.",
      fr: "Seul ce qui est public peut être retiré ; ceci est « \(status) ».",
      en: "Only what is public can be withdrawn; this is “\(status)”.")
  }

  static let alreadyWithdrawn = LocalizedText(
    nl: "Dit is ingetrokken; er kan niets meer aan gepubliceerd of gewijzigd worden.",
    fr: "Ceci a été retiré ; rien ne peut plus y être publié ni modifié.",
    en: "This was withdrawn; nothing of it can be published or changed any more.")

  static let correctionNeeded = LocalizedText(
    nl: "Dit is al openbaar: geef in “correction” een publieke nota in nl en fr mee.",
    fr: "Ceci est déjà public : donnez dans « correction » une note publique en nl et en fr.",
    en: "This is public already: give a public note in “correction”, in nl and fr.")

  static func alreadyPlanned(_ at: String) -> LocalizedText {
    LocalizedText(
      nl: "Er is al een publicatie gepland op \(at). Neem die eerst terug.",
      fr: "Une publication est déjà prévue le \(at). Annulez-la d'abord.",
      en: "A publication is already planned for \(at). Take that back first.")
  }

  static let notPlanned = LocalizedText(
    nl: "Deze publicatie is uitgevoerd of teruggenomen; er is niets terug te nemen.",
    fr: "Cette publication est exécutée ou annulée ; il n'y a rien à annuler.",
    en: "This publication is done or taken back; there is nothing to take back.")

  static func blocked(by codes: [String]) -> LocalizedText {
    let list = codes.joined(separator: ", ")
    return LocalizedText(
      nl: "Publicatie geweigerd door: \(list). Verbeter dit, of aanvaard het met “acknowledge”.",
      fr: "Publication refusée à cause de : \(list). Corrigez, ou acceptez avec « acknowledge ».",
      en: "Publication is blocked by: \(list). Mend this, or accept it with “acknowledge”.")
  }

  static func missingText(_ language: String, _ field: String) -> LocalizedText {
    LocalizedText(
      nl: "Er is geen “\(field)” in “\(language)”. Schrijf eerst die tekst.",
      fr: "Il n'y a pas de « \(field) » en « \(language) ». Rédigez d'abord ce texte.",
      en: "There is no “\(field)” in “\(language)”. Write that text first.")
  }

  static func pastExpiry(_ at: String) -> LocalizedText {
    LocalizedText(
      nl: "\(at) is voorbij; zo'n token zou nooit werken.",
      fr: "\(at) est passé ; un tel jeton ne marcherait jamais.",
      en: "\(at) has passed; such a token would never work.")
  }

  static func alreadyRevoked(_ at: String) -> LocalizedText {
    LocalizedText(
      nl: "Dit token werd al ingetrokken op \(at).", fr: "Ce jeton a déjà été révoqué le \(at).",
      en: "This token was revoked already, on \(at).")
  }

  static func secretShownOnce(_ address: String) -> LocalizedText {
    LocalizedText(
      nl: "Deze aanvraag maakte al \(address); het geheim werd toen getoond en wordt niet meer getoond. Trek dit in "
        + "(DELETE) en vraag een nieuw, met een andere sleutel.",
      fr: "Cette requête a déjà créé \(address) ; le secret a été montré alors et ne l'est plus. "
        + "Révoquez (DELETE) et demandez-en un autre, avec une autre clé.",
      en: "This request has made \(address) already; the secret was shown then and is not shown again. Revoke that "
        + "(DELETE) and ask for another, with another key.")
  }

  /// - Parameter names: who else may publish.
  static func secondPersonNeeded(_ writer: String, among names: [String]) -> LocalizedText {
    let list = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    let who =
      names.isEmpty
      ? LocalizedText(
        nl: "Nog niemand anders heeft een token met de bevoegdheid “publish”: een beheerder kan er een maken.",
        fr: "Personne d'autre n'a encore de jeton avec la portée « publish » : un administrateur peut en créer un.",
        en: "Nobody else has a token with the scope “publish” yet: an admin can make one.")
      : LocalizedText(nl: "Dat kan: \(list).", fr: "Peuvent le faire : \(list).", en: "Who may: \(list).")
    return LocalizedText(
      nl: "“\(writer)” schreef deze revisie; een tweede persoon moet ze publiceren. \(who.nl)",
      fr: "« \(writer) » a écrit cette révision ; une deuxième personne doit la publier. \(who.fr)",
      en: "“\(writer)” wrote this revision; a second person has to publish it. \(who.en)")
  }
}
