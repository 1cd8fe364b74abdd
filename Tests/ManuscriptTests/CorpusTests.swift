// Measures the reading of the corpus by field and language, and fails when a figure falls.

import Foundation
import Manuscript
import Testing

@testable import Intake

@Suite("The corpus", .serialized)
struct CorpusTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Corpus"
  private static let languages = ["nl", "fr", "en"]

  /// The least share of right values in percent, for Dutch, French and English.
  private static let textFloors: [CorpusScore.Field: [Int]] = [
    .language: [100, 100, 100],
    .kind: [100, 100, 96],
    .title: [96, 100, 93],
    .subtitle: [96, 100, 90],
    .date: [96, 93, 100],
    .embargo: [90, 93, 93],
    .dateline: [100, 96, 100],
    .lead: [100, 96, 100],
    .headings: [100, 86, 100],
    .boilerplate: [100, 86, 96],
    .notes: [100, 90, 100],
    .contacts: [87, 80, 88],
    .links: [100, 100, 96],
    .uncertain: [94, 87, 95],
    .owners: [98, 88, 96],
  ]
  private static let pageFloors: [CorpusScore.Field: [Int]] = [
    .language: [100, 100, 100],
    .kind: [100, 100, 94],
    .title: [100, 100, 100],
    .subtitle: [100, 100, 94],
    .date: [94, 100, 100],
    .embargo: [100, 100, 94],
    .dateline: [100, 94, 100],
    .lead: [100, 94, 100],
    .headings: [100, 83, 100],
    .boilerplate: [100, 88, 100],
    .notes: [100, 94, 100],
    .contacts: [78, 87, 78],
    .links: [100, 100, 100],
    .uncertain: [100, 84, 90],
    .owners: [96, 93, 100],
  ]

  private typealias Table = [CorpusScore.Field: [String: CorpusScore.Count]]

  @Test("as text is read as well as the figures say")
  func texts() throws {
    let table = try measure { $0.text }
    print(Self.describe(table, "text"))
    expect(table, Self.textFloors)
  }

  @Test("as the web pages of a browser's paste is read as well as the figures say")
  func pages() throws {
    Tree.prepare()
    let table = try measure { text in
      try CorpusPage.html(text).map { try HTMLText.read(Array($0.utf8)) }
    }
    print(Self.describe(table, "HTML"))
    expect(table, Self.pageFloors)
  }

  @Test("is accounted for line by line, also with changed lines")
  func accounted() throws {
    let texts = try CorpusText.all(in: Self.folder)
    var state: UInt64 = 23
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(count, 1)
    }
    for text in texts {
      expectAccounted(text.text, text)
      var lines = text.text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
      for _ in 0..<4 {
        let (from, to) = (random(lines.count), random(lines.count))
        switch random(3) {
        case 0: lines.swapAt(from, to)
        case 1: lines.insert(lines[from], at: to)
        default: lines.remove(at: from)
        }
      }
      expectAccounted(lines.joined(separator: "\n"), text)
    }
  }

  private func expectAccounted(_ text: String, _ source: CorpusText) {
    let result = Manuscript.read(text, knowing: Register())
    let draft = result.draft
    var kept: [String] = []
    for field in [
      draft.title, draft.subtitle, draft.lead, draft.body, draft.boilerplate, draft.dateline, draft.notesToEditors,
    ] {
      kept += field.values
    }
    for contact in draft.contacts {
      kept += [contact.name, contact.email, contact.printedPhone, contact.organisation].compactMap { $0 }
      kept += Array(contact.role.values) + Array(contact.group.values)
    }
    kept += draft.links.flatMap { [$0.text, $0.url ?? ""] }
    kept += result.recognised.map(\.text) + result.findings.flatMap { [$0.value ?? "", $0.about ?? ""] }
    let words = Self.words(kept.joined(separator: " "))
    let named = Set(result.findings.compactMap(\.line))
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    for (index, line) in lines.enumerated() where !named.contains(index + 1) {
      #expect(Self.words(line).subtracting(words).isEmpty, "\(source): \(line)")
    }
  }

  private static func words(_ text: String) -> Set<String> {
    let folded = text.precomposedStringWithCanonicalMapping.replacing("\u{AD}", with: "").lowercased()
    return Set(folded.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count >= 4 })
  }

  private func measure(_ input: (CorpusText) throws -> String?) throws -> Table {
    var table: Table = [:]
    for text in try CorpusText.all(in: Self.folder) {
      guard let printed = try input(text) else { continue }
      let score = CorpusScore(Manuscript.read(printed, knowing: Register()), text.truth, text: printed)
      for (field, count) in score.counts {
        table[field, default: [:]][text.language] = (table[field]?[text.language] ?? .init()) + count
      }
    }
    return table
  }

  private func expect(_ table: Table, _ floors: [CorpusScore.Field: [Int]]) {
    for (field, least) in floors {
      for (language, floor) in zip(Self.languages, least) {
        let share = Int((table[field]?[language]?.share ?? 1) * 100)
        #expect(share >= floor, "\(field.rawValue) in \(language)")
      }
    }
  }

  private static func describe(_ table: Table, _ form: String) -> String {
    let rows = CorpusScore.Field.allCases.map { field in
      let cells = languages.map { language in
        let count = table[field]?[language] ?? .init()
        return "\(language) \(count.right)/\(count.all) (\(Int(count.share * 100)) %)"
      }
      return "  \(field.rawValue): " + cells.joined(separator: ", ")
    }
    return (["Corpus as \(form)"] + rows).joined(separator: "\n")
  }
}
