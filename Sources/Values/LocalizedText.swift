// A text in the languages of the newsroom itself.

/// A text in Dutch, French and English, the languages of the newsroom itself. German readers get English.
@usableFromInline
package struct LocalizedText: Sendable, Equatable {
  package let nl: String
  package let fr: String
  package let en: String

  package init(nl: String, fr: String, en: String) {
    self.nl = nl
    self.fr = Self.typeset(fr)
    self.en = en
  }

  /// French has no-break spaces inside quotation marks and before a colon, semicolon, question and exclamation mark.
  private static func typeset(_ french: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in french.unicodeScalars {
      switch (scalars.last, scalar) {
      case ("«", " "): scalars.append("\u{a0}")
      case (" ", "»"), (" ", ":"), (" ", ";"), (" ", "?"), (" ", "!"):
        scalars.removeLast()
        scalars.append(contentsOf: ["\u{a0}", scalar])
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  package func text(in language: Language) -> String {
    switch language {
    case .nl: nl
    case .fr: fr
    case .en, .de: en
    }
  }
}
