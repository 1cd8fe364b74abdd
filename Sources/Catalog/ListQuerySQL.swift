// A list query as SQL: a range of the terms table or, for a search, the matches of the search index.

import Content
import GRDB
import Storage
import Values

extension ListQuery {
  /// Whether the search index drives the query; a search that only excludes words walks the list instead.
  var isSearch: Bool { search?.wanted.isEmpty == false }

  func condition() -> Condition {
    var condition = Condition(source: "terms t")
    if let match = search?.match(in: language) {
      // The index drives the query, and its matches are looked up in the list.
      condition.source = "search CROSS JOIN terms t INDEXED BY termsByNumber ON t.number = search.rowid"
      condition.add("search MATCH ?", [match])
    }
    // One term gives the range to walk; the others are conditions on each of its rows.
    let driving = terms.firstIndex { $0.isOne && $0.kind != nil } ?? terms.lastIndex { $0.isOne }
    if let driving {
      let term = terms[driving]
      condition.add("t.field = ? AND t.value = \(term.values(marks))", [term.field] + term.arguments)
    } else {
      condition.add("t.field = ? AND t.value = ''", [resource.kind])
    }
    for (index, term) in terms.enumerated() where index != driving {
      condition.add(
        """
        EXISTS (SELECT 1 FROM terms o WHERE o.field = ? AND o.value IN \(term.values(marks))
          AND o.position = t.position AND o.id = t.id)
        """, [term.field] + term.arguments)
    }
    addRest(to: &condition)
    return condition
  }

  private func addRest(to condition: inout Condition) {
    if !ids.isEmpty {
      // Items of different kinds may have the same id.
      let kinds = resource.isEverything ? Resource.all.map(\.kind) : [resource.kind]
      condition.add(
        "t.number IN (SELECT number FROM documents WHERE kind IN (\(marks(kinds))) AND id IN (\(marks(ids))))",
        kinds + ids)
    }
    // Positions are negative day numbers; 0 means no date.
    if let to { condition.add("t.position >= ?", [-to.number]) }
    if let from {
      condition.add("t.position <= ?", [-from.number])
    } else if to != nil {
      condition.add("t.position < 0", [])
    }
    if let updatedSince {
      condition.add(
        "EXISTS (SELECT 1 FROM documents u WHERE u.number = t.number AND u.updatedAt >= ?)",
        [updatedSince.milliseconds])
    }
    if let box {
      condition.add(
        """
        t.number IN (SELECT number FROM points WHERE east >= ? AND west <= ? AND north >= ? AND south <= ?
          AND longitude BETWEEN ? AND ? AND latitude BETWEEN ? AND ?)
        """, [box.west, box.east, box.south, box.north, box.west, box.east, box.south, box.north])
    }
    if let exclusion = search?.exclusion(in: language) {
      condition.add("t.number NOT IN (SELECT rowid FROM search WHERE search MATCH ?)", [exclusion])
    }
  }

  /// The matches of a list from a cursor on, in order or reversed; backwards when the cursor ends the page.
  /// - Parameter columns: the columns to select, from terms `t` and documents `d`.
  func sql(
    _ columns: String, _ condition: Condition, from cursor: Cursor?
  ) -> (text: String, arguments: [DatabaseValue]) {
    var condition = condition
    let isDescending = isReversed != (cursor?.side == .before)
    let direction = isDescending ? "DESC" : "ASC"
    if let cursor {
      condition.add("(t.position, t.id) \(isDescending ? "<" : ">") (?, ?)", [cursor.position, cursor.id])
    }
    let text = """
      SELECT \(columns) FROM terms t JOIN documents d ON d.number = t.number
      WHERE \(condition.sql)
      ORDER BY t.position \(direction), t.id \(direction)
      """
    return (text, condition.arguments)
  }

  /// The term whose stored count is the total; nil when other conditions apply.
  var countedTerm: (field: String, value: String)? {
    guard ids.isEmpty, from == nil, to == nil, updatedSince == nil, search == nil, box == nil else { return nil }
    if terms.isEmpty { return (resource.kind, "") }
    return terms.count == 1 && terms[0].isOne && terms[0].kind == nil ? (terms[0].field, terms[0].values[0]) : nil
  }

  private func marks(_ values: [some Any]) -> String {
    SQL.marks(values.count)
  }
}

extension ListQuery.Term {
  fileprivate var isOne: Bool { values.count == 1 }

  /// The alternatives as SQL. Referenced items are compared by number, and only if this audience can read them.
  fileprivate func values(_ marks: ([String]) -> String) -> String {
    guard kind != nil else { return "(\(marks(values)))" }
    return """
      (SELECT CAST(number AS TEXT) FROM documents WHERE kind = ? AND id IN (\(marks(values))) AND card IS NOT NULL)
      """
  }

  fileprivate var arguments: [String] { [kind].compactMap(\.self) + values }
}
