// The evidence of a block for each role, from its own form and its neighbors.

/// Scores: 0 is neutral, 3 is usual for the role, 8 is nearly certain, -8 nearly excludes it.
struct Evidence {
  let blocks: Blocks
  let names: SenderNames
  private let hasMainHeading: Int?

  init(_ blocks: Blocks, names: SenderNames) {
    self.blocks = blocks
    self.names = names
    hasMainHeading = blocks.all.firstIndex { $0.level == 1 }
  }

  /// The scores of all roles for the block at an index.
  func scores(at index: Int) -> [Double] {
    let block = blocks.all[index]
    var scores = [Double](repeating: 0, count: Role.allCases.count)
    func set(_ role: Role, _ score: Double) { scores[role.rawValue] = score }
    let section = SectionHeading(block, next: next(index), names: names)
    set(.letterhead, letterhead(block, index))
    set(.cover, cover(block, index))
    set(
      .headContact,
      block.hasDetails && !block.isProse ? (block.isBareDetail ? 1 : 3) : section?.section == .contacts ? 2 : -9)
    set(.title, title(block, index))
    set(.subtitle, subtitle(block, index))
    set(.place, place(block, index))
    set(.lead, block.isAfterEnd ? -20 : lead(block))
    set(.text, block.isAfterEnd ? -20 : text(block, index))
    set(.heading, block.isAfterEnd ? -20 : heading(block, index))
    set(.notesHeading, section?.section == .notes && section?.rest == nil ? 8 : -20)
    set(
      .notes,
      (block.isProse || block.isSentence ? 0.5 : 0) - (block.hasDetails && !block.isProse ? 3 : 0)
        + inline(section, .notes) * 1.4)
    set(.aboutHeading, section?.section == .boilerplate && section?.rest == nil ? 8 : -20)
    set(.about, about(block, index) + inline(section, .boilerplate))
    set(.contactHeading, section?.section == .contacts && section?.rest == nil ? contactHeading(block) : -20)
    set(.contact, contact(block, index) + inline(section, .contacts))
    set(
      .footer,
      block.isProse || block.isSentence || block.hasDetails
        ? -6 : block.proseAhead >= 3 && !block.isRow ? -3 : block.bytes <= 80 ? 0.5 : -2)
    set(.loose, block.isProse || block.isSentence ? 0.7 : -3)
    return scores
  }

  private func next(_ index: Int) -> Block? { index + 1 < blocks.all.count ? blocks.all[index + 1] : nil }
  private func previous(_ index: Int) -> Block? { index > 0 ? blocks.all[index - 1] : nil }

  /// A heading with its text on the same line counts for the text.
  private func inline(_ section: SectionHeading?, _ wanted: SectionHeading.Section) -> Double {
    section?.section == wanted && section?.rest != nil ? 9 : 0
  }

  // MARK: Head and title

  private func letterhead(_ block: Block, _ index: Int) -> Double {
    if block.isProse || block.level == 1 { return -9 }
    if let main = hasMainHeading, index < main { return 8 }
    var score = 0.0
    if block.isAddress { score += 6 }
    if block.hasDetails { score += block.isBareDetail || block.isRow ? 4 : 1 }
    if block.isBeforeKind { score += 4 }
    if block.isRepeated, block.isNameLike { score += 4 }
    if block.isNearNavigation { score += 4 }
    if block.isBeforeMark { score += 1.5 }
    if PersonName.isOrganisation(block.first.text), block.words <= (block.isInCapitals ? 5 : 7) { score += 2 }
    if block.isNameLike, !block.isInCapitals || block.words <= 5 { score += 1.5 }
    if block.isInCapitals, block.words <= 4 { score += 1 }
    if block.words <= 2 { score += 2 }
    if isLabelled(block.first) { score += 4 }
    if PageFurniture.isNavigation(block.first) { score += 6 }
    if block.first.isAddressOnly || names.holds(block.first) { score += 5 }
    if block.isAfterKind, block.words > 4 { score -= 2 }
    if block.words > 12 { score -= 3 }
    if block.isSentence, block.words >= 4 { score -= 5 }
    return score
  }

  private static let labels: Set<String> = [
    "dossier", "rubriek", "rubrique", "topic", "category", "categorie", "thema", "theme", "ref", "referentie",
    "reference", "kenmerk", "section", "sujet", "afzender", "soort", "type", "kind", "sender", "expediteur", "onze",
  ]

  /// True for a label and a few words: `Rubrique : Sécurité routière`.
  private func isLabelled(_ line: Line) -> Bool {
    guard let first = line.words.first, (2...8).contains(line.words.count) else { return false }
    let gap = line.gap(after: 0)
    if first.folded == "ref" || first.folded == "kenmerk" { return true }
    return Self.labels.contains(first.folded)
      && (gap.contains(":") || gap.contains("|") || line.words[1].startsWithDigit)
  }

  private func cover(_ block: Block, _ index: Int) -> Double {
    if MailQuote.isSalutation(block.first) || MailQuote.isClosing(block.first) { return 7 }
    let isGreeted = blocks.all[..<index].suffix(6).contains { MailQuote.isSalutation($0.first) }
    if block.isProse || block.isSentence, !isGreeted { return -9 }
    return block.words <= 2 && !block.isInCapitals ? -1 : -3
  }

  private func title(_ block: Block, _ index: Int) -> Double {
    if let main = hasMainHeading { return main == index ? 14 : -14 }
    guard block.bytes <= 320, block.words > 0, block.paragraph.kind != .bullet, block.paragraph.kind != .quote else {
      return -12
    }
    var score = 3.0
    if block.isProse { score -= block.bytes > 160 ? 9 : 5 }
    if block.isAddress || (block.hasDetails && block.isBareDetail) { score -= 9 }
    if block.hasDetails { score -= 4 }
    if block.isRow || PageFurniture.isNavigation(block.first) { score -= 6 }
    if isLabelled(block.first) { score -= 4 }
    if MailQuote.isSalutation(block.first) || MailQuote.isClosing(block.first) { score -= 8 }
    if block.first.text.hasSuffix(".") { score -= block.words >= 4 ? 9 : 4 }
    if block.endsColon { score -= 4 }
    score += block.words <= 2 ? -2.5 : block.words == 3 ? -0.5 : block.words >= 5 ? 2 : 1
    if block.isRepeated { score -= 4 }
    if block.isNameLike, !block.isInCapitals, block.words <= 6 { score -= 2 }
    if names.holds(block.first) { score -= 6 }
    if block.isBeforeKind { score -= 2 }
    if block.isAfterKind { score += block.isProse ? 0 : 1 }
    if block.isNearNavigation { score -= 4 }
    if block.words >= 7 { score += 1 }
    if PersonName.isOrganisation(block.first.text), block.words <= 5 { score -= 1.5 }
    if block.words <= 4, block.first.words.contains(where: \.startsWithDigit) { score -= 2 }
    if block.level >= 2 || block.isBold { score += 1 }
    if let before = previous(index), !block.opensBlock {
      // The next line of a title in capitals, or of one that ends in the middle of a phrase.
      if before.isInCapitals, block.isInCapitals {
        score += 3
      } else if before.first.endsOpen {
        score += 3
      } else {
        score -= 3
      }
    }
    return score
  }

  private func subtitle(_ block: Block, _ index: Int) -> Double {
    guard !block.isProse || block.bytes <= 120, block.bytes <= 300, block.words >= 2, !block.hasDetails else {
      return -9
    }
    guard block.paragraph.kind == .text || block.level > 1, block.level != 1 else { return -9 }
    if let main = hasMainHeading, index <= main { return -9 }
    var score = block.words >= 4 ? 3.0 : 0.5
    if block.endsSentence, !block.isQuestion, !block.text.hasSuffix("!") { score -= 3 }
    if block.isInCapitals { score -= 1 }
    if block.isNameLike, block.words <= 4 { score -= 2 }
    if !block.opensBlock { score += 1.5 }
    if let next = next(index), next.isProse || next.isNameLike { score += 1 } else { score -= 1 }
    if block.opensWithDateline { score -= 8 }
    return score
  }

  /// A line with only the place of a dateline, above the lead.
  private func place(_ block: Block, _ index: Int) -> Double {
    guard block.lines.count == 1, (1...6).contains(block.words), block.level == 0, !block.hasDetails,
      !block.endsSentence, LeadDateline.isPlace(block.first), let next = next(index), next.isProse
    else { return -9 }
    return block.words <= 3 || block.first.text.contains(",") ? 5 : 2.5
  }

  // MARK: Text

  private func lead(_ block: Block) -> Double {
    guard block.paragraph.kind == .text else { return -6 }
    if block.opensWithDateline { return 6 }
    return block.isProse || block.isSentence && block.words >= 3
      ? 4 : block.endsSentence && !block.endsColon ? 2.5 : block.words >= 5 ? -3 : -6
  }

  /// True for the name of the speaker below a quotation.
  private func isSignature(_ block: Block, _ index: Int) -> Bool {
    guard let before = previous(index), before.isQuotation, before.bytes <= 600, !block.hasDetails else { return false }
    return block.isShort && (!block.opensBlock || block.isPerson) && !block.endsSentence
  }

  private func text(_ block: Block, _ index: Int) -> Double {
    if block.level > 0 { return -4 }
    if block.paragraph.kind != .text { return 2 }
    if block.isProse { return 3 }
    if block.isBareDetail { return -3 }
    if isSignature(block, index) { return 5 }
    if block.hasDetails { return block.endsSentence ? 0 : -1.5 }
    return block.isSentence ? 3 : block.endsSentence || block.isQuotation || block.isRow ? 1.5 : 0
  }

  private func heading(_ block: Block, _ index: Int) -> Double {
    guard block.bytes <= 160, block.words > 0, !block.first.startsSmall, !block.hasDetails, !block.first.isAddressOnly
    else { return -9 }
    guard let next = next(index) else { return -9 }
    if block.level > 0 { return next.level > 0 ? 3 : 6 }
    if block.isQuestion, block.bytes <= 110, block.isAlone, next.isProse || next.opensBlock, !block.isQuotation {
      return next.isQuotation ? 2 : 4
    }
    guard blocks.isHeading(at: index) else { return -9 }
    return block.words <= 12 ? 3 : 1.5
  }

  // MARK: After the text

  private func about(_ block: Block, _ index: Int) -> Double {
    guard block.isProse || block.bytes > 60 && (!block.hasDetails || block.lines.count > 1) || block.isSentence else {
      return block.hasDetails ? -6 : -3
    }
    guard block.paragraph.kind == .text, !block.isQuotation else { return -1 }
    let isLast = block.proseAhead == 0
    if block.proseAhead <= 2, Boilerplate.defines(block.paragraph, names: names.all) { return 5.5 }
    guard block.proseAhead <= 2, names.isSubject(of: block.first) else { return block.hasDetails ? -4 : -1 }
    let followsPart = block.isAfterEnd || block.isAfterRule || (previous(index)?.hasDetails ?? false)
    if followsPart { return 6 }
    return isLast && block.words >= 6 && Boilerplate.describes(block.first) ? 5 : 0
  }

  private func contactHeading(_ block: Block) -> Double {
    block.detailsAhead <= 8 ? 6 : block.detailsAhead < .max ? 4 : 1
  }

  private func contact(_ block: Block, _ index: Int) -> Double {
    if block.hasDetails {
      if !block.isProse { return block.isBareDetail || block.isPerson ? 6 : 4.5 }
      return block.bytes <= 400 && (block.isPerson || previous(index)?.hasDetails ?? false) ? 2.5 : 1
    }
    if block.isProse || block.isSentence || isSignature(block, index) { return -6 }
    let isNear = block.detailsAhead <= 4 || block.detailsBehind <= 3
    guard isNear else { return block.detailsAhead <= 8 && (block.isPerson || block.isAddress) ? 0.5 : -5 }
    if block.isPerson || block.isFunction || block.isAddress || PersonName.isOffice(block.first.text) { return 3 }
    return block.detailsAhead <= 3 || block.detailsBehind <= 1 ? 1.5 : 0.3
  }
}

extension Block {
  var text: String { lines.last?.text ?? "" }
}

extension Line {
  /// True for a line that ends with a preposition, an article or a comma.
  var endsOpen: Bool {
    guard let last = words.last else { return false }
    if text.hasSuffix(",") || text.hasSuffix("-") { return true }
    guard last.range.upperBound == bytes.count else { return false }
    return [
      "de", "van", "het", "een", "en", "of", "in", "op", "aan", "voor", "met", "te", "naar", "om", "tot", "uit", "bij",
      "le", "la", "les", "du", "des", "un", "une", "et", "ou", "a", "au", "aux", "pour", "par", "sur", "dans", "avec",
      "the", "an", "and", "or", "to", "for", "with", "from", "by", "on", "at", "over", "als", "door",
    ].contains(last.folded)
  }
}
