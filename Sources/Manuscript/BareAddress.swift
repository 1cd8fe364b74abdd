// Recognizes web addresses without a scheme: `museum.example/pers`.

enum BareAddress {
  private static let domains: Set<String> = [
    "com", "org", "net", "be", "nl", "fr", "eu", "brussels", "vlaanderen", "gent", "uk", "de", "lu", "ch", "at", "int",
    "info", "io", "gov", "edu", "example", "es", "it", "ie", "pt", "pl", "dk", "se", "no", "fi", "us", "ca", "biz",
    "amsterdam", "paris", "wales", "scot", "swiss", "cat", "museum", "coop", "media", "press", "news", "app", "dev",
    "bzh", "frl", "cz", "gr", "hu", "ro", "hr", "si", "sk", "bg", "lt", "lv", "ee", "mt", "cy", "tv", "me",
  ]

  /// True for a host name under a known domain, with a path or not.
  static func isOne(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 4, bytes.count <= 300 else { return false }
    let host = bytes.prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
    guard host.allSatisfy(isHost) else { return false }
    let labels = host.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && $0.first != 0x2D }), let last = labels.last else {
      return false
    }
    let letters = labels[0].contains { (0x61...0x7A).contains($0 | 0x20) }
    guard letters, labels[0].count >= 2, last.allSatisfy({ (0x61...0x7A).contains($0) }) else { return false }
    return domains.contains(String(decoding: last, as: UTF8.self))
  }

  private static func isHost(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E: true
    default: false
    }
  }
}
