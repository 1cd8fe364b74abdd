// Strong entity-tags (RFC 9110 section 8.8.3): a hash of the content.

import CXxhash

extension [UInt8] {
  /// 128 bits of XXH3. A cryptographic hash of 20 KB costs more than making them, and nobody gains by two answers that
  /// share a tag but whoever wrote both.
  var etag: String {
    let hash = withUnsafeBytes { XXH3_128bits($0.baseAddress, $0.count) }
    let bytes = [hash.high64, hash.low64].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
    return "\"\(bytes.hexadecimal)\""
  }
}
