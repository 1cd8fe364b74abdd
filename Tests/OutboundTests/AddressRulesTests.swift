// A table of allowed and forbidden URLs, in every notation of an address.
import Bytes
import Testing

@testable import Outbound

@Suite("Address rules")
struct AddressRulesTests {
  let rules = AddressRules(allowsHTTP: true)

  @Test(
    "A URL that leads to a special address is refused by what the address is",
    arguments: [
      ("http://127.0.0.1/", "127.0.0.1", SpecialPurpose.loopback),
      ("http://127.0.0.1:8080/path?query", "127.0.0.1", .loopback),
      ("https://127.255.255.254/", "127.255.255.254", .loopback),
      ("http://127.1/", "127.0.0.1", .loopback),
      ("http://2130706433/", "127.0.0.1", .loopback),
      ("http://0x7f.1/", "127.0.0.1", .loopback),
      ("http://0x7f000001/", "127.0.0.1", .loopback),
      ("http://0177.0.0.1/", "127.0.0.1", .loopback),
      ("http://017700000001/", "127.0.0.1", .loopback),
      ("http://%31%32%37.0.0.1/", "127.0.0.1", .loopback),
      ("http://[::1]/", "::1", .loopback),
      ("http://[0:0:0:0:0:0:0:1]:80/", "::1", .loopback),
      ("http://0/", "0.0.0.0", .unspecified),
      ("http://0.0.0.0:9000/", "0.0.0.0", .unspecified),
      ("http://[::]/", "::", .unspecified),
      ("http://10.1.2.3/", "10.1.2.3", .private),
      ("http://172.16.0.1/", "172.16.0.1", .private),
      ("http://172.31.255.255/", "172.31.255.255", .private),
      ("http://192.168.1.1/", "192.168.1.1", .private),
      ("http://3232235777/", "192.168.1.1", .private),
      ("http://[fc00::1]/", "fc00::1", .private),
      ("http://[fdff:ffff::1]/", "fdff:ffff::1", .private),
      ("http://169.254.0.1/", "169.254.0.1", .linkLocal),
      ("http://[fe80::1]/", "fe80::1", .linkLocal),
      ("http://[fe80::1%25lo]/", "fe80::1", .linkLocal),
      ("http://[fec0::1]/", "fec0::1", .siteLocal),
      ("http://169.254.169.254/latest/meta-data/", "169.254.169.254", .metadata),
      ("http://0xa9fea9fe/", "169.254.169.254", .metadata),
      ("http://[fd00:ec2::254]/", "fd00:ec2::254", .metadata),
      ("http://168.63.129.16/", "168.63.129.16", .metadata),
      ("http://100.64.0.1/", "100.64.0.1", .shared),
      ("http://100.127.255.255/", "100.127.255.255", .shared),
      ("http://224.0.0.1/", "224.0.0.1", .multicast),
      ("http://239.255.255.255/", "239.255.255.255", .multicast),
      ("http://[ff02::1]/", "ff02::1", .multicast),
      ("http://192.0.2.1/", "192.0.2.1", .documentation),
      ("http://198.51.100.1/", "198.51.100.1", .documentation),
      ("http://203.0.113.1/", "203.0.113.1", .documentation),
      ("http://[2001:db8::1]/", "2001:db8::1", .documentation),
      ("http://[3fff::1]/", "3fff::1", .documentation),
      ("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1", .embedded),
      ("http://[::ffff:7f00:1]/", "::ffff:127.0.0.1", .embedded),
      ("http://[::ffff:8.8.8.8]/", "::ffff:8.8.8.8", .embedded),
      ("http://[::127.0.0.1]/", "::127.0.0.1", .embedded),
      ("http://[64:ff9b::7f00:1]/", "64:ff9b::7f00:1", .embedded),
      ("http://[64:ff9b:1::7f00:1]/", "64:ff9b:1::7f00:1", .embedded),
      ("http://[2002:7f00:1::]/", "2002:7f00:1::", .embedded),
      ("http://[2001::1]/", "2001::1", .embedded),
      ("http://192.88.99.1/", "192.88.99.1", .reserved),
      ("http://198.18.0.1/", "198.18.0.1", .reserved),
      ("http://240.0.0.1/", "240.0.0.1", .reserved),
      ("http://255.255.255.255/", "255.255.255.255", .reserved),
      ("http://[100::1]/", "100::1", .reserved),
      ("http://[4000::1]/", "4000::1", .reserved),
    ])
  func refuses(_ url: String, _ address: String, _ purpose: SpecialPurpose) throws {
    let address = try #require(IPAddress(address))
    #expect(throws: TransferError.addressRefused(address, purpose)) { try rules.check(url) }
  }

  @Test(
    "Names of this machine are refused in every notation",
    arguments: ["http://localhost/", "https://LOCALHOST/", "http://localhost./", "http://any.localhost:8080/"])
  func refusesLocalNames(_ url: String) {
    let error = #expect(throws: TransferError.self) { try rules.check(url) }
    guard case .addressRefused(_, .loopback) = error else {
      Issue.record("\(url): \(String(describing: error))")
      return
    }
  }

  @Test(
    "A public address is reached",
    arguments: [
      "https://8.8.8.8/", "http://1.1.1.1:8080/hook", "https://[2606:4700:4700::1111]/", "https://134744072/",
      "https://172.32.0.1/", "https://100.128.0.1/", "https://[2001:4860:4860::8888]/", "https://11.0.0.1/",
    ])
  func allowsPublic(_ url: String) {
    #expect(throws: Never.self) { try rules.check(url) }
  }

  @Test(
    "A URL of another kind or form is refused before any address is looked at",
    arguments: [
      ("http://8.8.8.8/", false, TransferError.schemeRefused(allowsHTTP: false)),
      ("ftp://8.8.8.8/", true, .schemeRefused(allowsHTTP: true)),
      ("file:///etc/passwd", true, .schemeRefused(allowsHTTP: true)),
      ("gopher://8.8.8.8/", true, .schemeRefused(allowsHTTP: true)),
      ("smtp://8.8.8.8/", true, .schemeRefused(allowsHTTP: true)),
      ("https://user@8.8.8.8/", true, .credentialsInURL),
      ("https://user:word@8.8.8.8/", true, .credentialsInURL),
      ("https://localhost@8.8.8.8/", true, .credentialsInURL),
      ("", true, .malformedURL), ("8.8.8.8", true, .malformedURL), ("/hook", true, .malformedURL),
      ("//8.8.8.8/", true, .malformedURL), ("https://", true, .malformedURL),
      ("https://１２７.0.0.1/", true, .malformedURL),
      ("https://é.example/", true, .malformedURL),
      ("https://8.8.8.8 /", true, .malformedURL), ("https://8.8.8.8/\r\nHost: x", true, .malformedURL),
      ("https://8.8.8.8:99999/", true, .malformedURL), ("https://[::1/", true, .malformedURL),
      ("https://[v1.x]/", true, .malformedURL), ("javascript:alert(1)", true, .malformedURL),
    ])
  func refusesForm(_ url: String, _ allowsHTTP: Bool, _ expected: TransferError) {
    #expect(throws: expected) { try AddressRules(allowsHTTP: allowsHTTP).check(url) }
  }

  @Test("Ranges that the settings allow are reached, and only in the family that they name")
  func allowsRanges() throws {
    let rules = AddressRules(allowed: try AddressRange.list("127.0.0.0/8 10.0.0.0/8"), allowsHTTP: true)
    for url in ["http://127.0.0.1/", "http://2130706433/", "http://10.1.2.3/"] {
      #expect(throws: Never.self) { try rules.check(url) }
    }
    for url in ["http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://192.168.0.1/"] {
      #expect(throws: TransferError.self) { try rules.check(url) }
    }
  }

  @Test("The server's own addresses are refused, even public ones, unless they are allowed")
  func refusesOwn() throws {
    let own = try #require(IPAddress("8.8.8.8"))
    let rules = AddressRules(ownAddresses: { [own] })
    #expect(throws: TransferError.addressRefused(own, .own)) { try rules.check("https://134744072/") }
    #expect(throws: Never.self) { try rules.check("https://8.8.4.4/") }
    let allowing = AddressRules(allowed: try AddressRange.list("8.8.8.8"), ownAddresses: { [own] })
    #expect(throws: Never.self) { try allowing.check("https://8.8.8.8/") }
    #expect(interfaceAddresses().contains(try #require(IPAddress("127.0.0.1"))))
  }

  @Test("The error says which address is refused and why, and not the URL")
  func explains() {
    let error = #expect(throws: TransferError.self) { try rules.check("http://10.0.0.1/?token=secret") }
    #expect(error?.description == "10.0.0.1 may not be reached: it is private")
  }
}
