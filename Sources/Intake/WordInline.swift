// Reads the runs of a Word paragraph: text, breaks, links and fields.

struct WordInline {
  private(set) var inline = Inline()
  /// The text boxes anchored in the paragraph.
  private(set) var boxes: [Node] = []

  private let parts: WordParts
  private let isBold: Bool
  /// The open fields, the innermost last. A field's instruction and result are runs between marks.
  private var fields: [Field] = []
  /// The number of open fields whose result has not begun.
  private var instructions = 0

  private struct Field {
    var instruction = ""
    var isResult = false
    /// The target of the outermost field with one.
    var link: String?

    /// The target of a HYPERLINK field (ECMA-376 part 1, section 17.16.5.25); nil for a place in the document.
    static func target(of instruction: String) -> String? {
      let words = instruction.trimmed
      guard words.uppercased().hasPrefix("HYPERLINK"), let open = words.firstIndex(of: "\"") else { return nil }
      guard !words[..<open].contains("\\l") else { return nil }
      let rest = words[words.index(after: open)...]
      return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
    }
  }

  init(parts: WordParts, isBold: Bool) {
    self.parts = parts
    self.isBold = isBold
  }

  mutating func walk(_ node: Node, _ style: Inline.Style) throws(Unreadable) {
    for child in node.children {
      switch child.name {
      case "r": try takeRun(child, style)
      case "hyperlink":
        var linked = style
        linked.link = child["id"].flatMap { parts.links[$0] }
        try walk(child, linked)
      case "fldSimple":
        var linked = style
        linked.link = child["instr"].flatMap(Field.target) ?? style.link
        try walk(child, linked)
      case "pPr", "del", "moveFrom": break
      default: try walk(child, style)
      }
    }
  }

  private mutating func takeRun(_ run: Node, _ outer: Inline.Style) throws(Unreadable) {
    let properties = run[child: "rPr"]
    if Self.isOn(properties, "vanish") == true { return }
    let character = properties?[child: "rStyle"]?["val"].flatMap { parts.styles[$0] }
    var style = outer
    style.isBold = Self.isOn(properties, "b") ?? character?.isBold ?? isBold
    style.isItalic = Self.isOn(properties, "i") ?? character?.isItalic ?? outer.isItalic
    style.link = outer.link ?? fields.last?.link
    for piece in run.children { try take(piece, style) }
  }

  private mutating func take(_ piece: Node, _ style: Inline.Style) throws(Unreadable) {
    if instructions > 0 { return takeInstruction(piece) }
    switch piece.name {
    case "t": try inline.append(piece.wholeText, style)
    case "tab", "ptab": try inline.append(" ", style)
    case "br", "cr": try inline.breakLine()
    case "noBreakHyphen": try inline.append("-", style)
    case "footnoteReference", "endnoteReference":
      // A note is read at its reference, since Markdown here has no footnotes.
      let notes = piece.name == "footnoteReference" ? parts.footnotes : parts.endnotes
      if let note = piece["id"].flatMap({ notes[$0] }) { try inline.append(" (\(note))", style) }
    case "fldChar": takeField(piece)
    case "drawing", "pict", "object": boxes += Self.boxes(in: piece)
    case "AlternateContent":
      // The element has the same content twice, for new and old readers.
      if let choice = piece[child: "Choice"] ?? piece[child: "Fallback"] { boxes += Self.boxes(in: choice) }
    default: break
    }
  }

  private mutating func takeInstruction(_ piece: Node) {
    if piece.name == "instrText" {
      fields[fields.count - 1].instruction += piece.wholeText
    } else if piece.name == "fldChar" {
      takeField(piece)
    }
  }

  private mutating func takeField(_ piece: Node) {
    switch piece["fldCharType"] {
    case "begin":
      fields.append(Field(link: fields.last?.link))
      instructions += 1
    case "separate":
      guard var field = fields.popLast() else { return }
      if !field.isResult { instructions -= 1 }
      field.isResult = true
      field.link = field.link ?? Field.target(of: field.instruction)
      fields.append(field)
    default:
      if fields.popLast()?.isResult == false { instructions -= 1 }
    }
  }

  private static func boxes(in node: Node) -> [Node] {
    if node.name == "txbxContent" { return [node] }
    return node.children.flatMap { boxes(in: $0) }
  }

  /// The value of an on/off property, which is on by its presence unless its value is off; nil when it is absent.
  static func isOn(_ properties: Node?, _ name: String) -> Bool? {
    properties?[child: name].map { !["0", "false", "off"].contains($0["val"] ?? "1") }
  }
}
