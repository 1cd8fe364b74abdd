// The common parts of item pages: head, notices, relations, press contacts and other formats.

import Content
import Formats
import Values

extension Resource {
  /// Whether the pages of its items have buttons to copy and print, which need the script.
  package var hasTools: Bool { kind == Resource.releases.kind }
}

extension ItemView {
  /// The item as a page of the website.
  package var webPage: [UInt8] {
    guard resource.hasTools else {
      return page(main: HTMLItem(view: self).main, description: summaryLine, data: thing)
    }
    return page(
      main: releaseMain, description: text("lead").map(PlainText.line), type: "article", more: times,
      data: newsArticle)
  }

  /// The page around an item.
  func page(main: Markup, description: String?, type: String = "website", more: Markup = "", data: JSON?) -> [UInt8] {
    let spoken = languages.isEmpty ? Language.spoken : languages
    let places = HTMLPage.places(
      canonical: permalink, translations: spoken.map { ($0, "\(href)?lang=\($0)") }, anyLanguage: href)
    let formats = otherRepresentations.map { format in
      HTMLPage.link("alternate", link(format), type: format.mediaType)
    }
    let card = HTMLPage.card(
      council, address, type: type, title: name, description: description, url: permalink, language: language)
    let known = Language.spoken + languages.filter { !Language.spoken.contains($0) }
    return HTMLPage(
      title: name, language: interface, council: council, address: address, section: resource.path,
      isScripted: resource.hasTools,
      head: Markup(places + formats + [card, more] + (data.map { [HTMLPage.data($0)] } ?? [])),
      translations: known.map { ($0, "\(href)?lang=\($0)") }, main: main
    ).bytes
  }

  /// The representations other than pages. A preview has only JSON.
  private var otherRepresentations: [ItemRepresentation] {
    resource.itemRepresentations.filter { !$0.isPage && (!isPreview || $0.suffix == "json") }
  }

  /// Links to the other representations.
  var forms: Markup {
    """
    <section class="forms" aria-labelledby="forms">
    <h2 id="forms">\(LocalizedText.otherFormats.text(in: interface))</h2>
    <ul class="data">
    \(otherRepresentations.map { format in
      "<li><a href=\"\(link(format))\" type=\"\(format.mediaType)\">\(format.label)</a></li>" as Markup
    })
    </ul>
    </section>
    """
  }

  /// Notices above the text: a preview, a status other than published, and corrections.
  package var notices: Markup {
    let status = document["status"]?.string.flatMap { $0 == "published" ? nil : LocalizedText.choice($0) }
    let banner = (isPreview ? .preview : embargo ?? status).map { message in
      "<p class=\"notice\">\(message.text(in: interface))</p>" as Markup
    }
    guard !corrections.isEmpty else { return banner ?? "" }
    let items = corrections.reversed().map { correction in
      "<li>\(HTMLPage.time(correction.day, in: interface)) – <span lang=\"\(language)\">\(correction.note)</span></li>"
        as Markup
    }
    return """
      \(banner)
      <section class="notice" aria-labelledby="corrections">
      <h2 id="corrections">\(LocalizedText.correction.text(in: interface))</h2>
      <ul>
      \(items)
      </ul>
      </section>
      """
  }

  /// Links to the items of a relation or mention; nil without any.
  func related(_ field: String) -> Markup? {
    let items = objects(field)
    guard !items.isEmpty else { return nil }
    let links = items.map { item -> Markup in
      let naming = item["title"] == nil ? "name" : "title"
      let name = item.tagged(naming, in: language)
      let tag = Markup.attribute("lang", name?.language?.rawValue)
      return "<li><a href=\"\(item["href"]?.string ?? "")?lang=\(interface)\"\(tag)>\(name?.text ?? "")</a></li>"
    }
    return "<h2>\(LocalizedText.field(field).text(in: interface))</h2>\n<ul class=\"related\">\n\(links)\n</ul>"
  }

  /// The press contacts, by group; nil without any.
  package var contactList: Markup? {
    let contacts = objects("contacts")
    guard !contacts.isEmpty else { return nil }
    var parts: [Markup] = []
    var group: String?
    for contact in contacts {
      let next = contact.text("group", in: language)
      if let next, next != group { parts.append("<h3 lang=\"\(language)\">\(next)</h3>") }
      group = next
      parts.append(self.contact(contact))
    }
    return """
      <section class="contacts" aria-labelledby="contacts">
      <h2 id="contacts">\(LocalizedText.contacts.text(in: interface))</h2>
      \(parts)
      </section>
      """
  }

  private func contact(_ contact: JSONObject) -> Markup {
    let name = contact.text("name", in: language) ?? ""
    let role = contact.tagged("role", in: language).map { ", \(HTMLPage.tagged($0.text, $0.language))" as Markup }
    let named = contact["href"]?.string.map { "<a href=\"\($0)?lang=\(interface)\">\(name)</a>" as Markup }
    let lines = ["<strong>\(named ?? "\(name)")</strong>\(role)"] + HTMLItem.ways(contact)
    return "<p>\(Markup(lines, separator: "<br>\n"))</p>"
  }
}
