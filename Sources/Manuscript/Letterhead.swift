// Recognizes the lines of an organization's letterhead: its name, postal address and general numbers.

enum Letterhead {
  /// True for a line that is letterhead in any part of the manuscript.
  static func isOne(_ line: Line, knowing register: Register) -> Bool {
    guard line.bytes.count <= 200, !line.words.isEmpty else { return false }
    return isName(line.text, knowing: register) || isAddress(line) || isDetails(line) || isReference(line)
  }

  /// True for one or more of the organization's own names and nothing else.
  static func isName(_ text: String, knowing register: Register) -> Bool {
    var phrase = " " + Line(number: 0, text: text).phrase + " "
    guard phrase.utf8.count > 2, phrase.utf8.count < 300 else { return false }
    let names = register.organisationNames.map { Line(number: 0, text: $0).phrase }.filter { !$0.isEmpty }
    var found = false
    for name in names.sorted(by: { ($0.utf8.count, $0) > ($1.utf8.count, $1) }) {
      while let range = phrase.firstRange(of: " \(name) ") {
        phrase.replaceSubrange(range, with: " ")
        found = true
      }
    }
    return found && phrase.utf8.allSatisfy { $0 == 0x20 }
  }

  private static let streetWords: Set<String> = [
    "rue", "avenue", "boulevard", "bd", "av", "place", "chaussee", "quai", "square", "laan", "straat", "plein", "weg",
    "kaai", "steenweg", "street", "road", "drive", "dreve",
  ]
  private static let streetEndings = [
    "laan", "straat", "plein", "steenweg", "kaai", "lei", "dreef", "strasse", "platz",
  ]

  /// True for a postal address: `Voorbeeldlaan 26 – 1000 Brussel`, `rue de l’Exemple 3`, `B-1000 Bruxelles`.
  static func isAddress(_ line: Line) -> Bool {
    guard line.bytes.count <= 160, !line.endsSentence, line.words.count <= 16 else { return false }
    guard DateMention.all(in: line).isEmpty else { return false }
    let hasStreet = line.words.contains { word in
      streetWords.contains(word.folded)
        || (word.range.count > 6 && streetEndings.contains { word.folded.hasSuffix($0) })
    }
    let numbers = line.words.indices.filter { line.words[$0].isNumber || houseNumber(line.words[$0]) }
    let postcode = numbers.first { index in
      guard let code = line.words[index].number, (1000...9999).contains(code) else { return false }
      return index + 1 < line.words.count && line.words[index + 1].isCapitalised
    }
    guard let postcode else { return hasStreet && !numbers.isEmpty && line.words.count <= 8 }
    let isCountryCode = postcode == 1 && ["b", "be"].contains(line.words[0].folded)
    return hasStreet || ((isCountryCode || postcode == 0) && line.words.count - postcode <= 3)
  }

  private static let countries: Set<String> = [
    "belgie", "belgique", "belgium", "france", "frankrijk", "nederland", "netherlands", "pays", "luxembourg",
    "luxemburg", "suisse", "switzerland", "zwitserland", "allemagne", "germany", "duitsland", "ireland", "irlande",
    "ierland", "kingdom", "royaume", "espagne", "spain", "italie", "italy",
  ]

  /// True for a country, or a street without a postal code.
  static func isPlaceOrStreet(_ line: Line) -> Bool {
    guard line.words.count <= 8, !line.words.isEmpty else { return false }
    if line.words.count <= 3, line.words.contains(where: { countries.contains($0.folded) }) { return true }
    let hasNumber = line.words.contains { $0.startsWithDigit && $0.range.count <= 4 }
    let isShort = line.words.count <= 3 && hasNumber && line.isNameLikeOrNumber
    return isShort || (hasNumber && line.isNameLikeOrNumber && line.words.count <= 7)
  }

  private static func houseNumber(_ word: Word) -> Bool {
    word.range.count <= 4 && word.folded.first?.isNumber == true
  }

  /// True for numbers and addresses with their labels, and hardly anything else.
  private static func isDetails(_ line: Line) -> Bool {
    guard line.bytes.contains(where: { (0x30...0x39).contains($0) || $0 == 0x40 || $0 == 0x2E }) else { return false }
    let details = ContactDetails(line)
    guard !details.isEmpty || !details.websites.isEmpty else { return false }
    let words = details.pieces.reduce(0) { $0 + Line(number: 0, text: $1).words.count }
    return words <= 2 || details.pieces.allSatisfy { isAddress(Line(number: 0, text: $0)) }
  }

  /// True for a reference: `Ref.: …`, `Kenmerk: …`.
  private static func isReference(_ line: Line) -> Bool {
    guard let first = line.words.first, line.bytes.count <= 80, line.words.count > 1 else { return false }
    return ["ref", "kenmerk", "reference", "referentie"].contains(first.folded) && line.gap(after: 0).contains(":")
  }
}

extension Line {
  /// True for capitalized words with numbers: `Grote Markt 1`, `room 4.12`, `Dublin 2`.
  fileprivate var isNameLikeOrNumber: Bool {
    let joints: Set<String> = ["de", "du", "des", "la", "le", "l", "van", "der", "den", "room", "lokaal", "bus", "bte"]
    return words.allSatisfy { $0.isCapitalised || $0.startsWithDigit || joints.contains($0.folded) }
  }
}
