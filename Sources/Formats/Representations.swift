// What each resource can be represented as: the table that negotiation, links and the description of the API read.

import Content

extension Resource {
  /// The representations of its collection; the first is for clients without a preference.
  package var listForms: [ListForm] { Self.listForms[kind] ?? [.json, .html, .ndjson, .csv] }

  /// The representations of one of its items; the first is for clients without a preference.
  package var itemForms: [ItemForm] { Self.itemForms[kind] ?? [.json, .html] }

  private static let listForms: [String: [ListForm]] = [
    Resource.releases.kind: [.json, .html, .ndjson, .csv, .atom, .rss, .jsonfeed],
    Resource.sites.kind: [.json, .html, .geojson, .ndjson, .csv, .svg],
    Resource.contacts.kind: [.json, .html, .vcf],
    Resource.everything.kind: [.json, .html],
  ]

  private static let itemForms: [String: [ItemForm]] = [
    Resource.releases.kind: [.json, .html, .md, .txt, .ninjs, .jsonld, .printedCards],
    Resource.sites.kind: [.json, .html, .geojson],
    Resource.contacts.kind: [.json, .html, .vcf],
  ]
}
