// The languages of published text, and the choice of a language for a reader.

import Bytes

/// A language of published text. The raw value is its ISO 639-1 code.
@usableFromInline
package enum Language: String, CaseIterable, Sendable {
  case nl, fr, en, de

  /// Parses a code of the API or a BCP 47 tag: `nl` and `nl-BE` are both Dutch.
  package init?(tag: some StringProtocol) {
    guard let primary = tag.split(separator: "-", maxSplits: 1).first else { return nil }
    self.init(rawValue: primary.lowercased())
  }

  /// The languages that a public notice in Brussels must have.
  package static let ofNotices: [Language] = [.nl, .fr]

  package static let codes = allCases.map(\.rawValue)

  /// The languages of the newsroom's own texts.
  package static let spoken: [Language] = [.nl, .fr, .en]

  /// The language's bit in a `LanguageSet` and its index in stored JSON.
  @inlinable
  package var index: UInt8 {
    switch self {
    case .nl: 0
    case .fr: 1
    case .en: 2
    case .de: 3
    }
  }
}

/// Several languages, stored as bits in a database column.
@usableFromInline
package struct LanguageSet: OptionSet, Sendable {
  @usableFromInline package let rawValue: UInt8

  @inlinable
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  @inlinable
  package static func one(_ language: Language) -> LanguageSet { LanguageSet(rawValue: 1 << language.index) }
  package var json: JSON { .strings(languages.map(\.rawValue)) }
  package var languages: [Language] { Language.allCases.filter { contains(.one($0)) } }
}

extension Language {
  /// The language among `offered` that an Accept-Language field prefers (RFC 9110 section 12.5.4); the first named
  /// wins among equals. Nil when the field expresses no preference among them.
  package static func preferred(in acceptLanguage: String?, of offered: [Language]) -> Language? {
    guard let acceptLanguage else { return nil }
    let entries = WeightedList(acceptLanguage).entries
    let wildcard = entries.firstIndex { $0.name == "*" }
    var best: (language: Language, weight: Int, place: Int)?
    var isExcluding = false
    var unnamed: Language?
    for language in offered {
      // `nl-BE` counts for Dutch; the entry with the highest weight decides (RFC 4647 section 3.4).
      let named = entries.indices.filter { Language(tag: entries[$0].name) == language }
      let heaviest = named.max { (entries[$0].weight, -$0) < (entries[$1].weight, -$1) } ?? wildcard
      guard let place = heaviest else {
        unnamed = unnamed ?? language
        continue
      }
      let weight = entries[place].weight
      guard weight > 0 else {
        isExcluding = true
        continue
      }
      if best.map({ (weight, -place) > ($0.weight, -$0.place) }) ?? true { best = (language, weight, place) }
    }
    return best?.language ?? (isExcluding ? unnamed : nil)
  }

  /// The language of errors for a client: nl, fr or en.
  package static func ofErrors(lang: String?, acceptLanguage: String?) -> Language {
    let spoken: [Language] = [.nl, .fr, .en]
    if let requested = lang.flatMap(Language.init(tag:)), spoken.contains(requested) { return requested }
    return preferred(in: acceptLanguage, of: spoken) ?? .nl
  }
}

extension StringProtocol {
  /// The text without these characters at both ends.
  package func trimming(_ characters: String) -> String {
    var text = self[...]
    while let first = text.first, characters.contains(first) { text = text.dropFirst() }
    while let last = text.last, characters.contains(last) { text = text.dropLast() }
    return String(text)
  }
}
