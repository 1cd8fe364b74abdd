// The search index of a file: which texts of an item it contains, and how they are updated.

import Content
import GRDB
import Storage
import Values

/// The table `search`: one row for each item, with the item's number as rowid. Each tier has a column for text without
/// a language and one for each language.
enum SearchIndex {
  /// The number of tiers of text, from the most to the least important (`Resource.searched`).
  static let tiers = 5

  private static let perTier = 1 + Language.allCases.count

  static let columns: [String] = (0..<tiers).flatMap { tier in
    ["place\(tier)"] + Language.allCases.map { column(tier, $0) }
  }

  private static func column(_ tier: Int, _ language: Language) -> String { "place\(tier)\(language.rawValue)" }

  static func tier(ofColumn column: Int) -> Int { column / perTier }

  static func range(ofTier tier: Int) -> Range<Int> { tier * perTier..<(tier + 1) * perTier }

  /// The columns to search in one language: its own, and those of text without a language.
  static func columns(in language: Language) -> [String] {
    (0..<tiers).flatMap { ["place\($0)", column($0, language)] }
  }

  /// Replaces the texts of an item. Most writes leave them unchanged, and then the index is not touched.
  static func write(_ db: Database, _ number: Int64, _ resource: Resource, _ document: JSONObject) throws {
    let texts = self.texts(of: document, resource)
    let old = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM search WHERE rowid = ?"), arguments: [number])
    if let old {
      if columns.indices.allSatisfy({ old[$0] as String? == texts[$0] }) { return }
      try countTombstone(db)
    }
    let marks = SQL.marks(columns.count + 1)
    try db.run(
      sql: "INSERT OR REPLACE INTO search (rowid, \(columns.joined(separator: ","))) VALUES (\(marks))",
      arguments: [number] + StatementArguments(texts))
  }

  static func remove(_ db: Database, _ number: Int64) throws {
    try db.run(sql: "DELETE FROM search WHERE rowid = ?", arguments: [number])
    if db.changesCount > 0 { try countTombstone(db) }
  }

  /// Counts an entry whose words `IndexCleaning` must still remove.
  private static func countTombstone(_ db: Database) throws {
    try db.run(sql: "UPDATE indexState SET remains = remains + 1")
  }

  /// The texts by column; nil for a column without text.
  private static func texts(of document: JSONObject, _ resource: Resource) -> [String?] {
    (0..<tiers).flatMap { tier -> [String?] in
      let fields = tier < resource.searched.count ? resource.searched[tier] : []
      var texts = [String](repeating: "", count: perTier)
      for value in fields.compactMap({ document[$0] }) { add(value, to: &texts, isMarkdown: tier > 0) }
      return texts.enumerated().map { index, text in
        guard !text.isEmpty else { return nil }
        return index == 0 ? text : SearchTokenizer.mark(Language.allCases[index - 1]) + text
      }
    }
  }

  private static func add(_ value: JSON, to texts: inout [String], isMarkdown: Bool) {
    func add(_ text: String, at index: Int) {
      if !texts[index].isEmpty { texts[index] += " · " }
      texts[index] += isMarkdown ? Rendering.words(text) : text
    }
    switch value {
    case .string(let text): add(text, at: 0)
    case .object(let map):
      for (language, text) in zip(Language.allCases, Language.allCases.map { map[$0.rawValue]?.string }) {
        if let text { add(text, at: 1 + Int(language.index)) }
      }
    case .array(let values):
      for value in values {
        // For a printed contact, only the name is searchable.
        if let name = value.object.map({ $0["name"] }) ?? value { self.add(name, to: &texts, isMarkdown: false) }
      }
    default: break
    }
  }
}
