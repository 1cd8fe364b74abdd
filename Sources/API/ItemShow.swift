// Reading one item, the same for all resources and representations.

import Catalog
import Content
import Formats
import HTTP
import HTTPTypes
import Pages
import Values

extension ItemHandlers {
  @Sendable func show(_ call: inout Call) throws -> Response {
    let form = try call.form(of: resource.itemForms)
    let asked = call.askedLanguage()
    let detail = Detail(resource, &call.query, isCollection: false)
    try call.query.finish()
    let shelf = try call.shelf
    let language = form.speech == .around ? nil : asked
    let found = try shelf.find(resource, id: call.id, language: language)
    if case .withdrawn(let notice) = found { throw Problem.withdrawn(notice) }
    guard case .item(let whole, let etag, let languages) = found else { throw Problem.notFound }
    var spoken = language.map { [$0] } ?? (resource.computesLanguages ? languages.languages : [])
    var name = call.id
    var response: Response
    if let make = form.maker {
      let view = try view(of: whole.object(), languages.languages, asked: asked, call)
      let vary = call.vary(byLanguage: form.speech != .all && asked == nil)
      response = call.content(make(view), type: form.contentType, vary: vary)
      if form.speech != .all { spoken = [view.language] }
      if form.speech == .one, !view.languages.isEmpty { name += "-\(view.language)" }
    } else {
      response = call.content(
        try shelf.tell(whole, resource, id: call.id, detail, language), vary: call.vary())
      // A write names the revision it changes by the desk's own tag.
      if shelf.isDesk { response.fields[.eTag] = etag }
    }
    if !spoken.isEmpty { response.fields[.contentLanguage] = spoken.fieldValue }
    response.finish(form, as: name)
    response.links = Resource.links(
      [], resource.itemForms, except: form.suffix, at: "\(call.app.publicURL)/\(resource.path)/\(call.id)",
      query: call.query.sent(without: []).joined(separator: "&"), address: call.app.publicURL)
    call.count(reading: resource, in: form.suffix)
    return response
  }

  /// Answers with a form of a document that is in no file.
  func answer(_ call: Call, _ document: JSONObject, as form: ItemForm, asked: Language?) throws -> Response {
    guard let make = form.maker else {
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
}

extension ItemForm {
  /// What makes the form of an item; nil for the JSON as it is stored.
  fileprivate var maker: (@Sendable (ItemView) -> [UInt8])? {
    switch rendering {
    case .stored: nil
    case .page: { $0.webPage }
    case .made(let make): make
    }
  }
}
