// Reads the lines of a contact section as contacts. Names and details may come in any order.

/// The contacts of one section under one heading, and the section's other text.
struct ContactBlock {
  private(set) var contacts: [PrintedContact] = []
  private(set) var recognised: [ManuscriptResult.RecognisedLine] = []
  private(set) var unplaced: [Finding] = []

  private let register: Register
  private var group: String?
  private var current: PrintedContact?
  /// Details before the first name.
  private var early = PrintedContact()
  private var earlyText: String?

  init(heading: String?, lines: [Line], knowing register: Register) {
    self.register = register
    group = heading
    var all: [Part] = []
    let blocks = lines.split(whereSeparator: \.isBlank)
    for (index, block) in blocks.enumerated() {
      let isLast = index == blocks.count - 1
      var parts = Self.ordered(parts(of: Array(block), isLast: isLast))
      // The organization's name without a person is letterhead, not a contact.
      if !parts.contains(where: { $0.kind == .name }) {
        for part in parts where part.kind == .organisation {
          recognise(Line(number: part.line, text: part.text), .letterhead)
        }
        parts.removeAll { $0.kind == .organisation }
      }
      take(parts)
      all += parts
    }
    close()
    reportUnplaced(all)
  }

  /// Reports the parts that belong to no contact.
  private mutating func reportUnplaced(_ parts: [Part]) {
    var placed: Set<String> = []
    for contact in contacts {
      placed.formUnion([contact.name, contact.group, contact.organisation, contact.email].compactMap { $0 })
      placed.formUnion(contact.roles)
      placed.formUnion(contact.findings.compactMap(\.value))
      if let phone = contact.printedPhone { placed.insert(phone) }
    }
    for part in parts where !placed.contains(part.text) {
      unplaced.append(Finding(.unplacedText, line: part.line, place: "contacts", value: part.text))
    }
  }

  fileprivate struct Part {
    enum Kind {
      case name, role, email, phone, organisation, group, other
    }

    var kind: Kind
    var text: String
    var line: Int
  }

  /// Moves each name before its details.
  private static func ordered(_ parts: [Part]) -> [Part] {
    let names = parts.indices.filter { parts[$0].kind == .name }
    guard let first = names.first, let details = parts.firstIndex(where: { $0.kind == .email || $0.kind == .phone }),
      details < first
    else { return parts }
    if names.count == 1 {
      let groups = parts.prefix { $0.kind == .group }.count
      var ordered = parts
      ordered.remove(at: first)
      ordered.insert(parts[first], at: groups)
      return ordered
    }
    var ordered: [Part] = []
    var start = 0
    for name in names {
      ordered.append(parts[name])
      ordered += parts[start..<name]
      start = name + 1
    }
    return ordered + parts[start...]
  }

  private mutating func parts(of block: [Line], isLast: Bool) -> [Part] {
    var parts: [Part] = []
    for printed in block {
      let line = Self.unbulleted(printed)
      let details = ContactDetails(line)
      let isFooter = !details.websites.isEmpty || details.pieces.contains { isAddress($0) }
      if isFooter, !details.pieces.contains(where: PersonName.isOne), line.text.contains("|") || details.isEmpty {
        recognise(line, .letterhead)
        continue
      }
      for label in details.labels { recognise(Line(number: line.number, text: label), .label) }
      for site in details.websites { recognise(Line(number: line.number, text: site), .letterhead) }
      let isAlone = block.count == 1 && details.isEmpty && !isLast
      for piece in details.pieces { parts += classify(piece, line, isAlone: isAlone) }
      parts += details.emails.map { Part(kind: .email, text: $0, line: line.number) }
      parts += details.phones.map { Part(kind: .phone, text: $0, line: line.number) }
    }
    return parts
  }

  private static func unbulleted(_ line: Line) -> Line {
    let (kind, rest) = ParagraphGatherer.markup(of: line)
    return kind == .bullet || kind == .heading || kind == .quote ? rest : line
  }

  private func isAddress(_ piece: String) -> Bool {
    Letterhead.isAddress(Line(number: 0, text: piece))
  }

  private mutating func recognise(_ line: Line, _ role: ManuscriptResult.RecognisedLine.Role) {
    recognised.append(ManuscriptResult.RecognisedLine(line: line.number, text: line.text, role: role))
  }

  /// The parts of a piece of a line. A name may have its role in parentheses.
  private mutating func classify(_ piece: String, _ line: Line, isAlone: Bool) -> [Part] {
    func part(_ kind: Part.Kind, _ text: String) -> Part { Part(kind: kind, text: text, line: line.number) }
    if let open = piece.firstIndex(of: "("), piece.hasSuffix(")") {
      let name = String(piece[..<open]).strippedOfMarks
      let role = String(piece[piece.index(after: open)...].dropLast()).trimmed
      if PersonName.isOne(name) { return [part(.name, name), part(.role, role)] }
      if name.isEmpty { return [part(.role, role)] }
    }
    if Letterhead.isName(piece, knowing: register) { return [part(.organisation, piece)] }
    if line.text.hasSuffix(":"), ContactDetails(line).isEmpty { return [part(.group, piece)] }
    if PersonName.isOne(piece) { return [part(.name, piece)] }
    let waitsForRole = current?.roles.isEmpty ?? !isAlone
    if PersonName.isFunction(piece), waitsForRole || !isAlone { return [part(.role, piece)] }
    if isAlone { return [part(.group, piece)] }
    if isAddress(piece) {
      recognise(Line(number: line.number, text: piece), .letterhead)
      return []
    }
    return [part(.other, piece)]
  }

  private mutating func take(_ parts: [Part]) {
    for (index, part) in parts.enumerated() {
      switch part.kind {
      case .name: open(part)
      case .email, .phone: addDetail(part)
      case .role: addRole(part)
      case .organisation: addOrganisation(part)
      case .group:
        close()
        group = part.text
      case .other: addOther(part, isFirst: index == 0)
      }
    }
  }

  private mutating func open(_ part: Part) {
    let waits = current == nil
    if !waits { close() }
    var contact = waits ? early : PrintedContact()
    contact.name = part.text
    contact.group = group
    contact.line = part.line
    if waits, let text = earlyText, contact.roles.isEmpty, text != contact.organisation { contact.roles = [text] }
    early = PrintedContact()
    earlyText = nil
    current = contact
  }

  private mutating func change(_ change: (inout PrintedContact) -> Void) {
    if var contact = current {
      change(&contact)
      current = contact
    } else {
      change(&early)
    }
  }

  private mutating func addDetail(_ part: Part) {
    change { contact in
      if contact.line == 0 { contact.line = part.line }
      let isPhone = part.kind == .phone
      let present = isPhone ? contact.printedPhone : contact.email
      if let present {
        let repeats =
          isPhone ? Phone.e164(present) == Phone.e164(part.text) : present.lowercased() == part.text.lowercased()
        if !repeats { contact.findings.append(Finding(.extraContactDetail, line: part.line, value: part.text)) }
      } else if isPhone {
        contact.printedPhone = part.text
        if Phone.e164(part.text) == nil {
          contact.findings.append(Finding(.invalidPhone, line: part.line, place: "phone", value: part.text))
        }
      } else {
        contact.email = part.text
      }
    }
  }

  private mutating func addRole(_ part: Part) {
    change { contact in contact.roles.append(part.text) }
  }

  private mutating func addOrganisation(_ part: Part) {
    if current == nil, earlyText == nil { earlyText = part.text }
    change { contact in contact.organisation = contact.organisation ?? part.text }
  }

  /// Adds a piece that is neither name nor detail: a role after a name, or an office before its number.
  private mutating func addOther(_ part: Part, isFirst: Bool) {
    if let contact = current, contact.roles.isEmpty, contact.line == part.line || contact.line + 1 == part.line,
      !PersonName.isOffice(part.text)
    {
      addRole(part)
    } else if PersonName.isOffice(part.text), current == nil || isFirst {
      if current != nil { close() }
      earlyText = part.text
    } else if current == nil, earlyText == nil {
      earlyText = part.text
    }
  }

  /// Ends the current contact. One without a name takes its office or heading, as printed, as its name.
  private mutating func close() {
    defer {
      current = nil
      early = PrintedContact()
      earlyText = nil
    }
    if let contact = current {
      contacts.append(contact)
      return
    }
    guard early.email != nil || early.printedPhone != nil else { return }
    early.group = group
    early.name = earlyText ?? group ?? early.organisation ?? early.email ?? ""
    let value = early.email ?? early.printedPhone ?? ""
    if !PersonName.isOffice(early.name) {
      early.findings.append(Finding(.contactWithoutName, line: early.line, place: "name", value: value))
    }
    contacts.append(early)
  }
}
