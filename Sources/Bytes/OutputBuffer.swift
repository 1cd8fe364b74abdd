// An output buffer that is filled, sent and reused.

/// A growing sequence of bytes that keeps its memory when it is emptied.
@usableFromInline
package struct OutputBuffer: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  @usableFromInline package internal(set) var count = 0

  @inlinable
  package init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  @inlinable
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// A copy.
  @inlinable
  package var array: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { array, length in
      if let start = array.baseAddress { start.initialize(from: base, count: count) }
      length = count
    }
  }

  @inlinable
  package mutating func removeAll() { count = 0 }

  @inlinable @inline(__always)
  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  @inlinable
  package mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inlinable
  package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  @inlinable
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    append(bytes.bindMemory(to: UInt8.self))
  }

  /// Disfavored, so that a literal is appended as a `StaticString`.
  @inlinable @_disfavoredOverload
  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  @inlinable @inline(__always)
  package mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inlinable
  package var last: UInt8? { count == 0 ? nil : base[count - 1] }

  @inlinable
  package mutating func removeLast() {
    precondition(count > 0)
    count -= 1
  }

  /// Appends CR LF.
  @inlinable @inline(__always)
  package mutating func appendLineEnd() {
    reserve(2)
    base[count] = .carriageReturn
    base[count + 1] = .lineFeed
    count += 2
  }

  /// Appends a non-negative number in decimal.
  @inlinable
  package mutating func append(decimal number: Int) {
    precondition(number >= 0)
    reserve(20)
    var unit = 1
    while number / unit >= 10 { unit *= 10 }
    while unit > 0 {
      base[count] = UInt8(truncatingIfNeeded: 48 + number / unit % 10)
      count += 1
      unit /= 10
    }
  }

  /// Appends a number as 16 hexadecimal digits.
  @inlinable
  package mutating func append(word: UInt64) {
    reserve(16)
    count += 16
    patch(Self.digits(word), at: count - 16)
  }

  /// Removes all bytes from offset `length` on.
  @inlinable
  package mutating func removeAll(from length: Int) {
    precondition(length >= 0 && length <= count)
    count = length
  }

  /// Appends a chunk size in hexadecimal, without leading zeros.
  @inlinable
  package mutating func append(hexadecimal number: Int) {
    reserve(16)
    var shift = 60
    while shift > 0, number >> shift == 0 { shift -= 4 }
    while shift >= 0 {
      base[count] = Self.digit(UInt64(number) >> UInt64(shift))
      count += 1
      shift -= 4
    }
  }

  /// Overwrites bytes that are already in the buffer.
  @inlinable
  package mutating func patch(_ bytes: [UInt8], at offset: Int) {
    precondition(offset + bytes.count <= count)
    bytes.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { (base + offset).update(from: start, count: source.count) }
    }
  }

  /// Overwrites two bytes with the digits of a number below 100.
  @inlinable
  package mutating func patch(twoDigits number: Int, at offset: Int) {
    precondition(offset + 2 <= count && number < 100)
    base[offset] = UInt8(48 + number / 10)
    base[offset + 1] = UInt8(48 + number % 10)
  }

  /// Overwrites 16 bytes with two words in their memory order.
  @inlinable @inline(__always)
  package mutating func patch(_ words: (UInt64, UInt64), at offset: Int) {
    precondition(offset + 16 <= count)
    let target = UnsafeMutableRawPointer(base + offset)
    target.storeBytes(of: words.0, as: UInt64.self)
    target.storeBytes(of: words.1, toByteOffset: 8, as: UInt64.self)
  }

  /// The 16 hexadecimal digits of a number, computed eight at a time within one word.
  @inlinable
  package static func digits(_ number: UInt64) -> (UInt64, UInt64) {
    (digits(UInt32(truncatingIfNeeded: number >> 32)), digits(UInt32(truncatingIfNeeded: number)))
  }

  /// The eight digits of a number as the bytes of a word; the first digit comes first in memory.
  @inlinable @inline(__always)
  static func digits(_ number: UInt32) -> UInt64 {
    var word = UInt64(number)
    word = (word | word &<< 16) & 0x0000_FFFF_0000_FFFF
    word = (word | word &<< 8) & 0x00FF_00FF_00FF_00FF
    word = (word | word &<< 4) & 0x0F0F_0F0F_0F0F_0F0F
    // Adding 6 makes digits above 9 carry into the high half of their byte; these are shifted to the letters.
    let letters = ((word &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
    return (word &+ 0x3030_3030_3030_3030 &+ letters &* 39).bigEndian
  }

  @inlinable @inline(__always)
  static func digit(_ number: UInt64) -> UInt8 {
    let nibble = UInt8(truncatingIfNeeded: number & 15)
    return nibble < 10 ? nibble &+ 48 : nibble &+ 87
  }

  @inlinable @inline(__always)
  mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(by: more) }
  }

  @usableFromInline
  mutating func grow(by more: Int) {
    var wider = capacity * 2
    while wider < count + more { wider *= 2 }
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
    new.update(from: base, count: count)
    base.deallocate()
    base = new
    capacity = wider
  }
}
