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
    .kind: [100, 100, 100],
    .title: [97, 100, 97],
    .subtitle: [97, 100, 97],
    .date: [97, 94, 100],
    .embargo: [100, 100, 100],
    .dateline: [100, 97, 100],
    .lead: [100, 100, 100],
    .headings: [100, 92, 100],
    .boilerplate: [100, 92, 100],
    .notes: [100, 97, 100],
    .contacts: [97, 91, 95],
    .links: [100, 100, 97],
    .uncertain: [100, 100, 96],
    .owners: [100, 95, 98],
  ]
  private static let pageFloors: [CorpusScore.Field: [Int]] = [
    .language: [100, 100, 100],
    .kind: [100, 100, 100],
    .title: [100, 100, 100],
    .subtitle: [100, 100, 100],
    .date: [95, 100, 100],
    .embargo: [100, 100, 100],
    .dateline: [100, 96, 100],
    .lead: [100, 100, 100],
    .headings: [100, 92, 100],
    .boilerplate: [100, 96, 100],
    .notes: [100, 100, 100],
    .contacts: [95, 91, 95],
    .links: [100, 100, 100],
    .uncertain: [100, 100, 92],
    .owners: [100, 97, 97],
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

  /// Each line stands whole in a field, or in parts in contacts, recognized lines and findings of its own number.
  private func expectAccounted(_ text: String, _ source: CorpusText) {
    let result = Manuscript.read(text, knowing: Register())
    let draft = result.draft
    let fields = [
      draft.title, draft.subtitle, draft.dateline, draft.lead, draft.body, draft.boilerplate, draft.notesToEditors,
    ]
    let whole = Self.letters(fields.flatMap(\.values).joined(separator: " "))
    var contacts: [String] = []
    for contact in draft.contacts {
      contacts += [contact.name, contact.email, contact.printedPhone, contact.organisation].compactMap { $0 }
      contacts += Array(contact.role.values) + Array(contact.group.values)
    }
    let links = draft.links.map(\.text).joined(separator: " ")
    let known = Self.words(contacts.joined(separator: " ") + " " + links)
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    for (index, line) in lines.enumerated() {
      let letters = Self.letters(line)
      if whole.contains(letters) || result.findings.contains(where: { $0.line == index + 1 }) { continue }
      let own = result.recognised.filter { $0.line == index + 1 }.map(\.text).joined(separator: " ")
      // A line may also be divided between a dateline, a heading and its text.
      let rest = Self.words(line).subtracting(known).subtracting(Self.words(own))
      #expect(rest.allSatisfy { whole.contains($0) }, "\(source): \(line)")
    }
  }

  private static func folded(_ text: String) -> String {
    CorpusScore.plain(text).lowercased()
  }

  private static func letters(_ text: String) -> String { folded(text).filter { $0.isLetter || $0.isNumber } }

  private static func words(_ text: String) -> Set<String> {
    Set(folded(text).split { !$0.isLetter && !$0.isNumber }.map(String.init))
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
