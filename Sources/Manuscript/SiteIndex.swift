// The names of the sites, ready to be looked for in running text whatever its capitals, accents, hyphens and spaces.

struct SiteIndex: Sendable {
  /// What a name may mean.
  struct Meaning: Sendable {
    var sure: [String] = []
    var ambiguous: [String] = []
  }

  /// By the letters of a name, folded and without anything between.
  private var meanings: [String: Meaning] = [:]
  /// Every beginning of every name.
  private var prefixes: Set<String> = []

  init(_ sites: [Register.Site]) {
    for site in sites {
      for alias in site.aliases {
        for variant in Self.variants(of: alias.name) { add(variant, alias.isAmbiguous, site.id) }
      }
    }
  }

  private mutating func add(_ name: String, _ isAmbiguous: Bool, _ id: String) {
    let key = Line(number: 0, text: name).words.map(\.folded).joined()
    if key.isEmpty { return }
    var meaning = meanings[key] ?? Meaning()
    if isAmbiguous {
      if !meaning.ambiguous.contains(id) { meaning.ambiguous.append(id) }
    } else if !meaning.sure.contains(id) {
      meaning.sure.append(id)
    }
    meanings[key] = meaning
    for end in key.indices { prefixes.insert(String(key[...end])) }
  }

  /// `Vorst/Forest` stands for either word and for both; ` / ` stands between whole names.
  private static func variants(of name: String) -> [String] {
    var all = [name]
    let halves = name.split(separator: " / ").map(String.init)
    if halves.count > 1 { all += halves.flatMap(variants) }
    let words = name.split(separator: " ").map(String.init)
    for (index, word) in words.enumerated() where word.contains("/") && word.utf8.count > 1 {
      for part in word.split(separator: "/") {
        var chosen = words
        chosen[index] = String(part)
        all.append(chosen.joined(separator: " "))
      }
    }
    return all
  }

  func begins(_ key: String) -> Bool { prefixes.contains(key) }

  func meaning(of key: String) -> Meaning? { meanings[key] }

  /// The sites with a name that begins with these letters, in order.
  func sites(beginningWith key: String) -> [String] {
    guard begins(key) else { return [] }
    let found = meanings.filter { $0.key.hasPrefix(key) }.sorted { $0.key < $1.key }
    var ids: [String] = []
    for id in found.flatMap({ $0.value.sure + $0.value.ambiguous }) where !ids.contains(id) { ids.append(id) }
    return ids
  }
}
