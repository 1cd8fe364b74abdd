// Reads one edition from top to bottom, into the fields of its language and the findings.

import Values

struct EditionReader {
  let edition: Edition
  private(set) var title = ""
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

  private let register: Register
  private let isWrapped: Bool
  private var dates: [(mention: DateMention, line: Int)] = []

  var hasText: Bool { !lead.isEmpty || !body.isEmpty }

  init(_ edition: Edition, _ notices: EmbargoNotices, knowing register: Register) {
    self.edition = edition
    self.register = register
    isWrapped = edition.lines.allSatisfy { $0.bytes.count <= 120 }
    let header = Header(edition.lines, notices, knowing: register)
    let names = register.organisationNames + header.names
    let sections = Sections(header.rest, notices, names: names)
    kind = header.kind
    dateline = header.dateline
    dates = header.dates
    recognised = header.recognised + sections.recognised
    let titleParagraph = Paragraph(kind: .text, lines: header.titleLines, startsBlock: true)
    if !header.titleLines.isEmpty {
      title = take(InlineMarkdown(titleParagraph.passage, language: edition.language, plain: true))
    }
    let text = readText(sections.text, boilerplate: sections.boilerplate, names: names)
    let notes = readNotes(sections, names: names)
    readContacts(header.contacts + sections.contacts)
    embargoes = (header.embargoLines + sections.embargoLines).map { ($0, EmbargoLine.read($0)) }
    let mentions = SiteMentions([titleParagraph] + text + notes, knowing: register)
    sites = mentions.sites
    findings += mentions.findings
    settleDates(embargoLines: Set(embargoes.map(\.line.number)))
    if kind == .correction { readCorrection(header.correctionRest, text) }
  }

  private mutating func take(_ inline: InlineMarkdown) -> String {
    links += inline.links
    findings += inline.findings
    return inline.text.trimmed
  }

  private mutating func markdown(_ paragraphs: [Paragraph], findingHeadings: Bool = false) -> String {
    let blocks = MarkdownBlocks(paragraphs, language: edition.language, findingHeadings: findingHeadings)
    links += blocks.links
    findings += blocks.findings
    return blocks.markdown
  }

  private mutating func gather(_ lines: [Line]) -> [Paragraph] {
    let gatherer = ParagraphGatherer(lines, isWrapped: isWrapped)
    for rule in gatherer.rules {
      recognised.append(ManuscriptResult.RecognisedLine(line: rule.number, text: rule.text, role: .rule))
    }
    return gatherer.paragraphs
  }

  // MARK: Lead, body and boilerplate

  private mutating func readText(_ lines: [Line], boilerplate printed: [Line], names: [String]) -> [Paragraph] {
    var paragraphs = gather(lines)
    let leadCount = findLead(&paragraphs)
    var boilerplateParagraphs = gather(printed)
    if printed.isEmpty, let start = Boilerplate.start(in: paragraphs, names: names), start >= max(leadCount, 1) {
      boilerplateParagraphs = Array(paragraphs[start...])
      paragraphs.removeSubrange(start...)
    }
    lead = markdown(Array(paragraphs[..<leadCount]))
    body = markdown(Array(paragraphs[leadCount...]), findingHeadings: true)
    boilerplate = markdown(boilerplateParagraphs)
    return paragraphs
  }

  /// The number of paragraphs in the lead: the one with the dateline and any subtitle above it, or only the first.
  private mutating func findLead(_ paragraphs: inout [Paragraph]) -> Int {
    for index in paragraphs.indices.prefix(3) {
      guard paragraphs[index].kind == .text, let found = Dateline(paragraphs[index].lines[0]) else { continue }
      dateline = found.text
      if let mention = found.mention { dates.insert((mention, paragraphs[index].lines[0].number), at: 0) }
      paragraphs[index].lines[0] = found.rest
      if found.rest.isBlank { paragraphs[index].lines.removeFirst() }
      if !paragraphs[index].lines.isEmpty { return index + 1 }
      paragraphs.remove(at: index)
      let hasLead = index < paragraphs.count && isLead(paragraphs, at: index)
      return hasLead ? index + 1 : index
    }
    guard !paragraphs.isEmpty, paragraphs[0].kind == .text else { return 0 }
    if !MarkdownBlocks.isHeading(paragraphs, at: 0) { return 1 }
    return isLead(paragraphs, at: 1) ? 2 : 0
  }

  private func isLead(_ paragraphs: [Paragraph], at index: Int) -> Bool {
    paragraphs[index].kind == .text && !MarkdownBlocks.isHeading(paragraphs, at: index)
  }

  /// Reads the notes under their heading, then the loose paragraphs. A loose paragraph that defines the organization is
  /// boilerplate.
  private mutating func readNotes(_ sections: Sections, names: [String]) -> [Paragraph] {
    var loose = gather(sections.loose)
    if boilerplate.isEmpty, let start = loose.firstIndex(where: { Boilerplate.defines($0, names: names) }) {
      boilerplate = markdown([loose.remove(at: start)])
    }
    for paragraph in loose {
      findings.append(
        Finding(
          .unplacedText, line: paragraph.lines.first?.number, place: "notesToEditors.\(edition.language.rawValue)",
          value: paragraph.text))
    }
    let paragraphs = gather(sections.notes) + loose
    notes = markdown(paragraphs)
    return paragraphs
  }

  private mutating func readContacts(_ sections: [ContactSection]) {
    for section in sections {
      let block = ContactBlock(heading: section.heading, lines: section.lines, knowing: register)
      contacts += block.contacts
      recognised += block.recognised
      findings += block.unplaced
      if let line = section.line, let heading = section.heading {
        recognised.append(ManuscriptResult.RecognisedLine(line: line.number, text: heading, role: .contactHeading))
      }
    }
  }

  // MARK: Dates and corrections

  /// The dateline's date takes precedence over the head's. Every printed date must exist and match its weekday.
  private mutating func settleDates(embargoLines: Set<Int>) {
    for line in edition.lines where line.bytes.contains(where: { (0x30...0x39).contains($0) }) {
      let mentions = DateMention.all(in: line).filter { $0.date != nil || !embargoLines.contains(line.number) }
      findings += mentions.compactMap { $0.finding(line: line.number) }
    }
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
