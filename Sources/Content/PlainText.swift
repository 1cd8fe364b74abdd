// Markdown as plain text.

import CCmark
import Values

/// Converts Markdown to plain text.
package enum PlainText {
  package static func of(_ markdown: String) -> String {
    Rendering.read(markdown) { document in blocks(in: document).joined(separator: "\n\n") }
  }

  /// The plain text in one line.
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

  /// The text of a link, followed by its URL unless the two are the same.
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
