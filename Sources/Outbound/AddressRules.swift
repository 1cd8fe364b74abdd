// Rules for the addresses that outbound transfers may reach.

import Bytes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Allows public servers over https, and the exceptions in the settings.
///
/// `check` judges the addresses that a URL resolves to at the moment. The next DNS answer may differ, so every
/// transfer calls `purposeForbidding` again for the address that it is about to connect to.
package struct AddressRules: Sendable {
  package let allowed: [AddressRange]
  package let allowsHTTP: Bool
  private let ownAddresses: @Sendable () -> Set<IPAddress>

  /// - Parameter ownAddresses: called for each check, because a machine's addresses change.
  package init(
    allowed: [AddressRange] = [], allowsHTTP: Bool = false,
    ownAddresses: @escaping @Sendable () -> Set<IPAddress> = interfaceAddresses
  ) {
    self.allowed = allowed
    self.allowsHTTP = allowsHTTP
    self.ownAddresses = ownAddresses
  }

  /// Only this machine, also over plain http.
  package static let loopback = AddressRules(
    allowed: ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) }, allowsHTTP: true)

  /// Rejects a URL that is malformed, has a forbidden scheme, or resolves to a forbidden address. May take seconds.
  /// - Returns: its host, with the port if the URL has one: `press.example:8443`.
  @discardableResult
  package func check(_ url: String) throws(TransferError) -> String {
    let target = try Destination(url, allowsHTTP: allowsHTTP)
    for address in try target.resolve() {
      if let purpose = purposeForbidding(address) { throw .addressRefused(address, purpose) }
    }
    return target.authority
  }

  /// The same without resolving the name, for a setting that is read before the network is up.
  package func checkForm(_ url: String) throws(TransferError) {
    let target = try Destination(url, allowsHTTP: allowsHTTP)
    // RFC 3986 section 2 forbids these characters, and in other texts they end a URL.
    guard !url.utf8.contains(where: { "<>\"".utf8.contains($0) }) else { throw .malformedURL }
    if let address = IPAddress(target.host), let purpose = purposeForbidding(address) {
      throw .addressRefused(address, purpose)
    }
  }

  /// Why no connection may be made to this address; nil when it is allowed.
  package func purposeForbidding(_ address: IPAddress) -> SpecialPurpose? {
    if allowed.contains(where: { $0.contains(address) }) { return nil }
    return SpecialAddresses.purpose(of: address) ?? (ownAddresses().contains(address) ? .own : nil)
  }
}

/// The current addresses of this machine's network interfaces.
package func interfaceAddresses() -> Set<IPAddress> {
  var first: UnsafeMutablePointer<ifaddrs>?
  guard getifaddrs(&first) == 0 else { return [] }
  defer { freeifaddrs(first) }
  var addresses: Set<IPAddress> = []
  var next = first
  while let interface = next {
    if let address = interface.pointee.ifa_addr.flatMap({ IPAddress($0) }) { addresses.insert(address) }
    next = interface.pointee.ifa_next
  }
  return addresses
}
