// Suspects an embargo in a sentence of any wording, by points: what it does with the text, until when, and to whom.

/// The net below `EmbargoNotice`. That one reads the usual forms; this one only asks whether a sentence may forbid or
/// allow publishing around some time. What it finds holds the release unless `EmbargoLine` reads all of it.
struct EmbargoSuspicion {
  /// The words of the notice, from its first word or the dash or bracket before it to the end of its sentence.
  let words: Range<Int>
  /// The words of its whole sentence.
  let sentence: Range<Int>

  /// Where a line stands, which makes a notice more or less likely.
  enum Place: Int {
    /// Inside a paragraph of the text.
    case prose = -2
    case neutral = 0
    /// A short line on its own, a mail header, a line after the end mark.
    case apart = 2
  }

  private static let threshold = 6

  /// The first notice in a line.
  /// - Parameter continues: true when the line begins in the middle of a sentence, which is judged with the one before.
  /// - Parameter isFar: tells whether a part of the line names only dates far from the others of the text.
  init?(_ line: Line, at place: Place, continues: Bool = false, isFar: (Line) -> Bool) {
    guard line.words.count >= 2, !line.bytes.contains(0x40) || place == .apart else { return nil }
    let senses = EmbargoSense.all(in: line)
    let all = Self.union(senses[...])
    guard !all.isDisjoint(with: [.day, .clock, .event]) else { return nil }
    var start = 0
    for index in line.words.indices {
      // Words without any end are cut, so that a long line has no corner to hide in.
      let isEnd = index + 1 == line.words.count || index - start >= 120
      guard isEnd || Self.endsSentence(line, after: index) else { continue }
      let sentence = start..<(index + 1)
      start = index + 1
      guard !continues || sentence.lowerBound > 0 else { continue }
      // A notice may follow a kind, a title or another label on its line.
      var opening = sentence.lowerBound
      while true {
        let words = opening..<sentence.upperBound
        if Self.points(line, senses, words, place) >= Self.threshold {
          let part = line.text(line.words[words.lowerBound].range.lowerBound..<line.words[index].range.upperBound)
          let isClear = Self.points(line, senses, words, place) >= Self.threshold + 3
          if isClear || !isFar(Line(number: line.number, text: part)) {
            (self.words, self.sentence) = (words, sentence)
            return
          }
        }
        guard let next = words.dropLast().first(where: { Self.divides(line.gap(after: $0)) }) else { break }
        opening = next + 1
      }
    }
    return nil
  }

  private static func union(_ senses: ArraySlice<EmbargoSense>) -> EmbargoSense {
    senses.reduce(into: []) { $0.formUnion($1) }
  }

  private static func endsSentence(_ line: Line, after index: Int) -> Bool {
    let gap = line.gap(after: index)
    if gap.contains("?") || gap.contains("!") || gap.contains(";") { return true }
    // `22. Mai` is a date.
    let isDay = line.words[index].isNumber && CalendarNames.months[line.words[index + 1].folded] != nil
    return gap.hasPrefix(". ") && !isDay && line.words[index].range.count > 2 && line.words[index + 1].isCapitalised
  }

  private static func divides(_ gap: String) -> Bool {
    gap.contains(where: { "–—|()[]:".contains($0) }) || gap.contains(" - ") || gap.contains("**")
  }

  // MARK: Points

  private static func points(_ line: Line, _ senses: [EmbargoSense], _ words: Range<Int>, _ place: Place) -> Int {
    let all = union(senses[words])
    let isLimited = !all.isDisjoint(with: .limit)
    let isTimed = !all.isDisjoint(with: .time)
    guard isTimed || all.contains(.event) && isLimited, !all.contains(.immediate) else { return 0 }
    let isToReaders = all.contains(.reader)
    guard let first = words.first(where: { !senses[$0].isDisjoint(with: EmbargoSense.acts.union([.limit, .reader])) })
    else {
      return 0
    }
    let act = self.act(line, senses, words, all)
    if act == 0 { return 0 }
    var points = act + (isLimited ? 1 : 0) + (all.contains(.clock) ? 2 : 1) + place.rawValue
    if isToReaders { points += 2 }
    if all.contains(.document) { points += isToReaders ? 2 : 1 }
    let unknown = senses[words].count { $0.isEmpty }
    let isOpen = senses[words.lowerBound..<first].allSatisfy { !$0.isEmpty }
    if isOpen { points += 1 } else if !isToReaders { points -= 4 }
    points -= isToReaders ? unknown / 3 : unknown
    if all.contains(.other) { points -= isToReaders && all.contains(.document) ? 1 : 5 }
    return points
  }

  /// What the sentence does with the text: 4 for holding it back in so many words, 0 for nothing.
  private static func act(_ line: Line, _ senses: [EmbargoSense], _ words: Range<Int>, _ all: EmbargoSense) -> Int {
    let isToReaders = all.contains(.reader)
    let isLimited = !all.isDisjoint(with: .limit)
    if all.contains(.name), isOnText(line, senses, words, all) { return 4 }
    if all.contains(.spreading), isForbidden(senses, words) { return 4 }
    if all.contains(.spreading), all.contains(.only), isLimited || all.contains(.clock) { return 4 }
    if all.contains(.secret), isLimited || all.contains(.lifting) || all.contains(.clock) { return 3 }
    if all.contains(.lifting) { return 3 }
    let isOnDocument = isToReaders || all.contains(.document) && all.contains(.clock)
    if all.contains(.holding), isOnDocument, all.contains(.until) { return 3 }
    if all.contains(.holding), senses[words.lowerBound].contains(.holding), all.contains(.clock) { return 3 }
    if all.contains(.spreading), all.contains(.permission), !all.contains(.until) { return 3 }
    if all.contains(.negation), all.contains(.until) { return isToReaders ? 3 : 2 }
    let opensFree = senses[words.lowerBound].contains(.free) && all.contains(.clock)
    if all.contains(.free), !all.contains(.until), isLimited || all.contains(.document) || opensFree { return 2 }
    // “En ligne jeudi à 10 h” announces, “Publié jeudi à 10 h” only dates.
    let opensSpread = senses[words.lowerBound].contains(.spreading) && !isPast(line.words[words.lowerBound].folded)
    if opensSpread, all.contains(.clock), !senses[words].contains(where: \.isEmpty) { return 2 }
    guard all.contains(.spreading), isLimited else { return 0 }
    // “For use from Friday”, “Texte utilisable dès jeudi”: nobody else publishes.
    let opener = line.words[words.lowerBound].folded
    let opensNotice = !senses[words.lowerBound].isDisjoint(with: [.spreading, .document, .reader, .permission])
    return isToReaders || opensNotice || ["for", "pour", "voor", "te", "a"].contains(opener) ? 1 : 0
  }

  /// True for `published`, `publié`, `gepubliceerd`.
  private static func isPast(_ word: String) -> Bool {
    word.hasPrefix("ge") || word.hasPrefix("publie") || word.hasPrefix("diffuse") || word.hasSuffix("ed")
      || word == "paru" || word == "verspreid"
  }

  /// True when a negation stands near a word of publishing.
  private static func isForbidden(_ senses: [EmbargoSense], _ words: Range<Int>) -> Bool {
    words.contains { index in
      senses[index].contains(.negation)
        && senses[max(words.lowerBound, index - 9)..<min(words.upperBound, index + 13)]
          .contains { $0.contains(.spreading) }
    }
  }

  /// False for “embargo on oil” and “the country is under embargo”.
  private static func isOnText(
    _ line: Line, _ senses: [EmbargoSense], _ words: Range<Int>, _ all: EmbargoSense
  ) -> Bool {
    guard let name = words.first(where: { senses[$0].contains(.name) }) else { return false }
    let before = senses[words.lowerBound..<name]
    let isToReaders = all.contains(.reader) && all.contains(.document)
    guard before.allSatisfy({ !$0.isEmpty }) || isToReaders, !before.contains(where: { $0.contains(.negation) }) else {
      return false
    }
    return all.contains(.reader) || !senses[(name + 1)..<words.upperBound].prefix(4).contains(where: \.isEmpty)
  }
}

extension Line {
  /// True for a word that begins a time of day, also one that does not exist.
  func isClock(at index: Int) -> Bool {
    let word = words[index]
    guard word.startsWithDigit || word.folded == "noon" || word.folded == "midi" else { return false }
    do {
      return try ClockTime.read(in: self, at: index) != nil
    } catch {
      return true
    }
  }

  /// True for a word that begins a date, with or without a year.
  func isDay(at index: Int) -> Bool {
    let word = words[index]
    guard index + 1 < words.count else { return false }
    let next = words[index + 1]
    if CalendarNames.months[word.folded] != nil {
      return CalendarNames.day(next.folded) != nil && next.range.count <= 4
    }
    guard word.startsWithDigit, CalendarNames.day(word.folded) != nil || word.range.count == 4 else { return false }
    if CalendarNames.months[next.folded] != nil { return true }
    guard let month = next.number, (1...12).contains(month) else { return false }
    return ["/", ".", "-"].contains(gap(after: index)) && next.range.count <= 2
  }
}
