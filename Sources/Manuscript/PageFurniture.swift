// Recognizes what stands on a page but not in its text: page numbers, navigation, social handles, copyright lines.

enum PageFurniture {
  enum Kind {
    case pageNumber, navigation, handle, copyright
  }

  private static let pageWords: Set<String> = ["pagina", "page", "p", "blz", "blad", "seite", "pag"]
  private static let ofWords: Set<String> = ["van", "sur", "of", "de", "von"]

  static func kind(of line: Line) -> Kind? {
    guard !line.isBlank, line.bytes.count <= 200 else { return nil }
    if isPageNumber(line) { return .pageNumber }
    if line.text.hasPrefix("©") || line.text.hasPrefix("(c) ") || line.words.first?.folded == "copyright" {
      return .copyright
    }
    if isHandle(line) { return .handle }
    return isNavigation(line) ? .navigation : nil
  }

  /// `Pagina 1/2`, `Page 1 of 2`, `2 / 3`, `- 1 -`.
  static func isPageNumber(_ line: Line) -> Bool {
    guard (1...4).contains(line.words.count), line.bytes.count <= 24 else { return false }
    var words = line.words[...]
    let hasWord = pageWords.contains(words[0].folded)
    if hasWord { words.removeFirst() }
    words.removeAll { ofWords.contains($0.folded) }
    let numbers = words.compactMap { $0.range.count <= 3 ? $0.number : nil }
    guard numbers.count == words.count, (1...2).contains(numbers.count) else { return false }
    if numbers.count == 2 { return numbers[0] >= 1 && numbers[0] <= numbers[1] && (hasWord || line.text.contains("/")) }
    let isFramed = "-–—".contains(line.text.first ?? " ") && "-–—".contains(line.text.last ?? " ")
    return hasWord || (isFramed && numbers[0] != 30)
  }

  private static let networks: Set<String> = [
    "twitter", "x", "facebook", "instagram", "linkedin", "mastodon", "bluesky", "youtube", "tiktok", "threads",
  ]

  /// `@handle`, `#tag`, `Instagram: @handle`, without an address or number.
  static func isHandle(_ line: Line) -> Bool {
    guard line.words.count <= 8, EmailAddress.ranges(in: line.bytes).isEmpty else { return false }
    let parts = line.bytes.split(separator: 0x20)
    let hasHandle = parts.contains { part in
      let first = part.first
      return part.count > 2 && (first == 0x40 || first == 0x23) && part.dropFirst().allSatisfy(isHandleByte)
    }
    let first = line.words.first
    let isNetwork =
      first.map { networks.contains($0.folded) } ?? false && line.gap(after: 0).contains(where: { ":/,&".contains($0) })
    let isLabelled = isNetwork && !line.bytes.contains(0x2B)
    return hasHandle ? line.bytes[0] != 0x23 || !line.text.hasPrefix("# ") : isLabelled
  }

  private static func isHandleByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2E, 0x2C: true
    default: false
    }
  }

  /// The path of a page, `Home > News > Press`, or the links of a menu, `News | Press | NL FR`.
  static func isNavigation(_ line: Line) -> Bool {
    guard line.words.count <= 20, line.bytes.contains(where: { [0x2F, 0x3E, 0x7C, 0xC2, 0xE2].contains($0) }),
      !line.endsSentence, !ContactDetails.areIn(line)
    else { return false }
    let isPath = [" > ", " › ", " » "].contains { line.text.contains($0) }
    if isPath { return line.words.count <= 16 }
    let slashes = line.text.split(separator: " / ", omittingEmptySubsequences: false)
    if slashes.count >= 3 { return slashes.allSatisfy { $0.split(separator: " ").count <= 3 } }
    guard line.bytes.contains(0x7C), line.bytes.first != 0x7C, !line.text.contains("www.") else { return false }
    let cells = line.cells
    return cells.count >= 3
      && cells.allSatisfy { (1...4).contains($0.words.count) && !$0.words.contains { $0.startsWithDigit } }
  }
}
