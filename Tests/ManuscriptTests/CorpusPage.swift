// Writes a manuscript of the corpus as a web page, the way a browser's paste of it would look.

import Foundation

/// A manuscript as HTML: paragraphs, headings, lists, tables and line breaks.
enum CorpusPage {
  /// The page; nil for a manuscript whose form no page has: a quoted mail, or one that is written in Markdown.
  static func html(_ text: CorpusText) -> String? {
    let lines = text.text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    let printed = lines.filter { !$0.trimmingCharacters(in: .whitespaces).isEmpty }
    let marked = printed.filter { $0.hasPrefix(">") || $0.hasPrefix("#") || $0.contains("**") || $0.contains("](") }
    guard marked.isEmpty else { return nil }
    let widest = printed.map(\.count).max() ?? 0
    var html = "<html><body>\n"
    for block in blocks(lines) { html += write(unwrapped(block, isWrapped: widest <= 90), text.truth) }
    return html + "</body></html>\n"
  }

  private static func blocks(_ lines: [String]) -> [[String]] {
    lines.split { $0.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty }.map(Array.init)
  }

  /// Joins the lines of a hard-wrapped paragraph.
  private static func unwrapped(_ block: [String], isWrapped: Bool) -> [String] {
    guard isWrapped else { return block }
    var joined: [String] = []
    var before = 0
    for line in block {
      let isFull = before >= 55 && joined.last.map { !".:?!".contains($0.last ?? " ") || before >= 62 } ?? false
      before = line.count
      if isFull, let last = joined.last {
        joined[joined.count - 1] = last.hasSuffix("-") ? last.dropLast() + line : last + " " + line
      } else {
        joined.append(line)
      }
    }
    return joined
  }

  private static func write(_ block: [String], _ truth: CorpusText.Truth) -> String {
    var html = ""
    var rest = block[...]
    while let first = rest.first {
      if let count = titleLines(rest, truth.title) {
        html += "<h1>\(rest.prefix(count).map(escaped).joined(separator: "<br>"))</h1>\n"
        rest = rest.dropFirst(count)
      } else if truth.headings.contains(where: { CorpusScore.plain($0) == CorpusScore.plain(first) }) {
        html += "<h2>\(escaped(first))</h2>\n"
        rest = rest.dropFirst()
      } else if isRow(first) {
        let rows = rest.prefix(while: isRow)
        let cells = rows.map { row in
          row.split { $0 == "\t" || $0 == "|" }.map { "<td>\(escaped(String($0)))</td>" }.joined()
        }
        html += "<table>\(cells.map { "<tr>\($0)</tr>" }.joined())</table>\n"
        rest = rest.dropFirst(rows.count)
      } else if isItem(first) {
        let items = rest.prefix(while: isItem)
        let texts = items.map { escaped(String($0.drop { !$0.isWhitespace })) }
        html += "<ul>\(texts.map { "<li>\($0)</li>" }.joined())</ul>\n"
        rest = rest.dropFirst(items.count)
      } else {
        let isText = { (line: String) in
          !isRow(line) && !isItem(line) && titleLines([line], truth.title) == nil
            && !truth.headings.contains { CorpusScore.plain($0) == CorpusScore.plain(line) }
        }
        var lines = [first]
        rest = rest.dropFirst()
        while let next = rest.first, isText(next), titleLines(rest, truth.title) == nil {
          lines.append(next)
          rest = rest.dropFirst()
        }
        html += "<p>\(lines.map(escaped).joined(separator: "<br>"))</p>\n"
      }
    }
    return html
  }

  /// The number of lines that hold the title; nil when they do not begin with it.
  private static func titleLines(_ lines: ArraySlice<String>, _ title: String) -> Int? {
    var text = ""
    for (index, line) in lines.prefix(3).enumerated() {
      text += (index == 0 ? "" : " ") + line
      if CorpusScore.plain(text) == CorpusScore.plain(title) { return index + 1 }
    }
    return nil
  }

  private static func isRow(_ line: String) -> Bool { line.contains("\t") || line.contains(" | ") }

  private static func isItem(_ line: String) -> Bool { line.hasPrefix("• ") || line.hasPrefix("- ") }

  private static func escaped(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespaces).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
  }
}
