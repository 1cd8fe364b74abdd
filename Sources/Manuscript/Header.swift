// Reads the head of a manuscript: letterhead, kind, embargo, date and title, up to the start of the text.

struct Header {
  private(set) var titleLines: [Line] = []
  private(set) var kind: Draft.Kind?
  private(set) var embargoLines: [Line] = []
  private(set) var dates: [(mention: DateMention, line: Int)] = []
  private(set) var dateline: String?
  /// The words after RECTIFICATIE or the like, which name the corrected release.
  private(set) var correctionRest: Line?
  private(set) var contacts: [ContactSection] = []
  private(set) var recognised: [ManuscriptResult.RecognisedLine] = []
  /// Probable names in the letterhead that the register does not have.
  private(set) var names: [String] = []
  /// The lines after the head.
  private(set) var rest: [Line] = []

  private let register: Register
  private let notices: EmbargoNotices
  private var pending: [Line]
  private var next = 0
  private var kindIndex = 0
  private var assumed: [Line] = []

  init(_ lines: [Line], _ notices: EmbargoNotices, knowing register: Register) {
    self.register = register
    self.notices = notices
    pending = lines
    kindIndex = Self.kindIndex(lines)
    while next < pending.count, titleLines.isEmpty, takeLine() {}
    if titleLines.isEmpty { recoverTitle() } else { takeBelowTitle() }
    for line in assumed { recognise(line, .letterhead) }
    names = assumed.filter { $0.words.count <= 8 }.map(\.text)
    rest = Array(pending[min(next, pending.count)...])
  }

  /// The index of the kind line in the head, or 0. The lines before it are letterhead.
  private static func kindIndex(_ lines: [Line]) -> Int {
    var seen = 0
    for (index, line) in lines.enumerated() where !line.isBlank {
      seen += 1
      if seen > 40 || line.bytes.count > 200 { return 0 }
      if let kind = KindLine(line), kind.rest == nil || kind.restIsSeparate { return index }
    }
    return 0
  }

  private mutating func recognise(_ line: Line, _ role: ManuscriptResult.RecognisedLine.Role) {
    recognised.append(ManuscriptResult.RecognisedLine(line: line.number, text: line.text, role: role))
  }

  /// Takes the next line; false when the head ends before it.
  private mutating func takeLine() -> Bool {
    let line = pending[next]
    if line.isBlank || takeMark(line) || takeKind(line) || takeDate(line) {
      next += 1
      return true
    }
    if takeContacts(line) || takeLetterhead(line) { return true }
    return takeTitle(line)
  }

  /// Rules, language marks, release notes and embargo lines.
  private mutating func takeMark(_ line: Line) -> Bool {
    if Marks.isRule(line) || Marks.isEnd(line) {
      recognise(line, .rule)
    } else if Marks.language(line) != nil {
      recognise(line, .languageMark)
    } else if let notice = notices.notice(in: line), !opensWithKind(line) {
      return takeEmbargo(line, notice)
    } else if Marks.isReleaseNote(line) {
      recognise(line, .releaseNote)
    } else {
      return false
    }
    return true
  }

  /// True for a line that opens with a kind. The kind is read first; the rest of the line may be a notice.
  private func opensWithKind(_ line: Line) -> Bool {
    KindLine(line)?.rest.map { notices.notice(in: $0) != nil } ?? false
  }

  /// Takes an embargo line, with the next one if it continues there. Other text on the line stays.
  private mutating func takeEmbargo(_ line: Line, _ notice: EmbargoNotice) -> Bool {
    if let whole = notices.whole(at: next, of: pending) {
      for index in next...whole.last where !pending[index].isBlank { recognise(pending[index], .embargo) }
      embargoLines.append(whole.line)
      next = whole.last
      return true
    }
    guard let rest = notice.rest else { return false }
    let part = Line(number: line.number, text: line.text(notice.part).trimmed)
    recognise(part, .embargo)
    embargoLines.append(part)
    pending[next] = rest
    next -= 1
    return true
  }

  /// Takes the kind line. The rest of the line is read as a separate line.
  private mutating func takeKind(_ line: Line) -> Bool {
    guard let found = KindLine(line) else { return false }
    guard let rest = found.rest else {
      kind = kind == .correction ? kind : found.kind
      recognise(line, .kind)
      return true
    }
    let belongs = ["van", "de", "du", "of", "by", "par", "door"].contains(rest.words.first?.folded ?? "")
    let owner = belongs ? rest.suffix(from: rest.words[0].range.upperBound) : rest
    if Letterhead.isName(owner.text, knowing: register) {
      kind = found.kind
      recognise(line, .kind)
      return true
    }
    if found.kind == .correction { correctionRest = rest }
    guard found.restIsSeparate || notices.notice(in: rest) != nil || Dateline(rest) != nil else {
      guard found.kind == .correction else { return false }
      kind = .correction
      if hasTitle(after: next) { recognise(line, .kind) } else { titleLines = [line] }
      return true
    }
    kind = kind == .correction ? kind : found.kind
    let restStart = line.bytes.count - rest.bytes.count
    recognise(Line(number: line.number, text: line.text(0..<restStart).trimmed), .kind)
    pending[next] = rest
    next -= 1
    return true
  }

  /// True when a line that looks like a title follows.
  private func hasTitle(after index: Int) -> Bool {
    guard let line = pending[(index + 1)...].first(where: { !$0.isBlank }) else { return false }
    return line.bytes.count <= 250 && !line.endsSentence && Dateline(line) == nil
  }

  /// Takes a line with only a date and perhaps a place.
  private mutating func takeDate(_ line: Line) -> Bool {
    guard line.bytes.count <= 120, let found = Dateline(line), found.rest.isBlank, let mention = found.mention else {
      return false
    }
    dates.append((mention, line.number))
    if found.hasPlace { dateline = dateline ?? found.text }
    recognise(line, .date)
    return true
  }

  /// Takes contacts above the title.
  private mutating func takeContacts(_ line: Line) -> Bool {
    guard let heading = SectionHeading.contacts(pending, at: next) else { return false }
    var end = next + 1
    if heading.rest == nil { while end < pending.count, pending[end].isBlank { end += 1 } }
    while end < pending.count, !pending[end].isBlank { end += 1 }
    let lines = (heading.rest.map { [$0] } ?? []) + pending[(next + 1)..<end]
    contacts.append(ContactSection(heading: heading.heading, line: line, lines: lines))
    next = end
    return true
  }

  private mutating func takeLetterhead(_ line: Line) -> Bool {
    if Letterhead.isOne(line, knowing: register) {
      recognise(line, .letterhead)
    } else if line.bytes.count <= 120, next < kindIndex || precedesLetterhead() {
      assumed.append(line)
    } else {
      return false
    }
    next += 1
    return true
  }

  /// True for a short line right above an address or a number: the sender's name.
  private func precedesLetterhead() -> Bool {
    guard pending[next].bytes.count <= 80, !pending[next].endsSentence else { return false }
    guard let following = pending[(next + 1)...].prefix(3).first(where: { !$0.isBlank }) else { return false }
    return Letterhead.isOne(following, knowing: register)
  }

  /// Takes the title, which may span several lines. Prose and datelines are not titles.
  private mutating func takeTitle(_ line: Line) -> Bool {
    if let dateline = Dateline(line), !dateline.rest.isBlank { return false }
    if line.bytes.count > 300 || (line.text.hasSuffix(".") && line.bytes.count > 160) { return false }
    if ParagraphGatherer.markup(of: line).0 == .bullet { return false }
    if line.text.hasSuffix("."), !assumed.isEmpty { return false }
    var title = ParagraphGatherer.markup(of: line).0 == .heading ? ParagraphGatherer.markup(of: line).1 : line
    let labels = Phrases(["titel", "titre", "title", "onderwerp", "objet", "subject", "betreft", "concerne"])
    if labels.length(in: title) == 1, title.words.count > 1, title.gap(after: 0).contains(":") {
      let end = title.words[0].range.upperBound
      recognise(Line(number: line.number, text: title.text(0..<end)), .label)
      title = Line(number: line.number, text: title.text(end..<title.bytes.count).strippedOfMarks)
    }
    titleLines = [title]
    next += 1
    while next < pending.count, let last = titleLines.last, continuesTitle(last, pending[next]) {
      titleLines.append(pending[next])
      next += 1
    }
    return true
  }

  private func continuesTitle(_ last: Line, _ line: Line) -> Bool {
    guard !line.isBlank, line.bytes.count <= 150, titleLines.count < 4, !Marks.isRule(line) else { return false }
    guard Dateline(line) == nil, KindLine(line) == nil, notices.notice(in: line) == nil else { return false }
    guard ParagraphGatherer.markup(of: line).0 == .text else { return false }
    if last.isInCapitals { return line.isInCapitals }
    if !last.endsSentence, line.startsSmall { return true }
    let follows = next + 1 >= pending.count || pending[next + 1].isBlank
    return follows && last.bytes.count >= 45 && !last.endsSentence && !line.endsSentence && !line.isInCapitals
  }

  /// Makes the last line that was only assumed to be letterhead the title, when no other line is left.
  private mutating func recoverTitle() {
    if let line = assumed.popLast() { titleLines = [line] }
  }

  /// Takes kind, date and embargo lines below the title.
  private mutating func takeBelowTitle() {
    while next < pending.count {
      let line = pending[next]
      let isKind = KindLine(line).map { $0.rest == nil } ?? false
      guard line.isBlank || takeMark(line) || (isKind && takeKind(line)) || takeDate(line) else { return }
      next += 1
    }
  }
}

/// The lines under one contact heading.
struct ContactSection: Sendable {
  var heading: String?
  /// The line of the heading, when there is one.
  var line: Line?
  var lines: [Line]
}
