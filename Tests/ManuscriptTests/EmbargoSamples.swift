// Manuscripts with an embargo in many wordings and places, and others that only mention one.

import Testing

/// A line and its place in a fixed release.
struct EmbargoSample: Sendable, CustomTestStringConvertible {
  enum Place: Sendable {
    case aboveTitle, belowTitle, foot, insideText, forwarded
  }

  var line: String
  var place = Place.aboveTitle
  var language = "nl"
  /// The end of the embargo; nil when the release must be held.
  var instant: String?

  var testDescription: String { "\(language): \(line)" }

  static let titles = [
    "nl": "Testraad vraagt een plan voor de haven", "fr": "Le Conseil test demande un plan pour le port",
    "en": "Test Council calls for a plan for the port",
  ]

  private static let texts = [
    "nl": (
      "PERSBERICHT", "De Testraad vraagt dat de stad een plan maakt voor de haven en voor de bedrijven die er werken.",
      "Het plan moet er zijn voor het einde van het jaar. De raad wil er met de sociale partners aan werken."
    ),
    "fr": (
      "COMMUNIQUÉ DE PRESSE",
      "Le Conseil test demande que la ville fasse un plan pour le port et pour les entreprises qui y travaillent.",
      "Le plan doit être prêt pour la fin de l’année. Le conseil veut y contribuer avec les partenaires sociaux."
    ),
    "en": (
      "PRESS RELEASE",
      "The Test Council calls on the city to make a plan for the port and the companies that work there.",
      "The plan has to be ready by the end of the year. The council wants to work on it with the social partners."
    ),
  ]

  private static let mailHeads = [
    "nl": "Van: Kim STAALTJE <kim@example.org>\nVerzonden: woensdag 21 mei 2025 16:55\nAan: redactie@example.org\n",
    "fr": "De : Kim STAALTJE <kim@example.org>\nEnvoyé : mercredi 21 mai 2025 16:55\nÀ : redaction@example.org\n",
    "en": "From: Kim STAALTJE <kim@example.org>\nSent: Wednesday, 21 May 2025 16:55\nTo: news@example.org\n",
  ]

  var title: String { Self.titles[language] ?? "" }

  var manuscript: String {
    guard let (kind, lead, body) = Self.texts[language] else { return line }
    let blocks =
      switch place {
      case .aboveTitle: [kind, line, title, lead, body]
      case .belowTitle: [kind, title, line, lead, body]
      case .foot: [kind, title, lead, body, line]
      case .insideText: [kind, title, lead, body, line, body]
      case .forwarded: [(Self.mailHeads[language] ?? "") + line, kind, title, lead, body]
      }
    return blocks.joined(separator: "\n\n")
  }
}

extension EmbargoSample {
  init(_ line: String, _ place: Place, _ language: String, _ instant: String? = nil) {
    self.init(line: line, place: place, language: language, instant: instant)
  }

  private static let ten = "2025-05-22T08:00:00Z"

  static let dutch: [EmbargoSample] = [
    EmbargoSample("Embargo-opheffing: 22 mei 2025, 10u", .foot, "nl", ten),
    EmbargoSample("Gelieve niets te publiceren voor donderdag 10 uur", .foot, "nl"),
    EmbargoSample("Embargo: 10.00 uur", .aboveTitle, "nl"),
    EmbargoSample("Embargo 22/5 – 9u", .aboveTitle, "nl"),
    EmbargoSample("**EMBARGO**", .aboveTitle, "nl"),
    EmbargoSample("Publicatie toegestaan vanaf 22 mei 2025 om 10 uur", .aboveTitle, "nl", ten),
    EmbargoSample("Niet te verspreiden vóór donderdag 22 mei 2025, 10.00 uur", .aboveTitle, "nl", ten),
    EmbargoSample("NIET VERSPREIDEN VOOR 22 MEI 10 UUR", .belowTitle, "nl"),
    EmbargoSample("Dit persbericht is onder embargo tot 22 mei 2025 om 10 uur.", .belowTitle, "nl", ten),
    EmbargoSample("Dit bericht mag niet worden gepubliceerd vóór 22 mei 2025 om 10 uur.", .foot, "nl", ten),
    EmbargoSample("Dit bericht mag niet worden\ngepubliceerd vóór 22 mei om 10 uur.", .foot, "nl"),
    EmbargoSample("Strikt embargo – donderdag 10 uur", .aboveTitle, "nl"),
    EmbargoSample("Geen publicatie vóór donderdag 22 mei", .aboveTitle, "nl"),
    EmbargoSample("Vrij voor publicatie op 22 mei 2025 om 10u", .aboveTitle, "nl", ten),
    EmbargoSample("(onder embargo tot 22 mei 2025, 10 uur)", .belowTitle, "nl", ten),
    EmbargoSample("[ONDER EMBARGO]", .aboveTitle, "nl"),
    EmbargoSample("Persbericht onder embargo", .aboveTitle, "nl"),
    EmbargoSample("Persbericht – 20 mei 2025 – onder embargo tot 10 uur", .aboveTitle, "nl"),
    EmbargoSample("Onderwerp: EMBARGO 22/5 10u", .forwarded, "nl"),
    EmbargoSample("Onderwerp: FW: persbericht onder embargo tot donderdag 10 uur", .forwarded, "nl"),
    EmbargoSample("| Embargo | 22 mei 2025, 10.00 uur |", .aboveTitle, "nl", ten),
    EmbargoSample("Onder embargo tot\n22 mei 2025 om 10 uur", .belowTitle, "nl", ten),
    EmbargoSample("NIET PUBLICEREN\nvóór 22 mei 2025 om 10 uur", .aboveTitle, "nl", ten),
    EmbargoSample("Onder\u{A0}em\u{AD}bargo tot\u{202F}22\u{A0}mei 2025, 10\u{A0}uur", .foot, "nl", ten),
    EmbargoSample("Niet publiceren vo\u{301}o\u{301}r 22 mei 2025, 10u", .aboveTitle, "nl", ten),
    EmbargoSample("Embargo tot vrijdag 22 mei 2025 om 10 uur", .aboveTitle, "nl"),
    EmbargoSample("Embargo tot 22 mei 2025 om 10 uur EST", .aboveTitle, "nl"),
    EmbargoSample("Embargo opgeheven op donderdag 22 mei om 10 uur", .aboveTitle, "nl"),
    EmbargoSample("Pas publiceren vanaf donderdag 22 mei om 10 uur", .foot, "nl"),
    EmbargoSample("Gelieve het embargo tot morgen 10 uur te respecteren.", .belowTitle, "nl"),
    EmbargoSample("Vertrouwelijk tot 22 mei 2025 om 10 uur", .aboveTitle, "nl", ten),
    EmbargoSample("E M B A R G O tot 22 mei, 10 uur", .aboveTitle, "nl"),
    EmbargoSample("Niet verspreiden", .aboveTitle, "nl"),
    EmbargoSample("Niet publiceren voor 22 mei 2025 om 10 uur, met dank.", .insideText, "nl"),
    EmbargoSample("Mag vóór 22 mei 2025 om 10 uur niet verspreid worden", .foot, "nl", ten),
    EmbargoSample("EMBARGO: tot na de persconferentie", .aboveTitle, "nl"),
  ]

  static let french: [EmbargoSample] = [
    EmbargoSample("Levée de l’embargo : jeudi 22 mai à 10h", .foot, "fr"),
    EmbargoSample("Les médias sont priés de ne rien publier avant le 22 mai à 10h.", .foot, "fr"),
    EmbargoSample("Embargo : 10h00", .aboveTitle, "fr"),
    EmbargoSample("Embargo 22/5 – 9h", .aboveTitle, "fr"),
    EmbargoSample("**SOUS EMBARGO**", .aboveTitle, "fr"),
    EmbargoSample("Diffusion autorisée à partir du 22 mai 2025 à 10h", .aboveTitle, "fr", ten),
    EmbargoSample("Ne pas diffuser avant le jeudi 22 mai 2025 à 10h00", .aboveTitle, "fr", ten),
    EmbargoSample("À NE PAS PUBLIER AVANT LE 22 MAI, 10H", .belowTitle, "fr"),
    EmbargoSample("Ce communiqué est sous embargo jusqu’au 22 mai 2025 à 10h.", .belowTitle, "fr", ten),
    EmbargoSample("Ce communiqué ne peut être diffusé avant le 22 mai 2025 à 10h.", .foot, "fr", ten),
    EmbargoSample("Le présent communiqué ne peut être\npublié avant le 22 mai à 10 heures.", .foot, "fr"),
    EmbargoSample("Embargo strict – jeudi 10 heures", .aboveTitle, "fr"),
    EmbargoSample("Diffusion interdite avant le jeudi 22 mai", .aboveTitle, "fr"),
    EmbargoSample("Pour publication le 22 mai 2025 à 10h", .aboveTitle, "fr", ten),
    EmbargoSample("(sous embargo jusqu’au 22 mai 2025 à 10h)", .belowTitle, "fr", ten),
    EmbargoSample("[EMBARGO]", .aboveTitle, "fr"),
    EmbargoSample("Communiqué de presse sous embargo", .aboveTitle, "fr"),
    EmbargoSample("Communiqué de presse – 20 mai 2025 – sous embargo jusqu’à 10h", .aboveTitle, "fr"),
    EmbargoSample("Objet : EMBARGO 22/5 10h", .forwarded, "fr"),
    EmbargoSample("Objet : TR : communiqué sous embargo jusqu’à jeudi 10h", .forwarded, "fr"),
    EmbargoSample("| Embargo | 22 mai 2025, 10h00 |", .aboveTitle, "fr", ten),
    EmbargoSample("Sous embargo jusqu’au\n22 mai 2025 à 10h", .belowTitle, "fr", ten),
    EmbargoSample("NE PAS PUBLIER\navant le 22 mai 2025 à 10h", .aboveTitle, "fr", ten),
    EmbargoSample("Sous\u{A0}em\u{AD}bargo jusqu’au 22\u{A0}mai\u{202F}2025, 10\u{A0}h", .foot, "fr", ten),
    EmbargoSample("A\u{300} ne pas diffuser avant le 22 mai 2025, 10h", .aboveTitle, "fr", ten),
    EmbargoSample("Embargo jusqu’au vendredi 22 mai 2025 à 10h", .aboveTitle, "fr"),
    EmbargoSample("Embargo : 15 janvier 2025, 10h HNEC", .aboveTitle, "fr", "2025-01-15T09:00:00Z"),
    EmbargoSample("Embargo : 22 mai 2025, 10h (heure de Bruxelles)", .aboveTitle, "fr", ten),
    EmbargoSample("Embargo levé le jeudi 22 mai à 10h", .aboveTitle, "fr"),
    EmbargoSample("Merci de ne pas publier avant jeudi 10h.", .foot, "fr"),
    EmbargoSample("Merci de respecter l’embargo jusqu’à demain 10h.", .belowTitle, "fr"),
    EmbargoSample("Confidentiel jusqu’au 22 mai 2025 à 10h", .aboveTitle, "fr", ten),
    EmbargoSample("Ne pas diffuser", .aboveTitle, "fr"),
    EmbargoSample("Ne pas publier avant le 22 mai 2025 à 10h, merci aux rédactions de Belgique.", .insideText, "fr"),
    EmbargoSample("Aucune diffusion avant le 22 mai, 10h", .foot, "fr"),
    EmbargoSample("EMBARGO : fin de la conférence de presse", .aboveTitle, "fr"),
  ]

  static let english: [EmbargoSample] = [
    EmbargoSample("Embargo ends: Thursday, 10:00", .foot, "en"),
    EmbargoSample("Media are asked not to publish this before Thursday, 10 am.", .foot, "en"),
    EmbargoSample("Embargo: 10.00 am", .aboveTitle, "en"),
    EmbargoSample("Embargo 22/5 – 9am", .aboveTitle, "en"),
    EmbargoSample("**STRICT EMBARGO**", .aboveTitle, "en"),
    EmbargoSample("Not to be published before 22 May 2025, 10:00", .aboveTitle, "en", ten),
    EmbargoSample("Hold for release until Thursday 22 May 2025, 10 am", .aboveTitle, "en", ten),
    EmbargoSample("HOLD FOR RELEASE UNTIL 10AM THURSDAY", .belowTitle, "en"),
    EmbargoSample("This press release is under embargo until 10:00 on 22 May 2025.", .belowTitle, "en", ten),
    EmbargoSample("This release must not be published or broadcast before 10:00 on 22 May 2025.", .foot, "en", ten),
    EmbargoSample("This text may not be published or\nbroadcast before 10 am on 22 May.", .foot, "en"),
    EmbargoSample("Strict embargo – 10 am Thursday", .aboveTitle, "en"),
    EmbargoSample("No publication before Thursday 22 May", .aboveTitle, "en"),
    EmbargoSample("For release on 22 May 2025 at 10:00", .aboveTitle, "en", ten),
    EmbargoSample("For release after 10:00 on 22 May", .aboveTitle, "en"),
    EmbargoSample("(under embargo until 22 May 2025, 10:00)", .belowTitle, "en", ten),
    EmbargoSample("[EMBARGOED]", .aboveTitle, "en"),
    EmbargoSample("Press release under embargo", .aboveTitle, "en"),
    EmbargoSample("Press release – 20 May 2025 – under embargo until 10 am", .aboveTitle, "en"),
    EmbargoSample("Subject: EMBARGO 22/5 10am", .forwarded, "en"),
    EmbargoSample("Subject: FW: press release embargoed for Thursday 10 am", .forwarded, "en"),
    EmbargoSample("| Embargo | 22 May 2025, 10:00 |", .aboveTitle, "en", ten),
    EmbargoSample("Under embargo until\n22 May 2025 at 10:00", .belowTitle, "en", ten),
    EmbargoSample("NOT FOR RELEASE\nBEFORE 10:00 ON 22 MAY 2025", .aboveTitle, "en", ten),
    EmbargoSample("Under\u{A0}em\u{AD}bargo until\u{202F}22\u{A0}May 2025, 10\u{A0}am", .foot, "en", ten),
    EmbargoSample("Embargoed until Friday 22 May 2025, 10 am", .aboveTitle, "en"),
    EmbargoSample("EMBARGOED UNTIL 09:00 BST, 22 May 2025", .aboveTitle, "en", "2025-05-22T08:00:00Z"),
    EmbargoSample("Embargoed for 10:00 CEST on 22 May 2025", .aboveTitle, "en", ten),
    EmbargoSample("Embargo lifts at 10 am on Thursday 22 May", .aboveTitle, "en"),
    EmbargoSample("Please do not share before Thursday 10 am.", .foot, "en"),
    EmbargoSample("Please respect the embargo until tomorrow at 10 am.", .belowTitle, "en"),
    EmbargoSample("Confidential until 22 May 2025, 10 am", .aboveTitle, "en", ten),
    EmbargoSample("Not for distribution", .aboveTitle, "en"),
    EmbargoSample("Do not publish before 10:00 on 22 May 2025, with thanks to all.", .insideText, "en"),
    EmbargoSample("Not to be released or distributed prior to 22 May, 10 am", .foot, "en"),
    EmbargoSample("EMBARGO: after the press conference", .aboveTitle, "en"),
  ]

  static let noneDutch: [EmbargoSample] = [
    EmbargoSample("Perscontact (niet voor publicatie): Kim STAALTJE, kim@example.org", .foot, "nl"),
    EmbargoSample("Inschrijven kan tot 22 mei 2025 om 10 uur", .foot, "nl"),
    EmbargoSample("VOOR ONMIDDELLIJKE PUBLICATIE", .aboveTitle, "nl"),
    EmbargoSample("Embargo opgeheven", .aboveTitle, "nl"),
    EmbargoSample("Zonder embargo", .aboveTitle, "nl"),
    EmbargoSample("Dit persbericht is niet onder embargo.", .belowTitle, "nl"),
    EmbargoSample("Gepubliceerd op 22 mei 2025 om 14:30", .belowTitle, "nl"),
    EmbargoSample("De EU verlengt het embargo tegen Rusland tot 31 januari 2026", .belowTitle, "nl"),
    EmbargoSample("Het wapenembargo blijft tot 31 december 2026 van kracht", .belowTitle, "nl"),
    EmbargoSample("De raad vraagt om het embargo op wapens tot 31 december 2026 te verlengen.", .insideText, "nl"),
    EmbargoSample("Een journalist brak het embargo op het rapport en publiceerde het al op 20 mei.", .insideText, "nl"),
    EmbargoSample("Het rapport was tot donderdag 22 mei om 10 uur onder embargo.", .insideText, "nl"),
    EmbargoSample("De minister zal de cijfers niet publiceren voor 22 mei 2025.", .insideText, "nl"),
    EmbargoSample("Embargo", .insideText, "nl"),
    EmbargoSample(
      "De stad besliste vorige week na lang overleg om het\nembargo tot 22 mei 2025 te verlengen.", .insideText, "nl"),
    EmbargoSample("De publicatie van het advies volgt op 22 mei 2025 om 10 uur.", .foot, "nl"),
  ]

  static let noneFrench: [EmbargoSample] = [
    EmbargoSample("Note aux rédactions (pas pour publication)", .foot, "fr"),
    EmbargoSample("Inscription avant le 22 mai 2025 à 10h", .foot, "fr"),
    EmbargoSample("POUR DIFFUSION IMMÉDIATE", .aboveTitle, "fr"),
    EmbargoSample("Embargo levé", .aboveTitle, "fr"),
    EmbargoSample("Sans embargo", .aboveTitle, "fr"),
    EmbargoSample("Ce communiqué n’est pas sous embargo.", .belowTitle, "fr"),
    EmbargoSample("Publié le 22 mai 2025 à 14h30", .belowTitle, "fr"),
    EmbargoSample("L’Europe prolonge l’embargo contre la Russie jusqu’au 31 janvier 2026", .belowTitle, "fr"),
    EmbargoSample("L’embargo sur les armes reste en vigueur jusqu’au 31 décembre 2026", .belowTitle, "fr"),
    EmbargoSample(
      "Le conseil demande de prolonger l’embargo sur les armes jusqu’au 31 décembre 2026.", .insideText, "fr"),
    EmbargoSample("Un journaliste a rompu l’embargo sur le rapport et l’a publié dès le 20 mai.", .insideText, "fr"),
    EmbargoSample("Le rapport était sous embargo jusqu’au jeudi 22 mai à 10h.", .insideText, "fr"),
    EmbargoSample("Le ministre ne publiera pas les chiffres avant le 22 mai 2025.", .insideText, "fr"),
    EmbargoSample("L’embargo", .insideText, "fr"),
    EmbargoSample(
      "La ville a décidé la semaine passée, après concertation, que cet\nembargo jusqu’au 22 mai 2025 est utile.",
      .insideText, "fr"),
    EmbargoSample("La publication de l’avis suivra le 22 mai 2025 à 10h dans la salle du conseil.", .foot, "fr"),
  ]

  static let noneEnglish: [EmbargoSample] = [
    EmbargoSample("Notes to editors (not for publication)", .foot, "en"),
    EmbargoSample("The statistics will be released on 22 May 2025 at 10:00.", .foot, "en"),
    EmbargoSample("FOR IMMEDIATE RELEASE", .aboveTitle, "en"),
    EmbargoSample("For immediate release: 22 May 2025, 10:00", .aboveTitle, "en"),
    EmbargoSample("Embargo lifted", .aboveTitle, "en"),
    EmbargoSample("No embargo", .aboveTitle, "en"),
    EmbargoSample("This release is not under embargo.", .belowTitle, "en"),
    EmbargoSample("Published on 22 May 2025 at 14:30", .belowTitle, "en"),
    EmbargoSample("The UN embargo until 31 January 2026 is too short", .belowTitle, "en"),
    EmbargoSample("The arms embargo stays in force until 31 December 2026", .belowTitle, "en"),
    EmbargoSample("The council asks to extend the embargo on arms until 31 December 2026.", .insideText, "en"),
    EmbargoSample("A reporter broke the embargo on the report and published it on 20 May.", .insideText, "en"),
    EmbargoSample("The report was under embargo until Thursday 22 May at 10 am.", .insideText, "en"),
    EmbargoSample("The government will not publish the figures before 22 May 2025.", .insideText, "en"),
    EmbargoSample("Trade embargo", .insideText, "en"),
    EmbargoSample(
      "The city said last week that, after all, the trade\nembargo until 22 May 2025 is needed.", .insideText, "en"),
    EmbargoSample("The publication of the opinion will follow on 22 May 2025 at 10 am.", .foot, "en"),
  ]

  static let all = dutch + french + english + furtherDutch + furtherFrench + furtherEnglish
  static let none = noneDutch + noneFrench + noneEnglish + furtherNone
}
