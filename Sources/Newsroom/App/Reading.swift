// Reading items: collections and single ones, the same for all resources.

import Bytes
import HTTP
import HTTPTypes

/// The verbs of one resource.
struct ItemHandlers: Sendable {
  let resource: Resource

  @Sendable func list(_ call: inout Call) throws -> Response {
    let form = try call.form(of: resource.listForms)
    guard case .stored = form.rendering else { return try list(&call, as: form) }
    let shelf = try call.shelf
    let listing = try Listing(resource, &call.query, hasStatus: shelf.audience != .anyone, ranks: true)
    let address = call.app.publicURL + "/" + resource.path
    var head = OutputBuffer(capacity: 32 * 1024)
    head.append("{\"self\":")
    head.append(JSON.string(address + (call.request.query.map { "?" + $0 } ?? "")).bytes)
    head.append(",\"items\":[")
    var page = try shelf.page(listing, behind: head)
    page.json.append("],\"pageSize\":")
    page.json.append(decimal: listing.pageSize)
    page.json.append(",\"total\":")
    page.json.append(decimal: page.total)
    page.json.append(page.members)
    var links: [(relation: String, href: String)] = []
    let others = call.query.sent(without: ["after", "before"]).joined(separator: "&")
    for (relation, cursor) in [("next", page.next), ("prev", page.previous)] {
      guard let cursor else { continue }
      let side = cursor.side == .after ? "after" : "before"
      let link = "\(address)?\(others)\(others.isEmpty ? "" : "&")\(side)=\(cursor.text(filter: listing.filter))"
      page.json.append(",\"")
      page.json.append(relation)
      page.json.append("\":")
      page.json.append(JSON.string(link).bytes)
      links.append((relation, link))
    }
    page.json.append("}")
    var response = call.content(page.json.array, vary: call.vary())
    let languages = listing.language.map { [$0] } ?? page.languages.languages
    if !languages.isEmpty { response.fields[.contentLanguage] = languages.fieldValue }
    response.links = self.links(of: call, except: form, links)
    response.tally = call.tally(listing, in: form.suffix, total: page.total)
    return response
  }

  @Sendable func show(_ call: inout Call) throws -> Response {
    let form = try call.form(of: resource.itemForms)
    if case .made(let make) = form.rendering { return try show(&call, as: form, make) }
    let language = call.askedLanguage()
    let detail = Detail(resource, &call.query, isCollection: false)
    try call.query.finish()
    switch try call.shelf.find(resource, id: call.id, language: language) {
    case .item(let whole, let etag, let languages):
      let json = try call.shelf.tell(whole, resource, id: call.id, detail, language)
      var response = call.content(json, vary: call.vary())
      // A write names the revision it changes by the desk's own tag.
      if try call.shelf.isDesk { response.fields[.eTag] = etag }
      let spoken = language.map { [$0] } ?? languages.languages
      if !spoken.isEmpty, resource.computesLanguages { response.fields[.contentLanguage] = spoken.fieldValue }
      response.links = links(of: call, except: form)
      response.tally = call.tally(resource, in: form.suffix)
      return response
    case .withdrawn(let notice): throw Problem.withdrawn(notice)
    case nil: throw Problem.notFound
    }
  }
}

extension Call {
  /// A 200 with a strong ETag; for anyone with the times of the public file, too.
  func content(_ bytes: [UInt8], type: String = "application/json", vary: String?) -> Response {
    var response = Response(fields: [.contentType: type, .eTag: bytes.etag], body: .bytes(bytes))
    if let vary { response.fields.append(HTTPField(name: .vary, value: vary)) }
    if token == nil {
      let state = app.cache.state
      response.caching = .public(until: state.nextInstant)
      let changed = HTTPDate.string(state.changedAt.milliseconds / 1000)
      response.fields.append(HTTPField(name: .lastModified, value: changed))
    }
    return response
  }
}
