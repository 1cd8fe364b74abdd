// Tests random lists in web pages, Word's clipboard and Word documents.

import Foundation
import Intake
import Testing

@Suite struct ListFuzzTests {
  /// The number of pages, set by `NEWSROOM_FUZZ_CASES`. There are a fortieth as many documents.
  static let cases = ProcessInfo.processInfo.environment["NEWSROOM_FUZZ_CASES"].flatMap { Int($0) } ?? 500
  /// The seed, set by `NEWSROOM_SEED`. The same seed makes the same files.
  static let seed =
    ProcessInfo.processInfo.environment["NEWSROOM_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1 << 48)

  private static let numbers = [
    "9223372036854775807", "-9223372036854775808", "9223372036854775806", "999999999", "999999998", "1000000000",
    "4294967296", "2147483647", "-1", "0", "1", "007", "+3", "1e9", "", " 5", "٣", "99999999999999999999", "½",
  ]

  /// SplitMix64.
  private struct Chance: RandomNumberGenerator {
    var state: UInt64
    private(set) var words: [String] = []

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func numeral() -> String { numbers[number(0..<numbers.count)] }

    /// A word that occurs only once in its file.
    mutating func word() -> String {
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

  @Test func `random lists keep their words in order, and their numbers are those of Markdown`() throws {
    print("\(Self.cases) pages and \(Self.cases / 40) documents from NEWSROOM_SEED=\(Self.seed)")
    for number in 0..<UInt64(Self.cases) {
      var chance = Chance(seed: Self.seed &+ number)
      let page = chance.page(0)
      let place: Comment = "NEWSROOM_SEED=\(Self.seed &+ number) NEWSROOM_FUZZ_CASES=1: \(page)"
      try Self.check(try FileType.html.markdown(of: Array("<div>\(page)</div>".utf8)), chance.words, place)
    }
    for number in 0..<UInt64(max(1, Self.cases / 40)) {
      var chance = Chance(seed: Self.seed &+ number)
      let document = try chance.document()
      let place: Comment = "NEWSROOM_SEED=\(Self.seed &+ number) NEWSROOM_FUZZ_CASES=1"
      try Self.check(try FileType.word.markdown(of: document), chance.words, place)
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
