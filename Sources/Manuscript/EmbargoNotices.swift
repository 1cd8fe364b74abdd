// Finds all embargo notices in every part of a manuscript, so that none is silently missed.

struct EmbargoNotices {
  /// The lines with a notice. A notice over two lines is joined into one.
  private(set) var lines: [Line] = []

  private var surroundings: [Int: EmbargoNotice.Surroundings] = [:]
  /// The line number of a notice's second line, by that of its first.
  private var partners: [Int: Int] = [:]
  /// The lines that are a notice by their sense only.
  private var suspects: Set<Int> = []

  init(_ all: [Line]) {
    let printed = all.filter { !$0.isBlank }
    let sizes = Self.blockSizes(all)
    var index = 0
    while index < printed.count {
      let line = printed[index]
      let next = index + 1 < printed.count ? printed[index + 1] : nil
      let around = Self.surroundings(of: index, in: printed, sizes)
      let notice = EmbargoNotice(line, around)
      index += 1
      if let next, let joined = Self.joined(line, notice, next, around) {
        take(line.number, around, joined)
        partners[line.number] = next.number
        index += 1
      } else if notice != nil {
        take(line.number, around, line)
      } else if index <= Self.reach || index + Self.reach >= printed.count {
        takeSuspect(line, next, after: index > 1 ? printed[index - 2] : nil)
      }
    }
  }

  /// The number of lines at either end of a text in which a sentence is suspected by its sense.
  private static let reach = 60

  private mutating func takeSuspect(_ line: Line, _ next: Line?, after before: Line?) {
    let continues = before.map { $0.number + 1 == line.number && !$0.endsSentence && line.startsSmall } ?? false
    if EmbargoSuspicion.isIn(line, continues: continues) {
      suspects.insert(line.number)
      take(line.number, [], line)
    } else if let next, next.number == line.number + 1, !line.endsSentence,
      line.bytes.count + next.bytes.count <= 500, !EmbargoSuspicion.isIn(next)
    {
      let joined = Line(number: line.number, text: line.text + " " + next.text)
      guard EmbargoSuspicion.isIn(joined, continues: continues) else { return }
      suspects.insert(line.number)
      take(line.number, [], joined)
      partners[line.number] = next.number
    }
  }

  private mutating func take(_ number: Int, _ around: EmbargoNotice.Surroundings, _ line: Line) {
    surroundings[number] = around
    lines.append(line)
  }

  /// The notice in a line or in the rest of a line.
  func notice(in line: Line) -> EmbargoNotice? {
    guard let around = surroundings[line.number] else { return nil }
    if let notice = EmbargoNotice(line, around) { return notice }
    return suspects.contains(line.number) && EmbargoSuspicion.isIn(line) ? EmbargoNotice(suspected: line) : nil
  }

  /// The notice that fills the line at an index, joined with the next line if it continues there. `last` is the index
  /// of its last line.
  func whole(at index: Int, of all: [Line]) -> (line: Line, last: Int)? {
    let line = all[index]
    guard surroundings[line.number] != nil else { return nil }
    if let partner = partners[line.number],
      let last = (index + 1..<min(index + 3, all.count)).first(where: { all[$0].number == partner && !all[$0].isBlank })
    {
      let joined = Line(number: line.number, text: line.text + " " + all[last].text)
      if notice(in: joined)?.isWhole ?? false { return (joined, last) }
    }
    return notice(in: line)?.isWhole ?? false ? (line, index) : nil
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
    let (roles, nextRoles) = (EmbargoWords.roles(in: line), EmbargoWords.roles(in: next))
    guard roles.contains(where: { !$0.isDisjoint(with: parts) }) else { return nil }
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
