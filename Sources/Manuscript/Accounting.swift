// Accounts for every line of a manuscript: a line with words that nothing holds becomes a finding.

enum Accounting {
  /// The findings for lines that are in no field, no recognized line and no other finding.
  static func lost(_ lines: [Line], in result: ManuscriptResult) -> [Finding] {
    var kept: Set<String> = []
    func keep(_ text: String) {
      for word in Line(number: 0, text: text).words { kept.insert(word.folded) }
    }
    let draft = result.draft
    for field in [
      draft.title, draft.subtitle, draft.lead, draft.body, draft.boilerplate, draft.dateline, draft.notesToEditors,
    ] {
      for text in field.values { keep(text) }
    }
    for contact in draft.contacts {
      for text in [contact.name, contact.email, contact.printedPhone, contact.organisation] { keep(text ?? "") }
      for text in Array(contact.role.values) + Array(contact.group.values) { keep(text) }
    }
    for link in draft.links {
      keep(link.text)
      keep(link.url ?? "")
    }
    for line in result.recognised { keep(line.text) }
    for finding in result.findings { keep((finding.value ?? "") + " " + (finding.about ?? "")) }
    return lines.compactMap { line in
      let isKept = line.words.allSatisfy { kept.contains($0.folded) }
      return isKept ? nil : Finding(.unplacedText, line: line.number, value: line.text)
    }
  }
}
