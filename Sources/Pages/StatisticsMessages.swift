// The words of the statistics page, in Dutch, French and English.

import Values

extension LocalizedText {
  static let statistics = LocalizedText(nl: "Statistieken", fr: "Statistiques", en: "Statistics")
  static let readsByDay = LocalizedText(nl: "Lezingen per dag", fr: "Lectures par jour", en: "Reads by day")
  static let reads = LocalizedText(nl: "Lezingen", fr: "Lectures", en: "Reads")
  static let dayName = LocalizedText(nl: "Dag", fr: "Jour", en: "Day")
  static let numbers = LocalizedText(nl: "De cijfers per dag", fr: "Les chiffres par jour", en: "The numbers by day")
  static let releaseName = LocalizedText(nl: "Per persbericht", fr: "Par communiqué", en: "By press release")
  static let formName = LocalizedText(nl: "Per formaat", fr: "Par format", en: "By format")
  static let searchName = LocalizedText(
    nl: "Gezocht en niet gevonden", fr: "Recherché sans résultat", en: "Searched for and not found")
  static let otherSearches = LocalizedText(
    nl: "andere, die niet bewaard worden", fr: "autres, non conservées", en: "others, which are not stored")
  static let noSearches = LocalizedText(
    nl: "Elke zoekvraag vond iets.", fr: "Chaque recherche a donné un résultat.", en: "Every search found something.")
  static let fromDay = LocalizedText(nl: "Van", fr: "Du", en: "From")
  static let toDay = LocalizedText(nl: "Tot en met", fr: "Au", en: "To")
  static let showDays = LocalizedText(nl: "Toon", fr: "Afficher", en: "Show")
  static let whatIsCounted = LocalizedText(
    nl:
      "Geteld wordt hoe vaak een persbericht is opgevraagd, ook door programma’s. Wie het las, wordt niet bijgehouden.",
    fr: "On compte les consultations d’un communiqué, celles des programmes aussi. Qui l’a lu n’est pas enregistré.",
    en: "Counts how often a release was requested, also by programs. Readers are not recorded.")

  package static func tooManyDays(_ limit: Int) -> LocalizedText {
    LocalizedText(
      nl: "Kies een periode van ten hoogste \(limit) dagen.", fr: "Choisissez une période de \(limit) jours au plus.",
      en: "Choose a period of at most \(limit) days.")
  }
}
