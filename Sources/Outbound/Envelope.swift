// Where a message goes, and by which server.

import Bytes

/// What SMTP is told of a message: from whom, to whom, by which relay. One recipient, so that an answer is about one.
package struct Envelope: Sendable {
  package let relay: MailRelay
  package let sender: String
  package let recipient: String

  package init(relay: MailRelay, sender: String, recipient: String) {
    (self.relay, self.sender, self.recipient) = (relay, sender, recipient)
  }
}

/// The server that takes the mail of this one, as its operator names it. TLS with a certificate that can be verified is
/// required, from the start (`smtps`) or by STARTTLS (`smtp`), except on the way to this machine itself.
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
  /// Without TLS.
  package let isPlain: Bool

  /// - Parameters:
  ///   - url: `smtp://relay.example:587` or `smtps://relay.example`, with neither credentials nor a path.
  ///   - name: what this server calls itself (RFC 5321 section 4.1.1.1): a domain.
  /// - Returns: nil for any other URL.
  package init?(_ url: String, named name: String, login: Login? = nil, certificates: String? = nil) {
    guard let target = try? Destination(url, schemes: ["smtp", "smtps"], else: .malformedURL), target.path == "/",
      !url.utf8.contains(where: { "?#".utf8.contains($0) })
    else { return nil }
    // libcurl takes the name from the path.
    self.url = "\(target.scheme)://\(target.authority)/\(name)"
    (host, self.login, self.certificates) = (target.host, login, certificates)
    let isHere = IPAddress(host).map { SpecialAddresses.purpose(of: $0) == .loopback } ?? (host == "localhost")
    isPlain = target.scheme == "smtp" && isHere
  }

  /// Its address is the operator's to choose. What is not encrypted does not leave this machine.
  package var rules: AddressRules {
    isPlain ? .loopback : AddressRules(allowed: ["0.0.0.0/0", "::/0"].compactMap { AddressRange($0) })
  }
}
