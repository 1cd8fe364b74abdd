// The API reference as pages, made from the OpenAPI description. It can be read without scripts.

import Content
import Formats
import Values

package struct Reference {
  /// The OpenAPI description.
  package let document: JSONObject
  package let language: Language
  package let council: Council
  /// The public address, without a slash at its end.
  package let address: String
  /// The recorded example of an operation, by a key such as `GET /releases`.
  package let example: (String) -> ReferenceExample?
  /// The scope that an operation requires, by the same key; nil when it requires none.
  package let scope: (String) -> String?

  package init(
    document: JSONObject, language: Language, council: Council, address: String,
    example: @escaping (String) -> ReferenceExample?,
    scope: @escaping (String) -> String?
  ) {
    self.document = document
    self.language = language
    self.council = council
    self.address = address
    self.example = example
    self.scope = scope
  }

  /// The sections: the tags of the operations, and the schemas.
  private var sections: [String] {
    (document["tags"]?.array ?? []).compactMap { $0.object?["name"]?.string } + [Self.schemas]
  }

  private static let schemas = "schemas"

  /// The page of a section; the introduction for nil. Returns nil when no section has that name.
  package func page(of section: String?) -> HTMLPage? {
    guard section.map(sections.contains) ?? true else { return nil }
    let path = "\(address)/docs\(section.map { "/" + $0 } ?? "")"
    let translations = Language.spoken.map { ($0, "\(path)?lang=\($0)") }
    let title = section.map(name) ?? LocalizedText.reference.text(in: language)
    let canonical = "\(path)?lang=\(language)"
    let places = HTMLPage.places(canonical: canonical, translations: translations, anyLanguage: path)
    let description = HTMLPage.link("service-desc", "/openapi.json", type: "application/json")
    let card = HTMLPage.card(council, address, title: title, description: nil, url: canonical, language: language)
    return HTMLPage(
      title: title, language: language, council: council, address: address, section: "docs",
      isScripted: true, head: Markup(places + [description, card]), translations: translations,
      main: main(section, title))
  }

  private func name(of section: String) -> String {
    if let resource = Resource.all.first(where: { $0.path == section }) {
      return LocalizedText.collection(resource).text(in: language)
    }
    return (LocalizedText.referenceSections[section] ?? LocalizedText(nl: section, fr: section, en: section)).text(
      in: language)
  }

  private func main(_ section: String?, _ title: String) -> Markup {
    """
    <div class="reference" data-try="\(LocalizedText.tryIt.text(in: language))" \
    data-send="\(LocalizedText.send.text(in: language))" data-token="\(LocalizedText.tokenField.text(in: language))" \
    data-body="\(LocalizedText.requestBody.text(in: language))">
    <nav class="contents" aria-label="\(LocalizedText.reference.text(in: language))">
    <ul>
    <li><a href="/docs?lang=\(language)"\(Markup.attribute("aria-current", section == nil ? "page" : nil))>\
    \(LocalizedText.introduction.text(in: language))</a></li>
    \(sections.map { contents($0, isOpen: $0 == section) })
    </ul>
    </nav>
    <div>
    <h1>\(title)</h1>
    \(section.map(content) ?? introduction)
    </div>
    </div>
    """
  }

  private func content(of section: String) -> Markup {
    section == Self.schemas ? schemas : Markup(operations(of: section).map(\.markup))
  }

  private func contents(_ section: String, isOpen: Bool) -> Markup {
    let current = Markup.attribute("aria-current", isOpen ? "page" : nil)
    let inner = isOpen ? operations(of: section).map(\.link) : []
    return """
      <li><a href="/docs/\(section)?lang=\(language)"\(current)>\(name(of: section))</a>
      \(inner.isEmpty ? nil : "<ul>\n\(inner)\n</ul>")
      </li>
      """
  }

  private func operations(of section: String) -> [ReferenceOperation] {
    (document["paths"]?.object?.members ?? []).flatMap { path, item in
      (item.object?.members ?? []).compactMap { method, operation in
        guard let operation = operation.object, operation["tags"]?.array?.first?.string == section else { return nil }
        return ReferenceOperation(
          method: method.uppercased(), path: path, operation: operation, document: document, language: language,
          address: address, example: example("\(method.uppercased()) \(path)"),
          route: scope("\(method.uppercased()) \(path)"))
      }
    }
  }

  private var introduction: Markup {
    let parts = LocalizedText.parts.map { heading, text in
      "<h2>\(heading.text(in: language))</h2>\n\(Markup(trusted: Rendering.html(text.text(in: language))))" as Markup
    }
    let code = ReferenceCode(method: "GET", url: "\(address)/releases?q=audi&lang=\(language)", scope: nil, body: nil)
    return """
      <p class="lead">\(LocalizedText.dataPurpose.text(in: language))</p>
      \(code.markup)
      <p><a href="/openapi.json">openapi.json</a></p>
      \(parts)
      """
  }

  private var schemas: Markup {
    let schemas = document["components"]?.object?["schemas"]?.object?.members ?? []
    return Markup(
      schemas.map { name, schema in
        """
        <section id="\(name)">
        <h2><a href="#\(name)">\(name)</a></h2>
        \(ReferenceSchema(language: language).members(of: schema))
        </section>
        """
      })
  }
}
