// The signed part of a preview's address. It grants access and cannot be forged.

import Bytes
import Cryptography
import Foundation
import Values

/// `17-1764230400-…`: the preview's number, its expiration in seconds since 1970, and an HMAC-SHA256 of both. It is
/// verified before the desk's file is read.
package struct PreviewLink: Sendable {
  package let number: Int64
  package let expiresAt: Instant

  package func text(signedWith key: SecretKey) -> String {
    let claim = "\(number)-\(expiresAt.milliseconds / 1000)"
    return "\(claim)-\(key.code(of: claim.utf8).hexadecimal)"
  }

  package init(number: Int64, expiresAt: Instant) { (self.number, self.expiresAt) = (number, expiresAt) }

  /// Nil without a valid signature by the key.
  package init?(_ text: String, signedWith key: SecretKey) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let number = Int64(parts[0]), let seconds = Int64(parts[1]),
      (0..<1 << 40).contains(seconds),
      let code = [UInt8](hexadecimal: parts[2]),
      key.isCode(code, of: "\(parts[0])-\(parts[1])".utf8)
    else { return nil }
    self.init(number: number, expiresAt: Instant(milliseconds: seconds * 1000))
  }
}
