// The client's address behind proxies.

import Bytes
import HTTP
import Testing

@Suite struct ForwardedForTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let fields: String
    let client: String

    /// - Parameter fields: the fields of a proxy at 10.0.0.1; other proxies are in 10.0.0.0/8 and 2001:db8::/32.
    init(_ title: String, _ fields: String, _ client: String) {
      testDescription = title
      self.fields = fields.isEmpty ? "" : fields + "\r\n"
      self.client = client
    }
  }

  static let peer = "10.0.0.1"

  static let rows: [Row] = [
    Row("no addresses", "", peer),
    Row("one address", "X-Forwarded-For: 192.0.2.1", "192.0.2.1"),
    Row("the last is the proxy's word", "X-Forwarded-For: 198.51.100.7, 192.0.2.1", "192.0.2.1"),
    Row("our own proxies are passed over", "X-Forwarded-For: 198.51.100.7, 192.0.2.1, 10.9.9.9,10.2.2.2", "192.0.2.1"),
    Row("lines are one list", "X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-For: 192.0.2.1", "192.0.2.1"),
    Row("a last line of our proxies", "x-forwarded-for: 192.0.2.1\r\nX-Forwarded-For: 10.2.2.2", "192.0.2.1"),
    Row("none but proxies", "X-Forwarded-For: 10.3.3.3, 10.2.2.2", "10.3.3.3"),
    Row("IPv6", "X-Forwarded-For: 2001:DB9::1", "2001:db9::1"),
    Row("with ports", "X-Forwarded-For: [2001:db9::1]:8080, 10.2.2.2:99", "2001:db9::1"),
    Row("IPv4 with a port", "X-Forwarded-For: 192.0.2.1:4711", "192.0.2.1"),
    Row("a mapped address", "X-Forwarded-For: ::ffff:192.0.2.1", "192.0.2.1"),
    Row("empty members", "X-Forwarded-For: ,192.0.2.1 , ,", "192.0.2.1"),
    Row("empty", "X-Forwarded-For:", peer),
    Row("malformed", "X-Forwarded-For: 192.0.2.1, nonsense", peer),
    Row("malformed before a proxy", "X-Forwarded-For: 192.0.2.1, nonsense, 10.2.2.2", peer),
    Row("what the client invents does not matter", "X-Forwarded-For: nonsense, \", 192.0.2.1", "192.0.2.1"),
    Row("a port without digits", "X-Forwarded-For: 192.0.2.1:", peer),
    Row("a port too long", "X-Forwarded-For: 192.0.2.1:123456", peer),
    Row("brackets left open", "X-Forwarded-For: [2001:db9::1", peer),
    Row("a range", "X-Forwarded-For: 192.0.2.0/24", peer),

    Row("RFC 7239 4", "Forwarded: for=192.0.2.43", "192.0.2.43"),
    Row("RFC 7239 4, the last", "Forwarded: for=192.0.2.43, For=198.51.100.17;by=203.0.113.60", "198.51.100.17"),
    Row("RFC 7239 4, other parameters", "Forwarded: proto=http;by=203.0.113.43;FOR=192.0.2.60", "192.0.2.60"),
    Row("RFC 7239 6, IPv6", "Forwarded: For=\"[2001:db9:cafe::17]:4711\"", "2001:db9:cafe::17"),
    Row("RFC 7239 6, a quoted address", "Forwarded: for=\"192.0.2.43:47011\"", "192.0.2.43"),
    Row("our own proxies", "Forwarded: for=192.0.2.43, for=\"[2001:db8::9]\", for=10.1.1.1", "192.0.2.43"),
    Row("RFC 7239 6.3, hidden", "Forwarded: for=192.0.2.43, for=_gazonk", peer),
    Row("RFC 7239 6.2, unknown", "Forwarded: for=unknown", peer),
    Row("hidden before, which does not matter", "Forwarded: for=_secret, for=192.0.2.43", "192.0.2.43"),
    Row("no for", "Forwarded: by=203.0.113.43", peer),
    Row("RFC 7239 4, for twice", "Forwarded: for=192.0.2.43;for=192.0.2.44", peer),
    Row("an empty for", "Forwarded: for=", peer),
    Row("empty quotes", "Forwarded: for=\"\"", peer),
    Row("a quote without end swallows the rest", "Forwarded: for=\"192.0.2.9, for=198.51.100.1", peer),
    Row("a quote within the client's part", "Forwarded: for=192.0.2.9;x=\", for=198.51.100.1", peer),
    Row("and an escape in it", "Forwarded: for=192.0.2.9;x=\"\\, for=\"[2001:db9::1]\"", peer),
    Row("quotes that end", "Forwarded: for=192.0.2.9;x=\", \\\"\", for=198.51.100.1", "198.51.100.1"),

    Row("both agree", "Forwarded: for=192.0.2.1\r\nX-Forwarded-For: 192.0.2.1", "192.0.2.1"),
    Row("both disagree", "Forwarded: for=192.0.2.1\r\nX-Forwarded-For: 192.0.2.2", peer),
    Row("one is malformed", "Forwarded: for=192.0.2.1\r\nX-Forwarded-For: x", peer),
  ]

  static func client(_ fields: String, peer: String, proxies: String) throws -> String {
    let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n".utf8)
    var head = RequestHead()
    #expect(head.parse(bytes.span, from: 0, limits: Limits()) == .complete(end: bytes.count))
    let peer = try #require(IPAddress(peer))
    return try head.client(in: bytes.span, peer: peer, proxies: AddressRange.list(proxies)).text
  }

  @Test(arguments: rows)
  func `A trusted proxy is believed`(_ row: Row) throws {
    #expect(try Self.client(row.fields, peer: Self.peer, proxies: "10.0.0.0/8, 2001:db8::/32") == row.client)
  }

  @Test(arguments: rows)
  func `A client that is not a trusted proxy is not believed`(_ row: Row) throws {
    #expect(try Self.client(row.fields, peer: "203.0.113.5", proxies: "10.0.0.0/8") == "203.0.113.5")
    #expect(try Self.client(row.fields, peer: Self.peer, proxies: "") == Self.peer)
  }
}
