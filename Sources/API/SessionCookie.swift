// The cookie of a session, and whether a request that comes with it was made by a page of ours.

import Desk
import Foundation
import HTTP
import HTTPTypes
import Values

/// The cookie as browsers have to keep it (RFC 6265bis): unread by scripts, sent to this host alone, and only by its
/// own pages. The prefix `__Host-` makes sure that nobody else has set it.
struct SessionCookie: Sendable {
  private let name: String
  private let attributes: String
  /// `https://press.example`
  private let origin: String

  /// - Parameter publicURL: where browsers find the newsroom. On this machine it needs no TLS, and the prefix would.
  init(publicURL: String) {
    let url = URLComponents(string: publicURL)
    let host = url?.host ?? ""
    let isLocal = host == "localhost" || host.hasPrefix("127.") || host == "[::1]" || host == "::1"
    let isPlain = url?.scheme == "http" && isLocal
    name = isPlain ? "newsroom-session" : "__Host-newsroom-session"
    attributes = "; Path=/; HttpOnly; SameSite=Strict" + (isPlain ? "" : "; Secure")
    origin = publicURL.split(separator: "/", omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
  }

  func value(in fields: HTTPFields) -> String? {
    fields[.cookie]?.split(separator: ";").lazy.map { $0.trimming(" \t") }
      .first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }

  /// A value for Set-Cookie.
  func setting(_ secret: String) -> String { "\(name)=\(secret); Max-Age=\(Session.lifetime / 1000)\(attributes)" }

  var clearing: String { "\(name)=; Max-Age=0\(attributes)" }

  /// Whether the browser says that a page of our own has sent this: by Origin (Fetch standard, 3.2), which comes with
  /// every write, and by Sec-Fetch-Site (Fetch Metadata) where it sends that.
  func isFromOwnPage(_ request: Request) -> Bool {
    guard let sender = request.fields[.origin] else { return false }
    let host = request.fields[.host] ?? ""
    return [origin, "http://" + host, "https://" + host].contains(sender)
      && ["same-origin", nil].contains(request.fields[.secFetchSite])
  }
}

extension HTTPField.Name {
  fileprivate static let host = HTTPField.Name(static: "Host")
  fileprivate static let secFetchSite = HTTPField.Name(static: "Sec-Fetch-Site")
}
