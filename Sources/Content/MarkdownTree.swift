// A Markdown text as libcmark's tree, with a limit on nesting so that walking it needs little stack.

import CCmark

enum MarkdownTree {
  /// The nesting limit for quotes, list items, emphasis and images. Links do not count: they cannot be nested.
  static let levels = 50

  /// Calls `body` with the tree of a text. Nodes nested deeper than the limit are moved up to it.
  static func read<Value>(_ markdown: String, _ body: (OpaquePointer?) -> Value) -> Value {
    let document = parse(markdown)
    defer { cmark_node_free(document) }
    flatten(document)
    return body(document)
  }

  /// Whether a text is nested deeper than the limit.
  static func isTooDeep(_ markdown: String) -> Bool {
    // Each level needs at least one mark.
    guard markdown.utf8.count > levels else { return false }
    let document = parse(markdown)
    defer { cmark_node_free(document) }
    return flatten(document)
  }

  private static func parse(_ markdown: String) -> OpaquePointer? {
    cmark_parse_document(markdown, markdown.utf8.count, CMARK_OPT_VALIDATE_UTF8)
  }

  /// Removes containers below the limit and keeps their content.
  /// - Returns: whether there were any.
  @discardableResult
  private static func flatten(_ document: OpaquePointer?) -> Bool {
    var level = 0
    var isFlattened = false
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    var event = cmark_iter_next(iterator)
    while event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) {
      if event == CMARK_EVENT_ENTER, level == levels, isContainer(node) {
        isFlattened = true
        let next = cmark_node_next(node)
        let parent = cmark_node_parent(node)
        let first = dissolve(node) ?? next
        event = first == nil ? CMARK_EVENT_EXIT : CMARK_EVENT_ENTER
        cmark_iter_reset(iterator, first ?? parent, event)
        continue
      }
      // A list and its item are one level.
      if isContainer(node), cmark_node_get_type(node) != CMARK_NODE_LIST {
        level += event == CMARK_EVENT_ENTER ? 1 : -1
      }
      event = cmark_iter_next(iterator)
    }
    return isFlattened
  }

  private static func isContainer(_ node: OpaquePointer) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_ITEM, CMARK_NODE_EMPH, CMARK_NODE_STRONG,
      CMARK_NODE_IMAGE:
      true
    default: false
    }
  }

  /// Replaces a container by the content of the containers at and below it. Each part moves once, however deep it was.
  /// - Returns: the first part.
  private static func dissolve(_ top: OpaquePointer) -> OpaquePointer? {
    // The paragraphs of an item would run together in a tight list.
    if let item = cmark_node_parent(top), cmark_node_get_type(item) == CMARK_NODE_ITEM {
      cmark_node_set_list_tight(cmark_node_parent(item), 0)
    }
    var first: OpaquePointer?
    var node = cmark_node_first_child(top)
    while let current = node {
      if isContainer(current), let child = cmark_node_first_child(current) {
        node = child
        continue
      }
      node = successor(of: current, below: top)
      guard !isContainer(current) else { continue }
      cmark_node_unlink(current)
      cmark_node_insert_before(top, current)
      first = first ?? current
    }
    cmark_node_unlink(top)
    cmark_node_free(top)
    return first
  }

  /// The node after `node` and all its descendants.
  private static func successor(of node: OpaquePointer, below top: OpaquePointer) -> OpaquePointer? {
    var place = node
    while place != top {
      if let next = cmark_node_next(place) { return next }
      guard let parent = cmark_node_parent(place) else { return nil }
      place = parent
    }
    return nil
  }
}
