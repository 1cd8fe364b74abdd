// The names of the sender and of other organizations in a manuscript: known ones, and those its structure shows.

struct SenderNames {
  private(set) var all: [String]
  private var phrases: [String] = []
  private let places: WordPlaces

  private static let articles: Set<String> = [
    "het", "de", "een", "le", "la", "l", "les", "un", "une", "the", "a", "an", "der", "die", "das",
  ]

  /// - Parameter places: the words of the edition, which tell whether a name occurs more than once.
  init(_ places: WordPlaces, knowing register: Register) {
    all = register.organisationNames
    self.places = places
    phrases = all.map { Line(number: 0, text: $0).phrase }
  }

  /// Adds the names that headings and letterhead show.
  mutating func add(_ name: String) {
    let phrase = Self.bare(Line(number: 0, text: name))
    guard !phrase.isEmpty, phrase.utf8.count <= 100, phrases.count < 60, !phrases.contains(phrase) else { return }
    all.append(name)
    phrases.append(phrase)
  }

  /// The folded words without an article in front.
  private static func bare(_ line: Line) -> String {
    line.words.drop { articles.contains($0.folded) }.map(\.folded).joined(separator: " ")
  }

  /// True for a line that is one of the names.
  func holds(_ line: Line) -> Bool {
    guard line.words.count <= 12, !line.words.isEmpty else { return false }
    let bare = Self.bare(line)
    return phrases.contains { $0 == bare }
  }

  func holds(_ text: String) -> Bool { holds(Line(number: 0, text: text)) }

  /// The number of words of a sentence's subject when that is a name: capitalized words, after an article or not.
  static func subject(of line: Line) -> (words: Range<Int>, text: String)? {
    var start = 0
    while start < min(2, line.words.count), articles.contains(line.words[start].folded) { start += 1 }
    var end = start
    var last = start
    while end < line.words.count, end - start < 9 {
      let word = line.words[end]
      if end > start, !line.gap(after: end - 1).allSatisfy({ " -’'&*".contains($0) }) { break }
      if word.isCapitalised || word.startsWithDigit && end > start {
        last = end + 1
      } else if !particles.contains(word.folded) {
        break
      }
      end += 1
    }
    guard last > start, last < line.words.count else { return nil }
    return (start..<last, line.words[start..<last].map(\.folded).joined(separator: " "))
  }

  private static let particles: Set<String> = [
    "de", "van", "der", "den", "des", "du", "d", "l", "la", "le", "les", "of", "for", "the", "and", "et", "en", "voor",
    "pour", "het", "syndicale", "generale", "europeen", "europeenne", "s",
  ]

  /// True when a sentence begins with the name of an organization: a known one, or one that occurs elsewhere too.
  func isSubject(of line: Line) -> Bool {
    let head = line.bytes.count > 400 ? Line(number: line.number, text: String(line.text.prefix(300))) : line
    var start = 0
    while start < min(2, head.words.count), Self.articles.contains(head.words[start].folded) { start += 1 }
    let opening = head.words[start...].prefix(12).map(\.folded).joined(separator: " ") + " "
    if phrases.contains(where: { $0.utf8.count >= 3 && opening.hasPrefix($0 + " ") }) { return true }
    guard let subject = Self.subject(of: head), subject.words.count >= 2 || subject.text.utf8.count >= 5 else {
      return false
    }
    return places.repeats(head.words[subject.words].map(\.folded))
  }
}
