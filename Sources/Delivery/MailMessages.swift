// Messages of the mail and of its subscription pages, in Dutch, French and English.

import Values

extension LocalizedText {
  // MARK: The form

  package static let subscribeTitle = LocalizedText(
    nl: "Persberichten per e-mail", fr: "Les communiqués de presse par e-mail", en: "Press releases by email")
  package static let subscribePurpose = LocalizedText(
    nl:
      "U krijgt elk persbericht op het moment dat het verschijnt, en ook wat eraan gecorrigeerd of ingetrokken wordt.",
    fr: "Vous recevez chaque communiqué dès sa parution, ainsi que les rectificatifs et les retraits éventuels.",
    en: "You get each press release as soon as it is published, and any correction or withdrawal of it.")
  package static let mailAddress = LocalizedText(
    nl: "Uw e-mailadres", fr: "Votre adresse e-mail", en: "Your email address")
  package static let mailLanguage = LocalizedText(
    nl: "In welke taal?", fr: "Dans quelle langue\u{A0}?", en: "In which language?")
  package static let allThemes = LocalizedText(
    nl: "Kiest u er geen, dan krijgt u alles.", fr: "Sans choix de votre part, vous recevez tout.",
    en: "If you choose none, you get everything.")
  package static let subscribe = LocalizedText(nl: "Schrijf me in", fr: "Je m’inscris", en: "Subscribe")
  package static let mailPrivacy = LocalizedText(
    nl: """
      We gebruiken uw adres alleen hiervoor. Uitschrijven kan met één klik in elk bericht; daarna wissen we het adres.
      """,
    fr: """
      Votre adresse ne sert qu’à cela. Chaque message permet de se désinscrire en un clic\u{A0}; l’adresse est alors \
      effacée.
      """,
    en: """
      We use your address only for this. You can unsubscribe with one click in every message; we then erase it.
      """)
  package static func undeliverable(_ text: String) -> LocalizedText {
    LocalizedText(
      nl: "Naar “\(text)” kunnen we niet mailen: alleen letters zonder accenten, cijfers en de gewone tekens.",
      fr:
        "Nous ne pouvons pas écrire à «\u{A0}\(text)\u{A0}»\u{A0}: lettres sans accents, chiffres et signes usuels.",
      en: "We can't send mail to “\(text)”: use letters without accents, digits and common punctuation.")
  }
  package static let tooManySubscriptions = LocalizedText(
    nl: "Er kwamen te veel inschrijvingen na elkaar. Probeer het over een uur opnieuw.",
    fr: "Trop d’inscriptions se sont suivies. Réessayez dans une heure.",
    en: "There were too many subscription requests. Try again in an hour.")

  // MARK: The pages

  package static let requestedTitle = LocalizedText(
    nl: "Kijk in uw mailbox", fr: "Consultez votre boîte mail", en: "Check your mailbox")
  package static let requestedBody = LocalizedText(
    nl: """
      We stuurden u een e-mail met een link om uw inschrijving te bevestigen. De link werkt 48 uur. Komt er niets aan? \
      Kijk dan bij de ongewenste e-mail, of probeer het over een uur opnieuw.
      """,
    fr: """
      Nous vous avons envoyé un e-mail avec un lien pour confirmer votre inscription. Il est valable 48 heures. Rien \
      reçu\u{A0}? Regardez dans les courriers indésirables, ou réessayez dans une heure.
      """,
    en: """
      We have sent you an email with a link to confirm your subscription. The link works for 48 hours. No message? \
      Check your spam folder, or try again in an hour.
      """)
  package static let confirmQuestion = LocalizedText(
    nl: "Bevestig uw inschrijving", fr: "Confirmez votre inscription", en: "Confirm your subscription")
  package static let confirmExplanation = LocalizedText(
    nl: "Eén klik nog, en u krijgt onze persberichten per e-mail.",
    fr: "Encore un clic, et vous recevrez nos communiqués de presse par e-mail.",
    en: "One more click, and you will get our press releases by email.")
  package static let confirm = LocalizedText(
    nl: "Inschrijving bevestigen", fr: "Confirmer l’inscription", en: "Confirm subscription")
  package static let confirmedTitle = LocalizedText(
    nl: "U bent ingeschreven", fr: "Vous êtes inscrit", en: "You are subscribed")
  package static let confirmedBody = LocalizedText(
    nl: "Vanaf nu krijgt u onze persberichten per e-mail.",
    fr: "Dès à présent, vous recevez nos communiqués de presse par e-mail.",
    en: "From now on you will get our press releases by email.")
  package static let endQuestion = LocalizedText(
    nl: "Wilt u zich uitschrijven?", fr: "Vous désinscrire\u{A0}?", en: "Unsubscribe?")
  package static let endExplanation = LocalizedText(
    nl: "U krijgt dan geen persberichten meer per e-mail, en we wissen uw adres.",
    fr: "Vous ne recevrez plus nos communiqués par e-mail, et votre adresse sera effacée.",
    en: "You will get no more press releases by email, and we will erase your address.")
  package static let unsubscribe = LocalizedText(nl: "Uitschrijven", fr: "Se désinscrire", en: "Unsubscribe")
  package static let endedTitle = LocalizedText(
    nl: "U bent uitgeschreven", fr: "Vous êtes désinscrit", en: "You have unsubscribed")
  package static let endedBody = LocalizedText(
    nl: "We sturen u niets meer en hebben uw adres gewist.",
    fr: "Nous ne vous enverrons plus rien et votre adresse est effacée.",
    en: "We will send you nothing more, and we have erased your address.")
  package static let linkEnded = LocalizedText(
    nl: "Deze link is verlopen. Schrijf u opnieuw in, dan krijgt u een nieuwe.",
    fr: "Ce lien a expiré. Inscrivez-vous à nouveau pour en recevoir un autre.",
    en: "This link has expired. Subscribe again to get a new one.")

  // MARK: The messages

  static func confirmTitle(_ council: String) -> LocalizedText {
    LocalizedText(
      nl: "Bevestig uw inschrijving bij \(council)", fr: "Confirmez votre inscription auprès de \(council)",
      en: "Confirm your subscription to \(council)")
  }
  static func confirmAsk(_ council: String) -> LocalizedText {
    LocalizedText(
      nl: """
        Iemand, wellicht uzelf, vroeg om de persberichten van \(council) op dit adres te krijgen. Bevestig het binnen \
        48 uur met deze link:
        """,
      fr: """
        Quelqu’un, sans doute vous-même, a demandé à recevoir à cette adresse les communiqués de presse de \
        \(council). Confirmez-le dans les 48 heures par ce lien\u{A0}:
        """,
      en: """
        Someone, probably you, asked to get the press releases of \(council) at this address. Confirm this within 48 \
        hours with this link:
        """)
  }
  static let confirmElse = LocalizedText(
    nl: "Was u het niet? Dan hoeft u niets te doen: zonder bevestiging krijgt u niets en wissen we dit adres.",
    fr: """
      Ce n’était pas vous\u{A0}? Ne faites rien\u{A0}: sans confirmation, vous ne recevrez rien et cette adresse sera \
      effacée.
      """,
    en: "Wasn’t it you? Ignore this message: without confirmation we send nothing and erase the address.")
  static func corrected(_ title: String) -> LocalizedText {
    LocalizedText(nl: "Rectificatie: \(title)", fr: "Rectificatif\u{A0}: \(title)", en: "Correction: \(title)")
  }
  static let withdrawnRelease = LocalizedText(
    nl: "Ingetrokken persbericht", fr: "Communiqué de presse retiré", en: "Press release withdrawn")
  static func withdrawnMessage(_ council: String) -> LocalizedText {
    LocalizedText(
      nl: "\(council) heeft een persbericht ingetrokken dat u eerder kreeg. Gelieve het niet meer te gebruiken.",
      fr: "\(council) a retiré un communiqué de presse que vous aviez reçu. Merci de ne plus l’utiliser.",
      en: "\(council) has withdrawn a press release that we sent you. Please do not use it.")
  }
  static let readOnSite = LocalizedText(
    nl: "Lees dit persbericht op de website", fr: "Lire ce communiqué sur le site",
    en: "Read this release on the website")
  static func reasonOfMail(_ council: String) -> LocalizedText {
    LocalizedText(
      nl: "U krijgt dit bericht omdat u zich inschreef voor de persberichten van \(council).",
      fr: "Vous recevez ce message car vous êtes inscrit aux communiqués de presse de \(council).",
      en: "You get this message because you subscribed to the press releases of \(council).")
  }
}
