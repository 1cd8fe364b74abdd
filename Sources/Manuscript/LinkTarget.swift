// The target of a link in a manuscript. Only http, https, mailto and tel addresses are kept.

enum LinkTarget: Equatable {
  case address(String)
  case placeholder
  case empty
  /// Another scheme, such as `javascript:`. Only the text of the link is kept.
  case unsafe

  init(_ printed: String) {
    let scalars = printed.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }
    var address = String(String.UnicodeScalarView(scalars))
    if address.hasPrefix("<"), address.hasSuffix(">") { address = String(address.dropFirst().dropLast()) }
    let lower = address.lowercased()
    if address.isEmpty {
      self = .empty
    } else if let scheme = ["http://", "https://", "mailto:", "tel:"].first(where: lower.hasPrefix) {
      let rest = address.dropFirst(scheme.count)
      let begins = rest.unicodeScalars.first.map(Folding.isWordScalar) ?? false
      self = begins || rest.first == "+" || rest.first == "[" ? .address(Self.encoded(address)) : .placeholder
    } else if lower.hasPrefix("www."), lower.dropFirst(4).contains(".") {
      self = .address(Self.encoded("https://" + address))
    } else if Self.hasScheme(lower) {
      self = .unsafe
    } else if EmailAddress.isOne(address) {
      self = .address("mailto:" + address)
    } else {
      self = .placeholder
    }
  }

  /// True when a colon, also as a character reference, precedes the first slash.
  private static func hasScheme(_ address: String) -> Bool {
    let bytes = address.utf8
    let head = bytes.prefix { !"/?#".utf8.contains($0) }
    return head.contains(UInt8(ascii: ":")) || bytes.contains("&#".utf8) || bytes.contains("&colon".utf8)
  }

  /// The address with percent-encoding for what would end it in Markdown or HTML. Scalars are encoded, since a
  /// character may combine several.
  private static func encoded(_ address: String) -> String {
    let codes: [Unicode.Scalar: String] = [
      "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\"": "%22", "\\": "%5C", "`": "%60", "'": "%27",
    ]
    return address.unicodeScalars.map { codes[$0] ?? String($0) }.joined()
  }
}

enum EmailAddress {
  /// The ranges of the e-mail addresses in some bytes.
  static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var floor = 0
    for at in bytes.indices where bytes[at] == 0x40 {
      var start = at
      while start > floor, at - start < 64, isLocal(bytes[start - 1]) { start -= 1 }
      while start < at, bytes[start] == 0x2E || bytes[start] == 0x2D { start += 1 }
      var end = at + 1
      while end < bytes.count, end - at < 254, isDomain(bytes[end]) { end += 1 }
      while end > at + 1, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2D { end -= 1 }
      guard start < at, bytes[(at + 1)..<end].contains(0x2E) else { continue }
      found.append(start..<end)
      floor = end
    }
    return found
  }

  static func isOne(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return ranges(in: bytes) == [0..<bytes.count]
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    isDomain(byte) || byte == 0x5F || byte == 0x2B || byte == 0x25
  }

  private static func isDomain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x2D: true
    default: false
    }
  }
}
