// The last valid host, because clients rarely change it.

/// Up to 32 bytes in words, so that a comparison takes a few instructions.
struct KnownHost: Equatable {
  private var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
  private var count = 0

  /// No host.
  init() {}

  /// Returns nil when `range` is empty or longer than 32 bytes.
  @inline(__always)
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard (1...32).contains(range.count) else { return nil }
    bytes.extracting(range).withUnsafeBytes { source in
      withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: source) }
    }
    count = range.count
  }

  @inline(__always)
  static func == (one: KnownHost, other: KnownHost) -> Bool {
    one.count == other.count
      && (one.words.0 ^ other.words.0) | (one.words.1 ^ other.words.1) | (one.words.2 ^ other.words.2)
        | (one.words.3 ^ other.words.3) == 0
  }
}
