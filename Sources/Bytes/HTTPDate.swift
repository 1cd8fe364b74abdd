// Dates in HTTP (RFC 9110 5.6.7): written in one format, read in three.

import Foundation

/// An HTTP date, to the second.
package enum HTTPDate {
  private static let days = Array("SunMonTueWedThuFriSat".utf8)
  private static let pattern = Array("Sun, 00 Jan 0000 00:00:00 GMT".utf8)
  private static let months = Array("JanFebMarAprMayJunJulAugSepOctNovDec".utf8)

  /// The 29 bytes of an IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT".
  /// - Parameter seconds: since 1970-01-01T00:00:00Z.
  package static func bytes(_ seconds: Int64) -> [UInt8] {
    let day = Int(seconds.quotientRoundingDown(86_400))
    let second = Int(seconds) - day * 86_400
    let date = civil(day)
    let weekday = (day % 7 + 11) % 7
    var bytes = pattern
    for index in 0..<3 {
      bytes[index] = days[weekday * 3 + index]
      bytes[8 + index] = months[(date.month - 1) * 3 + index]
    }
    fill(&bytes, date.day, digits: 2, at: 5)
    fill(&bytes, date.year, digits: 4, at: 12)
    fill(&bytes, second / 3_600, digits: 2, at: 17)
    fill(&bytes, second / 60 % 60, digits: 2, at: 20)
    fill(&bytes, second % 60, digits: 2, at: 23)
    return bytes
  }

  /// The same as ``bytes(_:)``, as a string, for a field such as `Last-Modified`.
  package static func string(_ seconds: Int64) -> String {
    String(decoding: bytes(seconds), as: UTF8.self)
  }

  /// The seconds since 1970 of a date in any of the three formats; nil for any other text.
  /// - Parameter now: decides the century of a year with two digits.
  package static func parse(_ text: String, now: @autoclosure () -> Int64 = clock) -> Int64? {
    let bytes = Array(text.utf8)
    return parse(bytes.span, 0..<bytes.count, now: now())
  }

  /// Seconds since 1970.
  package static var clock: Int64 { Int64(time(nil)) }

  /// The same for the bytes of `range`.
  package static func parse(
    _ bytes: Span<UInt8>, _ range: Range<Int>, now: @autoclosure () -> Int64 = clock
  ) -> Int64? {
    var reader = Reader(start: range.lowerBound, end: range.upperBound)
    guard let weekday = reader.word(bytes) else { return nil }
    if reader.skip(bytes, ", ") {
      return weekday.count == 3 ? reader.fixed(bytes) : reader.rfc850(bytes, now: now())
    }
    return weekday.count == 3 && reader.skip(bytes, " ") ? reader.asctime(bytes) : nil
  }

  private static func fill(_ bytes: inout [UInt8], _ number: Int, digits: Int, at offset: Int) {
    var rest = number
    for index in (offset..<offset + digits).reversed() {
      bytes[index] = UInt8(48 + rest % 10)
      rest /= 10
    }
  }

  /// The Gregorian year, month and day of a day number counted from 1970-01-01.
  fileprivate static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = shifted.quotientRoundingDown(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The inverse of ``civil(_:)``; nil when the date does not exist.
  fileprivate static func seconds(year: Int, month: Int, day: Int, time: Int) -> Int64? {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.quotientRoundingDown(400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    guard civil(number) == (year, month, day) else { return nil }
    return Int64(number * 86_400 + time)
  }

  fileprivate static func month(_ bytes: Span<UInt8>, at index: Int) -> Int? {
    for month in 0..<12
    where bytes[index] == months[month * 3] && bytes[index + 1] == months[month * 3 + 1]
      && bytes[index + 2] == months[month * 3 + 2]
    {
      return month + 1
    }
    return nil
  }
}

/// Reads the parts of a date; each step returns nil when its part is missing.
private struct Reader {
  var start: Int
  let end: Int

  mutating func word(_ bytes: Span<UInt8>) -> Range<Int>? {
    let first = start
    while start < end, bytes[start].lowercased &- 97 < 26 { start += 1 }
    return start == first ? nil : first..<start
  }

  mutating func skip(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
    guard end - start >= text.utf8CodeUnitCount else { return false }
    for index in 0..<text.utf8CodeUnitCount where bytes[start + index] != text.utf8Start[index] { return false }
    start += text.utf8CodeUnitCount
    return true
  }

  mutating func number(_ bytes: Span<UInt8>, digits: Int) -> Int? {
    guard end - start >= digits else { return nil }
    var number = 0
    for index in start..<start + digits {
      guard bytes[index].isDigit else { return nil }
      number = number * 10 + Int(bytes[index] - 48)
    }
    start += digits
    return number
  }

  mutating func month(_ bytes: Span<UInt8>) -> Int? {
    guard end - start >= 3 else { return nil }
    start += 3
    return HTTPDate.month(bytes, at: start - 3)
  }

  /// hour ":" minute ":" second, including a leap second.
  mutating func time(_ bytes: Span<UInt8>) -> Int? {
    guard let hour = number(bytes, digits: 2), hour < 24, skip(bytes, ":"),
      let minute = number(bytes, digits: 2), minute < 60, skip(bytes, ":"),
      let second = number(bytes, digits: 2), second <= 60
    else { return nil }
    return hour * 3_600 + minute * 60 + second
  }

  /// 06 Nov 1994 08:49:37 GMT
  mutating func fixed(_ bytes: Span<UInt8>) -> Int64? {
    guard let day = number(bytes, digits: 2), skip(bytes, " "), let month = month(bytes), skip(bytes, " "),
      let year = number(bytes, digits: 4), skip(bytes, " "), let time = time(bytes), skip(bytes, " GMT"),
      start == end
    else { return nil }
    return HTTPDate.seconds(year: year, month: month, day: day, time: time)
  }

  /// 06-Nov-94 08:49:37 GMT. The century is that of `now`, or the one before when the date would otherwise be more than
  /// 50 years ahead (RFC 9110 5.6.7).
  mutating func rfc850(_ bytes: Span<UInt8>, now: Int64) -> Int64? {
    guard let day = number(bytes, digits: 2), skip(bytes, "-"), let month = month(bytes), skip(bytes, "-"),
      let year = number(bytes, digits: 2), skip(bytes, " "), let time = time(bytes), skip(bytes, " GMT"),
      start == end
    else { return nil }
    let today = HTTPDate.civil(Int(now.quotientRoundingDown(86_400)))
    let full = today.year / 100 * 100 + year
    let isAhead = (full - today.year, month, day) > (50, today.month, today.day)
    return HTTPDate.seconds(year: isAhead ? full - 100 : full, month: month, day: day, time: time)
  }

  /// Nov  6 08:49:37 1994
  mutating func asctime(_ bytes: Span<UInt8>) -> Int64? {
    guard let month = month(bytes), skip(bytes, " ") else { return nil }
    guard let day = skip(bytes, " ") ? number(bytes, digits: 1) : number(bytes, digits: 2), skip(bytes, " "),
      let time = time(bytes), skip(bytes, " "), let year = number(bytes, digits: 4), start == end
    else { return nil }
    return HTTPDate.seconds(year: year, month: month, day: day, time: time)
  }
}

extension BinaryInteger {
  fileprivate func quotientRoundingDown(_ divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
