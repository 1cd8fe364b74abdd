// A URL parsed by libcurl, so that the checked host is the host that will be connected to.

import Bytes
import CCurl

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The host of a URL that is well-formed, has an allowed scheme and carries no credentials.
struct Destination {
  /// Without the brackets of an IPv6 address; libcurl has normalized unusual notations of IPv4.
  let host: String
  /// The host as written in the URL, with the port if the URL has one.
  let authority: String

  /// `https`
  let scheme: String
  let path: String

  init(_ url: String, allowsHTTP: Bool) throws(TransferError) {
    try self.init(
      url, schemes: allowsHTTP ? ["https", "http"] : ["https"], else: .schemeRefused(allowsHTTP: allowsHTTP))
  }

  init(_ url: String, schemes: [String], else refusal: TransferError) throws(TransferError) {
    let parsed = ParsedURL()
    // RFC 3986 section 2: other characters must be escaped, or two parsers may read different URLs.
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), parsed.parse(url) else { throw .malformedURL }
    guard let scheme = parsed.part(CURLUPART_SCHEME), schemes.contains(scheme) else { throw refusal }
    guard parsed.part(CURLUPART_USER) == nil, parsed.part(CURLUPART_PASSWORD) == nil else { throw .credentialsInURL }
    guard let host = parsed.part(CURLUPART_HOST), !host.isEmpty else { throw .malformedURL }
    (self.scheme, path) = (scheme, parsed.part(CURLUPART_PATH) ?? "/")
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    authority = parsed.part(CURLUPART_PORT).map { "\(host):\($0)" } ?? host
  }

  /// All current addresses of the host. Asks the resolver, which may take seconds.
  func resolve() throws(TransferError) -> [IPAddress] {
    // Names under localhost are loopback (RFC 6761 section 6.3). libcurl knows this; not every resolver does.
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    let isLocal = name.lowercased() == "localhost" || name.lowercased().hasSuffix(".localhost")
    var hints = addrinfo()
    hints.ai_socktype = streamSocket
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(isLocal ? "localhost" : host, nil, &hints, &first) == 0 else { throw .unresolvable(host: host) }
    defer { freeaddrinfo(first) }
    var addresses: [IPAddress] = []
    var next = first
    while let entry = next {
      if let socketAddress = entry.pointee.ai_addr, let address = IPAddress(socketAddress) { addresses.append(address) }
      next = entry.pointee.ai_next
    }
    guard !addresses.isEmpty else { throw .unresolvable(host: host) }
    return addresses
  }
}

#if canImport(Glibc)
  private let streamSocket = Int32(SOCK_STREAM.rawValue)
#else
  private let streamSocket = SOCK_STREAM
#endif

/// libcurl's URL handle, freed once.
private struct ParsedURL: ~Copyable {
  private let handle = curl_url()

  deinit {
    curl_url_cleanup(handle)
  }

  func parse(_ url: String) -> Bool {
    curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK
  }

  func part(_ part: CURLUPart) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
