// The tokenizer of SQLite's full-text index: it splits texts into words and adds the stem of each word.

import CStemmer
import GRDB
import GRDBSQLite
import Values

/// The tokenizer of the search index. A text in a language begins with a mark of that language (`mark(_:)`). Each word
/// of it is indexed twice at the same place, as the word and as its stem: `bedrijven` and `nl:bedrijf`. So a query can
/// ask for the exact form, and a stem of one language never matches a word of another.
///
/// `SearchQuery` splits queries; their words arrive here one by one and pass unchanged.
final class SearchTokenizer: FTS5CustomTokenizer {
  static let name = "newsroom"

  private let stemmer = Stemmer()

  init(db: Database, arguments: [String]) {}

  /// The mark before a text of the index; texts have no control characters.
  static func mark(_ language: Language) -> String { "\u{1}\(language.rawValue)" }

  /// Reads the mark of a text: its language, and the offset of the text in bytes.
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

/// Finds the stems of words with Snowball. Not thread-safe.
final class Stemmer {
  private let stemmers: [OpaquePointer?] = Language.allCases.map { sb_stemmer_new($0.rawValue, "UTF_8") }
  /// Recent stems by language: texts repeat words, and finding a stem costs 3,000 instructions.
  private var known = [[[UInt8]: [UInt8]]](repeating: [:], count: Language.allCases.count)
  private static let limit = 4_096

  deinit { stemmers.forEach(sb_stemmer_delete) }

  /// The stem of a folded word, with its language before it: `nl:bedrijf`. Nil for numbers and for words of one or two
  /// letters, which have no other forms.
  func stem(_ word: [UInt8], _ language: Language) -> [UInt8]? {
    guard word.count > 2, !word.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    let place = Int(language.index)
    if let stem = known[place][word] { return stem }
    guard let letters = sb_stemmer_stem(stemmers[place], word, CInt(word.count)) else { return nil }
    let count = Int(sb_stemmer_length(stemmers[place]))
    var stem = Array("\(language.rawValue):".utf8) + UnsafeBufferPointer(start: letters, count: count)
    // Dutch v and z become f and s at the end of a word: bedrijven, bedrijf; adviezen, advies.
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
