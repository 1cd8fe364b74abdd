// What every page for people has: its head, the way through the newsroom, and the languages.

import HTTP
import HTTPTypes
import Web

/// A page of plain HTML that works without scripts. All it needs besides is `/start.css`.
struct HTMLPage {
  let title: String
  let language: Language
  /// The public address, without a slash at its end.
  let address: String
  /// The path of the resource that it belongs to.
  var section: String?
  /// Links, metadata and data blocks of the head.
  var head: Markup = ""
  /// The same page in other languages.
  var translations: [(language: Language, href: String)] = []
  let main: Markup

  var bytes: [UInt8] { page.bytes }

  private var page: Markup {
    """
    <!DOCTYPE html>
    <html lang="\(language)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(title) – \(Council.name)</title>
    <link rel="stylesheet" href="/start.css">
    \(head)
    </head>
    <body>
    <a class="skip" href="#content">\(Sentence.skip.text(in: language))</a>
    <header class="bar">
    <p class="home"><a href="\(address)/?lang=\(language)">\(Council.name) <span>\(newsroom)</span></a></p>
    <nav aria-label="\(Sentence.sections.text(in: language))">
    <ul class="sections">
    \((Resource.all + [.everything]).map(sectionItem))
    </ul>
    </nav>
    \(translations.isEmpty ? "" : languages)
    </header>
    <main id="content">
    \(main)
    </main>
    </body>
    </html>

    """
  }

  private var newsroom: String { Sentence.newsroom.text(in: language) }

  private var languages: Markup {
    """
    <nav aria-label="\(Sentence.languages.text(in: language))">
    <ul class="languages">
    \(translations.map(languageItem))
    </ul>
    </nav>
    """
  }

  private func sectionItem(_ resource: Resource) -> Markup {
    let current = Markup.attribute("aria-current", resource.path == section ? "true" : nil)
    let name = Sentence.collection(resource).text(in: language)
    return "<li><a href=\"\(address)/\(resource.path)?lang=\(language)\"\(current)>\(name)</a></li>"
  }

  private func languageItem(_ translation: (language: Language, href: String)) -> Markup {
    let code = translation.language
    let current = Markup.attribute("aria-current", code == language ? "page" : nil)
    return """
      <li><a href="\(translation.href)" lang="\(code)" hreflang="\(code)"\(current)>\(code.ownName)</a></li>
      """
  }
}

extension HTMLPage {
  /// A link of the head.
  static func link(_ relation: String, _ href: String, type: String? = nil, language: Language? = nil) -> Markup {
    let attributes = Markup(
      [.attribute("hreflang", language?.rawValue), .attribute("type", type), .attribute("href", href)], separator: "")
    return "<link rel=\"\(relation)\"\(attributes)>"
  }

  static func property(_ name: String, _ content: String?) -> Markup {
    content.map { "<meta property=\"\(name)\" content=\"\($0)\">\n" } ?? ""
  }

  /// A text that may be in another language than what is around it.
  static func tagged(_ text: String, _ language: Language?) -> Markup {
    language.map { "<span lang=\"\($0)\">\(text)</span>" } ?? "\(text)"
  }

  static func time(_ date: String, in language: Language) -> Markup {
    "<time datetime=\"\(date)\">\(WrittenDate.text(date, in: language.rawValue))</time>"
  }
}

extension Response {
  /// Nothing but our own style sheet and images is loaded, nothing runs, and nobody frames the page.
  mutating func protectPage() {
    fields[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
      + "frame-ancestors 'none'"
    fields[.xContentTypeOptions] = "nosniff"
  }
}

extension JSONObject {
  /// A text and, if it is not in the wanted language, the language that it is in.
  func tagged(_ name: String, in language: Language) -> (text: String, language: Language?)? {
    guard let text = text(name, in: language) else { return nil }
    guard let map = self[name]?.object, map[language.rawValue] == nil else { return (text, nil) }
    return (text, map.members.first.flatMap { Language(rawValue: $0.name) })
  }
}
