// An IPv4 or IPv6 address as a number, so that every notation of it is one value.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An address that a connection can be made to, without port or scope.
package enum Address: Hashable, Sendable, CustomStringConvertible {
  case v4(UInt32)
  case v6(UInt128)

  /// The plain notations only, `192.0.2.1` and `2001:db8::1`; the odd ones are the resolver's to read.
  package init?(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self = .v4(UInt32(bigEndian: four.s_addr))
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      self = .v6(Self.number(of: six))
    } else {
      return nil
    }
  }

  /// nil for a family that is neither IPv4 nor IPv6.
  init?(_ socketAddress: UnsafePointer<sockaddr>) {
    let raw = UnsafeRawPointer(socketAddress)
    switch Int32(socketAddress.pointee.sa_family) {
    case AF_INET:
      self = .v4(UInt32(bigEndian: raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
    case AF_INET6:
      self = .v6(Self.number(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr))
    default:
      return nil
    }
  }

  private static func number(of address: in6_addr) -> UInt128 {
    withUnsafeBytes(of: address) { bytes in bytes.reduce(0) { $0 << 8 | UInt128($1) } }
  }

  package var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    switch self {
    case .v4(let number):
      var address = number.bigEndian
      inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
    case .v6(let number):
      var address = number.bigEndian
      inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
    }
    return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }
}
