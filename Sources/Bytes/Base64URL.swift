// Bytes as base64url text (RFC 4648 section 5), without padding.

extension Collection<UInt8> {
  package var base64URL: String {
    let digits: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    var text: [UInt8] = []
    text.reserveCapacity((count * 4 + 2) / 3)
    var bits: UInt32 = 0
    var pending = 0
    for byte in self {
      // At most four bits are left from the byte before.
      bits = bits << 8 | UInt32(byte)
      pending += 8
      while pending >= 6 {
        pending -= 6
        text.append(digits.utf8Start[Int(bits >> UInt32(pending) & 63)])
      }
      bits &= 63
    }
    if pending > 0 { text.append(digits.utf8Start[Int(bits << UInt32(6 - pending) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
