// The text of one paragraph, written as Markdown with its bold, italic and links.

/// Runs of text from a word processor, which may be cut anywhere and begin or end with spaces.
struct Inline {
  struct Style: Equatable {
    var link: String?
    var isBold = false
    var isItalic = false

    /// The common style of two runs, for the space between them.
    fileprivate func and(_ other: Style) -> Style {
      Style(
        link: link == other.link ? link : nil, isBold: isBold && other.isBold,
        isItalic: isItalic && other.isItalic)
    }
  }

  private struct Run {
    var text: String
    var style: Style
  }

  private var runs: [Run] = []

  mutating func append(_ text: String, _ style: Style) {
    if text.isEmpty { return }
    if let last = runs.last, last.style == style {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, style: style))
    }
  }

  /// Begins a new line of the same paragraph.
  mutating func breakLine() { append("\n", Style()) }

  /// The lines as Markdown, without empty lines at the ends. Typed marks such as asterisks are not escaped: the
  /// manuscript reader judges them.
  /// - Parameter isHeading: drops bold and italic, and joins the lines.
  func markdown(isHeading: Bool = false) -> String {
    var lines: [[Run]] = [[]]
    for run in runs {
      var style = run.style
      if isHeading { (style.isBold, style.isItalic) = (false, false) }
      let parts = run.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append([]) }
        if !part.isEmpty { lines[lines.count - 1].append(Run(text: String(part), style: style)) }
      }
    }
    let texts = lines.map { Self.link(Self.spaced($0)[...]).trimmed }
    return String(texts.joined(separator: isHeading ? " " : "\n").trimmed)
  }

  /// The runs with the spaces at their ends as separate runs, in the common style of both neighbors.
  private static func spaced(_ runs: [Run]) -> [Run] {
    var pieces: [Run] = []
    for run in runs {
      let core = run.text.trimmed
      guard !core.isEmpty else {
        pieces.append(Run(text: run.text, style: Style()))
        continue
      }
      let start = run.text[..<core.startIndex]
      let end = run.text[core.endIndex...]
      if !start.isEmpty { pieces.append(Run(text: String(start), style: Style())) }
      pieces.append(Run(text: String(core), style: run.style))
      if !end.isEmpty { pieces.append(Run(text: String(end), style: Style())) }
    }
    let isBlank = pieces.map(\.text.trimmed.isEmpty)
    var after = Style()
    for index in pieces.indices.reversed() {
      if isBlank[index] { pieces[index].style = after } else { after = pieces[index].style }
    }
    var before = Style()
    for index in pieces.indices {
      if isBlank[index] { pieces[index].style = before.and(pieces[index].style) } else { before = pieces[index].style }
    }
    return pieces
  }

  private static func link(_ runs: ArraySlice<Run>) -> String {
    groups(runs, by: \.link).map { group, link in
      guard let link else { return bold(group) }
      // Brackets in the text of a link would end it.
      let escaped = group.map { run in
        Run(text: Self.replacing(run.text, ["[": "\\[", "]": "\\]"]), style: run.style)
      }
      return "[\(bold(escaped[...]))](\(address(link)))"
    }.joined()
  }

  /// Percent-encodes spaces and parentheses, which would end an address.
  private static func address(_ link: String) -> String {
    replacing(String(link.trimmed), ["(": "%28", ")": "%29"]).unicodeScalars
      .split(whereSeparator: \.properties.isWhitespace).map { String($0) }.joined(separator: "%20")
  }

  /// Replaces by scalars, since a bracket may be part of a larger character.
  private static func replacing(_ text: String, _ others: [Unicode.Scalar: String]) -> String {
    text.unicodeScalars.map { others[$0] ?? String($0) }.joined()
  }

  private static func bold(_ runs: ArraySlice<Run>) -> String {
    groups(runs, by: \.isBold).map { group, isBold in
      isBold ? "**\(italic(group))**" : italic(group)
    }.joined()
  }

  /// Marks italics with `_`, or within a word, where that has no effect, with `*`.
  private static func italic(_ runs: ArraySlice<Run>) -> String {
    var text = ""
    let groups = groups(runs, by: \.isItalic)
    for (index, (group, isItalic)) in groups.enumerated() {
      let words = group.map(\.text).joined()
      let next = index + 1 < groups.count ? groups[index + 1].0.first?.text.first : nil
      let isWithinWord = [text.last, next].contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
      let mark = isItalic ? (isWithinWord ? "*" : "_") : ""
      text += mark + words + mark
    }
    return text
  }

  private static func groups<Key: Equatable>(
    _ runs: ArraySlice<Run>, by key: KeyPath<Style, Key>
  ) -> [(ArraySlice<Run>, Key)] {
    var groups: [(ArraySlice<Run>, Key)] = []
    var start = runs.startIndex
    for index in runs.indices {
      let end = index + 1
      if end < runs.endIndex, runs[end].style[keyPath: key] == runs[index].style[keyPath: key] { continue }
      groups.append((runs[start..<end], runs[index].style[keyPath: key]))
      start = end
    }
    return groups
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmed: SubSequence {
    let rest = drop(while: \.isWhitespace)
    guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return self[endIndex...] }
    return rest[...last]
  }
}
