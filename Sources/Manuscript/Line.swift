// A cleaned line of a manuscript, with its number in the raw text and its words.

/// A run of letters and digits, with its place in the bytes of the line.
struct Word: Sendable {
  let folded: String
  let range: Range<Int>
  let isCapitalised: Bool

  var isNumber: Bool { folded.utf8.allSatisfy { (0x30...0x39).contains($0) } }

  /// The number, for a word of at most six digits; nil for other words.
  var number: Int? { folded.utf8.count <= 6 && isNumber ? Int(folded) : nil }
}

struct Line: Sendable {
  /// The line of the raw text, from 1. A raw line with inner breaks becomes several lines with the same number.
  let number: Int
  let text: String
  let bytes: [UInt8]
  let words: [Word]
  /// The places in the bytes where a tab or a wide gap divides the raw line into columns.
  let columns: [Int]

  init(number: Int, text: String, columns: [Int] = []) {
    self.number = number
    self.text = text
    bytes = Array(text.utf8)
    words = Line.words(of: bytes)
    self.columns = columns
  }

  init(number: Int, bytes: [UInt8], columns: [Int]) {
    self.number = number
    text = String(decoding: bytes, as: UTF8.self)
    self.bytes = bytes
    words = Line.words(of: bytes)
    self.columns = columns
  }

  var isBlank: Bool { bytes.isEmpty }

  /// The words, folded and separated by one space.
  var phrase: String { words.map(\.folded).joined(separator: " ") }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The part of the line from a byte on, as a separate line with the same number.
  func suffix(from start: Int) -> Line {
    let start = min(start, bytes.count)
    let rest = text(start..<bytes.count)
    let skipped = start + rest.utf8.prefix { $0 == 0x20 }.count
    return Line(number: number, text: rest.trimmed, columns: columns.filter { $0 > skipped }.map { $0 - skipped })
  }

  /// The cells of a table row: the parts between bars, or between the columns of the raw line.
  var cells: [Line] {
    var bounds = columns
    if bounds.isEmpty { bounds = bytes.indices.filter { bytes[$0] == 0x7C } }
    guard !bounds.isEmpty else { return [self] }
    let starts = [0] + bounds
    let cells = zip(starts, bounds + [bytes.count]).map { start, end in
      let from = start < end && bytes[start] == 0x7C ? start + 1 : start
      return Line(number: number, text: text(from..<max(from, end)).trimmed)
    }
    let isFramed = bytes.first == 0x7C && bytes.last == 0x7C && cells.count > 2
    return isFramed ? Array(cells.dropFirst().dropLast()) : cells
  }

  /// The text between a word and the next.
  func gap(after index: Int) -> String {
    guard index + 1 < words.count else { return "" }
    return text(words[index].range.upperBound..<words[index + 1].range.lowerBound)
  }

  /// The last word that ends at or before a byte.
  func lastWord(before offset: Int) -> Word? {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : words[low - 1]
  }

  /// True when the line has letters and all are capitals.
  var isInCapitals: Bool {
    if bytes.contains(where: { (0x61...0x7A).contains($0) }) { return false }
    var hasCapital = false
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        if (0x61...0x7A).contains(scalar.value) { return false }
        if (0x41...0x5A).contains(scalar.value) { hasCapital = true }
      } else {
        if scalar.properties.isLowercase { return false }
        if scalar.properties.isUppercase { hasCapital = true }
      }
    }
    return hasCapital
  }

  var endsSentence: Bool { text.endsSentence }

  private static func words(of bytes: [UInt8]) -> [Word] {
    var words: [Word] = []
    var folded: [UInt8] = []
    var start = 0
    var offset = 0
    var isCapitalised = false
    func close() {
      if folded.isEmpty { return }
      words.append(
        Word(folded: String(decoding: folded, as: UTF8.self), range: start..<offset, isCapitalised: isCapitalised))
      folded.removeAll(keepingCapacity: true)
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x80 {
        let isCapital = (0x41...0x5A).contains(byte)
        if isCapital || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) {
          if folded.isEmpty { (start, isCapitalised) = (offset, isCapital) }
          folded.append(isCapital ? byte | 0x20 : byte)
        } else {
          close()
        }
        offset += 1
        continue
      }
      let scalar = scalar(bytes, offset)
      if Folding.isWordScalar(scalar) {
        if folded.isEmpty { (start, isCapitalised) = (offset, scalar.properties.isUppercase) }
        Folding.fold(scalar, into: &folded)
      } else {
        close()
      }
      offset += UTF8.width(scalar)
    }
    close()
    return words
  }

  /// The scalar at an offset of valid UTF-8.
  private static func scalar(_ bytes: [UInt8], _ offset: Int) -> Unicode.Scalar {
    func tail(_ place: Int) -> UInt32 { UInt32(bytes[offset + place] & 0x3F) }
    let first = UInt32(bytes[offset])
    let value =
      first < 0xE0
      ? (first & 0x1F) << 6 | tail(1)
      : first < 0xF0
        ? (first & 0x0F) << 12 | tail(1) << 6 | tail(2)
        : (first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}

extension String {
  /// Without spaces at its ends.
  var trimmed: String {
    guard utf8.first == 0x20 || utf8.last == 0x20 else { return self }
    var part = Substring(self).utf8
    while part.first == 0x20 { part.removeFirst() }
    while part.last == 0x20 { part.removeLast() }
    return String(Substring(part))
  }

  /// True when the text ends in sentence punctuation, ignoring quotation marks and brackets after it.
  var endsSentence: Bool {
    for scalar in unicodeScalars.reversed() {
      switch scalar {
      case "\"", "'", "”", "’", "»", ")", "]", "*", "_", " ": continue
      case ".", "?", "!", ":", "…": return true
      default: return false
      }
    }
    return false
  }
}
