// A range of addresses in CIDR notation, as the settings write it.

/// `10.0.0.0/8`, `2001:db8::/32`, or one address by itself. Bits beyond the prefix do not matter.
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

  /// Ranges separated by commas or spaces, as a setting gives them; the error is the part that is no range.
  package static func list(_ text: String) throws(NotARange) -> [AddressRange] {
    var ranges: [AddressRange] = []
    for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      guard let range = AddressRange(String(part)) else { throw NotARange(text: String(part)) }
      ranges.append(range)
    }
    return ranges
  }

  /// The range of IPv4 where this one is mapped into IPv6; any other range itself.
  package var unmapped: AddressRange {
    base.isMapped && prefix >= 96 ? AddressRange(base: base.unmapped, prefix: prefix - 96) : self
  }

  /// An IPv4 range holds no IPv6 address, not even one with an IPv4 address inside.
  package func contains(_ address: IPAddress) -> Bool {
    guard address.isIPv4 == base.isIPv4 else { return false }
    // A shift by the whole width gives 0 here, so a prefix of 0 holds everything.
    if base.isIPv4 { return (base.low ^ address.low) >> (32 - prefix) == 0 }
    let high = prefix < 64 ? (base.high ^ address.high) >> (64 - prefix) : base.high ^ address.high
    return high == 0 && (prefix <= 64 || (base.low ^ address.low) >> (128 - prefix) == 0)
  }

  package var description: String { "\(base)/\(prefix)" }

  /// What stands where a range of addresses should.
  package struct NotARange: Error, Equatable, CustomStringConvertible {
    package let text: String
    package var description: String { "“\(text)” is no address range such as 192.0.2.0/24 or 2001:db8::/32" }
  }
}

extension [AddressRange] {
  /// Whether one of the ranges holds the address.
  package func contain(_ address: IPAddress) -> Bool {
    for range in self where range.contains(address) { return true }
    return false
  }
}
