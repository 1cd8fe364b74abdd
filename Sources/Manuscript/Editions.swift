// Divides a manuscript into its editions: the same release in one language after another.

import Values

/// The lines of one language.
struct Edition: Sendable {
  var lines: [Line]
  var language: Language
  /// False when the text does not clearly show its language.
  var languageIsClear: Bool
}

enum Editions {
  /// The editions of a manuscript, in their order. A quotation in another language is not an edition.
  static func divide(_ lines: [Line], knowing register: Register) -> [Edition] {
    let scores = lines.map { LanguageScore($0.words) }
    var bounds = announced(lines, scores, knowing: register)
    bounds = zip([0] + bounds, bounds + [lines.count]).flatMap { start, end in
      [start] + changes(lines, scores, in: start..<end, depth: 0)
    }
    let ranges = zip(bounds, bounds.dropFirst() + [lines.count]).map { $0..<$1 }
    var editions: [Edition] = []
    for range in ranges where lines[range].contains(where: { !$0.isBlank }) {
      let part = edition(Array(lines[range]), scores[range])
      if let same = editions.firstIndex(where: { $0.language == part.language }) {
        editions[same].lines += part.lines
      } else {
        editions.append(part)
      }
    }
    return editions
  }

  private static func edition(_ lines: [Line], _ scores: ArraySlice<LanguageScore>) -> Edition {
    let score = scores.reduce(LanguageScore(), +)
    let announced = lines.lazy.filter { !$0.isBlank }.prefix(20).compactMap {
      Marks.language($0) ?? KindLine($0)?.language
    }.first
    if score.isClear, let best = score.best { return Edition(lines: lines, language: best, languageIsClear: true) }
    return Edition(lines: lines, language: announced ?? score.best ?? .nl, languageIsClear: announced != nil)
  }

  /// The lines where a kind line or language mark opens an edition in a different language.
  private static func announced(
    _ lines: [Line], _ scores: [LanguageScore], knowing register: Register
  ) -> [Int] {
    var bounds: [Int] = []
    var language: Language?
    var since = 0
    for (index, line) in lines.enumerated() where !line.isBlank {
      since += 1
      guard let opened = opening(line), opened != language else { continue }
      if language == nil || since <= 3 {
        language = opened
        continue
      }
      let start = letterheadStart(lines, before: index, after: bounds.last ?? 0, knowing: register)
      bounds.append(start)
      language = opened
      since = 0
    }
    return bounds
  }

  private static func opening(_ line: Line) -> Language? {
    guard line.bytes.count <= 200 else { return nil }
    if let language = Marks.language(line) { return language }
    guard let kind = KindLine(line), kind.rest == nil || kind.restIsSeparate else { return nil }
    // A kind word inside the text, such as “Statement”, opens an edition only in capitals.
    return line.isInCapitals || kind.kind == .pressRelease ? kind.language : nil
  }

  /// The first line of the letterhead right above an opening.
  private static func letterheadStart(_ lines: [Line], before index: Int, after floor: Int, knowing register: Register)
    -> Int
  {
    var start = index
    var probe = index - 1
    while probe > floor, index - probe <= 12 {
      let line = lines[probe]
      let isLetterhead =
        Marks.isRule(line) || Marks.language(line) != nil || Letterhead.isName(line.text, knowing: register)
        || (line.text.contains("|") && Letterhead.isOne(line, knowing: register)) || Letterhead.isAddress(line)
      guard line.isBlank || isLetterhead else { break }
      if isLetterhead { start = probe }
      probe -= 1
    }
    return start
  }

  // MARK: Unannounced changes of language

  /// The lines where the language changes and does not change back.
  private static func changes(
    _ lines: [Line], _ scores: [LanguageScore], in range: Range<Int>, depth: Int
  ) -> [Int] {
    guard depth < 3, let split = bestSplit(scores, in: range) else { return [] }
    let (index, hasMark) = settle(lines, scores, at: split, in: range)
    guard index > range.lowerBound, index < range.upperBound else { return [] }
    guard isEdition(lines, in: index..<range.upperBound, split, hasMark: hasMark) else { return [] }
    return changes(lines, scores, in: range.lowerBound..<index, depth: depth + 1) + [index]
      + changes(lines, scores, in: index..<range.upperBound, depth: depth + 1)
  }

  private struct Split {
    var index: Int
    var second: Language
    var before: Int
    var after: Int
  }

  /// The best line to split the range into two languages; the last of equals. Nil when one language fits about as well.
  private static func bestSplit(_ scores: [LanguageScore], in range: Range<Int>) -> Split? {
    let total = scores[range].reduce(LanguageScore(), +)
    guard let alone = total.best else { return nil }
    var before = LanguageScore()
    var best: (sum: Int, split: Split)?
    for index in range {
      let after = total - before
      if let first = before.best, let second = after.best, second != first {
        let sum = before[first] + after[second]
        if sum >= best?.sum ?? 0 {
          best = (sum, Split(index: index, second: second, before: before[first], after: after[second]))
        }
      }
      before = before + scores[index]
    }
    guard let best, best.split.before >= 3, best.split.after >= 3 else { return nil }
    let gain = best.sum - total[alone]
    return gain >= 3 && gain * 5 >= min(best.split.before, best.split.after) * 2 ? best.split : nil
  }

  /// Moves a split up to the rule, end mark or title that belongs to the new language.
  private static func settle(
    _ lines: [Line], _ scores: [LanguageScore], at split: Split, in range: Range<Int>
  ) -> (index: Int, hasMark: Bool) {
    var floor = split.index
    while floor > range.lowerBound, !scores[floor - 1].isClear || scores[floor - 1].best == split.second { floor -= 1 }
    let gap = floor..<split.index
    if let rule = gap.last(where: { Marks.isRule(lines[$0]) || Marks.isEnd(lines[$0]) }) { return (rule + 1, true) }
    // Contact details stay with the edition that they end.
    if let details = gap.last(where: { lines[$0].bytes.count <= 200 && ContactDetails.areIn(lines[$0]) }) {
      floor = details + 1
    }
    var start = split.index
    while start > floor, !lines[start - 1].isBlank { start -= 1 }
    for _ in 0..<4 {
      var end = start
      while end > floor, lines[end - 1].isBlank { end -= 1 }
      var first = end
      while first > floor, !lines[first - 1].isBlank { first -= 1 }
      guard first < end, end - first <= 4, lines[first..<end].allSatisfy(isTitleLike) else { break }
      start = first
    }
    return (start, false)
  }

  private static func isTitleLike(_ line: Line) -> Bool {
    line.bytes.count <= 250 && !line.endsSentence && ParagraphGatherer.markup(of: line).0 != .bullet
      && !PersonName.begins(line.text)
  }

  /// True for lines with a title and a text that are long enough beside the other edition. After a mark, two lines
  /// are enough.
  private static func isEdition(_ lines: [Line], in range: Range<Int>, _ split: Split, hasMark: Bool) -> Bool {
    let printed = lines[range].lazy.filter { !$0.isBlank }
    guard let first = printed.first else { return false }
    if hasMark { return printed.prefix(2).count == 2 }
    guard split.after >= 8, split.after * 10 >= split.before * 3 else { return false }
    let isTitle = first.bytes.count <= 250 && !first.endsSentence
    let isOther = SectionHeading.opensSection(first)
    return isTitle && !isOther && printed.prefix(2).count == 2
  }
}
