// The sets of ASCII characters that the grammars of RFC 9110 and RFC 3986 name.

import Bytes

/// A set of ASCII characters, one bit in a table that all sets share: looking a byte up is one load.
struct ByteSet {
  private let bit: UInt8

  /// tchar (RFC 9110 5.6.2): what a method and a field name are made of.
  static var token: ByteSet { ByteSet(bit: 1) }
  /// pchar, "/" and the "%" of an escape (RFC 3986 3.3).
  static var path: ByteSet { ByteSet(bit: 2) }
  /// Characters of a path that need no second look: no escape, and no dot that may make a dot segment.
  static var plainPath: ByteSet { ByteSet(bit: 4) }
  /// query (RFC 3986 3.4), and `[]{}|\^` with the grave accent, which browsers send bare (WHATWG URL, query state).
  static var query: ByteSet { ByteSet(bit: 8) }
  /// reg-name (RFC 3986 3.2.2), with the "%" of an escape.
  static var name: ByteSet { ByteSet(bit: 16) }
  /// reg-name without escapes.
  static var plainName: ByteSet { ByteSet(bit: 32) }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    Self.table[Int(byte)] & bit != 0
  }

  /// The first offset from `start` on, up to `end`, whose byte is not in this set.
  @inline(__always)
  func skip(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && end <= bytes.count)
    let table = Self.table
    var index = start
    // The bounds were checked once, for all the bytes of the run.
    while index < end, table[Int(bytes[unchecked: index])] & bit != 0 { index &+= 1 }
    return index
  }

  /// Written once, before anyone has it, and read from then on.
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
  /// What a field value may hold beside blanks: VCHAR and obs-text (RFC 9110 5.5).
  @inline(__always)
  var isFieldContent: Bool { self > 32 && self != 127 }
}

extension Span<UInt8> {
  /// The first offset from `start` on, up to `end`, whose byte may not stand in a field value.
  func skipFieldContent(from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && end <= count)
    var index = start
    while end &- index >= 8 {
      let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
      // The high bit of each byte that is below 32 or equal to 127. Only bits above the first may be wrong.
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
