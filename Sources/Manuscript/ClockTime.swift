// Reads a time of day as press texts write it: 20u, 20u00, 20 h 30, 20.00 uur, 8 pm, 8 heures du soir, noon.

struct ClockTime: Sendable, Equatable {
  /// 0 to 24; 24 is the end of the day.
  var hour: Int
  var minute: Int

  enum Fault: Error {
    case noSuchTime
  }

  private static let units: Set<String> = [
    "u", "uur", "uren", "h", "heure", "heures", "hrs", "hour", "hours", "clock", "uhr",
  ]

  /// The time that starts at a word of the line, and the index of the first word after it.
  static func read(in line: Line, at index: Int) throws(Fault) -> (time: ClockTime, end: Int)? {
    let words = line.words
    if words[index].folded == "noon" || words[index].folded == "midi" {
      return (ClockTime(hour: 12, minute: 0), index + 1)
    }
    guard var (time, end, isCertain) = clock(in: line, at: index) else { return nil }
    if end < words.count, let half = half(in: line, at: end) {
      guard (1...12).contains(time.hour), !half.isNoon || time.hour == 12 else { throw .noSuchTime }
      time.hour = time.hour % 12 + (half.isAfternoon ? 12 : 0)
      end = half.end
      isCertain = true
    }
    guard isCertain else { return nil }
    guard time.minute < 60, time.hour < 24 || (time.hour == 24 && time.minute == 0) else { throw .noSuchTime }
    return (time, end)
  }

  /// Figures with their unit. The last value is false for a bare number, which only `pm` would make a time.
  private static func clock(in line: Line, at index: Int) -> (ClockTime, Int, Bool)? {
    let words = line.words
    let word = words[index].folded
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count), let hour = Int(digits) else { return nil }
    let unit = String(word.dropFirst(digits.count))
    if !unit.isEmpty { return compact(hour: hour, unit: unit, line: line, index: index) }
    let gap = line.gap(after: index)
    if index + 1 < words.count, gap == ":" || gap == ".", words[index + 1].range.count >= 2 {
      let next = words[index + 1].folded
      let minutes = next.prefix { $0.isASCII && $0.isNumber }
      let rest = String(next.dropFirst(minutes.count))
      if minutes.count == 2, let minute = Int(minutes), rest.isEmpty || units.contains(rest) {
        return (ClockTime(hour: hour, minute: minute), afterUnit(in: line, at: index + 2), true)
      }
    }
    let end = afterUnit(in: line, at: index + 1)
    if end == index + 1 { return (ClockTime(hour: hour, minute: 0), end, false) }
    if end < words.count, words[end].range.count == 2, let minute = words[end].number, line.gap(after: end - 1) == " ",
      !isDay(in: line, at: end)
    {
      return (ClockTime(hour: hour, minute: minute), end + 1, true)
    }
    return (ClockTime(hour: hour, minute: 0), end, true)
  }

  /// `20u`, `20h30`, `8pm`.
  private static func compact(hour: Int, unit: String, line: Line, index: Int) -> (ClockTime, Int, Bool)? {
    if unit == "pm" || unit == "am" {
      guard (1...12).contains(hour) else { return (ClockTime(hour: 99, minute: 0), index + 1, true) }
      return (ClockTime(hour: hour % 12 + (unit == "pm" ? 12 : 0), minute: 0), index + 1, true)
    }
    let minutes = unit.drop { !($0.isASCII && $0.isNumber) }
    guard units.contains(String(unit.dropLast(minutes.count))) else { return nil }
    if minutes.isEmpty { return (ClockTime(hour: hour, minute: 0), index + 1, true) }
    guard minutes.count == 2, let minute = Int(minutes) else { return nil }
    return (ClockTime(hour: hour, minute: minute), index + 1, true)
  }

  private static func afterUnit(in line: Line, at index: Int) -> Int {
    let words = line.words
    if index + 1 < words.count, words[index].folded == "o", words[index + 1].folded == "clock" { return index + 2 }
    return index < words.count && units.contains(words[index].folded) ? index + 1 : index
  }

  /// True for a number that begins a written date, and so is not minutes.
  private static func isDay(in line: Line, at index: Int) -> Bool {
    index + 1 < line.words.count
      && (CalendarNames.months[line.words[index + 1].folded] != nil
        || ["/", ".", "-"].contains(line.gap(after: index)))
  }

  private static let halves: [(words: [String], isAfternoon: Bool)] = [
    (["am"], false), (["pm"], true), (["a", "m"], false), (["p", "m"], true),
    (["s", "ochtends"], false), (["s", "morgens"], false), (["s", "voormiddags"], false),
    (["s", "avonds"], true), (["s", "namiddags"], true), (["s", "middags"], true),
    (["du", "matin"], false), (["du", "soir"], true), (["de", "l", "apres", "midi"], true),
    (["in", "the", "morning"], false), (["in", "the", "afternoon"], true), (["in", "the", "evening"], true),
  ]

  /// `pm`, `p.m.`, `'s avonds`, `du soir`, `noon`.
  private static func half(in line: Line, at index: Int) -> (isAfternoon: Bool, isNoon: Bool, end: Int)? {
    if line.words[index].folded == "noon" || line.words[index].folded == "midi" { return (true, true, index + 1) }
    if line.words[index].range.count > 2 { return nil }
    for half in halves where line.words[index...].prefix(half.words.count).map(\.folded) == half.words {
      return (half.isAfternoon, false, index + half.words.count)
    }
    return nil
  }
}
