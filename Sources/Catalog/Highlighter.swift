// Marks the words that a search has found in a text.

import Content
import GRDB
import Storage
import Values

/// Finds the terms of a search query in texts and marks them with `<mark>`. All other text is escaped for HTML.
final class Highlighter {
  private let terms: [SearchQuery.Term]
  private let language: Language?
  private let stems: [[[UInt8]?]]
  private let first: WordScanner.FirstLetters
  private let stemmer = Stemmer()

  /// The length of an excerpt, and of its part before the first mark, in bytes.
  private static let length = 260
  private static let before = 80

  init(_ query: SearchQuery, in language: Language?) {
    terms = query.wanted
    self.language = language
    let stemmer = stemmer
    stems = terms.map { term in Language.allCases.map { term.stem(in: $0, stemmer) } }
    first = WordScanner.FirstLetters(terms.map { $0.words[0] })
  }

  /// `{"title": {"nl": "… <mark>Audi</mark> …"}, …}`: the marked texts of an item, by field.
  /// - Parameter columns: a bit for each column of the index that has a match.
  func highlights(
    _ db: Database, _ number: Int64, _ resource: Resource, in columns: Int64
  ) throws -> JSONObject {
    var highlights = JSONObject()
    for (tier, fields) in resource.searched.enumerated() where !fields.isEmpty {
      var texts = JSONObject()
      for (index, column) in SearchIndex.range(ofTier: tier).enumerated() where columns & 1 << Int64(column) != 0 {
        let spoken = index == 0 ? nil : Language.allCases[index - 1]
        if let spoken, let language, spoken != language { continue }
        guard let marked = try fragment(db, number, column) else { continue }
        if let spoken { texts[spoken.rawValue] = .string(marked) } else { highlights[fields[0]] = .string(marked) }
      }
      if !texts.isEmpty { highlights[fields[0]] = .object(texts) }
    }
    return highlights
  }

  /// Reads one column of the table behind the index, without the others (SQLite FTS5, section 9).
  private func fragment(_ db: Database, _ number: Int64, _ column: Int) throws -> String? {
    var marked: String?
    try db.rows("SELECT c\(column) FROM search_content WHERE id = ?", [number.databaseValue]) { row in
      marked = row.bytes(0).flatMap(fragment)
      return false
    }
    return marked
  }

  /// The text, or an excerpt around the first mark; nil when nothing matches.
  private func fragment(of bytes: UnsafeRawBufferPointer) -> String? {
    let (language, start) = SearchTokenizer.unmark(bytes)
    var scanner = WordScanner(bytes, from: start)
    guard let first = next(&scanner, bytes, language) else { return nil }
    var (from, to) = (start, bytes.count)
    if bytes.count - start > Self.length {
      from = max(start, first.lowerBound - Self.before)
      to = min(bytes.count, max(from + Self.length, first.upperBound))
      if from > start { from = space(in: bytes, from..<first.lowerBound) ?? first.lowerBound }
      if to < bytes.count { to = lastSpace(in: bytes, first.upperBound..<to) ?? first.upperBound }
    }
    scanner.end = to
    var text = from > start ? "… " : ""
    var place = from
    var mark: Range<Int>? = first
    while let found = mark {
      text += Self.escaped(bytes[place..<found.lowerBound])
      text += "<mark>\(Self.escaped(bytes[found]))</mark>"
      place = found.upperBound
      mark = next(&scanner, bytes, language)
    }
    return text + Self.escaped(bytes[place..<to]) + (to < bytes.count ? " …" : "")
  }

  /// The range of the next term.
  private func next(
    _ scanner: inout WordScanner, _ bytes: UnsafeRawBufferPointer, _ language: Language?
  ) -> Range<Int>? {
    while scanner.skip(to: first), let range = scanner.next() {
      for (index, term) in terms.enumerated() {
        if let end = end(of: term, stems[index], &scanner, range, language) { return range.lowerBound..<end }
      }
    }
    return nil
  }

  /// The end of a term that begins at the last word read; nil when the term does not. Moves the scanner past a match.
  private func end(
    of term: SearchQuery.Term, _ stems: [[UInt8]?], _ scanner: inout WordScanner, _ range: Range<Int>,
    _ language: Language?
  ) -> Int? {
    let last = term.words.count - 1
    func matches(_ word: [UInt8], _ index: Int) -> Bool {
      index == last && term.isPrefix ? word.starts(with: term.words[index]) : word == term.words[index]
    }
    if matches(scanner.word, 0) {
      var (ahead, end) = (scanner, range.upperBound)
      for index in term.words.indices.dropFirst() {
        guard let range = ahead.next(), matches(ahead.word, index) else { return nil }
        end = range.upperBound
      }
      scanner = ahead
      return end
    }
    guard let language, let stem = stems[Int(language.index)] else { return nil }
    return stemmer.stem(scanner.word, language) == stem ? range.upperBound : nil
  }

  private func space(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    range.first { bytes[$0] == UInt8(ascii: " ") }.map { $0 + 1 }
  }

  private func lastSpace(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    range.last { bytes[$0] == UInt8(ascii: " ") }
  }

  private static func escaped(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    String(decoding: bytes, as: UTF8.self).escapedForMarkup
  }
}
