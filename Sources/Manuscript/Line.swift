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
    words = Line.words(of: text)
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

  private static func words(of text: String) -> [Word] {
    var words: [Word] = []
    var folded = ""
    var start = 0
    var offset = 0
    var isCapitalised = false
    func close(at end: Int) {
      if folded.isEmpty { return }
      words.append(Word(folded: folded, range: start..<end, isCapitalised: isCapitalised))
      folded = ""
    }
    for scalar in text.unicodeScalars {
      if Folding.isWordScalar(scalar) {
        if folded.isEmpty {
          start = offset
          isCapitalised = scalar.properties.isUppercase
        }
        Folding.fold(scalar, into: &folded)
      } else {
        close(at: offset)
      }
      offset += UTF8.width(scalar)
    }
    close(at: offset)
    return words
  }
}

extension String {
  var trimmed: String {
    var part = Substring(self)
    while let first = part.unicodeScalars.first, first == " " { part.unicodeScalars.removeFirst() }
    while let last = part.unicodeScalars.last, last == " " { part.unicodeScalars.removeLast() }
    return String(part)
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
