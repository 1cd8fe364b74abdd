// What each resource can be represented as: the table that negotiation, links and the description of the API read.

import Content

extension Resource {
  /// The representations of its collection; the first is for clients without a preference.
  package var listForms: [ListForm] {
    switch kind {
    case "release": Table.releaseLists
    case "site": Table.siteLists
    case "contact": Table.contactLists
    case "item": Table.searches
    default: Table.lists
    }
  }

  /// The representations of one of its items; the first is for clients without a preference.
  package var itemForms: [ItemForm] {
    switch kind {
    case "release": Table.releases
    case "site": Table.sites
    case "contact": Table.contacts
    default: Table.items
    }
  }
}

private enum Table {
  static let lists: [ListForm] = [.json, .html, .ndjson, .csv]
  static let releaseLists: [ListForm] = [.json, .html, .ndjson, .csv, .atom, .rss, .jsonfeed]
  static let siteLists: [ListForm] = [.json, .html, .geojson, .ndjson, .csv, .svg]
  static let contactLists: [ListForm] = [.json, .html, .vcf]
  static let searches: [ListForm] = [.json, .html]

  static let items: [ItemForm] = [.json, .html]
  static let releases: [ItemForm] = [.json, .html, .md, .txt, .ninjs, .jsonld, .printedCards]
  static let sites: [ItemForm] = [.json, .html, .geojson]
  static let contacts: [ItemForm] = [.json, .html, .vcf]
}
