// What went wrong, as a page for people: nothing there, withdrawn and why, or a question that was not understood.

import HTTP
import HTTPTypes
import Web

extension Problem {
  /// The page for a reader with a browser.
  func page(in language: Language, address: String, council: Council) -> Response {
    let isWithdrawn = status == .gone && members["reason"] != nil
    let title = isWithdrawn ? Sentence.withdrawnTitle.text(in: language) : "\(status.code) \(status.reasonPhrase)"
    let faults = issues.map { "<li>\($0.sentence.text(in: language))</li>" as Markup }
    let main: Markup = """
      <h1>\(title)</h1>
      \(isWithdrawn ? withdrawal(in: language) : "<p>\(sentence.text(in: language))</p>")
      \(faults.isEmpty ? nil : "<ul>\n\(faults)\n</ul>")
      <p><a href="\(address)/?lang=\(language)">\(Sentence.back.text(in: language))</a></p>
      """
    var fields = self.fields
    fields[.contentType] = "text/html; charset=utf-8"
    fields[.contentLanguage] = language.rawValue
    var response = Response(
      status: status, fields: fields, caching: .noStore,
      body: .bytes(
        HTMLPage(
          title: title, language: language, council: council, address: address,
          head: "<meta name=\"robots\" content=\"noindex\">",
          main: main
        ).bytes))
    response.protectPage()
    return response
  }

  /// When it was withdrawn, and the reason in every language in which it was given.
  private func withdrawal(in language: Language) -> Markup {
    let day = members["withdrawnAt"]?.string.flatMap(Instant.init).map { Day(at: $0).text }
    let reasons = members.texts("reason").map { "<p lang=\"\($0.language)\">\($0.text)</p>" as Markup }
    return """
      <p>\(day.map { "\(Sentence.withdrawnOn.text(in: language)) \(HTMLPage.time($0, in: language))" })</p>
      \(reasons)
      """
  }
}

extension Request {
  /// Whether a page is wanted: a browser's request, or one for a page.
  var isForPage: Bool {
    let isForm = method == .post && SubscribingHandlers.formTypes.contains(MediaType.bare(fields[.contentType]) ?? "")
    guard method == .get || method == .head || isForm else { return false }
    if path.hasSuffix(".html") { return true }
    guard let accept = fields[.accept], accept.contains("text/html") else { return false }
    let offered = ["application/problem+json", "application/json", "text/html"]
    return MediaType.preferred(in: accept, of: offered) == "text/html"
  }
}
