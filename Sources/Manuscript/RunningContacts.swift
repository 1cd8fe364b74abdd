// Finds people with their number or address in running text: “bel Jan Voorbeeld op 0499 00 00 01”.

struct RunningContacts {
  private(set) var contacts: [PrintedContact] = []
  private let country: Phone.Country?

  private static let verbs: Set<String> = [
    "call", "bel", "contact", "contacteer", "contactez", "appelez", "appeler", "mail", "mailto", "ring", "joindre",
    "joignez", "neem", "phone", "write", "schrijf", "ecrivez", "vraag", "ask", "demandez", "email", "mobile", "pour",
    "voor", "for", "telefoneer", "telephonez", "spreek", "interviews", "interview", "pers", "presse", "press", "media",
    "stuur", "envoyez", "send", "reach", "meer", "more", "plus", "info", "dr", "by", "via", "with",
  ]
  private static let particles: Set<String> = [
    "de", "van", "der", "den", "von", "la", "le", "du", "des", "d", "el", "al", "ten", "ter", "te", "di", "da", "t",
  ]

  init(_ block: Block, names: SenderNames, country: Phone.Country?) {
    self.country = country
    let passage = block.paragraph.passage
    let line = Line(number: block.number, text: passage.text)
    let tokens = ContactTokens(line, names: names).all
    var owner: Int?
    var role: String?
    var opened = -1
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .email, .phone:
        guard let owner else { continue }
        if token.kind == .email {
          contacts[owner].add(email: token.text, line: block.number)
        } else {
          contacts[owner].add(phone: token.text, line: block.number)
        }
      case .website: continue
      case .name where isNear(tokens, index):
        owner = open(token.text, role, block.number)
        (role, opened) = (nil, index)
      default:
        if let found = Self.name(endingIn: token.text), isNear(tokens, index) {
          owner = open(found.name, found.role ?? role, block.number)
          (role, opened) = (nil, index)
        } else if let office = Self.office(endingIn: token.text), isNear(tokens, index) {
          owner = open(office, nil, block.number)
        } else if let owner, opened == index - 1, token.text.first?.isLowercase ?? false,
          token.text.split(separator: " ").count <= 6, isNear(tokens, index)
        {
          // The role may go over several commas.
          contacts[owner].roles.append(token.text)
          opened = index
        } else if let owner, contacts[owner].roles.isEmpty, token.text.split(separator: " ").count <= 6,
          token.text.first?.isLowercase ?? false, PersonName.isFunction(token.text) || isBetween(tokens, index, opened)
        {
          contacts[owner].roles = [token.text]
        } else {
          let words = token.text.split(separator: " ")
          role = Self.function(endingIn: token.text)
          if words.count > 3 || token.kind == .name { owner = nil }
        }
      }
    }
    contacts.removeAll { $0.email == nil && $0.printedPhone == nil }
  }

  /// True when a detail follows a name after at most one role.
  private func isNear(_ tokens: [ContactToken], _ index: Int) -> Bool {
    for (place, token) in tokens[(index + 1)...].prefix(4).enumerated() {
      if token.kind == .email || token.kind == .phone { return true }
      if place >= 1, !(token.text.first?.isLowercase ?? false) { return false }
      if token.kind == .name || token.text.split(separator: " ").count > 6 { return false }
    }
    return false
  }

  /// True for words between a name and its detail.
  private func isBetween(_ tokens: [ContactToken], _ index: Int, _ opened: Int) -> Bool {
    guard opened == index - 1, index + 1 < tokens.count else { return false }
    return tokens[index + 1].kind == .email || tokens[index + 1].kind == .phone
  }

  private mutating func open(_ name: String, _ role: String?, _ line: Int) -> Int {
    if let known = contacts.firstIndex(where: { Folding.fold($0.name) == Folding.fold(name) }) { return known }
    var contact = PrintedContact()
    contact.name = name
    contact.country = country
    contact.line = line
    contact.roles = [role].compactMap { $0 }
    contacts.append(contact)
    return contacts.count - 1
  }

  /// The name at the end of some words, and the function right before it.
  static func name(endingIn text: String) -> (name: String, role: String?)? {
    let words = text.split(separator: " ").map(String.init)
    var start = words.count
    while start > 0 {
      let word = words[start - 1]
      let folded = Folding.fold(word.filter(\.isLetter))
      let isCapital = word.first?.isUppercase ?? false
      guard isCapital && !verbs.contains(folded) || (particles.contains(folded) && start < words.count) else { break }
      start -= 1
    }
    while start < words.count, particles.contains(Folding.fold(words[start])), words[start].first?.isLowercase ?? false
    {
      start += 1
    }
    guard words.count - start >= 2, start > 0 else { return nil }
    let name = words[start...].joined(separator: " ")
    guard PersonName.isOne(name), !PersonName.isOrganisation(name) else { return nil }
    return (name, function(endingIn: words[..<start].joined(separator: " ")))
  }

  /// The function at the end of some words: “hoofdinspecteur”, “le président de la section”.
  static func function(endingIn text: String) -> String? {
    let words = text.split(separator: " ").map(String.init)
    for start in words.indices.reversed().prefix(7) where words.count - start <= 7 {
      let role = words[start...].joined(separator: " ")
      if PersonName.isFunction(words[start]) { return role }
    }
    return nil
  }

  /// A press office at the end of some words: “call the press desk on …”.
  static func office(endingIn text: String) -> String? {
    let words = text.split(separator: " ").map(String.init)
    let articles: Set<String> = ["the", "de", "het", "le", "la", "l", "au", "onze", "notre", "our", "du"]
    guard let last = words.lastIndex(where: { articles.contains(Folding.fold($0)) }), last + 1 < words.count else {
      return nil
    }
    let office = words[(last + 1)...].joined(separator: " ")
    return words.count - last <= 6 && PersonName.isOffice(office) ? office : nil
  }
}
