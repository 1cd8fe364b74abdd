// A collection as the forms see it.

/// A page of a collection, for a form that is made of it.
struct ListView {
  let resource: Resource
  let items: [JSONObject]
  let total: Int
  /// The language of the text.
  let language: Language
  /// The language of the page around it: nl, fr or en.
  let interface: Language
  /// The public address, without a slash at its end.
  let address: String
  let council: Council
  /// What was asked, as it was sent, without language and place.
  let question: [String]
  /// The addresses of the other pages, in the form and language asked for.
  let next: String?
  let previous: String?
  /// That tells subscribers of this feed, where one does.
  let hub: String?
  /// What was withdrawn of late: id, time and notice.
  let withdrawn: [(id: String, at: String, reason: String?)]

  var path: String { "\(address)/\(resource.path)" }

  /// The address of a form of this question.
  func link(_ form: String = "", language: Language?) -> String {
    let parameters = question + [language.map { "lang=\($0)" }].compactMap(\.self)
    let suffix = form.isEmpty ? "" : "." + form
    return path + suffix + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
  }

  /// The same on whatever host the page was asked from: what a page loads is its own.
  func relativeLink(_ form: String, language: Language?) -> String {
    String(link(form, language: language).dropFirst(address.count))
  }

  /// The views of the items, where they are whole documents.
  var views: [ItemView] {
    items.map { item in
      let languages = (item["languages"]?.array ?? []).compactMap { $0.string.flatMap(Language.init(rawValue:)) }
      return ItemView(
        resource: resource, document: item, language: language, interface: interface, languages: languages,
        address: address, council: council)
    }
  }
}
