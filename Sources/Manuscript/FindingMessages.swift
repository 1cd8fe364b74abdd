// The messages of the findings in the desk's three languages: what was found and what to do.

import Values

extension Finding {
  var message: LocalizedText {
    switch code {
    case .notText, .missingTitle, .missingText, .unclearLanguage, .unplacedText: textMessage
    case .missingLanguage, .outdatedLanguage: languageMessage
    case .placeholderLink, .emptyLink, .deadLink, .unsafeLink, .unclosedMarkdown, .escapedHTML: markupMessage
    case .unreadableEmbargo: embargoMessage
    case .noReleaseDate, .invalidDate, .unclearDate, .weekdayMismatch: dateMessage
    case .unplannedDate, .unplannedDateline, .unplannedAddress, .notMinor: publicationMessage
    case .noContact, .invalidPhone, .extraContactDetail, .contactWithoutName: contactMessage
    case .unknownSite, .suggestedSite, .unknownCorrected, .hiddenReference: referenceMessage
    case .pictureLeftOut, .contactsLeftOut: omissionMessage
    }
  }

  /// The value in the quotation marks of each language.
  var quoted: LocalizedText {
    let text = shortValue
    return LocalizedText(nl: "“\(text)”", fr: "« \(text) »", en: "“\(text)”")
  }

  /// The value, shortened to 120 characters.
  private var shortValue: String {
    let text = value ?? ""
    return text.count > 120 ? text.prefix(117) + "…" : text
  }

  private var textMessage: LocalizedText {
    switch code {
    case .notText:
      LocalizedText(
        nl: "Dit is geen tekst maar een binair bestand. Bewaar het document als platte tekst en stuur dat in.",
        fr:
          "Ceci n’est pas un texte mais un fichier binaire. Enregistrez le document en texte brut et envoyez celui-ci.",
        en: "This is a binary file, not text. Save the document as plain text and send that.")
    case .missingTitle:
      LocalizedText(
        nl: "Er is geen titel gevonden. Zet de titel op een eigen regel boven de tekst.",
        fr: "Aucun titre n’a été trouvé. Placez le titre sur sa propre ligne, au-dessus du texte.",
        en: "No title was found. Put the title on a line of its own above the text.")
    case .missingText:
      LocalizedText(
        nl: "Er is geen tekst gevonden. Zet onder de titel wat er te melden is.",
        fr: "Aucun texte n’a été trouvé. Écrivez sous le titre ce qu’il y a à annoncer.",
        en: "No text was found. Write the text below the title.")
    case .unclearLanguage:
      LocalizedText(
        nl: "De taal van deze tekst is niet zeker; hij is als \(language.nl) opgenomen. Kijk na of dat klopt.",
        fr: "La langue de ce texte n’est pas certaine ; il a été repris en \(language.fr). Vérifiez-la.",
        en: "The language of this text is uncertain; it was stored as \(language.en). Check it.")
    default:
      LocalizedText(
        nl: "\(quoted.nl) past in geen enkel veld\(placeClause.nl). Zet het waar het hoort, of laat het weg.",
        fr: "\(quoted.fr) n’entre dans aucun champ\(placeClause.fr). Placez-le où il convient, ou supprimez-le.",
        en: "\(quoted.en) does not fit any field\(placeClause.en). Move it to the right place, or remove it.")
    }
  }

  /// The language that the finding is about, as a noun.
  private var language: LocalizedText {
    switch about.flatMap(Language.init(rawValue:)) ?? .nl {
    case .nl: LocalizedText(nl: "Nederlands", fr: "néerlandais", en: "Dutch")
    case .fr: LocalizedText(nl: "Frans", fr: "français", en: "French")
    case .en: LocalizedText(nl: "Engels", fr: "anglais", en: "English")
    case .de: LocalizedText(nl: "Duits", fr: "allemand", en: "German")
    }
  }

  private var placeClause: LocalizedText {
    guard place?.hasPrefix("notesToEditors") == true else { return LocalizedText(nl: "", fr: "", en: "") }
    return LocalizedText(
      nl: " en staat nu bij de noot voor de redactie", fr: " et figure à présent dans la note à la rédaction",
      en: " and is now in the notes to editors")
  }

  private var languageMessage: LocalizedText {
    let name = LocalizedText(nl: language.nl + "e", fr: language.fr, en: language.en)
    if code == .outdatedLanguage {
      return LocalizedText(
        nl: """
          De \(name.nl) tekst is ouder dan de laatste wijziging van het origineel. Pas hem aan of markeer hem als \
          klaar.
          """,
        fr: """
          Le texte \(name.fr) est antérieur à la dernière modification de l’original. Adaptez-le, ou marquez-le \
          comme prêt.
          """,
        en: "The \(name.en) text is older than the last change to the original. Update it, or mark it as ready.")
    }
    return LocalizedText(
      nl: "De \(name.nl) tekst ontbreekt. Voeg de titel en de tekst toe vóór publicatie.",
      fr: "Le texte \(name.fr) manque. Ajoutez le titre et le texte avant la publication.",
      en: "The \(name.en) text is missing. Add its title and text before publication.")
  }

  private var markupMessage: LocalizedText {
    switch code {
    case .placeholderLink:
      LocalizedText(
        nl: "De link bij \(quoted.nl) leidt nergens heen. Vul het adres van de pagina in.",
        fr: "Le lien sur \(quoted.fr) ne mène nulle part. Indiquez l’adresse de la page.",
        en: "The link on \(quoted.en) leads nowhere. Fill in the address of the page.")
    case .emptyLink:
      LocalizedText(
        nl: "De link bij \(quoted.nl) heeft geen adres. Vul het adres van de pagina in.",
        fr: "Le lien sur \(quoted.fr) n’a pas d’adresse. Indiquez l’adresse de la page.",
        en: "The link on \(quoted.en) has no address. Fill in the address of the page.")
    case .deadLink where about == Finding.isUnanswered:
      LocalizedText(
        nl: "De server achter \(quoted.nl) antwoordt al dagen niet. Kijk het adres na of haal de link weg.",
        fr: "Le serveur derrière \(quoted.fr) ne répond plus depuis des jours. Vérifiez l’adresse ou enlevez le lien.",
        en: "The server behind \(quoted.en) has not answered for days. Check the address or remove the link.")
    case .deadLink:
      LocalizedText(
        nl: "De pagina achter \(quoted.nl) werd niet gevonden. Verbeter het adres of haal de link weg.",
        fr: "La page derrière \(quoted.fr) est introuvable. Corrigez l’adresse ou enlevez le lien.",
        en: "The page behind \(quoted.en) was not found. Correct the address or remove the link.")
    case .unsafeLink:
      LocalizedText(
        nl: "Het adres \(quoted.nl) is weggelaten: alleen http-, https-, mailto- en tel-links zijn toegestaan.",
        fr: "L’adresse \(quoted.fr) a été retirée : seuls les liens http, https, mailto et tel sont permis.",
        en: "The address \(quoted.en) was left out: only http, https, mailto and tel links are allowed.")
    case .unclosedMarkdown:
      LocalizedText(
        nl: "De opmaak \(quoted.nl) wordt geopend maar niet gesloten. Sluit ze, of haal ze weg.",
        fr: "La mise en forme \(quoted.fr) est ouverte mais pas fermée. Fermez-la ou enlevez-la.",
        en: "The markup \(quoted.en) is opened but not closed. Close it, or remove it.")
    default:
      LocalizedText(
        nl: "De HTML \(quoted.nl) wordt als gewone tekst getoond. Haal de code weg als dat niet de bedoeling is.",
        fr: "Le HTML \(quoted.fr) s’affichera comme du texte. Enlevez le code si ce n’est pas voulu.",
        en: "The HTML \(quoted.en) is shown as plain text. Remove the code if you do not want that.")
    }
  }

  private var dateMessage: LocalizedText {
    switch code {
    case .noReleaseDate where value != nil:
      LocalizedText(
        nl: "De datum \(quoted.nl) heeft geen jaar. Vul de volledige datum van het persbericht in.",
        fr: "La date \(quoted.fr) n’a pas d’année. Indiquez la date complète du communiqué.",
        en: "The date \(quoted.en) has no year. Fill in the full date of the release.")
    case .noReleaseDate:
      LocalizedText(
        nl: "Er is geen datum gevonden. Vul de datum van het persbericht in.",
        fr: "Aucune date n’a été trouvée. Indiquez la date du communiqué.",
        en: "No date was found. Fill in the date of the release.")
    case .invalidDate:
      LocalizedText(
        nl: "De datum \(quoted.nl) bestaat niet (de dag staat vooraan). Verbeter ze.",
        fr: "La date \(quoted.fr) n’existe pas (le jour vient en premier). Corrigez-la.",
        en: "The date \(quoted.en) does not exist (the day comes first). Correct it.")
    case .unclearDate:
      LocalizedText(
        nl: "De datum \(quoted.nl) is niet eenduidig; \(date(.nl)) is aangehouden. Kijk na of dat klopt.",
        fr: "La date \(quoted.fr) n’est pas claire ; le \(date(.fr)) a été retenu. Vérifiez-la.",
        en: "The date \(quoted.en) is unclear; \(date(.en)) was used. Check it.")
    default:
      weekdayMessage
    }
  }

  /// The date that the finding is about, in words.
  private func date(_ language: Language) -> String { WrittenDate.text(about ?? "", in: language.rawValue) }

  private var weekdayMessage: LocalizedText {
    let day = about.flatMap(Weekday.init(rawValue:))
    func name(_ language: Language) -> String { day?.name(in: language) ?? "" }
    return LocalizedText(
      nl: "De weekdag past niet bij de datum \(quoted.nl): dat is een \(name(.nl)). Verbeter de dag of de datum.",
      fr: "Le jour ne correspond pas à la date \(quoted.fr) : c’est un \(name(.fr)). Corrigez le jour ou la date.",
      en: "The weekday does not match the date \(quoted.en): that is a \(name(.en)). Correct the day or the date.")
  }

  private var contactMessage: LocalizedText {
    switch code {
    case .noContact:
      LocalizedText(
        nl:
          "Er is geen contactpersoon gevonden. Journalisten willen iemand kunnen bellen: voeg een naam en nummer toe.",
        fr:
          "Aucune personne de contact n’a été trouvée. Ajoutez un nom et un numéro à appeler.",
        en: "No contact was found. Journalists want someone to call: add a name and a number.")
    case .invalidPhone:
      LocalizedText(
        nl: "Het telefoonnummer \(quoted.nl) klopt niet: een cijfer te veel of te weinig, of geen landcode.",
        fr: "Le numéro \(quoted.fr) n’est pas valable : un chiffre de trop ou de moins, ou pas d’indicatif.",
        en: "The phone number \(quoted.en) is not valid: a digit too many or too few, or no country code.")
    case .extraContactDetail:
      LocalizedText(
        nl: "\(quoted.nl) is niet bij de contactpersoon bewaard: daar is plaats voor één nummer en één e-mailadres.",
        fr: "\(quoted.fr) n’a pas été repris : un contact n’a de place que pour un numéro et une adresse e-mail.",
        en: "\(quoted.en) was not kept with the contact: there is room for one number and one email address.")
    case .contactWithoutName where about == Finding.ownerIsUnclear:
      LocalizedText(
        nl: "Van wie \(quoted.nl) is, staat niet vast; het is bij niemand gezet. Zet het bij de juiste persoon.",
        fr: "On ne sait pas à qui est \(quoted.fr) ; il n’a été attribué à personne. Placez-le chez la bonne personne.",
        en: "It is unclear whose \(quoted.en) is, so nobody has it. Give it to the right person.")
    default:
      LocalizedText(
        nl: "Bij \(quoted.nl) staat geen naam. Vul in wie journalisten te spreken krijgen.",
        fr: "Aucun nom n’accompagne \(quoted.fr). Indiquez qui répondra aux journalistes.",
        en: "There is no name with \(quoted.en). Fill in the person whom journalists can call.")
    }
  }

  private var referenceMessage: LocalizedText {
    switch code {
    case .unknownSite:
      LocalizedText(
        nl: "\(quoted.nl) lijkt de naam van een site die niet bekend is. Voeg de site of de schrijfwijze toe.",
        fr: "\(quoted.fr) ressemble au nom d’un site qui n’est pas connu. Ajoutez le site ou cette graphie.",
        en: "\(quoted.en) looks like the name of a site that is not known. Add the site, or this spelling of it.")
    case .suggestedSite:
      LocalizedText(
        nl: "Met \(quoted.nl) is misschien de site “\(about ?? "")” bedoeld. Voeg de verwijzing toe als dat klopt.",
        fr: "\(quoted.fr) désigne peut-être le site « \(about ?? "") ». Ajoutez la référence si c’est exact.",
        en: "\(quoted.en) may mean the site “\(about ?? "")”. Add the reference if it does.")
    case .unknownCorrected:
      LocalizedText(
        nl: "Dit is een rectificatie, maar het bericht dat ze verbetert is niet gevonden. Vul het in.",
        fr: "Ceci est un rectificatif, mais le communiqué qu’il corrige n’a pas été trouvé. Indiquez-le.",
        en: "This is a correction, but the release that it corrects was not found. Fill it in.")
    default:
      LocalizedText(
        nl:
          "“\(about ?? "")” is niet openbaar en blijft onzichtbaar voor lezers. Publiceer dit ook, of haal het weg.",
        fr:
          "« \(about ?? "") » n’est pas public et restera invisible aux lecteurs. Publiez-le aussi, ou enlevez-le.",
        en: "“\(about ?? "")” is not public, so readers will not see it. Publish it as well, or remove it.")
    }
  }

  private var omissionMessage: LocalizedText {
    guard code == .pictureLeftOut else {
      return LocalizedText(
        nl: "Niet elke naam, functie en groep van de contacten kon overgenomen worden. Kijk ze na.",
        fr: "Certains noms, fonctions ou groupes des contacts n’ont pas pu être repris. Vérifiez-les.",
        en: "Not every name, role and group of the contacts could be taken over. Check them.")
    }
    return LocalizedText(
      nl: "De tekst had een of meer afbeeldingen. Die zijn niet overgenomen: een afbeelding kan hier nog niet bij.",
      fr: "Le texte contenait une ou plusieurs images. Elles n’ont pas été reprises : c’est encore impossible ici.",
      en: "The text had one or more pictures. They were left out: pictures are not possible here yet.")
  }
}
