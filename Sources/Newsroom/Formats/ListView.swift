// A collection as the forms see it, and the answer that a form makes of it.

import HTTP
import HTTPTypes

/// A page of a collection, for a form that is made of it.
struct ListView {
  let resource: Resource
  let items: [JSONObject]
  let total: Int
  /// The language of the text.
  let language: Language
  /// The language of the page around it: nl, fr or en.
  let interface: Language
  /// The public address, without a slash at its end.
  let address: String
  let council: Council
  /// What was asked, as it was sent, without language and place.
  let question: [String]
  /// The addresses of the other pages, in the form and language asked for.
  let next: String?
  let previous: String?
  /// That tells subscribers of this feed, where one does.
  let hub: Hub?
  /// What was withdrawn of late: id, time and notice.
  let withdrawn: [(id: String, at: String, reason: String?)]

  var path: String { "\(address)/\(resource.path)" }

  /// The address of a form of this question.
  func link(_ form: String = "", language: Language?) -> String {
    let parameters = question + [language.map { "lang=\($0)" }].compactMap(\.self)
    let suffix = form.isEmpty ? "" : "." + form
    return path + suffix + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
  }

  /// The same on whatever host the page was asked from: what a page loads is its own.
  func relativeLink(_ form: String, language: Language?) -> String {
    String(link(form, language: language).dropFirst(address.count))
  }

  /// The views of the items, where they are whole documents.
  var views: [ItemView] {
    items.map { item in
      let languages = (item["languages"]?.array ?? []).compactMap { $0.string.flatMap(Language.init(rawValue:)) }
      return ItemView(
        resource: resource, document: item, language: language, interface: interface, languages: languages,
        address: address, council: council)
    }
  }
}

extension ItemHandlers {
  /// Answers with a form other than the stored JSON.
  func list(_ call: inout Call, as form: ListForm) throws -> Response {
    let shelf = try call.shelf
    // A form of a page sends the fields that nobody has filled in, too.
    if form.isPage { call.query.dropEmpty() }
    var listing = try Listing(resource, &call.query, hasStatus: shelf.audience != .anyone, ranks: form.isPage)
    let asked = listing.language
    listing.pageSize = form.pageSize ?? listing.pageSize
    switch form.speech {
    case .all: break
    case .one: listing.speak(call.language(asked: asked, of: Language.allCases))
    case .around: listing.speak(nil)
    }
    let language = listing.language ?? call.language(asked: asked, of: Language.spoken)
    let isNegotiated = form.speech != .all && asked == nil
    var pages: [(relation: String, href: String)] = []
    var response: Response
    switch form.rendering {
    case .stored: throw Problem.internalError
    case .every(let format):
      // All matches, wherever the page was that led here.
      listing.cursor = nil
      response = try call.stream(listing, form, format(resource, listing.language))
    case .page(let make), .documents(let make):
      let view = try view(call, shelf, listing, language, isWhole: form.hasWholeItems)
      let topic = view.hub.map { ($0.url, view.link(form.suffix, language: language)) }
      pages = [("hub", topic?.0), ("self", topic?.1), ("next", view.next), ("prev", view.previous)]
        .compactMap { name, href in href.map { (name, $0) } }
      response = call.content(make(view), type: form.contentType, vary: call.vary(byLanguage: isNegotiated))
      response.tally = call.tally(listing, in: form.suffix, total: view.total)
    }
    if form.speech != .all {
      response.fields[.contentLanguage] = language.rawValue
    } else if let asked {
      response.fields[.contentLanguage] = asked.rawValue
    }
    response.dispose(form, as: resource.path)
    response.links = links(of: call, except: form, pages)
    if form.isPage { response.protectPage() }
    return response
  }

  func view(
    _ call: Call, _ shelf: Shelf, _ listing: Listing, _ language: Language, isWhole: Bool = false
  ) throws -> ListView {
    let page = try shelf.page(listing)
    let bytes = [UInt8(ascii: "[")] + page.json.array + [UInt8(ascii: "]")]
    guard case .success(.array(let values)) = JSON.parse(bytes) else { throw Problem.internalError }
    var items = values.compactMap(\.object)
    if isWhole { items = try shelf.documents(resource, items.compactMap { $0["id"]?.string }, language) }
    let path = "\(call.app.publicURL)/\(resource.path)\(call.parameters.form.map { "." + $0 } ?? "")"
    func link(_ cursor: Listing.Cursor?) -> String? {
      guard let cursor else { return nil }
      let place = "\(cursor.side == .after ? "after" : "before")=\(cursor.text(filter: listing.filter))"
      return path + "?" + (call.query.sent(without: ["after", "before"]) + [place[...]]).joined(separator: "&")
    }
    let isFirst = listing.cursor == nil
    let question = call.query.sent(without: ["lang", "after", "before"]).map(String.init)
    // The feed of a question changes without anybody telling a hub.
    let isTopic = isWhole && isFirst && question.isEmpty && shelf.audience == .anyone
    return ListView(
      resource: resource, items: items, total: page.total, language: language,
      interface: call.language(asked: Language.spoken.contains(language) ? language : nil, of: Language.spoken),
      address: call.app.publicURL, council: call.app.council,
      question: question, next: link(page.next), previous: link(page.previous), hub: isTopic ? call.app.hub : nil,
      withdrawn: isWhole && isFirst && !shelf.isDesk
        ? try call.app.publicFile.withdrawn(resource.kind, language) : [])
  }

  /// The other pages, and the same question in the other forms.
  func links(of call: Call, except form: ListForm, _ pages: [(relation: String, href: String)]) -> [UInt8] {
    Resource.links(
      pages, resource.listForms, except: form.suffix, at: "\(call.app.publicURL)/\(resource.path)",
      query: call.query.sent(without: ["after", "before"]).joined(separator: "&"), address: call.app.publicURL)
  }
}

extension Listing {
  /// Narrows the collection to a language, or with nil shows all there is.
  mutating func speak(_ language: Language?) {
    self.language = language
    terms.removeAll { $0.field == "\(resource.kind).lang" }
    guard let language else { return }
    terms.insert(Term(field: "\(resource.kind).lang", values: [language.rawValue]), at: 0)
  }
}

extension Shelf {
  /// Whole items by their ids, in that order and in one language; one that has just gone is left out.
  func documents(_ resource: Resource, _ ids: [String], _ language: Language) throws -> [JSONObject] {
    try readers.read { db in
      try ids.compactMap { id in
        guard case .item(let json, _, _) = try find(db, resource, id: id, language: language) else { return nil }
        return try json.object()
      }
    }
  }
}

extension PublicFile {
  /// The items of a kind that were withdrawn last and are so still, newest first, 20 at most.
  fileprivate func withdrawn(_ kind: String, _ language: Language) throws -> [(id: String, at: String, reason: String?)]
  {
    var items: [(id: String, at: String, reason: String?)] = []
    try readers.read { db in
      try db.rows(
        """
        SELECT d.id, d.updatedAt, d.body FROM changes c JOIN documents d ON d.kind = c.kind AND d.id = c.id
        WHERE c.kind = ? AND c.change = 'withdrawn' AND d.card IS NULL AND c.at = d.updatedAt
        ORDER BY c.number DESC LIMIT 20
        """, [kind.databaseValue]
      ) { row in
        let notice = row.bytes(2).flatMap { JSON.stored(String(decoding: $0, as: UTF8.self)) }
        items.append(
          (row.text(0), Instant(milliseconds: row.integer(1)).text, notice?.text("reason", in: language)))
        return true
      }
    }
    return items
  }
}
