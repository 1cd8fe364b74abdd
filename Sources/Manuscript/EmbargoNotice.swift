// Recognizes an embargo notice in any wording, from the order of its words and the place of its line.

/// A stretch of a line that forbids publication until some time, or seems to.
struct EmbargoNotice {
  /// The context of a line, which affects its meaning.
  struct Surroundings: OptionSet {
    let rawValue: Int

    /// The line continues a sentence of its paragraph.
    static let midSentence = Surroundings(rawValue: 1)
    static let prose = Surroundings(rawValue: 2)
    /// Text ends above the line and begins below it, as around a heading.
    static let betweenProse = Surroundings(rawValue: 4)
  }

  /// The range of the notice in the bytes of the line.
  let part: Range<Int>
  /// False when the line also has other text.
  let isWhole: Bool
  /// True when the notice has a day or time.
  let hasTime: Bool
  /// The rest of the line, when it is all on one side of the notice.
  let rest: Line?

  private struct Segment {
    var words: Range<Int>
    /// The text between the previous segment and this one.
    var opener: String
    /// True when all its words are words of notices.
    var isPlain = true
    var roles: EmbargoWords = []
    var hasTime = false
    var hasClock = false
    var sign = Sign.none
    /// The first word of the notice.
    var start: Int
  }

  /// How clearly words are a notice: only with a time (`half`), without a time (`bare`), or with a limit (`full`).
  private enum Sign: Int {
    case none, half, bare, full
  }

  init?(_ line: Line, _ surroundings: Surroundings = []) {
    let reader = Reader(line, surroundings)
    guard reader.canHaveNotice else { return nil }
    var segments = reader.segments()
    for index in segments.indices { reader.judge(&segments[index]) }
    guard let found = reader.notice(in: segments) else { return nil }
    let words = found.words
    let (start, end) = (
      line.words[words.lowerBound].range.lowerBound, line.words[words.upperBound - 1].range.upperBound
    )
    isWhole = words.count == line.words.count && (found.isPlain || !reader.isRunning)
    hasTime = found.hasTime
    let isFirst = words.lowerBound == 0
    let isLast = words.upperBound == line.words.count
    part = (isFirst ? 0 : start)..<(isLast ? line.bytes.count : end)
    let joint = isFirst ? line.gap(after: words.upperBound - 1) : line.gap(after: words.lowerBound - 1)
    // “Embargo: …” may be a title about an embargo.
    let isDivided = !isWhole && isFirst != isLast && (hasTime || !joint.contains(":"))
    rest = isDivided ? Self.rest(of: line, without: part, isFirst: isFirst) : nil
  }

  private static func rest(of line: Line, without part: Range<Int>, isFirst: Bool) -> Line {
    let marks = " :–—-|()[]{}*,;!".unicodeScalars
    let other = isFirst ? line.text(part.upperBound..<line.bytes.count) : line.text(0..<part.lowerBound)
    var scalars = Substring(other).unicodeScalars
    while let scalar = isFirst ? scalars.first : scalars.last, marks.contains(scalar) {
      if isFirst { scalars.removeFirst() } else { scalars.removeLast() }
    }
    return Line(number: line.number, text: String(scalars))
  }

  init(whole line: Line) {
    part = 0..<line.bytes.count
    isWhole = true
    hasTime = true
    rest = nil
  }

  /// A notice that only its sense shows. It fills its line when it ends it and little else stands there.
  init(suspected line: Line, _ words: Range<Int>, in sentence: Range<Int>, isApart: Bool) {
    let start = line.words[words.lowerBound].range.lowerBound
    part = start..<line.bytes.count
    hasTime = true
    let isLast = sentence.upperBound == line.words.count
    let other = words.lowerBound - sentence.lowerBound
    if isLast, sentence.lowerBound == 0, other > 3, other >= words.count / 3 {
      isWhole = false
      rest = Self.rest(of: line, without: part, isFirst: false)
    } else {
      isWhole = isLast && (sentence.lowerBound == 0 || isApart)
      rest = nil
    }
  }

  // MARK: Reading one line

  private struct Reader {
    let line: Line
    let roles: [EmbargoWords]
    let surroundings: Surroundings
    /// True for a line of running text: several sentences or a long one.
    let isRunning: Bool

    init(_ line: Line, _ surroundings: Surroundings) {
      self.line = line
      self.surroundings = surroundings
      roles = EmbargoWords.roles(in: line)
      isRunning =
        line.words.count > 20 || (line.words.count > 10 && line.endsSentence) || surroundings.contains(.prose)
    }

    var canHaveNotice: Bool {
      let all = roles.reduce(into: EmbargoWords()) { $0.formUnion($1) }
      return !line.text.hasSuffix("?") && !all.isDisjoint(with: [.name, .spreading, .secret, .hold])
    }

    func segments() -> [Segment] {
      var segments: [Segment] = []
      var start = 0
      var opener = ""
      for index in line.words.indices {
        let gap = line.gap(after: index)
        guard index + 1 == line.words.count || divides(gap, after: index) else { continue }
        var segment = Segment(words: start..<(index + 1), opener: opener, start: start)
        for word in segment.words {
          segment.isPlain = segment.isPlain && !roles[word].isEmpty
          segment.roles.formUnion(roles[word])
          let isClock = self.isClock(at: word)
          segment.hasClock = segment.hasClock || isClock
          segment.hasTime = segment.hasTime || isClock || isDay(at: word)
        }
        if start == 0, surroundings.contains(.midSentence) { segment.isPlain = false }
        segments.append(segment)
        start = index + 1
        opener = gap
      }
      return segments
    }

    /// True for a gap that divides a line into independent parts. The gaps in `10:00` and `p.m. on` do not.
    private func divides(_ gap: String, after index: Int) -> Bool {
      if gap == " " || gap.isEmpty { return false }
      if gap.contains("**") || gap.contains(where: { "|()[]{}–—;!?•·►".contains($0) }) { return true }
      if gap.contains(" - ") || gap.contains(" / ") { return true }
      let (word, next) = (line.words[index], line.words[index + 1])
      if gap.contains(":") { return gap != ":" || !word.isNumber || !next.startsWithDigit }
      return gap.hasPrefix(".") && gap.utf8.count > 1 && !word.isNumber && word.range.count > 1
    }

    // MARK: Times

    private func isClock(at index: Int) -> Bool {
      line.words[index].startsWithDigit && line.isClock(at: index)
    }

    private func isDay(at index: Int) -> Bool { roles[index].contains(.day) || line.isDay(at: index) }

    // MARK: Segments

    func judge(_ segment: inout Segment) {
      if isDenied(segment) { return }
      if segment.roles.contains(.name) { judgeName(&segment) }
      if segment.sign == .none, segment.roles.contains(.spreading), !segment.roles.contains(.immediate) {
        judgeSpreading(&segment)
      }
      if segment.sign == .none, segment.roles.contains(.hold) { judgeHold(&segment) }
      if segment.sign == .none, segment.roles.contains(.secret) { judgeSecret(&segment) }
      if isRunning, segment.sign.rawValue > 0, !segment.hasTime { segment.sign = .half }
    }

    /// True when all words of a segment before an index are words of notices.
    private func isOpen(_ segment: Segment, before index: Int) -> Bool {
      if segment.words.lowerBound == 0, surroundings.contains(.midSentence) { return false }
      return roles[segment.words.lowerBound..<index].allSatisfy { !$0.isEmpty }
    }

    /// True for “This release is not under embargo”, which denies the embargo and not the release.
    private func isDenied(_ segment: Segment) -> Bool {
      guard !segment.hasTime, let name = segment.words.first(where: { roles[$0].contains(.name) }) else { return false }
      return prefix(of: name, in: segment).isNegated || isDenied(behind: name)
    }

    private func judgeName(_ segment: inout Segment) {
      guard let name = segment.words.first(where: { roles[$0].contains(.name) }) else { return }
      let (isUnder, isArticled, isNegated) = prefix(of: name, in: segment)
      if isNegated || isDenied(behind: name) { return }
      if segment.roles.contains(.ended), !segment.hasTime, !segment.roles.contains(.until) {
        segment.sign = segment.isPlain ? .half : .none
        return
      }
      // “The embargo on this release ends on Wednesday 5 November at 10 am.”
      if segment.isPlain, segment.hasTime, segment.hasClock, isArticled || segment.roles.contains(.ended) {
        segment.sign = .full
        return
      }
      let limit = limit(after: name, in: segment)
      if isArticled, !isUnder, !segment.roles.contains(.request), isRunning || limit == .none { return }
      if isOpen(segment, before: name) {
        if limit != .none {
          segment.sign = .full
        } else if segment.isPlain {
          segment.sign = segment.hasTime ? .full : .bare
        } else if isUnder, segment.roles.contains(.document), name + 1 == segment.words.upperBound {
          segment.sign = .bare
        }
        return
      }
      // Other words precede the notice: “Title of the release under embargo until 10 am”.
      let isEmbargoed = line.words[name].folded == "embargoed"
      guard isUnder || isEmbargoed, !isRunning else { return }
      let isNotice = limit == .full && segment.hasTime
      let ends = name + 1 == segment.words.upperBound && segment.roles.contains(.document)
      guard isNotice || ends else { return }
      segment.sign = isNotice ? .full : .bare
      segment.start = isEmbargoed ? name : (segment.words.lowerBound..<name).last { roles[$0].contains(.under) } ?? name
    }

    /// The effect of the few words right before the name.
    private func prefix(of name: Int, in segment: Segment) -> (isUnder: Bool, isArticled: Bool, isNegated: Bool) {
      var (isUnder, isArticled) = (line.words[name].folded == "embargoed", false)
      var index = name
      while index > segment.words.lowerBound, name - index < 5, !line.gap(after: index - 1).contains(",") {
        index -= 1
        let role = roles[index]
        if role.contains(.negation) { return (isUnder, isArticled, true) }
        if role.contains(.under) {
          isUnder = true
        } else if role.contains(.article) {
          isArticled = true
        } else if !["strict", "strikt", "strikte", "stricte", "streng", "strictly"].contains(line.words[index].folded) {
          break
        }
      }
      return (isUnder, isArticled, false)
    }

    /// True for a denial after the name: `Embargo: geen`.
    private func isDenied(behind name: Int) -> Bool {
      name + 2 == line.words.count && roles[name + 1].contains(.negation)
    }

    /// The limit that follows the name after words of notices only.
    private func limit(after name: Int, in segment: Segment) -> Sign {
      for index in (name + 1)..<max(name + 1, segment.words.upperBound) {
        let role = roles[index]
        if role.contains(.until) || isDay(at: index) || isClock(at: index) { return .full }
        if !role.isDisjoint(with: [.from, .looseLimit]) {
          let rest = index..<segment.words.upperBound
          return rest.contains { isDay(at: $0) || isClock(at: $0) } || rest.allSatisfy({ !roles[$0].isEmpty })
            ? .full : .none
        }
        if role.isEmpty { return .none }
      }
      return .none
    }

    private func judgeSpreading(_ segment: inout Segment) {
      let places = segment.words.filter { roles[$0].contains(.spreading) }
      for place in places.prefix(8) {
        let near = max(segment.words.lowerBound, place - 6)..<min(segment.words.upperBound, place + 7)
        guard let no = near.last(where: { isNegation(at: $0) && abs($0 - place) <= 6 }) else { continue }
        let (first, last) = (min(no, place), max(no, place))
        guard roles[first...last].allSatisfy({ !$0.isEmpty }), isOpen(segment, before: first) else { continue }
        // The limit of “Not for publication” is outside those words.
        let others = [segment.words.lowerBound..<first, (last + 1)..<segment.words.upperBound]
        let isLimited = others.contains { $0.contains { !roles[$0].isDisjoint(with: .limit) } }
        if segment.hasTime, !segment.roles.isDisjoint(with: .limit) {
          segment.sign = .full
        } else if segment.isPlain {
          segment.sign = isLimited ? .full : isCertain(near) ? .bare : .half
        }
        if segment.sign != .none { return }
      }
      guard segment.isPlain, let first = places.first else { return }
      let isPermission = places.contains { place in
        let before = max(segment.words.lowerBound, place - 2)..<place
        return before.contains { roles[$0].contains(.purpose) }
      }
      let isAllowed = segment.words.contains { index in
        roles[index].contains(.permission) || (line.words[index].folded == "may" && isAuxiliary(index))
      }
      // “Publication: Thursday, 10:00”.
      let isRelease =
        first == segment.words.lowerBound && roles[first].contains(.release)
        && segment.roles.isDisjoint(with: .document) && !segment.words.contains { line.words[$0].folded == "date" }
      if isPermission || isAllowed {
        segment.sign = segment.hasTime ? .full : .half
      } else if isRelease, segment.hasClock || segment.words.count == 1 {
        segment.sign = segment.hasClock ? .full : .half
      }
    }

    /// True for a negation. `no. 12` is a number and not one.
    private func isNegation(at index: Int) -> Bool {
      guard roles[index].contains(.negation) else { return false }
      let next = index + 1 < line.words.count ? line.words[index + 1] : nil
      return line.words[index].folded != "no" || !(next?.isNumber ?? false)
    }

    private func isCertain(_ near: Range<Int>) -> Bool {
      near.contains { roles[$0].contains(.negation) && line.words[$0].folded != "pas" }
    }

    /// True for the verb in “May be published”, not the month.
    private func isAuxiliary(_ index: Int) -> Bool {
      index + 1 < line.words.count && ["be", "only"].contains(line.words[index + 1].folded)
    }

    private func judgeHold(_ segment: inout Segment) {
      guard let hold = segment.words.first(where: { roles[$0].contains(.hold) }) else { return }
      let isLimited = !segment.roles.isDisjoint(with: .limit)
      guard isOpen(segment, before: hold), segment.roles.contains(.spreading) || (isLimited && segment.hasTime),
        segment.isPlain || (segment.hasTime && isLimited)
      else { return }
      segment.sign = isLimited && segment.hasTime ? .full : .bare
    }

    /// Judges a segment like “Confidential until Thursday”.
    private func judgeSecret(_ segment: inout Segment) {
      guard let secret = segment.words.first(where: { roles[$0].contains(.secret) }) else { return }
      guard isOpen(segment, before: secret), segment.roles.contains(.until), segment.hasTime else { return }
      segment.sign = .full
    }

    // MARK: Combining segments

    /// Combines neighboring segments that have only words of notices. A segment with other words stays alone.
    func notice(in segments: [Segment]) -> (words: Range<Int>, hasTime: Bool, isPlain: Bool)? {
      var index = 0
      while index < segments.count {
        let (run, end) = run(from: index, in: segments)
        if accepts(run) {
          // A following segment that opens with a limit belongs to it: “Embargo: tot na de zitting”.
          let next = end < segments.count && !isRunning ? segments[end] : nil
          let isExtended =
            next.map { isLimited($0) || $0.sign != .none || (end + 1 == segments.count && $0.words.count <= 2) }
            ?? false
          let last = isExtended ? next?.words.upperBound ?? run.words.upperBound : run.words.upperBound
          return (run.start..<last, run.hasTime || isExtended, run.isPlain)
        }
        index = end
      }
      return nil
    }

    private func run(from index: Int, in segments: [Segment]) -> (Segment, Int) {
      var run = segments[index]
      var end = index + 1
      guard run.isPlain else { return (run, end) }
      while end < segments.count, segments[end].isPlain {
        let segment = segments[end]
        run.words = run.words.lowerBound..<segment.words.upperBound
        run.roles.formUnion(segment.roles)
        run.hasTime = run.hasTime || segment.hasTime
        run.hasClock = run.hasClock || segment.hasClock
        run.sign = run.sign.rawValue >= segment.sign.rawValue ? run.sign : segment.sign
        end += 1
      }
      return (run, end)
    }

    /// True for “Press contact (not for publication)” and “Notes to editors (not for publication)”.
    private var isAboutPeople: Bool {
      line.bytes.contains(0x40)
        || line.words.contains { word in
          ["noot", "noten", "nota", "note", "notes", "editors"].contains(word.folded) || word.folded.contains("contact")
        }
    }

    private func isLimited(_ segment: Segment) -> Bool {
      let first = segment.words.lowerBound
      return !roles[first].isDisjoint(with: [.until, .from]) || isDay(at: first) || isClock(at: first)
    }

    private func accepts(_ run: Segment) -> Bool {
      switch run.sign {
      case .none: false
      case .half:
        // “Publication: 22 May” only gives the date of a text.
        run.hasTime && (run.hasClock || (!isRunning && !run.roles.isDisjoint(with: .conditions)))
          && run.roles.isDisjoint(with: .immediate)
      case .bare where !run.roles.contains(.name) && isAboutPeople: false
      case .bare: !isRunning && (run.hasTime || !surroundings.contains(.betweenProse) || line.isInCapitals)
      case .full: true
      }
    }
  }
}
