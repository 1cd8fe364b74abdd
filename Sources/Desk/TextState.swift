// How far an item's text is in each language, kept as items are written and published.

import Content
import GRDB
import Manuscript
import Storage
import Values

/// The state of an item's text in one language.
package enum TextState: String, CaseIterable, Sendable {
  case missing
  /// Written, and not marked as ready since.
  case draft
  /// Marked as ready, or published.
  case ready
  /// The text in the original language has changed since, and this one has not.
  case outdated

  /// Those of an item's newest revision.
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

  /// Notes what a new revision changes: what was written is a draft, and what was not while the original was is
  /// outdated.
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

  /// What goes out is ready. What is outdated stays so.
  static func confirm(_ db: Database, _ item: Item, _ languages: LanguageSet?) throws {
    for (language, state, _) in try all(db, of: item.number) where state == .draft {
      guard languages?.contains(.one(language)) ?? true else { continue }
      try set(db, item.number, language, .ready, item.revision)
    }
  }

  /// Warns of texts that their original has left behind.
  static func findings(_ db: Database, _ item: Item) throws -> [Finding] {
    try all(db, of: item.number).filter { text in
      text.state == .outdated && text.revision <= item.revision && !item.document.texts(in: text.language).isEmpty
    }.map { text in
      Finding(.outdatedLanguage, place: "title.\(text.language)", about: text.language.rawValue)
    }
  }
}

extension JSONObject {
  /// What is said in a language alone, by field.
  fileprivate func texts(in language: Language) -> [String: JSON] {
    members.reduce(into: [:]) { texts, member in
      if member.value.languages != nil { texts[member.name] = member.value.object?[language.rawValue] }
    }
  }
}
