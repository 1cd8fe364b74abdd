// Names that look alike: the skeleton of a name (Unicode Technical Standard 39, section 4), for Latin, Greek and
// Cyrillic letters.

import Foundation

/// Why a text cannot be the name of a person or an outlet.
package enum NameFault: Equatable, Sendable {
  /// It has characters that nobody sees.
  case invisible
  /// A word mixes letters of several scripts.
  case mixedScripts(word: String)
}

extension String {
  /// Whether a reader takes both texts for the same name. They may differ in case, accents, blanks, invisible
  /// characters, and letters that look alike.
  package func looksLike(_ other: String) -> Bool {
    // A capital and its small letter may each look like another letter: В like B, н like H.
    let forms: [(String) -> String] = [{ $0 }, { $0.lowercased() }, { $0.uppercased() }]
    return forms.contains { $0(self).skeleton == $0(other).skeleton }
  }

  /// The reason why this text cannot be a name; nil when it can.
  package var nameFault: NameFault? {
    if unicodeScalars.contains(where: \.isInvisible) { return .invisible }
    let mixed = split(whereSeparator: \.isWhitespace).first { word in
      Set(word.unicodeScalars.compactMap(\.script)).count > 1
    }
    return mixed.map { .mixedScripts(word: String($0)) }
  }

  /// The text without accents and invisible characters, with each letter replaced by the one that it looks like.
  private var skeleton: String {
    var skeleton = String.UnicodeScalarView()
    for scalar in decomposedStringWithCompatibilityMapping.unicodeScalars {
      if scalar.isInvisible || scalar.properties.generalCategory == .nonspacingMark { continue }
      skeleton.append(Confusables.prototypes[scalar] ?? scalar)
    }
    return String(skeleton).inOneLine
  }
}

extension Unicode.Scalar {
  /// Whether the character shows nothing: format characters, fillers, and others that fonts ignore.
  fileprivate var isInvisible: Bool {
    let properties = properties
    return properties.isDefaultIgnorableCodePoint || [.format, .control].contains(properties.generalCategory)
      // The empty Braille pattern.
      || self == "\u{2800}"
  }

  fileprivate enum Script { case latin, greek, cyrillic }

  /// The script of a letter; nil for other characters and scripts. The ranges are blocks of the Unicode Standard.
  fileprivate var script: Script? {
    guard properties.isAlphabetic else { return nil }
    return switch value {
    case 0x41...0x24F, 0x250...0x2AF, 0x1E00...0x1EFF, 0xFF21...0xFF5A: .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: .cyrillic
    default: nil
    }
  }
}

/// The letters of three scripts that look like a Latin letter, from the Standard's table of confusables.
private enum Confusables {
  static let prototypes = Dictionary(
    uniqueKeysWithValues: likenesses.flatMap { letter, others in others.unicodeScalars.map { ($0, letter) } })

  private static let likenesses: [(Unicode.Scalar, String)] = [
    ("A", "\u{391}\u{410}"), ("B", "\u{392}\u{412}"), ("C", "\u{421}\u{3F9}"), ("E", "\u{395}\u{415}"),
    ("F", "\u{3DC}"), ("G", "\u{50C}"), ("H", "\u{397}\u{41D}\u{4BA}"), ("J", "\u{37F}\u{408}"),
    ("K", "\u{39A}\u{41A}"), ("M", "\u{39C}\u{41C}\u{3FA}"), ("N", "\u{39D}"), ("O", "0\u{39F}\u{41E}"),
    ("P", "\u{3A1}\u{420}"), ("Q", "\u{51A}"), ("S", "\u{405}"), ("T", "\u{3A4}\u{422}"), ("V", "\u{474}"),
    ("W", "\u{51C}"), ("X", "\u{3A7}\u{425}"), ("Y", "\u{3A5}\u{423}\u{4AE}"), ("Z", "\u{396}"),
    ("a", "\u{251}\u{3B1}\u{430}"), ("b", "\u{42C}\u{44C}"), ("c", "\u{441}\u{3F2}"), ("d", "\u{501}"),
    ("e", "\u{435}\u{4BD}"), ("f", "\u{3DD}"), ("g", "\u{261}\u{50D}"), ("h", "\u{4BB}"),
    ("i", "\u{131}\u{269}\u{3B9}\u{456}"), ("j", "\u{3F3}\u{458}"), ("k", "\u{3BA}\u{43A}"),
    ("l", "1I|\u{1C0}\u{399}\u{406}\u{4C0}\u{4CF}"), ("o", "\u{3BF}\u{3C3}\u{43E}"), ("p", "\u{3C1}\u{440}"),
    ("q", "\u{51B}"), ("r", "\u{433}"), ("s", "\u{455}"), ("u", "\u{3C5}"), ("v", "\u{3BD}\u{475}"),
    ("w", "\u{3C9}\u{461}\u{51D}"), ("x", "\u{3C7}\u{445}"), ("y", "\u{3B3}\u{443}\u{4AF}"),
  ]
}

extension LocalizedText {
  package static func nameRefused(_ fault: NameFault) -> LocalizedText {
    switch fault {
    case .invisible:
      LocalizedText(
        nl: "De naam bevat tekens die niemand ziet. Typ hem opnieuw.",
        fr: "Le nom contient des caractères invisibles. Saisissez-le à nouveau.",
        en: "The name has characters that nobody sees. Type it again.")
    case .mixedScripts(let word):
      LocalizedText(
        nl: "“\(word)” heeft letters uit verschillende schriften. Gebruik er één.",
        fr: "« \(word) » mêle des lettres de plusieurs écritures. N’en utilisez qu’une.",
        en: "“\(word)” mixes letters of several scripts. Use one.")
    }
  }

  package static func lookAlike(_ name: String, _ other: String) -> LocalizedText {
    LocalizedText(
      nl: "“\(name)” lijkt te sterk op “\(other)”. Schrijf de naam net zo, of kies een andere.",
      fr: "« \(name) » ressemble trop à « \(other) ». Écrivez le nom de la même façon, ou choisissez-en un autre.",
      en: "“\(name)” looks too much like “\(other)”. Write the name in the same way, or choose another.")
  }
}
