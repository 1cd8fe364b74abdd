// The session cookie, and the check that a request with it comes from our own pages.

import Desk
import HTTP
import HTTPTypes
import Values

/// The session cookie (RFC 6265bis). Scripts can't read it, and browsers send it only to this host and from its own
/// pages. The prefix `__Host-` ensures that no other host has set it.
struct SessionCookie: Sendable {
  private let name: String
  private let attributes: String
  private let origin: OwnOrigin

  /// - Parameter origin: on localhost it may lack TLS, which the prefix `__Host-` requires.
  init(_ origin: OwnOrigin) {
    self.origin = origin
    let isPlain = origin.isLocal && origin.text.hasPrefix("http:")
    name = isPlain ? "newsroom-session" : "__Host-newsroom-session"
    attributes = "; Path=/; HttpOnly; SameSite=Strict" + (isPlain ? "" : "; Secure")
  }

  func value(in fields: HTTPFields) -> String? {
    fields[.cookie]?.split(separator: ";").lazy.map { $0.trimming(" \t") }
      .first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }

  /// The value of Set-Cookie that sets the cookie.
  func setting(_ secret: String) -> String { "\(name)=\(secret); Max-Age=\(Session.lifetime / 1000)\(attributes)" }

  var clearing: String { "\(name)=; Max-Age=0\(attributes)" }

  /// Whether a page of our own sent the request. Browsers send Origin with every write (Fetch standard, 3.2), and some
  /// also send Sec-Fetch-Site (Fetch Metadata). The client chooses `Host`, so it is ignored here.
  func isFromOwnPage(_ request: Request) -> Bool {
    request.fields[.origin] == origin.text && ["same-origin", nil].contains(request.fields[.secFetchSite])
  }
}

extension HTTPField.Name {
  fileprivate static let secFetchSite = HTTPField.Name(static: "Sec-Fetch-Site")
}
