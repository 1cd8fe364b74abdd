// The details in one line of a contact block or letterhead: e-mail addresses, phones, web addresses, other words.

struct ContactDetails {
  private(set) var emails: [String] = []
  private(set) var phones: [String] = []
  private(set) var websites: [String] = []
  /// Words that only announce a detail: `Tel.`, `GSM`, `@`.
  private(set) var labels: [String] = []
  /// The other parts of the line, between its separators.
  private(set) var pieces: [String] = []
  /// The details with their places in the line, and the line itself without Markdown.
  private(set) var spans: [Span] = []
  let line: Line

  struct Span {
    enum Kind {
      case email, phone, website
    }

    var kind: Kind
    var text: String
    /// The place with the label in front.
    var range: Range<Int>
  }

  private static let labelWords: Set<String> = [
    "tel", "telefoon", "telefoonnummer", "telephone", "phone", "t", "gsm", "mobile", "mobiel", "mob", "m", "portable",
    "port", "e", "email", "mail", "mailto", "courriel", "web", "website", "internet", "w", "url", "telefon", "mobil",
    "site",
  ]

  var isEmpty: Bool { emails.isEmpty && phones.isEmpty }

  /// True when the line contains a phone number or an e-mail address.
  static func areIn(_ line: Line) -> Bool {
    let digits = line.bytes.lazy.filter { (0x30...0x39).contains($0) }.prefix(3).count
    guard digits == 3 || line.bytes.contains(0x40) else { return false }
    // Most lines with digits have only a year or an amount.
    let mayHave =
      line.bytes.contains(0x40) || line.bytes.contains(0x5B)
      || PhoneScan.ranges(in: line).contains { range in
        PhoneScan.isNumber(line.text(range), isLabelled: false) || labelStart(range, in: line) < range.lowerBound
      }
    return mayHave && !ContactDetails(line).isEmpty
  }

  /// True when a line of at most `limit` bytes contains a phone number or an e-mail address.
  static func areIn(_ line: Line, in limit: Int) -> Bool { line.bytes.count <= limit && areIn(line) }

  init(_ printed: Line) {
    let line = Self.flattened(printed)
    self.line = line
    var taken: [Range<Int>] = []
    var isTaken = [Bool](repeating: false, count: line.bytes.count)
    for range in EmailAddress.ranges(in: line.bytes) {
      emails.append(line.text(range))
      taken.append(withLabel(range, in: line))
      spans.append(Span(kind: .email, text: line.text(range), range: taken[taken.count - 1]))
      for index in taken[taken.count - 1] { isTaken[index] = true }
    }
    for range in Self.websites(in: line) where !isTaken[range].contains(true) {
      websites.append(line.text(range))
      taken.append(withLabel(range, in: line))
      spans.append(Span(kind: .website, text: line.text(range), range: taken[taken.count - 1]))
      for index in taken[taken.count - 1] { isTaken[index] = true }
    }
    for range in PhoneScan.ranges(in: line) where !isTaken[range].contains(true) {
      let labelled = Self.labelStart(range, in: line)
      let isLabelled = labelled < range.lowerBound
      let number = line.text(range)
      guard PhoneScan.isNumber(number, isLabelled: isLabelled), !Self.isFax(range, in: line) else { continue }
      phones.append(number)
      taken.append(withLabel(range, in: line))
      spans.append(Span(kind: .phone, text: number, range: taken[taken.count - 1]))
    }
    spans.sort { $0.range.lowerBound < $1.range.lowerBound }
    pieces = Self.pieces(of: line, without: taken)
  }

  /// Extends the range of a detail to the label before it.
  private mutating func withLabel(_ range: Range<Int>, in line: Line) -> Range<Int> {
    let start = Self.labelStart(range, in: line)
    if start < range.lowerBound { labels.append(line.text(start..<range.lowerBound).trimmed) }
    return start..<range.upperBound
  }

  private static func labelStart(_ range: Range<Int>, in line: Line) -> Int {
    var start = range.lowerBound
    while true {
      var gap = start
      while gap > 0, " .:@/-<".utf8.contains(line.bytes[gap - 1]) { gap -= 1 }
      if line.bytes[gap..<start].contains(0x40) { start = gap }
      guard let word = line.lastWord(before: gap), word.range.upperBound == gap else { return start }
      guard labelWords.contains(word.folded) else { return start }
      start = word.range.lowerBound
    }
  }

  private static func isFax(_ range: Range<Int>, in line: Line) -> Bool {
    let word = line.lastWord(before: range.lowerBound)
    return word.map { ["fax", "f"].contains($0.folded) && range.lowerBound - $0.range.upperBound <= 3 } ?? false
  }

  /// The line with each Markdown link replaced by its text, and by its address if that differs.
  static func flattened(_ line: Line) -> Line {
    guard line.bytes.contains(0x5B) else { return line }
    let brackets = Brackets(line.bytes)
    var text: [UInt8] = []
    var index = 0
    while index < line.bytes.count {
      guard let link = brackets.link(at: index) else {
        text.append(line.bytes[index])
        index += 1
        continue
      }
      let label = line.text(link.text)
      var target = line.text(link.target)
      for scheme in ["mailto:", "tel:"] where target.lowercased().hasPrefix(scheme) {
        target.removeFirst(scheme.count)
      }
      let repeats = label.lowercased() == target.lowercased() || Phone.e164(label) != nil
      text += Array((repeats || target == "#" ? label : "\(label) | \(target)").utf8)
      index = link.end
    }
    return Line(number: line.number, text: String(decoding: text, as: UTF8.self).trimmed, columns: line.columns)
  }

  private static func websites(in line: Line) -> [Range<Int>] {
    guard line.bytes.contains(0x2E) else { return [] }
    var found: [Range<Int>] = []
    for part in line.bytes.split(whereSeparator: { [0x20, 0x7C, 0x2C, 0x3B, 0x3C, 0x3E, 0x28, 0x29].contains($0) }) {
      var part = part
      while let last = part.last, [0x2E, 0x3A, 0x21, 0x3F, 0x2A].contains(last) { part.removeLast() }
      guard part.contains(0x2E), !part.contains(0x40) else { continue }
      let text = String(decoding: part, as: UTF8.self).lowercased()
      let hasScheme = text.hasPrefix("www.") || text.hasPrefix("http://") || text.hasPrefix("https://")
      guard hasScheme || BareAddress.isOne(part) else { continue }
      found.append(part.startIndex..<part.endIndex)
    }
    return found
  }

  private static func pieces(of line: Line, without taken: [Range<Int>]) -> [String] {
    var bytes = line.bytes
    for range in taken { for index in range { bytes[index] = 0x7C } }
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var pieces: [String] = []
    var piece = String.UnicodeScalarView()
    var depth = 0
    for (index, scalar) in scalars.enumerated() {
      let isBetweenSpaces =
        index > 0 && index + 1 < scalars.count && scalars[index - 1] == " " && scalars[index + 1] == " "
      let separates =
        scalar == "|" || (depth <= 0 && [",", ";", "•", "·"].contains(scalar))
        || (depth <= 0 && isBetweenSpaces && ["-", "–", "—", "/"].contains(scalar))
      if scalar == "(" { depth += 1 } else if scalar == ")" { depth -= 1 }
      if separates {
        pieces.append(String(piece))
        piece = .init()
      } else {
        piece.append(scalar)
      }
    }
    pieces.append(String(piece))
    return pieces.map(\.strippedOfMarks).filter { !$0.isEmpty }
  }
}

extension String {
  /// The text without spaces, emphasis and separators at its ends.
  var strippedOfMarks: String {
    var part = Substring(self).unicodeScalars
    while let first = part.first, first.isOuterMark { part.removeFirst() }
    while let last = part.last, last.isOuterMark { part.removeLast() }
    return String(part)
  }
}

extension Unicode.Scalar {
  fileprivate var isOuterMark: Bool {
    switch self {
    case " ", ":", "*", "_", "<", ">", "-", "–", "—", "#", "|", "/", "•": true
    default: false
    }
  }
}
