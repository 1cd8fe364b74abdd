// The input of an item's representations.

import Content
import Values

/// One item in one language, from which a representation is made.
package struct ItemView {
  package let resource: Resource
  package let document: JSONObject
  /// The language of the text.
  package let language: Language
  /// The language of the page around it: nl, fr or en.
  package let interface: Language
  /// The languages in which the item exists.
  package let languages: [Language]
  /// The public address, without a final slash.
  package let address: String
  package let council: Council

  package init(
    resource: Resource, document: JSONObject, language: Language, interface: Language, languages: [Language],
    address: String, council: Council
  ) {
    self.resource = resource
    self.document = document
    self.language = language
    self.interface = interface
    self.languages = languages
    self.address = address
    self.council = council
  }

  /// True for a preview, which shows a revision that is not public to someone without a token.
  package var isPreview: Bool { document["preview"] != nil }
  /// The embargo notice for readers of an embargoed item; nil without an embargo.
  package var embargo: LocalizedText? {
    document["embargoUntil"]?.string.flatMap(Instant.init).map(LocalizedText.embargo)
  }
  package var href: String { document["self"]?.string ?? address }
  /// The permanent address of this item in this language.
  package var permalink: String { languages.isEmpty ? href : "\(href)?lang=\(language)" }
  package var name: String { document.text(resource.naming, in: language) ?? document["id"]?.string ?? "" }

  /// The text of a field in this language; nil when there is none.
  package func text(_ field: String) -> String? {
    document[field]?.object.map { $0[language.rawValue]?.string } ?? document[field]?.string
  }

  package func objects(_ field: String) -> [JSONObject] { (document[field]?.array ?? []).compactMap(\.object) }
  package func strings(_ field: String) -> [String] { (document[field]?.array ?? []).compactMap(\.string) }

  /// The corrections with their day, instant and note, oldest first.
  package var corrections: [(day: String, at: String, note: String)] {
    objects("corrections").compactMap { correction in
      guard let at = correction["at"]?.string else { return nil }
      let day = Instant(at).map { Day(at: $0).text } ?? at
      return (day, at, correction.text("note", in: language) ?? "")
    }
  }

  package func link(_ representation: ItemRepresentation) -> String {
    "\(href).\(representation.suffix)"
      + (representation.languagePolicy != .all && !languages.isEmpty ? "?lang=\(language)" : "")
  }

  /// The lead, summary or situation as one line of plain text; nil when there is none.
  package var summaryLine: String? {
    let fields = ["lead", "summary", "situation"]
    return fields.lazy.compactMap { document.text($0, in: language) }.first.map(PlainText.line)
  }
}
