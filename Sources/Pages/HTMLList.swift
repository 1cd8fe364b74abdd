// A collection as a page for people.

import Content
import Formats
import Values

package struct HTMLList {
  package let view: ListView

  package init(view: ListView) {
    self.view = view
  }

  private var language: Language { view.interface }
  private var resource: Resource { view.resource }
  private var title: String { LocalizedText.collection(resource).text(in: language) }
  private var search: HTMLSearch { HTMLSearch(view) }

  package var bytes: [UInt8] {
    let translations = Language.spoken.map { ($0, view.link(language: $0)) }
    return HTMLPage(
      title: title, language: language, council: view.council, address: view.address, section: resource.path,
      isScripted: true, head: head(translations), translations: translations, main: main
    ).bytes
  }

  private func head(_ translations: [(language: Language, href: String)]) -> Markup {
    let places = HTMLPage.places(
      canonical: view.link(language: language), translations: translations, anyLanguage: view.link(language: nil))
    let feeds = resource.listRepresentations.filter(\.isFeed).map { format -> Markup in
      """
      <link rel="alternate" type="\(format.mediaType)" title="\(title) (\(format.label))" \
      href="\(view.link(format.suffix, language: language))">
      """
    }
    let pages = [("next", view.next), ("prev", view.previous)].compactMap { relation, href in
      href.map { HTMLPage.link(relation, $0) }
    }
    let card = HTMLPage.card(
      view.council, view.address, title: "\(title) – \(view.council.name[language])",
      description: LocalizedText.purpose.text(in: language), url: view.link(language: language), language: language)
    return Markup(places + feeds + pages + [card, HTMLPage.data(collectionPage)])
  }

  /// The list as a schema.org CollectionPage.
  private var collectionPage: JSON {
    let items = view.items.enumerated().map { index, item -> JSON in
      [
        "@type": "ListItem", "position": .integer(index + 1), "url": item["href"],
        "name": item.text(view.resource(of: item).naming, in: language).map(JSON.string),
      ]
    }
    return [
      "@context": "https://schema.org", "@type": "CollectionPage", "@id": .string(view.link(language: language)),
      "url": .string(view.link(language: language)), "name": .string(title),
      "inLanguage": .string(language.rawValue),
      "publisher": view.council.organization(address: view.address, in: language),
      "mainEntity": ["@type": "ItemList", "numberOfItems": .integer(view.total), "itemListElement": .array(items)],
    ]
  }

  private var main: Markup {
    """
    <h1>\(title)</h1>
    \(search.form)
    \(search.chosen)
    \(search.summary)
    \(map)
    \(view.items.isEmpty ? nothing : view.list)
    \(pages)
    <section class="forms" aria-labelledby="forms">
    <h2 id="forms">\(LocalizedText.otherFormats.text(in: language))</h2>
    <ul class="data">
    \(resource.listRepresentations.filter { !$0.isPage }.map(formItem))
    </ul>
    </section>
    """
  }

  /// The map of the items, if the resource has one and at least one item has a position.
  private var map: Markup? {
    guard resource.listRepresentations.contains(where: { $0.suffix == "svg" }),
      view.items.contains(where: { $0.point != nil })
    else { return nil }
    let link = view.relativeLink("svg", language: language)
    return """
      <p><a href="\(link)"><img class="map" src="\(link)" alt="\(LocalizedText.map.text(in: language))" width="800" \
      height="520"></a></p>
      """
  }

  private var nothing: Markup {
    guard !view.question.isEmpty else { return "<p>\(LocalizedText.nothing.text(in: language))</p>" }
    let others = view.question.filter { $0.hasPrefix("q=") } + ["lang=\(language)"]
    return """
      <p>\(LocalizedText.nothing.text(in: language))</p>
      <ul class="pages">
      <li><a href="\(view.path)?lang=\(language)">\(LocalizedText.removeFilters.text(in: language))</a></li>
      <li><a href="\(view.address)/search?\(others.joined(separator: "&"))">\
      \(LocalizedText.searchEverywhere.text(in: language))</a></li>
      </ul>
      """
  }

  private var pages: Markup? {
    let links = [(LocalizedText.previousPage, "prev", view.previous), (LocalizedText.nextPage, "next", view.next)]
    let items = links.compactMap { words, relation, href -> Markup? in
      href.map { "<li><a rel=\"\(relation)\" href=\"\($0)\">\(words.text(in: language))</a></li>" }
    }
    guard !items.isEmpty else { return nil }
    let label = LocalizedText.pages.text(in: language)
    return "<nav aria-label=\"\(label)\"><ul class=\"pages\">\n\(items)\n</ul></nav>"
  }

  private func formItem(_ format: ListRepresentation) -> Markup {
    let href = view.link(format.suffix, language: format.isFeed ? language : nil)
    return "<li><a href=\"\(href)\" type=\"\(format.mediaType)\">\(format.label)</a></li>"
  }
}

extension ListView {
  /// The items, each with its date, kind and summary.
  var list: Markup { "<ol class=\"releases\">\n\(items.map(entry))\n</ol>" }

  fileprivate func resource(of item: JSONObject) -> Resource {
    item["resource"]?.string.flatMap(Resource.of) ?? resource
  }

  private func entry(_ item: JSONObject) -> Markup {
    let (resource, language) = (resource(of: item), interface)
    let name =
      HTMLSearch.marked(resource.naming, of: item, in: language)
      ?? item.tagged(resource.naming, in: language).map { ("\($0.text)", $0.language) }
    let date = resource.dateField.flatMap { item[$0]?.string }
    let status = item["status"]?.string.flatMap { $0 == "published" ? nil : $0 }
    let about = [item["kind"]?.string, status].compactMap { $0.map { LocalizedText.choice($0).text(in: language) } }
    let place = ["role", "organisation", "municipality"].compactMap { item.text($0, in: language) }
    let words = (about + place).map { "\($0)" as Markup }
    let details = [date.map { HTMLPage.time($0, in: language) }].compactMap(\.self) + words
    return """
      <li>
      \(details.isEmpty ? nil : "<p class=\"meta\">\(Markup(details, separator: " · "))</p>")
      <a href="\(item["href"]?.string ?? "")?lang=\(language)"\(Markup.attribute("lang", name?.language?.rawValue))>\
      \(name?.text ?? "\(item["id"]?.string ?? "")")</a>
      \(summary(item, resource))
      \(reachable(item))
      </li>
      """
  }

  /// The first text that has a match; the lead or summary when there is none.
  private func summary(_ item: JSONObject, _ resource: Resource) -> Markup? {
    let found = resource.texts.lazy.compactMap { HTMLSearch.marked($0[0], of: item, in: interface) }.first
    let lead = item.tagged("lead", in: interface) ?? item.tagged("summary", in: interface)
    guard let text = found ?? lead.map({ ("\(PlainText.line($0.text))", $0.language) }) else { return nil }
    return "<p\(Markup.attribute("lang", text.language?.rawValue))>\(text.text)</p>"
  }

  /// Telephone and mail of an organisation; lists do not contain those of persons.
  private func reachable(_ item: JSONObject) -> Markup? {
    let ways = HTMLItem.ways(item)
    return ways.isEmpty ? nil : "<p>\(Markup(ways, separator: " · "))</p>"
  }
}
