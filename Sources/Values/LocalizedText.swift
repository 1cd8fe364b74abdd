// A sentence in the languages that the newsroom speaks to people who work with it.

/// One sentence in the languages that the newsroom speaks to people who work with it.
@usableFromInline
package struct LocalizedText: Sendable, Equatable {
  package let nl: String
  package let fr: String
  package let en: String

  package init(nl: String, fr: String, en: String) {
    self.nl = nl
    self.fr = fr
    self.en = en
  }

  package func text(in language: Language) -> String {
    switch language {
    case .nl: nl
    case .fr: fr
    case .en, .de: en
    }
  }
}
