// Finds all embargo notices in every part of a manuscript, so that none is silently missed.

struct EmbargoNotices {
  /// The notices: their lines, or the parts of them that only the sense shows. One over several lines is joined.
  private(set) var lines: [Line] = []

  private var surroundings: [Int: EmbargoNotice.Surroundings] = [:]
  /// The number of a notice's last line, by that of its first, when it goes over several.
  private var lasts: [Int: Int] = [:]
  /// The notices that only the sense of a sentence shows, by the number of their first line.
  private var suspects: [Int: Suspect] = [:]

  private struct Suspect {
    var line: Line
    var notice: EmbargoNotice
  }

  init(_ all: [Line]) {
    let printed = all.filter { !$0.isBlank }
    let sizes = Self.blockSizes(all)
    var places = Places(printed, sizes)
    var index = 0
    while index < printed.count {
      let line = printed[index]
      let next = index + 1 < printed.count ? printed[index + 1] : nil
      let around = Self.surroundings(of: index, in: printed, sizes)
      let notice = EmbargoNotice(line, around)
      if let next, let joined = Self.joined(line, notice, next, around) {
        take(line.number, around, joined)
        lasts[line.number] = next.number
        index += 2
      } else if notice != nil, !places.isAboutOther(line, index) {
        take(line.number, around, line)
        index += 1
      } else if notice != nil {
        index += 1
      } else {
        index += takeSuspect(printed, index, &places)
      }
    }
  }

  /// Takes a sentence that holds the text back by its sense, over at most three lines.
  /// - Returns: the number of lines that were read.
  private mutating func takeSuspect(_ printed: [Line], _ index: Int, _ places: inout Places) -> Int {
    let first = printed[index]
    let before = index > 0 ? printed[index - 1] : nil
    let continues =
      before.map { $0.number + 1 == first.number && !$0.endsSentence && first.startsSmall && $0.bytes.count >= 40 }
      ?? false
    var line = first
    let isOpen = !first.endsSentence && first.bytes.count >= 12
    for last in index..<min(index + (isOpen ? 3 : 1), printed.count) {
      if last > index {
        let next = printed[last]
        guard next.number == printed[last - 1].number + 1, !printed[last - 1].endsSentence,
          line.bytes.count + next.bytes.count <= 700,
          line.bytes.count >= 60 || next.startsSmall || line.endsOpen || next.words.first?.startsWithDigit ?? false,
          !MailQuote.isHeader(next), EmbargoNotice(next) == nil,
          EmbargoSuspicion(next, at: places.place(of: next, at: last), isFar: { _ in false }) == nil
        else { return 1 }
        line = Line(number: first.number, text: line.text + " " + next.text)
      }
      let place = places.place(of: line, at: index)
      let found = EmbargoSuspicion(line, at: place, continues: continues) { places.isFar($0, from: index) }
      guard let found else { continue }
      let clause = Self.part(line, found.words)
      let notice = EmbargoNotice(suspected: line, found.words, in: found.sentence, isApart: place == .apart)
      suspects[first.number] = Suspect(line: clause, notice: notice)
      surroundings[first.number] = []
      lines.append(clause)
      if last > index { lasts[first.number] = printed[last].number }
      return last - index + 1
    }
    return 1
  }

  private static func part(_ line: Line, _ words: Range<Int>) -> Line {
    let end = line.words[words.upperBound - 1].range.upperBound
    return Line(number: line.number, text: line.text(line.words[words.lowerBound].range.lowerBound..<end))
  }

  private mutating func take(_ number: Int, _ around: EmbargoNotice.Surroundings, _ line: Line) {
    surroundings[number] = around
    lines.append(line)
  }

  /// The notice in a line or in the rest of a line.
  func notice(in line: Line) -> EmbargoNotice? {
    guard let around = surroundings[line.number] else { return nil }
    if let notice = EmbargoNotice(line, around) { return notice }
    guard let suspect = suspects[line.number], line.text.contains(suspect.line.text) else { return nil }
    if suspect.notice.isWhole || suspect.line.bytes.count + 4 >= line.bytes.count {
      return EmbargoNotice(whole: line)
    }
    return suspect.notice.part.upperBound <= line.bytes.count ? suspect.notice : nil
  }

  /// The part of a line or of the lines from it on that is a notice by its sense, when its text stays in its place.
  func inside(_ line: Line) -> Line? {
    guard let suspect = suspects[line.number], !suspect.notice.isWhole, suspect.notice.rest == nil else { return nil }
    return suspect.line
  }

  /// The notice that fills the line at an index, joined with the next lines if it continues there. `last` is the index
  /// of its last line.
  func whole(at index: Int, of all: [Line]) -> (line: Line, last: Int)? {
    let line = all[index]
    guard surroundings[line.number] != nil else { return nil }
    if let number = lasts[line.number],
      let last = (index + 1..<min(index + 6, all.count)).first(where: { all[$0].number == number && !all[$0].isBlank })
    {
      if let suspect = suspects[line.number] { return suspect.notice.isWhole ? (suspect.line, last) : nil }
      let joined = Line(number: line.number, text: line.text + " " + all[last].text)
      if notice(in: joined)?.isWhole ?? false { return (joined, last) }
    }
    guard notice(in: line)?.isWhole ?? false else { return nil }
    return (suspects[line.number]?.line ?? line, index)
  }

  /// The word count of each line's block, by line number.
  private static func blockSizes(_ all: [Line]) -> [Int: Int] {
    var sizes: [Int: Int] = [:]
    var start = 0
    while start < all.count {
      var end = start
      while end < all.count, !all[end].isBlank { end += 1 }
      let words = all[start..<end].reduce(0) { $0 + $1.words.count }
      for index in start..<end { sizes[all[index].number] = words }
      start = end + 1
    }
    return sizes
  }

  private static func surroundings(
    of index: Int, in printed: [Line], _ sizes: [Int: Int]
  ) -> EmbargoNotice.Surroundings {
    var around: EmbargoNotice.Surroundings = []
    let line = printed[index]
    guard index > 0 else { return around }
    let before = printed[index - 1]
    if line.startsSmall, before.number + 1 == line.number, !before.endsSentence,
      EmbargoWords.roles(in: before).contains(where: \.isEmpty)
    {
      around.insert(.midSentence)
      if sizes[line.number] ?? 0 > 25 { around.insert(.prose) }
    }
    if index + 1 < printed.count, isProse(before), isProse(printed[index + 1]),
      printed[index + 1].number > line.number + 1, before.number + 1 < line.number
    {
      around.insert(.betweenProse)
    }
    return around
  }

  private static func isProse(_ line: Line) -> Bool { line.words.count >= 10 && line.endsSentence }

  // MARK: Notices over two lines

  private static let parts: EmbargoWords = [
    .name, .under, .spreading, .negation, .permission, .purpose, .hold, .secret,
  ]
  private static let joints: Set<String> = ["om", "at", "a", "op", "on", "le", "um", "am", "des"]

  /// The two lines joined, when a notice continues in the second: the first alone is not a notice, or lacks part of
  /// the time.
  private static func joined(
    _ line: Line, _ notice: EmbargoNotice?, _ next: Line, _ around: EmbargoNotice.Surroundings
  ) -> Line? {
    let gap = next.number - line.number
    guard gap <= 2, line.bytes.count <= 200, next.bytes.count <= 200, !line.words.isEmpty, !next.words.isEmpty
    else { return nil }
    let roles = EmbargoWords.roles(in: line)
    guard roles.contains(where: { !$0.isDisjoint(with: parts) }) else { return nil }
    let nextRoles = EmbargoWords.roles(in: next)
    let joined = Line(number: line.number, text: line.text + " " + next.text)
    guard let notice else {
      // Only a notice that begins in the first line; the second line is judged on its own.
      guard gap == 1, !line.endsSentence, EmbargoNotice(next, around) == nil else { return nil }
      return EmbargoNotice(joined, around) == nil ? nil : joined
    }
    guard notice.isWhole, !nextRoles.contains(where: \.isEmpty), nextRoles[0].isDisjoint(with: .name) else {
      return nil
    }
    let isLimit = !nextRoles[0].isDisjoint(with: .limit) || joints.contains(next.words[0].folded)
    let isOpen = !(roles.last ?? []).isDisjoint(with: .limit) || joints.contains(line.words.last?.folded ?? "")
    let isTime = !notice.hasTime && next.words[0].startsWithDigit
    guard gap == 1 || isOpen || line.text.hasSuffix(":") || isLimit, isLimit || isOpen || isTime else { return nil }
    if case .success = EmbargoLine.read(line) { return nil }
    return joined
  }
}
