// The client's address behind the operator's proxies (RFC 7239, and the older X-Forwarded-For).

import Bytes

extension RequestHead {
  /// The address of the client: the peer's, or, if the peer is one of `proxies`, the address that the proxies report.
  ///
  /// Each proxy appends the address of its peer to the list. So the list is reliable from its end up to the first
  /// address that is not one of our proxies; the client could invent everything before it. If that entry is malformed,
  /// hidden (RFC 7239 6.3) or different in the two fields, the result is the peer.
  /// - Parameter isProxy: whether the peer is known to be a proxy for another reason than its address.
  package func client(
    in bytes: Span<UInt8>, peer: IPAddress, isProxy: Bool = false, proxies: [AddressRange]
  ) -> IPAddress {
    guard present & Self.forwardedFields != 0, isProxy || proxies.contain(peer) else { return peer }
    var older = Hops()
    var newer = Hops()
    for field in fields {
      if field.known == .forwardedFor {
        older.readList(bytes, field.value, proxies)
      } else if field.known == .forwarded {
        newer.readElements(bytes, field.value, proxies)
      }
    }
    guard has(.forwarded) else { return older.client ?? peer }
    guard has(.forwardedFor) else { return newer.client ?? peer }
    // A proxy writes one of the two fields and may pass on the other as the client sent it.
    return older.client == newer.client ? newer.client ?? peer : peer
  }

  private static let forwardedFields: UInt32 =
    1 << UInt32(Known.forwarded.rawValue) | 1 << UInt32(Known.forwardedFor.rawValue)
}

/// The addresses along the way of a request, read from first to last.
private struct Hops {
  private(set) var client: IPAddress?
  /// Whether the list has had an entry that is not a proxy.
  private var isDecided = false

  private mutating func add(_ address: IPAddress?, _ proxies: [AddressRange]) {
    if let address, proxies.contain(address) {
      // If all are proxies, the request came from the first of them.
      if !isDecided, client == nil { client = address }
    } else {
      client = address
      isDecided = true
    }
  }

  /// `X-Forwarded-For`: addresses separated by commas, without quotes.
  mutating func readList(_ bytes: Span<UInt8>, _ range: Range<Int>, _ proxies: [AddressRange]) {
    var start = range.lowerBound
    for index in range.lowerBound...range.upperBound where index == range.upperBound || bytes[index] == 44 {
      let member = bytes.trimmed(start..<index)
      if !member.isEmpty { add(Self.node(bytes, member), proxies) }
      start = index + 1
    }
  }

  /// `Forwarded` (RFC 7239 4): elements with parameters, of which only `for` is used. An unterminated quoted string
  /// swallows the element that a proxy has appended, so the last element then counts as malformed.
  mutating func readElements(_ bytes: Span<UInt8>, _ range: Range<Int>, _ proxies: [AddressRange]) {
    var hops = self
    bytes.forEachMember(of: range) { element in
      var address: IPAddress?
      var count = 0
      bytes.forEachMember(of: element, separator: 59) { parameter in
        guard parameter.count > 4, bytes.equals(parameter.lowerBound..<parameter.lowerBound + 4, "for=") else {
          return true
        }
        count += 1
        address = Self.unquoted(bytes, parameter.lowerBound + 4..<parameter.upperBound).flatMap {
          Self.node(bytes, $0)
        }
        return true
      }
      // RFC 7239 4: a parameter may occur only once in an element.
      hops.add(count == 1 ? address : nil, proxies)
      return true
    }
    self = hops
    if Self.endsWithinQuotes(bytes, range) { add(nil, proxies) }
  }

  private static func endsWithinQuotes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var isQuoted = false
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == 34 { isQuoted.toggle() }
      if isQuoted, bytes[index] == 92 { index += 1 }
      index += 1
    }
    return isQuoted
  }

  /// The value without its quotes; addresses need no escapes.
  private static func unquoted(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    guard bytes[range.lowerBound] == 34 else { return range }
    guard range.count > 2, bytes[range.upperBound - 1] == 34 else { return nil }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  /// An address with or without a port; IPv6 with a port has brackets (RFC 7239 6).
  private static func node(_ bytes: Span<UInt8>, _ range: Range<Int>) -> IPAddress? {
    var end = range.lowerBound
    if bytes[range.lowerBound] == 91 {
      while end < range.upperBound, bytes[end] != 93 { end += 1 }
      guard end < range.upperBound, isPort(bytes, end + 1..<range.upperBound) else { return nil }
      return IPAddress(bytes, range.lowerBound + 1..<end)?.unmapped
    }
    while end < range.upperBound, bytes[end].isDigit || bytes[end] == 46 { end += 1 }
    if end > range.lowerBound, end < range.upperBound, isPort(bytes, end..<range.upperBound),
      let address = IPAddress(bytes, range.lowerBound..<end)
    {
      return address
    }
    return IPAddress(bytes, range)?.unmapped
  }

  /// Empty, or a colon and one to five digits (RFC 7239 6).
  private static func isPort(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return true }
    guard bytes[range.lowerBound] == 58, (2...6).contains(range.count) else { return false }
    for index in range.lowerBound + 1..<range.upperBound where !bytes[index].isDigit { return false }
    return true
  }
}
