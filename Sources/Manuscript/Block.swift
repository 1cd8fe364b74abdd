// A paragraph with the evidence for its role: what it looks like, and what stands around it.

/// A paragraph or a single line of a manuscript, before it has a role.
struct Block {
  let paragraph: Paragraph
  let lines: [Line]
  let words: Int
  let bytes: Int
  let endsSentence: Bool
  let endsColon: Bool
  let isQuestion: Bool
  let isInCapitals: Bool
  let isBold: Bool
  /// True for running text: a sentence of some length.
  let isProse: Bool
  let hasDetails: Bool
  /// True for an e-mail address or number and hardly a word beside it.
  let isBareDetail: Bool
  let isNameLike: Bool
  let isPerson: Bool
  let isFunction: Bool
  let isAddress: Bool
  let isRow: Bool
  let isQuotation: Bool

  // What stands around it.
  var isAlone = false
  var opensBlock: Bool { paragraph.startsBlock }
  var isAfterEnd = false
  var isAfterRule: Bool { paragraph.isAfterRule }
  /// True when a kind line or the date of the head follows: then it is letterhead rather than a title.
  var isBeforeKind = false
  var isAfterKind = false
  /// True above a date, embargo or release line of the head.
  var isBeforeMark = false
  /// True right beside the links of a web page.
  var isNearNavigation = false
  /// The number of blocks to the next and from the last one with contact details, without running text between.
  var detailsAhead = Int.max
  var detailsBehind = Int.max
  /// True for text that opens with a place or a date, near the start.
  var opensWithDateline = false
  /// True when the same words occur again in the text, as a sender's name does.
  var isRepeated = false
  /// True for the name below the closing words of a covering note.
  var isSignature = false
  /// True when nothing but contacts, notes and boilerplate can follow.
  var proseAhead = 0

  var number: Int { lines.first?.number ?? 0 }
  var level: Int { paragraph.level }
  var first: Line { lines[0] }
  /// True for a whole sentence, however short.
  var isSentence: Bool { endsSentence && !endsColon && !isQuestion && !hasDetails && words >= 2 && !isInCapitals }
  var isShort: Bool { bytes <= 160 && !isProse }

  init(_ paragraph: Paragraph) {
    self.paragraph = paragraph
    lines = paragraph.lines
    words = lines.reduce(0) { $0 + $1.words.count }
    bytes = lines.reduce(0) { $0 + $1.bytes.count + 1 } - 1
    let last = lines[lines.count - 1]
    endsSentence = last.endsSentence && !last.text.strippedOfMarks.isEmpty
    endsColon = last.text.strippedOfEmphasis.hasSuffix(":")
    isQuestion = last.text.strippedOfEmphasis.hasSuffix("?")
    isInCapitals = paragraph.isInCapitals && words > 0
    isBold = lines.count == 1 && lines[0].isWhollyBold
    isProse = (words >= 9 && endsSentence && !endsColon && !isQuestion) || words >= 26 || bytes > 220
    let isSmall = bytes <= 600
    hasDetails = isSmall && lines.contains { ContactDetails.areIn($0) }
    let line = lines[0]
    let isRead = lines.count == 1 && bytes <= 200
    let details = isRead ? ContactDetails(line) : nil
    let pieces = details?.pieces ?? []
    isBareDetail = hasDetails && pieces.reduce(0) { $0 + $1.split(separator: " ").count } <= 2
    isNameLike = lines.count == 1 && line.isNameLike
    isPerson = isRead && pieces.first.map { PersonName.begins($0) } ?? false
    isFunction = isRead && PersonName.isFunction(line.text)
    isAddress = isRead && Letterhead.isAddress(line)
    isRow = line.bytes.contains(0x7C) || !line.columns.isEmpty
    isQuotation = "\"“«„‘".contains(line.text.first ?? " ") || paragraph.kind == .quote
  }
}

extension String {
  var strippedOfEmphasis: String {
    var text = Substring(self)
    while let last = text.last, "*_ ".contains(last) { text.removeLast() }
    return String(text)
  }
}

/// The blocks of an edition, with what each knows of its neighbors.
struct Blocks {
  private(set) var all: [Block] = []
  private(set) var rules: [Line] = []

  init(_ known: KnownLines, isWrapped: Bool, _ places: WordPlaces) {
    let gatherer = ParagraphGatherer(known.rest, isWrapped: isWrapped)
    rules = gatherer.rules
    all = gatherer.paragraphs.map(Block.init)
    for index in all.indices {
      all[index].isAlone = all[index].opensBlock && (index + 1 == all.count || all[index + 1].opensBlock)
      all[index].isAfterEnd = all[index].number > known.endNumber
    }
    markKind(known)
    let marks = known.headNumbers.max() ?? 0
    for index in all.indices.prefix(20) {
      let number = all[index].number
      all[index].isBeforeMark = number < marks
      all[index].isSignature = index > 0 && MailQuote.isClosing(all[index - 1].first)
      all[index].isNearNavigation = known.navigationNumbers.contains { abs($0 - number) <= 1 }
    }
    sweep()
    for index in all.indices.prefix(40) { all[index].opensWithDateline = LeadDateline(all[index].first) != nil }
    for index in all.indices.prefix(12) where all[index].bytes <= 90 && all[index].words <= 10 {
      all[index].isRepeated = places.repeats(all[index].lines.flatMap { $0.words.map(\.folded) })
    }
  }

  private mutating func markKind(_ known: KnownLines) {
    guard let kind = known.kindNumber else { return }
    let lead = all.first { $0.isProse }?.number ?? .max
    for index in all.indices.prefix(20) where all[index].number < lead {
      all[index].isBeforeKind = all[index].number <= kind
      all[index].isAfterKind = all[index].number > kind
    }
  }

  private mutating func sweep() {
    var distance = Int.max
    for index in all.indices {
      if all[index].hasDetails, !all[index].isProse || all[index].bytes <= 400 {
        distance = 0
      } else if all[index].isProse {
        distance = .max
      } else if distance < .max {
        distance += 1
      }
      all[index].detailsBehind = distance
    }
    distance = .max
    var prose = 0
    for index in all.indices.reversed() {
      all[index].proseAhead = prose
      if all[index].isProse { prose += 1 }
      if all[index].hasDetails, !all[index].isProse || all[index].bytes <= 400 {
        distance = 0
      } else if all[index].isProse {
        distance = .max
      } else if distance < .max {
        distance += 1
      }
      all[index].detailsAhead = distance
    }
  }

  /// True for a short line that heads the running text, list or table below it.
  func isHeading(at index: Int) -> Bool {
    let blocks = all
    let block = blocks[index]
    guard index + 1 < blocks.count, MarkdownBlocks.isHeading([block.paragraph, blocks[index + 1].paragraph], at: 0)
    else { return false }
    let next = blocks[index + 1]
    let isMarked = block.isBold || block.isInCapitals
    let opensText = next.opensBlock || next.isProse || next.endsColon && next.words > block.words
    guard opensText || isMarked else { return false }
    guard !block.isRow, !block.first.text.utf8.contains(0x40), !block.first.text.hasPrefix("["),
      !PageFurniture.isNavigation(block.first)
    else { return false }
    if index > 0 {
      // The name below a quotation is a signature.
      let before = blocks[index - 1]
      if before.isQuotation, before.lines.last?.endsSentence ?? false, before.bytes < 400,
        block.isPerson || block.first.text.hasPrefix("–") || block.first.text.hasPrefix("—")
      {
        return false
      }
    }
    return true
  }
}
