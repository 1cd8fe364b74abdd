// What each word of a sentence can say about holding a text back, in nl, fr, en and de.

/// The senses of a word, by its form or its beginning.
struct EmbargoSense: OptionSet, Sendable {
  let rawValue: UInt32

  /// To publish, use, quote, pass on.
  static let spreading = EmbargoSense(rawValue: 1)
  /// To keep or wait, which may concern anything.
  static let holding = EmbargoSense(rawValue: 1 << 1)
  /// Secret, silent, locked.
  static let secret = EmbargoSense(rawValue: 1 << 2)
  /// To unlock, to lift, to go live.
  static let lifting = EmbargoSense(rawValue: 1 << 3)
  static let permission = EmbargoSense(rawValue: 1 << 4)
  static let negation = EmbargoSense(rawValue: 1 << 5)
  static let only = EmbargoSense(rawValue: 1 << 6)
  static let until = EmbargoSense(rawValue: 1 << 7)
  static let from = EmbargoSense(rawValue: 1 << 8)
  static let name = EmbargoSense(rawValue: 1 << 9)
  /// Words to those who publish: u, vous, please, newsdesks.
  static let reader = EmbargoSense(rawValue: 1 << 10)
  static let document = EmbargoSense(rawValue: 1 << 11)
  /// It may stand in a notice and says nothing else.
  static let known = EmbargoSense(rawValue: 1 << 12)
  static let day = EmbargoSense(rawValue: 1 << 13)
  static let clock = EmbargoSense(rawValue: 1 << 14)
  /// Something that happens and has no date here: a speech, a session, a sign.
  static let event = EmbargoSense(rawValue: 1 << 15)
  /// Past events, pictures, registration: the sentence is about something else.
  static let other = EmbargoSense(rawValue: 1 << 16)
  static let immediate = EmbargoSense(rawValue: 1 << 17)
  /// A condition, an estimate or a change, after which no instant is certain.
  static let doubt = EmbargoSense(rawValue: 1 << 18)
  /// Free, as opposed to allowed for some purpose.
  static let free = EmbargoSense(rawValue: 1 << 19)
  /// This, present, attached.
  static let demonstrative = EmbargoSense(rawValue: 1 << 20)

  static let limit: EmbargoSense = [.until, .from]
  static let time: EmbargoSense = [.day, .clock]

  /// What a notice does with a text.
  static let acts: EmbargoSense = [.spreading, .holding, .secret, .lifting, .name, .only, .negation, .free]

  /// The senses of each word of a line; none when no word is an act.
  static func all(in line: Line) -> [EmbargoSense] {
    let capitals = line.isInCapitals
    var senses = line.words.map { word in EmbargoSense.of(word) }
    for index in senses.indices where ambiguous.contains(line.words[index].folded) {
      settle(&senses[index], line, index, isInCapitals: capitals)
    }
    markPhrases(line, &senses)
    // Most lines do nothing with a text, and times are dear to look for.
    guard senses.contains(where: { !$0.isDisjoint(with: acts) }) else { return [] }
    for index in senses.indices {
      let word = line.words[index]
      let mayBeTime = word.startsWithDigit || senses[index].contains(.day)
      if mayBeTime || CalendarNames.months[word.folded] != nil {
        senses[index].insert(.known)
        if line.isClock(at: index) { senses[index].insert(.clock) }
        if line.isDay(at: index) { senses[index].insert(.day) }
      }
      if senses[index].contains(.demonstrative),
        senses[index...].prefix(4).contains(where: { $0.contains(.document) })
      {
        senses[index].insert(.reader)
      }
    }
    return senses
  }

  private static let ambiguous: Set<String> = ["may", "des", "tot", "un", "as", "que", "qu", "no", "report"]

  private static func settle(_ sense: inout EmbargoSense, _ line: Line, _ index: Int, isInCapitals: Bool) {
    let printed = line.text(line.words[index].range)
    let next = index + 1 < line.words.count ? line.words[index + 1] : nil
    switch line.words[index].folded {
    case "may":
      let before = index > 0 ? line.words[index - 1] : nil
      if (before?.startsWithDigit ?? false) || (next?.startsWithDigit ?? false) { sense.remove(.permission) }
    case "des": if printed.lowercased() == "dès" { sense.insert(.from) }
    case "tot": if printed.lowercased() == "tôt" { sense.insert([.until, .known]) }
    case "un": if printed == "UN", !isInCapitals { sense = [] }
    case "as": if next?.folded == "of" || next?.folded == "from" { sense.insert(.from) }
    case "no": if next?.isNumber ?? false { sense.remove(.negation) }
    case "que", "qu":
      if line.words[..<index].contains(where: { $0.folded == "ne" || $0.folded == "n" }) { sense.insert(.only) }
    case "report": if index > 0, ["to", "not"].contains(line.words[index - 1].folded) { sense.insert(.spreading) }
    default: break
    }
  }

  /// Two words that mean something only together: `sit on`, `naar buiten`, `sous clé`.
  private static func markPhrases(_ line: Line, _ senses: inout [EmbargoSense]) {
    for index in line.words.indices {
      guard let pairs = phrases[line.words[index].folded] else { continue }
      for (rest, sense) in pairs where line.words.count - index > rest.count {
        guard rest.indices.allSatisfy({ line.words[index + 1 + $0].folded == rest[$0] }) else { continue }
        for place in index...(index + rest.count) {
          senses[place] = senses[place].subtracting(.other).union(sense).union(.known)
        }
      }
    }
  }

  private static func of(_ word: Word) -> EmbargoSense {
    if let sense = words[word.folded] { return sense }
    guard word.range.count >= 4, let stems = stems[String(word.folded.prefix(3))] else { return [] }
    return stems.reduce(into: []) { sense, stem in
      if word.folded.hasPrefix(stem.text) { sense.formUnion([stem.sense, .known]) }
    }
  }

  // MARK: Words

  private static func table(_ lists: [(EmbargoSense, String)]) -> [String: EmbargoSense] {
    var table: [String: EmbargoSense] = [:]
    for (sense, words) in lists {
      for word in words.split(whereSeparator: \.isWhitespace) {
        table[String(word), default: .known].formUnion(sense)
      }
    }
    return table
  }

  private static let words: [String: EmbargoSense] = {
    var words = table(lists)
    for day in CalendarNames.weekdays.keys { words[day, default: .known].insert(.day) }
    return words
  }()

  private static let stems: [String: [(text: String, sense: EmbargoSense)]] = {
    var table: [String: [(text: String, sense: EmbargoSense)]] = [:]
    for (sense, texts) in stemLists {
      for text in texts.split(whereSeparator: \.isWhitespace) {
        table[String(text.prefix(3)), default: []].append((String(text), sense))
      }
    }
    return table
  }()

  private static let phrases: [String: [(rest: [String], sense: EmbargoSense)]] = {
    var table: [String: [(rest: [String], sense: EmbargoSense)]] = [:]
    for (sense, list) in phraseLists {
      for phrase in list {
        let words = phrase.split(separator: " ").map(String.init)
        table[words[0], default: []].append((Array(words.dropFirst()), sense))
      }
    }
    return table
  }()

  private static let phraseLists: [(EmbargoSense, [String])] = [
    (
      .secret,
      [
        "sit on", "sits on", "under wraps", "off the record", "between us", "under lock", "sous clef", "sous cle",
        "sous le coude", "entre nous", "onder ons", "onder u", "onder de pet", "onder de radar", "achter slot",
        "voor u houden", "voor uzelf", "pour vous", "to yourself", "to yourselves", "in the drawer", "sous silence",
        "background only", "sit tight", "reserve levee", "reserve est levee", "hold back", "held back", "on hold",
        "in de koelkast", "op slot",
      ]
    ),
    (
      .spreading,
      [
        "naar buiten", "de wereld in", "wereldkundig", "on air", "in print", "en ligne", "a l antenne", "sur antenne",
        "op antenne", "in de krant", "in de ether", "out the door", "run the", "run this", "running this",
        "running the", "air the", "air this", "faire etat", "make public", "made public", "rendre public",
        "rendue publique", "rendues publiques", "rendu public", "het net op",
      ]
    ),
    (
      .lifting,
      [
        "go live", "goes live", "going live", "gaat live", "live vanaf", "live from", "live at", "in the clear",
        "green light", "feu vert", "groen licht", "comes out", "is out", "gaat open", "gaat vrij", "komt vrij",
        "komen vrij", "free to", "vrij te", "libre de", "libre d", "libres de", "libres d", "time of release",
        "release time", "hour of release", "story breaks", "news breaks", "tombe le", "tombe a",
      ]
    ),
    (.until, ["tant que", "as long as", "so long as"]),
    (.free, ["a vous", "all yours"]),
    (.doubt, ["in plaats van", "instead of", "au lieu de", "au lieu du", "tot en met", "up to and", "jusque et y"]),
    (.from, ["a partir", "a compter", "as of", "as from", "zodra"]),
    (.reader, ["we ask", "wij vragen", "we vragen", "we trust", "we count", "nous comptons"]),
    (
      .event,
      [
        "further notice", "nader order", "nouvel ordre", "nouvel avis", "nader bericht", "our signal", "notre signal",
        "ons signaal", "24 hours", "24 heures", "24 uur", "48 hours", "48 heures", "48 uur", "the all clear",
      ]
    ),
  ]

  private static let stemLists: [(EmbargoSense, String)] = [
    (
      .spreading,
      """
      publi gepubli diffus rediffus verspreid vrijgev uitzend uitgezond openba bekendm bekendg gebruik overneem
      overnem overgenomen overname onthul divulg utilis exploit relay relai repris reprend parution parait paraitr
      devoil ebruit reprodu partag releas broadcast usab quot distribut circulat disclos reveal veroffentlich verbreit
      verwend bruikba verschijn dissemin geciteer reporting reported uitbreng uitgebracht meegedeeld meedeel
      medegedeeld communiquer communiquez communiquee doorgev gedeeld transmett aankondig aangekondigd announc annonc
      printing printed republi imprim montr getoond citer citee berichtgeving airing evoqu coverage couvertur covered
      mention vermeld wereldkundig bericht berichten ruchtbaar ebruite appear paraiss sorti sortir brengen brengt
      gebracht leak lekken uitlek posten posting breng tweet twitter antenne
      """
    ),
    (
      .secret,
      """
      geheim vertrouwelijk confiden secret discret discretie stilzwijg stilte silence silencieu verrouill vergrendel
      geblokkeer blokker bloqu locked lockup quarantain quarantin sperr radiostilte wachttijd wachtperiode
      wachttermijn blackout
      zwijg onderpand achterhou achtergehou retenu retention withh privatim embargoed taire tairez
      """
    ),
    (
      .holding,
      """
      bewar bewaar vasthou conserver conservez prive private patient differ reporter uitstel uitgesteld postpon defer
      delay opschort suspend wacht attend attente
      """
    ),
    (
      .lifting,
      """
      unlock deverrouill ontgrendel vrijga vrijgegev vrijgave deblo liberation liber unseal unembargo freigabe
      freigegeben opheff opgehev gedeblokkeer
      """
    ),
    (.permission, "allow permit permis autoris authoris authoriz toegelat toegestaa clear pourr"),
    (.negation, "interdi verbod verbied prohib forbid proscri restrict niemand"),
    (
      .other,
      """
      foto photo beeld visuel video accredit inschrijv inscri regist aanmeld reserv ticket billet kaart webinar
      livestream candidat sollicit pesticid
      """
    ),
    (.doubt, "voorlopig provisoir provision tenzij sauf unless except behalve excep approx omstreeks environ ongeveer"),
    (
      .event,
      """
      persconferentie persmoment conferen toesprak toespraak discours allocution zitting seance ministerraad speech
      session stemming kamerdebat beurssluiting cloture meeting vergader
      """
    ),
    (.document, "gegevens donnee resulta cijfer chiffre conclusi bevinding aankondiging"),
    (.reader, "redacti redakt newsdesk nieuwsdienst correspondent"),
  ]

  private static let lists: [(EmbargoSense, String)] = [
    (
      .spreading,
      """
      use used using usage cite cited cites citation citations ligne post posted share shared sharing air aired delen
      online live publicatie publication release diffusion reprise buiten pickup print antenna citeren uit vertellen
      """
    ),
    (.holding, "hold held keep kept garder gardez garde retenir houden houd houdt wait wachten attendre attendez"),
    (.lifting, "levee leve lever lifts lifted lift unlocks opheffing vrijgave breaks afgelopen verstrijkt"),
    ([.permission, .free], "vrij vrije free libre libres liber frei"),
    (
      .permission,
      """
      mag mogen may can kan kunnen peut peuvent possible mogelijk beschikbaar available disponible ok okay bon welcome
      yours pouvez time tijdstip moment heure
      """
    ),
    (
      .negation,
      """
      niet geen nooit not no never ne n pas nicht keine aucun aucune sans zonder nee non none rien niets nothing don
      evitez avoid vermijd
      """
    ),
    (.only, "pas only alleen enkel slechts uitsluitend seulement uniquement exclusivement erst strikt strictly"),
    (
      .until,
      """
      tot until till til before avant jusqu jusque prior voor vor bis earlier eerder sooner ahead vooraleer voordat
      zolang
      alvorens auparavant plus d ici beforehand
      """
    ),
    (
      .from,
      """
      vanaf from partir compter after na apres nach ab starting onwards onward vroegste earliest zodra once since nadat
      sobald
      """
    ),
    (.name, "embargo embargos persembargo embargodatum embargotijd embargotermijn embargotekst sperrfrist embargoed"),
    (
      .reader,
      """
      u uw vous vos votre you your gelieve merci please svp veuillez priere prie prions alstublieft aub kindly bitte
      editors editor newsroom newsrooms journalisten journalistes journalists collega colleagues confreres rekenen
      rely trust comptons verzoeken demandons
      asked requested verzocht
      """
    ),
    (
      .document,
      """
      nieuws news nouvelle nouvelles data elementen elements element figures onderzoek findings material materiaal
      materiel tekst texte text artikel article announcement annonce persbericht persberichten bericht communique
      communiques document documents rapport report studie etude study nota note dossier advies avis opinion persmap
      inhoud contenu contents information informations informatie info story message mededeling persmededeling
      statement verklaring declaration perstekst perstekst copy papier scoop primeur exclu exclusivite
      """
    ),
    (.demonstrative, "dit deze this these ce cet cette ces present presente presents onderhavig bijgaand ci our onze"),
    (.immediate, "immediate immediately onmiddellijk onmiddellijke immediat immediats immediatement immediate"),
    (
      .other,
      """
      was were werd werden waren etait etaient had avait avaient hadden fut furent logo logos pictures images
      interviews entree entrance toegang admission ingang
      """
    ),
    (
      .doubt,
      """
      if indien si about around circa ca rond vers approximately normally normaal normalement originally
      previously oorspronkelijk initialement moved verplaatst verschoven gewijzigd deplace deplacee reporte reportee
      instead plutot hors unless verwacht expected prevu prevue gepland planned maybe wellicht
      """
    ),
    (.event, "sessie signaal signal order ordre notice vote"),
    (
      .day,
      """
      morgen overmorgen vandaag vanavond tomorrow today tonight demain aujourd morgenochtend midnight minuit
      middernacht mitternacht namiddag
      """
    ),
    ([.clock], "noon midi"),
    (
      [],
      """
      als as dan than then te zal will sera shall worden moet must should dient dienen gehouden tenu tenue wij we us
      ons notre nous het er daarvan over en any all tout toute tous toutes alle part deel delen pers press presse media
      medias precies precises precise sharp exactly pile stipt geven gegeven komt kom zo strict strikte stricte just
      vragen vraagt ask demande prions remercions thank thanks dank dankt dat ook avec with met mis mise mises go out
      ochtends avonds namiddags middags soir matin morning evening afternoon night nacht nuit de le een la les l un une
      the der die das is are be est sont etre ete zijn wordt blijft blijven blijf remains remain stay stays geldt
      gelden geldig valid loopt af ends end ended einde eindigt fin expires expire lapses doit doivent om uur at on op
      aux du van in et and to it its h er datum date dates tijd lokale locale local belgische belgian brussel bruxelles
      brussels brusselse paris parijs londres london londen amsterdam berlin luxembourg luxemburg dublin um den am pm
      m p ten qu que that voir s c maak gemaakt
      public publique opgelet attention nb t hrs hours uhr hour heures uren clock o utc gmt cet cest bst hnec haec mez
      mesz status statut soumis soumise ni nor y compris including reseaux sociaux sociale social for pour a au ter
      ook nog steeds do does sur doen confie confiee remis verstuurd sent given advance avance voorhand vooraf in
      krijgt krijgen recoit
      recoivent ontvangt receive drawn anything everything niks allemaal rappel reminder herinnering souhaite souhaitee
      gevraagd gewenst par by door via website sites site web erop eropdat wel weer zelf meme same
      nieuw nieuwe new nouvel nouveau laatste note noot ter attentie attn nl fr en version versie hieronder ci dessous
      below joint jointe
      """
    ),
  ]
}
