// Splits text into words and folds them, for the search index, search queries and highlights.

import Values

/// The words of a UTF-8 text, one by one, without case and accents: `Industriële` is `industriele`, `Œuvre`
/// is `oeuvre`. A word is a run of letters and digits; invisible characters do not split it.
struct WordScanner {
  private let bytes: UnsafeRawBufferPointer
  private let tables = Self.tables
  private var position: Int
  /// The end of the text, in bytes.
  var end: Int
  /// The last word, folded.
  private(set) var word: [UInt8] = []

  /// The most bytes of a word; longer words are cut, since they are addresses or numbers.
  private static let limit = 64

  init(_ bytes: UnsafeRawBufferPointer, from start: Int = 0) {
    (self.bytes, position, end) = (bytes, start, bytes.count)
    word.reserveCapacity(Self.limit + 8)
  }

  /// Reads the next word and returns its range in the text; nil at the end.
  mutating func next() -> Range<Int>? {
    word.removeAll(keepingCapacity: true)
    var start = position
    while position < end {
      let place = position
      switch letter() {
      case .separator:
        if !word.isEmpty { return start..<place }
      case .joiner: continue
      case .letters(let first, let second):
        if word.isEmpty { start = place }
        guard word.count < Self.limit else { continue }
        word.append(first)
        if second != 0 { word.append(second) }
      case .other(let scalar):
        if word.isEmpty { start = place }
        if word.count < Self.limit { word += String(scalar).folded.utf8 }
      }
    }
    return word.isEmpty ? nil : start..<position
  }

  /// Skips words that do not begin with one of the wanted letters, without folding them.
  /// - Returns: false at the end.
  mutating func skip(to wanted: FirstLetters) -> Bool {
    guard let letters = bytes.baseAddress else { return false }
    let kinds = wanted.kinds
    var last = FirstLetters.separator
    while position < end {
      // A fast loop, since most text is ASCII.
      var place = position
      var byte = letters.load(fromByteOffset: place, as: UInt8.self)
      while byte < 0x80 {
        let kind = kinds[Int(byte)]
        if last == FirstLetters.separator, kind == FirstLetters.wanted {
          position = place
          return true
        }
        last = kind
        place += 1
        guard place < end else { return false }
        byte = letters.load(fromByteOffset: place, as: UInt8.self)
      }
      position = place
      switch beyondASCII(byte) {
      case .separator: last = FirstLetters.separator
      case .joiner: continue
      case .letters(let first, _):
        if last == FirstLetters.separator, wanted.contains(first) {
          position = place
          return true
        }
        last = FirstLetters.letter
      case .other:
        // Rare, so stop here instead of folding it.
        if last == FirstLetters.separator {
          position = place
          return true
        }
      }
    }
    return false
  }

  private enum Letter {
    case separator
    /// Part of the word around it but not a letter: a combining accent, a soft hyphen.
    case joiner
    /// One or two (`œ`) folded letters; the second is 0 when there is none.
    case letters(UInt8, UInt8)
    /// A letter beyond the Latin alphabets.
    case other(Unicode.Scalar)
  }

  @inline(__always)
  private mutating func letter() -> Letter {
    let byte = bytes[position]
    if byte < 0x80 {
      position += 1
      let folded = tables.ascii[Int(byte)]
      return folded == 0 ? .separator : .letters(folded, 0)
    }
    return beyondASCII(byte)
  }

  private mutating func beyondASCII(_ lead: UInt8) -> Letter {
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, position + length <= end else {
      position += 1
      return .separator
    }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for index in 1..<length { value = value << 6 | UInt32(bytes[position + index] & 0x3F) }
    position += length
    if value < Tables.latinEnd {
      let (first, second) = tables.latin[Int(value)]
      if first > 1 { return .letters(first, second) }
      if first == 0 { return value == 0xAD ? .joiner : .separator }
    }
    if (0x300..<0x370).contains(value) || (0x200B...0x200D).contains(value) || value == 0x2060 || value == 0xFEFF {
      return .joiner
    }
    guard let scalar = Unicode.Scalar(value),
      scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    else { return .separator }
    return .other(scalar)
  }

  /// The folded letters. In raw memory, since indexing a static array costs more than the rest of the loop.
  private struct Tables: @unchecked Sendable {
    static let latinEnd = 0x250
    /// By ASCII byte; 0 for a separator.
    let ascii: UnsafePointer<UInt8>
    /// By scalar up to the end of Latin Extended-B; 0 for a separator, 1 for a letter without an ASCII counterpart.
    let latin: UnsafePointer<(UInt8, UInt8)>

    init() {
      let ascii = UnsafeMutablePointer<UInt8>.allocate(capacity: 0x80)
      for byte in 0..<0x80 {
        let character = Character(UnicodeScalar(UInt8(byte)))
        let isWord = character.isLetter || character.isNumber
        ascii[byte] = isWord ? character.lowercased().utf8.first ?? 0 : 0
      }
      let latin = UnsafeMutablePointer<(UInt8, UInt8)>.allocate(capacity: Self.latinEnd)
      for value in 0..<Self.latinEnd { latin[value] = Self.folded(value) }
      (self.ascii, self.latin) = (UnsafePointer(ascii), UnsafePointer(latin))
    }

    private static func folded(_ value: Int) -> (UInt8, UInt8) {
      guard let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.isAlphabetic, value >= 0x80 else {
        return (0, 0)
      }
      let folded = Array((ligatures[scalar] ?? String(scalar).folded).utf8)
      guard (1...2).contains(folded.count), folded.allSatisfy({ $0 < 0x80 }) else { return (1, 0) }
      return (folded[0], folded.count == 2 ? folded[1] : 0)
    }

    /// Letters that do not decompose into a letter and an accent, and their usual ASCII spelling.
    private static let ligatures: [Unicode.Scalar: String] = [
      "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d",
      "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
    ]
  }

  /// Allocated once and never freed.
  private static let tables = Tables()

  /// The first letters of the wanted words, folded.
  final class FirstLetters {
    /// The kinds of an ASCII byte: a separator, another letter, a wanted letter.
    fileprivate static var separator: UInt8 { 0 }
    fileprivate static var letter: UInt8 { 1 }
    fileprivate static var wanted: UInt8 { 2 }

    fileprivate let kinds: UnsafeMutablePointer<UInt8>

    init(_ words: some Sequence<[UInt8]>) {
      kinds = .allocate(capacity: 0x80)
      let first = Set(words.compactMap(\.first))
      for byte in 0..<0x80 {
        let folded = tables.ascii[byte]
        kinds[byte] = folded == 0 ? Self.separator : first.contains(folded) ? Self.wanted : Self.letter
      }
    }

    deinit { kinds.deallocate() }

    fileprivate func contains(_ folded: UInt8) -> Bool { folded < 0x80 && kinds[Int(folded)] == Self.wanted }
  }
}
