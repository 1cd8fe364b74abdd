// The key of an answer in a cache: requests with the same key get the same answer.

import Foundation

/// The raw bytes of the target and of the fields that select a representation: `Accept`, `Accept-Language`, and
/// whether gzip is accepted. GET and HEAD have the same key, because one answer serves both.
package struct AnswerKey: Hashable, Sendable {
  /// The key is at the beginning; the bytes after it are left over from longer keys.
  private var storage: [UInt8]
  /// The length in bytes, for the memory count of a cache.
  package private(set) var count: Int
  /// A 64-bit hash, which practically never collides; never 0.
  private(set) var digest: UInt64

  /// An empty key, for ``fill(from:in:)``.
  package init() {
    storage = [UInt8](repeating: 0, count: 512)
    count = 0
    digest = KeyDigest.of(UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// The key of a request with these properties.
  package init(target: String, accept: String = "", acceptLanguage: String = "", acceptsGzip: Bool = false) {
    var bytes = Array(target.utf8)
    bytes.append(acceptsGzip ? 1 : 2)
    bytes.append(contentsOf: accept.utf8)
    bytes.append(0)
    bytes.append(contentsOf: acceptLanguage.utf8)
    storage = bytes
    count = bytes.count
    digest = bytes.withUnsafeBytes { KeyDigest.of($0) }
  }

  /// A copy of minimal size, which later calls of ``fill(from:in:)`` do not change.
  package var kept: AnswerKey {
    var key = self
    key.storage = Array(storage[..<count])
    return key
  }

  /// Sets the key to that of a parsed head. It allocates nothing once the key has been as long before. Copies must be
  /// made with ``kept``, since any other copy makes the next call allocate.
  package mutating func fill(from head: borrowing RequestHead, in source: Span<UInt8>) {
    let target = head.path.lowerBound..<(head.query?.upperBound ?? head.path.upperBound)
    let hasChoice = head.present & Self.choosing != 0
    let needed = target.count + 3 + (hasChoice ? head.length(of: .accept) + head.length(of: .acceptLanguage) : 0)
    if storage.count < needed { storage = [UInt8](repeating: 0, count: needed * 2) }
    storage.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      var end = start
      // An empty path means "/" (RFC 9110 4.2.3), so both share a key.
      if head.path.isEmpty { Self.append(47, at: &end) }
      Self.append(source, target, at: &end)
      Self.append(head.acceptsGzip ? 1 : 2, at: &end)
      if hasChoice { head.copy(.accept, of: source, to: &end) }
      Self.append(0, at: &end)
      if hasChoice { head.copy(.acceptLanguage, of: source, to: &end) }
      count = end - start
      digest = KeyDigest.of(UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  private static let choosing: UInt32 =
    1 << UInt32(RequestHead.Known.accept.rawValue) | 1 << UInt32(RequestHead.Known.acceptLanguage.rawValue)

  @inline(__always)
  fileprivate static func append(_ byte: UInt8, at end: inout UnsafeMutableRawPointer) {
    end.storeBytes(of: byte, as: UInt8.self)
    end += 1
  }

  @inline(__always)
  fileprivate static func append(_ source: Span<UInt8>, _ range: Range<Int>, at end: inout UnsafeMutableRawPointer) {
    source.extracting(range).withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      end.copyMemory(from: start, byteCount: bytes.count)
      end += bytes.count
    }
  }

  package static func == (one: AnswerKey, other: AnswerKey) -> Bool {
    guard one.digest == other.digest, one.count == other.count else { return false }
    return one.storage.withUnsafeBytes { left in
      other.storage.withUnsafeBytes { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return true }
        return memcmp(left, right, one.count) == 0
      }
    }
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

extension RequestHead {
  /// The number of bytes that a field's values need in a key.
  fileprivate func length(of known: Known) -> Int {
    var length = 0
    for field in fields where field.known == known { length += field.value.count + 1 }
    return length
  }

  /// Copies the values of a field; repeated fields form one list (RFC 9110 5.3).
  fileprivate func copy(_ known: Known, of source: Span<UInt8>, to end: inout UnsafeMutableRawPointer) {
    var isFirst = true
    for field in fields where field.known == known {
      if !isFirst { AnswerKey.append(44, at: &end) }
      AnswerKey.append(source, field.value, at: &end)
      isFirst = false
    }
  }
}

/// A hash that takes a few instructions per 16 bytes, after wyhash: words are mixed with secrets of this process and
/// multiplied, and both halves of the product are kept. Without the secrets nobody can choose targets that collide;
/// besides, the table is small and compares whole keys.
enum KeyDigest {
  private static let secrets = (UInt64.random(in: .min ... .max) | 1, UInt64.random(in: .min ... .max) | 1)

  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let secrets = secrets
    var state = secrets.0 ^ UInt64(bytes.count)
    guard let start = bytes.baseAddress, bytes.count > 0 else { return state | 1 }
    var offset = 0
    while bytes.count - offset > 16 {
      state = mix(word(start, offset) ^ secrets.0, word(start, offset + 8) ^ secrets.1 ^ state)
      offset += 16
    }
    // The last words overlap earlier ones when there are enough bytes.
    if bytes.count >= 16 {
      let end = bytes.count - 16
      state = mix(word(start, end) ^ secrets.1, word(start, end + 8) ^ secrets.0 ^ state)
    } else {
      var last = (UInt64(0), UInt64(0))
      withUnsafeMutableBytes(of: &last) { $0.copyMemory(from: bytes) }
      state = mix(last.0 ^ secrets.1, last.1 ^ secrets.0 ^ state)
    }
    return mix(state ^ secrets.0, UInt64(bytes.count) ^ secrets.1) | 1
  }

  @inline(__always)
  private static func word(_ start: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  @inline(__always)
  private static func mix(_ one: UInt64, _ other: UInt64) -> UInt64 {
    let product = one.multipliedFullWidth(by: other)
    return product.high ^ product.low
  }
}
