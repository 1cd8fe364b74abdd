// Reading items: collections and single ones, the same for all resources.

import HTTP
import HTTPTypes

/// The verbs of one resource.
struct ItemHandlers: Sendable {
  let resource: Resource

  @Sendable func list(_ call: inout Call) throws -> Response {
    let form = try call.form(of: resource.listForms)
    guard case .stored = form.rendering else { return try list(&call, as: form) }
    let shelf = call.shelf
    let listing = try Listing(resource, &call.query, hasStatus: shelf.audience != .anyone)
    let page = try shelf.page(listing)
    let address = call.app.publicURL + "/" + resource.path
    var json = OutputBuffer(capacity: page.items.count + 1024)
    json.append("{\"self\":")
    json.append(JSON.string(address + (call.request.query.map { "?" + $0 } ?? "")).bytes)
    json.append(",\"items\":[")
    json.append(page.items.bytes)
    json.append("],\"pageSize\":\(listing.pageSize),\"total\":\(page.total)")
    var links: [(relation: String, href: String)] = []
    let others = call.query.sent(without: ["after", "before"]).joined(separator: "&")
    for (relation, cursor) in [("next", page.next), ("prev", page.previous)] {
      guard let cursor else { continue }
      let side = cursor.side == .after ? "after" : "before"
      let link = "\(address)?\(others)\(others.isEmpty ? "" : "&")\(side)=\(cursor.text(filter: listing.filter))"
      json.append(",\"\(relation)\":")
      json.append(JSON.string(link).bytes)
      links.append((relation, link))
    }
    json.append(UInt8(ascii: "}"))
    var response = call.content(Array(json.bytes), vary: call.vary())
    let languages = listing.language.map { [$0] } ?? page.languages.languages
    if !languages.isEmpty { response.fields[.contentLanguage] = languages.fieldValue }
    response.fields[.links] = self.links(of: call, except: form, links)
    return response
  }

  @Sendable func show(_ call: inout Call) throws -> Response {
    let form = try call.form(of: resource.itemForms)
    if case .made(let make) = form.rendering { return try show(&call, as: form, make) }
    let language = call.askedLanguage()
    try call.query.finish()
    switch try call.shelf.find(resource, id: call.id, language: language) {
    case .item(let json, let etag, let languages):
      var response = call.content(json, vary: call.vary())
      // A write names the revision it changes by the desk's own tag.
      if call.shelf.isDesk { response.fields[.eTag] = etag }
      let spoken = language.map { [$0] } ?? languages.languages
      if !spoken.isEmpty, resource.computesLanguages { response.fields[.contentLanguage] = spoken.fieldValue }
      response.fields[.links] = links(of: call, except: form)
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
    response.fields[.vary] = vary
    if token == nil {
      let state = app.cache.state
      response.caching = .public(until: state.nextInstant)
      response.fields[.lastModified] = HTTPDate.string(state.changedAt.milliseconds / 1000)
    }
    return response
  }
}
