// Finds the sites that a text mentions: certain, possible and unknown ones.

struct SiteMentions {
  /// The ids of the certain sites, in the order of their first mention.
  private(set) var sites: [String] = []
  private(set) var findings: [Finding] = []

  private struct Entry {
    var word: Word
    var line: Line
    var index: Int
    var isTaken = false
  }

  private let index: SiteIndex
  private let excluded: Set<String>
  private var suggestions: [(id: String, finding: Finding)] = []

  init(_ paragraphs: [Paragraph], knowing register: Register) {
    index = register.siteIndex
    let own = register.organisationNames.flatMap { Line(number: 0, text: $0).words.map(\.folded) }
    excluded = Self.commonWords.union(own)
    var unknown: [String: Finding] = [:]
    var order: [String] = []
    for block in Self.blocks(paragraphs) {
      var entries = block.flatMap(Self.entries)
      match(&entries)
      for (key, finding) in siteLike(in: entries) where unknown[key] == nil {
        unknown[key] = finding
        order.append(key)
      }
    }
    for suggestion in suggestions where !sites.contains(suggestion.id) {
      if !findings.contains(where: { $0.about == suggestion.id }) { findings.append(suggestion.finding) }
    }
    for key in order.prefix(20) { settle(key, unknown[key]) }
  }

  /// The lines grouped into blocks. A name may continue from one line of a block to the next.
  private static func blocks(_ paragraphs: [Paragraph]) -> [[Line]] {
    var blocks: [[Line]] = []
    for paragraph in paragraphs {
      if paragraph.startsBlock || paragraph.kind != .text || blocks.isEmpty {
        blocks.append(paragraph.lines)
      } else {
        blocks[blocks.count - 1] += paragraph.lines
      }
    }
    return blocks
  }

  /// The words of a line, except those in web and e-mail addresses.
  private static func entries(of line: Line) -> [Entry] {
    var hidden: [Range<Int>] = []
    if line.bytes.contains(0x40) || line.bytes.contains(0x2E) {
      hidden = line.bytes.split(separator: 0x20).filter(isAddress).map { $0.startIndex..<$0.endIndex }
    }
    var next = 0
    return line.words.enumerated().compactMap { index, word in
      if hidden.isEmpty { return Entry(word: word, line: line, index: index) }
      while next < hidden.count, hidden[next].upperBound <= word.range.lowerBound { next += 1 }
      let isHidden = next < hidden.count && hidden[next].overlaps(word.range)
      return isHidden ? nil : Entry(word: word, line: line, index: index)
    }
  }

  /// True for the bytes of a web or e-mail address.
  private static func isAddress(_ part: ArraySlice<UInt8>) -> Bool {
    part.contains(0x40) || part.starts(with: "www.".utf8) || part.starts(with: "http".utf8)
      || (part.contains(0x3A) && part.contains(0x2F) && part.contains(0x2E))
  }

  /// Takes the longest known name at each word.
  private mutating func match(_ entries: inout [Entry]) {
    var start = 0
    while start < entries.count {
      var key = ""
      var best: (end: Int, meaning: SiteIndex.Meaning)?
      var end = start
      while end < entries.count {
        key += entries[end].word.folded
        guard index.begins(key) else { break }
        end += 1
        if let meaning = index.meaning(of: key) { best = (end, meaning) }
      }
      guard let best, best.end - start > 1 || entries[start].word.isCapitalised else {
        start += 1
        continue
      }
      for taken in start..<best.end { entries[taken].isTaken = true }
      note(best.meaning, entries[start..<best.end])
      start = best.end
    }
  }

  private mutating func note(_ meaning: SiteIndex.Meaning, _ entries: ArraySlice<Entry>) {
    if meaning.sure.count == 1 {
      if !sites.contains(meaning.sure[0]) { sites.append(meaning.sure[0]) }
      return
    }
    for id in meaning.sure + meaning.ambiguous { suggest(id, Self.printed(entries), entries.first?.line.number) }
  }

  private mutating func suggest(_ id: String, _ printed: String, _ line: Int?) {
    if suggestions.contains(where: { $0.id == id }) { return }
    suggestions.append((id, Finding(.suggestedSite, line: line, place: "sites", value: printed, about: id)))
  }

  private static func printed(_ entries: ArraySlice<Entry>) -> String {
    guard let first = entries.first, let last = entries.last else { return "" }
    if first.line.number == last.line.number, first.word.range.lowerBound < last.word.range.upperBound {
      return first.line.text(first.word.range.lowerBound..<last.word.range.upperBound)
    }
    return entries.map { $0.line.text($0.word.range) }.joined(separator: " ")
  }

  // MARK: Names that look like a site

  private static let commonWords: Set<String> = [
    "web", "internet", "de", "het", "le", "la", "les", "the", "ce", "cette", "deze", "dit", "this", "that", "un", "une",
    "een", "a", "an", "onze", "notre", "our", "brussel", "bruxelles", "brussels", "region", "gewest", "on", "off", "op",
    "ook", "elke", "chaque", "each", "every", "andere", "autre", "every", "in", "sur", "dans", "en",
  ]

  /// Site-like names: `Delta-site`, `site Delta`, `site de Delta`, `Delta site`, `Delta Logistics Centre`.
  private func siteLike(in entries: [Entry]) -> [(String, Finding)] {
    var found: [(String, Finding)] = []
    for index in entries.indices {
      let word = entries[index].word.folded
      var range: Range<Int>?
      if word == "site" {
        range = before(index, in: entries).map { $0..<(index + 1) } ?? after(index, in: entries).map { index..<$0 }
      } else if word == "logistics", index + 1 < entries.count,
        ["centre", "center"].contains(entries[index + 1].word.folded)
      {
        range = before(index, in: entries).map { $0..<(index + 2) }
      }
      guard let range, !entries[range].contains(where: \.isTaken) else { continue }
      let first = entries[range.lowerBound].line
      if first.isInCapitals { continue }
      let key = entries[range].map(\.word.folded).joined()
      found.append((key, Finding(.unknownSite, line: first.number, value: Self.printed(entries[range]))))
    }
    return found
  }

  /// The start of the name right before a word.
  private func before(_ index: Int, in entries: [Entry]) -> Int? {
    var start = index
    while start > 0, index - start < 4, isName(entries[start - 1]), isNear(entries[start - 1], entries[start]) {
      start -= 1
    }
    return start < index ? start : nil
  }

  /// The end of the name right after a word. `de`, `van` or `of` may come between.
  private func after(_ index: Int, in entries: [Entry]) -> Int? {
    var start = index + 1
    let links: Set<String> = ["de", "du", "des", "d", "van", "of", "l", "la"]
    while start < entries.count, start - index <= 2, links.contains(entries[start].word.folded),
      !entries[start].word.isCapitalised
    {
      start += 1
    }
    var end = start
    while end < entries.count, end - start < 4, isName(entries[end]), isNear(entries[end - 1], entries[end]) {
      end += 1
      if end > start, end + 1 < entries.count, Self.conjunctions.contains(entries[end].word.folded),
        isName(entries[end + 1]), isNear(entries[end], entries[end + 1])
      {
        end += 1
      }
    }
    return end > start ? end : nil
  }

  /// The words inside a name of two parts, such as “Port et Canal”.
  private static let conjunctions: Set<String> = ["en", "et", "and"]

  private func isName(_ entry: Entry) -> Bool {
    entry.word.isCapitalised && !excluded.contains(entry.word.folded)
  }

  /// True when only a space, a hyphen or an apostrophe separates two words.
  private func isNear(_ left: Entry, _ right: Entry) -> Bool {
    guard left.line.number == right.line.number else { return true }
    guard right.index == left.index + 1 else { return false }
    return [" ", "-", "’", "'"].contains(left.line.gap(after: left.index))
  }

  /// Suggests a known site for its shortened name, unless the site is already found. Any other name is unknown.
  private mutating func settle(_ key: String, _ finding: Finding?) {
    guard var finding else { return }
    let known = index.sites(beginningWith: key)
    if known.contains(where: { sites.contains($0) || suggested($0) }) { return }
    if let id = known.first {
      finding = Finding(.suggestedSite, line: finding.line, place: "sites", value: finding.value, about: id)
    }
    findings.append(finding)
  }

  private func suggested(_ id: String) -> Bool {
    findings.contains { $0.code == .suggestedSite && $0.about == id }
  }
}
