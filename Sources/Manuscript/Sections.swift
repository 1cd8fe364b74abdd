// Divides the lines after a manuscript's head into text, boilerplate, notes to editors and contacts.

struct Sections {
  private(set) var text: [Line] = []
  /// The boilerplate, with its headings as Markdown headings.
  private(set) var boilerplate: [Line] = []
  private(set) var notes: [Line] = []
  private(set) var contacts: [ContactSection] = []
  /// Lines after the end mark or the contacts, without a heading.
  private(set) var loose: [Line] = []
  private(set) var embargoLines: [Line] = []
  private(set) var recognised: [ManuscriptResult.RecognisedLine] = []

  private enum Place {
    case text, boilerplate, notes, contacts, loose
  }

  private let names: Set<String>
  private let notices: EmbargoNotices
  private var place = Place.text

  init(_ lines: [Line], _ notices: EmbargoNotices, names: [String]) {
    self.notices = notices
    self.names = Set(names.map { Line(number: 0, text: $0).phrase })
    var next = 0
    while next < lines.count { next = take(lines, next) }
    takeTrailingContacts()
  }

  private mutating func recognise(_ line: Line, _ role: ManuscriptResult.RecognisedLine.Role) {
    recognised.append(ManuscriptResult.RecognisedLine(line: line.number, text: line.text, role: role))
  }

  /// Takes the line at an index, and returns the index of the next.
  private mutating func take(_ lines: [Line], _ index: Int) -> Int {
    if let notice = notices.whole(at: index, of: lines) {
      for index in index...notice.last where !lines[index].isBlank { recognise(lines[index], .embargo) }
      embargoLines.append(notice.line)
      return notice.last + 1
    }
    if lines[index].isBlank { put(lines[index]) } else { sort(lines, index) }
    return index + 1
  }

  private mutating func sort(_ lines: [Line], _ index: Int) {
    let line = lines[index]
    if Marks.isEnd(line) {
      recognise(line, .endMark)
      place = .loose
    } else if Marks.isReleaseNote(line) {
      recognise(line, .releaseNote)
    } else if let heading = SectionHeading.contacts(lines, at: index) {
      place = .contacts
      contacts.append(ContactSection(heading: heading.heading, line: line, lines: heading.rest.map { [$0] } ?? []))
    } else if let heading = SectionHeading.notes(line) {
      place = .notes
      recognise(Line(number: line.number, text: heading.heading), .notesHeading)
      if let rest = heading.rest { put(rest) }
    } else if let about = SectionHeading.about(line),
      opensBoilerplate(about.name, hasArticle: about.hasArticle, lines, index)
    {
      place = .boilerplate
      put(Line(number: line.number, text: ""))
      put(Line(number: line.number, text: "## " + about.heading.heading))
    } else {
      if place == .contacts, line.bytes.count > 160 || (line.words.count > 14 && line.endsSentence) { place = .loose }
      put(line)
    }
  }

  private mutating func put(_ line: Line) {
    switch place {
    case .text: text.append(line)
    case .boilerplate: boilerplate.append(line)
    case .notes: notes.append(line)
    case .contacts: contacts[contacts.count - 1].lines.append(line)
    case .loose: loose.append(line)
    }
  }

  /// `Over …` opens the boilerplate when it names the organization, or when the text below begins with that name and
  /// little text is left. `Over de toekomst` is a heading of the text.
  private func opensBoilerplate(_ name: String, hasArticle: Bool, _ lines: [Line], _ index: Int) -> Bool {
    if name.isEmpty || names.contains(name) { return true }
    if hasArticle { return false }
    let below = lines[(index + 1)...].lazy.filter { !$0.isBlank }
    guard let first = below.first, first.bytes.count > 60 else { return false }
    let head = first.words.prefix(12).map(\.folded).joined(separator: " ")
    guard head.contains(name) else { return false }
    return below.prefix(8).filter { $0.bytes.count > 160 }.count <= 3
  }

  /// Takes contacts without a heading at the end of the text or after the end mark.
  private mutating func takeTrailingContacts() {
    if let found = Self.trailingContacts(loose) {
      contacts.append(ContactSection(heading: nil, line: nil, lines: Array(loose[found...])))
      loose.removeSubrange(found...)
    }
    guard contacts.isEmpty, let found = Self.trailingContacts(text) else { return }
    contacts.append(ContactSection(heading: nil, line: nil, lines: Array(text[found...])))
    text.removeSubrange(found...)
  }

  /// The start of the last blocks with only names and details; nil when there are none.
  private static func trailingContacts(_ lines: [Line]) -> Int? {
    var start: Int?
    var end = lines.count
    var hasDetails = false
    while end > 0 {
      while end > 0, lines[end - 1].isBlank { end -= 1 }
      var first = end
      while first > 0, !lines[first - 1].isBlank, end - first <= 12 { first -= 1 }
      guard first < end, let details = contactLike(lines[first..<end], beforeDetails: hasDetails) else { break }
      hasDetails = details
      start = first
      end = first
    }
    return start
  }

  /// True for a block with details, false for a lone name before details; nil for other blocks.
  private static func contactLike(_ block: ArraySlice<Line>, beforeDetails: Bool) -> Bool? {
    guard block.count <= 12, block.allSatisfy({ $0.bytes.count <= 120 && !$0.endsSentence }) else { return nil }
    let details = block.map(ContactDetails.init)
    let hasName = details.contains { $0.pieces.contains { PersonName.begins($0) || PersonName.isOffice($0) } }
    if details.contains(where: { !$0.isEmpty }) {
      let words = details.flatMap(\.pieces).reduce(0) { $0 + $1.split(separator: " ").count }
      return hasName || words == 0 ? true : nil
    }
    return beforeDetails && hasName && block.count <= 2 ? false : nil
  }
}
