// Finds the paragraph in which an organization describes itself, when no heading announces it.

enum Boilerplate {
  private static let verbs: Set<String> = ["is", "zijn", "est", "sont", "are", "ist", "sind"]
  private static let articles: Set<String> = [
    "het", "de", "een", "le", "la", "l", "un", "une", "the", "a", "an", "der", "die", "das", "ein", "eine",
  ]

  /// The index where the boilerplate starts: one of the last three paragraphs, which defines the organization and
  /// which no heading follows.
  static func start(in paragraphs: [Paragraph], names: [String]) -> Int? {
    var start: Int?
    var index = paragraphs.count - 1
    while index >= 0, index >= paragraphs.count - 3, paragraphs[index].kind == .text {
      if MarkdownBlocks.isHeading(paragraphs, at: index) { break }
      if defines(paragraphs[index], names: names) { start = index }
      index -= 1
    }
    guard let start, start > 0, MarkdownBlocks.isHeading(paragraphs, at: start - 1) else { return start }
    // Under its own heading it is a section of the text, unless the heading names the organization.
    let heading = " " + Line(number: 0, text: paragraphs[start - 1].text).phrase + " "
    return names.contains { heading.contains(" \(Line(number: 0, text: $0).phrase) ") } ? start - 1 : nil
  }

  /// “X (formerly Y) is the council …”.
  static func defines(_ paragraph: Paragraph, names: [String]) -> Bool {
    guard let line = paragraph.lines.first else { return false }
    let head = Line(number: line.number, text: String(Substring(paragraph.text.prefix(700))))
    for name in names {
      let nameWords = Line(number: 0, text: name).words.map(\.folded)
      if nameWords.isEmpty { continue }
      for start in 0...min(2, head.words.count) {
        let isArticle = head.words[..<start].allSatisfy { articles.contains($0.folded) }
        guard isArticle, head.words[start...].prefix(nameWords.count).map(\.folded) == nameWords else { continue }
        if isDefinition(head, after: start + nameWords.count) { return true }
      }
    }
    return false
  }

  private static func isDefinition(_ line: Line, after index: Int) -> Bool {
    guard index > 0, index < line.words.count else { return false }
    var next = index
    let gap = line.gap(after: index - 1)
    if let close = gap.contains("(") ? ")" : gap.contains(",") ? "," : nil {
      guard let end = (index..<line.words.count).first(where: { line.gap(after: $0).contains(close) }) else {
        return false
      }
      next = end + 1
    }
    guard next + 1 < line.words.count, verbs.contains(line.words[next].folded) else { return false }
    return articles.contains(line.words[next + 1].folded)
  }
}
