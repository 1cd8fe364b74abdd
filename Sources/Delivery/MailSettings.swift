// The settings of mail: its sender and its relay.

import Outbound
import Values

/// The operator's settings for mail.
package struct MailSettings: Sendable {
  let relay: MailRelay
  let sender: MailAddress
  /// The limit for a whole message, from the connection to the last reply. Half of it is the limit for one reply: five
  /// minutes by default (RFC 5321 section 4.5.3.2).
  let timeout: Duration

  /// Whether the relay is on this machine.
  package var isForThisMachine: Bool { relay.isPlain }

  package init(relay: MailRelay, sender: MailAddress, timeout: Duration = .seconds(600)) {
    (self.relay, self.sender, self.timeout) = (relay, sender, timeout)
  }
}

/// An address and the name beside it (RFC 5322 section 3.4).
package struct MailAddress: Sendable {
  let name: String?
  let address: String

  /// - Parameter text: `press@council.example` or `Council press <press@council.example>`.
  /// - Returns: nil when the text is neither.
  package init?(_ text: String) {
    let text = text.inOneLine
    if text.hasSuffix(">"), let start = text.lastIndex(of: "<") {
      let given = text[..<start].trimming(" \"")
      name = given.isEmpty ? nil : given
      address = String(text[text.index(after: start)...].dropLast())
    } else {
      (name, address) = (nil, text)
    }
    guard address.isMailAddress else { return nil }
  }

  package var domain: String { String(address.drop { $0 != "@" }.dropFirst()) }
}

extension String {
  /// Whether this is an address that every server accepts: dot-separated words in ASCII, and a domain with a dot
  /// (RFC 5321 sections 4.1.2 and 4.5.3.1).
  package var isMailAddress: Bool {
    let parts = utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, utf8.count <= 254, parts[0].count <= 64 else { return false }
    let words = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return words.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isWordOfAddress) } && labels.count >= 2
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
          && label.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
      }
  }
}

extension UInt8 {
  fileprivate var isAlphanumeric: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39: true
    default: false
    }
  }

  /// atext of RFC 5322 section 3.2.3.
  fileprivate var isWordOfAddress: Bool { isAlphanumeric || "!#$%&'*+-/=?^_`{|}~".utf8.contains(self) }
}
