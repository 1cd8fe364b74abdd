// The Markdown of a release as HTML and as a list of links, by libcmark (CommonMark) in safe mode.

import CCmark
import Foundation
import Values

package enum Rendering {
  private static let texts = ["lead", "body", "boilerplate"]

  /// The lead, body and boilerplate of each language as one HTML text. Raw HTML is escaped, headings start at h2, only
  /// http(s), mailto and tel links are kept, and a link without a target becomes its text.
  static func html(of release: JSONObject) -> JSON? {
    var html = JSONObject()
    for language in Language.allCases {
      let parts = texts.compactMap { release[$0]?.object?[language.rawValue]?.string }
      if !parts.isEmpty { html[language.rawValue] = .string(parts.map(Self.html).joined()) }
    }
    return html.isEmpty ? nil : .object(html)
  }

  package static func html(_ markdown: String) -> String {
    read(markdown) { text(of: cmark_render_html($0, CMARK_OPT_DEFAULT)) }
  }

  /// The sanitized text as Markdown, for readers that handle HTML and links less carefully.
  package static func markdown(_ markdown: String) -> String {
    read(markdown) { document in
      edit(document) { if cmark_node_get_type($0) == CMARK_NODE_LIST { shorten($0) } }
      return text(of: cmark_render_commonmark(document, CMARK_OPT_DEFAULT, 0)).trimming("\n")
    }
  }

  /// The most items of a numbered list in Markdown. To number an item, libcmark counts all items before it.
  private static let listLimit = 500

  /// Moves the items of a numbered list beyond the limit to further lists, which go on counting.
  private static func shorten(_ list: OpaquePointer) {
    guard cmark_node_get_list_type(list) == CMARK_ORDERED_LIST else { return }
    var list = list
    var count = 0
    var next = cmark_node_first_child(list)
    while let item = next {
      next = cmark_node_next(item)
      if count == listLimit, let rest = cmark_node_new(CMARK_NODE_LIST) {
        cmark_node_set_list_type(rest, CMARK_ORDERED_LIST)
        cmark_node_set_list_delim(rest, cmark_node_get_list_delim(list))
        cmark_node_set_list_tight(rest, cmark_node_get_list_tight(list))
        cmark_node_set_list_start(rest, cmark_node_get_list_start(list) + CInt(count))
        cmark_node_insert_after(list, rest)
        (list, count) = (rest, 0)
      }
      if cmark_node_parent(item) != list { cmark_node_append_child(list, item) }
      count += 1
    }
  }

  /// The words of the text in one line, without the URLs of links.
  package static func words(_ markdown: String) -> String {
    let text = read(markdown) { document in
      var text = ""
      let iterator = cmark_iter_new(document)
      defer { cmark_iter_free(iterator) }
      while true {
        switch (cmark_iter_next(iterator), cmark_node_get_type(cmark_iter_get_node(iterator))) {
        case (CMARK_EVENT_DONE, _): return text
        case (_, CMARK_NODE_TEXT), (_, CMARK_NODE_CODE), (_, CMARK_NODE_CODE_BLOCK):
          text += cmark_node_get_literal(cmark_iter_get_node(iterator)).map { String(cString: $0) } ?? ""
        case (_, CMARK_NODE_EMPH), (_, CMARK_NODE_STRONG), (_, CMARK_NODE_LINK): break
        default: text += " "
        }
      }
    }
    return text.inOneLine
  }

  private static func text(of rendered: UnsafeMutablePointer<CChar>?) -> String {
    defer { free(rendered) }
    return rendered.map { String(cString: $0) } ?? ""
  }

  /// Calls `body` with the tree of a text without its unsafe parts. The tree is freed afterwards.
  package static func read<Value>(_ markdown: String, _ body: (OpaquePointer?) -> Value) -> Value {
    MarkdownTree.read(markdown) { document in
      edit(document) { node in
        switch cmark_node_get_type(node) {
        case CMARK_NODE_HEADING:
          cmark_node_set_heading_level(node, min(6, max(2, cmark_node_get_heading_level(node))))
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
          if !isKept(url(of: node)) || cmark_node_get_type(node) == CMARK_NODE_IMAGE { unwrap(node) }
        case CMARK_NODE_HTML_BLOCK: replace(node, by: CMARK_NODE_PARAGRAPH)
        case CMARK_NODE_HTML_INLINE: replace(node, by: CMARK_NODE_TEXT)
        default: break
        }
      }
      return body(document)
    }
  }

  /// The links in the texts and those listed beside them, each with its state.
  static func links(of release: JSONObject) -> JSON? {
    let listed = release["links"]?.array?.compactMap(\.object) ?? []
    let all = (textLinks(of: release) + listed).map { link in
      JSON.object(
        JSONObject([
          ("text", link["text"]), ("url", link["url"]), ("state", link["url"] == nil ? "placeholder" : "unchecked"),
        ]))
    }
    return all.isEmpty ? nil : .array(all)
  }

  /// `{text, url?}` of each different link in the texts; a link to nothing or to `#` has no url.
  static func textLinks(of release: JSONObject) -> [JSONObject] {
    var known: Set<[String?]> = []
    return texts.flatMap(release.texts).flatMap { links(in: $0.text) }.filter { link in
      known.insert([link["text"]?.string, link["url"]?.string]).inserted
    }
  }

  /// The URLs in the texts, each with its place: `body.nl`.
  static func targets(of release: JSONObject) -> [(place: String, url: String)] {
    texts.flatMap { field in
      release.texts(field).flatMap { language, text in
        links(in: text).compactMap { link in link["url"]?.string.map { ("\(field).\(language)", $0) } }
      }
    }
  }

  /// The links of a text, in order.
  private static func links(in markdown: String) -> [JSONObject] {
    guard markdown.utf8.contains(where: mayBeginLink) else { return [] }
    return MarkdownTree.read(markdown) { document in
      var links: [JSONObject] = []
      edit(document) { node in
        guard cmark_node_get_type(node) == CMARK_NODE_LINK else { return }
        let target = url(of: node)
        guard isKept(target) || isPlaceholder(target) else { return }
        links.append(
          JSONObject([("text", .string(text(of: node))), ("url", isKept(target) ? .string(target) : nil)]))
      }
      return links
    }
  }

  private static func mayBeginLink(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<") }

  /// Whether an address leads nowhere: nothing, `#`, or a host without `https://`, which browsers read as a path.
  private static func isPlaceholder(_ url: String) -> Bool {
    url.isEmpty || url == "#" || url.lowercased().hasPrefix("www.")
  }

  private static func isKept(_ url: String) -> Bool {
    ["https://", "http://", "mailto:", "tel:"].contains { url.lowercased().hasPrefix($0) }
  }

  /// Visits each node once, after its children, so that `visit` may change or remove it.
  private static func edit(_ document: OpaquePointer?, _ visit: (OpaquePointer) -> Void) {
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    var event = cmark_iter_next(iterator)
    while event != CMARK_EVENT_DONE {
      if let node = cmark_iter_get_node(iterator), event == CMARK_EVENT_EXIT || cmark_node_first_child(node) == nil {
        let next = cmark_iter_next(iterator)
        if event == CMARK_EVENT_EXIT || isLeaf(node) { visit(node) }
        event = next
      } else {
        event = cmark_iter_next(iterator)
      }
    }
  }

  /// Leaves have only an enter event.
  private static func isLeaf(_ node: OpaquePointer) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK, CMARK_NODE_CODE_BLOCK, CMARK_NODE_TEXT,
      CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE:
      true
    default: false
    }
  }

  private static func url(of node: OpaquePointer) -> String {
    cmark_node_get_url(node).map { String(cString: $0) } ?? ""
  }

  private static func text(of node: OpaquePointer) -> String {
    var text = ""
    var child = cmark_node_first_child(node)
    while let inner = child {
      text += cmark_node_get_literal(inner).map { String(cString: $0) } ?? Self.text(of: inner)
      child = cmark_node_next(inner)
    }
    return text
  }

  /// Replaces a node by its children.
  private static func unwrap(_ node: OpaquePointer) {
    while let child = cmark_node_first_child(node) {
      cmark_node_unlink(child)
      cmark_node_insert_before(node, child)
    }
    cmark_node_unlink(node)
    cmark_node_free(node)
  }

  /// Replaces raw HTML by a text that shows its source.
  private static func replace(_ node: OpaquePointer, by type: cmark_node_type) {
    let text = cmark_node_new(CMARK_NODE_TEXT)
    cmark_node_set_literal(text, cmark_node_get_literal(node))
    if type == CMARK_NODE_TEXT {
      cmark_node_replace(node, text)
    } else {
      let paragraph = cmark_node_new(type)
      cmark_node_append_child(paragraph, text)
      cmark_node_replace(node, paragraph)
    }
    cmark_node_free(node)
  }
}
