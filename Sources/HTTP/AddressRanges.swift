// Ranges of addresses, as a setting writes them.

/// A list of addresses and CIDR ranges: "10.0.0.0/8, 2001:db8::/32, 192.0.2.1".
package struct AddressRanges: Sendable, Equatable {
  private struct Member: Equatable {
    let base: NetworkAddress
    /// The bits that count, of 32 or of 128.
    let prefix: Int

    /// An IPv4 range holds no IPv6 address, and the other way round.
    func contains(_ address: NetworkAddress) -> Bool {
      guard address.isIPv4 == base.isIPv4 else { return false }
      // A shift by the whole width gives 0 here, so a prefix of 0 holds everything.
      if base.isIPv4 { return (base.low ^ address.low) >> (32 - prefix) == 0 }
      let high = prefix < 64 ? (base.high ^ address.high) >> (64 - prefix) : base.high ^ address.high
      return high == 0 && (prefix <= 64 || (base.low ^ address.low) >> (128 - prefix) == 0)
    }
  }

  private var members: [Member] = []

  /// No address at all.
  package init() {}

  /// - Parameter text: ranges separated by commas or spaces.
  /// - Throws: what is no range.
  package init(_ text: String) throws(NotARange) {
    for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      let halves = part.split(separator: "/", omittingEmptySubsequences: false)
      guard halves.count <= 2, let base = NetworkAddress(String(halves[0])) else { throw NotARange(text: String(part)) }
      let width = base.isIPv4 ? 32 : 128
      var prefix = width
      if halves.count == 2 {
        guard halves[1].utf8.allSatisfy(\.isDigit), let number = Int(halves[1]), number <= width else {
          throw NotARange(text: String(part))
        }
        prefix = number
      }
      members.append(Member(base: base, prefix: prefix))
    }
  }

  package var isEmpty: Bool { members.isEmpty }

  package func contains(_ address: NetworkAddress) -> Bool {
    for member in members where member.contains(address) { return true }
    return false
  }

  /// What stands where a range of addresses should.
  package struct NotARange: Error, Equatable, CustomStringConvertible {
    package let text: String
    package var description: String { "“\(text)” is no address range such as 192.0.2.0/24 or 2001:db8::/32" }
  }
}
