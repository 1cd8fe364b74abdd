// Points in time as the API and the database store them: milliseconds since 1970, and calendar days.

import Foundation

/// A point in time, in milliseconds since 1970 (UTC).
package struct Instant: Sendable, Comparable, Hashable {
  package let milliseconds: Int64

  /// Far beyond ``span``, and near enough that calculating with instants cannot overflow.
  private static let limit: Int64 = 1 << 53

  /// Values beyond ±2⁵³, which only a damaged file contains, become these ends.
  package init(milliseconds: Int64) { self.milliseconds = min(max(milliseconds, -Self.limit), Self.limit) }

  /// A stopped clock for tests.
  @TaskLocal static var stopped: Instant?

  package static func now() -> Instant {
    stopped ?? Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// The years of ``Day/years`` in UTC and in Brussels.
  static let span = Instant(milliseconds: -2_208_988_800_000)...Instant(milliseconds: 7_289_650_799_999)

  /// Parses an RFC 3339 time with a zone, e.g. `2025-05-22T09:00:00+02:00`, within ``span``; nil for any other text.
  package init?(_ text: String) {
    guard let instant = Self.zoned(text), Self.span.contains(instant) else { return nil }
    self = instant
  }

  /// Parses RFC 3339 section 5.6 without trailing text. A fraction is cut to milliseconds.
  private static func zoned(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].reduce(0) { sum, byte in
        sum.flatMap { (0x30...0x39).contains(byte) ? $0 * 10 + Int(byte - 0x30) : nil }
      }
    }
    guard bytes.count >= 20, [4, 7].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }),
      bytes[10] | 0x20 == UInt8(ascii: "t"), [13, 16].allSatisfy({ bytes[$0] == UInt8(ascii: ":") }),
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      let date = CalendarDate(year: year, month: month, day: day), hour < 24, minute < 60,
      // A leap second can only end a minute 59.
      second < 60 || second == 60 && minute == 59
    else { return nil }
    var place = 19
    var milliseconds = 0
    if bytes[place] == UInt8(ascii: ".") {
      let digits = bytes[20...].prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      milliseconds = (digits.prefix(3) + [0x30, 0x30]).prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
      place = digits.endIndex
    }
    guard let offset = offset(bytes[place...]) else { return nil }
    let seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Instant(milliseconds: Int64(seconds * 1000 + milliseconds))
  }

  /// The seconds that an offset such as `Z`, `+02:00` or `-05:30` stands for.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    if bytes.count == 1, let letter = bytes.first, letter | 0x20 == UInt8(ascii: "z") { return 0 }
    let digits = bytes.dropFirst().map { Int($0) - 0x30 }
    guard let sign = bytes.first, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(sign), digits.count == 5,
      digits[2] == 0x0A, [0, 1, 3, 4].allSatisfy({ (0...9).contains(digits[$0]) })
    else { return nil }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
    guard hours < 24, minutes < 60 else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  /// Why a text is not an instant.
  package enum Fault: Error {
    case notATime
    /// A time outside ``span``.
    case outOfYears
    /// A local time that the clocks in Brussels skip.
    case skipped
    /// A local time that the clocks show twice.
    case twice(Instant, Instant)
  }

  /// Parses a time with its zone, or a local time in Brussels.
  package static func read(_ text: String) throws(Fault) -> Instant {
    if let instant = zoned(text) { return try instant.inSpan }
    switch BrusselsTime.read(text) {
    case .instant(let local): return try Instant(local).inSpan
    case .skipped: throw .skipped
    case .twice(let first, let second): throw .twice(Instant(first), Instant(second))
    case nil: throw .notATime
    }
  }

  private var inSpan: Instant {
    get throws(Fault) {
      guard Self.span.contains(self) else { throw .outOfYears }
      return self
    }
  }

  private init(_ instant: UTCInstant) { milliseconds = Int64(instant.secondsSince1970) * 1000 }

  /// RFC 3339 in UTC to the second: `2025-05-22T07:00:00Z`.
  package var text: String { date.formatted(Date.ISO8601FormatStyle()) }

  /// The time on clocks in Brussels: `09:00`.
  package var clock: String {
    let minutes = brusselsSeconds.flooredQuotient(by: 60)
    let minuteOfDay = minutes - minutes.flooredQuotient(by: 1440) * 1440
    return "\((minuteOfDay / 60).padded(to: 2)):\((minuteOfDay % 60).padded(to: 2))"
  }

  /// The local time in Brussels, in seconds since 1970-01-01T00:00 local time.
  fileprivate var brusselsSeconds: Int {
    let seconds = Int(milliseconds).flooredQuotient(by: 1000)
    return seconds + BrusselsTime.offset(at: seconds)
  }

  var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
}

/// A day of the calendar, as `YYYY-MM-DD`.
package struct Day: Sendable, Comparable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// The years that dates and times may have.
  static let years = 1900...2200

  /// Parses an existing date within ``years``: 2025-02-30 gives nil.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(text.prefix(4)), let month = Int(text.dropFirst(5).prefix(2)), let day = Int(text.suffix(2)),
      Self.years.contains(year), CalendarDate(year: year, month: month, day: day) != nil
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The date in Brussels at an instant.
  package init(at instant: Instant) { self.init(daysSince1970: instant.brusselsSeconds.flooredQuotient(by: 86_400)) }

  private init(daysSince1970 days: Int) {
    let date = CalendarDate(daysSince1970: days)
    (year, month, day) = (date.year, date.month, date.day)
  }

  /// The day that is `days` days later.
  package func adding(_ days: Int) -> Day { Day(daysSince1970: daysSince1970 + days) }

  /// The instant when the day begins in Brussels. The clocks never change at midnight.
  package var start: Instant {
    let midnight = daysSince1970 * 86_400
    return Instant(milliseconds: Int64(midnight - BrusselsTime.offset(at: midnight - 3600)) * 1000)
  }

  private var daysSince1970: Int { CalendarDate(year: year, month: month, day: day)?.daysSince1970 ?? 0 }

  /// The day with this ``number``; nil when it is out of range. The month and day are not checked.
  package init?(number: Int) {
    guard (1...99_991_231).contains(number) else { return nil }
    (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
  }

  /// The day as a sortable number: 20250522.
  package var number: Int { year * 10_000 + month * 100 + day }

  /// `YYYY-MM-DD`. A year beyond 9999, which a damaged file may contain, is written with all its digits.
  package var text: String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    return "\(padded.dropLast(4))-\(padded.dropLast(2).suffix(2))-\(padded.suffix(2))"
  }

  package static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}
