// Compares the reading of a manuscript with its truth, field by field.

import Foundation
import Manuscript

/// How many values of a field are right, of how many.
struct CorpusScore: Sendable {
  enum Field: String, CaseIterable, Sendable {
    case language, kind, title, subtitle, date, embargo, dateline, lead, headings, boilerplate, notes, contacts, links
    case uncertain
    /// Numbers and addresses that stand with nobody else's name, and persons who exist.
    case owners
  }

  struct Count: Sendable {
    var right = 0
    var all = 0

    var share: Double { all == 0 ? 1 : Double(right) / Double(all) }

    static func + (left: Count, right: Count) -> Count {
      Count(right: left.right + right.right, all: left.all + right.all)
    }
  }

  private(set) var counts: [Field: Count] = [:]
  /// What is wrong: the field, what the truth says and what was read.
  private(set) var faults: [(field: Field, truth: String, read: String)] = []

  /// - Parameter text: the text that was read, for the lines of findings.
  init(_ result: ManuscriptResult, _ truth: CorpusText.Truth, text: String) {
    let draft = result.draft
    let language = truth.language
    compare(.language, truth.language, draft.originalLanguage)
    compare(.kind, truth.kind, draft.kind.rawValue)
    compare(.title, truth.title, draft.title[language])
    compare(.subtitle, truth.subtitle, draft.subtitle[language])
    compare(.date, truth.date, draft.releaseDate)
    compare(.embargo, truth.embargo, draft.embargoIsUnreadable ? "held" : draft.embargoUntil?.rfc3339)
    compare(
      .dateline, truth.dateline.map(Self.withoutEnd), draft.dateline[language].map(Self.withoutEnd))
    compare(.lead, truth.lead, draft.lead[language])
    let headings = Self.headings(draft.body[language] ?? "")
    compare(.headings, truth.headings.joined(separator: " ¶ "), headings.joined(separator: " ¶ "))
    compare(.boilerplate, truth.boilerplate, draft.boilerplate[language].map(Self.withoutHeadings))
    compare(.notes, truth.notes, draft.notesToEditors[language].map(Self.withoutHeadings))
    compareContacts(draft.contacts, truth, language)
    let urls = draft.links.compactMap(\.url).filter { $0.hasPrefix("http") }.map(Self.withoutSlash)
    compare(
      .links, Set(truth.links.map(Self.withoutSlash)).sorted().joined(separator: " "),
      Set(urls).sorted().joined(separator: " "))
    compareUncertain(result, truth, text)
  }

  private mutating func compare(_ field: Field, _ truth: String?, _ read: String?) {
    let (truth, read) = (Self.plain(truth ?? ""), Self.plain(read ?? ""))
    count(field, truth == read, truth, read)
  }

  private mutating func count(_ field: Field, _ isRight: Bool, _ truth: String, _ read: String) {
    counts[field, default: Count()].all += 1
    if isRight { counts[field, default: Count()].right += 1 } else { faults.append((field, truth, read)) }
  }

  // MARK: Contacts

  private mutating func compareContacts(
    _ contacts: [Draft.Contact], _ truth: CorpusText.Truth, _ language: String
  ) {
    var rest = contacts
    for wanted in truth.contacts {
      let index = rest.firstIndex { Self.isSame($0, wanted) }
      let read = index.map { rest.remove(at: $0) }
      let isWhole =
        read.map { contact in
          Self.plain(contact.role[language] ?? "") == Self.plain(wanted.role ?? "")
            || wanted.name == nil
              && contact.email?.lowercased() == wanted.email?.lowercased()
        } ?? false
      let isRight =
        read.map { contact in
          isWhole && contact.email?.lowercased() == wanted.email?.lowercased() && contact.phones == wanted.phones
        } ?? false
      count(.contacts, isRight, Self.describe(wanted), read.map { Self.describe($0, language) } ?? "–")
    }
    compareOwners(contacts, truth, language)
  }

  /// A contact without a name in the truth is found by its details.
  private static func isSame(_ contact: Draft.Contact, _ wanted: CorpusText.Truth.Contact) -> Bool {
    if let name = wanted.name { return plain(contact.name) == plain(name) }
    if let email = wanted.email, contact.email == email { return true }
    return !wanted.phones.isEmpty && contact.phones == wanted.phones
  }

  /// Nobody may have a number or address of someone else, and nobody may be invented.
  private mutating func compareOwners(_ contacts: [Draft.Contact], _ truth: CorpusText.Truth, _ language: String) {
    for contact in contacts {
      let wanted = truth.contacts.first { Self.isSame(contact, $0) }
      let hasOwn =
        wanted.map { wanted in
          contact.phones.allSatisfy(wanted.phones.contains)
            && (contact.email == nil || contact.email?.lowercased() == wanted.email?.lowercased())
        } ?? false
      count(.owners, hasOwn, wanted.map(Self.describe) ?? "nobody", Self.describe(contact, language))
    }
  }

  private static func describe(_ contact: CorpusText.Truth.Contact) -> String {
    [contact.name, contact.role, contact.email].map { $0 ?? "–" }.joined(separator: " | ") + " | \(contact.phones)"
  }

  private static func describe(_ contact: Draft.Contact, _ language: String) -> String {
    [contact.name, contact.role[language] ?? "–", contact.email ?? "–"].joined(separator: " | ")
      + " | \(contact.phones)"
  }

  // MARK: Findings

  private mutating func compareUncertain(_ result: ManuscriptResult, _ truth: CorpusText.Truth, _ text: String) {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { Self.plain(String($0)) }
    for line in truth.uncertain {
      let wanted = Self.plain(line)
      let numbers = lines.indices.filter { !wanted.isEmpty && lines[$0].contains(wanted) }.map { $0 + 1 }
      let isNamed = result.findings.contains { finding in
        finding.line.map(numbers.contains) ?? false || finding.value.map { Self.plain($0).contains(wanted) } ?? false
      }
      count(.uncertain, isNamed, line, "no finding in \(numbers)")
    }
  }

  // MARK: Texts

  /// NFC, without soft hyphens and Markdown, with single spaces.
  static func plain(_ text: String) -> String {
    var plain = text.precomposedStringWithCanonicalMapping
      .replacing("\u{AD}", with: "").replacing("&lt;", with: "<").replacing("\u{2011}", with: "-")
      .replacing("\u{2010}", with: "-")
    plain = plain.replacing(/!?\[([^\]]*)\]\([^)]*\)/) { String($0.output.1) }
    plain = plain.replacing(/<(https?:\/\/|mailto:)([^>\s]*)>/) {
      $0.output.1 == "mailto:" ? String($0.output.2) : String($0.output.1 + $0.output.2)
    }
    plain = plain.replacing(/\\([!-\/:-@\[-`{-~])/) { String($0.output.1) }
    plain = plain.replacing(/(^|\n)(#{1,6} |> ?|[-*•] )/) { String($0.output.1) }
    plain = plain.replacing("**", with: "").replacing("__", with: "")
    plain = plain.replacing(/(^|[^\p{L}\p{N}])[*_]([^*_\n]+)[*_]($|[^\p{L}\p{N}])/) {
      String($0.output.1 + $0.output.2 + $0.output.3)
    }
    plain = plain.replacing("https://www.", with: "www.")
    return plain.split { $0.isWhitespace || $0 == "\u{FEFF}" }.joined(separator: " ")
  }

  private static func withoutEnd(_ text: String) -> String {
    var text = plain(text)[...]
    while let last = text.last, " :–—-.,".contains(last) { text.removeLast() }
    return String(text)
  }

  private static func withoutSlash(_ url: String) -> String { url.hasSuffix("/") ? String(url.dropLast()) : url }

  private static func headings(_ body: String) -> [String] {
    body.split(separator: "\n").filter { $0.hasPrefix("#") }.map { plain(String($0)) }
  }

  private static func withoutHeadings(_ text: String) -> String {
    text.split(separator: "\n").filter { !$0.hasPrefix("## ") }.joined(separator: "\n")
  }
}
