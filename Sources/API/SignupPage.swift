// The pages of mail subscriptions: the form, and the pages to confirm and to end.

import Content
import Delivery
import Formats
import HTTP
import HTTPTypes
import Pages
import Values

struct SignupPage {
  private let application: Application
  private let language: Language

  init(_ application: Application, _ language: Language) { (self.application, self.language) = (application, language) }

  private var council: Council { application.council }
  private var address: String { application.publicURL }

  /// A response with a title and a few sentences, and optionally a button that sends a POST to the same address.
  func response(
    _ status: HTTPResponse.Status, _ title: LocalizedText, _ sentences: [LocalizedText], button: LocalizedText? = nil
  ) -> Response {
    let form = button.map { words in
      "<form class=\"subscribe\" method=\"post\"><p><button>\(words.text(in: language))</button></p></form>" as Markup
    }
    let main: Markup = """
      <article>
      <h1>\(title.text(in: language))</h1>
      \(sentences.map { "<p>\($0.text(in: language))</p>" as Markup })
      \(form)
      <p><a href="\(address)/?lang=\(language)">\(LocalizedText.back.text(in: language))</a></p>
      </article>
      """
    let page = HTMLPage(
      title: title.text(in: language), language: language, council: council, address: address,
      head: "<meta name=\"robots\" content=\"noindex\">", main: main)
    var response = Response(
      status: status, fields: [.contentType: "text/html; charset=utf-8", .contentLanguage: language.rawValue],
      caching: .noStore, body: .bytes(page.bytes))
    response.protectPage()
    // The address of the page is a secret.
    response.fields[.referrerPolicy] = "no-referrer"
    return response
  }

  /// The page with the subscription form.
  var form: [UInt8] {
    let path = address + "/subscribe"
    let translations = Language.spoken.map { ($0, "\(path)?lang=\($0)") }
    let title = LocalizedText.subscribeTitle.text(in: language)
    let canonical = "\(path)?lang=\(language)"
    let card = HTMLPage.card(
      council, address, title: title, description: LocalizedText.subscribePurpose.text(in: language), url: canonical,
      language: language)
    return HTMLPage(
      title: title, language: language, council: council, address: address, section: "subscribe",
      head: Markup(HTMLPage.places(canonical: canonical, translations: translations, anyLanguage: path) + [card]),
      translations: translations, main: main(title)
    ).bytes
  }

  private func main(_ title: String) -> Markup {
    let languages = Language.allCases.map { code -> Markup in
      "<option value=\"\(code)\" lang=\"\(code)\"\(code == language ? " selected" : "")>\(code.ownName)</option>"
    }
    let themes = council.themes.all.map { theme -> Markup in
      """
      <li><label><input type="checkbox" name="themes" value="\(theme.code)"> \
      \(theme.label[language])</label></li>
      """
    }
    return """
      <article>
      <h1>\(title)</h1>
      <p>\(LocalizedText.subscribePurpose.text(in: language))</p>
      <form class="subscribe" method="post" action="/subscribers?lang=\(language)">
      <p><label for="email">\(LocalizedText.mailAddress.text(in: language))</label>
      <input id="email" name="email" type="email" maxlength="254" autocomplete="email" required></p>
      <p><label for="language">\(LocalizedText.mailLanguage.text(in: language))</label>
      <select id="language" name="language">
      \(languages)
      </select></p>
      <fieldset aria-describedby="all">
      <legend>\(LocalizedText.field("themes").text(in: language))</legend>
      <p id="all" class="meta">\(LocalizedText.allThemes.text(in: language))</p>
      <ul>
      \(themes)
      </ul>
      </fieldset>
      <p><button>\(LocalizedText.subscribe.text(in: language))</button></p>
      <p class="meta">\(LocalizedText.mailPrivacy.text(in: language))</p>
      </form>
      </article>
      """
  }
}
