// Plain text, ready to be pasted: the Markdown of a release without its marks, and the release with whom to call.

import CCmark
import Content
import Values

extension ItemForm {
  static var txt: ItemForm {
    Form(
      suffix: "txt", mediaType: "text/plain", parameters: "; charset=utf-8", disposition: .inline, speech: .one,
      rendering: .made { Array($0.plainText.utf8) })
  }
}

extension ItemView {
  package var plainText: String {
    var parts = [embargo?.text(in: language)].compactMap(\.self)
    parts += corrections.reversed().map { correction in
      let day = WrittenDate.text(correction.day, in: language.rawValue)
      return "\(Sentence.correction.text(in: language)) (\(day)) – \(correction.note)"
    }
    parts.append(name)
    var lead = text("lead").map(PlainText.of)
    if let dateline = text("dateline") {
      let colon = language == .fr ? "\u{A0}:" : ":"
      lead = lead.map { "\(dateline)\(colon) \($0)" } ?? dateline
    }
    parts += [lead, text("body").map(PlainText.of), text("boilerplate").map(PlainText.of)].compactMap(\.self)
    if let notes = text("notesToEditors") {
      parts.append("\(Sentence.notesToEditors.text(in: language))\n\(PlainText.of(notes))")
    }
    if let contacts = contactLines { parts.append(contacts) }
    parts.append(permalink)
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Whom to call, a line a contact, by group; nil without any.
  private var contactLines: String? {
    var lines: [String] = []
    var group: String?
    for contact in objects("contacts") {
      let next = contact.text("group", in: language)
      if let next, next != group { lines.append(next) }
      group = next
      let name = [contact.text("name", in: language), contact.text("role", in: language)].compactMap(\.self)
      let number = contact["phonePrinted"]?.string ?? contact["phone"]?.string
      lines.append(
        ([name.joined(separator: ", ")] + [number, contact["email"]?.string].compactMap(\.self)).joined(
          separator: " – "))
    }
    return lines.isEmpty ? nil : "\(Sentence.contacts.text(in: language))\n" + lines.joined(separator: "\n")
  }
}

/// Markdown as plain text.
package enum PlainText {
  static func of(_ markdown: String) -> String {
    Rendering.read(markdown) { document in blocks(in: document).joined(separator: "\n\n") }
  }

  /// As one line.
  package static func line(_ markdown: String) -> String {
    of(markdown).inOneLine
  }

  private static func blocks(in node: OpaquePointer?) -> [String] { children(of: node).flatMap(block) }

  private static func block(_ node: OpaquePointer) -> [String] {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_LIST: [list(node)]
    case CMARK_NODE_BLOCK_QUOTE: blocks(in: node).map { indented($0, by: "> ", "> ") }
    case CMARK_NODE_CODE_BLOCK: [literal(node).trimming("\n")]
    case CMARK_NODE_THEMATIC_BREAK: ["* * *"]
    default: [inline(node)]
    }
  }

  private static func list(_ node: OpaquePointer) -> String {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    let start = Int(cmark_node_get_list_start(node))
    let items = children(of: node).enumerated().map { index, item in
      let mark = isOrdered ? "\(start + index). " : "- "
      return indented(blocks(in: item).joined(separator: "\n"), by: mark, String(repeating: " ", count: mark.count))
    }
    return items.joined(separator: "\n")
  }

  private static func indented(_ text: String, by first: String, _ rest: String) -> String {
    first + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + rest)
  }

  private static func inline(_ node: OpaquePointer) -> String {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE, CMARK_NODE_HTML_BLOCK: literal(node)
    case CMARK_NODE_SOFTBREAK: " "
    case CMARK_NODE_LINEBREAK: "\n"
    case CMARK_NODE_LINK: link(node)
    default: children(of: node).map(inline).joined()
    }
  }

  /// The address follows what it stands for, unless that is the address.
  private static func link(_ node: OpaquePointer) -> String {
    let text = children(of: node).map(inline).joined()
    let url = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    return url.isEmpty || url == text || url == "mailto:\(text)" ? text : "\(text) (\(url))"
  }

  private static func literal(_ node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  private static func children(of node: OpaquePointer?) -> [OpaquePointer] {
    var all: [OpaquePointer] = []
    var child = cmark_node_first_child(node)
    while let node = child {
      all.append(node)
      child = cmark_node_next(node)
    }
    return all
  }
}
