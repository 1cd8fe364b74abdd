// The problems of files that no press release can be read from, with messages in Dutch, French and English.

import HTTPTypes
import Intake
import Values

extension Problem {
  static func unreadable(_ reason: Unreadable, _ type: FileType) -> Problem {
    let message = LocalizedText.unreadable(reason, type)
    switch reason {
    // RFC 9110 section 15.5.16: also where the content itself shows it.
    case .otherType:
      return Problem(
        status: .unsupportedMediaType, type: "newsroom:unsupportedMediaType", title: "Unsupported Media Type",
        message: message)
    case .noProgram, .unconfined:
      return Problem(
        status: .notImplemented, type: "newsroom:notImplemented", title: "Not Implemented", message: message)
    case .busy, .oneAtATime: return .unavailable(message)
    case .broken, .encrypted, .noText, .tooLarge, .tooSlow, .tooMuchMemory:
      return Problem(InvalidInput(.schemaViolation, .body, "", nil, message))
    }
  }
}

extension LocalizedText {
  static func unreadable(_ reason: Unreadable, _ type: FileType) -> LocalizedText {
    let name = name(of: type)
    switch reason {
    case .otherType:
      return LocalizedText(
        nl: "Dit bestand is geen \(name.nl), hoewel het type dat zegt. Stuur het bestand met zijn eigen type.",
        fr: "Ce fichier n’est pas un \(name.fr), bien que son type l’indique. Envoyez-le avec son propre type.",
        en: "The type says \(name.en), but the content is something else. Send the file with its own type.")
    case .broken:
      return LocalizedText(
        nl: "Dit \(name.nl) is beschadigd en kan niet gelezen worden. Bewaar het opnieuw, of plak de tekst.",
        fr: "Ce \(name.fr) est endommagé et illisible. Enregistrez-le à nouveau, ou collez le texte.",
        en: "This \(name.en) is damaged and can't be read. Save it again, or paste its text.")
    case .encrypted:
      return LocalizedText(
        nl: "Dit \(name.nl) is met een wachtwoord beveiligd. Bewaar het zonder wachtwoord, of plak de tekst.",
        fr: "Ce \(name.fr) est protégé par un mot de passe. Enregistrez-le sans mot de passe, ou collez le texte.",
        en: "This \(name.en) is protected by a password. Save it without one, or paste its text.")
    case .noText:
      return LocalizedText(
        nl: "In dit \(name.nl) staat geen tekst: het is leeg, of het is een scan. Stuur of plak de tekst zelf.",
        fr: "Ce \(name.fr) ne contient pas de texte : il est vide ou numérisé. Envoyez ou collez le texte même.",
        en: "There is no text in this \(name.en): it is empty, or it is a scan. Send or paste the text itself.")
    case .tooLarge(let bytes):
      let size = bytes >> 20
      return LocalizedText(
        nl: "Uitgepakt is dit \(name.nl) groter dan \(size) MiB. Plak de tekst.",
        fr: "Une fois décompressé, ce \(name.fr) dépasse \(size) Mio. Collez le texte.",
        en: "Unpacked, this \(name.en) is larger than \(size) MiB. Paste its text.")
    case .tooSlow(let seconds):
      return LocalizedText(
        nl: "Dit \(name.nl) was na \(seconds) seconden nog niet gelezen. Plak de tekst.",
        fr: "Après \(seconds) secondes, ce \(name.fr) n’était toujours pas lu. Collez le texte.",
        en: "After \(seconds) seconds this \(name.en) was still not read. Paste its text.")
    case .tooMuchMemory(let bytes):
      let size = bytes >> 20
      return LocalizedText(
        nl: "Om dit \(name.nl) te lezen is meer dan \(size) MiB geheugen nodig. Plak de tekst.",
        fr: "La lecture de ce \(name.fr) exige plus de \(size) Mio de mémoire. Collez le texte.",
        en: "Reading this \(name.en) takes more than \(size) MiB of memory. Paste its text.")
    case .unconfined:
      return LocalizedText(
        nl: "Deze server kan geen \(name.nl) veilig lezen: zijn kernel heeft geen seccomp. Plak de tekst.",
        fr: "Ce serveur ne peut pas lire un \(name.fr) en sécurité : son noyau n’a pas seccomp. Collez le texte.",
        en: "This server can't read a \(name.en) safely: its kernel lacks seccomp. Paste the text.")
    case .busy(let files):
      return LocalizedText(
        nl: "Er worden al \(files) bestanden gelezen. Stuur dit \(name.nl) over enkele seconden opnieuw.",
        fr: "\(files) fichiers sont déjà en cours de lecture. Renvoyez ce \(name.fr) dans quelques secondes.",
        en: "\(files) files are being read already. Send this \(name.en) again in a few seconds.")
    case .oneAtATime:
      return LocalizedText(
        nl: "Een vorig bestand van u wordt nog gelezen. Stuur dit \(name.nl) over enkele seconden opnieuw.",
        fr: "Un de vos fichiers est encore en cours de lecture. Renvoyez ce \(name.fr) dans quelques secondes.",
        en: "Another file of yours is still being read. Send this \(name.en) again in a few seconds.")
    case .noProgram(let program):
      return LocalizedText(
        nl:
          "Deze server leest geen \(name.nl): “\(program)” ontbreekt. Plak de tekst, of vraag het te installeren.",
        fr: "Ce serveur ne lit pas de \(name.fr) : « \(program) » y manque. Collez le texte, ou faites-le installer.",
        en: "This server can't read a \(name.en): “\(program)” is missing. Paste the text, or have it installed.")
    }
  }

  private static func name(of type: FileType) -> LocalizedText {
    switch type {
    case .html: LocalizedText(nl: "HTML-bestand", fr: "fichier HTML", en: "HTML file")
    case .pdf: LocalizedText(nl: "PDF-bestand", fr: "fichier PDF", en: "PDF file")
    case .word: LocalizedText(nl: "Word-bestand (.docx)", fr: "fichier Word (.docx)", en: "Word file (.docx)")
    }
  }
}
