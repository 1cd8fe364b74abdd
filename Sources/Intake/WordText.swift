// Converts a Word document (ECMA-376, part 1) to Markdown, with all tracked changes accepted.

struct WordText {
  /// The first bytes of encrypted documents and of file formats before 2007.
  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  static func read(_ bytes: [UInt8]) throws(Unreadable) -> String {
    if bytes.starts(with: compound) {
      let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, UInt8(0)] }
      throw bytes.firstRange(of: name) == nil ? .otherType : .encrypted
    }
    let parts = try WordParts(Archive(bytes))
    return try Tree.xml(parts.document) { root throws(Unreadable) in
      guard root.name == "document", let body = root[child: "body"] else { throw .otherType }
      var text = WordText(parts: parts)
      try text.walk(body)
      return try text.blocks.markdown()
    }
  }

  private let parts: WordParts
  private var blocks = Blocks()
  private var counters = WordNumbering.Counters()

  private init(parts: WordParts) { self.parts = parts }

  /// Reads paragraphs and tables, also inside content controls, custom XML and insertions.
  private mutating func walk(_ node: Node) throws(Unreadable) {
    for child in node.children {
      switch child.name {
      case "p": try takeParagraph(child)
      case "tr": try takeRow(child)
      case "sectPr", "del", "moveFrom": break
      default: try walk(child)
      }
    }
  }

  private mutating func takeRow(_ row: Node) throws(Unreadable) {
    var cells: [Blocks] = []
    for cell in row.children where cell.name == "tc" {
      var text = WordText(parts: parts)
      try text.walk(cell)
      cells.append(text.blocks)
    }
    try blocks.addRow(cells)
  }

  private mutating func takeParagraph(_ paragraph: Node) throws(Unreadable) {
    let properties = paragraph[child: "pPr"]
    let style = parts.styles[properties?[child: "pStyle"]?["val"] ?? parts.defaultStyle]
    let outline = properties?[child: "outlineLvl"]?["val"].flatMap(Int.init) ?? style?.outlineLevel
    let isBold = style?.isBold ?? false
    var reader = WordInline(parts: parts, isBold: isBold)
    try reader.walk(paragraph, Inline.Style(isBold: isBold))
    var kind = Blocks.Kind.paragraph
    // Level 10 (9 counted from 0) is body text.
    if let outline, outline < 9 {
      kind = .heading(outline + 1)
    } else if let place = WordNumbering.Place(properties?[child: "numPr"]) ?? style?.numbering,
      let isNumbered = parts.numbering.isNumbered(place), !reader.inline.isBlank
    {
      kind = isNumbered ? .numbered(counters.next(place)) : .bullet
    }
    try blocks.add(reader.inline, as: kind)
    // Text boxes float beside the text.
    for box in reader.boxes { try walk(box) }
  }
}
