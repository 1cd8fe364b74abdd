// Gathers the lines of a text into paragraphs: wrapped lines, broken sentences, bullets and headings.

struct Paragraph: Sendable {
  enum Kind: Sendable, Equatable {
    case text, bullet, quote
    case numbered(Int)
    /// A heading by markup: `## Heading` or underlined.
    case heading
  }

  var kind: Kind
  /// The lines without the marks of bullets and headings.
  var lines: [Line]
  /// True after a blank line or at the start of the text.
  var startsBlock: Bool
  /// The level of a heading by markup; 0 for other paragraphs.
  var level = 0
  var isAfterRule = false

  var passage: Passage { Passage(lines) }
  var text: String { passage.text }
  var length: Int { lines.reduce(0) { $0 + $1.bytes.count + 1 } - 1 }
  var endsSentence: Bool { lines.last?.endsSentence ?? false }
  var isInCapitals: Bool { lines.allSatisfy { $0.words.isEmpty || $0.isInCapitals } }
  var firstWord: Word? { lines.first?.words.first }
}

/// Gathers lines into paragraphs, one line after another.
struct ParagraphGatherer {
  private(set) var paragraphs: [Paragraph] = []
  private(set) var rules: [Line] = []

  private let lines: [Line]
  private let isWrapped: Bool
  private var widths: [Int] = []
  private var startsBlock = true
  private var isBarred = true

  /// `isWrapped` is true when the text has a fixed line length, so that a full line continues in the next.
  init(_ lines: [Line], isWrapped: Bool) {
    self.lines = lines
    self.isWrapped = isWrapped
    measure()
    for index in lines.indices { take(index) }
  }

  /// The length of the longest line of each block of lines.
  private mutating func measure() {
    widths = lines.map { $0.bytes.count }
    var start = 0
    while start < lines.count {
      var end = start
      while end < lines.count, !lines[end].isBlank { end += 1 }
      let width = widths[start..<end].max() ?? 0
      for index in start..<end { widths[index] = width }
      start = max(end, start + 1)
    }
  }

  private mutating func take(_ index: Int) {
    let line = lines[index]
    if line.isBlank {
      startsBlock = true
      return
    }
    if Marks.isRule(line) {
      takeRule(line)
      return
    }
    var (kind, rest) = Self.markup(of: line)
    // A number that does not continue a list belongs to its sentence: “22. Mai”, “2. Visie”.
    if case .numbered(let number) = kind, number != 1, paragraphs.last?.kind != .numbered(number - 1) {
      (kind, rest) = (.text, line)
    }
    if kind == .text, continues(index) {
      paragraphs[paragraphs.count - 1].lines.append(rest)
    } else if kind == .quote, !startsBlock, paragraphs.last?.kind == .quote {
      paragraphs[paragraphs.count - 1].lines.append(rest)
    } else {
      let level = kind == .heading ? line.bytes.prefix { $0 == 0x23 }.count : 0
      paragraphs.append(
        Paragraph(
          kind: kind, lines: [rest], startsBlock: startsBlock, level: level, isAfterRule: isBarred && !rules.isEmpty))
    }
    startsBlock = false
    isBarred = false
  }

  /// A rule right below a single line makes it a heading. Any other rule only separates paragraphs.
  private mutating func takeRule(_ line: Line) {
    rules.append(line)
    if !startsBlock, let last = paragraphs.last, last.kind == .text, last.lines.count == 1, last.startsBlock,
      last.length <= 120, line.bytes.count >= 3, line.bytes.allSatisfy({ $0 == 0x3D || $0 == 0x2D })
    {
      paragraphs[paragraphs.count - 1].kind = .heading
      paragraphs[paragraphs.count - 1].level = line.bytes[0] == 0x3D ? 1 : 2
    }
    startsBlock = true
    isBarred = true
  }

  /// True when a line continues the paragraph before it: a broken sentence or a wrapped line.
  private func continues(_ index: Int) -> Bool {
    guard !isBarred, let last = paragraphs.last, last.kind != .heading, last.kind != .quote else { return false }
    guard let before = last.lines.last else { return false }
    let line = lines[index]
    if !before.endsSentence, line.startsSmall, !line.isAddressOnly, !last.isInCapitals,
      line.bytes.count > 80 || !PersonName.isOne(line.text)
    {
      let isRow = before.bytes.contains(0x7C) || line.bytes.contains(0x7C) || !line.columns.isEmpty
      let isPair =
        line.bytes.count <= 200 && before.bytes.count <= 200 && ContactDetails.areIn(line)
        && ContactDetails.areIn(before)
      if before.bytes.count >= 45, line.opensWithJoint { return !isRow }
      return !isRow && !isPair && !(before.bytes.count < 45 && ContactDetails.areIn(line))
        && !ContactDetails.areIn(before, in: 60)
    }
    guard !startsBlock, isWrapped, widths[index] >= 45 else { return false }
    if before.endsSentence, let first = line.words.first, SectionHeading.isContactWord(first),
      line.gap(after: 0).contains(":")
    {
      return false
    }
    if before.text.hasSuffix("-"), before.words.last?.range.upperBound == before.bytes.count - 1 { return true }
    let firstWord = line.bytes.prefix { $0 != 0x20 }.count
    return before.bytes.count + 1 + firstWord > widths[index] - 12
  }

  /// The kind of a line by its first characters, and the line without them.
  static func markup(of line: Line) -> (Paragraph.Kind, Line) {
    let bytes = line.bytes
    let hashes = bytes.prefix { $0 == 0x23 }.count
    if (1...6).contains(hashes), bytes.count > hashes, bytes[hashes] == 0x20 {
      var end = bytes.count
      while end > hashes, bytes[end - 1] == 0x23 || bytes[end - 1] == 0x20 { end -= 1 }
      let text = line.text(min(hashes + 1, end)..<end).trimmed
      return (.heading, Line(number: line.number, text: text))
    }
    if bytes.first == 0x3E { return (.quote, line.suffix(from: 1)) }
    if let width = bulletWidth(line) { return (.bullet, line.suffix(from: width)) }
    if let word = line.words.first, word.range.lowerBound == 0, word.range.count <= 2, let number = word.number {
      let end = word.range.upperBound
      if end + 1 < bytes.count, bytes[end] == 0x2E || bytes[end] == 0x29, bytes[end + 1] == 0x20 {
        return (.numbered(number), line.suffix(from: end + 1))
      }
    }
    return (.text, line)
  }

  /// The width of a bullet in bytes; nil when there is none. A hyphen, dash or asterisk needs a space after it.
  private static func bulletWidth(_ line: Line) -> Int? {
    guard let first = line.text.unicodeScalars.first else { return nil }
    let width = UTF8.width(first)
    switch first {
    case "•", "·", "▪", "▫", "◦", "‣", "●", "○", "■", "□", "►", "➢", "✓", "\u{F0B7}", "\u{F0A7}": return width
    case "-", "–", "—", "*", "+": return line.bytes.count > width && line.bytes[width] == 0x20 ? width : nil
    default: return nil
    }
  }
}

extension Line {
  /// True when the line starts with a lowercase letter, ignoring emphasis before it.
  var startsSmall: Bool {
    let scalar = text.unicodeScalars.first { $0 != "*" && $0 != "_" }
    return scalar?.properties.isLowercase ?? false
  }

  private static let openingJoints: Set<String> = [
    "ou", "of", "or", "via", "et", "en", "and", "au", "op", "on", "at", "par", "sur", "by",
  ]

  /// True for a line that goes on with “or”, “via” or the like.
  var opensWithJoint: Bool { words.first.map { Self.openingJoints.contains($0.folded) } ?? false }

  /// True for a line with only one web or e-mail address.
  var isAddressOnly: Bool {
    !bytes.contains(0x20) && (bytes.contains(0x40) || text.hasPrefix("www.") || text.hasPrefix("http"))
  }
}
