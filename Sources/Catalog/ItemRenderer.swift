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
    isPlain =
      highlighter == nil && listQuery.detail.selection == nil && !listQuery.resource.isEverything
      && !listQuery.showsWholeItems
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
    if listQuery.showsWholeItems, let resource = Resource.of(kind: kind),
      case .item(let json, _, _) = try store.find(db, resource, number: number, language: listQuery.language)
    {
      return output.append(json)
    }
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
    if let resource = Resource.of(kind: kind), let whole = try whole(item, number, resource, selection, db) {
      item = whole
    }
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
    _ item: JSONObject, _ number: Int64, _ resource: Resource, _ selection: FieldSelection, _ db: Database
  ) throws -> JSONObject? {
    let shown = ["href", "resource", "highlights", "id", "kind", "status", "releaseDate"] + resource.summary
    let isShown = selection.members.allSatisfy { shown.contains($0.name) || item[$0.name] != nil }
    guard !isShown, !resource.isPrinted,
      case .item(let json, _, _) = try store.find(db, resource, number: number, language: listQuery.language)
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
    var bytes = JSON.object(item).bytes
    guard !detail.embedded.isEmpty else { return bytes }
    var embedded = EmbeddedItems(self, detail, in: language)
    try readers.read(within: ListQuery.time) { db in
      try db.rows(
        "SELECT number FROM documents WHERE kind = ? AND id = ?", [resource.kind.databaseValue, id.databaseValue]
      ) { row in
        try embedded.add(db, resource, around: row.integer(0))
        return false
      }
    }
    bytes.removeLast()
    return bytes + embedded.member() + [UInt8(ascii: "}")]
  }
}
