// The sets of ASCII characters in the grammars of RFC 9110 and RFC 3986.

import Bytes

/// A set of ASCII characters, stored as one bit in a table that all sets share, so a lookup is one load.
struct ByteSet {
  private let bit: UInt8

  /// tchar (RFC 9110 5.6.2): the characters of methods and field names.
  static var token: ByteSet { ByteSet(bit: 1) }
  /// pchar, "/" and the "%" of an escape (RFC 3986 3.3).
  static var path: ByteSet { ByteSet(bit: 2) }
  /// Path characters that need no further check: no escapes, and no dots that could form a dot segment.
  static var plainPath: ByteSet { ByteSet(bit: 4) }
  /// query (RFC 3986 3.4), and `[]{}|\^` and the grave accent, which browsers do not escape (WHATWG URL, query state).
  static var query: ByteSet { ByteSet(bit: 8) }
  /// reg-name (RFC 3986 3.2.2), with the "%" of an escape.
  static var name: ByteSet { ByteSet(bit: 16) }
  /// reg-name without escapes.
  static var plainName: ByteSet { ByteSet(bit: 32) }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    Self.table[Int(byte)] & bit != 0
  }

  /// The first offset from `start` to `end` whose byte is not in this set; `end` if there is none.
  @inline(__always)
  func skip(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && end <= bytes.count)
    let table = Self.table
    var index = start
    // The bounds of all bytes were checked above.
    while index < end, table[Int(bytes[unchecked: index])] & bit != 0 { index &+= 1 }
    return index
  }

  /// Written once before its first use, and only read after that.
  nonisolated(unsafe) private static let table: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    table.initialize(repeating: 0, count: 256)
    func mark(_ set: ByteSet, _ characters: String) {
      for byte in characters.utf8 { table[Int(byte)] |= set.bit }
    }
    let alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    let marks = "-_~!$&'()*+,;="
    mark(.token, alphanumeric + "!#$%&'*+-.^_`|~")
    mark(.path, alphanumeric + marks + ".:@/%")
    mark(.plainPath, alphanumeric + marks + ":@/")
    mark(.query, alphanumeric + marks + ".:@/?%" + "[]{}|\\^`")
    mark(.name, alphanumeric + marks + ".%")
    mark(.plainName, alphanumeric + marks + ".")
    return UnsafePointer(table)
  }()
}

extension UInt8 {
  /// Whether a field value may contain the byte, other than blanks: VCHAR and obs-text (RFC 9110 5.5).
  @inline(__always)
  var isFieldContent: Bool { self > 32 && self != 127 }
}

extension Span<UInt8> {
  /// The first offset from `start` to `end` whose byte is not allowed in a field value; `end` if there is none.
  func skipFieldContent(from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && end <= count)
    var index = start
    while end &- index >= 8 {
      let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
      // Sets the high bit of each byte below 32 or equal to 127. Only bits above the first one may be wrong.
      let low = (word &- 0x2020_2020_2020_2020) & ~word
      let mask = word ^ 0x7F7F_7F7F_7F7F_7F7F
      let delete = (mask &- 0x0101_0101_0101_0101) & ~mask
      let found = (low | delete) & 0x8080_8080_8080_8080
      guard found != 0 else {
        index &+= 8
        continue
      }
      index &+= found.trailingZeroBitCount &>> 3
      guard self[unchecked: index] == .tab else { return index }
      index &+= 1
    }
    while index < end, self[unchecked: index].isFieldContent || self[unchecked: index].isBlank { index &+= 1 }
    return index
  }
}
