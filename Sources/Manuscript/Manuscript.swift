// Reads the text of a press release into a structured draft, with findings by line.

import Values

/// The text of a press release, as an editor sends it.
package enum Manuscript {
  /// Reads `text` into a draft and findings. Pure: the same text and register give the same result.
  package static func read(_ text: String, knowing register: Register) -> ManuscriptResult {
    let clean = CleanText(text)
    if clean.isBinary {
      let faults = [Finding(.notText), Finding(.missingTitle), Finding(.missingText)]
      return ManuscriptResult(draft: Draft(), findings: faults, recognised: [])
    }
    let lines = MailQuote.removed(from: clean.lines)
    let notices = EmbargoNotices(lines)
    let editions = Editions.divide(lines, knowing: register).map { edition in
      EditionReader(edition, notices, knowing: register)
    }
    var assembly = Assembly()
    for edition in editions { assembly.add(edition) }
    assembly.addUnread(notices)
    if let number = clean.joinedNumber, let text = lines.last?.text.prefix(200) {
      assembly.add([Finding(.unplacedText, line: number, place: "body", value: String(text))])
    }
    assembly.finish()
    var result = ManuscriptResult(
      draft: assembly.draft, findings: assembly.orderedFindings,
      recognised: editions.flatMap(\.recognised).sorted { $0.line < $1.line })
    let fields = editions.reduce(into: Set<Int>()) { $0.formUnion($1.fieldLines) }
    let lost = Accounting.lost(lines, fields: fields, in: result)
    if !lost.isEmpty {
      assembly.add(lost)
      result.findings = assembly.orderedFindings
    }
    return result
  }

  /// The dates that a line mentions, as `YYYY-MM-DD`.
  package static func dates(in text: String) -> [String] {
    DateMention.all(in: Line(number: 0, text: text)).compactMap { $0.date?.iso }
  }

  /// The findings for dates in a text that do not exist or do not match their weekday.
  /// - Parameter place: the path of the text's field, such as `body.nl`.
  package static func dateFindings(in text: String, place: String) -> [Finding] {
    let lines = text.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    // Every date has a digit, and most paragraphs have none.
    return lines.filter { $0.contains { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } }
      .flatMap { DateMention.all(in: Line(number: 0, text: String(Substring($0)))) }
      .compactMap { $0.finding(place: place) }
  }
}

/// Combines the editions into one draft.
private struct Assembly {
  private(set) var draft = Draft()
  private var findings: [Finding] = []
  private var contactFindings: [[Finding]] = []
  private var contactLanguages: [Set<String>] = []
  private var contactNames: [String] = []
  private var date: CalendarDate?
  private var kind: Draft.Kind?
  private var embargoes: [(line: Line, instant: UTCInstant)] = []
  private var embargoLines: Set<Int> = []

  mutating func add(_ edition: EditionReader) {
    let language = edition.edition.language.rawValue
    if !edition.title.isEmpty || edition.hasText { draft.languages.append(language) }
    func set(_ field: WritableKeyPath<Draft, [String: String]>, _ text: String?) {
      if let text, !text.isEmpty { draft[keyPath: field][language] = text }
    }
    set(\.title, edition.title)
    set(\.subtitle, edition.subtitle)
    set(\.lead, edition.lead)
    set(\.body, edition.body)
    set(\.boilerplate, edition.boilerplate)
    set(\.notesToEditors, edition.notes)
    set(\.dateline, edition.dateline)
    draft.links += edition.links
    for site in edition.sites where !draft.sites.contains(site) { draft.sites.append(site) }
    if kind != .correction { kind = edition.kind == .correction ? .correction : kind ?? edition.kind }
    draft.corrects = draft.corrects?.release == nil ? edition.corrects ?? draft.corrects : draft.corrects
    findings += edition.findings
    if !edition.edition.languageIsClear, edition.hasText || !edition.title.isEmpty {
      findings.append(Finding(.unclearLanguage, place: "languages", about: language))
    }
    for contact in edition.contacts { add(contact, language) }
    addDate(edition)
    for embargo in edition.embargoes { add(embargo.line, embargo.result) }
  }

  /// Merges contacts with the same e-mail address, phone number or name.
  private mutating func add(_ printed: PrintedContact, _ language: String) {
    let name = Folding.fold(printed.name)
    let index = draft.contacts.indices.first { index in
      if contactNames[index] == name { return true }
      // Two people of one edition may share an address or number; one person may have two spellings in two languages.
      guard !contactLanguages[index].contains(language) else { return false }
      let known = draft.contacts[index]
      if let email = printed.email, let other = known.email { return email.lowercased() == other.lowercased() }
      return printed.phone != nil && printed.phone == known.phone
    }
    var contact = index.map { draft.contacts[$0] } ?? Draft.Contact(name: printed.name)
    if let group = printed.group, contact.group[language] == nil { contact.group[language] = group }
    if let role = printed.role, contact.role[language] == nil { contact.role[language] = role }
    contact.organisation = contact.organisation ?? printed.organisation
    contact.email = contact.email ?? printed.email
    if contact.printedPhone == nil {
      contact.printedPhone = printed.printedPhone
      contact.phone = printed.phone
      contact.phones = printed.phones
    }
    if let index {
      contactLanguages[index].insert(language)
      draft.contacts[index] = contact
      contactFindings[index] += printed.findings + Self.differences(printed, contact, language)
    } else {
      draft.contacts.append(contact)
      contactLanguages.append([language])
      contactNames.append(name)
      contactFindings.append(printed.findings)
    }
  }

  /// The findings for contact details that differ from an earlier edition.
  private static func differences(
    _ printed: PrintedContact, _ kept: Draft.Contact, _ language: String
  ) -> [Finding] {
    var found: [Finding] = []
    func compare(_ code: FindingCode, _ place: String, _ value: String?, _ other: String?) {
      if let value, value != other { found.append(Finding(code, line: printed.line, place: place, value: value)) }
    }
    compare(.unplacedText, "name", printed.name, kept.name)
    compare(.unplacedText, "role", printed.role, kept.role[language])
    compare(.unplacedText, "organisation", printed.organisation, kept.organisation)
    if printed.phone != kept.phone { compare(.extraContactDetail, "phone", printed.printedPhone, kept.printedPhone) }
    return found
  }

  private mutating func addDate(_ edition: EditionReader) {
    guard let found = edition.releaseDate else { return }
    if let date, date != found {
      findings.append(Finding(.unclearDate, place: "releaseDate", value: found.iso, about: date.iso))
    }
    date = date ?? found
  }

  private mutating func add(_ line: Line, _ result: Result<UTCInstant, EmbargoFault>) {
    embargoLines.insert(line.number)
    switch result {
    case .success(let instant): embargoes.append((line, instant))
    case .failure(let fault): addFault(line, fault)
    }
  }

  /// Holds the release for each embargo notice that was not read.
  mutating func addUnread(_ notices: EmbargoNotices) {
    for line in notices.lines where !embargoLines.contains(line.number) { addFault(line, .insideText) }
  }

  private mutating func addFault(_ line: Line, _ fault: EmbargoFault) {
    draft.embargoIsUnreadable = true
    findings.append(
      Finding(
        .unreadableEmbargo, line: line.number, place: "embargoUntil", value: line.text, about: fault.rawValue))
  }

  mutating func add(_ lost: [Finding]) { findings += lost }

  mutating func finish() {
    draft.kind = kind ?? .pressRelease
    draft.originalLanguage = draft.languages.first
    draft.releaseDate = date?.iso
    if draft.embargoIsUnreadable || embargoes.contains(where: { $0.instant != embargoes[0].instant }) {
      for embargo in embargoes { addFault(embargo.line, .conflict) }
    }
    if !draft.embargoIsUnreadable { draft.embargoUntil = embargoes.first?.instant }
    for (index, found) in contactFindings.enumerated() {
      findings += found.map { finding in
        var placed = finding
        placed.place = "contacts[\(index)]" + (finding.place.map { ".\($0)" } ?? "")
        return placed
      }
    }
    placeLinkFindings()
    settleSuggestions()
    addMissingFindings()
  }

  /// Keeps one suggestion for each site, and none for a site that another edition surely names.
  private mutating func settleSuggestions() {
    var suggested = Set(draft.sites)
    findings.removeAll { finding in
      guard finding.code == .suggestedSite, let site = finding.about else { return false }
      return !suggested.insert(site).inserted
    }
  }

  private mutating func placeLinkFindings() {
    for (index, finding) in findings.enumerated() where [.placeholderLink, .emptyLink].contains(finding.code) {
      let link = draft.links.firstIndex { $0.line == finding.line && $0.text == finding.value }
      findings[index].place = link.map { "links[\($0)]" }
    }
  }

  private mutating func addMissingFindings() {
    if draft.title.isEmpty { findings.append(Finding(.missingTitle, place: "title")) }
    if draft.lead.isEmpty, draft.body.isEmpty { findings.append(Finding(.missingText, place: "body")) }
    for language in draft.languages {
      let hasText = draft.lead[language] != nil || draft.body[language] != nil
      if !draft.title.isEmpty, draft.title[language] == nil {
        findings.append(Finding(.missingTitle, place: "title.\(language)"))
      }
      if !draft.lead.isEmpty || !draft.body.isEmpty, !hasText {
        findings.append(Finding(.missingText, place: "body.\(language)"))
      }
    }
    if draft.languages.isEmpty { return }
    for language in ["nl", "fr"] where !draft.languages.contains(language) {
      findings.append(Finding(.missingLanguage, place: "title.\(language)", about: language))
    }
    if draft.contacts.isEmpty { findings.append(Finding(.noContact, place: "contacts")) }
    if date == nil, !findings.contains(where: { $0.code == .noReleaseDate }),
      !findings.contains(where: { $0.code == .invalidDate && $0.place == "releaseDate" })
    {
      findings.append(Finding(.noReleaseDate, place: "releaseDate"))
    }
    if draft.kind == .correction, draft.corrects?.release == nil { findings.append(Finding(.unknownCorrected)) }
  }

  /// The findings by line, those about the whole text last. Duplicates are dropped, and each markup finding is limited
  /// to 100.
  var orderedFindings: [Finding] {
    var seen: Set<Finding> = []
    var markup: [FindingCode: Int] = [:]
    let unique = findings.filter { finding in
      guard seen.insert(finding).inserted else { return false }
      guard finding.code == .unclosedMarkdown || finding.code == .escapedHTML else { return true }
      markup[finding.code, default: 0] += 1
      return markup[finding.code, default: 0] <= 100
    }
    return unique.enumerated().sorted { left, right in
      (left.element.line ?? .max, left.offset) < (right.element.line ?? .max, right.offset)
    }.map(\.element)
  }
}
