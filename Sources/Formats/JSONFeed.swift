// The JSON Feed 1.1 of a list query.

import Content
import Values

extension ListRepresentation {
  static var jsonfeed: ListRepresentation {
    Representation(
      suffix: "jsonfeed", mediaType: "application/feed+json", languagePolicy: .one,
      rendering: .documents { Feed($0).jsonFeed.bytes })
  }
}

extension Feed {
  fileprivate var jsonFeed: JSON {
    [
      "version": "https://jsonfeed.org/version/1.1", "title": .string(title), "home_page_url": .string(page),
      "feed_url": .string(address("jsonfeed")), "next_url": view.next.map(JSON.string),
      "hubs": view.hub.map { .array([["type": "WebSub", "url": .string($0)]]) },
      "language": .string(language.rawValue),
      "authors": [["name": .string(view.council.name[language]), "url": .string(view.address + "/")]],
      "items": .array(entries.map(item)),
    ]
  }

  private func item(_ entry: Entry) -> JSON {
    [
      "id": .string(entry.id), "url": .string(entry.id), "title": .string(entry.view.name),
      "summary": entry.lead.map(JSON.string), "content_html": .string(entry.html),
      "date_published": .string(entry.published), "date_modified": .string(entry.updated),
      "tags": entry.themes.isEmpty ? nil : .strings(entry.themes.map(\.name)),
      "language": .string(language.rawValue),
    ]
  }
}
