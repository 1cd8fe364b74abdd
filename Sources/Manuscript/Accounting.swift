// Accounts for every line of a manuscript: a line that nothing holds becomes a finding.

enum Accounting {
  /// The findings for lines that are in no field, no recognized line and no other finding.
  /// - Parameter fields: the numbers of the lines whose whole text is in a field.
  static func lost(_ lines: [Line], fields: Set<Int>, in result: ManuscriptResult) -> [Finding] {
    var parts: [Int: [String]] = [:]
    for line in result.recognised { parts[line.line, default: []].append(line.text) }
    for finding in result.findings {
      guard let line = finding.line else { continue }
      parts[line, default: []] += [finding.value, finding.about].compactMap { $0 }
    }
    let contacts = words(of: result.draft.contacts)
    let texts = words(of: result.draft)
    return lines.enumerated().compactMap { index, line in
      if line.words.isEmpty { return nil }
      // Contacts and recognized lines hold parts of a line, which must be all of it together.
      var own: Set<String> = []
      for part in parts[line.number] ?? [] { own.formUnion(Line(number: 0, text: part).words.lazy.map(\.folded)) }
      let isField = fields.contains(line.number)
      // The parts of a word that a hyphen divides over two lines are one word in the field.
      let ends = line.bytes.last == 0x2D
      let follows = index > 0 && lines[index - 1].bytes.last == 0x2D
      let isKept = line.words.enumerated().allSatisfy { place, word in
        let isPart = !word.isCapitalised && (ends && place + 1 == line.words.count || follows && place == 0)
        return own.contains(word.folded) || contacts.contains(word.folded)
          || isField && (isPart || texts.contains(word.folded))
      }
      return isKept ? nil : Finding(.unplacedText, line: line.number, value: line.text)
    }
  }

  private static func words(of draft: Draft) -> Set<String> {
    let fields = [
      draft.title, draft.subtitle, draft.lead, draft.body, draft.boilerplate, draft.dateline, draft.notesToEditors,
    ]
    var kept: Set<String> = []
    for text in fields.flatMap(\.values) + draft.links.flatMap({ [$0.text, $0.url ?? ""] }) {
      for word in Line(number: 0, text: text).words { kept.insert(word.folded) }
    }
    return kept
  }

  private static func words(of contacts: [Draft.Contact]) -> Set<String> {
    var kept: Set<String> = []
    for contact in contacts {
      // A link has the address or the number twice: `[an@example.org](mailto:an@example.org)`.
      let links = [contact.email.map { "mailto:" + $0 }, contact.phone.map { "tel:" + $0 }]
      let texts = (links + [contact.name, contact.email, contact.printedPhone, contact.organisation]).compactMap { $0 }
      for text in texts + Array(contact.role.values) + Array(contact.group.values) {
        for word in Line(number: 0, text: text).words { kept.insert(word.folded) }
      }
    }
    return kept
  }
}
