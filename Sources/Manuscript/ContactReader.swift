// Reads the contact sections: who is named, and which number and address surely belong to whom.

struct ContactReader {
  private(set) var contacts: [PrintedContact] = []
  private(set) var recognised: [ManuscriptResult.RecognisedLine] = []
  private(set) var findings: [Finding] = []

  private let names: SenderNames
  private let country: Phone.Country?
  private var heading: String?
  private var organisation: String?
  /// The lines of the section with the places where a block of lines begins.
  private var lines: [(line: Line, opens: Bool)] = []
  private var nextOpens = true

  init(names: SenderNames, country: Phone.Country?) {
    self.names = names
    self.country = country
  }

  /// Ends the section and begins another one.
  mutating func open(_ heading: String?, organisation: String? = nil) {
    readSection()
    if organisation == nil, heading == nil { self.organisation = nil }
    self.heading = heading
    if let organisation { self.organisation = organisation }
  }

  mutating func breakBlock() { nextOpens = true }

  mutating func add(_ block: Block, heading inline: SectionHeading?) {
    var rest = block.lines
    if let inline, let text = inline.rest {
      open(inline.heading)
      recognise(Line(number: block.number, text: inline.heading), .contactHeading)
      rest[0] = text
    } else if let inline, inline.rest == nil, !block.hasDetails {
      open(inline.heading)
      recognise(block.first, .contactHeading)
      return
    }
    if block.hasDetails, rest.last?.endsSentence ?? false, block.words >= 8 { return addSentence(block, rest) }
    for (index, line) in Self.unwrapped(rest).enumerated() {
      let isWhole =
        index == 0 && !lines.isEmpty && ContactDetails.areIn(line) && ContactTokens(line, names: names).hasName
      let isFirst = isWhole || index == 0 && (block.opensBlock || nextOpens || block.paragraph.kind == .bullet)
      lines.append((line, isFirst))
    }
    nextOpens = false
  }

  /// The lines of a block, a wrapped one joined with the next.
  private static func unwrapped(_ lines: [Line]) -> [Line] {
    var joined: [Line] = []
    for line in lines {
      guard let last = joined.last, last.columns.isEmpty, !last.bytes.contains(0x7C),
        !(ContactDetails.areIn(last) && ContactDetails.areIn(line)) || "–—-,".contains(last.text.last ?? " "),
        (line.startsSmall || last.endsOpen) && last.bytes.count >= 45 || "–—-,".contains(last.text.last ?? " "),
        !last.endsSentence
      else {
        joined.append(line)
        continue
      }
      joined[joined.count - 1] = Line(number: last.number, text: last.text + " " + line.text)
    }
    return joined
  }

  /// A sentence that names people with their numbers. What belongs to none of them is a finding.
  private mutating func addSentence(_ block: Block, _ lines: [Line]) {
    var paragraph = block.paragraph
    paragraph.lines = lines
    let found = RunningContacts(Block(paragraph), names: names, country: country)
    var placed: Set<String> = []
    for var contact in found.contacts {
      contact.group = heading
      merge(contact)
      placed.formUnion([contact.email, contact.printedPhone].compactMap { $0 } + contact.otherPhones)
    }
    for line in lines {
      recognise(line, .label)
      let details = ContactDetails(line)
      for value in details.emails + details.phones where !placed.contains(value) {
        findings.append(
          Finding(
            .contactWithoutName, line: line.number, place: "contacts", value: value, about: Finding.ownerIsUnclear))
      }
    }
    nextOpens = true
  }

  mutating func addRunningText(_ block: Block) {
    nextOpens = true
    guard block.hasDetails, block.bytes <= 2_000, !block.isRow else { return }
    readSection()
    let found = RunningContacts(block, names: names, country: country)
    for contact in found.contacts { merge(contact) }
  }

  mutating func finish() { readSection() }

  private mutating func recognise(_ line: Line, _ role: ManuscriptResult.RecognisedLine.Role) {
    recognised.append(ManuscriptResult.RecognisedLine(line: line.number, text: line.text, role: role))
  }

  private mutating func readSection() {
    nextOpens = true
    guard !lines.isEmpty else { return }
    let printed = lines.map(\.line)
    var flow = ContactFlow(heading: heading, organisation: organisation, names: names, country: country)
    var index = 0
    while index < lines.count {
      let end = ContactTable.end(printed, from: index)
      if end > index, let table = ContactTable(lines[index..<end].map(\.line), names: names) {
        flow.endBlock()
        for row in table.people { flow.addPerson(row) }
        for cell in table.unsure { flow.addUnsure(cell) }
        for line in table.headers { recognise(line, .label) }
        flow.endBlock()
        index = end
        continue
      }
      if lines[index].opens { flow.endBlock() }
      var block: [Line] = [lines[index].line]
      index += 1
      while index < lines.count, !lines[index].opens,
        ContactTable.end(printed, from: index) == index || lines.count > 400
      {
        block.append(lines[index].line)
        index += 1
      }
      flow.addBlock(block)
    }
    flow.finish()
    for contact in flow.contacts { merge(contact) }
    recognised += flow.recognised
    findings += flow.findings
    lines = []
    heading = nil
  }

  /// Adds a contact, or its details to the contact of the same name.
  private mutating func merge(_ contact: PrintedContact) {
    let folded = Folding.fold(contact.name)
    guard let index = contacts.firstIndex(where: { Folding.fold($0.name) == folded }) else {
      return contacts.append(contact)
    }
    if contacts[index].roles.isEmpty { contacts[index].roles = contact.roles }
    contacts[index].organisation = contacts[index].organisation ?? contact.organisation
    contacts[index].group = contacts[index].group ?? contact.group
    contacts[index].findings += contact.findings.filter { $0.code != .extraContactDetail }
    if let email = contact.email { contacts[index].add(email: email, line: contact.line) }
    for phone in [contact.printedPhone].compactMap({ $0 }) + contact.otherPhones {
      contacts[index].add(phone: phone, line: contact.line)
    }
  }
}

extension PrintedContact {
  mutating func add(phone: String, line: Int) {
    let known = ([printedPhone].compactMap { $0 } + otherPhones).map { e164($0) ?? $0 }
    if known.contains(e164(phone) ?? phone) { return }
    if e164(phone) == nil {
      findings.append(Finding(.invalidPhone, line: line, place: "phone", value: phone))
      if printedPhone != nil { return }
    }
    if printedPhone == nil {
      printedPhone = phone
    } else {
      otherPhones.append(phone)
      findings.append(Finding(.extraContactDetail, line: line, value: phone))
    }
  }

  mutating func add(email: String, line: Int) {
    if let known = self.email {
      guard known.lowercased() != email.lowercased() else { return }
      findings.append(Finding(.extraContactDetail, line: line, value: email))
    } else {
      self.email = email
    }
  }

  /// True when an address is made of the person's name: `p.vandenborre@…` of Katrien Van den Borre.
  func owns(email: String) -> Bool {
    let local = Folding.fold(String(email.prefix { $0 != "@" })).filter { $0.isLetter }
    let words = Line(number: 0, text: name).words.map(\.folded)
    guard words.count >= 2, !PersonName.isOffice(name) else { return false }
    let family = words.dropFirst().joined()
    if local.contains(family) || (words[words.count - 1].count >= 3 && local.contains(words[words.count - 1])) {
      return true
    }
    return words.dropFirst().contains { $0.count >= 4 && local.contains($0) }
      || (words[0].count >= 3 && local == words[0])
  }
}
