// A sentence in the languages that the newsroom speaks to people who work with it.

/// One sentence in the languages that the newsroom speaks to people who work with it.
struct Sentence: Sendable, Equatable {
  let nl: String
  let fr: String
  let en: String

  func text(in language: Language) -> String {
    switch language {
    case .nl: nl
    case .fr: fr
    case .en, .de: en
    }
  }
}
