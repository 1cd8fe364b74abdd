// Percent-decoding (RFC 3986 section 2.1) of single bytes and whole texts.

extension Span<UInt8> {
  /// The byte at `index`, or the byte that the escape there encodes; `index` moves past it.
  /// - Returns: nil for a "%" without two hexadecimal digits before `end`; `index` then stays.
  @inlinable
  package func percentDecodedByte(at index: inout Int, before end: Int) -> (byte: UInt8, isEscaped: Bool)? {
    let byte = self[index]
    guard byte == 37 else {
      index += 1
      return (byte, false)
    }
    guard index + 2 < end, let high = self[index + 1].hexadecimalValue, let low = self[index + 2].hexadecimalValue
    else { return nil }
    index += 3
    return (high << 4 | low, true)
  }
}

/// Decodes whole texts.
package enum PercentDecoding {
  /// The decoded bytes; nil for a broken escape.
  /// - Parameters:
  ///   - allowsNUL: whether a zero byte, escaped or not, is allowed; if not, it gives nil.
  ///   - plain: replaces each byte that is not escaped.
  package static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, allowsNUL: Bool, plain: (UInt8) -> UInt8 = { $0 }
  ) -> [UInt8]? {
    let text = bytes.span
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      guard let (byte, isEscaped) = text.percentDecodedByte(at: &index, before: text.count), allowsNUL || byte != 0
      else { return nil }
      decoded.append(isEscaped ? byte : plain(byte))
    }
    return decoded
  }

  /// The query with escapes for characters that browsers send unescaped, but that no address may contain (RFC 3986
  /// section 3.4).
  package static func address(ofQuery query: String) -> String {
    let bare = "[]{}|\\^`".utf8
    guard query.utf8.contains(where: bare.contains) else { return query }
    var escaped: [UInt8] = []
    for byte in query.utf8 {
      if bare.contains(byte) { escaped += "%\([byte].hexadecimal.uppercased())".utf8 } else { escaped.append(byte) }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// Decodes a name or a value of `application/x-www-form-urlencoded`, in which "+" is a space; nil for a broken
  /// escape or for escapes that are not UTF-8.
  package static func formText(_ encoded: some StringProtocol) -> String? {
    guard encoded.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
      return String(encoded)
    }
    var text = String(encoded)
    return text.withUTF8 { bytes in
      decode(bytes, allowsNUL: true) { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    }.flatMap { String(validating: $0, as: UTF8.self) }
  }
}
