// One thing that a press officer should know about a release before it goes out.

/// A finding, from a manuscript or from the desk's own checks of a release. Its sentence is in `FindingSentences`.
package struct Finding: Sendable, Hashable {
  package enum Severity: String, Sendable {
    /// Blocks publication until it is acknowledged by code.
    case error
    case warning
  }

  package var code: FindingCode
  /// The line of the raw text, from 1; absent for what is about the whole, or about a release that was no manuscript.
  package var line: Int?
  /// The field it is about, as in the JSON document: `contacts[1].phone`, `title.fr`.
  package var place: String?
  /// The text it is about, as printed.
  package var value: String?
  /// A second fact where the sentence needs one: the language that is missing, the site that is suggested, the day that
  /// would fit, the reason why an embargo line cannot be read.
  package var about: String?

  package init(
    _ code: FindingCode, line: Int? = nil, place: String? = nil, value: String? = nil, about: String? = nil
  ) {
    self.code = code
    self.line = line
    self.place = place
    self.value = value
    self.about = about
  }

  /// What a dead link is about whose server has failed for days, where another's page is gone.
  package static let isUnanswered = "unanswered"

  package var severity: Severity { code.severity }

  /// What was found, where, and what to do about it, in `nl`, `fr` or `en`; in `nl` for any other language.
  package func detail(in language: String) -> String {
    let message = message
    return switch language {
    case "fr": (line.map { "Ligne \($0) : " } ?? "") + message.fr
    case "en": (line.map { "Line \($0): " } ?? "") + message.en
    default: (line.map { "Regel \($0): " } ?? "") + message.nl
    }
  }
}

/// The closed list of findings.
package enum FindingCode: String, Sendable, CaseIterable, Hashable {
  case notText, missingTitle, missingText, missingLanguage, outdatedLanguage
  case placeholderLink, emptyLink, unreadableEmbargo
  case noContact, invalidPhone, extraContactDetail, contactWithoutName
  case noReleaseDate, invalidDate, unclearDate, weekdayMismatch
  case unknownSite, suggestedSite
  case deadLink, unsafeLink, unclosedMarkdown, escapedHTML
  case unclearLanguage, unplacedText, unknownCorrected, hiddenReference

  package var severity: Finding.Severity {
    switch self {
    case .notText, .missingTitle, .missingText, .missingLanguage, .placeholderLink, .emptyLink, .unreadableEmbargo:
      .error
    default: .warning
    }
  }
}
