// Days and instants of the calendar.

import Testing

@testable import Values

@Suite struct CalendarTests {
  @Test("days are counted as the calendar does")
  func arithmetic() throws {
    for days in stride(from: -800_000, through: 800_000, by: 97) {
      let date = CalendarDate(daysSince1970: days)
      #expect(date.daysSince1970 == days)
    }
    #expect(CalendarDate(year: 2024, month: 2, day: 29)?.weekday == .thursday)
    #expect(CalendarDate(year: 1900, month: 2, day: 29) == nil)
    #expect(CalendarDate(year: 2000, month: 2, day: 29)?.iso == "2000-02-29")
    #expect(UTCInstant(secondsSince1970: 1_747_940_400).rfc3339 == "2025-05-22T19:00:00Z")
    #expect(UTCInstant(secondsSince1970: -1).rfc3339 == "1969-12-31T23:59:59Z")
  }
}
