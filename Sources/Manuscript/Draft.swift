// The structured release that a manuscript gives; what the manuscript does not say is absent.

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
  /// The instant at which the embargo ends, when the manuscript has an embargo line that can be read.
  package var embargoUntil: UTCInstant?
  /// True when an embargo line could not be read: the release is held until someone has settled it.
  package var embargoIsUnreadable = false

  /// Plain text, as printed.
  package var title: [String: String] = [:]
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
  /// What a correction seems to correct, for someone to confirm.
  package var corrects: Corrected?

  package init() {}

  /// The languages in which there is a title or a text, in the order of the manuscript's editions.
  package internal(set) var languages: [String] = []

  package struct Contact: Sendable, Equatable {
    package var name: String
    /// The heading under which the contact is printed, by language.
    package var group: [String: String] = [:]
    package var role: [String: String] = [:]
    package var organisation: String?
    package var email: String?
    /// E.164; absent when the printed number is not valid.
    package var phone: String?
    package var printedPhone: String?

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
    /// The id of the register's release, when one fits.
    package var release: String?
    /// The title it is called by in the correction.
    package var title: String?
    /// The date it is called by, `YYYY-MM-DD`.
    package var date: String?
  }
}
