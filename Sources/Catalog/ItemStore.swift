// Reads items from one of the three files as finished JSON; stored texts are joined, never parsed.

import Bytes
import Content
import GRDB
import Storage
import Values

/// The items of one audience: the public file, the embargo file or the desk's file. The same queries serve all three.
package struct ItemStore: Sendable {
  package let readers: Readers
  package let audience: Audience
  /// The most matches of a search that a walk holds in memory.
  package var heldMatches = 10_000
  /// The public address, without a slash at its end.
  package let address: [UInt8]
  /// Adds members to an item's JSON that are not part of its document.
  package var complete: @Sendable (Database, [UInt8]) throws -> [UInt8] = { $1 }

  package init(
    readers: Readers, audience: Audience, address: [UInt8],
    complete: @escaping @Sendable (Database, [UInt8]) throws -> [UInt8] = { $1 }
  ) {
    self.readers = readers
    self.audience = audience
    self.address = address
    self.complete = complete
  }

  /// An item's JSON, or the notice of its withdrawal.
  package enum Found {
    case item(json: [UInt8], etag: String, languages: LanguageSet)
    case withdrawn(JSONObject)
  }

  package var isDesk: Bool { audience == .desk }

  /// The most items that a member with mentions lists; the filtered collection has them all.
  static let mentionLimit = 100

  /// - Parameter language: the language to show; nil shows all.
  /// - Returns: nil when there is no such item, or when it does not exist in that language.
  package func find(_ resource: Resource, id: String, language: Language?) throws -> Found? {
    try readers.read(within: ListQuery.time) { db in try find(db, resource, id: id, language: language) }
  }

  package func find(_ db: Database, _ resource: Resource, id: String, language: Language?) throws -> Found? {
    try find(db, resource, "kind = ? AND id = ?", [resource.kind.databaseValue, id.databaseValue], language)
  }

  func find(_ db: Database, _ resource: Resource, number: Int64, language: Language?) throws -> Found? {
    try find(db, resource, "number = ?", [number.databaseValue], language)
  }

  private func find(
    _ db: Database, _ resource: Resource, _ condition: String, _ arguments: [DatabaseValue], _ language: Language?
  ) throws -> Found? {
    var found: Found?
    try db.rows(
      "SELECT number, languages, etag, body, card IS NULL FROM documents WHERE \(condition)", arguments
    ) { row in
      guard let body = row.bytes(3) else { return false }
      if row.integer(4) == 1, !isDesk {
        found = JSON.stored(String(decoding: body, as: UTF8.self)).map { .withdrawn($0.notice(at: address)) }
        return false
      }
      let languages = LanguageSet(rawValue: UInt8(truncatingIfNeeded: row.integer(1)))
      let isMissing = language.map { !languages.isEmpty && !languages.contains(.one($0)) } ?? false
      guard !isMissing || !resource.computesLanguages else { return false }
      var json = OutputBuffer(capacity: body.count + 4096)
      StoredJSON.fill(body, address: address, language: language, into: &json)
      try appendRelations(db, resource, of: row.integer(0), language, to: &json)
      for mention in resource.mentions {
        try appendMentions(db, mention, of: row.integer(0), language, to: &json)
      }
      json.append(UInt8(ascii: "}"))
      found = .item(json: try complete(db, json.array), etag: row.text(2), languages: languages)
      return false
    }
    return found
  }

  /// Adds the items that this item refers to, if this file has them; contacts as they were printed. One query reads all
  /// relations, and the rows are then grouped by member.
  private func appendRelations(
    _ db: Database, _ resource: Resource, of number: Int64, _ language: Language?, to json: inout OutputBuffer
  ) throws {
    let relations = resource.relations
    guard !relations.isEmpty else { return }
    let sql = """
      SELECT r.field, r.print, d.card, d.kind, d.id FROM relations r LEFT JOIN documents d ON d.number = r.target
      WHERE r.source = ? ORDER BY r.field, r.position
      """
    var items = OutputBuffer(capacity: 1_024)
    var found: [(field: String, item: Range<Int>)] = []
    try db.rows(sql, [number.databaseValue]) { row in
      let field = row.text(0)
      guard let relation = relations.first(where: { $0.field == field }),
        let text = row.bytes(relation.isPrinted ? 1 : 2)
      else { return true }
      let start = items.count
      if relation.isPrinted {
        appendPrinted(text, row, language, to: &items)
      } else {
        StoredJSON.fill(text, address: address, language: language, into: &items)
      }
      found.append((field, start..<items.count))
      return true
    }
    for relation in relations {
      json.append(",\"")
      json.append(relation.field)
      json.append("\":[")
      var isFirst = true
      for (field, item) in found where field == relation.field {
        if !isFirst { json.append(UInt8(ascii: ",")) }
        isFirst = false
        json.append(UnsafeRawBufferPointer(rebasing: items.bytes[item]))
      }
      json.append("]")
    }
  }

  /// Adds a printed contact, with a link when this audience can read its own item.
  private func appendPrinted(
    _ text: UnsafeRawBufferPointer, _ row: RawRow, _ language: Language?, to json: inout OutputBuffer
  ) {
    json.append(UInt8(ascii: "{"))
    if !row.isNull(2), let resource = Resource.of(kind: row.text(3)) {
      json.append("\"href\":\"")
      json.append(address)
      json.append("/\(resource.path)/\(row.text(4))\"")
    }
    let members = UnsafeRawBufferPointer(rebasing: text.dropFirst())
    if json.last != UInt8(ascii: "{"), StoredJSON.needsComma(members) { json.append(UInt8(ascii: ",")) }
    StoredJSON.fill(members, address: address, language: language, into: &json)
  }

  /// Adds the items of a kind that refer to this one, newest first.
  private func appendMentions(
    _ db: Database, _ mention: Resource.Mention, of number: Int64, _ language: Language?, to json: inout OutputBuffer
  ) throws {
    json.append(",\"")
    json.append(mention.member)
    json.append("\":[")
    var isFirst = true
    try db.rows(Self.mentions("d.card"), Self.arguments(mention, of: number)) { row in
      guard let card = row.bytes(0) else { return true }
      if !isFirst { json.append(UInt8(ascii: ",")) }
      isFirst = false
      StoredJSON.fill(card, address: address, language: language, into: &json)
      return true
    }
    json.append("]")
  }
}

extension ItemStore {
  /// Reads the newest items that refer to another one: the first of the collection with that filter, whose range of
  /// `terms` is in this order, so that the many others are not read.
  static func mentions(_ columns: String) -> String {
    """
    SELECT \(columns) FROM terms t JOIN documents d ON d.number = t.number
    WHERE t.field = ? AND t.value = ? ORDER BY t.position, t.id LIMIT \(mentionLimit)
    """
  }

  static func arguments(_ mention: Resource.Mention, of number: Int64) -> [DatabaseValue] {
    ["\(mention.kind).\(mention.filter)".databaseValue, "\(number)".databaseValue]
  }
}

extension JSONObject {
  /// The stored notice of a withdrawal, with the public address before the path of the successor.
  package func notice(at address: [UInt8]) -> JSONObject {
    var notice = self
    if let path = notice["successor"]?.string {
      notice["successor"] = .string(String(decoding: address, as: UTF8.self) + path)
    }
    return notice
  }
}
