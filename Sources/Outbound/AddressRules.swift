// The rules on which addresses may be reached from here.

import Bytes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Public servers over https, and what the settings allow besides.
///
/// `check` judges a URL by what it resolves to now. That alone would not do, since the next DNS answer may differ:
/// every transfer asks `purposeForbidding` again for the very address that it is about to connect to.
package struct AddressRules: Sendable {
  package let allowed: [AddressRange]
  package let allowsHTTP: Bool
  private let ownAddresses: @Sendable () -> Set<IPAddress>

  /// `ownAddresses` is asked each time, because a machine's addresses come and go.
  package init(
    allowed: [AddressRange] = [], allowsHTTP: Bool = false,
    ownAddresses: @escaping @Sendable () -> Set<IPAddress> = interfaceAddresses
  ) {
    self.allowed = allowed
    self.allowsHTTP = allowsHTTP
    self.ownAddresses = ownAddresses
  }

  /// This machine only, over plain http too.
  package static let loopback = AddressRules(
    allowed: ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) }, allowsHTTP: true)

  /// Refuses a URL that no transfer may be made to: its form, its scheme, or any address that it resolves to now.
  /// - Returns: its host, with the port where it names one: `press.example:8443`.
  @discardableResult
  package func check(_ url: String) throws(TransferError) -> String {
    let target = try Destination(url, allowsHTTP: allowsHTTP)
    for address in try target.resolve() {
      if let purpose = purposeForbidding(address) { throw .addressRefused(address, purpose) }
    }
    return target.authority
  }

  /// The same without asking what its name resolves to, for a setting that is read before there is a network.
  package func checkForm(_ url: String) throws(TransferError) {
    let target = try Destination(url, allowsHTTP: allowsHTTP)
    // RFC 3986 section 2 has none of them, and elsewhere they end a URL.
    guard !url.utf8.contains(where: { "<>\"".utf8.contains($0) }) else { throw .malformedURL }
    if let address = IPAddress(target.host), let purpose = purposeForbidding(address) {
      throw .addressRefused(address, purpose)
    }
  }

  /// Why no connection may be made to this address; nil when it may.
  package func purposeForbidding(_ address: IPAddress) -> SpecialPurpose? {
    if allowed.contains(where: { $0.contains(address) }) { return nil }
    return SpecialAddresses.purpose(of: address) ?? (ownAddresses().contains(address) ? .own : nil)
  }
}

/// The addresses of this machine's network interfaces, as they are now.
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
