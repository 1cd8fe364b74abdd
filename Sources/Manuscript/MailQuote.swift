// Removes what a mail program adds to a forwarded text: the quotation marks before its lines.

enum MailQuote {
  /// The lines without the marks of a quoted mail. Quotations in Markdown keep theirs.
  static func removed(from lines: [Line]) -> [Line] {
    var printed = 0
    var quoted = 0
    for line in lines where !line.isBlank {
      printed += 1
      if line.bytes[0] == 0x3E { quoted += 1 }
    }
    guard quoted >= 3, quoted * 10 >= printed * 4 else { return lines }
    return lines.map { line in
      guard line.bytes.first == 0x3E else { return line }
      let marks = line.bytes.prefix { $0 == 0x3E || $0 == 0x20 }.count
      return line.suffix(from: marks)
    }
  }

  /// True for a line of a mail's header: `Van: …`, `Envoyé : …`, `Subject: …`.
  static func isHeader(_ line: Line) -> Bool {
    guard line.bytes.count <= 400 else { return false }
    let words = line.words.prefix(2)
    guard let first = words.first, first.range.lowerBound <= 3 else { return false }
    let key = keys.contains(first.folded) ? 0 : words.count == 2 && first.folded == "reply" ? 1 : nil
    guard let key, key < line.words.count else { return false }
    let end = line.words[key].range.upperBound
    let gap = line.bytes[end...].prefix(4)
    return gap.first == 0x3A || (gap.first == 0x20 && gap.dropFirst().first == 0x3A)
      || (gap.first == 0x2A && gap.contains(0x3A))
  }

  private static let keys: Set<String> = [
    "van", "from", "de", "von", "verzonden", "envoye", "sent", "gesendet", "date", "datum", "aan", "to", "a", "an",
    "onderwerp", "subject", "objet", "betreft", "betreff", "cc", "bcc", "cci", "kopie", "copie", "reply",
  ]

  /// The words of a header that show that its neighbors are headers too.
  private static let senders: Set<String> = [
    "van", "from", "de", "von", "onderwerp", "subject", "objet", "betreff", "verzonden", "envoye", "sent",
  ]

  /// The number of header lines from an index on; 0 when the lines there are no header.
  static func headerLength(_ lines: [Line], at index: Int) -> Int {
    var end = index
    var count = 0
    var hasSender = false
    while end < lines.count, end - index < 16, !lines[end].isBlank, isHeader(lines[end]) {
      count += 1
      let key = lines[end].words[0].folded
      hasSender = hasSender || senders.contains(key)
      end += 1
    }
    return count >= 2 && hasSender ? end - index : 0
  }

  /// True for `-----Message d’origine-----` and `Begin forwarded message:`.
  static func isForwardMark(_ line: Line) -> Bool {
    guard (1...6).contains(line.words.count), line.bytes.count <= 100 else { return false }
    let hasWord = line.words.contains { forwardWords.contains($0.folded) }
    guard hasWord else { return false }
    let dashes = line.bytes.prefix { $0 == 0x2D || $0 == 0x5F }.count
    return dashes >= 3 || (line.text.hasSuffix(":") && line.words.contains { forwarding.contains($0.folded) })
  }

  private static let forwardWords: Set<String> = [
    "message", "bericht", "origine", "original", "oorspronkelijk", "forwarded", "doorgestuurd", "transfere",
    "transmis", "nachricht", "mail",
  ]
  private static let forwarding: Set<String> = [
    "forwarded", "doorgestuurd", "doorgestuurde", "transfere", "transmis", "weitergeleitete", "original",
    "oorspronkelijk", "origine",
  ]

  private static let salutations: Set<String> = [
    "beste", "geachte", "dear", "bonjour", "bonsoir", "hello", "hi", "hallo", "goedemorgen", "goedemiddag", "dag",
    "chers", "cher", "chere", "cheres", "mesdames", "madame", "good", "collega",
  ]
  private static let closings: Set<String> = [
    "groeten", "groet", "groetjes", "regards", "salutations", "cordialement", "sincerely", "vriendelijke",
    "bien", "cdt", "mvg",
  ]

  /// True for the salutation of a covering note.
  static func isSalutation(_ line: Line) -> Bool {
    guard let first = line.words.first, line.words.count <= 24 else { return false }
    return salutations.contains(first.folded) && line.text.contains(where: { ",.!".contains($0) })
  }

  static func isClosing(_ line: Line) -> Bool {
    guard (1...6).contains(line.words.count) else { return false }
    return line.words.prefix(4).contains { closings.contains($0.folded) }
  }
}
