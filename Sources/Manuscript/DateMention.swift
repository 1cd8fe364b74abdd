// Finds the dates in a line, in the formats of press texts: 22/05/2025, 22 mei 2025, 1er juin 2025, 2025-05-22.

import Values

struct DateMention: Sendable {
  /// The date; nil when that day does not exist.
  let date: CalendarDate?
  /// The weekday printed before the date.
  let weekday: Weekday?
  let hasShortYear: Bool
  /// The indexes of its words in the line, with the weekday.
  let words: Range<Int>
  let text: String

  /// True when the printed weekday does not match the date.
  var contradictsItself: Bool {
    guard let date, let weekday else { return false }
    return date.weekday != weekday
  }

  /// The finding for a day that does not exist or has another weekday; nil for a correct date.
  func finding(line: Int? = nil, place: String? = nil) -> Finding? {
    guard let date else { return Finding(.invalidDate, line: line, place: place, value: text) }
    guard contradictsItself else { return nil }
    return Finding(.weekdayMismatch, line: line, place: place, value: text, about: date.weekday.rawValue)
  }

  /// All dates of a line, from left to right. `allowingShortYear` accepts years of two digits.
  static func all(in line: Line, allowingShortYear: Bool = false) -> [DateMention] {
    var mentions: [DateMention] = []
    var index = 0
    while index < line.words.count {
      guard let match = match(in: line, at: index, allowingShortYear: allowingShortYear) else {
        index += 1
        continue
      }
      let before = index > 0 ? CalendarNames.weekdays[line.words[index - 1].folded] : nil
      let hasWeekday = before != nil && line.gap(after: index - 1).isLooseGap
      let words = (hasWeekday ? index - 1 : index)..<match.end
      mentions.append(
        DateMention(
          date: CalendarDate(year: match.year, month: match.month, day: match.day), weekday: hasWeekday ? before : nil,
          hasShortYear: match.hasShortYear, words: words,
          text: line.text(line.words[words.lowerBound].range.lowerBound..<line.words[match.end - 1].range.upperBound)))
      index = match.end
    }
    return mentions
  }

  private struct Match {
    var year: Int
    var month: Int
    var day: Int
    var end: Int
    var hasShortYear = false
  }

  private static func match(in line: Line, at index: Int, allowingShortYear: Bool) -> Match? {
    let words = line.words
    guard index + 2 < words.count else { return nil }
    let (first, second, third) = (words[index], words[index + 1], words[index + 2])
    let (firstGap, secondGap) = (line.gap(after: index), line.gap(after: index + 1))
    if let month = CalendarNames.months[first.folded] {
      guard let day = CalendarNames.day(second.folded), firstGap.isLooseGap, secondGap.isLooseGap else { return nil }
      guard let year = year(third) else { return nil }
      return Match(year: year, month: month, day: day, end: index + 3)
    }
    if let month = CalendarNames.months[second.folded] {
      guard let day = CalendarNames.day(first.folded), firstGap.isLooseGap, secondGap.isLooseGap else { return nil }
      guard let year = year(third) else { return nil }
      return Match(year: year, month: month, day: day, end: index + 3)
    }
    return numeric(in: line, at: index, allowingShortYear: allowingShortYear)
  }

  private static func numeric(in line: Line, at index: Int, allowingShortYear: Bool) -> Match? {
    let (first, second, third) = (line.words[index], line.words[index + 1], line.words[index + 2])
    let gap = line.gap(after: index)
    guard ["/", ".", "-"].contains(gap), line.gap(after: index + 1) == gap else { return nil }
    guard let one = first.number, let two = second.number, let three = third.number else { return nil }
    // A longer chain of numbers is a phone number or a reference.
    let after = line.gap(after: index + 2)
    if index + 3 < line.words.count, after == gap, line.words[index + 3].isNumber { return nil }
    if index > 0, line.gap(after: index - 1) == gap, line.words[index - 1].isNumber { return nil }
    if gap == "-", let year = year(first), second.range.count <= 2, third.range.count <= 2 {
      return Match(year: year, month: two, day: three, end: index + 3)
    }
    guard first.range.count <= 2, second.range.count <= 2 else { return nil }
    if let year = year(third) { return Match(year: year, month: two, day: one, end: index + 3) }
    guard allowingShortYear, third.range.count == 2 else { return nil }
    return Match(year: 2000 + three, month: two, day: one, end: index + 3, hasShortYear: true)
  }

  private static func year(_ word: Word) -> Int? {
    guard word.range.count == 4, let year = word.number, (1900...2199).contains(year) else { return nil }
    return year
  }
}

/// The names of months and weekdays, folded, in the four languages.
enum CalendarNames {
  static let months: [String: Int] = {
    let names = [
      "januari janvier january januar jan janv", "februari fevrier february februar feb fevr",
      "maart mars march marz mrt mar", "april avril avr apr", "mei mai may", "juni juin june jun",
      "juli juillet july jul juil", "augustus aout august aug", "september septembre sept sep",
      "oktober octobre october okt oct", "november novembre nov", "december decembre dezember dec dez",
    ]
    var table: [String: Int] = [:]
    for (index, list) in names.enumerated() {
      for name in list.split(separator: " ") { table[String(name)] = index + 1 }
    }
    return table
  }()

  static let weekdays: [String: Weekday] = {
    var table: [String: Weekday] = [:]
    for language in Language.allCases {
      for (day, name) in zip(Weekday.allCases, Weekday.names(in: language)) { table[Folding.fold(name)] = day }
    }
    return table
  }()

  /// The day of the month that a word means: `22`, `1er`, `22nd`.
  static func day(_ folded: String) -> Int? {
    let digits = folded.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count), let day = Int(digits) else { return nil }
    let ending = folded.dropFirst(digits.count)
    return ending.isEmpty || ["er", "e", "st", "nd", "rd", "th", "ste", "de"].contains(String(ending)) ? day : nil
  }
}

extension String {
  /// True for the text between two parts of a written date: a space, a period, a comma.
  var isLooseGap: Bool {
    !isEmpty && utf8.count <= 3 && utf8.allSatisfy { [0x20, 0x2E, 0x2C].contains($0) }
  }
}
