// An error as a page for people: not found, withdrawn with the reason, or a request with faults.

import Content
import Formats
import Values

package struct HTMLProblem {
  /// The heading, in the language of the page.
  package let title: String
  package let message: LocalizedText
  /// One message for each fault of the request.
  package let faults: [LocalizedText]
  /// The public notice of a withdrawal: `{withdrawnAt, reason, successor?}`.
  package let withdrawal: JSONObject?

  package init(title: String, message: LocalizedText, faults: [LocalizedText], withdrawal: JSONObject?) {
    self.title = title
    self.message = message
    self.faults = faults
    self.withdrawal = withdrawal
  }

  /// - Parameter address: the public address, without a slash at its end.
  package func page(in language: Language, address: String, council: Council) -> HTMLPage {
    let faults = self.faults.map { "<li>\($0.text(in: language))</li>" as Markup }
    let main: Markup = """
      <h1>\(title)</h1>
      \(withdrawal.map { notice($0, in: language) } ?? "<p>\(message.text(in: language))</p>")
      \(faults.isEmpty ? nil : "<ul>\n\(faults)\n</ul>")
      <p><a href="\(address)/?lang=\(language)">\(LocalizedText.back.text(in: language))</a></p>
      """
    return HTMLPage(
      title: title, language: language, council: council, address: address,
      head: "<meta name=\"robots\" content=\"noindex\">", main: main)
  }

  /// The day of the withdrawal, and its reason in every language that it has.
  private func notice(_ withdrawal: JSONObject, in language: Language) -> Markup {
    let day = withdrawal["withdrawnAt"]?.string.flatMap(Instant.init).map { Day(at: $0).text }
    let reasons = withdrawal.texts("reason").map { "<p lang=\"\($0.language)\">\($0.text)</p>" as Markup }
    let successor = withdrawal["successor"]?.string.map {
      "<p><a href=\"\($0)?lang=\(language)\">\(LocalizedText.successor.text(in: language))</a></p>" as Markup
    }
    return """
      <p>\(day.map { "\(LocalizedText.withdrawnOn.text(in: language)) \(HTMLPage.time($0, in: language))" })</p>
      \(reasons)
      \(successor)
      """
  }
}
