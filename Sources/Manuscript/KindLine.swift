// Reads the line that names the kind of text: PERSBERICHT, COMMUNIQUÉ DE PRESSE, RECTIFICATIE, STATEMENT.

import Values

struct KindLine: Sendable {
  let kind: Draft.Kind
  /// The language of the words; nil when they belong to several.
  let language: Language?
  /// The rest of the line, as a separate line.
  let rest: Line?
  /// True when a colon, a dash or a bar precedes the rest.
  let restIsSeparate: Bool

  private struct Entry {
    var words: [String]
    var kind: Draft.Kind
    var language: Language?
  }

  private static let entries: [String: [Entry]] = {
    let lists: [(Draft.Kind, Language?, [String])] = [
      (.pressRelease, .nl, ["persbericht", "persmededeling", "persmedededeling", "persnota", "nieuwsbericht"]),
      (
        .pressRelease, .fr,
        [
          "communique de presse", "communique", "communique aux medias", "communique a la presse",
          "communique aux redactions", "note de presse",
        ]
      ),
      (.pressRelease, .en, ["press release", "news release", "media release", "press notice", "press note"]),
      (.pressRelease, .de, ["pressemitteilung", "pressemeldung"]),
      (.statement, .nl, ["verklaring", "persverklaring"]),
      (.statement, .fr, ["declaration", "declaration de presse"]),
      (.statement, .en, ["statement", "press statement", "media statement"]),
      (.statement, .de, ["erklarung", "presseerklarung"]),
      (.correction, .nl, ["rectificatie", "rechtzetting", "correctie"]),
      (.correction, .fr, ["rectificatif", "correctif"]),
      (.correction, .en, ["correction notice"]),
      (.correction, .de, ["berichtigung"]),
      (.correction, nil, ["erratum", "errata", "corrigendum", "correction"]),
    ]
    var table: [String: [Entry]] = [:]
    for (kind, language, phrases) in lists {
      for phrase in phrases {
        let words = phrase.split(separator: " ").map(String.init)
        table[words[0], default: []].append(Entry(words: words, kind: kind, language: language))
      }
    }
    return table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }()

  private static let modifiers: Set<String> = ["gezamenlijk", "joint", "officieel", "official", "gemeenschappelijk"]
  private static let followers: Set<String> = ["commun", "conjoint", "commune", "conjointe", "officiel"]

  /// The index after a number or reference: `nr. 8`, `N° 2025/17`. A date is not one.
  private static func number(in line: Line, after start: Int) -> Int {
    var index = start
    let dates = DateMention.all(in: line, allowingShortYear: true).map(\.words.lowerBound)
    if index < line.words.count, followers.contains(line.words[index].folded) { index += 1 }
    while index < line.words.count, !dates.contains(index) {
      let gap = index > 0 ? line.gap(after: index - 1) : ""
      guard !gap.contains(where: { "–—:|(".contains($0) }), gap != " - " else { return index }
      let word = line.words[index]
      let isMark = ["nr", "no", "n", "number", "numero", "num"].contains(word.folded)
      let next = index + 1 < line.words.count ? line.words[index + 1] : nil
      guard word.isNumber || (isMark && next?.startsWithDigit ?? false) else { return index }
      if word.isNumber, let next, CalendarNames.months[next.folded] != nil { return index }
      index += 1
    }
    return index
  }

  private static let messages: [String: Language?] = [
    "mededeling": .nl, "bericht": .nl, "nota": .nl, "tekst": .nl, "nieuws": .nl, "uitnodiging": .nl, "info": nil,
    "information": nil, "informations": .fr, "avis": .fr, "note": nil, "texte": .fr, "message": nil, "notice": .en,
    "advisory": .en, "update": .en, "alert": .en, "bulletin": nil, "informatie": .nl,
  ]
  private static let audiences: [String: Language?] = [
    "pers": .nl, "presse": .fr, "press": .en, "media": nil, "medias": .fr, "redacties": .nl, "redactions": .fr,
    "journalisten": .nl, "journalistes": .fr, "newsrooms": .en, "newsdesks": .en,
  ]
  private static let joints: Set<String> = ["a", "la", "aux", "de", "aan", "voor", "to", "the", "for", "pour"]

  /// A message and those for whom it is, in any order: `Mededeling aan de pers`, `Avis aux médias`, `Perstekst`.
  private static func message(in line: Line) -> (entry: Entry, end: Int)? {
    var (hasMessage, hasAudience, end) = (false, false, 0)
    var languages: Set<Language> = []
    for (index, word) in line.words.prefix(6).enumerated() {
      if index > 0, line.gap(after: index - 1) != " " { break }
      let compound = word.folded.hasPrefix("pers") ? messages[String(word.folded.dropFirst(4))] : nil
      if let language = messages[word.folded] ?? compound {
        hasMessage = true
        hasAudience = hasAudience || compound != nil
        if let language { languages.insert(language) }
      } else if let language = audiences[word.folded] {
        hasAudience = true
        if let language { languages.insert(language) }
      } else if joints.contains(word.folded), index > 0 {
        continue
      } else {
        break
      }
      end = index + 1
    }
    guard hasMessage, hasAudience, line.words[0].isCapitalised else { return nil }
    // More words right behind belong to a sentence, unless they are a number.
    if end < line.words.count {
      let (gap, next) = (line.gap(after: end - 1), line.words[end])
      let isMark = next.startsWithDigit || ["nr", "n", "no"].contains(next.folded)
      guard isMark || gap.contains(where: { "–—|(/".contains($0) }) || gap.contains(" - ") else { return nil }
    }
    let language = languages.count == 1 ? languages.first : nil
    return (Entry(words: [], kind: .pressRelease, language: language), end)
  }

  init?(_ line: Line) {
    guard line.bytes.count <= 400 else { return nil }
    var found: [Entry] = []
    var index = line.words.prefix(2).prefix { Self.modifiers.contains($0.folded) }.count
    if index < line.words.count, Self.entries[line.words[index].folded] == nil {
      guard let message = Self.message(in: line) else { return nil }
      found.append(message.entry)
      index = Self.number(in: line, after: message.end)
    }
    while index < line.words.count {
      let entry = Self.entries[line.words[index].folded]?.first { entry in
        line.words[index...].prefix(entry.words.count).map(\.folded) == entry.words
      }
      guard let entry else { break }
      found.append(entry)
      index = Self.number(in: line, after: index + entry.words.count)
    }
    if found.isEmpty { return nil }
    let languages = Set(found.compactMap(\.language))
    kind = found.contains { $0.kind == .correction } ? .correction : found[0].kind
    language = languages.count == 1 ? languages.first : nil
    guard index < line.words.count else {
      (rest, restIsSeparate) = (nil, false)
      return
    }
    let gap = line.gap(after: index - 1)
    restIsSeparate = gap.unicodeScalars.contains { ":–—|/(".unicodeScalars.contains($0) } || gap.contains(" - ")
    let end = line.words[index - 1].range.upperBound
    let tail = line.text(end..<line.bytes.count).unicodeScalars.drop { " :–—-|/*_#.(".unicodeScalars.contains($0) }
    rest = Line(number: line.number, text: String(tail))
  }
}
