// Civil time in Brussels by the summer-time rule of Directive 2000/84/EC, without a time zone database.

package enum BrusselsTime {
  /// The meaning of a time without a zone in Brussels.
  package enum LocalTime: Equatable, Sendable {
    case instant(UTCInstant)
    /// The clocks skip this time when they go forward.
    case skipped
    /// The clocks show this time twice when they go back: first in summer time, then in winter time.
    case twice(UTCInstant, UTCInstant)
  }

  /// Reads an ISO 8601 local time, `2025-06-02T09:00` or `2025-06-02T09:00:00`; nil for any other text.
  package static func read(_ text: String) -> LocalTime? {
    guard let match = text.wholeMatch(of: /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3), let hour = Int(match.4),
      let minute = Int(match.5), let date = CalendarDate(year: year, month: month, day: day),
      case let second = match.6.flatMap({ Int($0) }) ?? 0, hour < 24, minute < 60, second < 60
    else { return nil }
    do throws(Fault) {
      let start = try instant(date, hour: hour, minute: minute).secondsSince1970
      return .instant(UTCInstant(secondsSince1970: start + second))
    } catch .summerTimeGap {
      return .skipped
    } catch {
      let summer = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - 7200
      return .twice(UTCInstant(secondsSince1970: summer), UTCInstant(secondsSince1970: summer + 3600))
    }
  }

  package enum Fault: Error, Equatable {
    /// The clocks skip this time when they go forward.
    case summerTimeGap
    /// The clocks show this time twice when they go back.
    case autumnHour
  }

  /// The instant when clocks in Brussels show this date and time.
  package static func instant(_ date: CalendarDate, hour: Int, minute: Int) throws(Fault) -> UTCInstant {
    let local = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60
    let winter = local - 3600
    let summer = local - 7200
    switch (isSummer(winter, year: date.year), isSummer(summer, year: date.year)) {
    case (false, false): return UTCInstant(secondsSince1970: winter)
    case (true, true): return UTCInstant(secondsSince1970: summer)
    case (true, false): throw .summerTimeGap
    case (false, true): throw .autumnHour
    }
  }

  /// The seconds by which clocks in Brussels are ahead of UTC at an instant.
  static func offset(at secondsSince1970: Int) -> Int {
    let year = CalendarDate(daysSince1970: secondsSince1970.flooredQuotient(by: 86_400)).year
    return isSummer(secondsSince1970, year: year) ? 7200 : 3600
  }

  /// Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October.
  package static func isSummer(_ secondsSince1970: Int, year: Int) -> Bool {
    let start = lastSunday(ofMonth: 3, year: year) * 86_400 + 3600
    let end = lastSunday(ofMonth: 10, year: year) * 86_400 + 3600
    return secondsSince1970 >= start && secondsSince1970 < end
  }

  private static func lastSunday(ofMonth month: Int, year: Int) -> Int {
    guard let last = CalendarDate(year: year, month: month, day: 31) else { return 0 }
    let daysPastSunday = (last.daysSince1970 + 4) % 7
    return last.daysSince1970 - (daysPastSunday < 0 ? daysPastSunday + 7 : daysPastSunday)
  }
}
