// The media type that a client prefers, and the type of the content that it sent.

import Bytes

package enum MediaType {
  /// The type among `offered` that an Accept field prefers (RFC 9110 section 12.5.1): the first when the field has no
  /// preference, nil when it accepts none.
  package static func preferred(in accept: String?, of offered: [String]) -> String? {
    let list = WeightedList(accept ?? "")
    guard !list.entries.isEmpty else { return offered.first }
    var best: (type: String, weight: Int)?
    for type in offered {
      let family = type.prefix { $0 != "/" } + "/*"
      // The most specific range decides.
      let match = [type, String(family), "*/*"].lazy.compactMap { list.entry(named: $0) }.first
      if let match, match.weight > best?.weight ?? 0 { best = (type, match.weight) }
    }
    return best?.type
  }

  /// The charset parameter of a Content-Type field, in lowercase.
  package static func charset(_ contentType: String?) -> String? {
    contentType?.split(separator: ";").dropFirst().map { $0.trimming(" \t").lowercased() }
      .first { $0.hasPrefix("charset=") }.map { $0.dropFirst("charset=".count).trimming("\"") }
  }

  /// A Content-Type field without its parameters, in lowercase.
  package static func bare(_ contentType: String?) -> String? {
    contentType?.split(separator: ";").first.map { $0.trimming(" \t").lowercased() }
  }
}
