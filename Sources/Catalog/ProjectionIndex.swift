// Indexes an item for the lists, filters, map and search of a file.

import Content
import Foundation
import GRDB
import Storage
import Values

extension Projection {
  /// Replaces the entries of an item in lists, filters, the map and the search index.
  package func index(_ item: Item, _ resource: Resource) throws {
    try target.run(sql: "DELETE FROM terms WHERE number = ?", arguments: [item.number])
    let position = position(of: item, resource)
    let terms = try terms(of: item, resource)
    let (facets, facetsAmongAll) = try (packed(terms, of: resource), packed(terms, of: .everything))
    for (field, value) in terms {
      // Items of different kinds may have the same id.
      let isAmongAll = field.hasPrefix("item")
      let id = isAmongAll ? "\(item.kind)/\(item.id)" : item.id
      try target.run(
        sql: """
          INSERT OR IGNORE INTO terms (field, value, position, id, number, facets) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [field, value, position, id, item.number, isAmongAll ? facetsAmongAll : facets])
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

  private func terms(of item: Item, _ resource: Resource) throws -> [(String, String)] {
    let languages = item.languages(of: resource)
    let spoken = languages.isEmpty ? Language.allCases : languages.languages
    var terms = [(resource.kind, ""), ("\(resource.kind).status", item.status.rawValue)]
    terms += spoken.map { ("\(resource.kind).lang", $0.rawValue) }
    // Entries for the list of all kinds.
    terms += [("item", ""), ("item.kind", resource.kind), ("item.status", item.status.rawValue)]
    terms += spoken.map { ("item.lang", $0.rawValue) }
    if let date = resource.dateField.flatMap({ item.document[$0]?.string }) {
      terms.append(("\(resource.kind).year", String(date.prefix(4))))
    }
    for filter in resource.filters {
      switch filter {
      case .choice(let name, let field, _), .theme(let name, let field):
        let value = item.document[field]
        let values = value?.array?.compactMap(\.string) ?? [value?.string].compactMap(\.self)
        terms += values.map { ("\(resource.kind).\(name)", $0) }
      case .text(let name, let field):
        let value = item.document[field]
        let texts = value?.object?.members.compactMap(\.value.string) ?? [value?.string].compactMap(\.self)
        let words = texts.flatMap { [$0] + $0.split(separator: "/").map { $0.trimming(" ") } }
        terms += words.map { ("\(resource.kind).\(name)", $0.folded) }
      case .relation(let name, let field, let kind):
        // A number reveals nothing about an item that is not in this file.
        let entries = item.document[field]?.array ?? []
        let ids = entries.compactMap { $0.string ?? $0.object?["id"]?.string }
        terms += try ids.compactMap { try source.number(kind: kind, id: $0) }.map {
          ("\(resource.kind).\(name)", String($0))
        }
      case .box: break
      }
    }
    return terms
  }

  /// The facet values among an item's terms, packed.
  private func packed(_ terms: [(field: String, value: String)], of resource: Resource) throws -> Data {
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
