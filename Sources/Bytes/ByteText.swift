// ASCII text as bytes: character classes, comparison, trimming and comma-separated lists.

extension UInt8 {
  @inlinable package static var carriageReturn: UInt8 { 13 }
  @inlinable package static var lineFeed: UInt8 { 10 }
  @inlinable package static var space: UInt8 { 32 }
  @inlinable package static var tab: UInt8 { 9 }

  @inlinable @inline(__always)
  package var isDigit: Bool { self &- 48 < 10 }

  /// SP or HTAB (RFC 9110 5.6.3).
  @inlinable @inline(__always)
  package var isBlank: Bool { self == .space || self == .tab }

  /// An ASCII letter in lowercase; any other byte unchanged.
  @inlinable @inline(__always)
  package var lowercased: UInt8 { self &- 65 < 26 ? self | 32 : self }

  /// The value of a hexadecimal digit, or nil.
  @inlinable @inline(__always)
  package var hexadecimalValue: UInt8? {
    if isDigit { return self &- 48 }
    let letter = self | 32
    return letter &- 97 < 6 ? letter &- 87 : nil
  }
}

extension Span<UInt8> {
  /// Whether the bytes of `range` equal `text`, ignoring case; `text` must be lowercase.
  @inlinable @inline(__always)
  package func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    var index = 0
    while index < range.count {
      if self[range.lowerBound + index].lowercased != text.utf8Start[index] { return false }
      index += 1
    }
    return true
  }

  /// `range` without leading and trailing blanks (OWS, RFC 9110 5.6.3).
  @inlinable
  package func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isBlank { lower += 1 }
    while upper > lower, self[upper - 1].isBlank { upper -= 1 }
    return lower..<upper
  }

  /// Calls `visit` with each member of a comma-separated list, trimmed; empty members are skipped
  /// (RFC 9110 5.6.1.2). Commas within quoted strings do not separate. `visit` returns whether to continue.
  @inlinable @inline(__always)
  package func forEachMember(of range: Range<Int>, separator: UInt8 = 44, _ visit: (Range<Int>) -> Bool) {
    var start = range.lowerBound
    var index = start
    var quoted = false
    while index <= range.upperBound {
      if index == range.upperBound || (self[index] == separator && !quoted) {
        let member = trimmed(start..<index)
        if !member.isEmpty, !visit(member) { return }
        start = index + 1
      } else if self[index] == 34 {
        quoted.toggle()
      } else if quoted, self[index] == 92, index + 1 < range.upperBound {
        index += 1
      }
      index += 1
    }
  }
}
