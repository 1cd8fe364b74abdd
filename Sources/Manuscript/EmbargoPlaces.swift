// Where a line stands in a manuscript, and how far its dates are from the others: both tell notices from news.

extension EmbargoNotices {
  struct Places {
    private let printed: [Line]
    private let sizes: [Int: Int]
    private var endNumber: Int
    /// The days of each full date in the text, by line number. They are read only when a notice is doubtful.
    private lazy var days: [(line: Int, day: Int)] = Array(
      printed.lazy.prefix(2_000).flatMap { line in
        DateMention.all(in: line).compactMap { mention in mention.date.map { (line.number, $0.daysSince1970) } }
      }.prefix(200))

    init(_ printed: [Line], _ sizes: [Int: Int]) {
      self.printed = printed
      self.sizes = sizes
      let long = printed.first { $0.words.count >= 10 && $0.endsSentence }?.number ?? 0
      endNumber = printed.first { $0.number > long && $0.bytes.count <= 60 && Marks.isEnd($0) }?.number ?? .max
    }

    func place(of line: Line, at index: Int) -> EmbargoSuspicion.Place {
      let size = sizes[printed[index].number] ?? 0
      if printed[index].number > endNumber { return .apart }
      if MailQuote.isHeader(line) || size <= 24 { return .apart }
      return size <= 45 || line.words.count * 2 < size ? .neutral : .prose
    }

    /// True when each date of a part of the text is more than 60 days away from all other dates of the text.
    mutating func isFar(_ part: Line, from index: Int) -> Bool {
      let own = DateMention.all(in: part).compactMap { $0.date?.daysSince1970 }
      let others = days.filter { $0.line != printed[index].number && !own.contains($0.day) }.map(\.day)
      guard !own.isEmpty, !others.isEmpty else { return false }
      return own.allSatisfy { day in others.allSatisfy { abs($0 - day) > 60 } }
    }

    /// True for a title about an embargo: more words than a notice has, no time of day, and a date far from the text's.
    mutating func isAboutOther(_ line: Line, _ index: Int) -> Bool {
      let senses = EmbargoSense.all(in: line)
      guard !senses.contains(where: { $0.contains(.clock) }), senses.count(where: \.isEmpty) >= 2 else { return false }
      return isFar(line, from: index)
    }
  }
}
