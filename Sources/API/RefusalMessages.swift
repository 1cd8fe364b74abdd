// The messages for requests that the server refuses before routing, in Dutch, French and English.

import HTTP
import Values

extension LocalizedText {
  static func refused(_ refusal: Refusal) -> LocalizedText {
    let limit = refusal.limit.map { "\($0.value)" } ?? ""
    switch refusal.code {
    case .requestLineTooLong, .headerTooLarge, .bodyTooLarge, .chunkExtensionsTooLarge, .trailersTooLarge:
      return tooLarge(refusal.code, limit)
    case .tooManyFields:
      return LocalizedText(
        nl: "De aanvraag heeft meer dan \(limit) velden in haar hoofd. Stuur er minder.",
        fr: "La requête comporte plus de \(limit) champs d’en-tête. Envoyez-en moins.",
        en: "The request has more than \(limit) header fields. Send fewer.")
    case .headerTimeout, .bodyTimeout:
      return LocalizedText(
        nl: "De aanvraag kwam niet volledig aan binnen \(limit) seconden. Stuur ze opnieuw.",
        fr: "La requête n’est pas arrivée en entier dans les \(limit) secondes. Envoyez-la à nouveau.",
        en: "The request did not arrive completely within \(limit) seconds. Send it again.")
    case .overloaded:
      return LocalizedText(
        nl: "Er wachten al \(limit) aanvragen op een antwoord. Probeer over een seconde opnieuw.",
        fr: "\(limit) requêtes attendent déjà une réponse. Réessayez dans une seconde.",
        en: "\(limit) requests are already waiting for a response. Try again in a second.")
    case .badHost:
      return LocalizedText(
        nl: "Het veld Host moet precies één keer voorkomen en een geldige naam zijn.",
        fr: "Le champ Host doit figurer une seule fois et contenir un nom valable.",
        en: "The field Host must occur exactly once and contain a valid name.")
    case .unsupportedMethod:
      return LocalizedText(
        nl: "Deze methode bestaat hier niet.", fr: "Cette méthode n’existe pas ici.",
        en: "This method does not exist here.")
    case .unsupportedVersion:
      return LocalizedText(
        nl: "Deze versie van HTTP wordt niet ondersteund. Gebruik HTTP/1.1 of HTTP/1.0.",
        fr: "Cette version de HTTP n’est pas prise en charge. Utilisez HTTP/1.1 ou HTTP/1.0.",
        en: "This version of HTTP is not supported. Use HTTP/1.1 or HTTP/1.0.")
    default:
      // These are faults of programs, not of people. Their authors find the cause in the member `reason`.
      return LocalizedText(
        nl: "De aanvraag is geen geldige HTTP.", fr: "La requête n’est pas du HTTP valable.",
        en: "The request is not valid HTTP: \(refusal.clause).")
    }
  }

  private static func tooLarge(_ code: Refusal.Code, _ limit: String) -> LocalizedText {
    let part: LocalizedText =
      switch code {
      case .requestLineTooLong: LocalizedText(nl: "Het adres", fr: "L’adresse", en: "The address")
      case .headerTooLarge:
        LocalizedText(nl: "Het hoofd van de aanvraag", fr: "L’en-tête de la requête", en: "The header")
      case .bodyTooLarge: LocalizedText(nl: "De inhoud", fr: "Le contenu", en: "The content")
      case .trailersTooLarge: LocalizedText(nl: "De trailer", fr: "Le trailer", en: "The trailer section")
      default: LocalizedText(nl: "De chunk-extensie", fr: "L’extension de chunk", en: "The chunk extension")
      }
    return LocalizedText(
      nl: "\(part.nl) is langer dan \(limit) bytes. Stuur minder.",
      fr: "\(part.fr) dépasse \(limit) octets. Envoyez-en moins.",
      en: "\(part.en) is longer than \(limit) bytes. Send less.")
  }
}
