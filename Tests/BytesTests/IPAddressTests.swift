// IP addresses and ranges.

import Bytes
import Testing

@Suite struct IPAddressTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::1", "::1"),
    ("2001:DB8:0:0::1", "2001:db8::1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("::", "::"),
    ("fe80:1111:2222:3333:4444:5555:6666:7777", "fe80:1111:2222:3333:4444:5555:6666:7777"),
  ])
  func `An address is parsed and written as numbers`(_ text: String, _ written: String) {
    #expect(IPAddress(text)?.unmapped.text == written)
  }

  @Test(arguments: [
    "", "1", "192.0.2", "192.0.2.256", "192.0.2.1 ", " 192.0.2.1", "192.0.2.1:80", "0x7f.0.0.1", "127.1", "2130706433",
    "[::1]", "::1%eth0", ":::", "localhost", "192.0.2.1\0", String(repeating: "1", count: 100),
  ])
  func `Text that is not a numeric address is refused`(_ text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ("2001:db8:1:3:3:4:5:6", "2001:db8:1:3::"),
  ])
  func `The network of a host is its address, or its subnet`(_ text: String, _ network: String) {
    #expect(IPAddress(text)?.network.text == network)
  }

  static let ranges: [(String, String, Bool)] = [
    ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.1.2.3/8", "10.9.9.9", true),
    ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("192.0.2.0/31", "192.0.2.1", true),
    ("192.0.2.0/31", "192.0.2.2", false), ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "::1", false),
    ("::/0", "2001:db8::1", true), ("::/0", "192.0.2.1", false), ("2001:db8::/32", "2001:db8:ffff::1", true),
    ("2001:db8::/32", "2001:db9::1", false), ("2001:db8::/64", "2001:db8::ffff:1", true),
    ("2001:db8::/64", "2001:db8:0:1::", false), ("2001:db8::/65", "2001:db8::1", true),
    ("2001:db8::/65", "2001:db8:0:0:8000::", false), ("::1/128", "::1", true), ("::1/128", "::2", false),
    ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("192.0.2.1, 10.0.0.0/8 ::1", "::1", true),
    ("192.0.2.1,10.0.0.0/8,::1", "10.1.1.1", true), ("", "127.0.0.1", false),
  ]

  @Test(arguments: ranges)
  func `A range contains the addresses with its prefix`(_ text: String, _ address: String, _ isHeld: Bool) throws {
    #expect(try AddressRange.list(text).contain(#require(IPAddress(address)).unmapped) == isHeld)
  }

  @Test(arguments: [
    ("::ffff:10.0.0.0/104", "10.0.0.0/8"), ("::ffff:192.0.2.1", "192.0.2.1/32"), ("::/0", "::/0"),
    ("::ffff:0:0/95", "::ffff:0.0.0.0/95"), ("2001:db8::/32", "2001:db8::/32"), ("10.0.0.0/8", "10.0.0.0/8"),
  ])
  func `A range mapped into IPv6 is one of IPv4`(_ text: String, _ range: String) throws {
    #expect(try AddressRange.list(text).map(\.unmapped.description) == [range])
  }

  @Test func `A mapped address differs from the address inside it unless they are compared as one`() throws {
    let mapped = try #require(IPAddress("::ffff:127.0.0.1"))
    let plain = try #require(IPAddress("127.0.0.1"))
    #expect(mapped != plain && mapped.unmapped == plain)
    #expect(mapped.isLoopback && plain.isLoopback)
  }

  @Test(arguments: [
    "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0/8", "proxy.example", "/8",
    "1.2.3.4/+8",
  ])
  func `An invalid range is reported`(_ text: String) {
    let error = #expect(throws: AddressRange.NotARange.self) { _ = try AddressRange.list("192.0.2.1, " + text) }
    #expect(error?.description == "“\(text)” is not an address range such as 192.0.2.0/24 or 2001:db8::/32")
  }
}
