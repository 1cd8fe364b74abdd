// Parses XML and HTML with libxml2: nothing is fetched, no custom entity is expanded, depth is limited.

import CLibXML

/// A node of a tree. It is valid only while the tree is read.
struct Node {
  private let pointer: xmlNodePtr

  fileprivate init(_ pointer: xmlNodePtr) { self.pointer = pointer }

  /// The name of an element without its prefix; empty for other nodes.
  var name: String {
    guard pointer.pointee.type == XML_ELEMENT_NODE, let name = pointer.pointee.name else { return "" }
    let whole = String(cString: name)
    // In HTML a prefix belongs to the name: `o:p`.
    return whole.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(whole[$0...].dropFirst()) } ?? whole
  }

  /// The text of a text node; nil for other nodes.
  var text: String? {
    let isText = pointer.pointee.type == XML_TEXT_NODE || pointer.pointee.type == XML_CDATA_SECTION_NODE
    guard isText, let content = pointer.pointee.content else { return nil }
    return String(cString: content)
  }

  var children: some Sequence<Node> {
    sequence(first: pointer.pointee.children) { $0?.pointee.next }.lazy.prefix { $0 != nil }.compactMap { $0 }
      .map(Node.init)
  }

  /// The first child element with that name.
  subscript(child name: String) -> Node? { children.first { $0.name == name } }

  /// The value of an attribute, with any prefix.
  subscript(_ attribute: String) -> String? {
    var next = pointer.pointee.properties
    while let property = next {
      if String(cString: property.pointee.name) == attribute {
        var value = ""
        var part = property.pointee.children
        while let text = part {
          if let content = text.pointee.content { value += String(cString: content) }
          part = text.pointee.next
        }
        return value
      }
      next = property.pointee.next
    }
    return nil
  }

  /// All text in the node and its descendants, unchanged.
  var wholeText: String {
    children.map { $0.text ?? $0.wholeText }.joined()
  }
}

enum Tree {
  private static let start: Void = xmlInitParser()

  /// Prepares the parser, which may read files.
  static func prepare() { _ = start }

  /// Parses XML. A document type is refused: our formats have none, and it can declare entities.
  static func xml<Value>(
    _ bytes: [UInt8], _ read: (Node) throws(Unreadable) -> Value
  ) throws(Unreadable) -> Value {
    _ = start
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    let document = bytes.withUnsafeBytes { buffer in
      xmlReadMemory(buffer.baseAddress, Int32(buffer.count), nil, nil, options)
    }
    guard let document else { throw reason(xmlGetLastError()?.pointee.code) }
    defer { xmlFreeDoc(document) }
    guard document.pointee.intSubset == nil, let root = xmlDocGetRootElement(document) else { throw .broken }
    return try read(Node(root))
  }

  /// Parses HTML in UTF-8, tolerating faults as browsers do. Nil when there is no element.
  static func html<Value>(
    _ bytes: [UInt8], _ read: (Node) throws(Unreadable) -> Value
  ) throws(Unreadable) -> Value? {
    _ = start
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
        | HTML_PARSE_NOWARNING.rawValue)
    guard let context = htmlNewParserCtxt() else { throw .broken }
    defer { htmlFreeParserCtxt(context) }
    let document = bytes.withUnsafeBytes { buffer in
      htmlCtxtReadMemory(context, buffer.baseAddress, Int32(buffer.count), nil, "UTF-8", options)
    }
    defer { xmlFreeDoc(document) }
    // libxml2 sets this when it stops early, for example at elements nested too deeply.
    guard context.pointee.disableSAX == 0 else { throw reason(context.pointee.lastError.code) }
    guard let document, let root = xmlDocGetRootElement(document) else { return nil }
    return try read(Node(root))
  }

  private static func reason(_ code: Int32?) -> Unreadable {
    code == Int32(XML_ERR_NO_MEMORY.rawValue) ? .tooMuchMemory(FileReader.memory) : .broken
  }
}
