// The parts of a Word document apart from its text: styles, numbering, link targets, notes.

struct WordParts {
  struct Style {
    var base: String?
    var outlineLevel: Int?
    var isBold: Bool?
    var isItalic: Bool?
    var numbering: WordNumbering.Place?
  }

  private(set) var document: [UInt8] = []
  private(set) var styles: [String: Style] = [:]
  private(set) var defaultStyle = ""
  private(set) var numbering = WordNumbering()
  /// Addresses by relationship id.
  private(set) var links: [String: String] = [:]
  private(set) var footnotes: [String: String] = [:]
  private(set) var endnotes: [String: String] = [:]

  init(_ archive: borrowing Archive) throws(Unreadable) {
    // The package names the main part (ECMA-376 part 2, section 9.3).
    guard let package = try archive.file("_rels/.rels") else { throw .otherType }
    let main = try Self.relationships(package).first { $0.type == "officeDocument" }?.target
    guard let main, let document = try archive.file(Self.path(main, from: "")) else { throw .otherType }
    self.document = document
    let place = Self.path(main, from: "")
    let folder = place.lastIndex(of: "/").map { String(place[...$0]) } ?? ""
    guard let related = try archive.file("\(folder)_rels/\(place.dropFirst(folder.count)).rels") else { return }
    // A document has one part of each of these types.
    var parts: Set = ["styles", "numbering", "footnotes", "endnotes"]
    for relationship in try Self.relationships(related) {
      if relationship.type == "hyperlink" {
        links[relationship.id] = relationship.target
      } else if let part = parts.remove(relationship.type),
        let bytes = try archive.file(Self.path(relationship.target, from: folder))
      {
        try read(part, bytes)
      }
    }
  }

  private mutating func read(_ part: String, _ bytes: [UInt8]) throws(Unreadable) {
    switch part {
    case "styles": (styles, defaultStyle) = try Tree.xml(bytes) { root in Self.styles(root) }
    case "numbering": numbering = try Tree.xml(bytes) { root in WordNumbering(root) }
    case "footnotes": footnotes = try Tree.xml(bytes) { root in Self.notes(root) }
    default: endnotes = try Tree.xml(bytes) { root in Self.notes(root) }
    }
  }

  private struct Relationship {
    let id: String
    /// The last path segment of the type, which both editions of the standard share.
    let type: String
    let target: String
  }

  private static func relationships(_ bytes: [UInt8]) throws(Unreadable) -> [Relationship] {
    try Tree.xml(bytes) { root in
      root.children.filter { $0.name == "Relationship" }.map { node in
        let type = node["Type"] ?? ""
        return Relationship(
          id: node["Id"] ?? "",
          type: String(type[(type.lastIndex(of: "/").map(type.index(after:)) ?? type.startIndex)...]),
          target: node["Target"] ?? "")
      }
    }
  }

  private static func path(_ target: String, from folder: String) -> String {
    target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
  }

  /// The styles with their inherited properties, and the id of the default style.
  private static func styles(_ root: Node) -> ([String: Style], String) {
    var own: [String: Style] = [:]
    var defaultStyle = ""
    for node in root.children where node.name == "style" {
      guard let id = node["styleId"] else { continue }
      if node["type"] == "paragraph", node["default"].map({ ["1", "true", "on"].contains($0) }) == true {
        defaultStyle = id
      }
      let paragraph = node[child: "pPr"]
      var outline = paragraph?[child: "outlineLvl"]?["val"].flatMap(Int.init)
      if node[child: "name"]?["val"]?.lowercased() == "title" { outline = 0 }
      own[id] = Style(
        base: node[child: "basedOn"]?["val"], outlineLevel: outline,
        isBold: WordInline.isOn(node[child: "rPr"], "b"), isItalic: WordInline.isOn(node[child: "rPr"], "i"),
        numbering: WordNumbering.Place(paragraph?[child: "numPr"]))
    }
    return (inherited(own), defaultStyle)
  }

  /// Each style is completed once, after the style that it is based on.
  private static func inherited(_ own: [String: Style]) -> [String: Style] {
    var styles = own
    var seen: Set<String> = []
    for id in own.keys.sorted() {
      var chain: [String] = []
      var next: String? = id
      while let id = next, let style = own[id], seen.insert(id).inserted {
        chain.append(id)
        next = style.base
      }
      for id in chain.reversed() {
        guard var style = styles[id], let base = style.base.flatMap({ styles[$0] }) else { continue }
        style.outlineLevel = style.outlineLevel ?? base.outlineLevel
        style.isBold = style.isBold ?? base.isBold
        style.isItalic = style.isItalic ?? base.isItalic
        style.numbering = style.numbering ?? base.numbering
        styles[id] = style
      }
    }
    return styles
  }

  private static func notes(_ root: Node) -> [String: String] {
    var notes: [String: String] = [:]
    // Only separators between text and notes have a type.
    for note in root.children where ["footnote", "endnote"].contains(note.name) && note["type"] == nil {
      if let id = note["id"] { notes[id] = text(of: note).joined(separator: " ") }
    }
    return notes.filter { !$0.value.isEmpty }
  }

  private static func text(of node: Node) -> [String] {
    if node.name == "p" {
      let text = runs(in: node).trimmed
      return text.isEmpty ? [] : [String(text)]
    }
    return node.children.flatMap { text(of: $0) }
  }

  private static func runs(in node: Node) -> String {
    if node.name == "t" { return node.wholeText }
    return ["del", "moveFrom"].contains(node.name) ? "" : node.children.map { runs(in: $0) }.joined()
  }
}
