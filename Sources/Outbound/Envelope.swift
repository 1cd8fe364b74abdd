// The sender, recipient and relay of an email message.

import Bytes

/// The SMTP envelope of a message. It has one recipient, so that each reply is about one recipient.
package struct Envelope: Sendable {
  package let relay: MailRelay
  package let sender: String
  package let recipient: String

  package init(relay: MailRelay, sender: String, recipient: String) {
    (self.relay, self.sender, self.recipient) = (relay, sender, recipient)
  }
}

/// The mail server that the operator has chosen to relay messages. TLS with a verifiable certificate is required,
/// from the start (`smtps`) or by STARTTLS (`smtp`), unless the relay runs on this machine.
package struct MailRelay: Sendable {
  package struct Login: Sendable {
    let user: String
    let password: String

    package init(user: String, password: String) { (self.user, self.password) = (user, password) }
  }

  let url: String
  let host: String
  let login: Login?
  /// A PEM file of certificates that are trusted instead of the system's.
  let certificates: String?
  /// Whether the connection uses no TLS.
  package let isPlain: Bool

  /// - Parameters:
  ///   - url: `smtp://relay.example:587` or `smtps://relay.example`, without credentials and path.
  ///   - name: the domain that this client sends with EHLO (RFC 5321 section 4.1.1.1).
  /// - Returns: nil for any other URL.
  package init?(_ url: String, named name: String, login: Login? = nil, certificates: String? = nil) {
    // The caller reports the expected form, so the reason is not needed.
    guard let target = try? Destination(url, schemes: ["smtp", "smtps"], else: .malformedURL), target.path == "/",
      !url.utf8.contains(where: { "?#".utf8.contains($0) })
    else { return nil }
    // libcurl takes the EHLO name from the path.
    self.url = "\(target.scheme)://\(target.authority)/\(name)"
    (host, self.login, self.certificates) = (target.host, login, certificates)
    let isHere = IPAddress(host).map { SpecialAddresses.purpose(of: $0) == .loopback } ?? (host == "localhost")
    isPlain = target.scheme == "smtp" && isHere
  }

  /// The operator may choose any address. Unencrypted connections must stay on this machine.
  package var rules: AddressRules {
    isPlain ? .loopback : AddressRules(allowed: ["0.0.0.0/0", "::/0"].compactMap { AddressRange($0) })
  }
}
