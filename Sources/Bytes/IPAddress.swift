// The IP address of a client, a proxy or a remote server, small enough to keep with every connection.

import Foundation

/// An IPv4 or IPv6 address without port or scope. It is stored as a number, so that all notations are equal.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  let high: UInt64
  let low: UInt64
  package let isIPv4: Bool

  private init(isIPv4: Bool, high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
    self.isIPv4 = isIPv4
  }

  /// Returns nil for a family other than IPv4 and IPv6.
  package init?(_ socketAddress: UnsafePointer<sockaddr>) {
    // In both families two bytes of port follow the family; IPv6 has a flow label before the address.
    let bytes = UnsafeRawPointer(socketAddress)
    switch Int32(socketAddress.pointee.sa_family) {
    case AF_INET:
      let number = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
      self.init(isIPv4: true, high: 0, low: UInt64(number))
    case AF_INET6:
      self.init(
        isIPv4: false, high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)))
    default: return nil
    }
  }

  /// The address that a system call filled in; 0.0.0.0 for another family.
  package init(_ storage: sockaddr_storage) {
    let address = withUnsafePointer(to: storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { IPAddress($0) }
    }
    self = address ?? IPAddress(isIPv4: true, high: 0, low: 0)
  }

  /// Parses an address in numeric notation; nil for any other text.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes.span, 0..<bytes.count)
  }

  /// Parses the address in `range`, in the plain notations only. Allocates nothing.
  package init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard (2..<Int(INET6_ADDRSTRLEN)).contains(range.count) else { return nil }
    var four = in_addr()
    var six = (UInt64(0), UInt64(0))
    let family = withUnsafeTemporaryAllocation(of: CChar.self, capacity: range.count + 1) { text in
      for index in 0..<range.count {
        // C would treat a NUL as the end of the text.
        guard bytes[range.lowerBound + index] != 0 else { return Int32(0) }
        text[index] = CChar(bitPattern: bytes[range.lowerBound + index])
      }
      text[range.count] = 0
      guard let start = text.baseAddress else { return Int32(0) }
      if inet_pton(AF_INET, start, &four) == 1 { return AF_INET }
      return inet_pton(AF_INET6, start, &six) == 1 ? AF_INET6 : 0
    }
    switch family {
    case AF_INET: self.init(isIPv4: true, high: 0, low: UInt64(UInt32(bigEndian: four.s_addr)))
    case AF_INET6: self.init(isIPv4: false, high: UInt64(bigEndian: six.0), low: UInt64(bigEndian: six.1))
    default: return nil
    }
  }

  /// 127.0.0.1
  package static let loopback = IPAddress(isIPv4: true, high: 0, low: 0x7F00_0001)

  /// The IPv4 address of an IPv4-mapped IPv6 one (RFC 4291 section 2.5.5.2), which IPv4 clients of an IPv6 socket
  /// have; any other address unchanged.
  package var unmapped: IPAddress {
    isMapped ? IPAddress(isIPv4: true, high: 0, low: low & 0xFFFF_FFFF) : self
  }

  var isMapped: Bool { !isIPv4 && high == 0 && low >> 32 == 0xFFFF }

  package var isLoopback: Bool {
    let address = unmapped
    return address.isIPv4 ? address.low >> 24 == 127 : address.high == 0 && address.low == 1
  }

  /// The part of an address that one host cannot change: a whole IPv4 address, or the /64 subnet of an IPv6 one,
  /// because a host picks the last 64 bits itself (RFC 4291 section 2.5.1).
  package var network: IPAddress {
    let address = unmapped
    return address.isIPv4 ? address : IPAddress(isIPv4: false, high: high, low: 0)
  }

  package var description: String { text }

  /// The address in numeric notation: "192.0.2.1", "2001:db8::1".
  package var text: String {
    var output = OutputBuffer(capacity: 64)
    write(to: &output)
    return String(decoding: output.bytes, as: UTF8.self)
  }

  /// Appends the address in numeric notation. Allocates nothing.
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
