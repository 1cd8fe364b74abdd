// Percent-decoding of a whole path that keeps its segments apart (RFC 3986 section 2.1).

/// Stands between decoded segments, where `/` no longer can: `%2F` is a character of its segment, `%00` is refused.
let decodedSeparator: UInt8 = 0

/// The path decoded, `decodedSeparator` in place of each `/`; nil for a broken escape, a zero byte or invalid UTF-8.
func percentDecoded(_ path: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
  var decoded: [UInt8] = []
  decoded.reserveCapacity(path.count)
  var index = 0
  while index < path.count {
    switch path[index] {
    case UInt8(ascii: "/"):
      decoded.append(decodedSeparator)
      index += 1
    case UInt8(ascii: "%"):
      guard index + 2 < path.count, let high = hexDigit(path[index + 1]), let low = hexDigit(path[index + 2]),
        high | low != 0
      else { return nil }
      decoded.append(high << 4 | low)
      index += 3
    case 0:
      return nil
    case let byte:
      decoded.append(byte)
      index += 1
    }
  }
  // Separators are ASCII, so a sequence split over two segments is invalid here too.
  return String(validating: decoded, as: UTF8.self) == nil ? nil : decoded
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
