// One thing that a press officer should know about a release before it goes out.

import Values

/// A finding from a manuscript or from the desk's own checks of a release. `FindingMessages.swift` has its message.
package struct Finding: Sendable, Hashable {
  package enum Severity: String, Sendable {
    /// Blocks publication until it is acknowledged by code.
    case error
    case warning
  }

  package var code: FindingCode
  /// The line of the raw text, from 1; nil for a finding about the whole text or about a release without a manuscript.
  package var line: Int?
  /// The path of the field in the JSON document: `contacts[1].phone`, `title.fr`.
  package var place: String?
  /// The text that it concerns, as printed.
  package var value: String?
  /// A second value for the message: the missing language, the suggested site, the correct weekday, the day of
  /// publication, the name of a reference, or the reason why an embargo line cannot be read.
  package var about: String?
  /// The id by which people dismiss it; nil when it stays until its cause is gone.
  package var id: String?

  package init(
    _ code: FindingCode, line: Int? = nil, place: String? = nil, value: String? = nil, about: String? = nil
  ) {
    self.code = code
    self.line = line
    self.place = place
    self.value = value
    self.about = about
  }

  /// The `about` of a number or address in a contact block that may belong to several people.
  package static let ownerIsUnclear = "owner"
  /// The `about` of a dead link whose server has not answered for days. Without it the page is gone.
  package static let isUnanswered = "unanswered"

  package var severity: Severity { code.severity }

  /// The message in `nl`, `fr` or `en`, with the line; in `nl` for any other language.
  package func detail(in language: String) -> String {
    var message = message
    if let line {
      message = LocalizedText(
        nl: "Regel \(line): \(message.nl)", fr: "Ligne \(line) : \(message.fr)", en: "Line \(line): \(message.en)")
    }
    return switch language {
    case "fr": message.fr
    case "en": message.en
    default: message.nl
    }
  }
}

/// The closed list of findings.
package enum FindingCode: String, Sendable, CaseIterable, Hashable {
  case notText, missingTitle, missingText, missingLanguage, outdatedLanguage
  case placeholderLink, emptyLink, unreadableEmbargo
  case noContact, invalidPhone, extraContactDetail, contactWithoutName
  case noReleaseDate, invalidDate, unclearDate, weekdayMismatch
  case unplannedDate, unplannedDateline, unplannedAddress, notMinor
  case unknownSite, suggestedSite
  case deadLink, unsafeLink, unclosedMarkdown, escapedHTML
  case unclearLanguage, unplacedText, unknownCorrected, hiddenReference
  case pictureLeftOut, contactsLeftOut

  package var severity: Finding.Severity {
    switch self {
    case .notText, .missingTitle, .missingText, .missingLanguage, .placeholderLink, .emptyLink, .unreadableEmbargo:
      .error
    default: .warning
    }
  }
}
