// The representations of each resource, for content negotiation, links and the API description.

import Content

extension Resource {
  /// The representations of its collection; clients without a preference get the first.
  package var listRepresentations: [ListRepresentation] {
    switch kind {
    case "release": Table.releaseLists
    case "site": Table.siteLists
    case "contact": Table.contactLists
    case "item": Table.searches
    default: Table.lists
    }
  }

  /// The representations of its items; clients without a preference get the first.
  package var itemRepresentations: [ItemRepresentation] {
    switch kind {
    case "release": Table.releases
    case "site": Table.sites
    case "contact": Table.contacts
    default: Table.items
    }
  }
}

private enum Table {
  static let lists: [ListRepresentation] = [.json, .html, .ndjson, .csv]
  static let releaseLists: [ListRepresentation] = [.json, .html, .ndjson, .csv, .atom, .rss, .jsonfeed]
  static let siteLists: [ListRepresentation] = [.json, .html, .geojson, .ndjson, .csv, .svg]
  static let contactLists: [ListRepresentation] = [.json, .html, .vcf]
  static let searches: [ListRepresentation] = [.json, .html]

  static let items: [ItemRepresentation] = [.json, .html]
  static let releases: [ItemRepresentation] = [.json, .html, .md, .txt, .ninjs, .jsonld, .printedCards]
  static let sites: [ItemRepresentation] = [.json, .html, .geojson]
  static let contacts: [ItemRepresentation] = [.json, .html, .vcf]
}
