// The paragraphs of a file, in order, written as Markdown.

struct Blocks {
  enum Kind: Equatable {
    case paragraph, bullet, quote
    case heading(Int)
    case numbered(Int)

    fileprivate var mark: String {
      switch self {
      case .paragraph: ""
      case .bullet: "- "
      case .quote: "> "
      case .heading(let level): String(repeating: "#", count: min(max(level, 1), 6)) + " "
      case .numbered(let number): "\(number). "
      }
    }

    fileprivate var clamped: Kind {
      if case .numbered(let number) = self { .numbered(Blocks.clamped(number)) } else { self }
    }

    /// True when no blank line separates this block from the next: two items of one list, or two quotes.
    fileprivate func isContinued(by next: Kind) -> Bool {
      switch (self, next) {
      case (.bullet, .bullet), (.quote, .quote): true
      case (.numbered(let number), .numbered(let other)): other == number + 1
      default: false
      }
    }
  }

  /// The valid numbers of a list item in Markdown (CommonMark 0.31.2, section 5.2).
  static let numbers = 0...999_999_999

  /// The nearest valid number of a list item.
  static func clamped(_ number: Int) -> Int { min(max(number, numbers.lowerBound), numbers.upperBound) }

  private struct Piece {
    let kind: Kind
    let text: String
    /// True for a plain paragraph of one line.
    let isLine: Bool
  }

  private var pieces: [Piece] = []
  /// The number of bytes of the pieces.
  private var size = 0

  /// Adds a paragraph, unless it is empty.
  /// - Returns: false for an empty paragraph.
  @discardableResult
  mutating func add(_ inline: Inline, as kind: Kind) throws(Unreadable) -> Bool {
    let isHeading = if case .heading = kind { true } else { false }
    let text = try inline.markdown(isHeading: isHeading)
    if text.isEmpty { return false }
    try add(Piece(kind: kind.clamped, text: text, isLine: kind == .paragraph && !text.utf8.contains(newline)))
    return true
  }

  private mutating func add(_ piece: Piece) throws(Unreadable) {
    size += piece.text.utf8.count
    try LimitedText.check(size)
    pieces.append(piece)
  }

  /// Adds the cells of a table row: on one line if each is a plain paragraph of one line.
  mutating func addRow(_ cells: [Blocks]) throws(Unreadable) {
    let pieces = cells.flatMap(\.pieces)
    if pieces.isEmpty { return }
    if cells.allSatisfy({ $0.pieces.count <= 1 }), pieces.allSatisfy(\.isLine) {
      return try add(
        Piece(kind: .paragraph, text: pieces.map(\.text).joined(separator: " | "), isLine: true))
    }
    for piece in pieces { try add(piece) }
  }

  func markdown() throws(Unreadable) -> String {
    var whole = LimitedText()
    for (index, piece) in pieces.enumerated() {
      if index > 0 { try whole.append(pieces[index - 1].kind.isContinued(by: piece.kind) ? "\n" : "\n\n") }
      try whole.append(piece.kind.mark)
      guard piece.kind == .quote else {
        try whole.append(piece.text)
        continue
      }
      for (index, line) in piece.text.utf8.split(separator: newline, omittingEmptySubsequences: false).enumerated() {
        if index > 0 { try whole.append("\n> ") }
        try whole.append(Substring(line))
      }
    }
    return whole.text
  }
}

private let newline = UInt8(ascii: "\n")
