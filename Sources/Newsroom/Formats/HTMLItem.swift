// An item of any resource as a page for people: its fields in their order, by their shapes.

import Web

extension ItemForm {
  static var html: ItemForm {
    Form(
      suffix: "html", mediaType: "text/html", parameters: "; charset=utf-8", speech: .around,
      rendering: .made { view in
        view.page(main: HTMLItem(view: view).main, head: "")
      })
  }
}

extension ItemView {
  /// The page around an item.
  func page(main: Markup, head: Markup) -> [UInt8] {
    let spoken = languages.isEmpty ? Language.spoken : languages
    let others = spoken.map { HTMLPage.link("alternate", "\(href)?lang=\($0)", language: $0) }
    let forms = otherForms.map { form in HTMLPage.link("alternate", link(form), type: form.mediaType) }
    let known = Language.spoken + languages.filter { !Language.spoken.contains($0) }
    return HTMLPage(
      title: name, language: interface, address: address, section: resource.path,
      head: Markup([HTMLPage.link("canonical", permalink), anyLanguage] + others + forms + [head]),
      translations: known.map { ($0, "\(href)?lang=\($0)") }, main: main
    ).bytes
  }

  /// Where a reader's own language is found out.
  private var anyLanguage: Markup { "<link rel=\"alternate\" hreflang=\"x-default\" href=\"\(href)\">" }

  /// Those that are no pages. A preview has JSON alone.
  private var otherForms: [ItemForm] { resource.itemForms.filter { !$0.isPage && (!isPreview || $0.suffix == "json") } }

  func link(_ form: ItemForm) -> String {
    "\(href).\(form.suffix)" + (form.speech != .all && !languages.isEmpty ? "?lang=\(language)" : "")
  }

  /// The other forms, for whoever wants the data.
  var forms: Markup {
    """
    <footer>
    <h2>\(Sentence.forms.text(in: interface))</h2>
    <ul class="data">
    \(otherForms.map { form in
      "<li><a href=\"\(link(form))\" type=\"\(form.mediaType)\">\(form.label)</a></li>" as Markup
    })
    </ul>
    </footer>
    """
  }

  /// What is to be known before the text: that it is not public, and what was corrected.
  var notices: Markup {
    let status = document["status"]?.string.flatMap { $0 == "published" ? nil : Sentence.choice($0) }
    let banner = (isPreview ? .preview : embargo ?? status).map { sentence in
      "<p class=\"notice\">\(sentence.text(in: interface))</p>" as Markup
    }
    guard !corrections.isEmpty else { return banner ?? "" }
    let items = corrections.reversed().map { correction in
      "<li>\(HTMLPage.time(correction.day, in: interface)) – <span lang=\"\(language)\">\(correction.note)</span></li>"
        as Markup
    }
    return """
      \(banner)
      <aside class="notice" aria-label="\(Sentence.correction.text(in: interface))">
      <h2>\(Sentence.correction.text(in: interface))</h2>
      <ul>
      \(items)
      </ul>
      </aside>
      """
  }

  /// Items that this one refers to, or that refer to it.
  func related(_ field: String) -> Markup? {
    let items = objects(field)
    guard !items.isEmpty else { return nil }
    let links = items.map { item -> Markup in
      let naming = item["title"] == nil ? "name" : "title"
      let name = item.tagged(naming, in: language)
      let tag = Markup.attribute("lang", name?.language?.rawValue)
      return "<li><a href=\"\(item["href"]?.string ?? "")?lang=\(interface)\"\(tag)>\(name?.text ?? "")</a></li>"
    }
    return "<h2>\(Sentence.field(field).text(in: interface))</h2>\n<ul class=\"related\">\n\(links)\n</ul>"
  }
}

private struct HTMLItem {
  let view: ItemView

  private var language: Language { view.interface }

  var main: Markup {
    let plain = view.resource.fields.filter { $0.name != "id" && $0.name != view.resource.naming }
    let relations = Set(view.resource.relations.map(\.field))
    let rows = plain.filter { !relations.contains($0.name) }.compactMap { row($0, view.document) }
    let mentioned = view.resource.relations.map(\.field) + view.resource.mentions.map(\.member)
    let name = view.document.tagged(view.resource.naming, in: view.language)
    return """
      <article>
      \(view.notices)
      <h1\(Markup.attribute("lang", name?.language?.rawValue))>\(view.name)</h1>
      \(rows.isEmpty ? nil : "<dl>\n\(rows)\n</dl>")
      \(mentioned.compactMap(view.related))
      </article>
      \(view.forms)
      """
  }

  private func row(_ field: Field, _ object: JSONObject) -> Markup? {
    guard field.name != "phonePrinted" || object["phone"] == nil, let value = object[field.name] else { return nil }
    guard let shown = shown(field, value, in: object) else { return nil }
    return "<dt>\(Sentence.field(field.name).text(in: language))</dt>\n<dd>\(shown)</dd>"
  }

  private func shown(_ field: Field, _ value: JSON, in object: JSONObject) -> Markup? {
    switch (field.shape, value) {
    case (.texts(let limit), .object) where limit > 600:
      guard let text = object.tagged(field.name, in: view.language) else { return nil }
      return
        "<div\(Markup.attribute("lang", text.language?.rawValue))>\(Markup(trusted: Rendering.html(text.text)))</div>"
    case (.texts, .object), (.label, .object):
      return object.tagged(field.name, in: view.language).map { HTMLPage.tagged($0.text, $0.language) }
    case (.choice, .string(let text)): return "\(Sentence.choice(text).text(in: language))"
    case (.date, .string(let text)): return HTMLPage.time(text, in: language)
    case (.url, .string(let text)): return "<a href=\"\(text)\">\(text)</a>"
    case (.email, .string(let text)): return "<a href=\"mailto:\(text)\">\(text)</a>"
    case (.phone, .string(let text)): return Self.phone(text, object["phonePrinted"]?.string)
    case (_, .string(let text)): return "\(Sentence.choice(text).text(in: language))"
    case (_, .number(let digits)): return "\(digits)"
    case (.object(let fields), .object(let inner)): return "<dl>\n\(fields.compactMap { row($0, inner) })\n</dl>"
    case (.list(.object(let fields), _), .array(let values)):
      return table(field.name, fields, values.compactMap(\.object))
    case (.list(let element, _), .array(let values)):
      let items = values.compactMap { shown(Field(field.name, element), $0, in: object) }
      return items.isEmpty ? nil : Markup(items, separator: ", ")
    default: return nil
    }
  }

  private func table(_ name: String, _ fields: [Field], _ rows: [JSONObject]) -> Markup? {
    let used = fields.filter { field in rows.contains { $0[field.name] != nil } }
    guard !used.isEmpty else { return nil }
    let heads = used.map { "<th scope=\"col\">\(Sentence.field($0.name).text(in: language))</th>" as Markup }
    let lines = rows.map { row in
      let cells = used.map { field in
        "<td>\(row[field.name].flatMap { shown(field, $0, in: row) })</td>" as Markup
      }
      return "<tr>\(Markup(cells, separator: ""))</tr>" as Markup
    }
    return """
      <div class="scroll" role="region" aria-label="\(Sentence.field(name).text(in: language))" tabindex="0">
      <table>
      <thead><tr>\(Markup(heads, separator: ""))</tr></thead>
      <tbody>
      \(lines)
      </tbody>
      </table>
      </div>
      """
  }

  /// A number to be called, as it was printed. RFC 3966 wants digits; one that could not be read is only shown.
  static func phone(_ number: String, _ printed: String?) -> Markup {
    number.hasPrefix("+") ? "<a href=\"tel:\(number)\">\(printed ?? number)</a>" : "\(number)"
  }
}

extension ItemView {
  /// Whom to call, by group.
  var contactList: Markup? {
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
      <h2 id="contacts">\(Sentence.contacts.text(in: interface))</h2>
      \(parts)
      </section>
      """
  }

  private func contact(_ contact: JSONObject) -> Markup {
    let name = contact.text("name", in: language) ?? ""
    let role = contact.tagged("role", in: language).map { ", \(HTMLPage.tagged($0.text, $0.language))" as Markup }
    let number = contact["phone"]?.string ?? contact["phonePrinted"]?.string
    let phone = number.map { HTMLItem.phone($0, contact["phonePrinted"]?.string) }
    let mail = contact["email"]?.string.map { "<a href=\"mailto:\($0)\">\($0)</a>" as Markup }
    let named = contact["href"]?.string.map { "<a href=\"\($0)?lang=\(interface)\">\(name)</a>" as Markup }
    let lines = ["<strong>\(named ?? "\(name)")</strong>\(role)", phone, mail].compactMap(\.self)
    return "<p>\(Markup(lines, separator: "<br>\n"))</p>"
  }
}
