// Points in time as the API and the database have them: milliseconds since 1970, and dates of the council's calendar.

import Foundation
import Manuscript

/// A point in time, in milliseconds since 1970 (UTC).
package struct Instant: Sendable, Comparable, Hashable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// What the clock says for whoever runs within a test that has stopped it.
  @TaskLocal static var stopped: Instant?

  package static func now() -> Instant {
    stopped ?? Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// An RFC 3339 time with its zone, e.g. `2025-05-22T09:00:00+02:00`; nil for any other text.
  init?(_ text: String) {
    let plain = Date.ISO8601FormatStyle()
    guard
      let date = (try? plain.parse(text))
        ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
    else { return nil }
    milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
  }

  /// Why a text names no instant.
  enum Fault: Error {
    case notATime
    /// A local time that the clocks of Brussels pass over.
    case skipped
    /// A local time that they show twice.
    case twice(Instant, Instant)
  }

  /// A time as people write it: with its zone, or the local time in Brussels.
  static func read(_ text: String) throws(Fault) -> Instant {
    if let instant = Instant(text) { return instant }
    switch BrusselsTime.read(text) {
    case .instant(let local): return Instant(local)
    case .skipped: throw .skipped
    case .twice(let first, let second): throw .twice(Instant(first), Instant(second))
    case nil: throw .notATime
    }
  }

  private init(_ instant: UTCInstant) { milliseconds = Int64(instant.secondsSince1970) * 1000 }

  /// RFC 3339 in UTC to the second: `2025-05-22T07:00:00Z`.
  package var text: String { date.formatted(Date.ISO8601FormatStyle()) }

  /// What the clocks in Brussels show: `09:00`.
  var clock: String {
    date.formatted(Date.ISO8601FormatStyle(timeZone: Day.brussels).time(includingFractionalSeconds: false)).prefix(5)
      .description
  }

  var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
}

/// A day of the calendar, as `YYYY-MM-DD`.
struct Day: Sendable, Comparable {
  let year: Int
  let month: Int
  let day: Int

  /// A date that exists: 2025-02-30 is nil.
  init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(text.prefix(4)), let month = Int(text.dropFirst(5).prefix(2)), let day = Int(text.suffix(2)),
      year > 0, (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day it is in Brussels at an instant.
  init(in zone: TimeZone = Day.brussels, at instant: Instant) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day], from: instant.date)
    (year, month, day) = (parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1)
  }

  /// The council's zone; UTC where the machine has no zone data.
  static let brussels = TimeZone(identifier: "Europe/Brussels") ?? .gmt

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The day with this `number`, if there is one.
  init?(number: Int) {
    guard number > 0 else { return nil }
    (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
  }

  /// 20250522: days in order, as a number.
  var number: Int { year * 10_000 + month * 100 + day }

  var text: String {
    let digits = String(number)
    let padded = String(repeating: "0", count: 8 - digits.count) + digits
    return "\(padded.prefix(4))-\(padded.dropFirst(4).prefix(2))-\(padded.suffix(2))"
  }

  static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}
