// The address of a client or a proxy, small enough to keep with every connection.

import Foundation

/// An IPv4 or IPv6 address without port. An IPv4 address that arrives mapped into IPv6 is the IPv4 address.
package struct NetworkAddress: Hashable, Sendable {
  let high: UInt64
  let low: UInt64
  let isIPv4: Bool

  private init(isIPv6: Bool, high: UInt64, low: UInt64) {
    let isMapped = isIPv6 && high == 0 && low >> 32 == 0xFFFF
    isIPv4 = !isIPv6 || isMapped
    self.high = isIPv4 ? 0 : high
    self.low = isMapped ? low & 0xFFFF_FFFF : low
  }

  /// The address in what the system filled in; the unspecified address for another family.
  package init(_ storage: sockaddr_storage) {
    // Both families have the port in two bytes behind the family; IPv6 has its flow label before the address.
    self = withUnsafeBytes(of: storage) { bytes in
      guard Int32(storage.ss_family) == AF_INET6 else {
        let number = UInt32(bigEndian: bytes.load(fromByteOffset: 4, as: UInt32.self))
        return NetworkAddress(isIPv6: false, high: 0, low: UInt64(number))
      }
      return NetworkAddress(
        isIPv6: true, high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)))
    }
  }

  /// The address that `text` writes in figures; nil when it is none.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes.span, 0..<bytes.count)
  }

  /// The address that stands in `range`, in the plain notations only. Allocates nothing.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard (2..<Int(INET6_ADDRSTRLEN)).contains(range.count) else { return nil }
    var four = in_addr()
    var six = (UInt64(0), UInt64(0))
    let family = withUnsafeTemporaryAllocation(of: CChar.self, capacity: range.count + 1) { text in
      for index in 0..<range.count {
        // A NUL would end the text for C before its end.
        guard bytes[range.lowerBound + index] != 0 else { return Int32(0) }
        text[index] = CChar(bitPattern: bytes[range.lowerBound + index])
      }
      text[range.count] = 0
      guard let start = text.baseAddress else { return Int32(0) }
      if inet_pton(AF_INET, start, &four) == 1 { return AF_INET }
      return inet_pton(AF_INET6, start, &six) == 1 ? AF_INET6 : 0
    }
    switch family {
    case AF_INET: self.init(isIPv6: false, high: 0, low: UInt64(UInt32(bigEndian: four.s_addr)))
    case AF_INET6: self.init(isIPv6: true, high: UInt64(bigEndian: six.0), low: UInt64(bigEndian: six.1))
    default: return nil
    }
  }

  /// 127.0.0.1
  package static let loopback = NetworkAddress(isIPv6: false, high: 0, low: 0x7F00_0001)

  package var isLoopback: Bool {
    isIPv4 ? low >> 24 == 127 : high == 0 && low == 1
  }

  /// What one host can call its own: an IPv4 address; of IPv6 its whole subnet, as it picks the last 64 bits itself
  /// (RFC 4291 section 2.5.1).
  package var network: NetworkAddress {
    isIPv4 ? self : NetworkAddress(isIPv6: true, high: high, low: 0)
  }

  /// The address in figures: "192.0.2.1", "2001:db8::1".
  package var text: String {
    var output = OutputBuffer(capacity: 64)
    write(to: &output)
    return String(decoding: output.bytes, as: UTF8.self)
  }

  /// Appends the address in figures. Allocates nothing.
  package func write(to output: inout OutputBuffer) {
    if isIPv4 {
      var shift: UInt64 = 24
      while true {
        output.append(decimal: Int(low >> shift & 255))
        if shift == 0 { return }
        output.append(46)
        shift -= 8
      }
    }
    var address = (high.bigEndian, low.bigEndian)
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
      guard let start = text.baseAddress,
        inet_ntop(AF_INET6, &address, start, socklen_t(INET6_ADDRSTRLEN)) != nil
      else { return }
      start.withMemoryRebound(to: UInt8.self, capacity: text.count) {
        output.append(UnsafeBufferPointer(start: $0, count: strlen(start)))
      }
    }
  }
}
