// The frame of every page for people: head, navigation, languages and footer.

import Content
import Formats
import Values

/// A page of plain HTML that can be read without scripts. It needs no files but those of `Assets`.
package struct HTMLPage {
  package let title: String
  package let language: Language
  package let council: Council
  /// The public address, without a slash at its end.
  package let address: String
  /// The path of the resource that the page belongs to.
  package var section: String?
  /// Whether the page loads the script, which adds to it what plain HTML cannot.
  package let isScripted: Bool
  /// Links, metadata and data blocks of the head.
  package var head: Markup = ""
  /// The same page in other languages.
  package var translations: [(language: Language, href: String)] = []
  package let main: Markup

  package init(
    title: String, language: Language, council: Council, address: String, section: String? = nil,
    isScripted: Bool = false, head: Markup = "", translations: [(language: Language, href: String)] = [], main: Markup
  ) {
    self.title = title
    self.language = language
    self.council = council
    self.address = address
    self.section = section
    self.isScripted = isScripted
    self.head = head
    self.translations = translations
    self.main = main
  }

  package var bytes: [UInt8] { page.bytes }

  private var page: Markup {
    """
    <!DOCTYPE html>
    <html lang="\(language)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(title.hasPrefix(name) ? title : "\(title) – \(name)")</title>
    <link rel="stylesheet" href="/newsroom.css">
    <link rel="icon" type="image/svg+xml" href="/icon.svg">
    \(script)\(head)
    </head>
    <body>
    <a class="skip" href="#content">\(LocalizedText.skip.text(in: language))</a>
    <header class="bar">
    <div class="wide">
    <p class="home"><a href="\(address)/?lang=\(language)">\(logo)\(name) \
    <span>\(LocalizedText.newsroom.text(in: language))</span></a></p>
    \(translations.isEmpty ? "" : languages)
    <nav class="sections" aria-label="\(LocalizedText.sections.text(in: language))">
    <ul>
    \((Resource.all + [.everything]).map(sectionItem))
    </ul>
    </nav>
    </div>
    </header>
    <main id="content" class="wide">
    \(main)
    </main>
    \(foot)
    </body>
    </html>

    """
  }

  /// The path of the script.
  package static let script = "/newsroom.js"

  private var script: Markup? { isScripted ? "<script type=\"module\" src=\"\(Self.script)\"></script>\n" : nil }

  private var name: String { council.name[language] }

  private var logo: Markup? {
    council.logoPath(in: language).map { "<img class=\"logo\" src=\"\($0)\" alt=\"\"> " }
  }

  private var languages: Markup {
    """
    <nav class="languages" aria-label="\(LocalizedText.languages.text(in: language))">
    <ul>
    \(translations.map(languageItem))
    </ul>
    </nav>
    """
  }

  private func sectionItem(_ resource: Resource) -> Markup {
    let current = Markup.attribute("aria-current", resource.path == section ? "true" : nil)
    let name = LocalizedText.collection(resource).text(in: language)
    return "<li><a href=\"\(address)/\(resource.path)?lang=\(language)\"\(current)>\(name)</a></li>"
  }

  private func languageItem(_ translation: (language: Language, href: String)) -> Markup {
    let code = translation.language
    let current = Markup.attribute("aria-current", code == language ? "page" : nil)
    return """
      <li><a href="\(translation.href)" lang="\(code)" hreflang="\(code)"\(current)>\(code.ownName)</a></li>
      """
  }

  /// Links to the feeds, to mail, to the API reference and to the accessibility statement.
  private var foot: Markup {
    let feeds = Resource.releases.listRepresentations.filter(\.isFeed).map { format -> Markup in
      """
      <li><a href="\(address)/releases.\(format.suffix)?lang=\(language)" \
      type="\(format.mediaType)">\(format.label)</a></li>
      """
    }
    let mail: [(String, LocalizedText)] = council.offersMail ? [("subscribe?lang=\(language)", .byMail)] : []
    let others = [("docs?lang=\(language)", LocalizedText.api), ("accessibility?lang=\(language)", .accessibility)]
    let pages = (mail + others).map { path, words -> Markup in
      let current = Markup.attribute("aria-current", section.map(path.hasPrefix) == true ? "page" : nil)
      return "<li><a href=\"\(address)/\(path)\"\(current)>\(words.text(in: language))</a></li>"
    }
    return """
      <footer class="foot">
      <nav class="wide" aria-label="\(LocalizedText.follow.text(in: language))">
      <p>\(LocalizedText.follow.text(in: language))</p>
      <ul>
      \(feeds)
      \(pages)
      </ul>
      </nav>
      \(imprint)
      </footer>
      """
  }

  /// The council's address and press contact, if the settings have them.
  private var imprint: Markup? {
    let website = council.website.map { "<a href=\"\($0)\">\($0)</a>" as Markup }
    let places = [council.postalAddress.map { "\($0[language])" as Markup }, website].compactMap(\.self)
    let press = council.press.map { press in
      [press.name.map { "\($0[language])" as Markup }].compactMap(\.self) + HTMLItem.ways(press.document)
    }
    let label = LocalizedText.contacts.text(in: language) + language.colon
    let lines: [Markup] = [
      places.isEmpty ? nil : "<p>\(name), \(Markup(places, separator: ", "))</p>",
      press.flatMap { $0.isEmpty ? nil : "<p>\(label) \(Markup($0, separator: ", "))</p>" },
    ].compactMap(\.self)
    return lines.isEmpty ? nil : "<address class=\"wide\">\n\(lines)\n</address>"
  }
}

extension HTMLPage {
  /// A `link` element of the head.
  static func link(_ relation: String, _ href: String, type: String? = nil, language: String? = nil) -> Markup {
    let attributes = Markup(
      [.attribute("hreflang", language), .attribute("type", type), .attribute("href", href)], separator: "")
    return "<link rel=\"\(relation)\"\(attributes)>"
  }

  /// Links of the head: canonical address, translations, and the address that negotiates the language.
  package static func places(
    canonical: String, translations: [(language: Language, href: String)], anyLanguage: String
  ) -> [Markup] {
    [link("canonical", canonical)]
      + translations.map { link("alternate", $0.href, language: $0.language.rawValue) }
      + [link("alternate", anyLanguage, language: "x-default")]
  }

  static func property(_ name: String, _ content: String?) -> Markup {
    content.map { "<meta property=\"\(name)\" content=\"\($0)\">\n" } ?? ""
  }

  /// The preview that other sites show for a shared address (Open Graph protocol).
  package static func card(
    _ council: Council, _ address: String, type: String = "website", title: String, description: String?, url: String,
    language: Language
  ) -> Markup {
    let picture = council.logo.flatMap { logo in
      logo[language].mediaType == "image/png" ? council.logoPath(in: language).map { address + $0 } : nil
    }
    let summary = description.map { "<meta name=\"description\" content=\"\($0)\">\n" as Markup }
    return """
      \(summary)\(property("og:type", type))\
      \(property("og:title", title))\
      \(property("og:description", description))\
      \(property("og:url", url))\
      \(property("og:image", picture))\
      \(property("og:site_name", council.name[language]))\
      \(property("og:locale", language.locale))
      """
  }

  /// Linked data as a script element.
  static func data(_ json: JSON) -> Markup {
    "<script type=\"application/ld+json\">\(json.asDataBlock)</script>"
  }

  /// A text, marked with its language when that is not the language of the page.
  static func tagged(_ text: String, _ language: Language?) -> Markup {
    language.map { "<span lang=\"\($0)\">\(text)</span>" } ?? "\(text)"
  }

  static func time(_ date: String, in language: Language) -> Markup {
    "<time datetime=\"\(date)\">\(WrittenDate.text(date, in: language.rawValue))</time>"
  }
}

extension Language {
  /// Language and country in Open Graph's notation.
  fileprivate var locale: String { self == .en ? "en_GB" : "\(rawValue)_BE" }
}

extension JSON {
  /// JSON for a script element: no `<` ends the element or begins a comment (HTML section 4.12.1.3). The escapes work
  /// on bytes, because a `Character` may contain more than its `<`. JSON has these bytes only within strings.
  fileprivate var asDataBlock: Markup {
    var escaped: [UInt8] = []
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "<"): escaped += #"\u003c"#.utf8
      case UInt8(ascii: ">"): escaped += #"\u003e"#.utf8
      case UInt8(ascii: "&"): escaped += #"\u0026"#.utf8
      // U+2028 and U+2029 end a line of a script; they are E2 80 A8 and E2 80 A9.
      case 0xA8 where escaped.suffix(2).elementsEqual([0xE2, 0x80]),
        0xA9 where escaped.suffix(2).elementsEqual([0xE2, 0x80]):
        escaped.removeLast(2)
        escaped += (byte == 0xA8 ? #"\u2028"# : #"\u2029"#).utf8
      default: escaped.append(byte)
      }
    }
    return Markup(trusted: String(decoding: escaped, as: UTF8.self))
  }
}

extension JSONObject {
  /// A text, with its language when that is not the requested one.
  func tagged(_ name: String, in language: Language) -> (text: String, language: Language?)? {
    guard let text = text(name, in: language) else { return nil }
    guard let map = self[name]?.object, map[language.rawValue] == nil else { return (text, nil) }
    return (text, map.members.first.flatMap { Language(rawValue: $0.name) })
  }
}
