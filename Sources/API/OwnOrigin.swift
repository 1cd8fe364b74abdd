// The origin of the public address, and the sources of scripts in it.

import Foundation

/// The origin of the public address (RFC 6454). Only pages of this origin may write with a session.
struct OwnOrigin: Sendable {
  /// `https://press.example`, as browsers send it: in lowercase, without a default port.
  let text: String
  /// Whether the host is an address on this machine, which may lack TLS.
  let isLocal: Bool
  private let isSource: Bool

  /// - Parameter publicURL: the public address.
  init(publicURL: String) {
    let url = URLComponents(string: publicURL)
    let host = (url?.host ?? "").lowercased()
    let scheme = (url?.scheme ?? "https").lowercased()
    let port = url?.port.flatMap { $0 == (scheme == "https" ? 443 : 80) ? nil : ":\($0)" } ?? ""
    let isIPv6 = host.utf8.contains(UInt8(ascii: ":"))
    text = "\(scheme)://\(isIPv6 && !host.hasPrefix("[") ? "[\(host)]" : host)\(port)"
    isLocal = host == "localhost" || host.hasPrefix("127.") || host == "[::1]" || host == "::1"
    let isIPv4 = host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    isSource = host == "127.0.0.1" || !isIPv4 && !isIPv6
  }

  /// The source expression for scripts below a path, which ends in a slash, or for one file. A policy cannot name
  /// an IP address (CSP 3, 6.7.2.8); then the whole origin is allowed.
  func scripts(_ path: String) -> String { isSource ? text + path : "'self'" }
}
