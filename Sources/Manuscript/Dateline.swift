// Reads the place and date that open a lead: “Brussel, België – 22/05/2025:”, “Bruxelles, le 22 mai 2025 –”.

struct Dateline: Sendable {
  /// The dateline as printed, without the separator after it.
  let text: String
  let mention: DateMention?
  let hasPlace: Bool
  /// The rest of the line.
  let rest: Line

  private static let connectors: Set<String> = ["le", "op", "de", "den", "the", "on", "la", "der", "am", "en", "du"]
  private static let labels: Set<String> = ["datum", "date", "publicatiedatum"]
  private static let cities: Set<String> = ["brussel", "bruxelles", "brussels"]

  init?(_ line: Line) {
    let mention = Self.firstMention(line)
    guard let mention else {
      guard let first = line.words.first, first.range.upperBound <= 12, Self.cities.contains(first.folded),
        line.words.count > 1, ["–", "—"].contains(line.gap(after: 0).trimmed)
      else { return nil }
      self.init(line, end: 1, mention: nil, hasPlace: true)
      return
    }
    guard let hasPlace = Self.judgePrefix(line, mention) else { return nil }
    let end = mention.words.upperBound
    let gap = end < line.words.count ? line.gap(after: end - 1) : ""
    let separators = gap.unicodeScalars.filter { ":–—-|).".unicodeScalars.contains($0) }
    guard end == line.words.count || !separators.isEmpty else { return nil }
    if separators.count == 1, separators.first == ".", !hasPlace { return nil }
    if !hasPlace, let placeEnd = Self.placeEnd(line, from: end) {
      self.init(line, end: placeEnd, mention: mention, hasPlace: true)
    } else {
      self.init(line, end: end, mention: mention, hasPlace: hasPlace)
    }
  }

  private init(_ line: Line, end: Int, mention: DateMention?, hasPlace: Bool) {
    let stop = line.words[end - 1].range.upperBound
    text = line.text(0..<stop).strippedOfMarks + (line.text.hasPrefix("(") ? ")" : "")
    // Emphasis that opens before the place closes after the date.
    let isBold = line.text.hasPrefix("*")
    let tail = line.text(stop..<line.bytes.count).unicodeScalars.drop { scalar in
      " :–—-|).,".unicodeScalars.contains(scalar) || (isBold && scalar == "*")
    }
    rest = Line(number: line.number, text: String(tail))
    self.mention = mention
    self.hasPlace = hasPlace
  }

  /// The date near the start of a line.
  private static func firstMention(_ line: Line) -> DateMention? {
    guard line.words.count > 2 else { return nil }
    let end = min(line.bytes.count, line.words[min(19, line.words.count - 1)].range.upperBound)
    let head = Line(number: line.number, text: line.text(0..<end))
    let mention = DateMention.all(in: head, allowingShortYear: true).first
    return mention.flatMap { $0.words.lowerBound <= 8 ? $0 : nil }
  }

  /// True when a place comes before the date, false when nothing does; nil for other words.
  private static func judgePrefix(_ line: Line, _ mention: DateMention) -> Bool? {
    var hasPlace = false
    for (index, word) in line.words[..<mention.words.lowerBound].enumerated() {
      if line.gap(after: index).contains(where: { "?!;".contains($0) }) { return nil }
      if index == 0, labels.contains(word.folded), line.gap(after: 0).contains(":") { continue }
      if connectors.contains(word.folded) { continue }
      guard word.isCapitalised, !word.isNumber else { return nil }
      hasPlace = true
    }
    let isBare = mention.words.lowerBound == 0 || labels.contains(line.words[0].folded)
    let opensWithConnector = connectors.contains(line.words[0].folded) && !hasPlace
    if opensWithConnector { return line.words.count == mention.words.upperBound ? false : nil }
    return isBare ? false : hasPlace
  }

  /// The end of a place after the date: “22 mei 2025 – Brussel – …”.
  private static func placeEnd(_ line: Line, from index: Int) -> Int? {
    guard index < line.words.count, cities.contains(line.words[index].folded) else { return nil }
    let gap = line.gap(after: index)
    return gap.contains(where: { ":–—-.".contains($0) }) ? index + 1 : nil
  }
}
