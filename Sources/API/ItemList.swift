// The handler that lists a collection, for all resources and representations.

import Bytes
import Catalog
import Content
import Delivery
import Formats
import HTTP
import HTTPTypes
import Pages
import Routing
import Values

/// The handlers of one resource.
struct ItemHandlers: Sendable {
  let resource: Resource

  /// Returns a page of the collection, or all matches in a representation that has no pages.
  @Sendable func list(_ context: inout RequestContext) throws -> Response {
    let representation = try context.representation(of: resource.listRepresentations)
    let store = try context.store
    // The search form also sends its empty fields.
    if representation.isPage { context.query.dropEmpty() }
    var listQuery = try ListQuery(
      resource, &context.query, themes: context.app.council.themes, hasStatus: store.audience != .anyone,
      ranks: representation.isRanked)
    let requested = listQuery.language
    listQuery.pageSize = representation.pageSize ?? listQuery.pageSize
    switch representation.languagePolicy {
    case .all: break
    case .one: listQuery.limit(to: context.language(requested: requested, of: Language.allCases))
    case .around: listQuery.limit(to: nil)
    }
    // JSON contains all languages, so that its preference need not be read.
    lazy var language = listQuery.language ?? context.language(requested: requested, of: Language.spoken)
    let vary = context.vary(byLanguage: representation.languagePolicy != .all && requested == nil)
    var spoken = representation.languagePolicy != .all ? [language] : requested.map { [$0] } ?? []
    var neighbors: [(relation: String, href: String)] = []
    var response: Response
    switch representation.rendering {
    case .stored:
      let page = try storedPage(context, store, listQuery)
      if spoken.isEmpty { spoken = page.languages }
      neighbors = page.neighbors
      response = context.content(page.json, vary: vary)
      context.count(searching: listQuery, in: representation.suffix, total: page.total)
    case .every(let format):
      // An export has all matches, even when the link to it stood on a later page.
      listQuery.cursor = nil
      response = try stream(context, store, listQuery, representation, format(resource, listQuery.language))
    case .page, .summaries, .documents:
      let view = try view(context, store, listQuery, language, isWhole: representation.hasWholeItems)
      let topic = view.hub.map { ($0, view.link(representation.suffix, language: language)) }
      neighbors = [("hub", topic?.0), ("self", topic?.1), ("next", view.next), ("prev", view.previous)]
        .compactMap { name, href in href.map { (name, $0) } }
      response = context.content(representation.make(view), type: representation.contentType, vary: vary)
      context.count(searching: listQuery, in: representation.suffix, total: view.total)
    }
    if !spoken.isEmpty { response.fields[.contentLanguage] = spoken.fieldValue }
    response.finish(representation, as: resource.path)
    if representation.isPage { response.protectPage(script: context.script) }
    response.links = Resource.links(
      neighbors, resource.listRepresentations, except: representation.suffix,
      at: "\(context.app.publicURL)/\(resource.path)",
      query: context.query.sent(without: ["after", "before"]).joined(separator: "&"), address: context.app.publicURL)
    return response
  }

  /// A page of stored JSON: the texts of the items are joined without parsing.
  private func storedPage(
    _ context: RequestContext, _ store: ItemStore, _ listQuery: ListQuery
  ) throws -> (json: [UInt8], languages: [Language], neighbors: [(relation: String, href: String)], total: Int) {
    let path = "/" + resource.path
    var beginning = OutputBuffer(capacity: 32 * 1024)
    PageEnvelope.open(context.address(of: path), into: &beginning)
    var page = try store.page(listQuery, behind: beginning)
    let neighbors = context.neighbors(of: path, next: page.next, previous: page.previous, filter: listQuery.filter)
    let envelope = PageEnvelope(
      address: "", pageSize: listQuery.pageSize, total: page.total, neighbors: neighbors)
    envelope.close(page.members, into: &page.json)
    return (page.json.array, page.languages.languages, neighbors, page.total)
  }

  /// A page of the collection for the representations that render parsed items.
  func view(
    _ context: RequestContext, _ store: ItemStore, _ listQuery: ListQuery, _ language: Language, isWhole: Bool = false
  ) throws -> ListView {
    var listQuery = listQuery
    listQuery.showsWholeItems = isWhole
    let page = try store.page(listQuery)
    let bytes = [UInt8(ascii: "[")] + page.json.array + [UInt8(ascii: "]")]
    guard case .success(.array(let values)) = JSON.parse(bytes) else { throw Problem.internalError }
    let items = values.compactMap(\.object)
    let path = "/\(resource.path)\(context.parameters.suffix.map { "." + $0 } ?? "")"
    let neighbors = context.neighbors(of: path, next: page.next, previous: page.previous, filter: listQuery.filter)
    let isFirst = listQuery.cursor == nil
    let question = context.query.sent(without: ["lang", "after", "before"]).map(String.init)
    // A filtered feed is no topic, because no hub is notified of its changes.
    let isTopic = isWhole && isFirst && question.isEmpty && store.audience == .anyone
    return ListView(
      resource: resource, items: items, total: page.total, language: language,
      interface: context.language(requested: Language.spoken.contains(language) ? language : nil, of: Language.spoken),
      address: context.app.publicURL, council: context.app.council, question: question,
      next: neighbors.first { $0.relation == "next" }?.href,
      previous: neighbors.first { $0.relation == "prev" }?.href, hub: isTopic ? context.app.hub?.url : nil,
      withdrawn: isWhole && isFirst && !store.isDesk
        ? try context.app.publicFile.withdrawn(resource.kind, language) : [])
  }

  /// A 200 that streams all matches of a list query.
  private func stream(
    _ context: RequestContext, _ store: ItemStore, _ listQuery: ListQuery, _ representation: ListRepresentation,
    _ format: ExportFormat
  ) throws -> Response {
    var response = context.content([], type: representation.contentType, vary: context.vary())
    let start = try store.start(of: listQuery)
    response.fields[.eTag] = try store.tag(listQuery, from: start, as: representation.suffix)
    response.body = .stream(Export(store, listQuery, from: start, format))
    return response
  }
}

extension ListRepresentation {
  /// Whether a search without `sort` orders by relevance. Feeds and exports are in order of time.
  fileprivate var isRanked: Bool {
    switch rendering {
    case .stored, .page: true
    case .summaries, .documents, .every: false
    }
  }

  /// The bytes of a page of the collection.
  fileprivate func make(_ view: ListView) -> [UInt8] {
    switch rendering {
    case .page: HTMLList(view: view).bytes
    case .summaries(let make), .documents(let make): make(view)
    case .stored, .every: []
    }
  }
}
