// The start page for people: the latest releases and where the data is, in Dutch, French or English.

/// A page of plain HTML that works without JavaScript. All it needs besides is its style sheet, at `/start.css`.
package enum StartPage {
  /// A release as the page lists it.
  package struct Release: Sendable {
    let href: String
    let title: String
    let language: String?
    let date: String?

    /// - Parameters:
    ///   - language: The title's language when it is not the page's.
    ///   - date: `YYYY-MM-DD`.
    package init(href: String, title: String, language: String?, date: String?) {
      (self.href, self.title, self.language, self.date) = (href, title, language, date)
    }
  }

  /// What `/start.css` holds.
  package static let styleSheet: [UInt8] = PackageResources.start_css

  /// The whole page. A language other than nl, fr and en gets the Dutch one.
  package static func html(language: String, releases: [Release], organisation: String = "Brupartners") -> String {
    let words = Words.all.first { $0.language == language } ?? .dutch
    let name = escaped(organisation)
    return """
      <!DOCTYPE html>
      <html lang="\(words.language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="description" content="\(escaped(words.purpose))">
      <title>\(name) – \(escaped(words.newsroom))</title>
      <link rel="stylesheet" href="/start.css">
      \(otherLanguages(than: words).map(alternateLink).joined(separator: "\n"))
      <link rel="alternate" type="application/atom+xml" title="\(escaped(words.releases))" \
      href="/releases.atom?lang=\(words.language)">
      </head>
      <body>
      <a class="skip" href="#content">\(escaped(words.skip))</a>
      <header>
      <nav aria-label="\(escaped(words.languages))">
      <ul class="languages">
      \(Words.all.map { languageItem($0, isCurrent: $0.language == words.language) }.joined(separator: "\n"))
      </ul>
      </nav>
      <h1>\(name) <span>\(escaped(words.newsroom))</span></h1>
      <p class="purpose">\(escaped(words.purpose))</p>
      <nav aria-label="\(escaped(words.sections))">
      <ul class="sections">
      \(words.pages.map { sectionItem($0, words) }.joined(separator: "\n"))
      </ul>
      </nav>
      <form class="search" role="search" action="/search">
      <label for="q">\(escaped(words.search))</label>
      <input id="q" name="q" type="search" maxlength="400">
      <input type="hidden" name="lang" value="\(words.language)">
      <button>\(escaped(words.search))</button>
      </form>
      </header>
      <main id="content">
      <section aria-labelledby="latest">
      <h2 id="latest">\(escaped(words.latest))</h2>
      \(list(of: releases, words))
      </section>
      <section aria-labelledby="data">
      <h2 id="data">\(escaped(words.data))</h2>
      <p>\(escaped(words.dataPurpose))</p>
      <ul class="data">
      \(words.collections.map(collectionItem).joined(separator: "\n"))
      </ul>
      </section>
      </main>
      </body>
      </html>

      """
  }

  /// Text as it may stand in an element or in a quoted attribute.
  package static func escaped(_ text: String) -> String {
    var html = ""
    html.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.unicodeScalars.append(scalar)
      }
    }
    return html
  }

  private static func list(of releases: [Release], _ words: Words) -> String {
    guard !releases.isEmpty else { return "<p>\(escaped(words.none))</p>" }
    let items = releases.map { release in
      let time = release.date.map { date in
        "<time datetime=\"\(escaped(date))\">\(escaped(WrittenDate.text(date, in: words.language)))</time>\n"
      }
      let language = release.language.map { " lang=\"\(escaped($0))\"" }
      return """
        <li>
        \(time ?? "")<a href="\(escaped(release.href))?lang=\(words.language)"\(language ?? "")>\
        \(escaped(release.title))</a>
        </li>
        """
    }
    return "<ol class=\"releases\">\n\(items.joined(separator: "\n"))\n</ol>"
  }

  private static func otherLanguages(than words: Words) -> [Words] {
    Words.all.filter { $0.language != words.language }
  }

  private static func alternateLink(_ words: Words) -> String {
    "<link rel=\"alternate\" hreflang=\"\(words.language)\" href=\"/?lang=\(words.language)\">"
  }

  private static func languageItem(_ words: Words, isCurrent: Bool) -> String {
    let (code, current) = (words.language, isCurrent ? " aria-current=\"page\"" : "")
    return """
      <li><a href="/?lang=\(code)" lang="\(code)" hreflang="\(code)"\(current)>\(escaped(words.name))</a></li>
      """
  }

  private static func sectionItem(_ page: (path: String, name: String), _ words: Words) -> String {
    "<li><a href=\"\(page.path)?lang=\(words.language)\">\(escaped(page.name))</a></li>"
  }

  private static func collectionItem(_ collection: (path: String, name: String)) -> String {
    """
    <li><a href="\(collection.path)" type="application/json">\(escaped(collection.name)) \
    <span class="form">JSON</span></a></li>
    """
  }
}

/// All that the page says, in one language.
private struct Words: Sendable {
  let language: String
  /// The language's own name.
  let name: String
  let newsroom: String
  let purpose: String
  let skip: String
  let languages: String
  let sections: String
  let search: String
  let latest: String
  let none: String
  let data: String
  let dataPurpose: String
  let releases: String
  let advices: String
  let sites: String
  let contacts: String
  let changes: String
}

extension Words {
  static let all = [dutch, french, english]

  static let dutch = Words(
    language: "nl", name: "Nederlands", newsroom: "persruimte",
    purpose: "De persberichten, de adviezen, de industriële sites en de contactpersonen van de raad.",
    skip: "Naar de inhoud", languages: "Taal", sections: "Rubrieken", search: "Zoeken", latest: "Laatste persberichten",
    none: "Er zijn nog geen persberichten.",
    data: "Als gegevens", dataPurpose: "Vrij te lezen door websites en toepassingen, zonder registratie.",
    releases: "Persberichten", advices: "Adviezen", sites: "Industriële sites", contacts: "Contacten",
    changes: "Wijzigingen")

  static let french = Words(
    language: "fr", name: "Français", newsroom: "espace presse",
    purpose: "Les communiqués de presse, les avis, les sites industriels et les contacts du conseil.",
    skip: "Aller au contenu", languages: "Langue", sections: "Rubriques", search: "Rechercher",
    latest: "Derniers communiqués de presse",
    none: "Il n’y a pas encore de communiqué de presse.",
    data: "Sous forme de données",
    dataPurpose: "En lecture libre pour les sites web et les applications, sans inscription.",
    releases: "Communiqués de presse", advices: "Avis", sites: "Sites industriels", contacts: "Contacts",
    changes: "Modifications")

  static let english = Words(
    language: "en", name: "English", newsroom: "newsroom",
    purpose: "The council’s press releases, opinions, industrial sites and contacts.",
    skip: "Skip to content", languages: "Language", sections: "Sections", search: "Search",
    latest: "Latest press releases",
    none: "There are no press releases yet.",
    data: "As data", dataPurpose: "Free to read for websites and applications, without registration.",
    releases: "Press releases", advices: "Opinions", sites: "Industrial sites", contacts: "Contacts",
    changes: "Changes")

  var pages: [(path: String, name: String)] {
    [("/releases", releases), ("/advices", advices), ("/sites", sites), ("/contacts", contacts)]
  }

  var collections: [(path: String, name: String)] { pages.map { ($0 + ".json", $1) } + [("/changes", changes)] }
}
