// An instant in UTC, to the second.

package struct UTCInstant: Sendable, Hashable, Comparable {
  package var secondsSince1970: Int

  package init(secondsSince1970: Int) {
    self.secondsSince1970 = secondsSince1970
  }

  /// `2025-05-22T07:00:00Z`.
  package var rfc3339: String {
    let days = secondsSince1970.flooredQuotient(by: 86_400)
    let seconds = secondsSince1970 - days * 86_400
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.padded(to: 2) }.joined(separator: ":")
    return "\(CalendarDate(daysSince1970: days).iso)T\(clock)Z"
  }

  package static func < (left: UTCInstant, right: UTCInstant) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }
}

extension Int {
  func flooredQuotient(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
