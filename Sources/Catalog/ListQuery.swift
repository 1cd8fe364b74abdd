// A list query, checked: filters, search words, order and page.

import Content
import GRDB
import Values

/// A checked list query of one collection.
package struct ListQuery {
  /// The processor time that an item, a page, or the search of an export may take.
  package static let time = Duration.milliseconds(250)

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
  /// Whether items are ordered by their `SearchRank` score first, and then in the order of the collection.
  var isRanked = false
  package var cursor: Cursor?
  /// The filters and the order as text; a cursor is valid only with the same text.
  package var filter = ""
  var detail = ResponseOptions()
  /// Whether the page has whole items, and not what a collection shows of them.
  package var showsWholeItems = false

  /// A condition that must hold; its values are alternatives.
  struct Term {
    let field: String
    /// The kind of the referenced items when the values are ids; else nil.
    var kind: String?
    let values: [String]
  }

  /// All items of a resource, in its order.
  package init(_ resource: Resource) { self.resource = resource }

  /// Parameters that change how a page is shown but not what is on it; a cursor stays valid when they change.
  private static let presentation = ["after", "before", "pageSize"] + ResponseOptions.parameters

  /// Reads the query parameters of a request.
  /// - Parameters:
  ///   - themes: the themes that a filter may name.
  ///   - hasStatus: whether the parameter `status` is allowed.
  ///   - ranks: whether search results without `sort` come best first; a feed is in order of time.
  /// - Throws: `InvalidInput` with every issue of the query.
  package init(
    _ resource: Resource, _ query: inout Query, themes: Themes, hasStatus: Bool, ranks: Bool
  ) throws(InvalidInput) {
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
    takeFilters(&query, themes)
    takeOrder(&query, ranks: ranks)
    detail = ResponseOptions(resource, &query, isCollection: true)
    let after = query.one("after")
    let before = query.one("before")
    if after != nil, before != nil { query.refuse("before", before, .bothCursors) }
    filter = query.sent(without: Self.presentation).sorted().joined(separator: "&") + resource.kind
    if let text = after ?? before {
      cursor = Cursor(text, side: after == nil ? .before : .after, filter: filter, isRanked: isRanked)
      if cursor == nil { query.refuse(after == nil ? "before" : "after", text, .invalidCursor) }
    }
    try query.finish()
  }

  private mutating func narrow(_ name: String, _ values: [String], kind: String? = nil) {
    if !values.isEmpty { terms.append(Term(field: "\(resource.kind).\(name)", kind: kind, values: values)) }
  }

  /// A form with an empty search field sends a blank `q`, which is ignored.
  private mutating func takeSearch(_ query: inout Query) {
    guard let text = query.one("q"), !text.isBlank else { return }
    do { search = try SearchQuery(text) } catch { query.refuse("q", text, error.message) }
  }

  private mutating func takeFilters(_ query: inout Query, _ themes: Themes) {
    for filter in resource.filters {
      switch filter {
      case .choice(let name, _, let choices): narrow(name, query.choices(name, of: choices))
      case .theme(let name, _): narrow(name, query.choices(name, of: themes.codes))
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
    let sort = query.one("sort")
    if let sort, !(orders + (canRank ? ["relevance"] : [])).contains(sort) {
      query.refuse("sort", sort, .unknownChoice(sort, orders + ["relevance"], near: sort.nearest(in: orders)))
    }
    isReversed = sort == orders[1]
    isRanked = canRank && (sort == "relevance" || sort == nil && ranks)
  }
}

extension ListQuery {
  /// Limits the collection to the items in a language; nil shows the items of every language.
  package mutating func limit(to language: Language?) {
    self.language = language
    terms.removeAll { $0.field == "\(resource.kind).lang" }
    guard let language else { return }
    terms.insert(Term(field: "\(resource.kind).lang", values: [language.rawValue]), at: 0)
  }
}
