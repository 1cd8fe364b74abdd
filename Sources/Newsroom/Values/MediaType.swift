// Which media type a client prefers, and which one it has sent.

enum MediaType {
  /// The type among `offered` that an Accept field prefers (RFC 9110 section 12.5.1): the first where it has no
  /// preference, nil where it takes none.
  static func preferred(in accept: String?, of offered: [String]) -> String? {
    guard let accept, !accept.isBlank else { return offered.first }
    let ranges = accept.split(separator: ",").map { range -> (type: String, quality: Double) in
      let parts = range.split(separator: ";").map { $0.trimming(" \t").lowercased() }
      let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      return (parts.first ?? "", quality)
    }
    var best: (type: String, quality: Double)?
    for type in offered {
      let family = type.prefix { $0 != "/" } + "/*"
      // The most specific range decides.
      let match = [type, String(family), "*/*"].lazy.compactMap { name in ranges.first { $0.type == name } }.first
      if let match, match.quality > best?.quality ?? 0 { best = (type, match.quality) }
    }
    return best?.type
  }

  /// The charset parameter of a Content-Type, in lowercase.
  static func charset(_ contentType: String?) -> String? {
    contentType?.split(separator: ";").dropFirst().map { $0.trimming(" \t").lowercased() }
      .first { $0.hasPrefix("charset=") }.map { $0.dropFirst("charset=".count).trimming("\"") }
  }

  /// A Content-Type without its parameters, in lowercase.
  static func bare(_ contentType: String?) -> String? {
    contentType?.split(separator: ";").first.map { $0.trimming(" \t").lowercased() }
  }
}
