// The announcement of a public change, made from the public file alone.

import Bytes
import Content
import Foundation
import GRDB
import Values

/// A public change, as webhook receivers and stream clients get it.
struct Announcement: Sendable {
  /// The number of the change, in public order.
  let number: Int64
  /// `release.published` and the like.
  let type: String
  let body: [UInt8]
  let facts: EventFacts

  /// The changes after a number, in order, with the current state of the file. An item that has since been withdrawn
  /// comes without its text.
  static func list(_ publicTables: Database, after number: Int64, limit: Int, address: [UInt8]) throws -> [Announcement]
  {
    try Row.fetchAll(
      publicTables,
      sql: """
        SELECT c.*, d.number AS item, d.languages, d.summary, d.body FROM changes c
        JOIN documents d ON d.kind = c.kind AND d.id = c.id WHERE c.number > ? ORDER BY c.number LIMIT ?
        """, arguments: [number, limit]
    ).compactMap { try Announcement($0, publicTables, address: address) }
  }

  private init?(_ row: Row, _ publicTables: Database, address: [UInt8]) throws {
    guard let resource = Resource.of(kind: row["kind"]) else { return nil }
    number = row["number"]
    let (id, change): (String, String) = (row["id"], row["change"])
    type = "\(resource.kind).\(change)"
    var data = JSONObject([
      ("href", .string("\(String(decoding: address, as: UTF8.self))/\(resource.path)/\(id)")),
      ("kind", .string(resource.kind)), ("id", .string(id)), ("change", .string(change)),
      ("version", .integer(row["version"] as Int)), ("number", .integer(number)),
      ("minor", row["minor"] as Bool ? .bool(true) : nil),
    ])
    let item = try (row["summary"] as Data?).map { try StoredJSON.filled($0, address: address) }
    if let item {
      data["item"] = .object(item)
    } else if change == Publication.Change.withdrawn.rawValue {
      let notice = try Array(row["body"] as Data).object().notice(at: address)
      for (name, value) in notice.members { data[name] = value }
    }
    body = Self.body(type: type, at: Instant(milliseconds: row["at"]), data)
    guard let item else {
      facts = EventFacts(type: type, kinds: [resource.kind] + resource.ownKinds)
      return
    }
    let sites = try String.fetchAll(
      publicTables,
      sql: """
        SELECT d.id FROM relations r JOIN documents d ON d.number = r.target
        WHERE r.source = ? AND d.kind = 'site' AND d.card IS NOT NULL
        """, arguments: [row["item"]])
    facts = EventFacts(
      type: type, kinds: [resource.kind, item["kind"]?.string].compactMap(\.self),
      themes: (item["themes"]?.array ?? []).compactMap(\.string), sites: sites + (resource.kind == "site" ? [id] : []),
      languages: LanguageSet(rawValue: UInt8(truncatingIfNeeded: row["languages"] as Int64)), isMinor: row["minor"])
  }

  /// The JSON body with type, timestamp and data (Standard Webhooks 1.0, "Payload structure").
  static func body(type: String, at: Instant, _ data: JSONObject) -> [UInt8] {
    JSON.object(JSONObject([("type", .string(type)), ("timestamp", .string(at.text)), ("data", .object(data))])).bytes
  }
}

extension Resource {
  /// The values of the field `kind` of its items; empty when they have no such field.
  var ownKinds: [String] {
    guard case .choice(let kinds) = fields.first(where: { $0.name == "kind" })?.shape else { return [] }
    return kinds
  }
}

extension StoredJSON {
  /// Parses stored JSON, with the public address filled in.
  fileprivate static func filled(_ stored: Data, address: [UInt8]) throws -> JSONObject {
    var json = OutputBuffer(capacity: stored.count + 256)
    stored.withUnsafeBytes { fill($0, address: address, language: nil, into: &json) }
    return try Array(json.bytes).object()
  }
}
