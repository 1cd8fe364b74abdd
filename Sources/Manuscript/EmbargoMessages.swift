// The messages for embargo lines that cannot be read, one for each reason.

import Values

enum EmbargoFault: String, Error, Sendable, CaseIterable {
  case noDate, noTime, severalTimes, invalidDate, invalidTime, otherWords, zone, summerTimeGap, autumnHour, conflict
  case weekday, insideText

  var reason: LocalizedText {
    switch self {
    case .noDate:
      LocalizedText(nl: "er staat geen volledige datum", fr: "il n’y a pas de date complète", en: "it has no full date")
    case .noTime:
      LocalizedText(nl: "er staat geen uur", fr: "il n’y a pas d’heure", en: "it has no time")
    case .severalTimes:
      LocalizedText(
        nl: "er staat meer dan één datum of uur", fr: "il y a plus d’une date ou d’une heure",
        en: "it has more than one date or time")
    case .invalidDate:
      LocalizedText(nl: "de datum bestaat niet", fr: "la date n’existe pas", en: "the date does not exist")
    case .invalidTime:
      LocalizedText(nl: "het uur bestaat niet", fr: "l’heure n’existe pas", en: "the time does not exist")
    case .otherWords:
      LocalizedText(
        nl: "er staan woorden bij die de betekenis kunnen veranderen",
        fr: "elle contient des mots qui peuvent en changer le sens", en: "it has words that may change its meaning")
    case .zone:
      LocalizedText(
        nl: "de tijdzone past niet bij die dag of is niet bekend",
        fr: "le fuseau horaire ne convient pas à ce jour ou n’est pas connu",
        en: "the time zone does not fit that day or is not known")
    case .summerTimeGap:
      LocalizedText(
        nl: "dat uur bestaat niet: de klok springt dan vooruit naar de zomertijd",
        fr: "cette heure n’existe pas : l’horloge avance alors à l’heure d’été",
        en: "that time does not exist: the clocks go forward to summer time then")
    case .autumnHour:
      LocalizedText(
        nl: "dat uur komt twee keer voor: de klok gaat dan terug naar de wintertijd",
        fr: "cette heure se répète : l’horloge recule alors à l’heure d’hiver",
        en: "that hour occurs twice: the clocks go back to winter time then")
    case .weekday:
      LocalizedText(
        nl: "de dag van de week past niet bij de datum", fr: "le jour de la semaine ne correspond pas à la date",
        en: "the day of the week does not fit the date")
    case .insideText:
      LocalizedText(
        nl: "ze staat tussen andere tekst", fr: "elle se trouve au milieu d’un autre texte",
        en: "it stands in the middle of other text")
    case .conflict:
      LocalizedText(
        nl: "een andere embargoregel noemt een ander moment", fr: "une autre ligne d’embargo donne un autre moment",
        en: "another embargo line gives another time")
    }
  }
}

extension Finding {
  var embargoMessage: LocalizedText {
    let none = LocalizedText(nl: "ze is niet duidelijk", fr: "elle n’est pas claire", en: "it is not clear")
    let reason = about.flatMap(EmbargoFault.init(rawValue:))?.reason ?? none
    return LocalizedText(
      nl: "De embargoregel \(quoted.nl) kan niet worden gelezen: \(reason.nl)."
        + " Het bericht wordt tegengehouden; geef dag, maand, jaar en uur (Brusselse tijd).",
      fr: "La ligne d’embargo \(quoted.fr) ne peut pas être lue : \(reason.fr)."
        + " Le communiqué est retenu ; donnez le jour, le mois, l’année et l’heure (heure de Bruxelles).",
      en: "The embargo line \(quoted.en) cannot be read: \(reason.en)."
        + " The release is held; give day, month, year and time (Brussels time).")
  }
}
