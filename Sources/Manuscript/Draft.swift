// The structured release that is read from a manuscript. Fields that the manuscript lacks are empty.

import Values

/// A draft of a release. Maps are keyed by language code (`nl`, `fr`, `en`, `de`).
package struct Draft: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case pressRelease, statement, correction
  }

  package var kind = Kind.pressRelease
  /// The language of the first text in the manuscript.
  package var originalLanguage: String?
  /// `YYYY-MM-DD`.
  package var releaseDate: String?
  /// The end of the embargo; nil when the manuscript has no readable embargo line.
  package var embargoUntil: UTCInstant?
  /// True when an embargo line could not be read. The release is held until someone sets the embargo.
  package var embargoIsUnreadable = false

  /// Plain text, as printed.
  package var title: [String: String] = [:]
  /// The strapline below the title, plain text as printed.
  package var subtitle: [String: String] = [:]
  /// Markdown.
  package var lead: [String: String] = [:]
  /// Markdown, with headings from `##`.
  package var body: [String: String] = [:]
  /// Markdown.
  package var boilerplate: [String: String] = [:]
  /// Plain text, as printed: `Brussel, 22 mei 2025`.
  package var dateline: [String: String] = [:]
  /// Markdown.
  package var notesToEditors: [String: String] = [:]

  package var contacts: [Contact] = []
  /// Ids of the register's sites, in the order of their first mention.
  package var sites: [String] = []
  package var links: [Link] = []
  /// The release that a correction probably corrects. A person must confirm it.
  package var corrects: Corrected?

  package init() {}

  /// The lead with the subtitle above it as a bold paragraph, since a release has no field for a subtitle.
  package var leadWithSubtitle: [String: String] {
    var texts = lead
    for (language, line) in subtitle {
      let strapline = "**\(Self.escaped(line))**"
      texts[language] = lead[language].map { strapline + "\n\n" + $0 } ?? strapline
    }
    return texts
  }

  /// Plain text as Markdown.
  private static func escaped(_ text: String) -> String {
    var markdown = ""
    for character in text {
      if "\\*_`[]<&".contains(character) { markdown.append("\\") }
      markdown.append(character)
    }
    return markdown
  }

  /// The languages that have a title or a text, in the order of the manuscript's editions.
  package internal(set) var languages: [String] = []

  package struct Contact: Sendable, Equatable {
    package var name: String
    /// The heading above the contact, by language.
    package var group: [String: String] = [:]
    package var role: [String: String] = [:]
    package var organisation: String?
    package var email: String?
    /// E.164; absent when the printed number is not valid.
    package var phone: String?
    package var printedPhone: String?
    /// All valid numbers in E.164, in the order printed.
    package var phones: [String] = []

    package init(name: String) {
      self.name = name
    }
  }

  package struct Link: Sendable, Equatable {
    package enum State: String, Sendable {
      case placeholder, unchecked
    }

    package var text: String
    package var url: String?
    package var state: State
    /// The line of the raw text, from 1.
    package var line: Int
    package var language: String
  }

  package struct Corrected: Sendable, Equatable {
    /// The id of the matching release in the register; nil when none matches.
    package var release: String?
    /// The title that the correction quotes.
    package var title: String?
    /// The date that the correction mentions, `YYYY-MM-DD`.
    package var date: String?
  }
}
