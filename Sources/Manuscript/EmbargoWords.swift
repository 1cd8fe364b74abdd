// The words of embargo notices in nl, fr, en and de, with the role of each.

/// The roles of a word in an embargo notice. A word without a role does not belong in one.
struct EmbargoWords: OptionSet, Sendable {
  let rawValue: UInt32

  /// It does not change the meaning of a notice.
  static let plain = EmbargoWords(rawValue: 1)
  /// It occurs in notices and can change their meaning.
  static let unsure = EmbargoWords(rawValue: 1 << 1)
  static let name = EmbargoWords(rawValue: 1 << 2)
  static let under = EmbargoWords(rawValue: 1 << 3)
  /// To publish, to broadcast, publication.
  static let spreading = EmbargoWords(rawValue: 1 << 4)
  /// The nouns among them that can open a line: `Publicatie: donderdag 10 uur`.
  static let release = EmbargoWords(rawValue: 1 << 5)
  static let negation = EmbargoWords(rawValue: 1 << 6)
  static let until = EmbargoWords(rawValue: 1 << 7)
  static let from = EmbargoWords(rawValue: 1 << 8)
  /// Until or from, among other meanings: for, voor.
  static let looseLimit = EmbargoWords(rawValue: 1 << 9)
  static let permission = EmbargoWords(rawValue: 1 << 10)
  /// It turns the publishing word right after it into a permission: for release, à publier.
  static let purpose = EmbargoWords(rawValue: 1 << 11)
  static let day = EmbargoWords(rawValue: 1 << 12)
  static let ended = EmbargoWords(rawValue: 1 << 13)
  static let secret = EmbargoWords(rawValue: 1 << 14)
  static let hold = EmbargoWords(rawValue: 1 << 15)
  static let immediate = EmbargoWords(rawValue: 1 << 16)
  static let article = EmbargoWords(rawValue: 1 << 17)
  static let document = EmbargoWords(rawValue: 1 << 18)
  static let request = EmbargoWords(rawValue: 1 << 19)

  static let limit: EmbargoWords = [.until, .from, .looseLimit]
  static let conditions: EmbargoWords = [.negation, .permission, .purpose]

  private static let lists: [(EmbargoWords, String)] = [
    ([.plain, .name], "embargo embargoed embargos persembargo embargodatum embargotijd embargotermijn sperrfrist"),
    ([.plain, .under], "onder sous under unter"),
    (
      [.plain, .spreading],
      """
      publiceren publiceer gepubliceerd verspreiden verspreid vrijgeven vrijgegeven uitzenden uitgezonden openbaar
      openbaarmaking bekendmaken bekendmaking bekendgemaakt delen gedeeld overnemen publier publie publiee publies
      publiees diffuser diffuse diffusee diffuses diffusees divulguer divulgue divulguee relayer rendu rendre
      transmettre partager publish published publishing released broadcast broadcasting distribute distributed
      distribution disseminate disseminated circulate circulated share shared issue issued aired post posted
      transmission use used usable quoted cited gebruiken gebruikt gebruik bruikbaar utiliser utilise
      utilisee utilises utilisation utilisable utilisables exploiter exploitable reprendre reprise citer
      citeren geciteerd
      veroffentlichen veroffentlicht veroffentlichung verbreiten freigegeben publiez diffusez
      """
    ),
    ([.plain, .spreading, .release], "publicatie publication release diffusion verspreiding vrijgave parution"),
    (
      [.plain, .negation],
      """
      niet geen nooit not no never ne n pas nicht keine interdit interdite interdits interdites interdiction verboden
      prohibited forbidden aucun aucune zonder sans without non nee none neant nihil niets rien nothing
      """
    ),
    ([.plain, .until], "tot until till til before avant jusqu jusque bis vor prior"),
    ([.plain, .from], "vanaf from partir compter ab"),
    ([.unsure, .from], "na after apres nach"),
    ([.plain, .looseLimit, .purpose], "voor for"),
    ([.plain, .purpose], "pour te ter a"),
    ([.unsure, .until], "eerder earlier"),
    (
      [.plain, .permission],
      """
      vrij free toegestaan toegelaten mogelijk mag mogen autorise autorisee autorises permis permise libre possible
      authorised authorized allowed permitted cleared
      """
    ),
    ([.unsure, .permission], "enkel slechts alleen uitsluitend only uniquement seulement"),
    (
      [.unsure, .day],
      """
      morgen overmorgen vandaag vanavond tomorrow today tonight demain aujourd morgenochtend midnight minuit
      middernacht
      mitternacht noon midi middag noen
      """
    ),
    (
      [.unsure, .ended],
      """
      opgeheven opheffing leve levee lifted lifts lift ended expired verstreken verlopen vervallen afgelopen voorbij
      over beeindigd aufgehoben termine
      """
    ),
    ([.plain, .ended], "einde eindigt fin end ends expires expire lapses afloopt"),
    ([.plain, .secret], "reservee reserve reserves reservees voorbehouden gereserveerd reserved"),
    ([.unsure, .secret], "vertrouwelijk confidentieel confidentiel confidentielle confidential vertraulich"),
    ([.plain, .hold], "hold held bewaren"),
    ([.unsure, .immediate], "immediate immediately onmiddellijk onmiddellijke immediat immediats immediatement"),
    ([.plain, .article], "de het een le la l les un une the der die das d"),
    (
      [.plain, .document],
      """
      persbericht persberichten bericht communique communiques presse press news media pers tekst texte text document
      documents rapport report studie etude study nota note dossier advies avis opinion persmap inhoud contenu
      contents
      information informations informatie info story message mededeling persmededeling statement verklaring
      declaration
      onderhavig onderhavige present
      """
    ),
    (
      [.plain, .request],
      """
      gelieve alstublieft aub merci please svp veuillez priere verzoeken verzoek vragen prions kindly respecteren
      pries prie asked requested verzocht
      respecter respect observe
      """
    ),
    (
      [.plain],
      """
      strikt strict strikte stricte strictly streng strikten totaal total absolu absoluut dit deze this these ce cet
      cette ces is are be est sont etre ete zijn wordt worden blijft blijven remains geldt gelden geldig valid valable
      valt moet must may can peut peuvent doit doivent shall om uur at on op au aux du des van of in en et and ou or
      to it s h er datum date dates heure time tijd tijdstip lokale locale local belgische belgian belge brussel
      bruxelles brussels brusselse um den am pm m p ten qu que that you u vous ons nous we wij us redactie redacties
      redaction redactions journalisten journalists journalistes onderwerp objet subject betreft concerne
      betreff fw fwd
      re tr r vers y c maak gemaakt gebracht brengen public publique opgelet attention nb do don
      hrs hours uhr nieuws perstekst persdossier persnota medias sont
      soumis soumise fixe fixee t bijgaand bijgaande bijgevoegd bijgevoegde ci joint
      jointe attached below hieronder strictement cet cest bst gmt utc hnec haec mez mesz loopt af prend prendra
      informatie persinformatie as dan geven precies precises precise ochtends
      """
    ),
    ([.unsure], "persconferentie persmoment conference briefing eerst first voorlopig provisional vroegste"),
  ]

  private static let table: [String: EmbargoWords] = {
    var table: [String: EmbargoWords] = [:]
    for (roles, words) in lists {
      for word in words.split(whereSeparator: \.isWhitespace) { table[String(word), default: []].formUnion(roles) }
    }
    return table
  }()

  /// The roles of each word of a line. Numbers, months and weekdays are plain.
  static func roles(in line: Line) -> [EmbargoWords] {
    let capitals = line.isInCapitals
    var roles = line.words.map { word -> EmbargoWords in
      if let roles = table[word.folded] {
        // “The UN embargo” is not an embargo on a text.
        return word.folded == "un" && !capitals && line.text(word.range) == "UN" ? [] : roles
      }
      if word.startsWithDigit { return .plain }
      if CalendarNames.weekdays[word.folded] != nil { return [.plain, .day] }
      return CalendarNames.months[word.folded] != nil ? .plain : []
    }
    markSpacedName(line, &roles)
    return roles
  }

  /// Marks the letters of a spaced name: E M B A R G O.
  private static func markSpacedName(_ line: Line, _ roles: inout [EmbargoWords]) {
    let letters = ["e", "m", "b", "a", "r", "g", "o"]
    guard line.words.count >= letters.count else { return }
    for start in 0...(line.words.count - letters.count) where line.words[start].folded == "e" {
      guard letters.indices.allSatisfy({ line.words[start + $0].folded == letters[$0] }) else { continue }
      for index in letters.indices { roles[start + index] = .unsure }
      roles[start].insert(.name)
    }
  }
}

extension Word {
  var startsWithDigit: Bool { folded.utf8.first.map { (0x30...0x39).contains($0) } ?? false }
}
