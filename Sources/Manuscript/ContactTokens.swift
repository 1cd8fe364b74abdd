// Divides one line of a contact section into tokens: names, roles, offices, numbers, addresses and other words.

struct ContactToken {
  enum Kind {
    case name, function, office, organisation, address, text, email, phone, website
    /// Words before a colon: `Tel.`, `Contact dossier`, `Mobile Wéry-Masson`.
    case label
  }

  var kind: Kind
  var text: String
  var line: Int
  /// True right after `en`, `et`, `and` or a comma without a detail between: the names share what follows.
  var isJoined = false
  /// True for words in parentheses, and for the first of them.
  var isInner = false
  var opensInner = false
}

struct ContactTokens {
  private(set) var all: [ContactToken] = []
  /// Words that only announce a detail: `Tel.`, `GSM`, `via`.
  private(set) var labels: [String] = []

  private let names: SenderNames
  private let number: Int

  var hasName: Bool { all.contains { $0.kind == .name } }
  var hasDetails: Bool { all.contains { $0.kind == .email || $0.kind == .phone } }

  init(_ printed: Line, names: SenderNames) {
    self.names = names
    number = printed.number
    let details = ContactDetails(printed)
    labels = details.labels
    var position = 0
    let line = details.line
    if details.isEmpty, details.websites.isEmpty, isPostal(line) {
      all = [ContactToken(kind: .address, text: line.text, line: number)]
      return
    }
    for span in details.spans where span.range.lowerBound >= position {
      addWords(line.text(position..<span.range.lowerBound))
      let kind: ContactToken.Kind = span.kind == .email ? .email : span.kind == .phone ? .phone : .website
      all.append(ContactToken(kind: kind, text: span.text, line: number))
      position = span.range.upperBound
    }
    addWords(line.text(min(position, line.bytes.count)..<line.bytes.count))
  }

  /// True for a line with a street or postal code and no name.
  private func isPostal(_ line: Line) -> Bool {
    if Letterhead.isAddress(line) || Letterhead.isPlaceOrStreet(line) { return !isName(line.text) }
    let pieces = Self.pieces(of: line.text).map { Line(number: 0, text: $0.text) }
    guard pieces.contains(where: { Letterhead.isAddress($0) || Letterhead.isPlaceOrStreet($0) }) else { return false }
    return pieces.allSatisfy { $0.isNameLike || Letterhead.isAddress($0) || Letterhead.isPlaceOrStreet($0) }
      && !pieces.contains { PersonName.isOne($0.text) && !PersonName.isOrganisation($0.text) }
  }

  // MARK: Pieces

  private struct Piece {
    var text: String
    var endsColon = false
    var endsQuestion = false
    var isInner = false
    var opensInner = false
  }

  /// The parts of the words between two details: at bars, commas, spaced dashes, colons, parentheses and sentence ends.
  private static func pieces(of text: String) -> [Piece] {
    let scalars = Array(text.unicodeScalars)
    var pieces: [Piece] = []
    var piece = String.UnicodeScalarView()
    var depth = 0
    var opens = false
    func close(colon: Bool = false, question: Bool = false) {
      let text = String(piece).strippedOfMarks
      if !text.isEmpty {
        pieces.append(
          Piece(text: text, endsColon: colon, endsQuestion: question, isInner: depth > 0, opensInner: opens))
        opens = false
      }
      piece = .init()
    }
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : " "
      let after = index + 1 < scalars.count ? scalars[index + 1] : " "
      let isSpaced = before == " " && after == " "
      switch scalar {
      case "(", "[", "<":
        close()
        (depth, opens) = (1, true)
      case ")", "]", ">":
        close()
        (depth, opens) = (0, false)
      case "|", ";", "•", "·": close()
      case ",": close()
      case "-", "–", "—", "/":
        if isSpaced { close() } else { piece.append(scalar) }
      case ":": if after == " " { close(colon: true) } else { piece.append(scalar) }
      case ".", "?", "!":
        let word = String(piece).split(separator: " ").last ?? ""
        let isEnd =
          after == " " && (word.count >= 4 && !civilTitles.contains(Folding.fold(String(word))) || scalar != ".")
        if isEnd { close(question: scalar == "?") } else { piece.append(scalar) }
      default: piece.append(scalar)
      }
    }
    close()
    return pieces
  }

  /// Titles that are not part of a name.
  private static let civilTitles: Set<String> = [
    "mevr", "mevrouw", "dhr", "meneer", "mr", "mrs", "ms", "mme", "mmes", "m", "madame", "monsieur", "herr", "frau",
  ]
  private static let joints: Set<String> = ["en", "et", "and", "und", "of", "ou", "or", "&"]
  private static let openers: Set<String> = [
    "en", "et", "and", "und", "of", "ou", "or", "via", "op", "au", "aux", "on", "at", "by", "per", "bij", "contact",
    "ook", "also", "aussi",
  ]
  /// Words that call on a reader before a name.
  private static let callers: Set<String> = [
    "bel", "call", "appelez", "contacteer", "contactez", "mail", "ring", "joignez", "telefoneer", "vraag", "ask",
    "demandez", "ecrivez", "schrijf", "write", "contact", "pour", "voor", "for", "pers", "presse", "press", "appeler",
  ]
  private static let closers: Set<String> = [
    "op", "au", "on", "at", "via", "of", "or", "ou", "en", "and", "et", "tel", "sur", "par", "naar", "to", "bij",
    "from",
    "mobile", "mobiel", "gsm", "nummer", "number", "numero", "a", "mail", "mailen", "bel", "bellen", "call", "email",
  ]

  private mutating func addWords(_ text: String) {
    // A function may have commas before the colon and the name.
    if let colon = text.firstRange(of: ":"), colon.upperBound < text.endIndex, text[colon.upperBound] == " " {
      let role = String(text[..<colon.lowerBound]).strippedOfMarks
      let after = String(text[colon.upperBound...].prefix { !",(–|".contains($0) }).strippedOfMarks
      if PersonName.isFunction(role), isName(after) {
        all.append(ContactToken(kind: .function, text: role, line: number))
        for piece in Self.pieces(of: String(text[colon.upperBound...])) { add(piece) }
        return
      }
    }
    for piece in Self.pieces(of: text) { add(piece) }
  }

  private mutating func add(_ piece: Piece) {
    var words = piece.text.split(separator: " ").map(String.init)
    var isJoined = false
    func folded(_ word: String) -> String { Folding.fold(word.filter { $0.isLetter || $0 == "&" }) }
    while let first = words.first, Self.openers.contains(folded(first)), first.first?.isLowercase ?? true {
      isJoined = isJoined || Self.joints.contains(folded(first))
      labels.append(words.removeFirst())
    }
    while words.count > 0, let last = words.last, Self.closers.contains(folded(last)), last.first?.isLowercase ?? true {
      labels.append(words.removeLast())
    }
    if let first = words.first, Self.callers.contains(folded(first)), isName(words.dropFirst().joined(separator: " ")) {
      labels.append(words.removeFirst())
    }
    if words.count >= 3, Self.civilTitles.contains(folded(words[0])), isName(words.dropFirst().joined(separator: " ")) {
      labels.append(words.removeFirst())
    }
    let text = words.joined(separator: " ").strippedOfMarks
    if text.isEmpty { return }
    // “A en B” are two names; “Port et Canal” is none.
    for (index, word) in words.enumerated() where Self.joints.contains(folded(word)) && index > 0 {
      let (left, right) = (
        words[..<index].joined(separator: " "), words[(index + 1)...].joined(separator: " ")
      )
      if isName(left), isName(right) {
        append(.name, left, piece, isJoined)
        return append(.name, right, piece, true)
      }
    }
    if !text.contains(where: \.isLetter) { return }
    // A role may have commas before the colon of its details.
    let continuesRole =
      (text.first?.isLowercase ?? false) && all.last.map { [.function, .text].contains($0.kind) } ?? false
    if piece.endsColon, continuesRole, all.contains(where: { $0.kind == .name }) {
      return append(.text, text, piece, isJoined)
    }
    if piece.endsQuestion { return append(.label, text, piece, isJoined) }
    if piece.endsColon, !isName(text) || names.holds(text) {
      return append(
        PersonName.isOffice(text) || PersonName.isFunction(text) ? kind(of: text) : .label, text, piece, isJoined)
    }
    append(kind(of: text), text, piece, isJoined)
  }

  private mutating func append(_ kind: ContactToken.Kind, _ text: String, _ piece: Piece, _ isJoined: Bool) {
    all.append(
      ContactToken(
        kind: kind, text: text, line: number, isJoined: isJoined, isInner: piece.isInner, opensInner: piece.opensInner))
  }

  private func isName(_ text: String) -> Bool {
    PersonName.isOne(text) && !names.holds(text) && !PersonName.isOrganisation(text)
  }

  private func kind(of text: String) -> ContactToken.Kind {
    if names.holds(text) { return .organisation }
    if isName(text) { return .name }
    let line = Line(number: 0, text: text)
    if Letterhead.isAddress(line) || Letterhead.isPlaceOrStreet(line) { return .address }
    if PersonName.isFunction(text) { return .function }
    if PersonName.isOffice(text) { return .office }
    if PersonName.isOrganisation(text), line.isNameLike { return .organisation }
    return .text
  }
}
