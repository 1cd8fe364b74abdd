// A collection as a page for people.

import Web

extension ListForm {
  static var html: ListForm {
    Form(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", speech: .around,
      rendering: .page { HTMLList(view: $0).bytes })
  }
}

private struct HTMLList {
  let view: ListView

  private var language: Language { view.interface }
  private var resource: Resource { view.resource }
  private var title: String { Sentence.collection(resource).text(in: language) }

  var bytes: [UInt8] {
    HTMLPage(
      title: title, language: language, address: view.address, section: resource.path, head: head,
      translations: Language.spoken.map { ($0, view.link(language: $0)) }, main: main
    ).bytes
  }

  private var head: Markup {
    let others = Language.spoken.map { HTMLPage.link("alternate", view.link(language: $0), language: $0) }
    let feeds = resource.listForms.filter(\.isFeed).map { form -> Markup in
      """
      <link rel="alternate" type="\(form.mediaType)" title="\(title) (\(form.suffix))" \
      href="\(view.link(form.suffix, language: language))">
      """
    }
    let pages = [("next", view.next), ("prev", view.previous)].compactMap { relation, href in
      href.map { HTMLPage.link(relation, $0) }
    }
    return Markup([HTMLPage.link("canonical", view.link(language: language))] + others + feeds + pages)
  }

  private var main: Markup {
    """
    <h1>\(title)</h1>
    \(HTMLSearch.form(view))
    \(resource.filters.compactMap(choices))
    \(map)
    \(view.items.isEmpty ? "<p>\(Sentence.nothing.text(in: language))</p>" : list)
    \(pages)
    <footer>
    <h2>\(Sentence.forms.text(in: language))</h2>
    <ul class="data">
    \(resource.listForms.filter { !$0.isPage }.map(formItem))
    </ul>
    </footer>
    """
  }

  /// The values of a closed list, to choose one; the chosen one leads back to all.
  private func choices(_ filter: Resource.Filter) -> Markup? {
    guard case .choice(let name, let field, let values) = filter else { return nil }
    let chosen = values.filter { view.question.contains("\(name)=\($0)") }
    let others = view.question.filter { !$0.hasPrefix("\(name)=") && !$0.hasPrefix("pageSize=") }
    let items = values.map { value -> Markup in
      let isChosen = chosen.contains(value)
      let current = Markup.attribute("aria-current", isChosen ? "true" : nil)
      let question = (others + (isChosen ? [] : ["\(name)=\(value)"]) + ["lang=\(language)"]).joined(separator: "&")
      let words = (resource.isEverything ? Resource.of(kind: value).map(Sentence.collection) : nil) ?? .choice(value)
      return "<li><a href=\"\(view.path)?\(question)\"\(current)>\(words.text(in: language))</a></li>"
    }
    return """
      <details\(chosen.isEmpty ? "" : " open")>
      <summary>\(Sentence.field(field).text(in: language))</summary>
      <ul class="pages">
      \(items)
      </ul>
      </details>
      """
  }

  /// Where the resource has one.
  private var map: Markup? {
    guard resource.listForms.contains(where: { $0.suffix == "svg" }) else { return nil }
    let words = Sentence.map.text(in: language)
    return "<p><img class=\"map\" src=\"\(view.link("svg", language: language))\" alt=\"\(words)\"></p>"
  }

  private var list: Markup { "<ol class=\"releases\">\n\(view.items.map(item))\n</ol>" }

  private func item(_ item: JSONObject) -> Markup {
    let resource = item["resource"]?.string.flatMap(Resource.of) ?? resource
    let name =
      HTMLSearch.marked(resource.naming, of: item, in: language)
      ?? item.tagged(resource.naming, in: language).map { ("\($0.text)", $0.language) }
    let date = resource.dateField.flatMap { item[$0]?.string }
    let status = item["status"]?.string.flatMap { $0 == "published" ? nil : $0 }
    let about = [item["kind"]?.string, status].compactMap { $0.map { Sentence.choice($0).text(in: language) } }
    let place = ["role", "organisation", "municipality"].compactMap { item.text($0, in: language) }
    let words = (about + place).map { "\($0)" as Markup }
    let details = [date.map { HTMLPage.time($0, in: language) }].compactMap(\.self) + words
    return """
      <li>
      \(details.isEmpty ? nil : "<p class=\"meta\">\(Markup(details, separator: " · "))</p>")
      <a href="\(item["href"]?.string ?? "")?lang=\(language)"\(Markup.attribute("lang", name?.language?.rawValue))>\
      \(name?.text ?? "\(item["id"]?.string ?? "")")</a>
      \(summary(item, resource))
      </li>
      """
  }

  /// The first text in which something was found, else what the item is about.
  private func summary(_ item: JSONObject, _ resource: Resource) -> Markup? {
    let found = resource.texts.lazy.compactMap { HTMLSearch.marked($0[0], of: item, in: language) }.first
    let lead = item.tagged("lead", in: language) ?? item.tagged("summary", in: language)
    guard let text = found ?? lead.map({ ("\(PlainText.line($0.text))", $0.language) }) else { return nil }
    return "<p\(Markup.attribute("lang", text.language?.rawValue))>\(text.text)</p>"
  }

  private var pages: Markup? {
    let links = [(Sentence.previousPage, "prev", view.previous), (Sentence.nextPage, "next", view.next)]
    let items = links.compactMap { words, relation, href -> Markup? in
      href.map { "<li><a rel=\"\(relation)\" href=\"\($0)\">\(words.text(in: language))</a></li>" }
    }
    guard !items.isEmpty else { return nil }
    let label = Sentence.pages.text(in: language)
    return "<nav aria-label=\"\(label)\"><ul class=\"pages\">\n\(items)\n</ul></nav>"
  }

  private func formItem(_ form: ListForm) -> Markup {
    let href = view.link(form.suffix, language: form.isFeed ? language : nil)
    return "<li><a href=\"\(href)\" type=\"\(form.mediaType)\">\(form.label)</a></li>"
  }
}

extension Resource {
  /// The date by which it is ordered.
  var dateField: String? {
    if case .date(let field) = order { field } else { nil }
  }
}
