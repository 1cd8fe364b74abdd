// The address of a client, small enough to keep with every connection.

import Foundation

/// An IPv4 or IPv6 address without port. An IPv4 address that arrives mapped into IPv6 is the IPv4 address.
struct PeerAddress: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64
  private let isIPv4: Bool

  /// The address in what the system filled in; the unspecified address for another family.
  init(_ storage: sockaddr_storage) {
    // Both families have the port in two bytes behind the family; IPv6 has its flow label before the address.
    let isIPv6 = Int32(storage.ss_family) == AF_INET6
    let (ipv4, high, low) = withUnsafeBytes(of: storage) { bytes in
      (
        UInt32(bigEndian: bytes.load(fromByteOffset: 4, as: UInt32.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
      )
    }
    let isMapped = high == 0 && low >> 32 == 0xFFFF
    isIPv4 = !isIPv6 || isMapped
    self.high = isIPv4 ? 0 : high
    self.low = isIPv6 ? (isMapped ? low & 0xFFFF_FFFF : low) : UInt64(ipv4)
  }

  var isLoopback: Bool {
    isIPv4 ? low >> 24 == 127 : high == 0 && low == 1
  }

  /// The address in figures: "192.0.2.1", "2001:db8::1".
  var text: String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    if isIPv4 {
      var address = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
      inet_ntop(AF_INET, &address, &buffer, socklen_t(buffer.count))
    } else {
      var address = (high.bigEndian, low.bigEndian)
      inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count))
    }
    return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }
}
