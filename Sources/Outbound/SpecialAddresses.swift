// Addresses that are not public servers: the IANA registries of special-purpose addresses, and more.

import Bytes

/// Why an address is not a public server.
package enum SpecialPurpose: String, Sendable {
  case metadata = "a cloud's metadata service"
  case unspecified = "unspecified"
  case loopback = "loopback"
  case `private` = "private"
  case shared = "carrier-grade NAT"
  case linkLocal = "link-local"
  case siteLocal = "site-local"
  case multicast = "multicast"
  case documentation = "for documentation"
  case embedded = "an IPv4 address inside IPv6"
  case reserved = "reserved"
  case own = "this server's own"
}

/// The registries as one table: the first row that contains the address decides.
enum SpecialAddresses {
  static func purpose(of address: IPAddress) -> SpecialPurpose? {
    for row in rows where row.range.contains(address) { return row.purpose }
    if !address.isIPv4, !globalUnicast.contains(address) { return .reserved }
    return nil
  }

  /// All of IPv6 that is assigned to public addresses (RFC 4291 section 2.4).
  private static let globalUnicast = range("2000::/3")

  private static let rows = table.map { (range: range($0.0), purpose: $0.1) }

  private static let table: [(String, SpecialPurpose)] = [
    ("169.254.169.254/32", .metadata), ("168.63.129.16/32", .metadata), ("100.100.100.200/32", .metadata),
    ("192.0.0.192/32", .metadata), ("fd00:ec2::254/128", .metadata), ("fd20:ce::254/128", .metadata),
    // The IPv4 registry, which RFC 6890 started.
    ("0.0.0.0/8", .unspecified), ("127.0.0.0/8", .loopback), ("169.254.0.0/16", .linkLocal),
    ("10.0.0.0/8", .private), ("172.16.0.0/12", .private), ("192.168.0.0/16", .private),
    ("100.64.0.0/10", .shared), ("192.0.0.0/24", .reserved), ("192.0.2.0/24", .documentation),
    ("192.88.99.0/24", .reserved), ("198.18.0.0/15", .reserved), ("198.51.100.0/24", .documentation),
    ("203.0.113.0/24", .documentation), ("233.252.0.0/24", .documentation), ("224.0.0.0/4", .multicast),
    ("240.0.0.0/4", .reserved),
    // The IPv6 registry. Everything outside 2000::/3 is refused; these rows only give the reason.
    ("::/128", .unspecified), ("::1/128", .loopback), ("::/96", .embedded), ("::ffff:0:0/96", .embedded),
    ("::ffff:0:0:0/96", .embedded), ("64:ff9b::/96", .embedded), ("64:ff9b:1::/48", .embedded),
    ("2001::/32", .embedded), ("2002::/16", .embedded), ("2001:db8::/32", .documentation),
    ("3fff::/20", .documentation), ("2001::/23", .reserved), ("fc00::/7", .private), ("fe80::/10", .linkLocal),
    ("fec0::/10", .siteLocal), ("ff00::/8", .multicast),
  ]

  private static func range(_ text: String) -> AddressRange {
    guard let range = AddressRange(text) else { preconditionFailure("\(text) is not an address range") }
    return range
  }
}
