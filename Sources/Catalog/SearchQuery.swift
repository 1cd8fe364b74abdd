// Parses what people type in the search field: words, "phrases", prefixes* and -exclusions.

import Values

/// A checked search query. Any text is either a query or a `Fault` that says what is wrong.
package struct SearchQuery: Sendable {
  /// A word, or several consecutive words, folded.
  struct Term: Sendable {
    let words: [[UInt8]]
    /// Whether the last word is a prefix (`indus*`).
    let isPrefix: Bool
    /// Whether other forms of the word do not match.
    let isExact: Bool
  }

  struct Fault: Error { let message: LocalizedText }

  private(set) var wanted: [Term] = []
  private(set) var excluded: [Term] = []

  package static let lengthLimit = 400
  private static let termLimit = 20
  private static let quotes: Set<Character> = ["\"", "“", "”", "„", "«", "»"]
  private static let apostrophes: Set<Character> = ["'", "’", "ʼ"]

  init(_ text: String) throws(Fault) {
    guard text.unicodeScalars.count <= Self.lengthLimit else { throw Fault(message: .tooLong(Self.lengthLimit)) }
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
        continue
      }
      let isExclusion = first == "-"
      if isExclusion { rest.removeFirst() }
      let terms = try Self.quotes.contains(rest.first ?? " ") ? [Self.phrase(&rest)] : Self.words(&rest)
      for term in terms where !term.words.isEmpty {
        if isExclusion { excluded.append(term) } else { wanted.append(term) }
      }
    }
    guard !wanted.isEmpty || !excluded.isEmpty else { throw Fault(message: .noWords) }
    guard wanted.count + excluded.count <= Self.termLimit else { throw Fault(message: .tooMany(Self.termLimit)) }
  }

  /// Reads from one quotation mark to the next.
  private static func phrase(_ rest: inout Substring) throws(Fault) -> Term {
    let inner = rest.dropFirst()
    guard let end = inner.firstIndex(where: quotes.contains) else {
      throw Fault(message: .unclosedQuote(String(inner.prefix(40))))
    }
    rest = inner[inner.index(after: end)...]
    return Term(words: folded(inner[..<end]), isPrefix: false, isExact: true)
  }

  /// Reads up to the next space or quotation mark: one word, or words joined by punctuation (`Schaarbeek-Vorming`).
  private static func words(_ rest: inout Substring) throws(Fault) -> [Term] {
    let end = rest.firstIndex { $0.isWhitespace || quotes.contains($0) } ?? rest.endIndex
    var piece = rest[..<end]
    rest = rest[end...]
    let isPrefix = piece.last == "*"
    if isPrefix { piece.removeLast() }
    guard !piece.contains("*") else { throw Fault(message: .misplacedStar(String(piece))) }
    var parts = piece.split(whereSeparator: apostrophes.contains)
    // An elided article (`l’industrie`) is not a search word.
    while parts.count > 1, parts[0].count <= 2 { parts.removeFirst() }
    let terms = parts.map(folded).filter { !$0.isEmpty }
    if isPrefix, (terms.last?.last?.count ?? 0) < 2 { throw Fault(message: .shortPrefix(String(piece))) }
    return terms.enumerated().map { index, words in
      let isLast = index == terms.count - 1
      return Term(words: words, isPrefix: isPrefix && isLast, isExact: false)
    }
  }

  private static func folded(_ text: Substring) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var text = text
    text.withUTF8 { bytes in
      var scanner = WordScanner(UnsafeRawBufferPointer(bytes))
      while scanner.next() != nil { words.append(scanner.word) }
    }
    return words
  }
}

extension SearchQuery {
  /// The FTS5 expression for all wanted terms; nil when there are only exclusions.
  func match(in language: Language?) -> String? {
    let stemmer = Stemmer()
    let terms = wanted.map { "(" + $0.alternatives(in: language, stemmer).joined(separator: " OR ") + ")" }
    return terms.isEmpty ? nil : terms.joined(separator: " AND ")
  }

  /// The FTS5 expression for any excluded term; nil when there are none.
  func exclusion(in language: Language?) -> String? {
    let stemmer = Stemmer()
    let terms = excluded.flatMap { $0.alternatives(in: language, stemmer) }
    return terms.isEmpty ? nil : terms.joined(separator: " OR ")
  }

  /// The number of phrases for each term, as digits, for the SQL function `sighting`.
  func alternatives(in language: Language?) -> String {
    let stemmer = Stemmer()
    return wanted.map { String($0.alternatives(in: language, stemmer).count) }.joined()
  }
}

extension SearchQuery.Term {
  /// The phrases for a term: the term as written and, for a word, its stem in each searched language.
  fileprivate func alternatives(in language: Language?, _ stemmer: Stemmer) -> [String] {
    let written = words.map { "\"\(String(decoding: $0, as: UTF8.self))\"" }.joined(separator: " + ")
    let columns = language.map { "{\(SearchIndex.columns(in: $0).joined(separator: " "))} : " } ?? ""
    let stems = (language.map { [$0] } ?? Language.allCases).compactMap { self.stem(in: $0, stemmer) }
    return [columns + written + (isPrefix ? " *" : "")]
      + stems.map { "\"\(String(decoding: $0, as: UTF8.self))\"" }
  }

  /// The stem that other forms of the word share; nil when only the exact word matches.
  func stem(in language: Language, _ stemmer: Stemmer) -> [UInt8]? {
    guard words.count == 1, !isPrefix, !isExact else { return nil }
    return stemmer.stem(words[0], language)
  }
}

extension LocalizedText {
  static let noWords = LocalizedText(
    nl: "Hier staat geen woord om te zoeken.", fr: "Il n’y a ici aucun mot à chercher.",
    en: "There is no word to search for here.")

  static func unclosedQuote(_ text: String) -> LocalizedText {
    LocalizedText(
      nl: "Het aanhalingsteken voor “\(text)” wordt niet gesloten.",
      fr: "Le guillemet devant «\u{A0}\(text)\u{A0}» n’est pas fermé.",
      en: "The quotation mark before “\(text)” is not closed.")
  }

  static func misplacedStar(_ text: String) -> LocalizedText {
    LocalizedText(
      nl: "In “\(text)” staat * niet aan het einde. Schrijf bijvoorbeeld indus*.",
      fr: "Dans «\u{A0}\(text)\u{A0}», * n’est pas à la fin. Écrivez par exemple indus*.",
      en: "In “\(text)” the * is not at the end. Write for example indus*.")
  }

  static func shortPrefix(_ text: String) -> LocalizedText {
    LocalizedText(
      nl: "Voor * moeten minstens twee letters staan, niet “\(text)”.",
      fr: "Il faut au moins deux lettres devant *, et non «\u{A0}\(text)\u{A0}».",
      en: "There must be at least two letters before *, not “\(text)”.")
  }
}
