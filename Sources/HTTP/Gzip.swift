// Compression with gzip (RFC 1952) by zlib.

import Bytes
import CZlib

enum Gzip {
  /// Compresses at level 6 without a time in the header, so that equal content gives equal bytes. Returns nil when
  /// the result would not be shorter.
  static func compress(_ content: [UInt8]) -> [UInt8]? {
    guard content.count <= Int(UInt32.max) else { return nil }
    var stream = z_stream()
    // 15 bits of window, plus 16 for a gzip header, in which zlib writes mtime 0.
    guard
      deflateInit2_(
        &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    var source = content
    let coded = [UInt8](unsafeUninitializedCapacity: content.count) { target, count in
      source.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? target.count - Int(stream.avail_out) : 0
      }
    }
    return coded.isEmpty || coded.count >= content.count ? nil : Array(coded[...])
  }

  /// Whether gzip makes content of this type shorter. Event streams are excluded: each event must be sent at once,
  /// while gzip collects its input.
  static func pays(for contentType: String) -> Bool {
    var contentType = contentType
    return contentType.withUTF8 { bytes in
      let type = bytes.span
      var count = 0
      while count < type.count, type[count] != 59, type[count] != 32 { count += 1 }
      func ends(with suffix: StaticString) -> Bool {
        count >= suffix.utf8CodeUnitCount && type.equals(count - suffix.utf8CodeUnitCount..<count, suffix)
      }
      if type.equals(0..<count, "text/event-stream") { return false }
      return count > 5 && type.equals(0..<5, "text/") || ends(with: "json") || ends(with: "xml")
        || ends(with: "javascript")
    }
  }

  /// The minimum length to compress; below it the gain is less than a packet.
  static let threshold = 1_024
}
