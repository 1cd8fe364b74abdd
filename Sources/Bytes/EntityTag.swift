// Strong entity-tags (RFC 9110 section 8.8.3): a hash of the content.

import CXxhash

extension [UInt8] {
  /// 128 bits of XXH3, in quotes. A cryptographic hash of 20 KB costs more than producing them, and only the author
  /// of both contents could make two tags collide.
  package var etag: String {
    let hash = withUnsafeBytes { bytes in
      #if arch(x86_64)
        XXH3_128bits_dispatch(bytes.baseAddress, bytes.count)
      #else
        XXH3_128bits(bytes.baseAddress, bytes.count)
      #endif
    }
    var tag = OutputBuffer(capacity: 34)
    tag.append("\"")
    tag.append(word: hash.high64)
    tag.append(word: hash.low64)
    tag.append("\"")
    return String(decoding: tag.bytes, as: UTF8.self)
  }
}
