// Calendar days and instants.

import Foundation
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

  @Test("days and clocks of Brussels are those of the time zone database since 1996")
  func brussels() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Brussels"))
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    for seconds in stride(from: 820_450_800, through: 3_000_000_000, by: 997 * 97) {
      let instant = Instant(milliseconds: Int64(seconds) * 1000 + 999)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute], from: Date(timeIntervalSince1970: Double(seconds)))
      let day = Day(at: instant)
      #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day])
      #expect(instant.clock == "\((parts.hour ?? 0).padded(to: 2)):\((parts.minute ?? 0).padded(to: 2))")
    }
    for (text, start) in [
      ("2025-03-30", "2025-03-29T23:00:00Z"), ("2025-03-31", "2025-03-30T22:00:00Z"),
      ("2025-10-26", "2025-10-25T22:00:00Z"), ("2025-10-27", "2025-10-26T23:00:00Z"),
      ("2024-12-31", "2024-12-30T23:00:00Z"),
    ] {
      #expect(try #require(Day(text)).start.text == start)
    }
    #expect(try #require(Day("2024-02-28")).adding(2).text == "2024-03-01")
    for far in [Int64.min, .max] { #expect(!Day(at: Instant(milliseconds: far)).text.isEmpty) }
  }
}
