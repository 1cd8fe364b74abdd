// The roles of blocks, and how well one follows another.

/// The role of a block. Lines whose role shows in themselves are not blocks (`KnownLines`).
enum Role: Int, CaseIterable {
  case letterhead, cover, headContact
  case title, subtitle, place
  case lead, text, heading
  case notesHeading, notes, aboutHeading, about, contactHeading, contact, footer, loose

  /// The parts of a release in their order.
  enum Part: Int {
    case head, title, text, tail
  }

  var part: Part {
    switch self {
    case .letterhead, .cover, .headContact: .head
    case .title, .subtitle, .place: .title
    case .lead, .text, .heading: .text
    default: .tail
    }
  }

  /// The score of a role right after another one; `impossible` for an order that no release has.
  static let transitions: [Double] = allCases.flatMap { before in allCases.map { score(from: before, to: $0) } }
  static let impossible = -1_000.0

  /// The score of a role at the start of the text.
  var start: Double {
    switch self {
    case .letterhead, .cover, .title: 0
    case .headContact: -1
    case .lead: -14
    case .text, .heading: -20
    default: -30
    }
  }

  /// The score of a role at the end of the text.
  var end: Double {
    switch self {
    case .heading: -6
    case .aboutHeading, .notesHeading, .contactHeading: -8
    case .letterhead, .cover, .headContact: -26
    case .title, .subtitle, .place: -20
    default: 0
    }
  }

  private static func score(from before: Role, to after: Role) -> Double {
    switch (before, after) {
    case (.letterhead, .cover): return -1
    case (.title, .title): return 0
    case (_, .lead) where before.part == .text || before.part == .tail: return impossible
    case (.title, .letterhead), (.subtitle, .title), (.place, .title), (.lead, .lead): return impossible
    case (.headContact, .lead), (.letterhead, .lead), (.cover, .lead): return -14
    case (.title, .text), (.subtitle, .text), (.place, .text): return -8
    case (.title, .heading), (.subtitle, .heading): return -5
    case (.place, .subtitle): return -3
    case (.place, .place): return -4
    case (.heading, .heading): return -4
    case (.heading, _) where after.part == .tail: return -6
    case (.contactHeading, .contact): return 2
    case (.contactHeading, .contactHeading): return -1
    case (.contactHeading, _): return -8
    case (.notesHeading, .notes): return 5
    case (.notesHeading, _): return -8
    case (.notes, .notes): return 1
    case (_, .notes) where before.part == .text || before.part == .tail: return -7
    case (.aboutHeading, .about): return 5
    case (.aboutHeading, _): return -8
    case (.about, .about): return 2
    case (.contact, .contact), (.contact, .footer), (.footer, .footer): return 0.5
    case (_, .contact) where before.part == .text: return -0.5
    default: break
    }
    if before.part.rawValue > after.part.rawValue {
      return before.part == .tail && after.part == .text ? -14 : impossible
    }
    if before.part == .head, after.part == .tail || after == .text || after == .heading { return -20 }
    if before.part == .title, after.part == .tail { return -9 }
    if before.part == .head, after == .subtitle || after == .place { return -12 }
    return 0
  }

  /// The best roles for a row of blocks: the path with the highest sum of evidence and order (Viterbi).
  static func best(for evidence: [[Double]], joins: [Bool]) -> [Role] {
    guard let first = evidence.first else { return [] }
    let count = allCases.count
    let order = transitions
    var scores = allCases.map { first[$0.rawValue] + $0.start }
    var origins: [[UInt8]] = []
    origins.reserveCapacity(evidence.count)
    for index in evidence.indices.dropFirst() {
      var next = [Double](repeating: -.infinity, count: count)
      var origin = [UInt8](repeating: 0, count: count)
      for before in 0..<count {
        let base = scores[before]
        for after in 0..<count {
          // A title continues only on the next line of its block.
          if before == title.rawValue, after == title.rawValue, !joins[index] { continue }
          let score = base + order[before * count + after]
          if score > next[after] { (next[after], origin[after]) = (score, UInt8(before)) }
        }
      }
      for role in 0..<count { next[role] += evidence[index][role] }
      scores = next
      origins.append(origin)
    }
    for role in allCases { scores[role.rawValue] += role.end }
    var last = scores.indices.max { scores[$0] < scores[$1] } ?? 0
    var path = [last]
    for origin in origins.reversed() {
      last = Int(origin[last])
      path.append(last)
    }
    return path.reversed().compactMap(Role.init)
  }
}
