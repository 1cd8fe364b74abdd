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

  private var pieces: [(kind: Kind, text: String)] = []

  var count: Int { pieces.count }

  /// Adds a paragraph, unless it is empty.
  /// - Returns: false for an empty paragraph.
  @discardableResult
  mutating func add(_ inline: Inline, as kind: Kind) -> Bool {
    let isHeading = if case .heading = kind { true } else { false }
    let text = inline.markdown(isHeading: isHeading)
    if text.isEmpty { return false }
    pieces.append((kind.clamped, text))
    return true
  }

  /// Adds the paragraphs of another file or part.
  mutating func add(_ other: Blocks) { pieces += other.pieces }

  /// Adds the cells of a table row: on one line if each is a plain paragraph of one line.
  mutating func addRow(_ cells: [Blocks]) {
    let isOneLine = cells.allSatisfy { cell in
      cell.count <= 1 && cell.pieces.allSatisfy { $0.kind == .paragraph && !$0.text.contains("\n") }
    }
    guard isOneLine else {
      for cell in cells { add(cell) }
      return
    }
    let texts = cells.flatMap { $0.pieces.map(\.text) }
    if !texts.isEmpty { pieces.append((.paragraph, texts.joined(separator: " | "))) }
  }

  var markdown: String {
    var text = ""
    for (index, piece) in pieces.enumerated() {
      if index > 0 { text += pieces[index - 1].kind.isContinued(by: piece.kind) ? "\n" : "\n\n" }
      let isQuote = piece.kind == .quote
      text += piece.kind.mark + (isQuote ? piece.text.replacing("\n", with: "\n> ") : piece.text)
    }
    return text
  }
}
