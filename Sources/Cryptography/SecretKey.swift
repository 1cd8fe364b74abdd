// Secret keys, message authentication codes (HMAC-SHA256, RFC 2104) and random bytes, from the system's libcrypto.

import CCrypto

/// A key that authenticates a text or a request.
package struct SecretKey: Sendable {
  private let bytes: [UInt8]

  package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// - Returns: a new key of 256 bits.
  package static func random() -> SecretKey { SecretKey(RandomBytes.make(32)) }

  /// - Returns: the 32 bytes of the HMAC-SHA256 of a message.
  package func code(of message: some Sequence<UInt8>) -> [UInt8] {
    let message = Array(message)
    return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { code, count in
      let result = HMAC(
        SHA256.algorithm, bytes, CInt(bytes.count), message, message.count, code.baseAddress, nil)
      precondition(result != nil, "libcrypto cannot make an HMAC")
      count = SHA256.byteCount
    }
  }

  /// Whether `code` is the code of `message`. The comparison takes constant time.
  package func isCode(_ code: [UInt8], of message: some Sequence<UInt8>) -> Bool {
    let right = self.code(of: message)
    return code.count == right.count && CRYPTO_memcmp(code, right, right.count) == 0
  }
}

/// Unpredictable bytes.
package enum RandomBytes {
  /// - Returns: `count` bytes from libcrypto's generator, which the system seeds.
  package static func make(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
      precondition(RAND_bytes(bytes.baseAddress, CInt(count)) == 1, "libcrypto has no randomness")
      initialized = count
    }
  }
}
