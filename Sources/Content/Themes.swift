// The themes of a council's work, with their labels. Items and subscriptions name themes by their codes.

import Values

package struct Theme: Sendable, Equatable {
  package let code: String
  package let label: PerLanguage<String>
}

/// The themes that new texts may have. Stored items may have others, which are shown by their codes.
package struct Themes: Sendable {
  package let all: [Theme]
  package let codes: [String]
  private let labels: [String: PerLanguage<String>]

  /// The largest number of themes, and of themes in a filter.
  package static let limit = 100

  /// - Parameter themes: with different codes.
  init(_ themes: [Theme]) {
    all = themes
    codes = themes.map(\.code)
    labels = Dictionary(themes.map { ($0.code, $0.label) }) { first, _ in first }
  }

  package func has(_ code: String) -> Bool { labels[code] != nil }

  /// The label of a theme; its code when it is not one of these themes.
  package func label(_ code: String, in language: Language) -> String { labels[code]?[language] ?? code }

  /// The themes in the form of the settings file.
  package var json: JSON {
    .array(all.map { ["code": .string($0.code), "labels": $0.label.map] })
  }

  /// The labels by code and language.
  package var labelsJSON: JSON { .object(JSONObject(all.map { ($0.code, $0.label.map) })) }

  /// The themes of a newsroom whose settings have none.
  package static let standard = Themes([
    Theme(code: "economy", label: PerLanguage(nl: "Economie", fr: "Économie", en: "Economy")),
    Theme(code: "employment", label: PerLanguage(nl: "Werkgelegenheid", fr: "Emploi", en: "Employment")),
    Theme(code: "taxation", label: PerLanguage(nl: "Fiscaliteit", fr: "Fiscalité", en: "Taxation")),
    Theme(code: "environment", label: PerLanguage(nl: "Leefmilieu", fr: "Environnement", en: "Environment")),
    Theme(code: "mobility", label: PerLanguage(nl: "Mobiliteit", fr: "Mobilité", en: "Mobility")),
    Theme(code: "housing", label: PerLanguage(nl: "Huisvesting", fr: "Logement", en: "Housing")),
    Theme(code: "poverty", label: PerLanguage(nl: "Armoede", fr: "Pauvreté", en: "Poverty")),
    Theme(code: "diversity", label: PerLanguage(nl: "Diversiteit", fr: "Diversité", en: "Diversity")),
    Theme(
      code: "spatialPlanning",
      label: PerLanguage(nl: "Ruimtelijke ordening", fr: "Aménagement du territoire", en: "Spatial planning")),
    Theme(
      code: "socialAffairs", label: PerLanguage(nl: "Sociale zaken", fr: "Affaires sociales", en: "Social affairs")),
    Theme(code: "health", label: PerLanguage(nl: "Gezondheid", fr: "Santé", en: "Health")),
    Theme(
      code: "equalOpportunities",
      label: PerLanguage(nl: "Gelijke kansen", fr: "Égalité des chances", en: "Equal opportunities")),
  ])
}
