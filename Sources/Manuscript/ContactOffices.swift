// Reads the blocks of a contact section that name no person: offices with their numbers, and words alone.

extension ContactFlow {
  /// A block with details and no person: a press office, a switchboard, or the details of the heading itself.
  mutating func readOffice(_ tokens: [ContactTokens], _ lines: [Line]) {
    let all = tokens.flatMap(\.all)
    var words = early + all.filter { [.office, .function, .organisation, .text].contains($0.kind) }
    early = []
    let first = all.firstIndex(where: Self.isDetail) ?? 0
    let before = all[..<first]
    // One person stands above: the block is theirs, unless it names an office.
    if !before.contains(where: { $0.kind == .office }), contacts.count == 1, waiting.isEmpty, words.isEmpty,
      !complete.contains(0)
    {
      for token in all { give(token, to: 0) }
      return
    }
    // Loose details below several people may be anyone's.
    if words.isEmpty, !contacts.isEmpty {
      for token in all {
        if Self.isDetail(token) {
          takeDetail(token, among: all.filter { $0.line == token.line })
        } else {
          takeWords(token)
        }
      }
      return
    }
    var contact = PrintedContact()
    contact.country = country
    contact.group = group
    contact.line = all[first].line
    contact.organisation = organisation
    if let lead = words.first {
      words.removeFirst()
      let owner = words.firstIndex { $0.kind == .organisation }
      if let owner {
        let other = words.remove(at: owner)
        if lead.kind == .function {
          contact.name = other.text
          contact.roles = [lead.text]
        } else {
          contact.name = lead.text
          contact.organisation = other.text
        }
      } else {
        contact.name = lead.text
      }
      if lead.kind == .text, !PersonName.isOffice(contact.name) {
        // A sentence or other words are nobody's name.
        for token in all { if Self.isDetail(token) { unsure(token) } else { takeWords(token) } }
        return
      }
    } else {
      contact.name = group ?? all[first].text
      if !PersonName.isOffice(contact.name) || group != nil {
        contact.findings.append(Finding(.contactWithoutName, line: contact.line, place: "name", value: all[first].text))
      }
    }
    contacts.append(contact)
    let index = contacts.count - 1
    for token in all where ![.office, .function, .organisation, .text].contains(token.kind) { give(token, to: index) }
    for token in words { unplaced(token) }
    waiting = []
    current = index
    complete.insert(index)
  }

  /// A block of words only: a group's heading, an address, or an office above its number.
  mutating func readWords(_ tokens: [ContactTokens], _ lines: [Line]) {
    let all = tokens.flatMap(\.all)
    let words = all.filter { ![.address, .website].contains($0.kind) }
    for token in all where [.address, .website].contains(token.kind) { takeWords(token) }
    if words.count == 1, lines.count == 1, let word = words.first {
      if let last = contacts.indices.last, waiting == [last], contacts[last].roles.isEmpty,
        word.kind == .function || word.kind == .text
      {
        return addRole(word, to: last)
      }
      if word.kind != .office, word.kind != .organisation {
        group = word.text
        waiting = []
        return recognise(word.text, word.line, .contactHeading)
      }
    }
    if waiting.isEmpty { early += words } else { for word in words { takeWords(word) } }
  }

  /// Withdraws names without a role or detail, unless a detail nearby may be theirs.
  private mutating func dropBareNames() {
    if findings.contains(where: { $0.about == Finding.ownerIsUnclear }) { return }
    contacts.removeAll { contact in
      let isBare = contact.email == nil && contact.printedPhone == nil && contact.roles.isEmpty
      let hasCompany = contact.organisation != nil && contact.organisation != organisation
      guard isBare, !hasCompany, contact.findings.isEmpty else { return false }
      findings.append(Finding(.unplacedText, line: contact.line, place: "contacts", value: contact.name))
      return true
    }
  }

  mutating func finish() {
    dropBareNames()
    for token in early {
      if token.kind == .organisation || names.holds(token.text) {
        recognise(token.text, token.line, .letterhead)
      } else {
        unplaced(token)
      }
    }
    early = []
  }
}
