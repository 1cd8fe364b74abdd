// A question to a collection, checked: filters, words to search for, order and page.

import Content
import GRDB
import Values

/// A checked question to a collection.
package struct ListQuery {
  package let resource: Resource
  package var language: Language?
  package var pageSize = 20
  var terms: [Term] = []
  package var search: SearchQuery?
  var box: GeoBox?
  var ids: [String] = []
  var from: Day?
  var to: Day?
  package var updatedSince: Instant?
  var isReversed = false
  /// In the order of `SearchRank`, and then in that of the collection.
  var isRanked = false
  package var cursor: Cursor?
  /// The filters and the order as text: a cursor belongs to them.
  package var filter = ""
  var detail = ResponseOptions()

  /// A term that must hold; its values are alternatives.
  struct Term {
    let field: String
    /// What is referred to: then the values are ids of that kind.
    var kind: String?
    let values: [String]
  }

  /// All of a resource, in its order.
  package init(_ resource: Resource) { self.resource = resource }

  /// Parameters that say how a page is told and not what is on it: a cursor outlives a change of them.
  private static let manner = ["after", "before", "pageSize"] + ResponseOptions.parameters

  /// What one request may ask of a collection: taken from its query, with all faults at once.
  /// - Parameter ranks: whether what is found comes best first where no order is asked; a feed is in order of time.
  package init(_ resource: Resource, _ query: inout Query, hasStatus: Bool, ranks: Bool) throws(InvalidInput) {
    self.resource = resource
    language = query.one("lang", Language.init(tag:), else: { .unknownChoice($0, Language.codes, near: nil) })
    narrow("lang", [language?.rawValue].compactMap(\.self))
    pageSize = query.pageSize(100) ?? 20
    ids = query.identifiers("id")
    if ids.count > 100 { query.refuse("id", nil, .tooMany(100)) }
    updatedSince = query.one("updatedSince", Instant.init, else: LocalizedText.invalidInstant)
    if hasStatus {
      narrow("status", query.choices("status", of: Status.allCases.map(\.rawValue)))
    }
    takeSearch(&query)
    takeFilters(&query)
    takeOrder(&query, ranks: ranks)
    detail = ResponseOptions(resource, &query, isCollection: true)
    let after = query.one("after")
    let before = query.one("before")
    if after != nil, before != nil { query.refuse("before", before, .bothCursors) }
    filter = query.sent(without: Self.manner).sorted().joined(separator: "&") + resource.kind
    if let text = after ?? before {
      cursor = Cursor(text, side: after == nil ? .before : .after, filter: filter, isRanked: isRanked)
      if cursor == nil { query.refuse(after == nil ? "before" : "after", text, .invalidCursor) }
    }
    try query.finish()
  }

  private mutating func narrow(_ name: String, _ values: [String], kind: String? = nil) {
    if !values.isEmpty { terms.append(Term(field: "\(resource.kind).\(name)", kind: kind, values: values)) }
  }

  /// What a page with an empty field sends is no question.
  private mutating func takeSearch(_ query: inout Query) {
    guard let text = query.one("q"), !text.isBlank else { return }
    do { search = try SearchQuery(text) } catch { query.refuse("q", text, error.message) }
  }

  private mutating func takeFilters(_ query: inout Query) {
    for filter in resource.filters {
      switch filter {
      case .choice(let name, _, let choices): narrow(name, query.choices(name, of: choices))
      case .text(let name, _): narrow(name, query.all(name).map(\.folded))
      case .relation(let name, _, let kind): narrow(name, query.identifiers(name), kind: kind)
      case .box(let name):
        box = query.one(name, GeoBox.init(within:), else: { _ in .wrongType(.boundingBox) })
      }
    }
    if case .date = resource.order {
      from = query.one("from", Day.init, else: LocalizedText.invalidDate)
      to = query.one("to", Day.init, else: LocalizedText.invalidDate)
      if let from, let to, to < from { query.refuse("from", from.text, .datesReversed) }
    }
  }

  private mutating func takeOrder(_ query: inout Query, ranks: Bool) {
    let orders =
      switch resource.order {
      case .date(let field): ["-\(field)", field]
      case .name: ["name", "-name"]
      }
    let canRank = search?.wanted.isEmpty == false
    let asked = query.one("sort")
    if let asked, !(orders + (canRank ? ["relevance"] : [])).contains(asked) {
      query.refuse("sort", asked, .unknownChoice(asked, orders + ["relevance"], near: asked.nearest(in: orders)))
    }
    isReversed = asked == orders[1]
    isRanked = canRank && (asked == "relevance" || asked == nil && ranks)
  }
}

extension ListQuery {
  /// Narrows the collection to a language, or with nil shows all there is.
  package mutating func speak(_ language: Language?) {
    self.language = language
    terms.removeAll { $0.field == "\(resource.kind).lang" }
    guard let language else { return }
    terms.insert(Term(field: "\(resource.kind).lang", values: [language.rawValue]), at: 0)
  }
}
