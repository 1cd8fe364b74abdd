// Reading one item, the same for all resources and representations.

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
    let asked = context.askedLanguage()
    let detail = ResponseOptions(resource, &context.query, isCollection: false)
    try context.query.finish()
    let store = try context.store
    let language = representation.languagePolicy == .around ? nil : asked
    let found = try store.find(resource, id: context.id, language: language)
    if case .withdrawn(let notice) = found { throw Problem.withdrawn(notice) }
    guard case .item(let whole, let etag, let languages) = found else { throw Problem.notFound }
    var spoken = language.map { [$0] } ?? (resource.computesLanguages ? languages.languages : [])
    var name = context.id
    var response: Response
    if let make = representation.maker {
      let view = try view(of: whole.object(), languages.languages, asked: asked, context)
      let vary = context.vary(byLanguage: representation.languagePolicy != .all && asked == nil)
      response = context.content(make(view), type: representation.contentType, vary: vary)
      if representation.languagePolicy != .all { spoken = [view.language] }
      if representation.languagePolicy == .one, !view.languages.isEmpty { name += "-\(view.language)" }
    } else {
      response = context.content(
        try store.render(whole, resource, id: context.id, detail, language), vary: context.vary())
      // A write names the revision it changes by the desk's own tag.
      if store.isDesk { response.fields[.eTag] = etag }
    }
    if !spoken.isEmpty { response.fields[.contentLanguage] = spoken.fieldValue }
    response.finish(representation, as: name)
    response.links = Resource.links(
      [], resource.itemRepresentations, except: representation.suffix,
      at: "\(context.app.publicURL)/\(resource.path)/\(context.id)",
      query: context.query.sent(without: []).joined(separator: "&"), address: context.app.publicURL)
    context.count(reading: resource, in: representation.suffix)
    return response
  }

  /// Answers with a form of a document that is in no file.
  func answer(
    _ context: RequestContext, _ document: JSONObject, as representation: ItemRepresentation, asked: Language?
  ) throws -> Response {
    guard let make = representation.maker else {
      let spoken = asked.map { document.speaking(.one($0)) } ?? document
      return context.content(JSON.object(spoken).bytes, vary: context.vary())
    }
    let languages = (document["languages"]?.array ?? []).compactMap { $0.string.flatMap(Language.init(rawValue:)) }
    let view = try view(of: document, languages, asked: asked, context)
    var response = context.content(
      make(view), type: representation.contentType, vary: context.vary(byLanguage: asked == nil))
    response.fields[.contentLanguage] = view.language.rawValue
    if representation.isPage { response.protectPage() }
    return response
  }

  private func view(
    of document: JSONObject, _ languages: [Language], asked: Language?, _ context: RequestContext
  ) throws -> ItemView {
    let hasText = resource.computesLanguages && !languages.isEmpty
    let interface = context.language(asked: asked, of: Language.spoken)
    let offered = hasText ? (languages.contains(.nl) ? [.nl] : []) + languages : [interface]
    return ItemView(
      resource: resource, document: document, language: context.language(asked: asked, of: offered),
      interface: interface,
      languages: hasText ? languages : [], address: context.app.publicURL, council: context.app.council)
  }
}

extension ItemRepresentation {
  /// What makes the form of an item; nil for the JSON as it is stored.
  fileprivate var maker: (@Sendable (ItemView) -> [UInt8])? {
    switch rendering {
    case .stored: nil
    case .page: { $0.webPage }
    case .made(let make): make
    }
  }
}
