// Where each word of an edition stands, to count the occurrences of a name without searching the text.

struct WordPlaces {
  private let words: [String]
  private let places: [String: [Int]]

  /// Longer texts are not counted: their names are told by other evidence.
  init(_ lines: [Line]) {
    words = lines.count <= 4_000 ? lines.flatMap { $0.words.map(\.folded) } : []
    var places: [String: [Int]] = [:]
    for (place, word) in words.enumerated() { places[word, default: []].append(place) }
    self.places = places
  }

  /// True when some words stand together more than once.
  func repeats(_ phrase: [String]) -> Bool {
    // The rarest word has the fewest places to look at.
    let found = phrase.enumerated().map { (offset: $0, places: places[$1] ?? []) }
    guard let rarest = found.min(by: { $0.places.count < $1.places.count }) else { return false }
    var count = 0
    for place in rarest.places.lazy.map({ $0 - rarest.offset }) where place >= 0 {
      guard place + phrase.count <= words.count, words[place..<(place + phrase.count)].elementsEqual(phrase) else {
        continue
      }
      count += 1
      if count == 2 { return true }
    }
    return false
  }
}
