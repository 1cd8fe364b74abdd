// Folds case and accents for comparison: É, é and e are one letter, œ is oe.

enum Folding {
  /// The accented letters of U+00C0–U+017F and U+1E00–U+1EFF, by base letter and accent.
  private static let compositions: [UInt64: Unicode.Scalar] = {
    let composed = (Array(0xC0...0x17F) + Array(0x1E00...0x1EFF)).compactMap { Unicode.Scalar(UInt32($0)) }
    var letters: [String: Unicode.Scalar] = [:]
    for scalar in composed { letters[String(scalar)] = scalar }
    let plain = (Array(0x41...0x5A) + Array(0x61...0x7A)).compactMap { Unicode.Scalar(UInt32($0)) }
    let marks = [0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x309, 0x30A, 0x30B, 0x30C, 0x31B, 0x323]
    var table: [UInt64: Unicode.Scalar] = [:]
    for mark in (marks + [0x324, 0x326, 0x327, 0x328, 0x331]).compactMap({ Unicode.Scalar(UInt32($0)) }) {
      for letter in plain + composed {
        let pair = String(String.UnicodeScalarView([letter, mark]))
        if let scalar = letters[pair] { table[key(letter, mark)] = scalar }
      }
    }
    return table
  }()

  /// The folded forms of those letters.
  private static let latin: [UInt32: String] = {
    var bases: [UInt32: UInt32] = [:]
    for (key, scalar) in compositions {
      bases[scalar.value] = Swift.min(UInt32(key >> 32), bases[scalar.value] ?? .max)
    }
    var table: [UInt32: String] = [:]
    for value in bases.keys {
      var base = value
      while let next = bases[base] { base = next }
      if let scalar = Unicode.Scalar(base) { table[value] = scalar.properties.lowercaseMapping }
    }
    for (letter, plain) in [("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae"), ("ß", "ss"), ("ø", "o"), ("Ø", "o")] {
      for scalar in letter.unicodeScalars { table[scalar.value] = plain }
    }
    return table
  }()

  private static func key(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> UInt64 {
    UInt64(letter.value) << 32 | UInt64(mark.value)
  }

  /// The composed letter for a base letter and an accent; nil when there is none.
  static func composed(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    compositions[key(letter, mark)]
  }

  static func fold(_ scalar: Unicode.Scalar, into folded: inout String) {
    switch scalar.value {
    case 0x41...0x5A: folded.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value | 0x20)))
    case 0..<0x80: folded.unicodeScalars.append(scalar)
    default:
      if isMark(scalar) { return }
      folded += latin[scalar.value] ?? scalar.properties.lowercaseMapping
    }
  }

  static func fold(_ scalar: Unicode.Scalar, into folded: inout [UInt8]) {
    if isMark(scalar) { return }
    folded += (latin[scalar.value] ?? scalar.properties.lowercaseMapping).utf8
  }

  static func fold(_ text: String) -> String {
    var folded = ""
    for scalar in text.unicodeScalars { fold(scalar, into: &folded) }
    return folded
  }

  /// A combining accent.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x300...0x36F).contains(scalar.value)
  }

  static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0..<0x80: false
    case 0xC0...0x17F: scalar.value != 0xD7 && scalar.value != 0xF7
    case 0x2000...0x2BFF: false
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil || isMark(scalar)
    }
  }
}
