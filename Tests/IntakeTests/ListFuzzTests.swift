// Tests random lists in web pages, Word's clipboard and Word documents.

import Foundation
import Intake
import RunningNewsroom
import Testing

@Suite struct ListFuzzTests {
  /// A file with words that occur only once in it.
  private struct Sample {
    private var chance: Chance
    private(set) var words: [String] = []

    init(_ chance: Chance) { self.chance = chance }

    private mutating func number(_ range: Range<Int>) -> Int { chance.number(range) }
    private mutating func numeral() -> String { chance.numeral() }

    private mutating func word() -> String {
      words.append("w\(words.count)x")
      return words[words.count - 1]
    }

    mutating func page(_ depth: Int) -> String {
      switch number(0..<(depth > 6 ? 2 : 8)) {
      case 0: return word() + " "
      case 1:
        let mark = #"<span style="mso-list:ignore">\#(numeral()).</span>"#
        return #"<p style="mso-list:l0 level\#(numeral())">\#(mark)\#(word())</p>"#
      case 2: return #"<ol start="\#(numeral())">\#(pages(depth))</ol>"#
      case 3: return "<ul>\(pages(depth))</ul>"
      case 4: return #"<li value="\#(numeral())">\#(pages(depth))"#
      case 5: return "<blockquote>\(pages(depth))</blockquote>"
      case 6: return #"<table><tr><td colspan="\#(numeral())">\#(pages(depth))</td></tr></table>"#
      default: return #"<p style="font-weight:\#(numeral())">\#(pages(depth))"#
      }
    }

    private mutating func pages(_ depth: Int) -> String {
      (0..<number(1..<4)).map { _ in page(depth + 1) }.joined(separator: "\n")
    }

    mutating func document() throws -> [UInt8] {
      let named = (0..<4).map { _ in numeral() } + ["0"]
      let levels = named.map { #"<w:lvl w:ilvl="\#($0)"><w:numFmt w:val="decimal"/></w:lvl>"# }.joined()
      let numbering = """
        <w:abstractNum w:abstractNumId="1">\(levels)</w:abstractNum>
        <w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
        """
      let paragraphs = (0..<number(1..<8)).map { _ in
        let outline = number(0..<4) == 0 ? #"<w:outlineLvl w:val="\#(numeral())"/>"# : ""
        return """
          <w:p><w:pPr>\(outline)<w:numPr><w:ilvl w:val="\(numeral())"/><w:numId w:val="6"/></w:numPr></w:pPr>
          <w:r><w:t>\(word())</w:t></w:r></w:p>
          """
      }
      return try ZIPFile.document(paragraphs.joined(), numbering: numbering)
    }
  }

  @Test func `random lists in a page keep their words in order, and their numbers are those of Markdown`() throws {
    try Fuzz.run("lists of pages", 500) { chance, place in
      var sample = Sample(chance)
      let page = sample.page(0)
      try Self.check(
        try FileType.html.markdown(of: Array("<div>\(page)</div>".utf8)), sample.words, "\(place): \(page)")
    }
  }

  @Test func `so do random lists in a Word document`() throws {
    try Fuzz.run("lists of documents", 20) { chance, place in
      var sample = Sample(chance)
      let document = try sample.document()
      try Self.check(try FileType.word.markdown(of: document), sample.words, "\(place)")
    }
  }

  private static func check(_ markdown: String, _ words: [String], _ place: Comment) throws {
    var rest = markdown[...]
    for word in words {
      let range = try #require(rest.firstRange(of: word), place)
      rest = rest[range.upperBound...]
    }
    for line in markdown.split(separator: "\n") {
      guard let dot = line.firstIndex(of: "."), let number = Int(line[..<dot]) else { continue }
      try #require((0...999_999_999).contains(number), place)
    }
  }
}
