// One item as the forms see it.

/// What a form is made of.
struct ItemView {
  let resource: Resource
  let document: JSONObject
  /// The language of the text.
  let language: Language
  /// The language of the page around it: nl, fr or en.
  let interface: Language
  /// Those in which the item exists.
  let languages: [Language]
  /// The public address, without a slash at its end.
  let address: String
  let council: Council

  /// Whether somebody without a token sees a revision that is not public.
  var isPreview: Bool { document["preview"] != nil }
  /// Until when nobody may publish it, for who reads it under embargo.
  var embargo: Sentence? { document["embargoUntil"]?.string.flatMap(Instant.init).map(Sentence.embargo) }
  var href: String { document["self"]?.string ?? address }
  /// The address of this item in this language: what a reader may keep.
  var permalink: String { languages.isEmpty ? href : "\(href)?lang=\(language)" }
  var name: String { document.text(resource.naming, in: language) ?? document["id"]?.string ?? "" }

  /// The text of a field in this language; nil when it has none in it.
  func text(_ field: String) -> String? {
    document[field]?.object.map { $0[language.rawValue]?.string } ?? document[field]?.string
  }

  func objects(_ field: String) -> [JSONObject] { (document[field]?.array ?? []).compactMap(\.object) }
  func strings(_ field: String) -> [String] { (document[field]?.array ?? []).compactMap(\.string) }

  /// The notes of its corrections with their days, oldest first.
  var corrections: [(day: String, at: String, note: String)] {
    objects("corrections").compactMap { correction in
      guard let at = correction["at"]?.string else { return nil }
      let day = Instant(at).map { Day(at: $0).text } ?? at
      return (day, at, correction.text("note", in: language) ?? "")
    }
  }

  func link(_ form: ItemForm) -> String {
    "\(href).\(form.suffix)" + (form.speech != .all && !languages.isEmpty ? "?lang=\(language)" : "")
  }

  /// The first words of what it is about.
  var summaryLine: String? {
    let fields = ["lead", "summary", "situation"]
    return fields.lazy.compactMap { document.text($0, in: language) }.first.map(PlainText.line)
  }
}
