// The messages of the findings about a publication: its day, and the size of a change.

import Values

extension Finding {
  var publicationMessage: LocalizedText {
    func day(_ language: String) -> String { WrittenDate.text(about ?? "", in: language) }
    func date(_ language: String) -> String { WrittenDate.text(value ?? "", in: language) }
    return switch code {
    case .unplannedDate:
      LocalizedText(
        nl: "De datum is \(date("nl")), maar dit verschijnt op \(day("nl")). Pas de datum of de planning aan.",
        fr: "La date est le \(date("fr")), mais la parution a lieu le \(day("fr")). Adaptez l’une ou l’autre.",
        en: "The date is \(date("en")), but publication is on \(day("en")). Change the date or the schedule.")
    case .unplannedDateline:
      LocalizedText(
        nl: "Bij plaats en datum staat \(quoted.nl), maar dit verschijnt op \(day("nl")). Pas een van beide aan.",
        fr: "Lieu et date indiquent \(quoted.fr), mais la parution a lieu le \(day("fr")). Adaptez l’un des deux.",
        en: "The dateline says \(quoted.en), but publication is on \(day("en")). Change one of the two.")
    case .unplannedAddress:
      LocalizedText(
        nl: """
          Het webadres begint met \(date("nl")), maar dit verschijnt op \(day("nl")). Wie de tekst maakte, koos dat \
          adres. Pas de planning aan, of maak de tekst opnieuw met een ander adres.
          """,
        fr: """
          L’adresse web commence par le \(date("fr")), mais la parution a lieu le \(day("fr")). L’auteur du texte a \
          choisi cette adresse. Adaptez la planification, ou recréez le texte avec une autre adresse.
          """,
        en: """
          The web address begins with \(date("en")), but publication is on \(day("en")). The author of the text chose \
          the address. Change the schedule, or make the text again with another address.
          """)
    default:
      LocalizedText(
        nl: "Een titel, getal of datum is anders: \(quoted.nl). Lezers verwachten daarbij een openbare nota.",
        fr: "Un titre, un nombre ou une date diffère : \(quoted.fr). Les lecteurs attendent alors une note publique.",
        en: "A title, number or date is different: \(quoted.en). Readers expect a public note about that.")
    }
  }
}
