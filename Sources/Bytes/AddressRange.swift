// A range of IP addresses in CIDR notation, as it appears in the settings.

/// `10.0.0.0/8`, `2001:db8::/32`, or a single address. Bits beyond the prefix are ignored.
package struct AddressRange: Hashable, Sendable, CustomStringConvertible {
  package let base: IPAddress
  package let prefix: Int

  private init(base: IPAddress, prefix: Int) {
    self.base = base
    self.prefix = prefix
  }

  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let base = IPAddress(String(parts[0])) else { return nil }
    let width = base.isIPv4 ? 32 : 128
    guard parts.count == 2 else {
      self.init(base: base, prefix: width)
      return
    }
    guard parts[1].utf8.allSatisfy(\.isDigit), let prefix = Int(parts[1]), prefix <= width else { return nil }
    self.init(base: base, prefix: prefix)
  }

  /// Ranges separated by commas or spaces. Throws the first part that is not a range.
  package static func list(_ text: String) throws(NotARange) -> [AddressRange] {
    var ranges: [AddressRange] = []
    for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      guard let range = AddressRange(String(part)) else { throw NotARange(text: String(part)) }
      ranges.append(range)
    }
    return ranges
  }

  /// The IPv4 range when this one is mapped into IPv6 (RFC 4291 section 2.5.5.2); otherwise the range itself.
  package var unmapped: AddressRange {
    base.isMapped && prefix >= 96 ? AddressRange(base: base.unmapped, prefix: prefix - 96) : self
  }

  /// An IPv4 range contains no IPv6 address, not even one that embeds an IPv4 address.
  package func contains(_ address: IPAddress) -> Bool {
    guard address.isIPv4 == base.isIPv4 else { return false }
    // A shift by the whole width gives 0, so a prefix of 0 contains every address.
    if base.isIPv4 { return (base.low ^ address.low) >> (32 - prefix) == 0 }
    let high = prefix < 64 ? (base.high ^ address.high) >> (64 - prefix) : base.high ^ address.high
    return high == 0 && (prefix <= 64 || (base.low ^ address.low) >> (128 - prefix) == 0)
  }

  package var description: String { "\(base)/\(prefix)" }

  /// A text that is not an address range.
  package struct NotARange: Error, Equatable, CustomStringConvertible {
    package let text: String
    package var description: String { "“\(text)” is not an address range such as 192.0.2.0/24 or 2001:db8::/32" }
  }
}

extension [AddressRange] {
  /// Whether one of the ranges contains the address.
  package func contain(_ address: IPAddress) -> Bool {
    for range in self where range.contains(address) { return true }
    return false
  }
}
