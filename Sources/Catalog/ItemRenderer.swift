// Renders items for a response: the stored JSON, with search highlights, or only the selected members.

import Bytes
import Content
import GRDB
import Storage
import Values

/// Writes the items of one page.
struct ItemRenderer {
  private let store: ItemStore
  private let listQuery: ListQuery
  private let highlighter: Highlighter?
  /// Whether the items are written as they are stored.
  private let isPlain: Bool

  init(_ store: ItemStore, _ listQuery: ListQuery) {
    (self.store, self.listQuery) = (store, listQuery)
    highlighter = listQuery.search.flatMap { query in
      query.wanted.isEmpty ? nil : Highlighter(query, in: listQuery.language)
    }
    isPlain = highlighter == nil && listQuery.detail.selection == nil && !listQuery.resource.isEverything
  }

  /// - Parameters:
  ///   - summary: the stored JSON of the item, as a collection shows it.
  ///   - score: the search score of the item (`SearchRank`).
  func append(
    _ summary: UnsafeRawBufferPointer, _ number: Int64, _ kind: @autoclosure () -> String, score: Int64,
    _ db: Database, to output: inout OutputBuffer
  ) throws {
    guard !isPlain else {
      return StoredJSON.fill(summary, address: store.address, language: listQuery.language, into: &output)
    }
    let kind = kind()
    var extra = JSONObject()
    if listQuery.resource.isEverything { extra["resource"] = .string(kind) }
    if let highlighter, let resource = Resource.of(kind: kind) {
      let found = try highlighter.highlights(db, number, resource, in: score)
      if !found.isEmpty { extra["highlights"] = .object(found) }
    }
    guard let selection = listQuery.detail.selection else {
      StoredJSON.fill(summary, address: store.address, language: listQuery.language, into: &output)
      if !extra.isEmpty { append(extra, to: &output) }
      return
    }
    var item = try filled(summary)
    if let resource = Resource.of(kind: kind), let whole = try whole(item, resource, selection, db) { item = whole }
    for (name, value) in extra.members { item[name] = value }
    var picked = selection.pick(from: item)
    if picked["href"] == nil {
      picked = JSONObject([("href", item["href"])] + picked.members.map { ($0.name, $0.value) })
    }
    output.append(JSON.object(picked).bytes)
  }

  private func append(_ members: JSONObject, to output: inout OutputBuffer) {
    output.removeLast()
    output.append(UInt8(ascii: ","))
    output.append(Array(JSON.object(members).bytes.dropFirst()))
  }

  private func filled(_ stored: UnsafeRawBufferPointer) throws -> JSONObject {
    var json = OutputBuffer(capacity: stored.count + 256)
    StoredJSON.fill(stored, address: store.address, language: listQuery.language, into: &json)
    return try Array(json.bytes).object()
  }

  /// The whole item, when the selection asks for more than a collection shows. Lists never show personal numbers.
  private func whole(
    _ item: JSONObject, _ resource: Resource, _ selection: FieldSelection, _ db: Database
  ) throws -> JSONObject? {
    let shown = ["href", "resource", "highlights", "id", "kind", "status", "releaseDate"] + resource.summary
    let isShown = selection.members.allSatisfy { shown.contains($0.name) || item[$0.name] != nil }
    guard !isShown, !resource.isPrinted, let id = item["id"]?.string,
      case .item(let json, _, _) = try store.find(db, resource, id: id, language: listQuery.language)
    else { return nil }
    var whole = try json.object()
    whole["href"] = whole["self"]
    for relation in resource.relations where relation.isPrinted {
      let printed = whole[relation.field]?.array?.compactMap(\.object) ?? []
      whole[relation.field] = .array(printed.map { .object($0.withoutPersonalNumbers) })
    }
    return whole
  }
}

extension JSONObject {
  /// A contact as lists and exports show it. A name in each language belongs to an organization, whose numbers are not
  /// personal.
  fileprivate var withoutPersonalNumbers: JSONObject {
    guard self["name"]?.languages == nil else { return self }
    return JSONObject(
      members.filter { !["email", "phone", "phonePrinted"].contains($0.name) }.map { ($0.name, $0.value) })
  }
}

extension ItemStore {
  /// Applies `select` and `embed` to an item.
  /// - Parameter json: the whole item, as `find` returns it.
  /// - Returns: the selected members and `self`, with the embedded items in `embedded`.
  package func render(
    _ json: [UInt8], _ resource: Resource, id: String, _ detail: ResponseOptions, _ language: Language?
  ) throws -> [UInt8] {
    guard detail.selection != nil || !detail.embedded.isEmpty else { return json }
    let whole = try json.object()
    var item = detail.selection?.pick(from: whole) ?? whole
    if item["self"] == nil { item = JSONObject([("self", whole["self"])] + item.members.map { ($0.name, $0.value) }) }
    if !detail.embedded.isEmpty {
      item["embedded"] = .object(
        try readers.read { db in
          var numbers: [Int64] = []
          try db.rows(
            "SELECT number FROM documents WHERE kind = ? AND id = ?", [resource.kind.databaseValue, id.databaseValue]
          ) { row in
            numbers.append(row.integer(0))
            return false
          }
          return try embedded(db, resource, detail.embedded, of: numbers, language)
        })
    }
    return JSON.object(item).bytes
  }

  /// The members `facets` and `embedded` of a page, each with a comma before it.
  func members(
    _ db: Database, _ listQuery: ListQuery, _ tally: PackedFacets.Tally?, of numbers: [Int64]
  ) throws -> [UInt8] {
    var members: [UInt8] = []
    if !listQuery.detail.facets.isEmpty {
      members += Array(",\"facets\":".utf8) + JSON.object(try facets(db, listQuery, tally)).bytes
    }
    if !listQuery.detail.embedded.isEmpty {
      let items = try embedded(db, listQuery.resource, listQuery.detail.embedded, of: numbers, listQuery.language)
      members += Array(",\"embedded\":".utf8) + JSON.object(items).bytes
    }
    return members
  }

  /// The items that the given items refer to, or that refer to them, in some members; keyed by their address.
  private func embedded(
    _ db: Database, _ resource: Resource, _ members: [String], of numbers: [Int64], _ language: Language?
  ) throws -> JSONObject {
    var embedded = JSONObject()
    for number in numbers {
      for member in members {
        for (kind, id) in try neighbours(db, resource, member, of: number) {
          guard let other = Resource.of(kind: kind) else { continue }
          let address = "\(String(decoding: address, as: UTF8.self))/\(other.path)/\(id)"
          guard embedded[address] == nil else { continue }
          embedded[address] = try neighbour(db, other, id: id, language).map(JSON.object)
        }
      }
    }
    return embedded
  }

  private func neighbours(
    _ db: Database, _ resource: Resource, _ member: String, of number: Int64
  ) throws -> [(kind: String, id: String)] {
    var found: [(String, String)] = []
    var sql = """
      SELECT d.kind, d.id FROM relations r JOIN documents d ON d.number = r.target
      WHERE r.source = ? AND r.field = ? AND d.card IS NOT NULL ORDER BY r.position
      """
    var name = member
    if let mention = resource.mentions.first(where: { $0.member == member }) {
      name = mention.kind
      sql = """
        SELECT d.kind, d.id FROM relations r JOIN documents d ON d.number = r.source
        JOIN terms t ON t.number = d.number AND t.field = d.kind AND t.value = ''
        WHERE r.target = ? AND d.kind = ? AND d.card IS NOT NULL ORDER BY t.position, t.id LIMIT \(Self.mentionLimit)
        """
    }
    try db.rows(sql, [number.databaseValue, name.databaseValue]) { row in
      found.append((row.text(0), row.text(1)))
      return true
    }
    return found
  }

  /// The whole item; a contact only as a collection shows it.
  private func neighbour(
    _ db: Database, _ resource: Resource, id: String, _ language: Language?
  ) throws -> JSONObject? {
    guard resource.isPrinted else {
      guard case .item(let json, _, _) = try find(db, resource, id: id, language: language) else { return nil }
      return try json.object()
    }
    var summary: JSONObject?
    try db.rows(
      "SELECT summary FROM documents WHERE kind = ? AND id = ?", [resource.kind.databaseValue, id.databaseValue]
    ) { row in
      summary = try row.bytes(0).map { stored in
        var json = OutputBuffer(capacity: stored.count + 256)
        StoredJSON.fill(stored, address: address, language: language, into: &json)
        return try Array(json.bytes).object()
      }
      return false
    }
    return summary
  }
}
