// The first pass: takes the lines whose role shows in themselves, such as embargo, kind, date and mail header.

import Values

struct KnownLines {
  /// The lines that the later passes read. A taken line leaves a blank one, or none inside a broken sentence.
  private(set) var rest: [Line] = []
  private(set) var kind: Draft.Kind?
  private(set) var embargoLines: [Line] = []
  /// The dates of date lines, and of a line with a place the dateline.
  private(set) var dates: [(mention: DateMention, line: Int)] = []
  private(set) var closingDates: [(mention: DateMention, line: Int)] = []
  private(set) var mailDates: [(mention: DateMention, line: Int)] = []
  private(set) var dateline: String?
  /// The words after RECTIFICATIE or the like, which name the corrected release.
  private(set) var correctionRest: Line?
  private(set) var recognised: [ManuscriptResult.RecognisedLine] = []
  private(set) var findings: [Finding] = []
  /// The numbers of kind lines, of date lines and of embargo lines in the head.
  private(set) var headNumbers: [Int] = []
  private(set) var kindNumber: Int?
  /// The numbers of lines that were joined to an earlier one, with its number.
  private(set) var joined: [Int: Int] = [:]
  private(set) var navigationNumbers: [Int] = []
  /// The number of the first end mark.
  private(set) var endNumber = Int.max

  private var lines: [Line]
  private let notices: EmbargoNotices
  private let register: Register
  private var headEnd = 0
  private var index = 0
  private var hasCover = false

  init(_ lines: [Line], _ notices: EmbargoNotices, knowing register: Register) {
    self.lines = lines
    self.notices = notices
    self.register = register
    headEnd = Self.headEnd(lines)
    while index < self.lines.count {
      let line = self.lines[index]
      if line.isBlank { rest.append(line) } else if !take(line) { rest.append(line) }
      index += 1
    }
  }

  /// The index of the first line of running text.
  private static func headEnd(_ lines: [Line]) -> Int {
    var long = 0
    for (index, line) in lines.enumerated() {
      let isMail = MailQuote.isHeader(line)
      long = line.bytes.count >= 50 && !isMail ? long + 1 : 0
      if isMail || ContactDetails.areIn(line) || LineOfDate(line, inHead: true) != nil { continue }
      let isProse = line.words.count >= 9 && line.endsSentence && !line.text.hasSuffix(":")
      if isProse || line.bytes.count > 220 || long >= 4 { return index - max(0, long - 1) }
    }
    return lines.count
  }

  private var isHead: Bool { index <= headEnd }

  private mutating func recognise(_ line: Line, _ role: ManuscriptResult.RecognisedLine.Role) {
    recognised.append(ManuscriptResult.RecognisedLine(line: line.number, text: line.text, role: role))
  }

  /// Leaves a block boundary.
  private mutating func leaveBlank(_ line: Line) { rest.append(Line(number: line.number, text: "")) }

  private mutating func take(_ line: Line) -> Bool {
    if isHead, takeMail(line) { return true }
    if takeEmbargo(line) { return true }
    if takePage(line) || takeMark(line) { return true }
    if isHead, takeKind(line) { return true }
    return takeDate(line) || (isHead && takeByline(line))
  }

  // MARK: Mail

  private mutating func takeMail(_ line: Line) -> Bool {
    if MailQuote.isForwardMark(line) {
      recognise(line, .mail)
      leaveBlank(line)
      return true
    }
    let count = MailQuote.headerLength(lines, at: index)
    guard count > 0 else { return false }
    for header in lines[index..<(index + count)] {
      recognise(header, .mail)
      let isDate = ["date", "datum", "sent", "envoye", "verzonden", "gesendet"].contains(header.words[0].folded)
      if let notice = notices.notice(in: header) {
        embargoLines.append(Line(number: header.number, text: header.text(notice.part).trimmed))
      }
      if isDate, let mention = DateMention.all(in: header, allowingShortYear: true).first {
        mailDates.append((mention, header.number))
      }
    }
    leaveBlank(line)
    index += count - 1
    hasCover = true
    return true
  }

  // MARK: Embargo

  private mutating func takeEmbargo(_ line: Line) -> Bool {
    if let part = notices.inside(line) {
      if embargoLines.last?.number != line.number { embargoLines.append(part) }
      return false
    }
    if let whole = notices.whole(at: index, of: lines), !opensWithKind(line) {
      for taken in lines[index...whole.last] where !taken.isBlank { recognise(taken, .embargo) }
      embargoLines.append(whole.line)
      if isHead { headNumbers.append(line.number) }
      leaveBlank(line)
      index = whole.last
      return true
    }
    guard isHead, let notice = notices.notice(in: line), !opensWithKind(line), let other = notice.rest else {
      return false
    }
    let part = Line(number: line.number, text: line.text(notice.part).trimmed)
    recognise(part, .embargo)
    embargoLines.append(part)
    headNumbers.append(line.number)
    if other.words.isEmpty { return true }
    takeRest(other)
    return true
  }

  /// True for a line that opens with a kind. The kind is read first; the rest of the line may be a notice.
  private func opensWithKind(_ line: Line) -> Bool {
    guard isHead else { return false }
    return KindLine(line)?.rest.map { notices.notice(in: $0) != nil } ?? false
  }

  /// Reads the other part of a line that was partly taken.
  private mutating func takeRest(_ line: Line) {
    if kindNumber == line.number, isOwner(line) { return recognise(line, .letterhead) }
    lines[index] = line
    index -= 1
  }

  // MARK: Marks and page furniture

  private mutating func takePage(_ line: Line) -> Bool {
    guard let kind = PageFurniture.kind(of: line) else { return false }
    switch kind {
    case .handle:
      findings.append(Finding(.unplacedText, line: line.number, value: line.text))
    case .navigation:
      guard isHead || index + 6 >= lines.count else { return false }
      // The names of people may stand above their addresses like the links of a menu.
      if let next = lines[(index + 1)...].first(where: { !$0.isBlank }), ContactDetails.areIn(next) { return false }
      recognise(line, .furniture)
      navigationNumbers.append(line.number)
    case .copyright, .pageNumber:
      recognise(line, .furniture)
    }
    if kind != .pageNumber || !joinAcross() { leaveBlank(line) }
    return true
  }

  /// Joins a sentence that a page number interrupts.
  private mutating func joinAcross() -> Bool {
    var last = rest.count - 1
    while last >= 0, rest[last].isBlank { last -= 1 }
    var next = index + 1
    while next < lines.count, lines[next].isBlank { next += 1 }
    guard last >= 0, next < lines.count, rest[last].bytes.count >= 40, !rest[last].endsSentence else { return false }
    let line = lines[next]
    guard line.startsSmall || line.bytes.count >= 60 else { return false }
    rest.removeSubrange((last + 1)...)
    if !line.startsSmall {
      rest[last] = Line(number: rest[last].number, text: rest[last].text + " " + line.text)
      joined[line.number] = rest[last].number
      index = next
    } else {
      index = next - 1
    }
    return true
  }

  private mutating func takeMark(_ line: Line) -> Bool {
    if Marks.isEnd(line) {
      recognise(line, rest.contains { !$0.isBlank } ? .endMark : .rule)
      if rest.contains(where: { !$0.isBlank }) { endNumber = min(endNumber, line.number) }
    } else if Marks.language(line) != nil, isHead {
      recognise(line, .languageMark)
    } else if Marks.isReleaseNote(line) {
      recognise(line, .releaseNote)
      if isHead { headNumbers.append(line.number) }
    } else {
      return false
    }
    leaveBlank(line)
    return true
  }

  // MARK: Kind

  private mutating func takeKind(_ line: Line) -> Bool {
    let (_, unmarked) = ParagraphGatherer.markup(of: line)
    if line.bytes.first == 0x7C {
      // A table of the release's data: `| Soort | persbericht |`.
      let cells = line.cells.filter { !$0.isBlank }
      guard cells.count == 2, let found = KindLine(cells[1]), found.rest == nil else { return false }
      setKind(found.kind, line)
      return true
    }
    guard let found = KindLine(unmarked) else { return false }
    guard let other = found.rest else {
      setKind(found.kind, line)
      leaveBlank(line)
      return true
    }
    if isOwner(other), line.words.count <= 14, isFollowedByTitle(line) {
      setKind(found.kind, line)
      leaveBlank(line)
      return true
    }
    if found.kind == .correction, kind != .correction { correctionRest = other }
    if found.kind == kind, kind == .correction { return false }
    // “Déclaration : les centres …” is one title, whose kind shows.
    if found.kind == .statement, found.restIsSeparate, other.startsSmall {
      kind = kind ?? .statement
      return false
    }
    if found.kind == .statement, !found.restIsSeparate, isOwnerOrTopic(other), !line.endsSentence {
      kind = kind ?? .statement
      return false
    }
    let isDivided = found.restIsSeparate || notices.notice(in: other) != nil || Dateline(other) != nil
    guard isDivided else {
      guard found.kind == .correction else { return false }
      if isFollowedByTitle(line) {
        setKind(.correction, line)
        leaveBlank(line)
        return true
      }
      kind = .correction
      return false
    }
    setKind(found.kind, Line(number: line.number, text: line.text(0..<(line.bytes.count - other.bytes.count)).trimmed))
    takeRest(other)
    return true
  }

  private mutating func setKind(_ found: Draft.Kind, _ line: Line) {
    kind = kind == .correction ? kind : found
    recognise(line, .kind)
    headNumbers.append(line.number)
    kindNumber = line.number
  }

  /// True for `van de Testraad`, `DE LA COMMUNE DE …`, or the organization's name.
  private func isOwner(_ line: Line) -> Bool {
    if Letterhead.isName(line.text, knowing: register) { return true }
    guard let first = line.words.first,
      ["van", "de", "du", "of", "by", "par", "door", "des", "d"].contains(first.folded)
    else { return false }
    let owner = line.suffix(from: first.range.upperBound)
    if Letterhead.isName(owner.text, knowing: register) { return true }
    return !line.endsSentence && owner.words.first?.isCapitalised ?? false || line.isInCapitals
      ? owner.isNameLike : false
  }

  /// True for the rest of a title such as “Verklaring van de federatie over …”, “Statement on the tax …”.
  private func isOwnerOrTopic(_ line: Line) -> Bool {
    guard let first = line.words.first, line.words.count >= 3 else { return false }
    return ["van", "over", "de", "du", "des", "sur", "on", "by", "of", "from", "concerning", "relative", "bij"]
      .contains(first.folded)
  }

  /// True when a line that looks like a title follows.
  private func isFollowedByTitle(_ line: Line) -> Bool {
    for next in lines[(index + 1)...].prefix(8) where !next.isBlank {
      if notices.notice(in: next) != nil || LineOfDate(next, inHead: true) != nil || Marks.isReleaseNote(next) {
        continue
      }
      return next.bytes.count <= 250 && !next.endsSentence && Dateline(next) == nil
    }
    return false
  }

  // MARK: Dates and by-lines

  private mutating func takeDate(_ line: Line) -> Bool {
    guard isHead || line.bytes.count <= 80, let found = LineOfDate(line, inHead: isHead) else { return false }
    if !isHead, found.dateline == nil, !lines[max(0, index - 1)].isBlank { return false }
    if let mention = found.mention {
      if isHead {
        dates.append((mention, line.number))
        if let text = found.dateline { dateline = dateline ?? text }
        headNumbers.append(line.number)
      } else {
        closingDates.append((mention, line.number))
      }
    } else {
      findings.append(
        Finding(.noReleaseDate, line: line.number, place: "releaseDate", value: found.withoutYear ?? line.text))
    }
    recognise(line, .date)
    leaveBlank(line)
    return true
  }

  private static let makers: Set<String> = [
    "door", "par", "by", "von", "tekst", "texte", "redactie", "auteur", "author",
  ]

  /// `Door Lotte Brems, persdienst`.
  private mutating func takeByline(_ line: Line) -> Bool {
    guard let first = line.words.first, first.range.lowerBound <= 2, Self.makers.contains(first.folded),
      (2...12).contains(line.words.count), !line.endsSentence, line.bytes.count <= 100
    else { return false }
    let follower = line.suffix(from: first.range.upperBound)
    let name = follower.text.prefix { !",(|–".contains($0) }
    let isService = follower.words.prefix(3).contains { PersonName.isOffice($0.folded) }
    guard PersonName.isOne(String(name).trimmed) || isService else { return false }
    recognise(line, .byline)
    leaveBlank(line)
    return true
  }
}

extension Line {
  private static let joints: Set<String> = [
    "de", "van", "der", "den", "het", "en", "et", "and", "of", "the", "la", "le", "les", "du", "des", "d", "l", "voor",
    "for", "in", "aan", "op", "a", "au", "aux", "y", "und", "pour", "sur", "te", "ten", "ter", "s",
  ]

  /// True for a line of one to eight words that are all capitalized, apart from articles and prepositions.
  var isNameLike: Bool {
    guard (1...9).contains(words.count), !endsSentence else { return false }
    return words.allSatisfy { $0.isCapitalised || Self.joints.contains($0.folded) }
      && words.contains { $0.isCapitalised && !Self.joints.contains($0.folded) }
  }
}
