// Pages for people, and their metadata for search engines.

import Foundation
import HTTP
import Testing

@testable import API
@testable import Content
@testable import Formats
@testable import Values

@Suite struct PageTests {
  private static let browser = ["Accept": "text/html,application/xhtml+xml,*/*;q=0.8"]

  @Test(arguments: [(Language.nl, "Titel", "Contact voor de pers"), (.fr, "Titre", "Contact presse")])
  func `a release's page has its text, its contacts and its other formats`(
    language: Language, title: String, contact: String
  ) throws {
    let newsroom = try FormTests.filled()
    let reply = try newsroom.get("/releases/r?lang=\(language)", Self.browser)
    #expect(reply["Content-Language"] == language.rawValue)
    #expect(reply["Content-Security-Policy"]?.contains("default-src 'none'") == true)
    let permalink = "\(newsroom.address)/releases/r?lang=\(language)"
    for part in [
      "<html lang=\"\(language)\">", "<h1>\(title)</h1>", contact, "<a href=\"tel:+3222050000\">02/205.00.00</a>",
      "<link rel=\"canonical\" href=\"\(permalink)\">",
      "<link rel=\"alternate\" hreflang=\"fr\" href=\"\(newsroom.address)/releases/r?lang=fr\">",
      "<meta property=\"og:title\" content=\"\(title)\">", "<script type=\"application/ld+json\">{\"@context\"",
      "\(newsroom.address)/sites/s?lang=\(language)", "type=\"text/markdown\"",
    ] {
      #expect(reply.text.contains(part), "\(part)")
    }
    #expect(!reply.text.contains("style=") && !reply.text.contains("<style"))
  }

  @Test func `a page runs only the script that it needs, and most need none`() throws {
    let newsroom = try FormTests.filled()
    let script = "script-src \(newsroom.address)/newsroom.js"
    let none = "script-src 'none'"
    for (path, rule) in [
      ("/", script), ("/releases", script), ("/search?q=a", script), ("/releases/r", script), ("/docs", script),
      ("/sites/s", none), ("/contacts/c", none), ("/accessibility", none), ("/releases/nothing", none),
    ] {
      let page = try newsroom.get(path, Self.browser)
      #expect(page["Content-Security-Policy"]?.components(separatedBy: "; ").contains(rule) == true, "\(path)")
      #expect(page.text.contains("<script type=\"module\" src=\"/newsroom.js\">") == (rule == script), "\(path)")
    }
  }

  @Test func `a policy allows the whole origin where it cannot name the host`() {
    for (url, source) in [
      ("https://press.example/", "https://press.example/desk/"), ("http://127.0.0.1:80", "http://127.0.0.1/desk/"),
      ("http://[::1]:8080", "'self'"), ("http://192.0.2.1", "'self'"),
    ] { #expect(OwnOrigin(publicURL: url).scripts("/desk/") == source) }
  }

  @Test func `a correction is at the top of every text format`() throws {
    let newsroom = try FormTests.filled()
    let note = #"{"correction": {"nl": "Het cijfer was fout", "fr": "Le chiffre était faux"}}"#
    #expect(try newsroom.desk("POST", "/releases/r/publications", note).status == 201)
    for form in ["html", "md", "txt", "jsonld"] {
      let text = try newsroom.get("/releases/r.\(form)?lang=fr").text
      #expect(text.contains("Le chiffre était faux") && !text.contains("Het cijfer was fout"), "\(form)")
    }
    let page = try newsroom.get("/releases/r.html?lang=fr").text
    let (note1, title) = (page.ranges(of: "Le chiffre").last, page.ranges(of: "<h1>").first)
    #expect(note1.flatMap { note in title.map { note.lowerBound < $0.lowerBound } } == true)
  }

  @Test func `text and Markdown can be pasted`() throws {
    let newsroom = try FormTests.filled()
    let permalink = "\(newsroom.address)/releases/r?lang=nl"
    #expect(
      try newsroom.get("/releases/r.txt").text == """
        Titel

        Inleiding.

        Tekst hier (https://example.org/).

        Contact voor de pers
        An VOORBEELD, voorzitster – 02/205.00.00 – an@example.org

        \(permalink)

        """)
    #expect(
      try newsroom.get("/releases/r.md").text == """
        # Titel

        Inleiding.

        Tekst [hier](https://example.org/).

        ## Contact voor de pers

        - **An VOORBEELD**, voorzitster, [02/205.00.00](tel:+3222050000), <an@example.org>

        <\(permalink)>

        """)
  }

  @Test func `plain text keeps lists, quotes and breaks`() {
    let markdown =
      "# Kop\n\n- een\n- twee\n  verder\n\n3. drie\n4. vier\n\n> citaat\n\na  \nb *c* `d` <b>e</b>\n\n---\n"
    let text = "Kop\n\n- een\n- twee verder\n\n3. drie\n4. vier\n\n> citaat\n\na\nb c d <b>e</b>\n\n* * *"
    #expect(PlainText.of(markdown) == text)
  }

  @Test func `a withdrawn or missing item has a page that says so`() throws {
    let newsroom = try FormTests.filled()
    let reason = #"{"reason": {"nl": "Fout & foutief", "fr": "Erreur"}}"#
    #expect(try newsroom.desk("POST", "/releases/r/withdrawals", reason).status == 201)
    let page = try newsroom.get("/releases/r", Self.browser.merging(["Accept-Language": "fr"]) { $1 })
    #expect(page.status == 410 && page["Content-Type"] == "text/html; charset=utf-8")
    #expect(page["Vary"]?.contains("Accept, Accept-Language") == true)
    for part in ["<h1>Retiré</h1>", "<p lang=\"fr\">Erreur</p>", "<p lang=\"nl\">Fout &amp; foutief</p>", "noindex"] {
      #expect(page.text.contains(part), "\(part)")
    }
    #expect(try newsroom.get("/releases/r").json["reason"] != nil)
    for form in ["html", "md", "txt", "ninjs", "jsonld", "json"] {
      #expect(try newsroom.get("/releases/r.\(form)").status == 410)
    }
    let missing = try newsroom.get("/releases/none.html", ["Accept-Language": "en"])
    #expect(missing.status == 404 && missing.text.contains("<html lang=\"en\">"))
    let wrong = try newsroom.get("/releases?them=economy", Self.browser)
    #expect(wrong.status == 400 && wrong.text.contains("them"))
    #expect(
      try newsroom.get("/releases/none", ["Accept": "application/json"])["Content-Type"] == "application/problem+json")
  }

  @Test func `a list links to its feeds and pages, and has a message when it is empty`() throws {
    let newsroom = try FormTests.filled()
    try newsroom.publishRelease("other")
    let page = try newsroom.get("/releases.html?lang=fr&pageSize=1").text
    #expect(page.contains("type=\"application/atom+xml\"") && page.contains("<a rel=\"next\""))
    #expect(page.contains("href=\"\(newsroom.address)/releases.atom?pageSize=1&amp;lang=fr\""))
    #expect(try newsroom.get("/releases.html?theme=poverty").text.contains("Er is niets gevonden."))
    #expect(page.contains("<input type=\"checkbox\" name=\"theme\" value=\"economy\"> Économie"))
    // An HTML form also sends its empty fields.
    let chosen = try newsroom.get("/releases.html?lang=fr&theme=economy&q=&from=&to=").text
    #expect(
      chosen.contains("value=\"economy\" checked> Économie") && chosen.contains("<details class=\"filters\" open>"))
    let link = "<a href=\"\(newsroom.address)/releases?lang=fr\" title=\"Sans ce filtre\">"
    #expect(chosen.contains(link + "Thèmes\u{A0}: Économie"))
    #expect(try newsroom.get("/releases.json?from=").status == 400)
    // An item that does not exist in the reader's language is shown in another one, and marked.
    #expect(try newsroom.get("/releases.html?lang=en").text.contains("lang=\"nl\">Titel"))
  }

  @Test func `the council's name, colors and logo are on every page and feed`() throws {
    var council = Council()
    council.name = "Raad & Co"
    council.markColor = try #require(Color("#ffdd00"))
    council.logo = PerLanguage(try Council.Logo(Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)))
    council.accessibilityContact = "help@raad.example"
    let newsroom = try TestNewsroom(council: council)
    for path in ["/", "/releases.html", "/accessibility", "/none.html", "/releases.atom", "/releases.rss"] {
      #expect(try newsroom.get(path, Self.browser).text.contains("Raad &amp; Co"), "\(path)")
    }
    #expect(try newsroom.get("/", Self.browser).text.contains("<img class=\"logo\" src=\"/logo\""))
    let logo = try newsroom.get("/logo")
    #expect(logo["Content-Type"] == "image/svg+xml" && logo["Content-Security-Policy"]?.contains("sandbox") == true)
    #expect(logo["X-Content-Type-Options"] == "nosniff")
    #expect(try newsroom.get("/newsroom.css").text.contains("--mark:#ffdd00"))
    #expect(try newsroom.get("/accessibility").text.contains("<a href=\"mailto:help@raad.example\">"))
    #expect(try newsroom.get("/icon.svg").text.contains(">R</text>"))
    #expect(try TestNewsroom().get("/logo").status == 404)
  }

  @Test(arguments: ["#ffdd00", "#000000", "#ffffff", "#c8102e", "#0b4a8f", "#808080"])
  func `any color is darkened or lightened until it is readable`(text: String) throws {
    let color = try #require(Color(text))
    for paper in [Color.paper, .darkPaper] {
      #expect(color.against(paper, 7).contrast(with: paper) >= 7, "\(color.against(paper, 7))")
    }
    // Black on white has a contrast of 21 to 1 (WCAG 2.2).
    #expect(
      Color("#000000")?.contrast(with: .paper).rounded() == 21 && Color("c8102e") == nil && Color("#12345") == nil)
  }

  @Test func `the sitemap lists each public item once, and the news sitemap the recent ones`() throws {
    let newsroom = try FormTests.filled()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("secret")).status == 201)
    let all = try newsroom.get("/sitemap.xml")
    #expect(all["Content-Type"] == "application/xml; charset=utf-8")
    for path in ["/releases/r", "/advices/a", "/sites/s"] {
      #expect(all.text.components(separatedBy: "<loc>\(newsroom.address)\(path)</loc>").count == 2)
    }
    #expect(!all.text.contains("secret") && !all.text.contains("/contacts/"))
    let news = try newsroom.get("/sitemap-news.xml")
    #expect(news.text.contains("<loc>\(newsroom.address)/releases/r?lang=fr</loc>"))
    #expect(news.text.contains("<news:title>Titre</news:title>") && !news.text.contains("secret"))
    #expect(try newsroom.get("/robots.txt").text.contains("Sitemap: \(newsroom.address)/sitemap.xml"))
    // Cached answers would outlive the two days.
    let request = Request(
      path: "/sitemap-news.xml", key: AnswerKey(target: "/sitemap-news.xml", accept: "", acceptLanguage: ""))
    _ = newsroom.application.respond(to: request)
    #expect(request.key.flatMap { newsroom.application.cache.answer(for: $0, at: 0) } == nil)
  }

  @Test func `one release, or none, makes a complete file in every format`() throws {
    let newsroom = try TestNewsroom()
    for asked in FormTests.all where !asked.path.dropFirst().contains("/") {
      let reply = try newsroom.get("\(asked.path).\(asked.suffix)")
      #expect(reply.status == 200 && (["ndjson", "vcf"].contains(asked.suffix) || !reply.body.isEmpty), "\(asked)")
      if asked.mediaType.hasSuffix("json"), asked.suffix != "ndjson" {
        #expect(JSON.stored(reply.text) != nil, "\(asked): \(reply.text)")
      }
    }
  }
}
