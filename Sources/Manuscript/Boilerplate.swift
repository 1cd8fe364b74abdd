// Finds the paragraph in which an organization describes itself, when no heading announces it.

enum Boilerplate {
  private static let verbs: Set<String> = ["is", "zijn", "est", "sont", "are", "ist", "sind"]
  private static let articles: Set<String> = [
    "het", "de", "een", "le", "la", "l", "un", "une", "the", "a", "an", "der", "die", "das", "ein", "eine",
  ]

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

  private static let describing: Set<String> = [
    "is", "zijn", "est", "sont", "are", "heeft", "hebben", "a", "has", "have", "telt", "compte", "bestaat", "existe",
    "verenigt", "groepeert", "vertegenwoordigt", "verdedigt", "bundelt", "brengt", "werkt", "ondersteunt", "adviseert",
    "reunit", "regroupe", "represente", "defend", "rassemble", "federe", "accueille", "emploie", "exploite", "oeuvre",
    "unites", "represents", "defends", "brings", "serves", "supports", "works", "employs", "runs", "covers", "assure",
    "biedt", "beheert", "gere", "propose", "offers", "manages", "speaks", "keeps", "was", "werd", "beschermt",
    "protege",
  ]

  /// True when the verb after the subject says what an organization is or does.
  static func describes(_ line: Line) -> Bool {
    let head = line.bytes.count > 400 ? Line(number: line.number, text: String(line.text.prefix(300))) : line
    guard let subject = SenderNames.subject(of: head) else { return false }
    return head.words[subject.words.upperBound...].prefix(2).contains { describing.contains($0.folded) }
  }
}
