// Suspects an embargo in a sentence of any wording: what it does with the text, and how that stands with a time.

/// The net below `EmbargoNotice`. That one reads the usual forms; this one only asks whether a sentence may forbid or
/// allow publishing around some time. What it finds holds the release unless `EmbargoLine` reads all of it.
enum EmbargoSuspicion {
  /// What a word can mean in a sentence that holds a text back.
  private struct Sense: OptionSet {
    let rawValue: Int

    /// To publish, use, quote, pass on.
    static let spreading = Sense(rawValue: 1)
    /// To keep, keep secret, wait.
    static let holding = Sense(rawValue: 1 << 1)
    static let permission = Sense(rawValue: 1 << 2)
    static let negation = Sense(rawValue: 1 << 3)
    static let until = Sense(rawValue: 1 << 4)
    static let from = Sense(rawValue: 1 << 5)
    static let name = Sense(rawValue: 1 << 6)
    /// This text, or words to its readers: dit bericht, vous, please.
    static let address = Sense(rawValue: 1 << 7)
    static let document = Sense(rawValue: 1 << 8)
    static let only = Sense(rawValue: 1 << 9)
    static let known = Sense(rawValue: 1 << 10)
    static let time = Sense(rawValue: 1 << 11)
    static let clock = Sense(rawValue: 1 << 12)
    /// Past events, pictures: the sentence is about something else.
    static let other = Sense(rawValue: 1 << 13)
    static let immediate = Sense(rawValue: 1 << 14)

    static let acts: Sense = [.spreading, .holding, .permission, .negation, .name, .only]
  }

  private static func set(_ words: String) -> Set<String> { Set(words.split { $0.isWhitespace }.map(String.init)) }

  /// Words by their beginnings, so that each form counts.
  private static let stems: [(Sense, [String])] = [
    (
      .spreading,
      [
        "publi", "gepubli", "diffus", "rediffus", "verspreid", "vrijga", "vrijgegev", "vrijgev", "uitzend", "uitgezond",
        "openba", "bekendm", "bekendg", "gebruik", "overneem", "overnem", "overgenomen", "overname", "onthul", "divulg",
        "utilis", "exploit", "relay", "repris", "reprend", "parution", "parait", "devoil", "ebruit", "reprodu",
        "partag",
        "releas", "broadcast", "usab", "quot", "distribut", "circulat", "disclos", "reveal", "veroffentlich",
        "verbreit",
        "verwend", "bruikba", "verschijn", "dissemin", "geciteer", "reporting", "reported", "uitbreng", "uitgebracht",
        "meegedeeld", "meedeel", "medegedeeld", "communiquer", "communiquez", "doorgev", "gedeeld", "transmett",
        "aankondig", "aangekondigd", "announc", "annonc", "printing", "printed", "republi", "imprim", "montr",
        "getoond",
        "citer", "citee", "berichtgeving", "airing", "evoqu",
      ]
    ),
    (
      .holding,
      [
        "bewar", "bewaar", "vasthou", "achterhou", "achtergehou", "geheim", "vertrouwelijk", "confiden", "secret",
        "withh", "conserver", "conservez", "sperr", "embargoed", "discret", "prive", "private", "stilzwijg", "wacht",
        "patient", "differ", "reporter", "uitstel", "uitgesteld", "postpon", "defer",
        "delay", "opschort", "suspend",
      ]
    ),
    (
      .permission,
      ["allow", "permit", "permis", "autoris", "authoris", "authoriz", "toegelat", "toegestaa", "clear", "pourr"]
    ),
    (.negation, ["interdi", "verbod", "prohib", "forbid", "proscri", "embargoed", "restrict"]),
    (.other, ["foto", "photo", "beeld", "visuel", "video", "logo", "accredit", "inschrijv", "inscri", "regist"]),
  ]

  private static let lists: [(Sense, Set<String>)] = [
    (
      .spreading,
      set(
        """
        use used using usage cite cited cites citation citations ligne post posted share shared sharing air
        aired delen online live
        """)
    ),
    (
      .holding,
      set(
        """
        hold held keep kept garder gardez garde retenir retenu retenue houden houd houdt attendre attendez
        wait
        """)
    ),
    (
      .permission,
      set(
        """
        vrij vrije free libre libres mag mogen may can kan kunnen peut peuvent possible mogelijk beschikbaar available
        disponible ok okay licence droit bon welcome yours
        """)
    ),
    (
      .negation,
      set(
        """
        niet geen nooit not no never ne n pas nicht keine aucun aucune sans zonder nee non none rien niets
        nothing
        """)
    ),
    (
      .only,
      set(
        """
        pas only alleen enkel slechts uitsluitend seulement uniquement exclusivement que qu erst
        """)
    ),
    (
      .until,
      set(
        """
        tot until till til before avant jusqu jusque prior voor vor bis earlier eerder sooner tot ahead
        vooraleer voordat
        """)
    ),
    (
      .from,
      set(
        """
        vanaf from partir compter after na apres nach ab starting onwards onward vroegste earliest zodra
        once since
        """)
    ),
    (
      .name,
      set(
        """
        embargo embargos persembargo embargodatum embargotijd embargotermijn embargotekst sperrfrist
        """)
    ),
    (
      .address,
      set(
        """
        u vous you gelieve merci please svp veuillez priere alstublieft aub kindly bitte
        """)
    ),
    (
      .other,
      set(
        """
        was were werd werden waren etait etaient had avait avaient hadden heeft hebben fut furent tickets
        billets
        """)
    ),
    (
      .document,
      set(
        """
        nieuws news nouvelle nouvelles gegevens data donnees elementen elements element cijfers figures
        chiffres onderzoek
        resultaten results resultats conclusies conclusions findings material materiaal materiel tekst artikel
        article announcement annonce aankondiging
        """)
    ),
    (
      .known,
      set(
        """
        als as dan than then te zal will sera shall worden moet must should dient dienen gehouden tenu tenue
        wij we us ons
        onze our nous notre het er daarvan en ou any all tout toute tous alle part deel delen pers press presse media
        medias redacties redactie redactions redaction editors editor journalist journalisten journalistes journalists
        precies precises precise sharp exactly pile stipt gebracht geven gegeven komt kom zo strikt strict only just
        voor vragen vraagt demande demandons prions remercions thank thanks dank dankt dat ook ou avec with met
        mis mise mises go ochtends avonds namiddags middags soir matin morning evening afternoon night nacht nuit
        """)
    ),
  ]

  private static let clockUnits = set("u uur uren h heure heures hrs hour hours clock o uhr s am pm m p le la il")

  private static let demonstratives = set("dit deze this these ce cet cette ces present")

  /// True for a line with a sentence that may hold the text back.
  /// - Parameter continues: true when it begins in the middle of a sentence, which is judged with the line before.
  static func isIn(_ line: Line, continues: Bool = false) -> Bool {
    guard line.bytes.count <= 500, (2...70).contains(line.words.count), !line.bytes.contains(0x40) else { return false }
    // Most lines have no time.
    let roles = EmbargoWords.roles(in: line)
    let hasDigit = line.bytes.contains { (0x30...0x39).contains($0) }
    guard
      hasDigit || roles.contains(where: { $0.contains(.day) }) || line.words.contains(where: { $0.folded == "noon" })
    else { return false }
    let senses = self.senses(of: line, roles)
    guard senses.contains(where: { $0.contains(.time) }) else { return false }
    guard senses.contains(where: { !$0.isDisjoint(with: Sense.acts.union(.address)) }) else { return false }
    var start = 0
    for index in line.words.indices {
      let isEnd = index + 1 == line.words.count
      guard isEnd || endsSentence(line, after: index) else { continue }
      // A notice may follow a kind or another label on its line.
      var opening = start == 0 && continues ? index + 1 : start
      while opening <= index {
        if holds(line, senses, opening...index) { return true }
        guard let next = (opening..<index).first(where: { divides(line.gap(after: $0)) }) else { break }
        opening = next + 1
      }
      start = index + 1
    }
    return false
  }

  private static func endsSentence(_ line: Line, after index: Int) -> Bool {
    let gap = line.gap(after: index)
    if gap.contains("?") || gap.contains("!") || gap.contains(";") { return true }
    return gap.hasPrefix(". ") && !line.words[index].isNumber && line.words[index].range.count > 2
      && line.words[index + 1].isCapitalised
  }

  private static func divides(_ gap: String) -> Bool {
    gap.contains(where: { "–—|()[]:".contains($0) }) || gap.contains(" - ") || gap.contains("**")
  }

  private static func senses(of line: Line, _ roles: [EmbargoWords]) -> [Sense] {
    var senses = line.words.indices.map { index in sense(line, index, roles[index]) }
    for index in senses.indices where demonstratives.contains(line.words[index].folded) {
      if senses[index...].prefix(4).contains(where: { $0.contains(.document) }) { senses[index].insert(.address) }
    }
    return senses
  }

  private static func sense(_ line: Line, _ index: Int, _ roles: EmbargoWords) -> Sense {
    let word = line.words[index].folded
    var sense: Sense = roles.isEmpty ? [] : .known
    if roles.contains(.document) { sense.insert(.document) }
    if roles.contains(.immediate) { sense.insert(.immediate) }
    if line.isClock(at: index) { sense.formUnion([.time, .clock, .known]) }
    if clockUnits.contains(word) { sense.insert(.known) }
    if roles.contains(.day) || line.isDay(at: index) { sense.formUnion([.time, .known]) }
    if line.words[index].startsWithDigit { sense.insert(.known) }
    for (found, words) in lists where words.contains(word) { sense.formUnion([found, .known]) }
    let neighbors = [index - 1, index + 1].filter(line.words.indices.contains)
    if word == "may", neighbors.contains(where: { line.words[$0].startsWithDigit }) { sense.remove(.permission) }
    if word == "report", neighbors.contains(where: { ["to", "on"].contains(line.words[$0].folded) }) {
      sense.insert(.spreading)
    }
    for (found, stems) in stems where stems.contains(where: word.hasPrefix) { sense.formUnion([found, .known]) }
    if word == "des", line.text(line.words[index].range).lowercased() == "dès" { sense.insert(.from) }
    if word == "as", index + 1 < line.words.count, line.words[index + 1].folded == "of" { sense.insert(.from) }
    if word == "tot", line.text(line.words[index].range).lowercased() == "tôt" { sense.insert(.until) }
    return sense
  }

  /// Judges the words of one sentence, or of its end.
  private static func holds(_ line: Line, _ senses: [Sense], _ words: ClosedRange<Int>) -> Bool {
    let all = senses[words].reduce(into: Sense()) { $0.formUnion($1) }
    guard all.contains(.time), all.isDisjoint(with: [.immediate]) else { return false }
    guard !all.contains(.other) || all.contains(.document) && all.contains(.address) else { return false }
    let openers = Sense.acts.union(.address)
    guard let first = words.first(where: { !senses[$0].isDisjoint(with: openers) }) else { return false }
    let unknown = senses[words].count { !$0.contains(.known) }
    let isOpen = senses[words.lowerBound..<first].allSatisfy { $0.contains(.known) }
    if all.contains(.name), holdsByName(line, senses, words, all, unknown: unknown) { return true }
    let isToReaders = all.contains(.address)
    let isClear = isToReaders ? unknown * 2 <= words.count : isOpen && unknown <= max(1, words.count / 5)
    guard isClear else { return false }
    let isSpread = all.contains(.spreading)
    let isLimited = !all.isDisjoint(with: [.until, .from])
    if all.contains(.negation), isSpread || all.contains(.holding), isLimited { return true }
    if isSpread, !all.isDisjoint(with: [.permission, .only]), all.contains(.from) || isAt(all) { return true }
    if all.contains(.holding), all.contains(.until), isToReaders || all.contains(.clock) || first == words.lowerBound {
      return true
    }
    let isClocked = all.contains(.clock)
    let isHeldBack = isLimited ? isSpread || isClocked && saysMore(all) : isClocked && isFree(line, words)
    if isToReaders, all.contains(.document), isHeldBack { return true }
    guard unknown == 0, words.count <= 16 else { return false }
    return isSpread && isLimited || isShort(line, words, all, first)
  }

  /// True for words that allow or forbid, or for a limit in the future.
  private static func saysMore(_ all: Sense) -> Bool {
    !all.isDisjoint(with: [.negation, .only, .permission, .holding, .until])
  }

  private static func isFree(_ line: Line, _ words: ClosedRange<Int>) -> Bool {
    line.words[words].contains { ["vrij", "free", "libre", "libres"].contains($0.folded) }
  }

  /// “Not before 10 am on Tuesday”, “Text free on 3 March at 10 am”, “Time of release: 10 am”.
  private static func isShort(_ line: Line, _ words: ClosedRange<Int>, _ all: Sense, _ first: Int) -> Bool {
    if all.contains(.negation), all.contains(.until), first == words.lowerBound { return true }
    guard all.contains(.clock), !all.contains(.address) else { return false }
    if all.contains(.permission) { return true }
    let folded = line.words[words].map(\.folded)
    let events: Set<String> = ["release", "publication", "publicatie", "vrijgave", "parution", "diffusion", "live"]
    return folded.contains(where: events.contains) && !folded.contains { $0 == "date" || $0 == "datum" }
      && !folded.contains { $0.hasPrefix("gepubl") || $0.hasPrefix("publie") || $0 == "published" }
  }

  /// True for a permission at a time of day without a limit: “Libre de diffusion jeudi à 10 h”.
  private static func isAt(_ all: Sense) -> Bool {
    all.contains(.clock) && !all.contains(.until)
  }

  /// “Embargo on oil” and “the country is under embargo” are about something else.
  private static func holdsByName(
    _ line: Line, _ senses: [Sense], _ words: ClosedRange<Int>, _ all: Sense, unknown: Int
  ) -> Bool {
    guard let name = words.first(where: { senses[$0].contains(.name) }) else { return false }
    let before = senses[words.lowerBound..<name]
    guard before.allSatisfy({ $0.contains(.known) }) || all.contains(.address) && all.contains(.document) else {
      return false
    }
    guard !before.contains(where: { $0.contains(.negation) }) else { return false }
    let after = senses[(name + 1)..<(words.upperBound + 1)].prefix(4)
    let isOnOther = !all.contains(.address) && after.contains { !$0.contains(.known) }
    guard !isOnOther, all.contains(.clock) || !all.isDisjoint(with: [.until, .from]) else { return false }
    return unknown <= max(1, words.count / 4)
  }
}

extension Line {
  /// True for a word that begins a time of day, also one that does not exist.
  func isClock(at index: Int) -> Bool {
    let word = words[index]
    guard word.startsWithDigit || word.folded == "noon" || word.folded == "midi" else { return false }
    do {
      return try ClockTime.read(in: self, at: index) != nil
    } catch {
      return true
    }
  }

  /// True for a word that begins a date, with or without a year.
  func isDay(at index: Int) -> Bool {
    let word = words[index]
    guard index + 1 < words.count else { return false }
    let next = words[index + 1]
    if CalendarNames.months[word.folded] != nil {
      return CalendarNames.day(next.folded) != nil && next.range.count <= 4
    }
    guard word.startsWithDigit, CalendarNames.day(word.folded) != nil || word.range.count == 4 else { return false }
    if CalendarNames.months[next.folded] != nil { return true }
    guard let month = next.number, (1...12).contains(month) else { return false }
    return ["/", ".", "-"].contains(gap(after: index)) && next.range.count <= 2
  }
}
