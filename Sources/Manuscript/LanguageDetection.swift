// Detects the language of a text by its small words.

import Values

extension Language {
  /// Small words that are frequent in a language, folded. A word may count for two languages.
  fileprivate static let smallWords: [String: [Language]] = {
    let lists: [(Language, String)] = [
      (
        .nl,
        "de het een en van voor met zijn is op te dat die in aan niet ook wordt worden door bij naar om deze uit over"
          + " als heeft nog onder tot maar moet moeten kan kunnen werd haar hun wij meer geen"
      ),
      (
        .fr,
        "le la les des du de et un une pour dans que qui est sur avec par pas plus ce cette ces sont au aux en son sa"
          + " ses leur nous ont doit doivent etre l d qu jusqu ne se il elle"
      ),
      (
        .en,
        "the of and to for with is in on that this by from are was as at be has have will its not which their our an"
          + " must it or new"
      ),
      (
        .de,
        "der die das und ist fur mit von den dem des nicht auf eine einen ein sich werden im zu zur auch als wird bei"
          + " sind hat wir"
      ),
    ]
    var table: [String: [Language]] = [:]
    for (language, words) in lists {
      for word in words.split(separator: " ") { table[String(word), default: []].append(language) }
    }
    return table
  }()
}

/// The number of small words of each language in a text.
struct LanguageScore: Sendable, Equatable {
  private var counts = SIMD4<Int32>.zero

  init() {}

  init(_ words: [Word]) {
    for word in words where word.range.count <= 6 {
      for language in Language.smallWords[word.folded] ?? [] { counts[Int(language.index)] += 1 }
    }
  }

  subscript(language: Language) -> Int { Int(counts[Int(language.index)]) }

  static func + (left: LanguageScore, right: LanguageScore) -> LanguageScore {
    var sum = left
    sum.counts &+= right.counts
    return sum
  }

  static func - (left: LanguageScore, right: LanguageScore) -> LanguageScore {
    var difference = left
    difference.counts &-= right.counts
    return difference
  }

  /// The language with the most small words, in case of a tie the first; nil when there are none.
  var best: Language? {
    let most = counts.max()
    return most == 0 ? nil : Language.allCases.first { counts[Int($0.index)] == most }
  }

  /// True when the best language is clearly ahead of the next.
  var isClear: Bool {
    guard let best else { return false }
    var others = counts
    others[Int(best.index)] = 0
    return counts[Int(best.index)] >= 2 && counts[Int(best.index)] * 10 >= others.max() * 13
  }
}
