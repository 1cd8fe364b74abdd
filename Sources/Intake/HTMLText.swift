// Converts HTML to Markdown: pages, and clipboard content of Word, LibreOffice and Google Docs.

struct HTMLText {
  static func read(_ bytes: [UInt8]) throws(Unreadable) -> String {
    guard bytes.count <= FileType.limit else { throw .tooLarge(FileType.limit) }
    // Binary data is refused; faulty HTML is not.
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else { throw .otherType }
    guard !bytes.starts(with: PDFText.signature), !bytes.starts(with: Archive.signature) else { throw .otherType }
    return try Tree.html(withoutConditions(bytes)) { root throws(Unreadable) in
      var text = HTMLText()
      try text.walk(root, Inline.Style())
      try text.endParagraph()
      return try text.blocks.markdown()
    } ?? ""
  }

  /// Removes Word's conditions around list marks, `<![if !supportLists]>`. HTML treats them as comments (section
  /// 13.2.5.42), but libxml2 as text.
  private static func withoutConditions(_ bytes: [UInt8]) -> [UInt8] {
    var rest = bytes[...]
    var kept: [UInt8] = []
    while let start = rest.firstRange(of: Array("<!".utf8)) {
      let isComment = rest[start.upperBound...].starts(with: "--".utf8)
      let isCondition = rest[start.upperBound...].first == UInt8(ascii: "[")
      kept += rest[..<(isCondition ? start.lowerBound : start.upperBound)]
      rest = rest[start.upperBound...]
      guard isComment || isCondition else { continue }
      let end = rest.firstRange(of: Array((isComment ? "-->" : ">").utf8))?.upperBound ?? rest.endIndex
      if isComment { kept += rest[..<end] }
      rest = rest[end...]
    }
    return kept + rest
  }

  private var blocks = Blocks()
  private var inline = Inline()
  /// The kind of the next paragraph.
  private var kind = Blocks.Kind.paragraph
  private var lists: [List] = []
  private var isPreformatted = false

  private struct List {
    let isNumbered: Bool
    var count = 0
  }

  private static let unseen: Set<String> = [
    "head", "style", "script", "title", "template", "noscript", "object", "iframe", "svg", "math", "xml", "del",
    "select", "textarea", "audio", "video", "canvas",
  ]
  private static let blockNames: Set<String> = [
    "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "address", "figure", "figcaption",
    "dl", "dt", "dd", "form", "fieldset", "center", "body", "html", "table", "caption", "details", "summary",
  ]

  private mutating func endParagraph() throws(Unreadable) {
    if try blocks.add(inline, as: kind), kind != .quote { kind = .paragraph }
    inline = Inline()
  }

  private mutating func walk(_ node: Node, _ style: Inline.Style) throws(Unreadable) {
    if let text = node.text { return try appendCollapsed(text, style) }
    let name = node.name
    let css = InlineCSS(node["style"])
    if name.isEmpty || Self.unseen.contains(name) || css.isHidden { return }
    var style = style
    switch name {
    case "b", "strong": style.isBold = true
    case "i", "em", "cite": style.isItalic = true
    case "a": style.link = Self.target(of: node) ?? style.link
    default: break
    }
    style.isBold = css.isBold ?? style.isBold
    style.isItalic = css.isItalic ?? style.isItalic
    switch name {
    case "br": try inline.breakLine()
    case "hr": try takeRule()
    case "h1", "h2", "h3", "h4", "h5", "h6":
      try takeBlock(node, style, as: .heading(name.last?.wholeNumberValue ?? 1))
    case "blockquote": try takeQuote(node, style)
    case "ul", "ol": try takeList(node, style)
    case "li": try takeItem(node, style)
    case "tr": try takeRow(node, style)
    case "p" where css.isWordListItem: try takeWordItem(node, style)
    case "p" where node["class"] == "MsoTitle": try takeBlock(node, style, as: .heading(1))
    case "pre": try takePreformatted(node, style)
    case _ where Self.blockNames.contains(name):
      try endParagraph()
      try walkChildren(of: node, style)
      try endParagraph()
    default: try walkChildren(of: node, style)
    }
  }

  private mutating func walkChildren(of node: Node, _ style: Inline.Style) throws(Unreadable) {
    for child in node.children { try walk(child, style) }
  }

  /// Collapses white space to one space (CSS Text 3, section 4.1), except no-break spaces.
  private mutating func appendCollapsed(_ text: String, _ style: Inline.Style) throws(Unreadable) {
    if isPreformatted { return try inline.append(text, style) }
    var collapsed = ""
    var isSpace = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ", "\n", "\t", "\r", "\u{C}":
        if !isSpace { collapsed += " " }
        isSpace = true
      default:
        collapsed.unicodeScalars.append(scalar)
        isSpace = false
      }
    }
    try inline.append(collapsed, style)
  }

  private mutating func takeBlock(_ node: Node, _ style: Inline.Style, as kind: Blocks.Kind) throws(Unreadable) {
    try endParagraph()
    let outer = self.kind
    self.kind = kind
    try walkChildren(of: node, style)
    try endParagraph()
    if case .heading = kind { self.kind = outer }
  }

  private mutating func takePreformatted(_ node: Node, _ style: Inline.Style) throws(Unreadable) {
    try endParagraph()
    isPreformatted = true
    try walkChildren(of: node, style)
    isPreformatted = false
    try endParagraph()
  }

  private mutating func takeRule() throws(Unreadable) {
    try endParagraph()
    try inline.append("---", Inline.Style())
    try endParagraph()
  }

  private mutating func takeQuote(_ node: Node, _ style: Inline.Style) throws(Unreadable) {
    try takeBlock(node, style, as: .quote)
    kind = .paragraph
  }

  private mutating func takeList(_ node: Node, _ style: Inline.Style) throws(Unreadable) {
    try endParagraph()
    let start = Blocks.clamped(node["start"].flatMap(Int.init) ?? 1)
    lists.append(List(isNumbered: node.name == "ol", count: start - 1))
    try walkChildren(of: node, style)
    try endParagraph()
    lists.removeLast()
    kind = .paragraph
  }

  /// The first paragraph of an item has the list mark; the others are plain paragraphs.
  private mutating func takeItem(_ node: Node, _ style: Inline.Style) throws(Unreadable) {
    if lists.isEmpty { return try takeBlock(node, style, as: .bullet) }
    lists[lists.count - 1].count += 1
    let list = lists[lists.count - 1]
    try takeBlock(node, style, as: list.isNumbered ? .numbered(list.count) : .bullet)
    kind = .paragraph
  }

  /// Word's clipboard has no list elements: an item is a paragraph that begins with a mark, which browsers ignore.
  private mutating func takeWordItem(_ node: Node, _ style: Inline.Style) throws(Unreadable) {
    let mark = Self.wordMark(node) ?? ""
    let number = Int(mark.prefix { $0.isNumber })
    try takeBlock(node, style, as: number.map(Blocks.Kind.numbered) ?? .bullet)
    kind = .paragraph
  }

  private static func wordMark(_ node: Node) -> String? {
    if InlineCSS(node["style"]).isWordMark { return String(node.wholeText.trimmed) }
    return node.children.lazy.compactMap(wordMark).first
  }

  private mutating func takeRow(_ node: Node, _ style: Inline.Style) throws(Unreadable) {
    try endParagraph()
    var cells: [Blocks] = []
    for cell in node.children where ["td", "th"].contains(cell.name) {
      var text = HTMLText()
      try text.walkChildren(of: cell, style)
      try text.endParagraph()
      cells.append(text.blocks)
    }
    try blocks.addRow(cells)
  }

  /// The target of a link; nil for a place on the same page, as in a table of contents.
  private static func target(of node: Node) -> String? {
    guard let target = node["href"]?.trimmed, !target.hasPrefix("#") || target == "#" else { return nil }
    return String(target)
  }
}

/// The relevant properties of an element's `style` attribute.
private struct InlineCSS {
  private(set) var isBold: Bool?
  private(set) var isItalic: Bool?
  private(set) var isHidden = false
  private(set) var isWordListItem = false
  /// True for the bullet or number of a Word list item.
  private(set) var isWordMark = false

  init(_ style: String?) {
    for declaration in (style ?? "").split(separator: ";") {
      let parts = declaration.split(separator: ":", maxSplits: 1).map { $0.trimmed.lowercased() }
      guard parts.count == 2 else { continue }
      switch parts[0] {
      case "font-weight": isBold = Int(parts[1]).map { $0 >= 600 } ?? parts[1].hasPrefix("bold")
      case "font-style": isItalic = parts[1] == "italic" || parts[1] == "oblique"
      case "display": isHidden = isHidden || parts[1] == "none"
      case "mso-list":
        isWordMark = parts[1] == "ignore"
        isHidden = isHidden || isWordMark
        isWordListItem = !isWordMark && parts[1] != "none"
      default: break
      }
    }
  }
}
