// Reads the place and date before a lead, also a place alone: `GENÈVE, Suisse –`, `Gent / Vlissingen, 16 juni 2025 –`.

struct LeadDateline {
  let text: String
  let mention: DateMention?
  let rest: Line

  private static let joints: Set<String> = [
    "en", "et", "and", "und", "de", "la", "le", "les", "l", "aux", "sur", "sous", "saint", "the", "den", "s", "d", "du",
    "van", "aan", "upon", "op", "bij", "het", "ter", "a",
  ]

  init?(_ line: Line) {
    if let found = Dateline(line) {
      (text, mention, rest) = (found.text, found.mention, found.rest)
      return
    }
    if let (end, found) = Self.dated(line) {
      text = line.text(0..<end).strippedOfMarks
      mention = found
      let tail = line.text(end..<line.bytes.count).unicodeScalars.drop { " :–—-*_.".unicodeScalars.contains($0) }
      rest = Line(number: line.number, text: String(tail))
      return
    }
    guard let end = Self.placeEnd(line) else { return nil }
    let tail = line.text(end..<line.bytes.count).unicodeScalars.drop { " :–—-*_".unicodeScalars.contains($0) }
    rest = Line(number: line.number, text: String(tail))
    guard let first = rest.words.first, rest.bytes.count >= 12 else { return nil }
    let opensSentence =
      first.isCapitalised || first.startsWithDigit || "«“\"„'‘".contains(rest.text.first ?? " ")
    guard opensSentence else { return nil }
    text = line.text(0..<end).strippedOfMarks
    mention = nil
  }

  /// The end of several places and a date before a dash or colon.
  private static func dated(_ line: Line) -> (Int, DateMention)? {
    guard line.words.count > 4 else { return nil }
    let limit = line.words[min(23, line.words.count - 1)].range.upperBound
    let head = Line(number: line.number, text: line.text(0..<limit))
    guard let mention = DateMention.all(in: head, allowingShortYear: true).first, mention.words.lowerBound > 0,
      mention.words.lowerBound <= 14, mention.words.upperBound < line.words.count
    else { return nil }
    let places = line.words[..<mention.words.lowerBound]
    guard places[0].isCapitalised, places.allSatisfy({ $0.isCapitalised || joints.contains($0.folded) }) else {
      return nil
    }
    let before = line.text(0..<line.words[mention.words.lowerBound].range.lowerBound)
    guard !before.contains(where: { ":;!?\"“«".contains($0) }) else { return nil }
    let gap = line.gap(after: mention.words.upperBound - 1)
    let next = line.words[mention.words.upperBound]
    let isDivided =
      gap.contains { ":–—-".contains($0) } || gap.hasPrefix(".") && gap.hasSuffix(" ") && next.isCapitalised
    guard isDivided else { return nil }
    return (line.words[mention.words.upperBound - 1].range.upperBound, mention)
  }

  /// The end of a place that a dash separates from the sentence.
  private static func placeEnd(_ line: Line) -> Int? {
    for (index, _) in line.words.prefix(9).enumerated() {
      let gap = line.gap(after: index)
      let isDash = ["–", "—"].contains { gap.contains($0) } || gap.contains(" - ") || gap.contains(" -- ")
      guard isDash else { continue }
      let end = line.words[index].range.upperBound
      guard end <= 80 else { return nil }
      let place = Line(number: line.number, text: line.text(0..<end).strippedOfMarks)
      return isPlace(place) ? end : nil
    }
    return nil
  }

  /// True for the names of towns and nothing else.
  static func isPlace(_ line: Line) -> Bool {
    guard (1...8).contains(line.words.count), let first = line.words.first, first.isCapitalised else { return false }
    guard !line.text.contains(where: { ":;!?()|@\"“«".contains($0) }) else { return false }
    return line.words.allSatisfy { word in
      !word.startsWithDigit && (word.isCapitalised || joints.contains(word.folded))
    }
  }
}
