// The search field of a page, and what a search has found as people read it.

import Foundation

enum HTMLSearch {
  /// A field for words, which keeps the other filters of the question.
  static func form(_ view: ListView) -> Markup {
    let asked = view.question.map(pair)
    let words = asked.first { $0.name == "q" }?.value ?? ""
    let kept = asked.filter { !["q", "sort", "pageSize"].contains($0.name) } + [("lang", view.interface.rawValue)]
    let label = Sentence.search.text(in: view.interface)
    return """
      <form class="search" role="search" action="/\(view.resource.path)">
      <label for="q">\(label)</label>
      <input id="q" name="q" type="search" maxlength="\(SearchQuery.lengthLimit)" value="\(words)">
      \(kept.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as Markup })
      <button>\(label)</button>
      </form>
      """
  }

  private static func pair(_ parameter: String) -> (name: String, value: String) {
    let parts = parameter.split(separator: "=", maxSplits: 1).map { part in
      part.replacing("+", with: " ").removingPercentEncoding ?? String(part)
    }
    return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
  }

  /// The text of a field with its marks, in the wanted language or else the first it was found in; nil where nothing
  /// was found in it.
  static func marked(_ field: String, of item: JSONObject, in language: Language) -> (
    text: Markup, language: Language?
  )? {
    guard let found = item["highlights"]?.object?.tagged(field, in: language) else { return nil }
    // The highlighter has escaped it.
    return (Markup(trusted: found.text), found.language)
  }
}

extension Sentence {
  static let search = Sentence(nl: "Zoeken", fr: "Rechercher", en: "Search")
}
