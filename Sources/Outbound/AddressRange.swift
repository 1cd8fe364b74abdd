// A range of addresses in CIDR notation, as the settings write it.

/// `10.0.0.0/8`, `2001:db8::/32`, or one address by itself. Bits beyond the prefix do not matter.
package struct AddressRange: Hashable, Sendable, CustomStringConvertible {
  package let base: Address
  package let prefix: Int

  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let base = Address(String(parts[0])) else { return nil }
    let width = base.width
    var prefix = width
    if parts.count == 2 {
      guard parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let number = Int(parts[1]), number <= width
      else { return nil }
      prefix = number
    }
    self.base = base
    self.prefix = prefix
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

  /// An IPv4 range holds no IPv6 address, not even one with an IPv4 address inside.
  package func contains(_ address: Address) -> Bool {
    switch (base, address) {
    case (.v4(let base), .v4(let number)): (base ^ number) >> (32 - prefix) == 0
    case (.v6(let base), .v6(let number)): (base ^ number) >> (128 - prefix) == 0
    default: false
    }
  }

  package var description: String { "\(base)/\(prefix)" }

  /// What stands where a range of addresses should.
  package struct NotARange: Error, Equatable, CustomStringConvertible {
    package let text: String
    package var description: String { "“\(text)” is no address range such as 192.0.2.0/24 or 2001:db8::/32" }
  }
}

extension Address {
  fileprivate var width: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }
}
