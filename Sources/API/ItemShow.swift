// The handler that shows an item, for all resources and representations.

import Bytes
import Catalog
import Content
import Formats
import HTTP
import HTTPTypes
import Pages
import Values

extension ItemHandlers {
  @Sendable func show(_ context: inout RequestContext) throws -> Response {
    let representation = try context.representation(of: resource.itemRepresentations)
    let requested = context.requestedLanguage()
    let detail = ResponseOptions(resource, &context.query, isCollection: false)
    try context.query.finish()
    let store = try context.store
    let language = representation.languagePolicy == .around ? nil : requested
    let found = try store.find(resource, id: context.id, language: language)
    if case .withdrawn(let notice) = found { throw Problem.withdrawn(notice) }
    guard case .item(let whole, let etag, let languages) = found else { throw Problem.notFound }
    var spoken = language.map { [$0] } ?? (resource.computesLanguages ? languages.languages : [])
    var name = context.id
    var response: Response
    if let make = representation.maker {
      let view = try view(of: whole.object(), languages.languages, requested: requested, context)
      let vary = context.vary(byLanguage: representation.languagePolicy != .all && requested == nil)
      response = context.content(make(view), type: representation.contentType, vary: vary)
      if representation.languagePolicy != .all { spoken = [view.language] }
      if representation.languagePolicy == .one, !view.languages.isEmpty { name += "-\(view.language)" }
    } else {
      let content = try store.render(whole, resource, id: context.id, detail, language)
      response = context.content(content, vary: context.vary())
      // At the desk the tag also names the revision, for If-Match.
      if store.isDesk { response.fields[.eTag] = EntityTags.tag(of: content, revision: etag) }
    }
    if !spoken.isEmpty { response.fields[.contentLanguage] = spoken.fieldValue }
    response.finish(representation, as: name)
    if representation.isPage { response.protectPage(script: resource.hasTools ? context.script : nil) }
    response.links = Resource.links(
      [], resource.itemRepresentations, except: representation.suffix,
      at: "\(context.app.publicURL)/\(resource.path)/\(context.id)",
      query: context.query.sent(without: []).joined(separator: "&"), address: context.app.publicURL)
    context.count(reading: resource, in: representation.suffix)
    return response
  }

  /// Renders a document that no item store contains, such as a preview.
  func answer(
    _ context: RequestContext, _ document: JSONObject, as representation: ItemRepresentation, requested: Language?
  ) throws -> Response {
    guard let make = representation.maker else {
      let spoken = requested.map { document.speaking(.one($0)) } ?? document
      return context.content(JSON.object(spoken).bytes, vary: context.vary())
    }
    let languages = (document["languages"]?.array ?? []).compactMap { $0.string.flatMap(Language.init(rawValue:)) }
    let view = try view(of: document, languages, requested: requested, context)
    var response = context.content(
      make(view), type: representation.contentType, vary: context.vary(byLanguage: requested == nil))
    response.fields[.contentLanguage] = view.language.rawValue
    if representation.isPage { response.protectPage(script: resource.hasTools ? context.script : nil) }
    return response
  }

  private func view(
    of document: JSONObject, _ languages: [Language], requested: Language?, _ context: RequestContext
  ) throws -> ItemView {
    let hasText = resource.computesLanguages && !languages.isEmpty
    let interface = context.language(requested: requested, of: Language.spoken)
    let offered = hasText ? (languages.contains(.nl) ? [.nl] : []) + languages : [interface]
    return ItemView(
      resource: resource, document: document, language: context.language(requested: requested, of: offered),
      interface: interface,
      languages: hasText ? languages : [], address: context.app.publicURL, council: context.app.council)
  }
}

extension ItemRepresentation {
  /// Renders an item; nil for stored JSON.
  fileprivate var maker: (@Sendable (ItemView) -> [UInt8])? {
    switch rendering {
    case .stored: nil
    case .page: { $0.webPage }
    case .made(let make): make
    }
  }
}
