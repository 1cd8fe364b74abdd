// The input of a collection's representations.

import Content
import Values

/// A page of a collection, from which a representation is made.
package struct ListView {
  package let resource: Resource
  package let items: [JSONObject]
  package let total: Int
  /// The language of the text.
  package let language: Language
  /// The language of the page around it: nl, fr or en.
  package let interface: Language
  /// The public address, without a final slash.
  package let address: String
  package let council: Council
  /// The query parameters as sent, without language and page.
  package let question: [String]
  /// The addresses of the next and previous page, in the requested representation and language.
  package let next: String?
  package let previous: String?
  /// The address of the WebSub hub of this feed, if there is one.
  package let hub: String?
  /// Recently withdrawn items: id, time and notice.
  package let withdrawn: [(id: String, at: String, reason: String?)]

  package init(
    resource: Resource, items: [JSONObject], total: Int, language: Language, interface: Language, address: String,
    council: Council, question: [String], next: String?, previous: String?, hub: String?,
    withdrawn: [(id: String, at: String, reason: String?)]
  ) {
    self.resource = resource
    self.items = items
    self.total = total
    self.language = language
    self.interface = interface
    self.address = address
    self.council = council
    self.question = question
    self.next = next
    self.previous = previous
    self.hub = hub
    self.withdrawn = withdrawn
  }

  package var path: String { "\(address)/\(resource.path)" }

  /// The address of a representation of this query.
  package func link(_ representation: String = "", language: Language?) -> String {
    let parameters = question + [language.map { "lang=\($0)" }].compactMap(\.self)
    let suffix = representation.isEmpty ? "" : "." + representation
    return path + suffix + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
  }

  /// The same address without the host, for resources that a page loads.
  package func relativeLink(_ representation: String, language: Language?) -> String {
    String(link(representation, language: language).dropFirst(address.count))
  }

  /// The views of the items, when they are whole documents.
  var views: [ItemView] {
    items.map { item in
      let languages = (item["languages"]?.array ?? []).compactMap { $0.string.flatMap(Language.init(rawValue:)) }
      return ItemView(
        resource: resource, document: item, language: language, interface: interface, languages: languages,
        address: address, council: council)
    }
  }
}
