// Recognizes lines without text: end marks, rules, language marks, release notes.

import Values

enum Marks {
  private static let ends = Phrases([
    "einde", "fin", "end", "ends", "ende", "einde persbericht", "einde van het persbericht", "einde bericht",
    "fin du communique", "fin du communique de presse", "end of release", "end of press release", "end of statement",
    "einde verklaring", "fin de la declaration",
  ])

  /// True for an end mark: `###`, `-30-`, EINDE, FIN, ENDS.
  static func isEnd(_ line: Line) -> Bool {
    guard line.bytes.count <= 60, !line.isBlank else { return false }
    if line.words.isEmpty {
      return line.bytes.allSatisfy { $0 == 0x23 || $0 == 0x20 } && line.bytes.count { $0 == 0x23 } >= 3
    }
    if line.words.count == 1, line.words[0].folded == "30" {
      let around = line.text.unicodeScalars.filter { !"30 ".unicodeScalars.contains($0) }
      return around.count >= 2 && around.allSatisfy { "-–—".unicodeScalars.contains($0) }
    }
    return ends.length(in: line) == line.words.count && !line.text.hasSuffix("?")
  }

  /// True for a rule: `---`, `***`, a row of dashes, or a lone bullet.
  static func isRule(_ line: Line) -> Bool {
    !line.isBlank && line.words.isEmpty
      && line.text.unicodeScalars.allSatisfy { "-–—_*=~.·•|+# ".unicodeScalars.contains($0) }
  }

  private static let languages: [String: Language] = [
    "nl": .nl, "fr": .fr, "en": .en, "de": .de, "nederlands": .nl, "francais": .fr, "english": .en, "deutsch": .de,
    "nederlandse versie": .nl, "version francaise": .fr, "english version": .en, "deutsche fassung": .de,
    "nederlandse tekst": .nl, "texte francais": .fr, "english text": .en, "versie nl": .nl, "version fr": .fr,
  ]

  /// The language of a language mark: `FR`, `Version française`, `[NL]`.
  static func language(_ line: Line) -> Language? {
    guard line.bytes.count <= 40, !line.words.isEmpty, line.words.count <= 2 else { return nil }
    guard let language = languages[line.phrase] else { return nil }
    return line.phrase.utf8.count > 2 || line.isInCapitals ? language : nil
  }

  private static let languageNames: Set<String> = [
    "nl", "fr", "en", "de", "nederlands", "frans", "engels", "duits", "neerlandais", "francais", "anglais", "allemand",
    "dutch", "french", "english", "german", "nederlandstalig", "franstalig", "neerlandophone", "francophone",
  ]

  /// True for languages that someone speaks: `français`, `NL/FR`.
  static func isLanguageName(_ text: String) -> Bool {
    let words = Line(number: 0, text: text).words
    return !words.isEmpty && words.allSatisfy { languageNames.contains($0.folded) || $0.folded.utf8.count <= 2 }
  }

  private static let releaseNotes = Phrases([
    "voor onmiddellijke publicatie", "voor onmiddellijke verspreiding", "for immediate release",
    "for immediate publication", "pour diffusion immediate", "pour publication immediate", "geen embargo",
    "sans embargo", "no embargo", "pas d embargo", "embargo geen", "embargo aucun", "embargo none", "embargo no",
    "zur sofortigen veroffentlichung",
  ])

  /// True for a release note: `FOR IMMEDIATE RELEASE`, `Geen embargo`.
  static func isReleaseNote(_ line: Line) -> Bool {
    guard line.bytes.count <= 100 else { return false }
    let length = releaseNotes.length(in: line)
    if length > 0 { return length == line.words.count || line.isInCapitals }
    // `For immediate use`, `Diffusion immédiate autorisée`.
    guard (2...7).contains(line.words.count), !line.endsSentence else { return false }
    let senses = EmbargoSense.all(in: line)
    return senses.contains { $0.contains(.immediate) } && senses.contains { $0.contains(.spreading) }
      && senses.allSatisfy { !$0.isEmpty && $0.isDisjoint(with: .time) }
  }
}
