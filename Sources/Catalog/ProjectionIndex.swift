// Indexes an item for the lists, filters, map and search of a file.

import Content
import Foundation
import GRDB
import Storage
import Values

/// The list that a term belongs to: that of the item's kind, or the list of all kinds.
private enum TermScope { case kind, allKinds }

/// An entry of an item in a list: a filter and one of its values.
private struct Term {
  let scope: TermScope
  let field: String
  let value: String
}

extension Projection {
  /// Replaces the entries of an item in lists, filters, the map and the search index.
  package func index(_ item: Item, _ resource: Resource) throws {
    try target.run(sql: "DELETE FROM terms WHERE number = ?", arguments: [item.number])
    let position = position(of: item, resource)
    let terms = try terms(of: item, resource)
    let (facets, facetsAmongAll) = try (packed(terms, of: resource), packed(terms, of: .everything))
    for term in terms {
      let (id, packed) =
        switch term.scope {
        case .kind: (item.id, facets)
        // Items of different kinds may have the same id.
        case .allKinds: ("\(item.kind)/\(item.id)", facetsAmongAll)
        }
      try target.run(
        sql: """
          INSERT OR IGNORE INTO terms (field, value, position, id, number, facets) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [term.field, term.value, position, id, item.number, packed])
    }
    try target.run(sql: "DELETE FROM points WHERE number = ?", arguments: [item.number])
    if resource.isMapped, let (x, y) = item.document.point {
      try target.run(
        sql: """
          INSERT INTO points (number, west, east, south, north, longitude, latitude) VALUES (?, ?, ?, ?, ?, ?, ?)
          """, arguments: [item.number, x, x, y, y, x, y])
    }
    try indexTexts(item, resource)
  }

  /// Replaces the searchable texts of an item; needed when a contact that is printed on it changes.
  func indexTexts(of number: Int64) throws {
    guard let item = try source.item(number), let resource = Resource.of(kind: item.kind) else { return }
    try indexTexts(item, resource)
  }

  /// Replaces the searchable texts of an item, including the names of its printed contacts.
  private func indexTexts(_ item: Item, _ resource: Resource) throws {
    var document = item.document
    for relation in resource.relations where relation.isPrinted {
      document[relation.field] = .array(try prints(of: item.number, relation.field).map(JSON.object))
    }
    try SearchIndex.write(target, item.number, resource, document)
  }

  private func prints(of number: Int64, _ field: String) throws -> [JSONObject] {
    var prints: [JSONObject] = []
    let sql = "SELECT print FROM relations WHERE source = ? AND field = ? AND print IS NOT NULL ORDER BY position"
    try target.rows(sql, [number.databaseValue, field.databaseValue]) { row in
      if let print = row.bytes(0) { prints.append(try StoredJSON.read(print)) }
      return true
    }
    return prints
  }

  /// Removes an item from lists, filters, the map and the search index.
  func unlist(_ number: Int64) throws {
    for table in ["terms WHERE number", "relations WHERE source", "points WHERE number"] {
      try target.run(sql: "DELETE FROM \(table) = ?", arguments: [number])
    }
    try SearchIndex.remove(target, number)
  }

  /// In an order that never changes, because the file numbers facet values in the order in which they first occur.
  private func terms(of item: Item, _ resource: Resource) throws -> [Term] {
    let languages = item.languages(of: resource)
    let spoken = languages.isEmpty ? Language.allCases : languages.languages
    var terms = Self.common(to: .kind, resource.kind, item.status, spoken)
    terms += Self.common(to: .allKinds, Resource.everything.kind, kind: resource.kind, item.status, spoken)
    func add(_ name: String, _ values: [String]) {
      terms += values.map { Term(scope: .kind, field: "\(resource.kind).\(name)", value: $0) }
    }
    if let date = resource.dateField.flatMap({ item.document[$0]?.string }) { add("year", [String(date.prefix(4))]) }
    for filter in resource.filters {
      switch filter {
      case .choice(let name, let field, _), .theme(let name, let field):
        let value = item.document[field]
        add(name, value?.array?.compactMap(\.string) ?? [value?.string].compactMap(\.self))
      case .text(let name, let field):
        let value = item.document[field]
        let texts = value?.object?.members.compactMap(\.value.string) ?? [value?.string].compactMap(\.self)
        let words = texts.flatMap { [$0] + $0.split(separator: "/").map { $0.trimming(" ") } }
        add(name, words.map(\.folded))
      case .relation(let name, let field, let kind):
        // A number reveals nothing about an item that is not in this file.
        let entries = item.document[field]?.array ?? []
        let ids = entries.compactMap { $0.string ?? $0.object?["id"]?.string }
        add(name, try ids.compactMap { try source.number(kind: kind, id: $0) }.map { String($0) })
      case .box: break
      }
    }
    return terms
  }

  /// The terms that an item has in every list.
  /// - Parameter kind: the kind, in a list of several kinds.
  private static func common(
    to scope: TermScope, _ list: String, kind: String? = nil, _ status: Status, _ languages: [Language]
  ) -> [Term] {
    var terms = [Term(scope: scope, field: list, value: "")]
    if let kind { terms.append(Term(scope: scope, field: "\(list).kind", value: kind)) }
    terms.append(Term(scope: scope, field: "\(list).status", value: status.rawValue))
    return terms + languages.map { Term(scope: scope, field: "\(list).lang", value: $0.rawValue) }
  }

  /// The facet values among an item's terms, packed.
  private func packed(_ terms: [Term], of resource: Resource) throws -> Data {
    let fields = Set(resource.facets.map { "\(resource.kind).\($0)" })
    return try PackedFacets.pack(terms.filter { fields.contains($0.field) }.map { try number(of: $0.field, $0.value) })
  }

  /// The number of a facet value; a value that is new to the file gets a new number.
  private func number(of field: String, _ value: String) throws -> UInt32 {
    let known = try UInt32.fetchOne(
      target.cachedStatement(sql: "SELECT number FROM facetValues WHERE field = ? AND value = ?"),
      arguments: [field, value])
    if let known { return known }
    try target.run(sql: "INSERT INTO facetValues (field, value) VALUES (?, ?)", arguments: [field, value])
    return UInt32(target.lastInsertedRowID)
  }

  /// Sorts the newest item first with the smallest number, so that (position, id) ascends in every list.
  private func position(of item: Item, _ resource: Resource) -> DatabaseValue {
    switch resource.order {
    case .date(let field):
      (item.document[field]?.string.flatMap(Day.init).map { -$0.number } ?? 0).databaseValue
    case .name: (item.document.text(resource.naming, in: .nl) ?? item.id).folded.databaseValue
    }
  }
}
