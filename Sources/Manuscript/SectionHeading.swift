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

  private static let contactWords: Set<String> = [
    "contact", "contacten", "contacts", "contactpersoon", "contactpersonen", "contactgegevens", "perscontact",
    "perscontacten", "mediacontact", "mediacontacten", "kontakt", "pressekontakt", "ansprechpartner", "inlichtingen",
    "renseignements",
  ]
  private static let inquiries = Phrases([
    "meer info", "meer informatie", "voor meer info", "voor meer informatie", "voor bijkomende informatie",
    "informatie voor de pers", "info pers", "plus d info", "plus d infos", "plus d informations",
    "pour plus d informations", "pour plus d infos", "pour toute information", "informations presse", "infos presse",
    "more information", "for more information", "further information", "for further information", "press enquiries",
    "press inquiries", "media enquiries", "media inquiries", "weitere informationen", "demandes de presse",
  ])
  private static let notes = Phrases([
    "noot voor de redactie", "nota voor de redactie", "noot aan de redactie", "nota aan de redactie",
    "noten voor de redactie", "nota s voor de redactie", "noot voor de redacties", "nota voor de redacties",
    "note aux redactions", "notes aux redactions", "note a la redaction", "notes a la redaction",
    "note a l attention des redactions", "notes a l attention des redactions", "note pour les redactions",
    "note aux editeurs", "notes to editors", "note to editors", "notes to editor", "note to the editor",
    "notes for editors", "note for editors", "editor s note", "editors note", "editors notes",
    "hinweis fur die redaktion", "hinweise fur die redaktion",
  ])
  private static let abouts = Phrases([
    "over", "a propos de", "a propos du", "a propos d", "a propos des", "about", "uber",
  ])
  private static let articles: Set<String> = ["de", "het", "le", "la", "l", "the", "der", "die", "das"]
  private static let selves = Phrases([
    "a propos", "over ons", "about us", "wie zijn wij", "wie zijn we", "qui sommes nous", "who we are", "boilerplate",
    "uber uns", "a propos de nous",
  ])

  private init(_ section: Section, _ heading: String, rest: Line?) {
    self.section = section
    self.heading = heading.strippedOfMarks
    self.rest = rest.flatMap { $0.isBlank ? nil : $0 }
  }

  /// The heading of notes to editors, when the line is one.
  static func notes(_ line: Line) -> SectionHeading? {
    let length = notes.length(in: line)
    guard length > 0, line.bytes.count <= 100_000 else { return nil }
    if length == line.words.count { return SectionHeading(.notes, line.text, rest: nil) }
    guard line.gap(after: length - 1).contains(":") else { return nil }
    return split(line, .notes, after: length - 1)
  }

  /// A heading like `Over Brupartners` or `À propos`, with the folded name. `Sections` decides whether it opens the
  /// boilerplate.
  static func about(_ line: Line) -> (heading: SectionHeading, name: String, hasArticle: Bool)? {
    guard line.bytes.count <= 100, !line.words.isEmpty else { return nil }
    if selves.length(in: line) == line.words.count {
      return (SectionHeading(.boilerplate, line.text, rest: nil), "", false)
    }
    var length = abouts.length(in: line)
    let hasArticle = length > 0 && length < line.words.count && articles.contains(line.words[length].folded)
    if hasArticle { length += 1 }
    guard length > 0, length < line.words.count, line.words[length].isCapitalised else { return nil }
    guard !line.endsSentence || line.text.hasSuffix(":") else { return nil }
    let heading = SectionHeading(.boilerplate, line.text, rest: nil)
    return (heading, line.words[length...].map(\.folded).joined(separator: " "), hasArticle)
  }

  /// The contact heading at an index. A phone number, an address or a name must follow before any prose.
  static func contacts(_ lines: [Line], at index: Int) -> SectionHeading? {
    let line = lines[index]
    guard line.bytes.count <= 300, let end = contactHeadingEnd(line) else { return nil }
    let heading =
      end < line.words.count - 1
      ? split(line, .contacts, after: end) : SectionHeading(.contacts, line.text, rest: nil)
    if let rest = heading.rest {
      return ContactDetails.areIn(rest) || isBorneOut(lines, after: index) ? heading : nil
    }
    return isBorneOut(lines, after: index) ? heading : nil
  }

  /// The index of the heading's last word, in a line that may be a contact heading.
  private static func contactHeadingEnd(_ line: Line) -> Int? {
    let inquiry = inquiries.length(in: line)
    let first = line.words.firstIndex { contactWords.contains($0.folded) }
    guard inquiry > 0 || first != nil else { return nil }
    let colon = line.words.indices.prefix(9).first {
      line.gap(after: $0).contains(":") && !line.gap(after: $0).utf8.contains(UInt8(ascii: "@"))
    }
    if let colon { return inquiry > 0 || (first ?? .max) <= colon ? colon : nil }
    guard line.words.count <= 9 else { return nil }
    if !EmailAddress.ranges(in: line.bytes).isEmpty || line.bytes.contains(0x7C) {
      // Heading and details on one line without a separator: “Contact Jan … jan@…”.
      let leading = max(inquiry, line.words.prefix { contactWords.contains($0.folded) }.count)
      return leading > 0 ? leading - 1 : nil
    }
    let isOpen = !line.endsSentence || line.text.hasSuffix(":") || (inquiry > 0 && line.text.hasSuffix("?"))
    return isOpen ? line.words.count - 1 : nil
  }

  /// True when details or a name follow before any prose.
  private static func isBorneOut(_ lines: [Line], after index: Int) -> Bool {
    let following = lines[(index + 1)...].lazy.filter { !$0.isBlank }.prefix(8)
    if lines[index].words.count <= 2, let next = following.first, next.bytes.count <= 160,
      let name = ContactDetails(next).pieces.first, PersonName.begins(name)
    {
      return true
    }
    for line in following {
      if line.bytes.count > 160 || (line.bytes.count > 80 && line.endsSentence) { return false }
      if ContactDetails.areIn(line) { return true }
    }
    return false
  }

  private static func split(_ line: Line, _ section: Section, after word: Int) -> SectionHeading {
    let end = line.words[word].range.upperBound
    let tail = line.text(end..<line.bytes.count).unicodeScalars.drop { " :–—-|*_?".unicodeScalars.contains($0) }
    return SectionHeading(
      section, line.text(0..<end), rest: Line(number: line.number, text: String(tail)))
  }
}
