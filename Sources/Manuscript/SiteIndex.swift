// An index of site names for running text, which ignores case, accents, hyphens and spaces.

struct SiteIndex: Sendable {
  /// The sites that a name may mean, by id.
  struct Meaning: Sendable {
    var sure: [String] = []
    var ambiguous: [String] = []
  }

  /// Meanings by the folded letters of a name, without separators.
  private var meanings: [String: Meaning] = [:]
  /// Every prefix of every name.
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

  /// The readings of a name with slashes. `Vorst/Forest` means either word or both; ` / ` separates whole names.
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

  /// The ids of the sites with a name that begins with these letters, by name.
  func sites(beginningWith key: String) -> [String] {
    guard begins(key) else { return [] }
    let found = meanings.filter { $0.key.hasPrefix(key) }.sorted { $0.key < $1.key }
    var ids: [String] = []
    for id in found.flatMap({ $0.value.sure + $0.value.ambiguous }) where !ids.contains(id) { ids.append(id) }
    return ids
  }
}
