// The start page for people: search, the latest releases, and links to the data.

import Content
import Formats
import Values

package struct HTMLStart {
  /// The latest releases.
  package let view: ListView

  package init(view: ListView) {
    self.view = view
  }

  private var language: Language { view.interface }
  private var address: String { view.address }

  package var bytes: [UInt8] {
    let name = "\(view.council.name[language]) \(LocalizedText.newsroom.text(in: language))"
    let translations = Language.spoken.map { ($0, "\(address)/?lang=\($0)") }
    let places = HTMLPage.places(
      canonical: "\(address)/?lang=\(language)", translations: translations, anyLanguage: address + "/")
    let feeds = Resource.releases.listRepresentations.filter(\.isFeed).map { format -> Markup in
      """
      <link rel="alternate" type="\(format.mediaType)" \
      title="\(LocalizedText.collection(.releases).text(in: language)) (\(format.label))" \
      href="\(address)/releases.\(format.suffix)?lang=\(language)">
      """
    }
    let card = HTMLPage.card(
      view.council, address, title: name, description: LocalizedText.purpose.text(in: language),
      url: "\(address)/?lang=\(language)", language: language)
    return HTMLPage(
      title: name, language: language, council: view.council, address: address,
      isScripted: true, head: Markup(places + feeds + [card, HTMLPage.data(site)]), translations: translations,
      main: main
    ).bytes
  }

  /// The newsroom as a schema.org WebSite, with its SearchAction.
  private var site: JSON {
    [
      "@context": "https://schema.org", "@type": "WebSite", "@id": .string(address + "/"),
      "url": .string(address + "/"),
      "name": .string("\(view.council.name[language]) \(LocalizedText.newsroom.text(in: language))"),
      "inLanguage": .strings(Language.spoken.map(\.rawValue)),
      "publisher": view.council.organization(address: address, in: language),
      "potentialAction": [
        "@type": "SearchAction", "target": .string("\(address)/search?q={words}&lang=\(language)"),
        "query-input": "required name=words",
      ],
    ]
  }

  private var main: Markup {
    """
    <div class="hero">
    <h1>\(view.council.name[language]) <span>\(LocalizedText.newsroom.text(in: language))</span></h1>
    <p class="purpose">\(LocalizedText.purpose.text(in: language))</p>
    \(HTMLSearch.field(path: "search", in: language))
    </div>
    <div class="columns">
    <section aria-labelledby="latest">
    <h2 id="latest">\(LocalizedText.latest.text(in: language))</h2>
    \(view.items.isEmpty ? "<p>\(LocalizedText.noReleases.text(in: language))</p>" : view.list)
    <p><a href="\(address)/releases?lang=\(language)">\(LocalizedText.allReleases.text(in: language))</a></p>
    </section>
    <section class="side" aria-labelledby="data">
    <h2 id="data">\(LocalizedText.data.text(in: language))</h2>
    <p>\(LocalizedText.dataPurpose.text(in: language))</p>
    <ul class="data">
    \(collections.map(collectionItem))
    </ul>
    </section>
    </div>
    """
  }

  private var collections: [(path: String, name: LocalizedText)] {
    Resource.all.map { ($0.path + ".json", LocalizedText.collection($0)) } + [("changes", .changes)]
  }

  private func collectionItem(_ collection: (path: String, name: LocalizedText)) -> Markup {
    """
    <li><a href="\(address)/\(collection.path)" type="application/json">\(collection.name.text(in: language)) \
    <span class="form">JSON</span></a></li>
    """
  }
}
