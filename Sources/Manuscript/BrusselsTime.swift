// Brussels civil time, after the summer-time rule of Directive 2000/84/EC: no time zone database is needed.

enum BrusselsTime {
  enum Fault: Error, Equatable {
    /// The clocks go forward past that time.
    case summerTimeGap
    /// The clocks go back and show that time twice.
    case autumnHour
  }

  /// The instant at which the clocks of Brussels show this date and time.
  static func instant(_ date: CalendarDate, hour: Int, minute: Int) throws(Fault) -> UTCInstant {
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

  /// Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October.
  static func isSummer(_ secondsSince1970: Int, year: Int) -> Bool {
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
