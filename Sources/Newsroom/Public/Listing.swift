// One page of a collection: what was asked, as a range of the terms table.

import Crypto
import GRDB

/// A checked question to a collection.
struct Listing {
  let resource: Resource
  var language: Language?
  var pageSize = 20
  /// Terms that must hold; the values of one are alternatives.
  var terms: [(field: String, values: [String])] = []
  /// Items that must be referred to; the ids of one are alternatives.
  var relations: [(field: String, kind: String, ids: [String])] = []
  var ids: [String] = []
  var from: Day?
  var to: Day?
  var updatedSince: Instant?
  var isReversed = false
  var cursor: Cursor?
  /// The filters and the order as text: a cursor belongs to them.
  var filter = ""

  /// Where a page begins or ends.
  struct Cursor: Equatable {
    enum Side { case after, before }
    let side: Side
    let position: DatabaseValue
    let id: String
  }

  /// What one request may ask of a collection: taken from its query, with all faults at once.
  init(_ resource: Resource, _ query: inout Query, hasStatus: Bool) throws(Problem) {
    self.resource = resource
    language = query.one("lang", Language.init(tag:), else: { .unknownChoice($0, Language.codes, near: nil) })
    if let language { terms.append(("\(resource.kind).lang", [language.rawValue])) }
    pageSize = query.pageSize(100) ?? 20
    ids = query.all("id")
    if ids.count > 100 { query.refuse("id", nil, .tooMany(100)) }
    updatedSince = query.one("updatedSince", Instant.init, else: Sentence.invalidInstant)
    if hasStatus {
      let statuses = query.choices("status", of: Status.allCases.map(\.rawValue))
      if !statuses.isEmpty { terms.append(("\(resource.kind).status", statuses)) }
    }
    takeFilters(&query)
    takeOrder(&query)
    let after = query.one("after")
    let before = query.one("before")
    if after != nil, before != nil { query.refuse("before", before, .bothCursors) }
    filter = query.sent(without: ["after", "before", "pageSize"]).sorted().joined(separator: "&") + resource.kind
    if let text = after ?? before {
      cursor = Cursor(text, side: after == nil ? .before : .after, filter: filter)
      if cursor == nil { query.refuse(after == nil ? "before" : "after", text, .invalidCursor) }
    }
    try query.finish()
  }

  private mutating func takeFilters(_ query: inout Query) {
    for filter in resource.filters {
      switch filter {
      case .choice(let name, _, let choices):
        let values = query.choices(name, of: choices)
        if !values.isEmpty { terms.append(("\(resource.kind).\(name)", values)) }
      case .text(let name, _):
        let values = query.all(name).map(\.folded)
        if !values.isEmpty { terms.append(("\(resource.kind).\(name)", values)) }
      case .relation(let name, let field, let kind):
        let values = query.all(name)
        if !values.isEmpty { relations.append((field, kind, values)) }
      }
    }
    if case .date = resource.order {
      from = query.one("from", Day.init, else: Sentence.invalidDate)
      to = query.one("to", Day.init, else: Sentence.invalidDate)
      if let from, let to, to < from { query.refuse("from", from.text, .datesReversed) }
    }
  }

  private mutating func takeOrder(_ query: inout Query) {
    let orders =
      switch resource.order {
      case .date(let field): ["-\(field)", field]
      case .name: ["name", "-name"]
      }
    isReversed = query.choices("sort", of: orders).last == orders[1]
  }
}

extension Language {
  static let codes = allCases.map(\.rawValue)
}

extension Listing.Cursor {
  /// A cursor's text: a mark of the filter it belongs to, the id, and the position (a name as hexadecimal UTF-8).
  init?(_ text: String, side: Side, filter: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[1].isIdentifier, parts[0] == Self.mark(of: filter, parts[1], parts[2]) else {
      return nil
    }
    if let number = Int64(parts[2]) {
      position = number.databaseValue
    } else if let name = parts[2].hasPrefix("x") ? String(hexadecimal: parts[2].dropFirst()) : nil {
      position = name.databaseValue
    } else {
      return nil
    }
    self.side = side
    id = parts[1]
  }

  func text(filter: String) -> String {
    let place =
      Int64.fromDatabaseValue(position).map(String.init)
      ?? "x" + (String.fromDatabaseValue(position) ?? "").utf8.hexadecimal
    return "\(Self.mark(of: filter, id, place)).\(id).\(place)"
  }

  private static func mark(of filter: String, _ id: String, _ place: String) -> String {
    SHA256.hash(data: Array("\(filter)\n\(id)\n\(place)".utf8)).prefix(6).hexadecimal
  }
}

extension Listing {
  /// The question as SQL over terms t and documents d, without a place to begin at.
  struct Condition {
    var clauses: [String] = []
    var arguments: [DatabaseValue] = []

    mutating func add(_ clause: String, _ values: [any DatabaseValueConvertible]) {
      clauses.append(clause)
      arguments += values.map(\.databaseValue)
    }

    var sql: String { clauses.joined(separator: " AND ") }
  }

  /// The term whose range is walked, and what else must hold for each of its rows.
  func condition() -> Condition {
    let driving = terms.firstIndex { $0.values.count == 1 }
    var condition = Condition()
    if let driving {
      condition.add("t.field = ? AND t.value = ?", [terms[driving].field, terms[driving].values[0]])
    } else {
      condition.add("t.field = ? AND t.value = ''", [resource.kind])
    }
    for (index, term) in terms.enumerated() where index != driving {
      condition.add(
        """
        EXISTS (SELECT 1 FROM terms o WHERE o.field = ? AND o.value IN (\(marks(term.values)))
          AND o.position = t.position AND o.id = t.id)
        """, [term.field] + term.values)
    }
    for relation in relations {
      condition.add(
        """
        t.number IN (SELECT r.source FROM relations r JOIN documents x ON x.number = r.target
          WHERE r.field = ? AND x.kind = ? AND x.card IS NOT NULL AND x.id IN (\(marks(relation.ids))))
        """, [relation.field, relation.kind] + relation.ids)
    }
    if !ids.isEmpty {
      condition.add(
        "t.number IN (SELECT number FROM documents WHERE kind = ? AND id IN (\(marks(ids))))", [resource.kind] + ids)
    }
    // Dates are negative numbers, and 0 where there is none.
    if let to { condition.add("t.position >= ?", [-to.number]) }
    if let from {
      condition.add("t.position <= ?", [-from.number])
    } else if to != nil {
      condition.add("t.position < 0", [])
    }
    if let updatedSince { condition.add("d.updatedAt >= ?", [updatedSince.milliseconds]) }
    return condition
  }

  /// The matches from a place on, in order: of the terms, or of its reverse, or backwards before a cursor.
  /// - Parameter columns: of the terms t and the documents d.
  func sql(
    _ columns: String, _ condition: Condition, from cursor: Cursor?
  ) -> (text: String, arguments: [DatabaseValue]) {
    var condition = condition
    let isDescending = isReversed != (cursor?.side == .before)
    if let cursor {
      condition.add("(t.position, t.id) \(isDescending ? "<" : ">") (?, ?)", [cursor.position, cursor.id])
    }
    let direction = isDescending ? "DESC" : "ASC"
    let text = """
      SELECT \(columns) FROM terms t JOIN documents d ON d.number = t.number WHERE \(condition.sql)
      ORDER BY t.position \(direction), t.id \(direction)
      """
    return (text, condition.arguments)
  }

  /// The one term whose count is the total, when nothing else narrows it.
  var countedTerm: (field: String, value: String)? {
    guard relations.isEmpty, ids.isEmpty, from == nil, to == nil, updatedSince == nil else { return nil }
    if terms.isEmpty { return (resource.kind, "") }
    return terms.count == 1 && terms[0].values.count == 1 ? (terms[0].field, terms[0].values[0]) : nil
  }

  private func marks(_ values: [String]) -> String { Array(repeating: "?", count: values.count).joined(separator: ",") }
}
