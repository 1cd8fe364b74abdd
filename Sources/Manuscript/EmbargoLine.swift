// Reads the instant at which an embargo notice ends. In case of doubt there is none, and the release is held.

import Values

enum EmbargoLine {
  private struct Parts {
    var dates: [DateMention]
    var times: [ClockTime] = []
    var zones: Set<String> = []
    var others: [String] = []
    var roles: EmbargoWords = []
    /// True when a date or time precedes the first embargo word. It may concern something else.
    var opensWithTime = false
    /// True after the first date or time: then `est` and `et` are zones, before it they are French words.
    var hasTime = false
  }

  static func read(_ line: Line) -> Result<UTCInstant, EmbargoFault> {
    let parts: Parts
    do {
      parts = try self.parts(of: line)
    } catch {
      return .failure(.invalidTime)
    }
    guard let mention = parts.dates.first else { return .failure(.noDate) }
    guard let date = mention.date else { return .failure(.invalidDate) }
    guard let time = parts.times.first else { return .failure(.noTime) }
    guard parts.dates.count == 1, parts.times.count == 1 else { return .failure(.severalTimes) }
    guard fitsWeekday(mention, date, in: line) else { return .failure(.weekday) }
    guard parts.zones.count <= 1 else { return .failure(.zone) }
    let isMidnight = time.hour % 24 == 0 && time.minute == 0
    let midnight: Set<String> = ["middernacht", "minuit", "midnight", "mitternacht"]
    let isPlain =
      !parts.opensWithTime && limitIsClear(parts.roles, in: line)
      && parts.others.allSatisfy { isMidnight && midnight.contains($0) }
    guard isPlain || EmbargoSentence(line).isClear else { return .failure(.otherWords) }
    return instant(date, time, zone: parts.zones.first)
  }

  private static func parts(of line: Line) throws(ClockTime.Fault) -> Parts {
    var parts = Parts(dates: DateMention.all(in: line))
    let roles = EmbargoWords.roles(in: line)
    let signs: EmbargoWords = [.name, .spreading, .negation, .hold, .secret]
    var index = 0
    while index < line.words.count {
      let hasOpened = !parts.roles.isDisjoint(with: signs)
      if let mention = parts.dates.first(where: { $0.words.lowerBound == index }) {
        parts.opensWithTime = parts.opensWithTime || !hasOpened
        parts.hasTime = true
        index = mention.words.upperBound
      } else if let read = try ClockTime.read(in: line, at: index) {
        parts.opensWithTime = parts.opensWithTime || !hasOpened
        parts.hasTime = true
        parts.times.append(read.time)
        index = read.end
      } else {
        let word = line.words[index].folded
        parts.roles.formUnion(roles[index])
        if zones[word] != nil || parts.hasTime && (foreignZones.contains(word) || britain.contains(word)) {
          parts.zones.insert(word)
        } else if !isMeaningless(at: index, in: line, roles, parts) {
          parts.others.append(word)
        }
        index += 1
      }
    }
    return parts
  }

  /// True for a word that does not change the meaning of an embargo line.
  private static func isMeaningless(at index: Int, in line: Line, _ roles: [EmbargoWords], _ parts: Parts) -> Bool {
    let word = line.words[index]
    if CalendarNames.weekdays[word.folded] != nil { return true }
    if shortWeekdays[word.folded] != nil, parts.dates.contains(where: { $0.words.lowerBound == index + 1 }) {
      return true
    }
    return roles[index].contains(.plain) && !roles[index].contains(.unsure) && !word.startsWithDigit
  }

  /// A prohibition must have an end, and a permission a start. The reverse has another meaning.
  private static func limitIsClear(_ roles: EmbargoWords, in line: Line) -> Bool {
    let forbids = !roles.isDisjoint(with: [.name, .negation, .hold, .secret]) && !isExclusive(line)
    return !roles.contains(forbids ? .from : .until)
  }

  /// True for the French “ne … que”, which allows: “ne peut être publié qu’à partir du 6 décembre”.
  private static func isExclusive(_ line: Line) -> Bool {
    let words = line.words.map(\.folded)
    guard let no = words.firstIndex(where: { $0 == "ne" || $0 == "n" }) else { return false }
    let others: Set<String> = ["pas", "aucun", "aucune", "rien", "embargo", "jamais", "avant", "jusqu"]
    return words[no...].contains { $0 == "que" || $0 == "qu" } && others.isDisjoint(with: words)
  }

  private static let shortWeekdays: [String: Weekday] = {
    var table: [String: Weekday] = [:]
    for names in ["ma di wo do vr za zo", "lun mar mer jeu ven sam dim", "mon tue wed thu fri sat sun"] {
      for (day, name) in zip(Weekday.allCases, names.split(separator: " ")) { table[String(name)] = day }
    }
    return table
  }()

  /// True when every weekday in the line is that of the date.
  private static func fitsWeekday(_ mention: DateMention, _ date: CalendarDate, in line: Line) -> Bool {
    var days = line.words.compactMap { CalendarNames.weekdays[$0.folded] }
    if mention.words.lowerBound > 0, let short = shortWeekdays[line.words[mention.words.lowerBound - 1].folded] {
      days.append(short)
    }
    return days.allSatisfy { $0 == date.weekday }
  }

  /// Zones by name: hours from UTC, and whether the zone holds in summer or winter only; nil all year.
  private static let zones: [String: (hours: Int, inSummer: Bool?)] = [
    "utc": (0, nil), "gmt": (0, nil), "cet": (1, false), "mez": (1, false), "hnec": (1, false), "cest": (2, true),
    "mesz": (2, true), "haec": (2, true), "bst": (1, true),
  ]
  /// Zones with several meanings, which hold the release.
  private static let foreignZones: Set<String> = [
    "est", "edt", "et", "cst", "cdt", "mst", "mdt", "pst", "pdt", "pt", "ist", "jst", "wet", "west", "eet", "eest",
    "msk", "aest", "aedt", "sast", "gst",
  ]

  /// Places whose clock is an hour behind the one of Brussels all year.
  private static let britain: Set<String> = ["london", "londen", "londres", "dublin", "lisbon", "lissabon", "lisbonne"]

  private static func instant(
    _ date: CalendarDate, _ time: ClockTime, zone: String?
  ) -> Result<UTCInstant, EmbargoFault> {
    if let zone, britain.contains(zone) {
      return instant(date, time, zone: nil).map { UTCInstant(secondsSince1970: $0.secondsSince1970 + 3600) }
    }
    let clock = UTCInstant(secondsSince1970: date.daysSince1970 * 86_400 + time.hour * 3600 + time.minute * 60)
    if let zone {
      guard let (hours, inSummer) = zones[zone] else { return .failure(.zone) }
      let instant = UTCInstant(secondsSince1970: clock.secondsSince1970 - hours * 3600)
      // British and central European clocks change at the same instant.
      let isSummer = BrusselsTime.isSummer(instant.secondsSince1970, year: date.year)
      return inSummer == nil || inSummer == isSummer ? .success(instant) : .failure(.zone)
    }
    do {
      return .success(try BrusselsTime.instant(date, hour: time.hour, minute: time.minute))
    } catch {
      return .failure(error == .summerTimeGap ? .summerTimeGap : .autumnHour)
    }
  }
}
