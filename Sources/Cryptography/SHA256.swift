// SHA-256 (FIPS 180-4), computed by the system's libcrypto.

import CCrypto

/// An incremental SHA-256: the input may arrive in pieces.
@usableFromInline
package struct SHA256: ~Copyable {
  /// The length of a digest in bytes.
  package static let byteCount = 32

  private let context: OpaquePointer

  /// Fetched once, because libcrypto searches its providers each time `EVP_sha256()` is used (its manual, "crypto").
  /// Never modified after that.
  nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  @usableFromInline
  package init() {
    guard let algorithm = Self.algorithm, let context = EVP_MD_CTX_new(),
      EVP_DigestInit_ex2(context, algorithm, nil) == 1
    else { preconditionFailure("libcrypto cannot start a SHA-256") }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Appends bytes to the input.
  @inlinable
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { append(UnsafeRawBufferPointer($0)) }
    if done == nil { Array(bytes).withUnsafeBytes { append($0) } }
  }

  @usableFromInline
  func append(_ bytes: UnsafeRawBufferPointer) {
    precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto cannot hash")
  }

  /// - Returns: the 32 bytes of the digest.
  @usableFromInline
  package consuming func finalize() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { digest, count in
      precondition(EVP_DigestFinal_ex(context, digest.baseAddress, nil) == 1, "libcrypto cannot finish a SHA-256")
      count = Self.byteCount
    }
  }

  /// - Returns: the 32 bytes of the digest of these bytes.
  @inlinable
  package static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }
}
