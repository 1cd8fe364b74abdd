// Folded phrases to find at a word of a line: `voor meer informatie`, `note aux redactions`.

/// A list of phrases, by their first word.
struct Phrases: Sendable {
  private let table: [String: [[String]]]

  init(_ phrases: [String]) {
    var table: [String: [[String]]] = [:]
    for phrase in phrases {
      let words = phrase.split(separator: " ").map(String.init)
      table[words[0], default: []].append(words)
    }
    self.table = table.mapValues { $0.sorted { $0.count > $1.count } }
  }

  /// The number of words of the longest phrase at an index of the line; 0 when there is none.
  func length(in line: Line, at index: Int = 0) -> Int {
    guard index < line.words.count else { return 0 }
    guard let candidates = table[line.words[index].folded] else { return 0 }
    let phrase = candidates.first { words in
      line.words.count - index >= words.count && words.indices.allSatisfy { line.words[index + $0].folded == words[$0] }
    }
    return phrase?.count ?? 0
  }
}
