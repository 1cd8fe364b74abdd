// HTTP dates: written in one format, read in three.

import Bytes
import Testing

@Suite struct HTTPDateTests {
  @Test(
    arguments: [
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_747_897_200, "Thu, 22 May 2025 07:00:00 GMT"),
      (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
    ] as [(Int64, String)])
  func `A date is written as IMF-fixdate and read back`(_ seconds: Int64, _ text: String) {
    #expect(HTTPDate.string(seconds) == text)
    #expect(HTTPDate.parse(text) == seconds)
  }

  @Test func `Every day of a century is written with its weekday and read back`() {
    for day in stride(from: Int64(0), to: 40_000, by: 1) {
      #expect(HTTPDate.parse(HTTPDate.string(day * 86_400 + 1)) == day * 86_400 + 1)
    }
  }

  @Test(
    arguments: [
      ("06-Nov-94", 1_800_000_000, "06 Nov 1994"), ("15-Jan-77", 1_800_000_000, "15 Jan 2077"),
      ("16-Jan-77", 1_800_000_000, "16 Jan 1977"), ("01-Jan-76", 1_800_000_000, "01 Jan 2076"),
      ("01-Jan-80", 2_600_000_000, "01 Jan 2080"), ("01-Jan-99", 2_600_000_000, "01 Jan 2099"),
    ] as [(String, Int64, String)])
  func `A year of two digits is at most 50 years ahead`(_ short: String, _ now: Int64, _ full: String) throws {
    let seconds = try #require(HTTPDate.parse("Sunday, \(short) 08:49:37 GMT", now: now))
    #expect(HTTPDate.string(seconds).contains(" \(full) "))
  }

  @Test(
    arguments: [
      ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
      ("Sun, 06 Nov 1994 08:49:37", nil), ("Sun, 6 Nov 1994 08:49:37 GMT", nil), ("06 Nov 1994 08:49:37 GMT", nil),
      ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 24:49:37 GMT", nil),
      ("Sun, 06 nov 1994 08:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 08:49:37 UTC", nil), ("0", nil), ("", nil), ("Sun, 06 Nov 1994 08:49:37 GMT ", nil),
    ] as [(String, Int64?)])
  func `Only the date formats of RFC 9110 5_6_7 are parsed`(_ text: String, _ seconds: Int64?) {
    #expect(HTTPDate.parse(text) == seconds)
  }
}
