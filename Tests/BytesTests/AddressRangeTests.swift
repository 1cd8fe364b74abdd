// Address ranges: parsing, printing and membership.
import Bytes
import Testing

@Suite("Address ranges")
struct AddressRangeTests {
  @Test(
    "An address is read in its plain notation and written in its shortest",
    arguments: [
      ("127.0.0.1", "127.0.0.1"), ("255.255.255.255", "255.255.255.255"), ("::1", "::1"),
      ("2001:0DB8:0:0:0:0:0:1", "2001:db8::1"), ("::ffff:7f00:1", "::ffff:127.0.0.1"),
    ])
  func readsAddress(_ text: String, _ shortest: String) {
    #expect(IPAddress(text)?.description == shortest)
  }

  @Test(
    "What is not a plain address is none",
    arguments: ["", "127.1", "0x7f.0.0.1", "2130706433", "127.0.0.1 ", "[::1]", "fe80::1%lo", "localhost", "1.2.3.256"])
  func refusesAddress(_ text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(
    "A range holds the addresses that share its prefix",
    arguments: [
      ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.1.2.3/8", "10.9.9.9", true),
      ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false), ("0.0.0.0/0", "203.0.113.9", true),
      ("172.16.0.0/12", "172.31.255.255", true), ("172.16.0.0/12", "172.32.0.0", false),
      ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false), ("::/0", "::1", true),
      ("0.0.0.0/0", "::1", false), ("127.0.0.0/8", "::ffff:127.0.0.1", false),
      ("fe80::/10", "febf::1", true), ("fe80::/10", "fec0::1", false),
    ])
  func contains(_ range: String, _ address: String, _ expected: Bool) throws {
    let range = try #require(AddressRange(range))
    let address = try #require(IPAddress(address))
    #expect(range.contains(address) == expected)
  }

  @Test(
    "What is not a range is refused",
    arguments: ["", "/8", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10/8"])
  func refusesRange(_ text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test("A setting lists ranges with commas or spaces, and an invalid one is reported")
  func readsList() throws {
    let ranges = try AddressRange.list("127.0.0.0/8, ::1  10.0.0.0/8")
    #expect(ranges.map(\.description) == ["127.0.0.0/8", "::1/128", "10.0.0.0/8"])
    #expect(try AddressRange.list("  ").isEmpty)
    let error = #expect(throws: AddressRange.NotARange.self) { try AddressRange.list("::1,localhost") }
    #expect(error?.text == "localhost")
  }
}
