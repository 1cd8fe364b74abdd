// The search form of a list: words, filters, the chosen filters, the number of results and their order.

import Bytes
import Catalog
import Content
import Formats
import Foundation
import Values

struct HTMLSearch {
  let view: ListView
  private let parameters: [(name: String, value: String)]

  init(_ view: ListView) {
    self.view = view
    parameters = view.question.map(Self.pair)
  }

  private var language: Language { view.interface }

  private static func pair(_ parameter: String) -> (name: String, value: String) {
    let parts = parameter.split(separator: "=", maxSplits: 1).map { part in
      PercentDecoding.formText(part) ?? String(part)
    }
    return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
  }

  /// A search form with one field for words; `more` is added behind it.
  static func field(path: String, words: String = "", in language: Language, more: Markup = "") -> Markup {
    let label = LocalizedText.search.text(in: language)
    return """
      <form class="search" role="search" action="/\(path)">
      <div class="words">
      <label for="q">\(label)</label>
      <input id="q" name="q" type="search" maxlength="\(SearchQuery.lengthLimit)" value="\(words)" autocomplete="off" \
      list="suggestions">
      <datalist id="suggestions"></datalist>
      <input type="hidden" name="lang" value="\(language)">
      <button>\(label)</button>
      </div>
      \(more)
      </form>
      """
  }

  /// The form with words and filters. Hidden inputs keep the parameters that have no field.
  var form: Markup {
    let fields = view.resource.filters.compactMap(field) + dates
    let shown = Set(["q", "sort", "pageSize", "lang"] + view.resource.filters.compactMap(\.fieldName) + dateNames)
    let kept = parameters.filter { !shown.contains($0.name) }.map { parameter in
      "<input type=\"hidden\" name=\"\(parameter.name)\" value=\"\(parameter.value)\">" as Markup
    }
    let isOpen = parameters.contains { parameter in
      shown.contains(parameter.name) && !["q", "sort", "pageSize", "lang"].contains(parameter.name)
    }
    let more: Markup = """
      \(kept)
      <details class="filters"\(isOpen ? " open" : "")>
      <summary>\(LocalizedText.filters.text(in: language))</summary>
      \(fields)
      <button>\(LocalizedText.apply.text(in: language))</button>
      </details>
      """
    let words = parameters.first { $0.name == "q" }?.value ?? ""
    return Self.field(
      path: view.resource.path, words: words, in: language, more: fields.isEmpty ? Markup(kept) : more)
  }

  private func field(_ filter: Resource.Filter) -> Markup? {
    switch filter {
    case .choice(let name, let field, let values): return boxes(name, field, values)
    case .theme(let name, let field): return boxes(name, field, view.council.themes.codes)
    case .text(let name, let field):
      return input(name, "text", LocalizedText.field(field))
    case .relation, .box: return nil
    }
  }

  /// A box for each value of a filter.
  private func boxes(_ name: String, _ field: String, _ values: [String]) -> Markup {
    let boxes = values.map { value -> Markup in
      let isChosen = parameters.contains { $0 == (name, value) }
      return """
        <li><label><input type="checkbox" name="\(name)" value="\(value)"\(isChosen ? " checked" : "")> \
        \(words(name, value))</label></li>
        """
    }
    return """
      <fieldset>
      <legend>\(LocalizedText.field(field).text(in: language))</legend>
      <ul>
      \(boxes)
      </ul>
      </fieldset>
      """
  }

  private var dateNames: [String] { view.resource.dateField == nil ? [] : ["from", "to"] }

  private var dates: [Markup] {
    dateNames.isEmpty
      ? [] : ["<div class=\"dates\">\n\(input("from", "date", .from))\n\(input("to", "date", .until))\n</div>"]
  }

  private func input(_ name: String, _ type: String, _ label: LocalizedText) -> Markup {
    let value = parameters.first { $0.name == name }?.value ?? ""
    return """
      <p><label for="\(name)">\(label.text(in: language))</label>
      <input id="\(name)" name="\(name)" type="\(type)" value="\(value)"></p>
      """
  }

  /// The chosen filters, each as a link that removes it.
  var chosen: Markup? {
    let filters = parameters.enumerated().filter { !["q", "sort", "pageSize"].contains($0.element.name) }
    guard !filters.isEmpty else { return nil }
    let items = filters.map { index, parameter -> Markup in
      let others = view.question.enumerated().filter { $0.offset != index }.map(\.element)
      return """
        <li><a href="\(view.link(parameters: others))" title="\(LocalizedText.removeFilter.text(in: language))">\
        \(name(parameter.name))\(language.colon) \(words(parameter.name, parameter.value)) \
        <span aria-hidden="true">×</span></a></li>
        """
    }
    return """
      <ul class="chosen" aria-label="\(LocalizedText.filters.text(in: language))">
      \(items)
      </ul>
      """
  }

  /// The number of results and, for a search, links to each order.
  var summary: Markup {
    let count = LocalizedText.found(view.total).text(in: language)
    guard parameters.contains(where: { $0.name == "q" && !$0.value.isBlank }) else {
      return "<p class=\"meta\">\(count)</p>"
    }
    let inTime = view.resource.dateField.map { "-\($0)" } ?? "name"
    let current = parameters.first { $0.name == "sort" }?.value ?? "relevance"
    let others = view.question.filter { !$0.hasPrefix("sort=") }
    let orders = [
      ("relevance", LocalizedText.byRelevance), (inTime, view.resource.dateField == nil ? .byName : .newestFirst),
    ]
    let links = orders.map { value, words -> Markup in
      let text = words.text(in: language)
      return value == current
        ? "<strong>\(text)</strong>" : "<a href=\"\(view.link(parameters: others + ["sort=\(value)"]))\">\(text)</a>"
    }
    return "<p class=\"meta order\">\(Markup([("\(count)" as Markup)] + links, separator: " · "))</p>"
  }

  private func name(_ parameter: String) -> String {
    for filter in view.resource.filters {
      switch filter {
      case .choice(parameter, let field, _), .theme(parameter, let field):
        return LocalizedText.field(field).text(in: language)
      default: break
      }
    }
    switch parameter {
    case "from": return LocalizedText.from.text(in: language)
    case "to": return LocalizedText.until.text(in: language)
    default:
      return (Resource.of(kind: parameter).map(LocalizedText.collection) ?? .field(parameter)).text(in: language)
    }
  }

  private func words(_ parameter: String, _ value: String) -> String {
    if ["from", "to"].contains(parameter) { return WrittenDate.text(value, in: language.rawValue) }
    if view.resource.filters.contains(where: { $0.isTheme(parameter) }) {
      return view.council.themes.label(value, in: language)
    }
    let resource = view.resource.isEverything ? Resource.of(kind: value) : nil
    return (resource.map(LocalizedText.collection) ?? .choice(value)).text(in: language)
  }

  /// A field's text with its matches marked, in the requested language or the first one with a match; nil without any.
  static func marked(_ field: String, of item: JSONObject, in language: Language) -> (
    text: Markup, language: Language?
  )? {
    guard let found = item["highlights"]?.object?.tagged(field, in: language) else { return nil }
    // The highlighter has escaped the text.
    return (Markup(trusted: found.text), found.language)
  }
}

extension Resource.Filter {
  /// The parameter of the filter, if the search form has a field for it.
  fileprivate var fieldName: String? {
    switch self {
    case .choice(let name, _, _), .theme(let name, _), .text(let name, _): name
    case .relation, .box: nil
    }
  }

  fileprivate func isTheme(_ parameter: String) -> Bool {
    if case .theme(parameter, _) = self { true } else { false }
  }
}

extension ListView {
  /// The address of this list with other parameters, in the same language.
  func link(parameters question: [String]) -> String {
    path + "?" + (question + ["lang=\(interface)"]).joined(separator: "&")
  }
}
