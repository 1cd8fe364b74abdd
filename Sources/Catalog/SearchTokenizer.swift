// How SQLite's full-text index takes texts apart: into the words as they stand and, beside them, their stems.

import CStemmer
import GRDB
import GRDBSQLite
import Values

/// The tokenizer of the search index. A text that is in a language begins with a mark of it (`mark(_:)`); each of its
/// words is kept as it is and, at the same place, as its stem: `bedrijven` and `nl:bedrijv`. So an exact form can be
/// told from another one, and a stem of one language is never taken for a word of another.
///
/// A question is taken apart by `SearchQuery`; its words come here one by one and pass as they are.
final class SearchTokenizer: FTS5CustomTokenizer {
  static let name = "newsroom"

  private let stemmer = Stemmer()

  init(db: Database, arguments: [String]) {}

  /// What stands before a text in the index. No text has control characters.
  static func mark(_ language: Language) -> String { "\u{1}\(language.rawValue)" }

  /// A text of the index without its mark: its language, and where it begins.
  static func unmark(_ bytes: UnsafeRawBufferPointer) -> (language: Language?, start: Int) {
    guard bytes.count >= 3, bytes[0] == 1 else { return (nil, 0) }
    return (Language(rawValue: String(decoding: bytes[1..<3], as: UTF8.self)), 3)
  }

  func tokenize(
    context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization, pText: UnsafePointer<CChar>?, nText: CInt,
    tokenCallback: @escaping FTS5TokenCallback
  ) -> CInt {
    guard let pText else { return SQLITE_OK }
    if tokenization.contains(.query) { return tokenCallback(context, 0, pText, nText, 0, nText) }
    let bytes = UnsafeRawBufferPointer(start: pText, count: Int(nText))
    let (language, start) = Self.unmark(bytes)
    var scanner = WordScanner(bytes, from: start)
    while let range = scanner.next() {
      func emit(_ token: [UInt8], _ flags: CInt) -> CInt {
        token.withUnsafeBytes { token in
          tokenCallback(
            context, flags, token.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(token.count),
            CInt(range.lowerBound), CInt(range.upperBound))
        }
      }
      var code = emit(scanner.word, 0)
      if code == SQLITE_OK, let language, let stem = stemmer.stem(scanner.word, language) {
        code = emit(stem, CInt(FTS5_TOKEN_COLOCATED))
      }
      guard code == SQLITE_OK else { return code }
    }
    return SQLITE_OK
  }
}

/// The stems of words, by Snowball. Not to be used by two threads at once.
final class Stemmer {
  private let stemmers: [OpaquePointer?] = Language.allCases.map { sb_stemmer_new($0.rawValue, "UTF_8") }
  /// By language those found lately: texts repeat their words, and to find one costs 3,000 instructions.
  private var known = [[[UInt8]: [UInt8]]](repeating: [:], count: Language.allCases.count)
  private static let limit = 4_096

  deinit { stemmers.forEach(sb_stemmer_delete) }

  /// The stem of a folded word, marked with its language: `nl:bedrijv`. Nil for what has no forms: numbers, and words
  /// of one or two letters.
  func stem(_ word: [UInt8], _ language: Language) -> [UInt8]? {
    guard word.count > 2, !word.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    let place = Int(language.index)
    if let stem = known[place][word] { return stem }
    guard let letters = sb_stemmer_stem(stemmers[place], word, CInt(word.count)) else { return nil }
    let count = Int(sb_stemmer_length(stemmers[place]))
    var stem = Array("\(language.rawValue):".utf8) + UnsafeBufferPointer(start: letters, count: count)
    // Dutch writes v and z within a word for what is f and s at its end: bedrijven, bedrijf; adviezen, advies.
    if language == .nl {
      switch stem[stem.count - 1] {
      case UInt8(ascii: "v"): stem[stem.count - 1] = UInt8(ascii: "f")
      case UInt8(ascii: "z"): stem[stem.count - 1] = UInt8(ascii: "s")
      default: break
      }
    }
    if known[place].count == Self.limit { known[place].removeAll(keepingCapacity: true) }
    known[place][word] = stem
    return stem
  }
}
