// One item as the forms see it, and the answer that a form makes of it.

import HTTP
import HTTPTypes

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
}

extension ItemHandlers {
  /// Answers with a form that is made of the item's JSON.
  func show(_ call: inout Call, as form: ItemForm, _ make: @Sendable (ItemView) -> [UInt8]) throws -> Response {
    let asked = call.askedLanguage()
    _ = Detail(resource, &call.query, isCollection: false)
    try call.query.finish()
    let language = form.speech == .around ? nil : asked
    let isNegotiated = form.speech != .all && asked == nil
    switch try call.shelf.find(resource, id: call.id, language: language) {
    case .item(let json, _, let languages):
      let view = try view(of: json.object(), languages.languages, asked: asked, call)
      var response = call.content(make(view), type: form.contentType, vary: call.vary(byLanguage: isNegotiated))
      let spoken = form.speech != .all ? [view.language] : language.map { [$0] } ?? view.languages
      if !spoken.isEmpty { response.fields[.contentLanguage] = spoken.fieldValue }
      let name = form.speech == .one && !view.languages.isEmpty ? "\(call.id)-\(view.language)" : call.id
      response.dispose(form, as: name)
      response.links = links(of: call, except: form)
      response.tally = call.tally(resource, in: form.suffix)
      if form.isPage { response.protectPage() }
      return response
    case .withdrawn(let notice): throw Problem.withdrawn(notice)
    case nil: throw Problem.notFound
    }
  }

  /// Answers with a form of a document that is in no file.
  func answer(_ call: Call, _ document: JSONObject, as form: ItemForm, asked: Language?) throws -> Response {
    guard case .made(let make) = form.rendering else {
      let spoken = asked.map { document.speaking(.one($0)) } ?? document
      return call.content(JSON.object(spoken).bytes, vary: call.vary())
    }
    let languages = (document["languages"]?.array ?? []).compactMap { $0.string.flatMap(Language.init(rawValue:)) }
    let view = try view(of: document, languages, asked: asked, call)
    var response = call.content(
      make(view), type: form.contentType, vary: call.vary(byLanguage: asked == nil))
    response.fields[.contentLanguage] = view.language.rawValue
    if form.isPage { response.protectPage() }
    return response
  }

  private func view(
    of document: JSONObject, _ languages: [Language], asked: Language?, _ call: Call
  ) throws -> ItemView {
    let hasText = resource.computesLanguages && !languages.isEmpty
    let interface = call.language(asked: asked, of: Language.spoken)
    let offered = hasText ? (languages.contains(.nl) ? [.nl] : []) + languages : [interface]
    return ItemView(
      resource: resource, document: document, language: call.language(asked: asked, of: offered), interface: interface,
      languages: hasText ? languages : [], address: call.app.publicURL, council: call.app.council)
  }

  /// The other forms of the item that was asked for.
  func links(of call: Call, except form: ItemForm) -> [UInt8] {
    Resource.links(
      [], resource.itemForms, except: form.suffix, at: "\(call.app.publicURL)/\(resource.path)/\(call.id)",
      query: call.query.sent(without: []).joined(separator: "&"), address: call.app.publicURL)
  }
}

extension Response {
  /// Names the file that the answer is saved as (RFC 6266), of our ids' letters. Nobody is to take text for a page.
  mutating func dispose<Rendering>(_ form: Form<Rendering>, as name: String) {
    fields[.xContentTypeOptions] = "nosniff"
    switch form.disposition {
    case .none: break
    case .inline: fields[.contentDisposition] = "inline; filename=\"\(name).\(form.suffix)\""
    case .attachment: fields[.contentDisposition] = "attachment; filename=\"\(name).\(form.suffix)\""
    }
  }
}

extension [Language] {
  /// As `Content-Language` has it.
  var fieldValue: String { map(\.rawValue).joined(separator: ", ") }
}
