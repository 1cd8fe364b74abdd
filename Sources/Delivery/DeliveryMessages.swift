// Messages about deliveries and subscriptions, in Dutch, French and English.

import Outbound
import Values

extension LocalizedText {
  /// Why an address may not or cannot be reached.
  package static func unreachable(_ error: TransferError) -> LocalizedText {
    switch error {
    case .malformedURL:
      LocalizedText(
        nl: "Dit is geen volledig adres in ASCII, zoals https://redactie.example/hook.",
        fr: "Ce n’est pas une adresse complète en ASCII, comme https://redaction.example/hook.",
        en: "This is not a full address in ASCII, such as https://newsdesk.example/hook.")
    case .schemeRefused(allowsHTTP: false):
      LocalizedText(
        nl: "Alleen https-adressen zijn toegelaten.", fr: "Seules les adresses https sont admises.",
        en: "Only https addresses are allowed.")
    case .schemeRefused(allowsHTTP: true):
      LocalizedText(
        nl: "Alleen http- en https-adressen zijn toegelaten.", fr: "Seules les adresses http et https sont admises.",
        en: "Only http and https addresses are allowed.")
    case .credentialsInURL:
      LocalizedText(
        nl: "Het adres bevat een gebruikersnaam of wachtwoord. Laat die weg; elke aflevering is ondertekend.",
        fr: "L’adresse contient un nom d’utilisateur ou un mot de passe. Omettez-les\u{A0}; chaque envoi est signé.",
        en: "The address contains a user name or password. Leave them out; every delivery is signed.")
    case .addressRefused(let address, let purpose):
      LocalizedText(
        nl: "Het leidt naar \(address), en dat is geen openbare server (\(purpose.rawValue)).",
        fr: "Elle mène à \(address), qui n’est pas un serveur public (\(purpose.rawValue)).",
        en: "It leads to \(address), which is not a public server (\(purpose.rawValue)).")
    case .unresolvable(let host):
      LocalizedText(
        nl: "De naam \(host) heeft geen adres. Kijk hem na.", fr: "Le nom \(host) n’a pas d’adresse. Vérifiez-le.",
        en: "The name \(host) has no address. Check it.")
    default:
      LocalizedText(
        nl: "Dit adres kan niet bereikt worden: \(error).", fr: "Cette adresse ne peut être atteinte\u{A0}: \(error).",
        en: "This address can't be reached: \(error).")
    }
  }

  package static func tooManyListeners(_ limit: Int) -> LocalizedText {
    LocalizedText(
      nl: "Er luisteren al \(limit) anderen. Probeer over enkele seconden opnieuw, of volg /changes.",
      fr: "\(limit) autres écoutent déjà. Réessayez dans quelques secondes, ou suivez /changes.",
      en: "\(limit) clients are already listening. Try again in a few seconds, or follow /changes.")
  }

  package static let subscriptionEnded = LocalizedText(
    nl: "Dit abonnement is beëindigd. Maak een nieuw.", fr: "Cet abonnement a pris fin. Créez-en un autre.",
    en: "This subscription has ended. Create a new one.")

  package static let notSent = LocalizedText(
    nl: "Alleen wat afgeleverd of mislukt is, kan opnieuw gestuurd worden; dit wacht nog of werd geschrapt.",
    fr: "Seul ce qui est remis ou a échoué peut être renvoyé\u{A0}; ceci attend encore ou a été abandonné.",
    en: "Only a delivered or failed delivery can be sent again; this one is still waiting or was dropped.")
}
