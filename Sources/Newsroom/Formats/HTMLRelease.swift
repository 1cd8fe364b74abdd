// A release as a page for people: what was corrected on top, the text, and whom to call.

import Web

extension ItemForm {
  static var releasePage: ItemForm {
    Form(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", speech: .around,
      rendering: .made { view in view.page(main: view.releaseMain, head: view.releaseHead) })
  }
}

extension ItemView {
  fileprivate var releaseHead: Markup {
    let lead = text("lead").map(PlainText.line)
    let description = lead.map { "<meta name=\"description\" content=\"\($0)\">\n" as Markup }
    let modified = corrections.isEmpty ? nil : document["updatedAt"]?.string
    // Open Graph protocol
    return """
      \(description)\(HTMLPage.property("og:type", "article"))\
      \(HTMLPage.property("og:title", name))\
      \(HTMLPage.property("og:description", lead))\
      \(HTMLPage.property("og:url", permalink))\
      \(HTMLPage.property("og:site_name", Council.name))\
      \(HTMLPage.property("og:locale", language.locale))\
      \(HTMLPage.property("article:published_time", document["publishedAt"]?.string))\
      \(HTMLPage.property("article:modified_time", modified))\
      <script type="application/ld+json">\(newsArticle.asDataBlock)</script>
      """
  }

  fileprivate var releaseMain: Markup {
    let date = document["releaseDate"]?.string.map { HTMLPage.time($0, in: interface) }
    let kind = document["kind"]?.string.map { Sentence.choice($0).text(in: interface) } ?? ""
    return """
      <article>
      \(notices)
      <p class="meta">\(kind)\(date.map { " · \($0)" })</p>
      <div lang="\(language)">
      <h1>\(name)</h1>
      \(dateline)
      \(rendered("lead", as: "lead"))
      \(rendered("body", as: "text"))
      \(rendered("boilerplate", as: "about"))
      </div>
      \(notes)
      \(contactList)
      \(related("sites"))
      \(related("advices"))
      \(themes)
      </article>
      \(forms)
      """
  }

  private var themes: Markup? {
    let items = strings("themes").map { theme in
      let name = Sentence.choice(theme).text(in: interface)
      return "<li><a href=\"\(address)/\(resource.path)?theme=\(theme)&amp;lang=\(interface)\">\(name)</a></li>"
        as Markup
    }
    guard !items.isEmpty else { return nil }
    return "<h2>\(Sentence.field("themes").text(in: interface))</h2>\n<ul class=\"related\">\n\(items)\n</ul>"
  }

  private var dateline: Markup? { text("dateline").map { "<p class=\"meta\">\($0)</p>" } }

  private var notes: Markup? {
    guard let notes = rendered("notesToEditors", as: "text") else { return nil }
    return """
      <section lang="\(language)">
      <h2 lang="\(interface)">\(Sentence.notesToEditors.text(in: interface))</h2>
      \(notes)
      </section>
      """
  }

  private func rendered(_ field: String, as style: String) -> Markup? {
    text(field).map { "<div class=\"\(style)\">\n\(Markup(trusted: Rendering.html($0)))</div>" }
  }
}

extension Language {
  /// With the country, as Open Graph has it.
  fileprivate var locale: String { self == .en ? "en_GB" : "\(rawValue)_BE" }
}

extension JSON {
  /// As it may stand in a script element: no `<` ends it or begins a comment (HTML section 4.12.1.3).
  var asDataBlock: Markup { Markup(trusted: text.replacing("<", with: "\\u003c")) }
}
