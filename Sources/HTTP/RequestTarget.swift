// The target of a request: its four forms (RFC 9112 3.2) and the checks on them.

import Bytes

extension RequestHead {
  /// Finds the path and the query in the target, and refuses ambiguous targets.
  mutating func resolveTarget(_ bytes: Span<UInt8>) throws(Refusal) {
    path = target
    if bytes[target.lowerBound] == 47 {
      part = .origin
      return try resolvePath(bytes, from: target.lowerBound)
    }
    if bytes.equals(methodName, "connect"), method == .other {
      part = .authority
      guard Authority.isValid(bytes, target, needsPort: true) else {
        // RFC 9112 3.2.3
        throw .malformed(.malformedTarget, "the target of CONNECT is not a host and a port")
      }
      return
    }
    if target.count == 1, bytes[target.lowerBound] == 42 {
      part = .asterisk
      guard method == .options || method == .other else {
        // RFC 9112 3.2.4
        throw .malformed(.malformedTarget, "the target * is only for OPTIONS")
      }
      return
    }
    part = .absolute
    try resolveAbsolute(bytes)
  }

  /// RFC 9112 3.2.2: the absolute form is always accepted, and reduced to its path and query.
  private mutating func resolveAbsolute(_ bytes: Span<UInt8>) throws(Refusal) {
    let start: Int
    if target.count > 7, bytes.equals(target.lowerBound..<target.lowerBound + 7, "http://") {
      start = target.lowerBound + 7
    } else if target.count > 8, bytes.equals(target.lowerBound..<target.lowerBound + 8, "https://") {
      start = target.lowerBound + 8
    } else {
      path = target.lowerBound..<target.lowerBound
      throw .malformed(.malformedTarget, "the target is neither a path nor an http address")
    }
    // The text before the path may contain a password and must not be logged.
    path = start..<start
    var end = start
    while end < target.upperBound, bytes[end] != 47, bytes[end] != 63 { end += 1 }
    // RFC 9110 4.2.4: userinfo in an address is an error; RFC 9110 4.2.1: so is an empty host.
    guard Authority.isValid(bytes, start..<end, needsPort: false) else {
      throw .malformed(.malformedTarget, "the host of the target is not valid")
    }
    try resolvePath(bytes, from: end)
  }

  private mutating func resolvePath(_ bytes: Span<UInt8>, from start: Int) throws(Refusal) {
    if plainEnd == target.upperBound, start < plainEnd {
      path = start..<plainEnd
      return
    }
    var index = start
    var mayHideDots = false
    var hasEscapes = false
    while index < target.upperBound, bytes[index] != 63 {
      let byte = bytes[index]
      guard ByteSet.path.contains(byte) else {
        path = start..<index
        throw .malformed(.malformedTarget, "the path contains a character that must be percent-encoded")
      }
      if byte == 37 { hasEscapes = true }
      if byte == 47, index + 1 < target.upperBound, bytes[index + 1] == 46 || bytes[index + 1] == 37 {
        mayHideDots = true
      }
      index += 1
    }
    path = start..<index
    if index < target.upperBound { query = index + 1..<target.upperBound }
    if hasEscapes { try checkEscapes(bytes, path) }
    if let query { try checkEscapes(bytes, query) }
    if mayHideDots { try checkSegments(bytes) }
  }

  /// RFC 3986 2.1: "%" and two hexadecimal digits. An encoded NUL is refused because it ends strings in C.
  private func checkEscapes(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Refusal) {
    var index = range.lowerBound
    while index < range.upperBound {
      guard let (byte, _) = bytes.percentDecodedByte(at: &index, before: range.upperBound) else {
        throw .malformed(.malformedTarget, "the target contains an incomplete percent-escape")
      }
      guard byte != 0 else { throw .malformed(.malformedTarget, "the target contains an encoded NUL") }
    }
  }

  /// RFC 3986 3.3 and 6.2.2.3: "." and ".." refer to other paths, so they are refused, encoded or not. An encoded
  /// slash is allowed: it is data within its segment.
  private func checkSegments(_ bytes: Span<UInt8>) throws(Refusal) {
    var index = path.lowerBound
    while index < path.upperBound {
      index += 1
      var dots = 0
      var others = 0
      while index < path.upperBound, bytes[index] != 47 {
        // All escapes of the path have been checked.
        guard let (byte, _) = bytes.percentDecodedByte(at: &index, before: path.upperBound) else { break }
        if byte == 46 { dots += 1 } else { others += 1 }
      }
      if others == 0, dots == 1 || dots == 2 {
        throw .malformed(.malformedTarget, "the path contains a dot segment")
      }
    }
  }
}

/// A host and optional port, as in `Host` and in a target (RFC 3986 3.2).
enum Authority {
  /// Whether `range` is a non-empty host, with a port if there is a colon.
  static func isValid(_ bytes: Span<UInt8>, _ range: Range<Int>, needsPort: Bool) -> Bool {
    guard !range.isEmpty else { return false }
    var index = range.lowerBound
    if bytes[index] == 91 {
      // RFC 3986 3.2.2: an IPv6 address in brackets. A zone (RFC 6874) has a meaning only on the client's machine.
      let start = index + 1
      var hasColon = false
      while index < range.upperBound, bytes[index] != 93 {
        if bytes[index] == 58 { hasColon = true }
        index += 1
      }
      guard index < range.upperBound, hasColon, IPAddress(bytes, start..<index) != nil else { return false }
      index += 1
    } else {
      index = ByteSet.plainName.skip(in: bytes, from: index, to: range.upperBound)
      while index < range.upperBound, ByteSet.name.contains(bytes[index]) {
        guard bytes.percentDecodedByte(at: &index, before: range.upperBound) != nil else { return false }
      }
      guard index > range.lowerBound else { return false }
    }
    if index == range.upperBound { return !needsPort }
    return isPort(bytes, index..<range.upperBound, needed: needsPort)
  }

  /// A colon and a number up to 65535; the number is optional (RFC 3986 3.2.3).
  private static func isPort(_ bytes: Span<UInt8>, _ range: Range<Int>, needed: Bool) -> Bool {
    guard bytes[range.lowerBound] == 58 else { return false }
    var number = 0
    var index = range.lowerBound + 1
    while index < range.upperBound {
      let byte = bytes[index]
      guard byte.isDigit else { return false }
      number = number &* 10 &+ Int(byte &- 48)
      guard number <= 65_535 else { return false }
      index += 1
    }
    return range.count > 1 || !needed
  }
}
