// Writes paragraphs as Markdown, and recognizes headings among short lines.

import Values

/// The Markdown of some paragraphs, with their links and findings.
struct MarkdownBlocks {
  private(set) var markdown = ""
  private(set) var links: [Draft.Link] = []
  private(set) var findings: [Finding] = []

  private enum Form: Equatable {
    case plain, bullet, numbered
  }

  /// `findingHeadings` also turns short lines into headings.
  init(_ paragraphs: [Paragraph], language: Language, findingHeadings: Bool = false) {
    var previous: Form?
    var pieces: [String] = []
    for (index, paragraph) in paragraphs.enumerated() {
      let inline = InlineMarkdown(paragraph.passage, language: language)
      links += inline.links
      findings += inline.findings
      let isHeading = findingHeadings && Self.isHeading(paragraphs, at: index)
      let (block, text) = Self.write(paragraph, inline.text, isHeading: isHeading)
      if text.isEmpty { continue }
      if let previous { pieces.append(previous == block && block != .plain ? "\n" : "\n\n") }
      pieces.append(text)
      previous = block
    }
    markdown = pieces.joined()
  }

  private static func write(_ paragraph: Paragraph, _ text: String, isHeading: Bool) -> (Form, String) {
    if isHeading || paragraph.kind == .heading {
      let plain =
        text.hasPrefix("**") && text.hasSuffix("**") && text.count > 4 ? String(text.dropFirst(2).dropLast(2)) : text
      let number = if case .numbered(let number) = paragraph.kind { "\(number). " } else { "" }
      return (.plain, plain.isEmpty ? "" : "## " + number + plain)
    }
    switch paragraph.kind {
    case .bullet: return (.bullet, "- " + escaped(text))
    case .numbered(let number): return (.numbered, "\(number). " + escaped(text))
    case .quote: return (.plain, text.isEmpty ? "" : "> " + escaped(text))
    case .text, .heading: return (.plain, escaped(text))
    }
  }

  /// True for a short line without a final period that text follows, or for a line in bold or capitals.
  static func isHeading(_ paragraphs: [Paragraph], at index: Int) -> Bool {
    let paragraph = paragraphs[index]
    if paragraph.kind == .heading { return true }
    guard index + 1 < paragraphs.count, paragraph.lines.count == 1, paragraph.startsBlock else { return false }
    let next = paragraphs[index + 1]
    let line = paragraph.lines[0]
    guard line.bytes.count <= 140, !line.words.isEmpty, !line.startsSmall, !line.isAddressOnly else { return false }
    switch paragraph.kind {
    case .text: break
    case .numbered:
      guard next.kind == .text else { return false }
      if index > 0, case .numbered = paragraphs[index - 1].kind { return false }
    default: return false
    }
    if line.isWhollyBold || line.isInCapitals { return true }
    return !line.endsSentence && !line.text.hasSuffix(";") && !line.text.hasSuffix(",")
  }

  /// Escapes first characters that Markdown would read as a block mark.
  private static func escaped(_ text: String) -> String {
    guard let first = text.utf8.first else { return text }
    switch first {
    case 0x23, 0x3E, 0x7E, 0x3D: return "\\" + text
    case 0x2B, 0x2D: return "\\" + text
    case 0x5B where text.prefix(1000).contains("]:"): return "\\" + text
    case 0x30...0x39:
      let digits = text.utf8.prefix { (0x30...0x39).contains($0) }.count
      guard digits <= 9, text.utf8.count > digits else { return text }
      let mark = text.utf8[text.utf8.index(text.utf8.startIndex, offsetBy: digits)]
      guard mark == 0x2E || mark == 0x29 else { return text }
      return text.prefix(digits) + "\\" + text.dropFirst(digits)
    default: return text
    }
  }
}

extension Line {
  /// True for `**Heading**`.
  var isWhollyBold: Bool {
    guard bytes.count > 4, text.hasPrefix("**"), text.hasSuffix("**") else { return false }
    return !text.dropFirst(2).dropLast(2).contains("*")
  }
}
