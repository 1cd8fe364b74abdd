// The state of an item's text in each language, updated with each revision and publication.

import Content
import GRDB
import Manuscript
import Storage
import Values

/// The state of an item's text in one language.
package enum TextState: String, CaseIterable, Sendable {
  case missing
  /// Written or changed, and not marked as ready since.
  case draft
  /// Marked as ready, or published.
  case ready
  /// Older than the last change of the text in the original language.
  case outdated

  /// The states of an item's newest revision, and the revision that set each.
  package static func all(_ db: Database, of item: Int64) throws -> [(
    language: Language, state: TextState, revision: Int
  )] {
    try Row.fetchAll(
      db.cachedStatement(sql: "SELECT language, state, revision FROM texts WHERE item = ?"), arguments: [item]
    )
    .compactMap { row in
      guard let language = Language(rawValue: row["language"]), let state = TextState(rawValue: row["state"]) else {
        return nil
      }
      return (language, state, row["revision"])
    }
    .sorted { $0.language.index < $1.language.index }
  }

  /// Updates the states for a new revision: a changed text is a draft, and an unchanged one is outdated if the original
  /// changed.
  static func follow(
    _ db: Database, _ resource: Resource, item: Int64, revision: Int, from old: JSONObject, to new: JSONObject
  ) throws {
    guard resource.computesLanguages else { return }
    let original =
      new["originalLanguage"]?.string.flatMap(Language.init) ?? new[resource.naming]?.languages?.languages.first
    let isOriginalChanged = original.map { old.texts(in: $0) != new.texts(in: $0) } ?? false
    for language in Language.allCases {
      let (before, after) = (old.texts(in: language), new.texts(in: language))
      if after.isEmpty {
        let isExpected = Language.ofNotices.contains(language) || !before.isEmpty
        if isExpected, revision == 1 || !before.isEmpty { try set(db, item, language, .missing, revision) }
      } else if before != after {
        try set(db, item, language, .draft, revision)
      } else if isOriginalChanged, language != original {
        try set(db, item, language, .outdated, revision)
      }
    }
  }

  package static func set(
    _ db: Database, _ item: Int64, _ language: Language, _ state: TextState, _ revision: Int
  ) throws {
    try db.run(
      sql: """
        INSERT INTO texts (item, language, state, revision) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET state = excluded.state, revision = excluded.revision WHERE state <> excluded.state
        """, arguments: [item, language.rawValue, state.rawValue, revision])
  }

  /// Marks published drafts as ready. Outdated texts stay outdated.
  static func confirm(_ db: Database, _ item: Item, _ languages: LanguageSet?) throws {
    for (language, state, _) in try all(db, of: item.number) where state == .draft {
      guard languages?.contains(.one(language)) ?? true else { continue }
      try set(db, item.number, language, .ready, item.revision)
    }
  }

  /// The findings for outdated texts.
  static func findings(_ db: Database, _ item: Item) throws -> [Finding] {
    try all(db, of: item.number).filter { text in
      text.state == .outdated && text.revision <= item.revision && !item.document.texts(in: text.language).isEmpty
    }.map { text in
      Finding(.outdatedLanguage, place: "title.\(text.language)", about: text.language.rawValue)
    }
  }
}

extension JSONObject {
  /// The localized texts in one language, by field.
  fileprivate func texts(in language: Language) -> [String: JSON] {
    members.reduce(into: [:]) { texts, member in
      if member.value.languages != nil { texts[member.name] = member.value.object?[language.rawValue] }
    }
  }
}
