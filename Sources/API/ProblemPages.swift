// Problems as HTML pages, for browsers.

import Content
import Formats
import HTTP
import HTTPTypes
import Pages
import Values

extension Problem {
  /// The response with the problem as an HTML page.
  func page(in language: Language, address: String, council: Council) -> Response {
    let isWithdrawn = status == .gone && members["reason"] != nil
    let page = HTMLProblem(
      title: (isWithdrawn ? LocalizedText.withdrawnTitle : .problemTitle(status.code)).text(in: language),
      message: message, faults: issues.reported.map(\.message), withdrawal: isWithdrawn ? members : nil)
    var fields = self.fields
    fields[.contentType] = "text/html; charset=utf-8"
    fields[.contentLanguage] = language.rawValue
    var response = Response(
      status: status, fields: fields, caching: .noStore,
      body: .bytes(page.page(in: language, address: address, council: council).bytes))
    response.protectPage()
    return response
  }
}

extension Request {
  /// Whether the response should be a page: `Accept` prefers HTML, or the path ends in `.html`.
  var isForPage: Bool {
    let isForm = method == .post && SignupHandlers.formTypes.contains(MediaType.bare(fields[.contentType]) ?? "")
    guard method == .get || method == .head || isForm else { return false }
    if path.hasSuffix(".html") { return true }
    guard let accept = fields[.accept], accept.contains("text/html") else { return false }
    let offered = ["application/problem+json", "application/json", "text/html"]
    return MediaType.preferred(in: accept, of: offered) == "text/html"
  }
}
