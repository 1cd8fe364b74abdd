// Reads one edition: gives each block a role from all the evidence, then reads the fields within the blocks.

import Values

struct EditionReader {
  let edition: Edition
  private(set) var title = ""
  private(set) var subtitle: String?
  private(set) var lead = ""
  private(set) var body = ""
  private(set) var boilerplate = ""
  private(set) var notes = ""
  private(set) var dateline: String?
  private(set) var kind: Draft.Kind?
  private(set) var releaseDate: CalendarDate?
  private(set) var contacts: [PrintedContact] = []
  private(set) var sites: [String] = []
  private(set) var links: [Draft.Link] = []
  private(set) var embargoes: [(line: Line, result: Result<UTCInstant, EmbargoFault>)] = []
  private(set) var corrects: Draft.Corrected?
  private(set) var findings: [Finding] = []
  private(set) var recognised: [ManuscriptResult.RecognisedLine] = []

  /// The numbers of the lines whose text is in a field.
  private(set) var fieldLines: Set<Int> = []

  private let register: Register
  private var blocks: [Block]
  private var roles: [Role]
  private var names: SenderNames
  private var dates: [(mention: DateMention, line: Int)] = []

  var hasText: Bool { !lead.isEmpty || !body.isEmpty }

  init(_ edition: Edition, _ notices: EmbargoNotices, knowing register: Register) {
    self.edition = edition
    self.register = register
    let known = KnownLines(edition.lines, notices, knowing: register)
    let isWrapped = edition.lines.allSatisfy { $0.bytes.count <= 120 }
    let places = WordPlaces(edition.lines)
    let found = Blocks(known, isWrapped: isWrapped, places)
    names = SenderNames(places, knowing: register)
    (blocks, roles) = (found.all, Self.roles(found, &names))
    kind = known.kind
    recognised = known.recognised
    findings = known.findings
    for rule in found.rules { recognise(rule, .rule) }
    dateline = known.dateline
    let titles = readTitle()
    let text = readText()
    boilerplate = markdown(headed(.aboutHeading, .about))
    let notes = readNotes()
    readContacts()
    readHead()
    embargoes = known.embargoLines.map { ($0, EmbargoLine.read($0)) }
    countLines(known)
    let mentions = SiteMentions(titles + text + notes, knowing: register)
    sites = mentions.sites
    findings += mentions.findings
    settleDates(known, text)
    addLinks()
    if kind == .correction { readCorrection(known.correctionRest, text) }
  }

  private mutating func countLines(_ known: KnownLines) {
    let fields: Set<Role> = [.title, .subtitle, .place, .lead, .text, .heading, .notes, .loose, .aboutHeading, .about]
    for (block, role) in zip(blocks, roles) where fields.contains(role) {
      for line in block.lines { fieldLines.insert(line.number) }
    }
    for (number, first) in known.joined where fieldLines.contains(first) { fieldLines.insert(number) }
  }

  /// The roles by the best path. The names in headings and letterhead are known from a first path on.
  private static func roles(_ found: Blocks, _ names: inout SenderNames) -> [Role] {
    let evidence = Evidence(found, names: names)
    var scores = found.all.indices.map(evidence.scores)
    let joins = found.all.map { !$0.opensBlock }
    let first = Role.best(for: scores, joins: joins)
    let count = names.all.count
    for (block, role) in zip(found.all, first) where block.words <= 10 && block.bytes <= 100 {
      if role == .letterhead, block.isNameLike, !block.isAddress, !block.isSignature { names.add(block.first.text) }
      if role == .aboutHeading { names.add(block.first.text.withoutAbout) }
    }
    for (index, block) in found.all.enumerated() where first[index] == .about {
      let next = index + 1 < found.all.count ? found.all[index + 1] : nil
      if let inline = SectionHeading(block, next: next, names: names), inline.section == .boilerplate {
        names.add(inline.heading.withoutAbout)
      }
      if let subject = SenderNames.subject(of: block.first), subject.words.count <= 8 {
        let range =
          block.first.words[subject.words.lowerBound].range
          .lowerBound..<block.first.words[
            subject.words.upperBound - 1
          ].range.upperBound
        names.add(block.first.text(range))
      }
    }
    if names.all.count == count { return first }
    // Only blocks that open with words of a new name can change their scores.
    let words = Set(names.all[count...].flatMap { Line(number: 0, text: $0).words.map(\.folded) })
    let informed = Evidence(found, names: names)
    for (index, block) in found.all.enumerated()
    where block.first.words.prefix(16).contains(where: { words.contains($0.folded) }) {
      scores[index] = informed.scores(at: index)
    }
    return Role.best(for: scores, joins: joins)
  }

  private mutating func recognise(_ line: Line, _ role: ManuscriptResult.RecognisedLine.Role) {
    recognised.append(ManuscriptResult.RecognisedLine(line: line.number, text: line.text, role: role))
  }

  private mutating func take(_ inline: InlineMarkdown) -> String {
    links += inline.links
    findings += inline.findings
    return inline.text.trimmed
  }

  private mutating func markdown(_ paragraphs: [Paragraph]) -> String {
    let blocks = MarkdownBlocks(paragraphs, language: edition.language)
    links += blocks.links
    findings += blocks.findings
    return blocks.markdown
  }

  private func paragraphs(_ wanted: Role...) -> [Paragraph] {
    zip(blocks, roles).compactMap { wanted.contains($1) ? $0.paragraph : nil }
  }

  // MARK: Title

  private mutating func readTitle() -> [Paragraph] {
    var lines: [Line] = []
    for (block, role) in zip(blocks, roles) where role == .title { lines += block.lines }
    if let first = lines.first { lines[0] = withoutLabel(first) }
    if !lines.isEmpty {
      title = take(InlineMarkdown(Passage(lines), language: edition.language, plain: true))
    }
    let below = paragraphs(.subtitle)
    if !below.isEmpty {
      let lines = below.flatMap(\.lines)
      subtitle =
        take(
          InlineMarkdown(Passage(lines), language: edition.language, plain: true)
        ).strippedOfMarks
      if subtitle?.isEmpty ?? true { subtitle = nil }
    }
    return [Paragraph(kind: .text, lines: lines, startsBlock: true)] + below
  }

  /// The title without a label such as `Titel:`.
  private mutating func withoutLabel(_ line: Line) -> Line {
    let labels = Phrases(["titel", "titre", "title", "onderwerp", "objet", "subject", "betreft", "concerne"])
    guard labels.length(in: line) == 1, line.words.count > 1, line.gap(after: 0).contains(":") else { return line }
    let end = line.words[0].range.upperBound
    recognise(Line(number: line.number, text: line.text(0..<end)), .label)
    return Line(number: line.number, text: line.text(end..<line.bytes.count).strippedOfMarks)
  }

  // MARK: Lead and body

  private mutating func readText() -> [Paragraph] {
    for (block, role) in zip(blocks, roles) where role == .place {
      let text = block.first.text.strippedOfMarks
      if dateline == nil { dateline = text } else { recognise(block.first, .date) }
    }
    var lead: [Paragraph] = []
    var body: [Paragraph] = []
    for (index, block) in blocks.enumerated() {
      var paragraph = block.paragraph
      switch roles[index] {
      case .lead:
        if let rest = readDateline(paragraph) { paragraph = rest }
        if !paragraph.lines.isEmpty {
          lead.append(paragraph)
        } else if index + 1 < roles.count, roles[index + 1] == .text {
          // The dateline stands alone.
          roles[index + 1] = .lead
        }
      case .heading:
        paragraph.kind = .heading
        if case .numbered(let number) = block.paragraph.kind, let first = paragraph.lines.first {
          paragraph.lines[0] = Line(number: first.number, text: "\(number). " + first.text)
        }
        body.append(paragraph)
      case .text: body.append(paragraph)
      default: break
      }
    }
    self.lead = markdown(lead)
    self.body = markdown(body)
    return lead + body
  }

  /// The lead without its dateline.
  private mutating func readDateline(_ paragraph: Paragraph) -> Paragraph? {
    guard let first = paragraph.lines.first else { return nil }
    // A wrapped dateline goes on in the second line.
    let joined = paragraph.lines.count > 1 && first.bytes.count <= 120 ? paragraph.passage.text : first.text
    let whole = Line(number: first.number, text: String(Substring(joined.prefix(400))))
    var found = LeadDateline(first)
    var rest = paragraph
    if found == nil, paragraph.lines.count > 1, let wrapped = LeadDateline(whole),
      wrapped.text.utf8.count > first.bytes.count - 6
    {
      guard whole.text == joined else { return nil }
      found = wrapped
      rest.lines.removeSubrange(1...)
    }
    guard let found else { return nil }
    if let dateline { recognise(Line(number: first.number, text: dateline), .date) }
    dateline = found.text
    if let mention = found.mention { dates.append((mention, first.number)) }
    rest.lines[0] = found.rest
    if found.rest.isBlank { rest.lines.removeFirst() }
    return rest
  }

  /// The paragraphs of a section, its headings as Markdown headings.
  private mutating func headed(_ heading: Role, _ role: Role) -> [Paragraph] {
    var paragraphs: [Paragraph] = []
    for (index, block) in blocks.enumerated() {
      if roles[index] == heading {
        paragraphs.append(Self.heading(block.first))
      } else if roles[index] == role {
        let next = index + 1 < blocks.count ? blocks[index + 1] : nil
        guard let inline = SectionHeading(block, next: next, names: names), inline.section == .boilerplate,
          let rest = inline.rest
        else {
          paragraphs.append(block.paragraph)
          continue
        }
        paragraphs.append(Self.heading(Line(number: block.number, text: inline.heading)))
        var paragraph = block.paragraph
        paragraph.lines[0] = rest
        paragraphs.append(paragraph)
      }
    }
    return paragraphs
  }

  private static func heading(_ line: Line) -> Paragraph {
    Paragraph(
      kind: .heading, lines: [Line(number: line.number, text: line.text.strippedOfMarks)], startsBlock: true)
  }

  // MARK: Notes

  /// The notes under their heading, then the loose paragraphs.
  private mutating func readNotes() -> [Paragraph] {
    var paragraphs: [Paragraph] = []
    var loose: [Paragraph] = []
    for (index, block) in blocks.enumerated() {
      switch roles[index] {
      case .notesHeading: recognise(block.first, .notesHeading)
      case .notes:
        var paragraph = block.paragraph
        let next = index + 1 < blocks.count ? blocks[index + 1] : nil
        if let inline = SectionHeading(block, next: next, names: names), inline.section == .notes,
          let rest = inline.rest
        {
          recognise(Line(number: block.number, text: inline.heading), .notesHeading)
          paragraph.lines[0] = rest
        }
        paragraphs.append(paragraph)
      case .loose:
        loose.append(block.paragraph)
        findings.append(
          Finding(
            .unplacedText, line: block.number, place: "notesToEditors.\(edition.language.rawValue)",
            value: block.paragraph.text))
      default: break
      }
    }
    notes = markdown(paragraphs + loose)
    return paragraphs + loose
  }

  // MARK: Contacts, letterhead and footer

  private mutating func readContacts() {
    var reader = ContactReader(names: names, country: Phone.Country(of: edition.lines, in: edition.language))
    for (index, block) in blocks.enumerated() {
      let next = index + 1 < blocks.count ? blocks[index + 1] : nil
      switch roles[index] {
      case .contactHeading:
        recognise(block.first, .contactHeading)
        reader.open(block.first.text.strippedOfMarks)
      case .contact, .headContact:
        let section = SectionHeading(block, next: next, names: names)
        reader.add(block, heading: section?.section == .contacts ? section : nil)
      case .aboutHeading: reader.open(nil, organisation: block.first.text.withoutAbout)
      case .about, .notesHeading, .lead: reader.open(nil)
      case .text, .notes, .loose: reader.addRunningText(block)
      default: reader.breakBlock()
      }
    }
    reader.finish()
    contacts += reader.contacts
    recognised += reader.recognised
    findings += reader.findings
  }

  private mutating func readHead() {
    for (index, block) in blocks.enumerated() {
      switch roles[index] {
      case .letterhead: for line in block.lines { recognise(line, .letterhead) }
      case .cover: for line in block.lines { recognise(line, .mail) }
      case .footer:
        for line in block.lines {
          if names.holds(line) || Letterhead.isAddress(line) || PageFurniture.isNavigation(line) || line.isAddressOnly {
            recognise(line, .letterhead)
          } else {
            findings.append(Finding(.unplacedText, line: line.number, value: line.text))
          }
        }
      default: break
      }
    }
  }

  /// The web addresses of contacts and letterhead are links too.
  private mutating func addLinks() {
    let fields: Set<Role> = [.title, .subtitle, .lead, .text, .heading, .notes, .loose, .about]
    for (block, role) in zip(blocks, roles) where !fields.contains(role) {
      for line in block.lines
      where line.bytes.contains(where: { $0 == 0x2E || $0 == 0x5B }) && line.bytes.count <= 2_000 {
        let inline = InlineMarkdown(Passage([line]), language: edition.language, plain: true)
        links += inline.links.filter { $0.url?.hasPrefix("http") ?? true }
        findings += inline.findings.filter { $0.code == .placeholderLink || $0.code == .emptyLink }
      }
    }
    links.sort { $0.line < $1.line }
  }

  // MARK: Dates and corrections

  /// The dateline's date takes precedence over the head's; then come the last lines, brackets and the end of the lead.
  /// Every printed date must exist and match its weekday.
  private mutating func settleDates(_ known: KnownLines, _ text: [Paragraph]) {
    let embargoNumbers = Set(known.embargoLines.map(\.number))
    for line in edition.lines where line.bytes.contains(where: { (0x30...0x39).contains($0) }) {
      let mentions = DateMention.all(in: line).filter { $0.date != nil || !embargoNumbers.contains(line.number) }
      findings += mentions.compactMap { $0.finding(line: line.number) }
    }
    dates += known.dates
    if dates.isEmpty { dates = known.closingDates }
    if dates.isEmpty { dates = TextDate.bracketed(in: text) ?? TextDate.closing(text.first).map { [$0] } ?? [] }
    let hasFault = findings.contains { $0.code == .noReleaseDate || $0.code == .invalidDate }
    if dates.isEmpty, !hasFault { dates = known.mailDates }
    for (mention, line) in dates {
      guard let date = mention.date else {
        if mention.hasShortYear { findings.append(Finding(.invalidDate, line: line, value: mention.text)) }
        continue
      }
      releaseDate = releaseDate ?? date
      if let kept = releaseDate, kept != date || mention.hasShortYear {
        findings.append(
          Finding(.unclearDate, line: line, place: "releaseDate", value: mention.text, about: kept.iso))
      }
    }
  }

  private mutating func readCorrection(_ rest: Line?, _ paragraphs: [Paragraph]) {
    let texts = [rest?.text, title].compactMap { $0 } + paragraphs.prefix(5).map(\.text)
    corrects = Correction.proposal(
      in: texts, ownDates: Set(dates.compactMap(\.mention.date)), knowing: register)
  }
}
