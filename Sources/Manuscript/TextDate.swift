// Finds the date of a release in its text: in brackets after a sentence, or at the end of the lead.

enum TextDate {
  /// The date in brackets at the end of a paragraph, with a place or not: `(Mechelen, 25 februari 2026)`.
  static func bracketed(in text: [Paragraph]) -> [(mention: DateMention, line: Int)]? {
    for paragraph in text {
      guard let line = paragraph.lines.last, let close = line.text.lastIndex(of: ")"),
        let open = line.text[..<close].lastIndex(of: "("), line.bytes.count <= 20_000
      else { continue }
      let after = line.text[line.text.index(after: close)...]
      guard after.allSatisfy({ ".*_ ".contains($0) }) else { continue }
      let inner = Line(number: line.number, text: String(line.text[line.text.index(after: open)..<close]))
      guard inner.words.count <= 10, let found = LineOfDate(inner, inHead: false), let mention = found.mention else {
        continue
      }
      return [(mention, line.number)]
    }
    return nil
  }

  /// The date with which the lead ends: `… says the union today, Tuesday 24 February 2026.`
  static func closing(_ lead: Paragraph?) -> (mention: DateMention, line: Int)? {
    guard let lead, let last = lead.lines.last, lead.lines.count <= 40, last.bytes.count <= 20_000 else { return nil }
    let tail = lead.lines.suffix(2)
    let joined = Line(number: last.number, text: tail.map(\.text).joined(separator: " "))
    let sentenceEnds = joined.words.indices.filter { index in
      let gap = joined.gap(after: index)
      return gap.hasPrefix(". ") && !joined.words[index].isNumber
    }
    let mentions = DateMention.all(in: joined)
    // At the very end, or with the weekday and the date of the announcement at the end of its sentence.
    let final = mentions.last { $0.words.upperBound == joined.words.count }
    let inner = mentions.last { mention in
      mention.weekday != nil && sentenceEnds.contains(mention.words.upperBound - 1)
    }
    return (final ?? inner).map { ($0, last.number) }
  }
}

extension String {
  /// A heading of boilerplate without `Over`, `About` or the like: the name.
  var withoutAbout: String {
    let line = Line(number: 0, text: strippedOfMarks)
    let abouts: Set<String> = [
      "over", "about", "uber", "a", "propos", "au", "sujet", "wie", "qui", "who", "is", "est", "de", "du", "des", "d",
      "het", "le", "la", "les", "l", "the", "der", "die", "das", "wat", "what",
    ]
    guard let first = line.words.first, abouts.contains(first.folded) else { return strippedOfMarks }
    guard
      let start = line.words.firstIndex(where: {
        !abouts.contains($0.folded) || ($0.isCapitalised && !line.isInCapitals && $0.range.lowerBound > 0)
      })
    else { return strippedOfMarks }
    return line.text(line.words[start].range.lowerBound..<line.bytes.count).strippedOfMarks
      .trimmingEnd(of: "?")
  }

  fileprivate func trimmingEnd(of mark: Character) -> String {
    var text = Substring(self)
    while let last = text.last, last == mark || last == " " { text.removeLast() }
    return String(text)
  }
}
