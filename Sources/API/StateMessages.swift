// The messages for requests that the current state does not allow, in Dutch, French and English.

import Values

extension LocalizedText {
  static let notFound = LocalizedText(
    nl: "Op dit adres is niets te vinden. Controleer het adres.",
    fr: "Il n’y a rien à cette adresse. Vérifiez l’adresse.",
    en: "There is nothing at this address. Check the address.")

  static func methodNotAllowed(_ allowed: String) -> LocalizedText {
    LocalizedText(
      nl: "Deze methode kan hier niet. Gebruik een van deze: \(allowed).",
      fr: "Cette méthode n’est pas possible ici. Utilisez une de celles-ci : \(allowed).",
      en: "This method is not allowed here. Use one of these: \(allowed).")
  }

  static let noToken = LocalizedText(
    nl: "Hiervoor is een toegangssleutel nodig. Stuur die mee als “Authorization: Bearer nrt_…”.",
    fr: "Une clé d’accès est requise. Envoyez-la sous la forme « Authorization: Bearer nrt_… ».",
    en: "This requires a token. Send it as “Authorization: Bearer nrt_…”.")

  static let invalidToken = LocalizedText(
    nl: "Deze toegangssleutel is niet geldig: onbekend, vervallen of ingetrokken. Vraag een beheerder een nieuwe.",
    fr: "Cette clé d’accès n’est pas valable : inconnue, expirée ou révoquée. Demandez-en une à un administrateur.",
    en: "This token is not valid: it is unknown, expired or revoked. Ask an administrator for a new one.")

  static let readReplica = LocalizedText(
    nl: "Deze server toont alleen wat openbaar is. Stuur de aanvraag naar de server van de redactie.",
    fr: "Ce serveur ne montre que ce qui est public. Envoyez la requête au serveur de la rédaction.",
    en: "This server shows only public content. Send the request to the server of the desk.")

  package static let copyUnfinished = LocalizedText(
    nl: "Deze server heeft nog geen volledige kopie van wat openbaar is. Probeer het zo meteen opnieuw.",
    fr: "Ce serveur n’a pas encore de copie complète de ce qui est public. Réessayez dans un instant.",
    en: "This server has no complete copy of the public content yet. Try again in a moment.")

  static let sessionEnded = LocalizedText(
    nl: "Uw sessie is beëindigd. Meld u opnieuw aan.", fr: "Votre session est terminée. Connectez-vous à nouveau.",
    en: "Your session has ended. Log in again.")

  static func foreignOrigin(_ origin: String?, own address: String) -> LocalizedText {
    let given = origin.flatMap { $0.isEmpty ? nil : $0 } ?? "–"
    let desk = address + "/desk"
    return LocalizedText(
      nl: "De aanvraag komt van een andere website (Origin: \(given)). Gebruik de redactie op \(desk).",
      fr: "La requête vient d’un autre site (Origin : \(given)). Utilisez la rédaction à l’adresse \(desk).",
      en: "The request comes from another website (Origin: \(given)). Use the desk at \(desk).")
  }

  static func missingScope(_ scope: String) -> LocalizedText {
    LocalizedText(
      nl: "Deze toegangssleutel mist de bevoegdheid “\(scope)”. Vraag een beheerder een sleutel die ze heeft.",
      fr: "Cette clé d’accès n’a pas la portée « \(scope) ». Demandez à un administrateur une clé qui l’a.",
      en: "This token lacks the scope “\(scope)”. Ask an administrator for a token that has it.")
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
      nl: "Dit is intussen gewijzigd; de huidige ETag is \(etag). Lees het opnieuw en pas uw wijziging daarop toe.",
      fr: "Ceci a été modifié entre-temps ; l’ETag actuel est \(etag). Relisez et appliquez-y votre modification.",
      en: "This has changed in the meantime; the current ETag is \(etag). Read it again and apply your change to it.")
  }

  static func existsAlready(_ etag: String) -> LocalizedText {
    LocalizedText(
      nl: "Dit bestaat al met de ETag \(etag), en If-None-Match sluit die uit.",
      fr: "Ceci existe déjà avec l’ETag \(etag), que If-None-Match exclut.",
      en: "This item already exists with the ETag \(etag), which If-None-Match excludes.")
  }

  static let partialContent = LocalizedText(
    nl: "Content-Range kan niet bij PUT. Stuur de volledige inhoud, zonder dat veld.",
    fr: "Content-Range n’est pas possible avec PUT. Envoyez le contenu complet, sans ce champ.",
    en: "Content-Range is not possible with PUT. Send the complete content, without that field.")

  static let preconditionRequired = LocalizedText(
    nl: "If-Match ontbreekt. Stuur het mee met de ETag van de versie die u wijzigt.",
    fr: "If-Match est absent. Envoyez-le avec l’ETag de la version que vous modifiez.",
    en: "If-Match is missing. Send it with the ETag of the version that you change.")

  static func unsupportedMediaType(_ type: String?, _ accepted: String) -> LocalizedText {
    guard let type else {
      return LocalizedText(
        nl: "Content-Type ontbreekt. Gebruik een van deze: \(accepted).",
        fr: "Content-Type est absent. Utilisez un de ceux-ci : \(accepted).",
        en: "Content-Type is missing. Use one of these: \(accepted).")
    }
    return LocalizedText(
      nl: "Het type “\(type)” wordt hier niet gelezen. Gebruik een van deze: \(accepted).",
      fr: "Le type « \(type) » n’est pas lu ici. Utilisez un de ceux-ci : \(accepted).",
      en: "The type “\(type)” is not supported here. Use one of these: \(accepted).")
  }

  static func notAcceptable(_ offered: String) -> LocalizedText {
    LocalizedText(
      nl: "Geen van de gevraagde formaten is beschikbaar. Kies een van deze: \(offered).",
      fr: "Aucun des formats demandés n’est disponible. Choisissez un de ceux-ci : \(offered).",
      en: "None of the requested formats is available. Choose one of these: \(offered).")
  }

  static let otherEpoch = LocalizedText(
    nl: "Deze cursor dateert van voor een herstel van de gegevens. Haal alles opnieuw op, zonder “after”.",
    fr: "Ce curseur date d’avant une restauration des données. Récupérez à nouveau tout, sans « after ».",
    en: "This cursor dates from before a restore of the data. Fetch everything again, without “after”.")

  static let previewEnded = LocalizedText(
    nl: "Deze voorvertoning is verlopen of ingetrokken. Vraag een nieuwe link aan wie ze u gaf.",
    fr: "Cet aperçu a expiré ou a été révoqué. Demandez un nouveau lien à la personne qui vous l’a donné.",
    en: "This preview has expired or was revoked. Ask the person who gave it to you for a new link.")

  static let tooManyWrites = LocalizedText(
    nl: "Deze toegangssleutel schrijft te snel: hoogstens 500 aanvragen ineens en dan 50 per seconde. Wacht even.",
    fr: "Cette clé d’accès écrit trop vite : 500 requêtes d’un coup au plus, puis 50 par seconde. Patientez.",
    en: "This token writes too fast: the limit is 500 requests at once and then 50 a second. Wait a moment.")

  static let tooManyFailures = LocalizedText(
    nl: "Van dit adres komen te veel ongeldige toegangssleutels; het maximum is 10 per minuut. Een geldige werkt nog.",
    fr: "Trop de clés d’accès non valables viennent de cette adresse (10 par minute au plus). Une clé valable marche.",
    en: "Too many invalid tokens come from this address; the limit is 10 a minute. A valid token still works.")

  static let internalError = LocalizedText(
    nl: "Er liep iets mis bij ons. Er is niets gewijzigd. Probeer het later opnieuw.",
    fr: "Une erreur est survenue chez nous. Rien n’a été modifié. Réessayez plus tard.",
    en: "Something went wrong on our side. Nothing was changed. Try again later.")

  /// - Parameter limit: the processor time that a query may take.
  static func tooBroad(_ limit: Duration) -> LocalizedText {
    let time = Int(limit / .milliseconds(1))
    return LocalizedText(
      nl: "Deze vraag kostte meer dan \(time) ms rekentijd. Vraag minder ineens: een kortere periode, een volledig"
        + " woord in plaats van het begin ervan, of geen facetten.",
      fr: "Cette requête a dépassé \(time) ms de calcul. Demandez moins à la fois : une période plus courte, un mot"
        + " entier plutôt que son début, ou aucune facette.",
      en: "This query took more than \(time) ms of processor time. Ask for less at once: a shorter period, a whole word"
        + " instead of its beginning, or no facets.")
  }

  static let storageUnavailable = LocalizedText(
    nl: "De opslag is bezet of vol. Er is niets gewijzigd. Probeer het later opnieuw.",
    fr: "Le stockage est occupé ou plein. Rien n’a été modifié. Réessayez plus tard.",
    en: "The storage is busy or full. Nothing was changed. Try again later.")

  static func idTaken(_ id: String) -> LocalizedText {
    LocalizedText(
      nl: "De id “\(id)” is of was al in gebruik en wordt nooit hergebruikt. Kies een andere id.",
      fr: "L’id « \(id) » est ou a été utilisé, et n’est jamais réutilisé. Choisissez un autre id.",
      en: "The id “\(id)” is or was in use and is never used again. Choose another id.")
  }

  static func keyReused(_ key: String) -> LocalizedText {
    LocalizedText(
      nl: "De Idempotency-Key “\(key)” hoort al bij een andere aanvraag. Gebruik een nieuwe sleutel.",
      fr: "L’Idempotency-Key « \(key) » appartient déjà à une autre requête. Utilisez une nouvelle clé.",
      en: "The Idempotency-Key “\(key)” already belongs to another request. Use a new key.")
  }

  static func notADraft(_ status: String) -> LocalizedText {
    LocalizedText(
      nl: "Alleen een ontwerp kan gewist worden; dit is “\(status)”. Trek in wat openbaar was.",
      fr: "Seul un brouillon peut être supprimé ; ceci est « \(status) ». Retirez ce qui a été public.",
      en: "Only a draft can be deleted; this is “\(status)”. Withdraw an item that was public.")
  }

  static func notPublic(_ status: String) -> LocalizedText {
    LocalizedText(
      nl: "Alleen een openbaar item kan ingetrokken worden; dit is “\(status)”. Wis een ontwerp.",
      fr: "Seul un élément public peut être retiré ; ceci est « \(status) ». Supprimez un brouillon.",
      en: "Only a public item can be withdrawn; this is “\(status)”. Delete a draft.")
  }

  static let alreadyWithdrawn = LocalizedText(
    nl: "Dit is al ingetrokken. Een nieuwe publicatie met een openbare nota maakt het weer openbaar.",
    fr: "Ceci a déjà été retiré. Une nouvelle publication avec une note publique le rend à nouveau public.",
    en: "This was already withdrawn. A new publication with a public note makes it public again.")

  static let correctionNeeded = LocalizedText(
    nl: "Dit was al openbaar. Geef een openbare nota mee in nl en fr (“correction”), of publiceer het als “minor”.",
    fr: "Ceci a déjà été public. Ajoutez une note publique en nl et fr (« correction »), ou publiez comme « minor ».",
    en: "This was public before. Add a public note in nl and fr (“correction”), or publish it as “minor”.")

  static func alreadyPlanned(_ at: Instant) -> LocalizedText {
    let written = at.written
    return LocalizedText(
      nl: "Er is al een publicatie gepland op \(written.nl). Annuleer die eerst.",
      fr: "Une publication est déjà prévue le \(written.fr). Annulez-la d’abord.",
      en: "A publication is already planned for \(written.en). Cancel it first.")
  }

  static let notPlanned = LocalizedText(
    nl: "Deze publicatie is al uitgevoerd of geannuleerd. Bekijk de publicaties van dit item.",
    fr: "Cette publication est déjà effectuée ou annulée. Consultez les publications de cet élément.",
    en: "This publication is already done or cancelled. Look at the publications of this item.")

  static func blocked(by codes: [String]) -> LocalizedText {
    let list = codes.joined(separator: ", ")
    return LocalizedText(
      nl: "Deze bevindingen houden de publicatie tegen: \(list). Verbeter ze, of aanvaard ze met “acknowledge”.",
      fr: "Ces constats bloquent la publication : \(list). Corrigez-les, ou acceptez-les avec « acknowledge ».",
      en: "These findings block the publication: \(list). Fix them, or accept them with “acknowledge”.")
  }

  static func missingText(_ language: String, _ field: String) -> LocalizedText {
    LocalizedText(
      nl: "Er is geen “\(field)” in “\(language)”. Schrijf eerst die tekst.",
      fr: "Il n’y a pas de « \(field) » en « \(language) ». Rédigez d’abord ce texte.",
      en: "There is no “\(field)” in “\(language)”. Write that text first.")
  }

  static func pastExpiry(_ at: Instant) -> LocalizedText {
    let written = at.written
    return LocalizedText(
      nl: "Het einde, \(written.nl), is voorbij: de toegangssleutel zou nooit werken. Kies een later tijdstip.",
      fr: "La fin, le \(written.fr), est passée : la clé d’accès ne servirait jamais. Choisissez un moment ultérieur.",
      en: "The end, \(written.en), has passed: the access key would never work. Choose a later time.")
  }

  static func alreadyRevoked(_ at: String) -> LocalizedText {
    LocalizedText(
      nl: "Deze toegangssleutel werd al ingetrokken op \(at).",
      fr: "Cette clé d’accès a déjà été révoquée le \(at).",
      en: "This token was already revoked on \(at).")
  }

  static func secretShownOnce(_ address: String) -> LocalizedText {
    LocalizedText(
      nl: "Deze aanvraag maakte al \(address). Het geheim werd alleen toen getoond. Trek het in (DELETE) en maak een "
        + "nieuw, met een andere sleutel.",
      fr: "Cette requête a déjà créé \(address). Le secret n’a été montré qu’alors. Révoquez-le (DELETE) et créez-en "
        + "un autre, avec une autre clé.",
      en: "This request already created \(address). Its secret was shown only then. Revoke it (DELETE) and create "
        + "another with another key.")
  }

  /// - Parameter names: the names of other people who may publish.
  static func secondPersonNeeded(_ writer: String, among names: [String]) -> LocalizedText {
    let who = publishers(names)
    return LocalizedText(
      nl: "“\(writer)” schreef mee aan deze tekst. Iemand anders moet hem publiceren. \(who.nl)",
      fr: "« \(writer) » a participé à ce texte. Quelqu’un d’autre doit le publier. \(who.fr)",
      en: "“\(writer)” wrote a part of this text. Someone else has to publish it. \(who.en)")
  }

  static func secondPersonNeededForNote(among names: [String]) -> LocalizedText {
    let who = publishers(names)
    return LocalizedText(
      nl: "Ook de nota bij een rectificatie is tekst. Bewaar ze met de tekst. Iemand anders moet beide publiceren. "
        + who.nl,
      fr: "La note d’un rectificatif est aussi du texte. Enregistrez-la avec le texte. Quelqu’un d’autre doit publier "
        + "les deux. \(who.fr)",
      en: "The note of a correction is text too. Save it with the text. Someone else has to publish both. \(who.en)")
  }

  private static func publishers(_ names: [String]) -> LocalizedText {
    let list = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    return names.isEmpty
      ? LocalizedText(
        nl: "Iedereen die mag publiceren, schreef mee. Vraag een beheerder om nog een collega toe te laten.",
        fr: "Tous ceux qui peuvent publier y ont participé. Demandez un autre collègue à un administrateur.",
        en: "Everyone who may publish has worked on it. Ask an administrator to allow another colleague.")
      : LocalizedText(nl: "Vraag het aan: \(list).", fr: "Demandez à : \(list).", en: "Ask: \(list).")
  }
}
