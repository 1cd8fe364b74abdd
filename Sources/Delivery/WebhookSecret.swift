// The secret of a webhook subscription, and its signatures (Standard Webhooks 1.0).

import Cryptography
import Foundation

/// 32 random bytes; the text is `whsec_` and base64.
package struct WebhookSecret: Sendable {
  let bytes: Data

  init(_ bytes: Data) { self.bytes = bytes }

  static func random() -> WebhookSecret {
    WebhookSecret(Data(RandomBytes.make(32)))
  }

  package var text: String { "whsec_" + bytes.base64EncodedString() }

  /// HMAC-SHA256 of id, time and content, joined by dots ("Signature scheme").
  func signature(_ id: String, at seconds: Int64, _ body: Data) -> String {
    let signed = Data("\(id).\(seconds).".utf8) + body
    return "v1," + Data(SecretKey(bytes).code(of: signed)).base64EncodedString()
  }
}
