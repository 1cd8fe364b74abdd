// The languages the newsroom publishes in, and which of them a reader asked for.

/// A language of published text. The raw value is its ISO 639-1 code.
package enum Language: String, CaseIterable, Sendable {
  case nl, fr, en, de

  /// Those in which a public notice of Brussels has to appear.
  static let ofNotices: [Language] = [.nl, .fr]

  /// A code of the API or of a BCP 47 tag: `nl` and `nl-BE` are both Dutch.
  package init?(tag: some StringProtocol) {
    guard let primary = tag.split(separator: "-", maxSplits: 1).first else { return nil }
    self.init(rawValue: primary.lowercased())
  }

  /// Its place in a `LanguageSet` and in the marks of a stored text.
  var index: UInt8 { UInt8(Self.allCases.firstIndex(of: self) ?? 0) }
}

/// Several languages, stored as bits in a row of the database.
struct LanguageSet: OptionSet, Sendable {
  let rawValue: UInt8

  static func one(_ language: Language) -> LanguageSet { LanguageSet(rawValue: 1 << language.index) }
  var json: JSON { .strings(languages.map(\.rawValue)) }
  var languages: [Language] { Language.allCases.filter { contains(.one($0)) } }
}

extension Language {
  /// The language among `offered` that an Accept-Language field prefers (RFC 9110 section 12.5.4), or nil.
  static func preferred(in acceptLanguage: String?, of offered: [Language]) -> Language? {
    guard let acceptLanguage else { return nil }
    var best: (language: Language, quality: Double)?
    for range in acceptLanguage.split(separator: ",") {
      let parts = range.split(separator: ";").map { $0.trimming(" \t") }
      guard let tag = parts.first else { continue }
      let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      guard quality > 0, quality > best?.quality ?? 0 else { continue }
      if let language = tag == "*" ? offered.first : Language(tag: tag), offered.contains(language) {
        best = (language, quality)
      }
    }
    return best?.language
  }

  /// The language in which a caller reads errors: nl, fr or en.
  static func ofErrors(lang: String?, acceptLanguage: String?) -> Language {
    let spoken: [Language] = [.nl, .fr, .en]
    if let asked = lang.flatMap(Language.init(tag:)), spoken.contains(asked) { return asked }
    return preferred(in: acceptLanguage, of: spoken) ?? .nl
  }
}

extension StringProtocol {
  /// The text without the given characters at both ends.
  func trimming(_ characters: String) -> String {
    var text = self[...]
    while let first = text.first, characters.contains(first) { text = text.dropFirst() }
    while let last = text.last, characters.contains(last) { text = text.dropLast() }
    return String(text)
  }
}
