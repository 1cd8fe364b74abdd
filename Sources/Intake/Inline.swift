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
  /// The number of bytes of the runs.
  private var size = 0

  /// True without any text but spaces.
  var isBlank: Bool { runs.allSatisfy { $0.text.allSatisfy(\.isWhitespace) } }

  mutating func append(_ text: String, _ style: Style) throws(Unreadable) {
    if text.isEmpty { return }
    size += text.utf8.count
    try LimitedText.check(size)
    if let last = runs.last, last.style == style {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, style: style))
    }
  }

  /// Begins a new line of the same paragraph.
  mutating func breakLine() throws(Unreadable) { try append("\n", Style()) }

  /// The lines as Markdown, without empty lines at the ends. Typed marks such as asterisks are not escaped: the
  /// manuscript reader judges them.
  /// - Parameter isHeading: drops bold and italic, and joins the lines.
  func markdown(isHeading: Bool = false) throws(Unreadable) -> String {
    var lines: [[Run]] = [[]]
    for run in runs {
      var style = run.style
      if isHeading { (style.isBold, style.isItalic) = (false, false) }
      let parts = run.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append([]) }
        if !part.isEmpty { lines[lines.count - 1].append(Run(text: String(Substring(part)), style: style)) }
      }
    }
    let pieces = lines.map { Self.spaced($0) }
    guard let first = pieces.firstIndex(where: { !$0.isEmpty }), let last = pieces.lastIndex(where: { !$0.isEmpty })
    else { return "" }
    var whole = LimitedText()
    for index in first...last {
      if index > first { try whole.append(isHeading ? " " : "\n") }
      try Self.link(pieces[index][...], &whole)
    }
    return whole.text
  }

  /// The runs with the spaces at their ends as separate runs, in the common style of both neighbors; without spaces at
  /// the ends of the line.
  private static func spaced(_ runs: [Run]) -> [Run] {
    var pieces: [Run] = []
    var isBlank: [Bool] = []
    func add(_ text: Substring, _ style: Style, isBlank blank: Bool) {
      if text.isEmpty || (blank && pieces.isEmpty) { return }
      pieces.append(Run(text: String(text), style: style))
      isBlank.append(blank)
    }
    for run in runs {
      let core = run.text.trimmed
      if core.isEmpty {
        add(run.text[...], Style(), isBlank: true)
        continue
      }
      add(run.text[..<core.startIndex], Style(), isBlank: true)
      add(core, run.style, isBlank: false)
      add(run.text[core.endIndex...], Style(), isBlank: true)
    }
    let end = isBlank.lastIndex(of: false).map { $0 + 1 } ?? 0
    pieces.removeSubrange(end...)
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

  private static func link(_ runs: ArraySlice<Run>, _ whole: inout LimitedText) throws(Unreadable) {
    for (group, link) in groups(runs, by: \.link) {
      if link != nil { try whole.append("[") }
      try bold(group, &whole)
      if let link { try whole.append("](\(address(link)))") }
    }
  }

  /// Percent-encodes spaces and parentheses, which would end an address.
  private static func address(_ link: String) -> String {
    var address = ""
    var isAfterSpace = false
    for scalar in link.unicodeScalars {
      if scalar.properties.isWhitespace {
        isAfterSpace = !address.isEmpty
        continue
      }
      if isAfterSpace { address += "%20" }
      isAfterSpace = false
      switch scalar {
      case "(": address += "%28"
      case ")": address += "%29"
      default: address.unicodeScalars.append(scalar)
      }
    }
    return address
  }

  /// Escapes brackets, which would end a link. Compares scalars, since a bracket may be part of a larger character.
  private static func withoutBrackets(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if scalar == "[" || scalar == "]" { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  private static func bold(_ runs: ArraySlice<Run>, _ whole: inout LimitedText) throws(Unreadable) {
    for (group, isBold) in groups(runs, by: \.isBold) {
      if isBold { try whole.append("**") }
      try italic(group, &whole)
      if isBold { try whole.append("**") }
    }
  }

  /// Marks italics with `_`, or within a word, where that has no effect, with `*`.
  private static func italic(_ runs: ArraySlice<Run>, _ whole: inout LimitedText) throws(Unreadable) {
    for (group, isItalic) in groups(runs, by: \.isItalic) {
      let neighbors = [
        group.startIndex > runs.startIndex ? runs[group.startIndex - 1].text.last : nil,
        group.endIndex < runs.endIndex ? runs[group.endIndex].text.first : nil,
      ]
      let isWithinWord = isItalic && neighbors.contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
      let mark = isItalic ? (isWithinWord ? "*" : "_") : ""
      try whole.append(mark)
      for run in group { try whole.append(run.style.link == nil ? run.text : withoutBrackets(run.text)) }
      try whole.append(mark)
    }
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
