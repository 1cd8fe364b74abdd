// Recognizes the headings of the sections around the text: contacts, notes to editors, boilerplate.

struct SectionHeading {
  enum Section {
    case contacts, notes, boilerplate
  }

  let section: Section
  /// As printed, without colon and markup.
  let heading: String
  /// The text after a colon on the same line.
  let rest: Line?

  private init(_ section: Section, _ heading: String, rest: Line?) {
    self.section = section
    self.heading = heading.strippedOfMarks
    self.rest = rest.flatMap { $0.isBlank ? nil : $0 }
  }

  /// The heading of a section: the whole block, or its words before a colon.
  init?(_ block: Block, next: Block?, names: SenderNames) {
    let line = block.first
    guard !line.words.isEmpty, line.bytes.count <= 100_000 else { return nil }
    if let notes = Self.notes(line, next: next) {
      self = notes
    } else if let about = Self.about(block, next, names) {
      self = about
    } else if let contacts = Self.contacts(block, next) {
      self = contacts
    } else {
      return nil
    }
  }

  /// True for a line that opens notes to editors or, perhaps, boilerplate.
  static func opensSection(_ line: Line) -> Bool {
    guard line.bytes.count <= 140 else { return false }
    return notes(line, next: nil) != nil || abouts.length(in: line) > 0 || selves.length(in: line) > 0
  }

  private static func split(_ line: Line, _ section: Section, after word: Int) -> SectionHeading {
    let end = line.words[word].range.upperBound
    let tail = line.text(end..<line.bytes.count).unicodeScalars.drop { " :–—-|*_?".unicodeScalars.contains($0) }
    return SectionHeading(
      section, line.text(0..<end), rest: Line(number: line.number, text: String(tail)))
  }

  /// The index of the word before the first colon, near the start of the line.
  private static func colon(_ line: Line, within count: Int) -> Int? {
    line.words.indices.prefix(count).first { index in
      let gap = line.gap(after: index)
      return index + 1 < line.words.count && gap.contains(":") && !gap.utf8.contains(0x40) && !gap.contains("://")
    }
  }

  // MARK: Notes

  private static let noteWords: Set<String> = [
    "noot", "noten", "nota", "note", "notes", "achtergrond", "achtergrondinformatie", "background", "toelichting",
    "hinweis", "hinweise", "editor", "editors", "eindnoten", "contexte",
  ]
  private static let readers: Set<String> = [
    "redactie", "redacties", "redaction", "redactions", "editors", "editor", "editeurs", "journalisten",
    "journalistes", "journalists", "pers", "presse", "press", "media", "medias", "redaktion", "redaktionen",
    "newsrooms", "newsdesks", "newsdesk", "desks", "lecteurs", "lezers", "readers", "redacteurs", "reporters", "note",
    "notes",
  ]

  private static let attentions = Phrases([
    "ter attentie van", "t a v", "a l attention de", "a l attention des", "for the attention of", "zur kenntnis",
  ])
  private static let givers: Set<String> = ["for", "voor", "pour", "aux", "aan", "to", "a", "fur"]
  private static let editors: Set<String> = [
    "redactie", "redacties", "redaction", "redactions", "editors", "editor", "redacteurs", "redaktionen", "newsdesks",
    "newsdesk", "desks",
  ]

  /// A line that addresses editors or journalists with a note: one word says what, another to whom.
  private static func notes(_ line: Line, next: Block?) -> SectionHeading? {
    let end = colon(line, within: 9).map { $0 + 1 } ?? line.words.count
    guard (1...9).contains(end) else { return nil }
    let words = line.words[..<end]
    if end == line.words.count, words.count == 1, ["notes", "noten", "eindnoten"].contains(words[0].folded) {
      return SectionHeading(.notes, line.text, rest: nil)
    }
    // `Informations pour les rédactions`, `Ter attentie van de redactie`.
    let reader = words.dropFirst().firstIndex { editors.contains($0.folded) }
    if let reader, end == line.words.count, words.count <= 7, !(next?.hasDetails ?? false),
      next?.detailsAhead ?? .max > 1, !words.contains(where: isContactWord),
      attentions.length(in: line) > 0 || words[..<reader].contains(where: { givers.contains($0.folded) })
    {
      return SectionHeading(.notes, line.text, rest: nil)
    }
    guard let what = words.firstIndex(where: { noteWords.contains($0.folded) }), what <= 2,
      words.indices.contains(where: { $0 != what && readers.contains(words[$0].folded) })
    else { return nil }
    if end < line.words.count { return split(line, .notes, after: end - 1) }
    guard !line.endsSentence || line.text.strippedOfEmphasis.hasSuffix(":") else { return nil }
    return next.map { $0.isBareDetail } ?? false ? nil : SectionHeading(.notes, line.text, rest: nil)
  }

  // MARK: Boilerplate

  private static let abouts = Phrases([
    "over", "a propos de", "a propos du", "a propos d", "a propos des", "au sujet de", "au sujet du", "au sujet des",
    "au sujet d", "about", "uber", "wie is", "qui est", "who is", "wat is", "what is", "qu est ce que", "qui sont",
    "wie zijn", "who are", "meer over", "more about", "plus sur",
  ])
  private static let articles: Set<String> = ["de", "het", "le", "la", "l", "les", "the", "der", "die", "das"]
  private static let selves = Phrases([
    "a propos", "over ons", "about us", "wie zijn wij", "wie zijn we", "qui sommes nous", "who we are", "boilerplate",
    "uber uns", "a propos de nous", "who are we", "wie we zijn", "wie wij zijn", "qui nous sommes", "ons in het kort",
    "en bref", "in het kort",
  ])

  private static func about(_ block: Block, _ next: Block?, _ names: SenderNames) -> SectionHeading? {
    let line = block.first
    let colon = colon(line, within: 14)
    let end = colon.map { $0 + 1 } ?? line.words.count
    guard end <= 14 else { return nil }
    let isSelf = selves.length(in: line) == end || isBrief(line, end, next, names)
    let rest = colon.map { split(line, .boilerplate, after: $0) }
    // The heading may go on over the colon of its paragraph: the text is then the rest of the block.
    if let rest, let text = rest.rest {
      guard isSelf || isName(line.words[..<end], of: text, names), text.bytes.count >= 25 else { return nil }
      return abouts.length(in: line) > 0 || isSelf ? rest : nil
    }
    guard block.lines.count == 1, line.bytes.count <= 140, let next,
      next.isProse || next.bytes > 60 || next.isSentence || isSelf
    else {
      return nil
    }
    let hasEnd = line.endsSentence && !block.endsColon && !block.isQuestion
    guard !hasEnd else { return nil }
    let heading = SectionHeading(.boilerplate, line.text, rest: nil)
    if isSelf { return heading }
    guard !next.isQuotation else { return nil }
    if abouts.length(in: line) > 0 {
      if isName(line.words[..<end], of: next.first, names) { return heading }
      // Near the end of the text a capitalized word is the sender's name or its abbreviation.
      let content = line.words[abouts.length(in: line)...].first { !articles.contains($0.folded) }
      let isLast =
        next.proseAhead <= 1 && (next.isProse || next.isSentence) && (next.detailsAhead < .max || next.proseAhead == 0)
      return isLast && !line.isInCapitals && content?.isCapitalised ?? false ? heading : nil
    }
    return isBareName(block, next) ? heading : nil
  }

  private static let briefs = Phrases([
    "in het kort", "in een notendop", "in enkele woorden", "in een oogopslag", "en bref", "en resume",
    "en quelques mots", "en un coup d oeil", "in brief", "in short", "at a glance", "in a nutshell",
  ])

  /// True for a name and words for a summary: `Sint-Alena in het kort`, `The agency at a glance`.
  private static func isBrief(_ line: Line, _ end: Int, _ next: Block?, _ names: SenderNames) -> Bool {
    guard (3...8).contains(end), line.words[0].isCapitalised, let next else { return false }
    return (1..<end).contains { index in
      let length = briefs.length(in: line, at: index)
      return length > 0 && index + length == end && isName(line.words[..<index], of: next.first, names)
    }
  }

  /// True when the words after `Over` or the like are a name with which the text begins, or a known name.
  private static func isName(_ words: ArraySlice<Word>, of text: Line, _ names: SenderNames) -> Bool {
    let line = words
    var start = 0
    let prefix = Line(number: 0, text: words.map(\.folded).joined(separator: " "))
    start = abouts.length(in: prefix)
    while start < line.count, articles.contains(line[start].folded) { start += 1 }
    guard start < line.count else { return false }
    let name = line[start...]
    if names.holds(name.map(\.folded).joined(separator: " ")) { return true }
    let head = text.words.prefix(12)
    let opening = Set(head.filter(\.isCapitalised).map(\.folded))
    let content = name.filter { $0.range.count >= 2 && !articles.contains($0.folded) }
    if content.contains(where: { opening.contains($0.folded) && ($0.isCapitalised || $0.range.count >= 5) }) {
      return content.contains { $0.isCapitalised } || content.count <= 2
    }
    // “About the Union of Night Sorters: the union has …”
    let small = Set(head.map(\.folded))
    return content.contains { $0.isCapitalised && $0.range.count >= 5 && small.contains($0.folded) }
      && content.allSatisfy { $0.isCapitalised || $0.range.count <= 4 }
  }

  /// True for a bare name above a text that begins with it.
  private static func isBareName(_ block: Block, _ next: Block) -> Bool {
    guard block.first.isNameLike, block.words <= 9, block.level <= 2, next.proseAhead <= 4,
      next.isProse || next.isSentence
    else {
      return false
    }
    let name = block.first.words.drop { articles.contains($0.folded) }.map(\.folded)
    let opening = next.first.words.prefix(14).drop { articles.contains($0.folded) }.map(\.folded)
    guard !name.isEmpty, name.joined().utf8.count >= 3 else { return false }
    if Array(opening.prefix(name.count)) == name { return true }
    // “The Council” above “The Independent Council for the Press …”.
    guard next.proseAhead == 0, articles.contains(block.first.words[0].folded),
      let subject = SenderNames.subject(of: next.first)
    else { return false }
    let words = Set(next.first.words[subject.words].map(\.folded))
    return name.allSatisfy(words.contains)
  }

  // MARK: Contacts

  private static let contactStems = ["contact", "perscontact", "mediacontact", "kontakt", "ansprechpartner"]
  private static let contactWords: Set<String> = [
    "pressekontakt", "inlichtingen", "renseignements", "persvragen", "persinfo", "woordvoering", "perscontact",
  ]
  private static let weakWords: Set<String> = [
    "pers", "presse", "press", "media", "medias", "vragen", "questions", "queries", "enquiries", "inquiries",
    "interview", "interviews", "interlocuteurs", "interlocuteur", "aanspreekpunt", "aanspreekpunten", "woordvoerders",
    "spokespersons", "spokespeople", "journalisten", "journalistes",
    "journalists", "persdienst", "newsdesk",
  ]
  private static let inquiries = Phrases([
    "meer info", "meer informatie", "voor meer info", "voor meer informatie", "voor bijkomende informatie",
    "informatie voor de pers", "info pers", "plus d info", "plus d infos", "plus d informations",
    "pour plus d informations", "pour plus d infos", "pour toute information", "informations presse", "infos presse",
    "more information", "for more information", "further information", "for further information", "press enquiries",
    "press inquiries", "media enquiries", "media inquiries", "weitere informationen", "demandes de presse",
    "meer weten", "pour en savoir plus", "en savoir plus", "nadere informatie", "voor interviews", "for interviews",
    "pour les interviews", "voor de pers", "pour la presse", "for the press", "for the media", "voor de media",
  ])

  private static let offices: Set<String> = ["persdienst", "newsdesk", "woordvoering"]

  static func isContactWord(_ word: Word) -> Bool {
    contactWords.contains(word.folded) || contactStems.contains { word.folded.hasPrefix($0) }
  }

  /// True for words that announce contacts, whole or before a colon.
  static func announcesContacts(_ line: Line) -> Bool {
    guard (1...9).contains(line.words.count) else { return false }
    return inquiries.length(in: line) > 0 || line.words.contains { isContactWord($0) || weakWords.contains($0.folded) }
  }

  private static func contacts(_ block: Block, _ next: Block?) -> SectionHeading? {
    let line = block.first
    guard line.bytes.count <= 300, block.lines.count <= 2 || block.hasDetails else { return nil }
    let isStrong = inquiries.length(in: line) > 0 || line.words.prefix(9).contains(where: isContactWord)
    let isWeak = line.words.count <= 7 && line.words.contains { weakWords.contains($0.folded) }
    guard isStrong || isWeak else { return nil }
    if block.hasDetails {
      guard !block.isProse || block.bytes <= 300, let end = colon(line, within: 7) else {
        let leading = line.words.prefix { isContactWord($0) || weakWords.contains($0.folded) }.count
        // A press office with its own address is a contact, not a heading.
        if leading == 1, offices.contains(line.words[0].folded) { return nil }
        return leading > 0 && leading < line.words.count && !block.isProse && line.gap(after: leading - 1).contains(" ")
          ? split(line, .contacts, after: leading - 1) : nil
      }
      let label = Line(number: line.number, text: line.text(0..<line.words[end].range.upperBound))
      return announcesContacts(label) && !ContactDetails.areIn(label) ? split(line, .contacts, after: end) : nil
    }
    guard line.words.count <= 9, !line.endsSentence || block.endsColon || block.isQuestion, !block.isRow else {
      return nil
    }
    if let end = colon(line, within: 5), isStrong {
      let rest = split(line, .contacts, after: end)
      if block.detailsAhead <= 6 || rest.rest.map({ PersonName.begins($0.text) }) ?? false { return rest }
    }
    guard let next, block.isAlone || block.opensBlock || block.endsColon || isStrong else { return nil }
    let isFollowed = block.detailsAhead <= 8 || (next.hasDetails && next.bytes <= 600) || next.isPerson
    guard isFollowed, !(block.isFunction && next.isPerson && !isStrong) else { return nil }
    // A press office right above its own number is a contact, not a heading.
    if PersonName.isOffice(line.text), !isStrong, next.isBareDetail, !next.opensBlock, !block.endsColon { return nil }
    return SectionHeading(.contacts, line.text, rest: nil)
  }
}
