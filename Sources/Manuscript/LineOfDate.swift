// Recognizes a line with only a date: `Datum: 22/05/2025`, `Mis en ligne le 4 juin 2025 à 08:30`, `Thursday 12 March`.

import Values

struct LineOfDate {
  /// The date; nil when the line has none with a year.
  let mention: DateMention?
  /// The printed date without a year.
  let withoutYear: String?
  /// The text as a dateline, when a place stands before the date.
  let dateline: String?

  private static let leads: Set<String> = [
    "publie", "mis", "mise", "en", "ligne", "le", "fait", "a", "op", "datum", "date", "issued", "issue", "published",
    "posted", "gepubliceerd", "verschenen", "bijgewerkt", "updated", "on", "du", "de", "den", "the", "publication",
    "publicatie", "publicatiedatum", "release", "released", "paru", "parution", "diffuse", "online", "geplaatst",
    "uitgegeven", "te", "opgemaakt", "emis", "created", "dated", "van", "om", "der", "am", "vom",
  ]
  private static let trails: Set<String> = [
    "a", "om", "at", "uur", "u", "h", "uhr", "utc", "cet", "cest", "bst", "gmt", "am", "pm", "hnec", "haec", "update",
  ]

  init?(_ line: Line, inHead: Bool) {
    guard line.bytes.count <= 110, (1...14).contains(line.words.count), line.bytes.contains(where: Self.isDigit)
    else { return nil }
    let found = DateMention.all(in: line, allowingShortYear: true)
    guard found.count <= 1 else { return nil }
    let words: Range<Int>
    if let mention = found.first {
      words = mention.words
    } else {
      guard let range = Self.yearless(line) else { return nil }
      words = range
    }
    guard Self.isTime(line, from: words.upperBound) else { return nil }
    var hasPlace = false
    var isLabelled = false
    for index in 0..<words.lowerBound {
      let word = line.words[index]
      let gap = line.gap(after: index)
      if gap.contains(where: { "?!;".contains($0) }) { return nil }
      // A row of a table: the label and its date.
      if gap.contains("|"), index + 1 == words.lowerBound, index <= 3, !hasPlace || index > 0 {
        (hasPlace, isLabelled) = (false, true)
        continue
      }
      if Self.leads.contains(word.folded) {
        if gap.contains(":") || index == 0 { isLabelled = true }
        continue
      }
      guard word.isCapitalised, !word.isNumber, words.lowerBound <= 8 else { return nil }
      if gap.contains(":") { return nil }
      hasPlace = true
    }
    let first = line.words[0]
    let isWeekday = CalendarNames.weekdays[first.folded] != nil
    if found.isEmpty {
      guard words.lowerBound == 0 || isLabelled || hasPlace, inHead || isLabelled else { return nil }
      guard isWeekday || isLabelled || hasPlace || inHead else { return nil }
      let end = line.words[words.upperBound - 1].range.upperBound
      withoutYear = line.text(line.words[words.lowerBound].range.lowerBound..<end)
    } else {
      withoutYear = nil
    }
    mention = found.first
    let end = line.words[words.upperBound - 1].range.upperBound
    dateline = hasPlace && !isWeekday ? line.text(0..<end).strippedOfMarks : nil
  }

  /// A day and a month, with a weekday but without a year.
  static func yearless(_ line: Line) -> Range<Int>? {
    let words = line.words
    for index in words.indices.dropLast() {
      let next = words[index + 1]
      let isDayFirst = CalendarNames.day(words[index].folded) != nil && CalendarNames.months[next.folded] != nil
      let isMonthFirst = CalendarNames.months[words[index].folded] != nil && CalendarNames.day(next.folded) != nil
      guard isDayFirst || isMonthFirst, line.gap(after: index).isLooseGap else { continue }
      let hasWeekday = index > 0 && CalendarNames.weekdays[words[index - 1].folded] != nil
      return (hasWeekday ? index - 1 : index)..<(index + 2)
    }
    return nil
  }

  /// True when only a time follows.
  private static func isTime(_ line: Line, from index: Int) -> Bool {
    let rest = line.words[index...]
    guard rest.count <= 6 else { return false }
    return rest.allSatisfy { word in
      word.startsWithDigit && word.range.count <= 5 || trails.contains(word.folded)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
