// Follows the lines of a contact section, and gives each detail to the one person with whom it stands.

struct ContactFlow {
  var contacts: [PrintedContact] = []
  var recognised: [ManuscriptResult.RecognisedLine] = []
  var findings: [Finding] = []

  let names: SenderNames
  var group: String?
  let organisation: String?
  /// The contacts that were named since the last detail.
  var waiting: [Int] = []
  /// True after words that may be the name of someone else, until the next detail.
  var hasOtherName = false
  /// The number of people who are named in this block of lines.
  var blockPeople = 0
  /// The contact of the last name in this block.
  var current: Int?
  /// Contacts that stand on one line with their details; a loose detail below may belong to any of them.
  var complete: Set<Int> = []
  /// A role or office before its name or number.
  var early: [ContactToken] = []

  let country: Phone.Country?

  init(heading: String?, organisation: String?, names: SenderNames, country: Phone.Country?) {
    self.country = country
    group = heading
    self.organisation = organisation
    self.names = names
  }

  mutating func recognise(_ text: String, _ line: Int, _ role: ManuscriptResult.RecognisedLine.Role) {
    recognised.append(ManuscriptResult.RecognisedLine(line: line, text: text, role: role))
  }

  mutating func endBlock() {
    current = nil
    hasOtherName = false
  }

  /// Adds a person whose details are in one column or row of a table.
  mutating func addPerson(_ lines: [Line]) {
    let tokens = lines.map { ContactTokens($0, names: names) }
    let all = tokens.flatMap(\.all)
    for line in tokens { for label in line.labels { recognise(label, line.all.first?.line ?? 0, .label) } }
    read(all, isLine: true)
    current = nil
  }

  mutating func addUnsure(_ line: Line) {
    for token in ContactTokens(line, names: names).all { assignByAddress(token) }
  }

  mutating func addBlock(_ lines: [Line]) {
    let tokens = lines.map { ContactTokens($0, names: names) }
    for line in tokens {
      for label in line.labels { recognise(label, line.all.first?.line ?? lines[0].number, .label) }
    }
    blockPeople = tokens.reduce(0) { $0 + $1.all.count { $0.kind == .name } }
    // Two addresses on a line below one name: perhaps two people whose columns a page has lost.
    if blockPeople == 1, tokens.contains(where: { $0.all.count { $0.kind == .email } >= 2 && !$0.hasName }) {
      for token in tokens.flatMap(\.all) { if Self.isDetail(token) { unsure(token) } else { unplaced(token) } }
      return
    }
    let hasName = blockPeople > 0
    let hasDetails = tokens.contains(where: \.hasDetails)
    if !hasName, hasDetails, waiting.isEmpty || tokens[0].all.contains(where: { $0.kind == .office }) {
      return readOffice(tokens, lines)
    }
    if !hasName, !hasDetails { return readWords(tokens, lines) }
    if readDetailsAboveName(tokens, lines) { return }
    for (line, printed) in zip(tokens, lines) {
      let words = line.all.prefix { !Self.isDetail($0) }
      let isOffice = line.all.contains { [.office, .organisation].contains($0.kind) }
      if line.hasDetails, !line.hasName, waiting.isEmpty, isOffice || words.contains(where: { $0.kind == .function }) {
        readOffice([line], [printed])
      } else {
        read(line.all, isLine: line.hasName && line.hasDetails)
      }
    }
  }

  /// Details above the only name of a block are its own, but not those of an office on a line of its own.
  mutating func readDetailsAboveName(_ tokens: [ContactTokens], _ lines: [Line]) -> Bool {
    let named = tokens.indices.filter { tokens[$0].hasName }
    guard named.count == 1, waiting.isEmpty, tokens[named[0]].all.count(where: { $0.kind == .name }) == 1 else {
      return false
    }
    let own = tokens.indices.filter { index in
      index == named[0] || !tokens[index].hasDetails
        || !tokens[index].all.contains { [.office, .organisation, .label, .text].contains($0.kind) }
    }
    let all = own.flatMap { tokens[$0].all }
    guard let first = all.firstIndex(where: Self.isDetail), let name = all.firstIndex(where: { $0.kind == .name }),
      first < name
    else { return false }
    read(all, isLine: true)
    for index in tokens.indices where !own.contains(index) { readOffice([tokens[index]], [lines[index]]) }
    return true
  }

  // MARK: Reading tokens

  static func isOffice(_ token: ContactToken) -> Bool {
    token.kind == .office || token.kind == .label && PersonName.isOffice(token.text)
  }

  static func isDetail(_ token: ContactToken) -> Bool { token.kind == .email || token.kind == .phone }

  mutating func read(_ tokens: [ContactToken], isLine: Bool) {
    let names = tokens.indices.filter { tokens[$0].kind == .name }
    if isLine, names.count == 1 {
      let before = tokens[..<names[0]]
      let index = openPerson(tokens[names[0]])
      for token in before { give(token, to: index) }
      var isOther = false
      for (place, token) in tokens.enumerated() where place > names[0] {
        // A number behind an office on the same line is the office's.
        isOther = isOther || Self.isOffice(token) && tokens[names[0]..<place].contains(where: Self.isDetail)
        if isOther, Self.isDetail(token) {
          unsure(token)
        } else if isOther {
          unplaced(token)
        } else {
          give(token, to: index)
        }
      }
      if tokens.contains(where: Self.isDetail) {
        waiting.removeAll { $0 == index }
        complete.insert(index)
      }
      return
    }
    if isLine, names.count > 1 { return readSeveral(tokens, names) }
    for token in tokens {
      switch token.kind {
      case .name: _ = openPerson(token)
      case .email, .phone: takeDetail(token, among: tokens)
      default: takeWords(token)
      }
    }
  }

  /// Several people on one line: each has what follows, or what precedes when the line begins with a detail.
  mutating func readSeveral(_ tokens: [ContactToken], _ names: [Int]) {
    let beginsWithDetail = tokens[..<names[0]].contains(where: Self.isDetail)
    if beginsWithDetail {
      var start = 0
      for name in names {
        let index = openPerson(tokens[name])
        for token in tokens[start..<name] { give(token, to: index) }
        complete.insert(index)
        start = name + 1
      }
      for token in tokens[start...] {
        if Self.isDetail(token) { assignByAddress(token) } else if let last = current { give(token, to: last) }
      }
      waiting = []
      return
    }
    for token in tokens[..<names[0]] { takeWords(token) }
    var shared: [Int] = []
    for (place, name) in names.enumerated() {
      let end = place + 1 < names.count ? names[place + 1] : tokens.count
      let index = openPerson(tokens[name])
      let own = tokens[(name + 1)..<end]
      if own.contains(where: Self.isDetail) {
        let isShared = !shared.isEmpty
        for token in own {
          if isShared, Self.isDetail(token) {
            assignByAddress(token, among: shared + [index])
          } else {
            give(token, to: index)
          }
        }
        complete.insert(index)
        shared = []
        waiting = []
      } else {
        for token in own { give(token, to: index) }
        shared.append(index)
      }
    }
  }

  mutating func openPerson(_ token: ContactToken) -> Int {
    var contact = PrintedContact()
    contact.name = token.text
    contact.country = country
    contact.group = group
    contact.line = token.line
    contact.organisation = organisation
    for word in early {
      switch word.kind {
      case .organisation: contact.organisation = word.text
      case .function: contact.roles.append(word.text)
      default: findings.append(Finding(.unplacedText, line: word.line, place: "contacts", value: word.text))
      }
    }
    early = []
    contacts.append(contact)
    current = contacts.count - 1
    waiting.append(contacts.count - 1)
    return contacts.count - 1
  }

  /// Gives a token on the line of a person to that person.
  mutating func give(_ token: ContactToken, to index: Int) {
    switch token.kind {
    case .email: contacts[index].add(email: token.text, line: token.line)
    case .phone: contacts[index].add(phone: token.text, line: token.line)
    case .website: recognise(token.text, token.line, .letterhead)
    case .organisation:
      if contacts[index].organisation == nil || contacts[index].organisation == organisation {
        contacts[index].organisation = token.text
      } else {
        unplaced(token)
      }
    case .address:
      let hasDigits = token.text.contains(where: \.isNumber)
      if contacts[index].roleLine == token.line, !contacts[index].roles.isEmpty, !hasDigits {
        contacts[index].roles.append(token.text)
      } else {
        recognise(token.text, token.line, .letterhead)
      }
    case .label: label(token)
    case .name: unplaced(token)
    case .text where token.isInner && (token.text.first?.isUppercase ?? false || Marks.isLanguageName(token.text)):
      recognise(token.text, token.line, .label)
    case .function, .office, .text: addRole(token, to: index)
    }
  }

  mutating func addRole(_ token: ContactToken, to index: Int) {
    let lastRole = contacts[index].roles.last
    let isSameLine = contacts[index].roleLine == token.line
    if lastRole == nil {
      contacts[index].roles = [token.text]
      contacts[index].roleLine = token.line
    } else if isSameLine, token.opensInner, let last = lastRole {
      contacts[index].roles[contacts[index].roles.count - 1] = "\(last) (\(token.text))"
    } else if isSameLine {
      // A capitalized piece behind the role is the organization.
      let line = Line(number: 0, text: token.text)
      if line.isNameLike, line.words.count >= 2, PersonName.isOrganisation(token.text),
        contacts[index].organisation == nil
      {
        contacts[index].organisation = token.text
      } else {
        contacts[index].roles.append(token.text)
      }
    } else if token.kind == .office || PersonName.isOrganisation(token.text), contacts[index].organisation == nil {
      contacts[index].organisation = token.text
    } else {
      unplaced(token)
    }
  }

  mutating func unplaced(_ token: ContactToken) {
    findings.append(Finding(.unplacedText, line: token.line, place: "contacts", value: token.text))
  }

  mutating func label(_ token: ContactToken) {
    if SectionHeading.announcesContacts(Line(number: 0, text: token.text)) || token.text.utf8.count <= 40 {
      recognise(token.text, token.line, .label)
    } else {
      unplaced(token)
    }
  }

  // MARK: Loose words and details

  mutating func takeWords(_ token: ContactToken) {
    if token.kind == .text, !token.isInner, !waiting.isEmpty {
      let line = Line(number: 0, text: token.text)
      if (2...5).contains(line.words.count), line.isNameLike { hasOtherName = true }
    }
    switch token.kind {
    case .website: recognise(token.text, token.line, .letterhead)
    case .address: recognise(token.text, token.line, .letterhead)
    case .label: label(token)
    default:
      if let current, complete.isDisjoint(with: [current]) || contacts[current].roles.isEmpty {
        give(token, to: current)
      } else if token.kind == .function || token.kind == .organisation {
        early.append(token)
      } else {
        unplaced(token)
      }
    }
  }

  /// A detail on a line without a name.
  mutating func takeDetail(_ token: ContactToken, among line: [ContactToken]) {
    if let named = labelled(line) { return add(token, to: named) }
    if token.kind == .email {
      let owners = contacts.indices.filter { contacts[$0].owns(email: token.text) && contacts[$0].email == nil }
      if owners.count == 1 { return add(token, to: owners[0]) }
    }
    // The number of a switchboard below a person is not that person's.
    if token.kind == .phone, line.contains(where: { Self.isOffice($0) || Self.isGeneral($0) }) { return unsure(token) }
    if waiting.count == 1 {
      if token.kind == .email, ownsOther(token.text, than: waiting[0]) { return unsure(token) }
      if hasOtherName, token.kind == .phone || !contacts[waiting[0]].owns(email: token.text) { return unsure(token) }
      return add(token, to: waiting[0])
    }
    if waiting.count > 1 { return unsure(token) }
    if let current, !complete.contains(current) || blockPeople == 1 && lacks(token, current) {
      return add(token, to: current)
    }
    unsure(token)
  }

  private static let general: Set<String> = [
    "general", "generale", "algemeen", "algemene", "central", "centrale", "centraal", "main", "permanence", "wacht",
    "wachtdienst", "duty", "hotline", "infolijn", "redaction", "redactie", "studio", "weekend",
  ]

  private static func isGeneral(_ token: ContactToken) -> Bool {
    [.label, .text].contains(token.kind)
      && Line(number: 0, text: token.text).words.contains { general.contains($0.folded) }
  }

  func lacks(_ token: ContactToken, _ index: Int) -> Bool {
    token.kind == .phone ? contacts[index].printedPhone == nil : contacts[index].email == nil
  }

  mutating func add(_ token: ContactToken, to index: Int) {
    give(token, to: index)
    // Further details of the same block are the same person's.
    if waiting == [index] { waiting = [] }
    current = index
  }

  /// The one person whose family name a label on the line gives: `Mobile Wéry-Masson : …`.
  func labelled(_ line: [ContactToken]) -> Int? {
    var words: Set<String> = []
    for token in line where token.kind == .label || token.kind == .text {
      for word in Line(number: 0, text: token.text).words where word.range.count >= 3 { words.insert(word.folded) }
    }
    if words.isEmpty { return nil }
    let owners = contacts.indices.filter { index in
      let name = Line(number: 0, text: contacts[index].name).words.dropFirst().filter { $0.range.count >= 3 }
      return !name.isEmpty && name.contains { words.contains($0.folded) }
    }
    return owners.count == 1 ? owners[0] : nil
  }

  func ownsOther(_ email: String, than index: Int) -> Bool {
    !contacts[index].owns(email: email) && contacts.indices.contains { $0 != index && contacts[$0].owns(email: email) }
  }

  /// Gives an address to the only one whose name it holds; a number to nobody.
  mutating func assignByAddress(_ token: ContactToken, among indices: [Int]? = nil) {
    switch token.kind {
    case .email:
      let owners = (indices ?? Array(contacts.indices)).filter { contacts[$0].owns(email: token.text) }
      if owners.count == 1 { contacts[owners[0]].add(email: token.text, line: token.line) } else { unsure(token) }
    case .phone: unsure(token)
    case .website: recognise(token.text, token.line, .letterhead)
    case .label: recognise(token.text, token.line, .label)
    case .address: recognise(token.text, token.line, .letterhead)
    default: unplaced(token)
    }
  }

  mutating func unsure(_ token: ContactToken) {
    findings.append(
      Finding(
        .contactWithoutName, line: token.line, place: "contacts", value: token.text, about: Finding.ownerIsUnclear))
  }
}
