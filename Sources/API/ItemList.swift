// Reading a collection, the same for all resources and representations.

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

/// The verbs of one resource.
struct ItemHandlers: Sendable {
  let resource: Resource

  /// Answers with a page of the collection, or for a form that holds all matches with these.
  @Sendable func list(_ call: inout Call) throws -> Response {
    let form = try call.form(of: resource.listForms)
    let shelf = try call.shelf
    // A page's form sends the fields that nobody has filled in, too.
    if form.isPage { call.query.dropEmpty() }
    var listing = try Listing(resource, &call.query, hasStatus: shelf.audience != .anyone, ranks: form.isRanked)
    let asked = listing.language
    listing.pageSize = form.pageSize ?? listing.pageSize
    switch form.speech {
    case .all: break
    case .one: listing.speak(call.language(asked: asked, of: Language.allCases))
    case .around: listing.speak(nil)
    }
    // JSON is in all languages, and nobody's preference is looked for.
    lazy var language = listing.language ?? call.language(asked: asked, of: Language.spoken)
    let vary = call.vary(byLanguage: form.speech != .all && asked == nil)
    var spoken = form.speech != .all ? [language] : asked.map { [$0] } ?? []
    var neighbors: [(relation: String, href: String)] = []
    var response: Response
    switch form.rendering {
    case .stored:
      let page = try storedPage(call, shelf, listing)
      if spoken.isEmpty { spoken = page.languages }
      neighbors = page.neighbors
      response = call.content(page.json, vary: vary)
      call.count(searching: listing, in: form.suffix, total: page.total)
    case .every(let format):
      // All matches, whatever page the link to them stood on.
      listing.cursor = nil
      response = try stream(call, shelf, listing, form, format(resource, listing.language))
    case .page, .summaries, .documents:
      let view = try view(call, shelf, listing, language, isWhole: form.hasWholeItems)
      let topic = view.hub.map { ($0, view.link(form.suffix, language: language)) }
      neighbors = [("hub", topic?.0), ("self", topic?.1), ("next", view.next), ("prev", view.previous)]
        .compactMap { name, href in href.map { (name, $0) } }
      response = call.content(form.make(view), type: form.contentType, vary: vary)
      call.count(searching: listing, in: form.suffix, total: view.total)
    }
    if !spoken.isEmpty { response.fields[.contentLanguage] = spoken.fieldValue }
    response.finish(form, as: resource.path)
    response.links = Resource.links(
      neighbors, resource.listForms, except: form.suffix, at: "\(call.app.publicURL)/\(resource.path)",
      query: call.query.sent(without: ["after", "before"]).joined(separator: "&"), address: call.app.publicURL)
    return response
  }

  /// A page of the JSON as it is stored: its texts are joined, and nothing is parsed.
  private func storedPage(
    _ call: Call, _ shelf: Shelf, _ listing: Listing
  ) throws -> (json: [UInt8], languages: [Language], neighbors: [(relation: String, href: String)], total: Int) {
    let path = "/" + resource.path
    var beginning = OutputBuffer(capacity: 32 * 1024)
    PageEnvelope.open(call.address(of: path), into: &beginning)
    var page = try shelf.page(listing, behind: beginning)
    let neighbors = call.neighbors(of: path, next: page.next, previous: page.previous, filter: listing.filter)
    let envelope = PageEnvelope(
      address: "", pageSize: listing.pageSize, total: page.total, neighbors: neighbors)
    envelope.close(page.members, into: &page.json)
    return (page.json.array, page.languages.languages, neighbors, page.total)
  }

  /// A page of the collection as the forms see it.
  func view(
    _ call: Call, _ shelf: Shelf, _ listing: Listing, _ language: Language, isWhole: Bool = false
  ) throws -> ListView {
    let page = try shelf.page(listing)
    let bytes = [UInt8(ascii: "[")] + page.json.array + [UInt8(ascii: "]")]
    guard case .success(.array(let values)) = JSON.parse(bytes) else { throw Problem.internalError }
    var items = values.compactMap(\.object)
    if isWhole { items = try shelf.documents(resource, items.compactMap { $0["id"]?.string }, language) }
    let path = "/\(resource.path)\(call.parameters.form.map { "." + $0 } ?? "")"
    let neighbors = call.neighbors(of: path, next: page.next, previous: page.previous, filter: listing.filter)
    let isFirst = listing.cursor == nil
    let question = call.query.sent(without: ["lang", "after", "before"]).map(String.init)
    // The feed of a question changes without anybody telling a hub.
    let isTopic = isWhole && isFirst && question.isEmpty && shelf.audience == .anyone
    return ListView(
      resource: resource, items: items, total: page.total, language: language,
      interface: call.language(asked: Language.spoken.contains(language) ? language : nil, of: Language.spoken),
      address: call.app.publicURL, council: call.app.council, question: question,
      next: neighbors.first { $0.relation == "next" }?.href,
      previous: neighbors.first { $0.relation == "prev" }?.href, hub: isTopic ? call.app.hub?.url : nil,
      withdrawn: isWhole && isFirst && !shelf.isDesk
        ? try call.app.publicFile.withdrawn(resource.kind, language) : [])
  }

  /// A 200 with all matches of a listing.
  private func stream(
    _ call: Call, _ shelf: Shelf, _ listing: Listing, _ form: ListForm, _ format: ExportFormat
  ) throws -> Response {
    var response = call.content([], type: form.contentType, vary: call.vary())
    let start = try shelf.start(of: listing)
    response.fields[.eTag] = try shelf.tag(listing, from: start, as: form.suffix)
    response.body = .stream(Export(shelf, listing, from: start, format))
    return response
  }
}

extension ListForm {
  /// Whether what a search finds comes best first where no order is asked; a feed is in order of time.
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
