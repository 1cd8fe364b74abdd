// A text in the languages of the newsroom itself.

/// A text in Dutch, French and English, the languages of the newsroom itself. German readers get English.
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
