// A value that the operator sets for each language: a name, a label, a logo.

/// A value in Dutch, French and English, and in German if it is given. German readers get the English one otherwise.
package struct PerLanguage<Value: Sendable & Equatable>: Sendable, Equatable {
  private let nl: Value
  private let fr: Value
  private let en: Value
  private let de: Value?

  /// The same value in every language.
  package init(_ value: Value) { self.init(nl: value, fr: value, en: value, de: value) }

  package init(nl: Value, fr: Value, en: Value, de: Value? = nil) {
    (self.nl, self.fr, self.en, self.de) = (nl, fr, en, de)
  }

  package subscript(language: Language) -> Value {
    switch language {
    case .nl: nl
    case .fr: fr
    case .en: en
    case .de: de ?? en
    }
  }

  /// Whether every language has the same value.
  package var isSame: Bool { Language.allCases.allSatisfy { self[$0] == nl } }

  /// The different values, in the order of `Language`.
  package var distinct: [Value] {
    Language.allCases.reduce(into: []) { if !$0.contains(self[$1]) { $0.append(self[$1]) } }
  }

  /// The values that `make` returns; nil when it returns nil for any language. It is called for every language.
  package func compactMap<Other>(_ make: (Value) -> Other?) -> PerLanguage<Other>? {
    let (nl, fr, en, de) = (make(nl), make(fr), make(en), de.map(make))
    guard let nl, let fr, let en else { return nil }
    guard let de else { return PerLanguage<Other>(nl: nl, fr: fr, en: en) }
    return de.map { PerLanguage<Other>(nl: nl, fr: fr, en: en, de: $0) }
  }

  package func map<Other>(_ make: (Value) throws -> Other) rethrows -> PerLanguage<Other> {
    PerLanguage<Other>(nl: try make(nl), fr: try make(fr), en: try make(en), de: try de.map(make))
  }
}

extension PerLanguage: ExpressibleByStringLiteral, ExpressibleByUnicodeScalarLiteral,
  ExpressibleByExtendedGraphemeClusterLiteral
where Value == String {
  package init(stringLiteral text: String) { self.init(text) }
}

extension PerLanguage where Value == String {
  /// Reads a text, or a map with at least Dutch, French and English.
  package init?(_ json: JSON?) {
    if let text = json?.string {
      self.init(text)
    } else {
      guard let map = json?.object, let nl = map["nl"]?.string, let fr = map["fr"]?.string, let en = map["en"]?.string
      else { return nil }
      self.init(nl: nl, fr: fr, en: en, de: map["de"]?.string)
    }
  }

  /// A text when it is the same in every language, or else a map.
  package var json: JSON { isSame ? .string(nl) : map }

  /// A text when it is the same in every language, or else a map of the given languages.
  package func json(in languages: [Language]) -> JSON {
    isSame ? .string(nl) : .object(JSONObject(languages.map { ($0.rawValue, .string(self[$0])) }))
  }

  /// A map by language.
  package var map: JSON {
    ["nl": .string(nl), "fr": .string(fr), "en": .string(en), "de": de.map(JSON.string)]
  }
}
