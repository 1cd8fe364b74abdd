// Proposes the release that a correction corrects, from the titles and dates in its text.

import Values

enum Correction {
  /// Searches the first lines of a correction. `ownDates` are the dates of the correction itself.
  static func proposal(
    in texts: [String], ownDates: Set<CalendarDate>, knowing register: Register
  ) -> Draft.Corrected? {
    var proposal = Draft.Corrected()
    let lines = texts.map { Line(number: 0, text: $0) }
    let phrases = lines.map { " " + $0.phrase + " " }
    var longest = 0
    for release in register.releases {
      for title in release.titles {
        let line = Line(number: 0, text: title)
        guard line.words.count >= 2, line.bytes.count > longest else { continue }
        if phrases.contains(where: { $0.contains(" \(line.phrase) ") }) {
          longest = line.bytes.count
          proposal = Draft.Corrected(release: release.id, title: title, date: release.date)
        }
      }
    }
    if proposal.release != nil { return proposal }
    proposal.title = texts.lazy.compactMap(quotedTitle).first
    let dates = lines.flatMap { line in
      DateMention.all(in: line).compactMap { mention in
        isReferred(line, mention) ? mention.date : nil
      }
    }
    if let date = dates.first(where: { !ownDates.contains($0) }) ?? dates.first {
      proposal.date = date.iso
      let ofThatDay = register.releases.filter { $0.date == date.iso }
      if ofThatDay.count == 1, proposal.title == nil { proposal.release = ofThatDay[0].id }
    }
    return proposal == Draft.Corrected() ? nil : proposal
  }

  /// True for a date after a preposition: “of 22 May”, “van 22 mei”, “du 22 mai”.
  private static func isReferred(_ line: Line, _ mention: DateMention) -> Bool {
    guard mention.words.lowerBound > 0 else { return false }
    return ["van", "du", "of", "vom", "dated", "date", "op", "le", "published"]
      .contains(line.words[mention.words.lowerBound - 1].folded)
  }

  /// The first quotation that is long enough to be a title.
  private static func quotedTitle(_ text: String) -> String? {
    let pairs: [(Character, Character)] = [("«", "»"), ("“", "”"), ("„", "”"), ("‘", "’"), ("\"", "\"")]
    for (open, close) in pairs {
      guard let start = text.firstIndex(of: open) else { continue }
      let inner = text[text.index(after: start)...]
      guard let end = inner.firstIndex(of: close) else { continue }
      let title = String(inner[..<end]).trimmed
      if title.split(separator: " ").count >= 3 { return title }
    }
    return nil
  }
}
