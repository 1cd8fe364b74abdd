// Renders an item once, when it is written, into the tables that readers query; all three files have the same tables.

import Bytes
import Content
import Foundation
import GRDB
import Storage
import Values

/// Writes items into the projection tables of a file.
package struct Projection {
  /// The file to write to.
  let target: Database
  /// The source of the items.
  package let source: any ItemSource
  let audience: Audience

  package init(target: Database, source: any ItemSource, audience: Audience) {
    self.target = target
    self.source = source
    self.audience = audience
  }

  /// Replaces an item in the file. A withdrawn item becomes a notice, except on the desk.
  package func write(_ item: Item) throws {
    guard let resource = Resource.of(kind: item.kind) else { return }
    if audience != .desk, let withdrawal = item.withdrawal { return try withdraw(item, resource, withdrawal) }
    let members = try self.members(of: item, resource)
    let body = StoredJSON.store(members, open: true)
    let languages = item.languages(of: resource)
    try target.run(
      sql: """
        INSERT INTO documents (number, kind, id, status, languages, etag, updatedAt, summary, card, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (number) DO UPDATE SET id = excluded.id, status = excluded.status, languages = excluded.languages,
          etag = excluded.etag, updatedAt = excluded.updatedAt, body = excluded.body, summary = excluded.summary,
          card = excluded.card
        """,
      arguments: [
        item.number, item.kind, item.id, item.status.rawValue, languages.rawValue, (body + revision(of: item)).etag,
        item.updatedAt.milliseconds, Data(StoredJSON.store(summary(of: item, resource, from: members))),
        Data(StoredJSON.store(card(of: item, resource))), Data(body),
      ])
    try relate(item, resource)
    try index(item, resource)
    try reprint(item, resource)
  }

  /// Removes an item that this audience may not see: a deleted draft, or a cancelled embargoed item.
  package func remove(_ number: Int64) throws {
    let sources = try Int64.fetchAll(
      target.cachedStatement(sql: "SELECT DISTINCT source FROM relations WHERE target = ? AND print IS NOT NULL"),
      arguments: [number])
    try target.run(sql: "UPDATE relations SET print = NULL WHERE target = ?", arguments: [number])
    for source in sources { try indexTexts(of: source) }
    try unlist(number)
    try target.run(sql: "DELETE FROM documents WHERE number = ?", arguments: [number])
  }

  private func withdraw(_ item: Item, _ resource: Resource, _ withdrawal: Publication) throws {
    let body = JSON.object(withdrawal.notice(in: resource)).bytes
    try target.run(
      sql: """
        UPDATE documents SET id = ?, status = ?, updatedAt = ?, etag = ?, body = ?, summary = NULL, card = NULL
        WHERE number = ?
        """,
      arguments: [
        item.id, item.status.rawValue, withdrawal.at.milliseconds, body.etag, Data(body), item.number,
      ])
    try unlist(item.number)
  }

  /// On the desk every revision has its own entity tag, even when two revisions differ only in their relations.
  private func revision(of item: Item) -> [UInt8] { audience == .desk ? Array(String(item.revision).utf8) : [] }

  // MARK: The item's JSON

  private func members(of item: Item, _ resource: Resource) throws -> JSONObject {
    let document = item.document
    let related = Set(resource.relations.map(\.field))
    var members = JSONObject([("self", StoredJSON.link("/\(resource.path)/\(item.id)")), ("id", .string(item.id))])
    members["kind"] = document["kind"]
    members["status"] = .string(item.status.rawValue)
    if audience == .desk, item.hasUnpublishedChanges { members["unpublishedChanges"] = .bool(true) }
    members["releaseDate"] = document["releaseDate"]
    members["publishedAt"] = item.publishedAt.map { .string($0.text) }
    members["updatedAt"] = .string(item.updatedAt.text)
    if audience == .embargo { members["embargoUntil"] = item.planned.map { .string($0.at.text) } }
    if item.version > 0 { members["version"] = .integer(item.version) }
    if resource.computesLanguages {
      members["languages"] = .strings(item.languages(of: resource).languages.map(\.rawValue))
    }
    let derived = resource.derive(document)
    for field in resource.fields where !related.contains(field.name) && field.name != "id" {
      if audience != .desk, field.name == "embargoUntil" { continue }
      if derived[field.name] == nil { members[field.name] = document[field.name] }
      if field.name == "body" { members["html"] = derived["html"] }
      if field.isShownEmpty, members[field.name] == nil, derived[field.name] == nil { members[field.name] = [] }
    }
    for (name, value) in derived.members { members[name] = value }
    let corrections = item.done.filter { $0.change == .corrected && !$0.isMinor }
    if item.version > 0 {
      members["corrections"] = .array(
        corrections.map { ["at": .string($0.at.text), "note": $0.note.map(JSON.object)] })
    }
    if let withdrawal = item.withdrawal {
      members["withdrawnAt"] = .string(withdrawal.at.text)
      members["reason"] = withdrawal.note.map(JSON.object)
      members["successor"] = withdrawal.successor.map { StoredJSON.link("/\(resource.path)/\($0)") }
    }
    if audience == .desk {
      members["plannedFor"] = item.planned.map { .string($0.at.text) }
      if item.hasUnplannedChanges { members["unplannedChanges"] = .bool(true) }
      members["review"] = try source.reviewRequest(for: item).map(JSON.object)
      let states = try source.languageStates(of: item.number)
      if !states.isEmpty { members["languageStates"] = .object(states) }
    }
    return members
  }

  private func summary(of item: Item, _ resource: Resource, from members: JSONObject) -> JSONObject {
    var summary = JSONObject([("href", members["self"]), ("id", members["id"])])
    for name in ["kind", "status", "releaseDate", "publishedAt", "updatedAt", "languages"] {
      summary[name] = members[name]
    }
    if audience != .anyone {
      for name in ["embargoUntil", "plannedFor", "unplannedChanges", "languageStates", "review"] {
        summary[name] = members[name]
      }
    }
    for name in resource.summary + resource.summaryOf(item.document) { summary[name] = members[name] }
    return summary
  }

  private func card(of item: Item, _ resource: Resource) -> JSONObject {
    JSONObject([
      ("href", StoredJSON.link("/\(resource.path)/\(item.id)")), (resource.naming, item.document[resource.naming]),
    ])
  }

  // MARK: Relations

  private func relate(_ item: Item, _ resource: Resource) throws {
    try target.run(sql: "DELETE FROM relations WHERE source = ?", arguments: [item.number])
    for relation in resource.relations {
      for (position, entry) in (item.document[relation.field]?.array ?? []).enumerated() {
        let id = entry.string ?? entry.object?["id"]?.string
        let number = try id.flatMap { try source.number(kind: relation.kind, id: $0) }
        let print = try entry.object.flatMap { try self.print($0, number) }
        try target.run(
          sql: "INSERT INTO relations (source, field, position, target, print) VALUES (?, ?, ?, ?, ?)",
          arguments: [item.number, relation.field, position, number, print.map { Data(StoredJSON.store($0)) }])
      }
    }
  }

  /// A contact as printed: the entry of the release, completed from the contact's own item. Nil when this file does not
  /// have that item, so that none of its data gets in.
  private func print(_ entry: JSONObject, _ number: Int64?) throws -> JSONObject? {
    var printed = entry
    printed["id"] = nil
    if let number {
      let status = try String.fetchOne(
        target.cachedStatement(sql: "SELECT status FROM documents WHERE number = ?"), arguments: [number])
      guard let status, audience == .desk || status != Status.withdrawn.rawValue,
        let contact = try source.item(number)
      else { return nil }
      for name in ["name", "role", "email", "phone", "phonePrinted"] where printed[name] == nil {
        printed[name] = contact.document[name]
      }
    }
    let order = ["name", "group", "role", "email", "phone", "phonePrinted"]
    return JSONObject(order.map { ($0, printed[$0]) })
  }

  /// Prints a contact that has just entered the file on the items that refer to it. Published prints stay as they are;
  /// the desk shows the newest data.
  private func reprint(_ item: Item, _ resource: Resource) throws {
    guard resource.isPrinted else { return }
    let rows = try Row.fetchAll(
      target.cachedStatement(
        sql: "SELECT source, field, position, print IS NULL AS isOpen FROM relations WHERE target = ?"),
      arguments: [item.number])
    for row in rows where audience == .desk || row["isOpen"] {
      let (source, field, position): (Int64, String, Int) = (row["source"], row["field"], row["position"])
      guard let entries = try self.source.item(source)?.document[field]?.array, entries.indices.contains(position),
        let entry = entries[position].object, let print = try print(entry, item.number)
      else { continue }
      try target.run(
        sql: "UPDATE relations SET print = ? WHERE source = ? AND field = ? AND position = ?",
        arguments: [Data(StoredJSON.store(print)), source, field, position])
      try indexTexts(of: source)
    }
  }
}

extension Item {
  /// The time of the first publication.
  fileprivate var publishedAt: Instant? { done.first { $0.change != .withdrawn }?.at }

  /// The time of the last publication; for a draft, the time of its last revision.
  var updatedAt: Instant { done.last?.at ?? revisedAt }

  /// The languages of the item: those of its name, or the ones that a contact lists, or those of its texts. Empty when
  /// the item is the same in every language.
  package func languages(of resource: Resource) -> LanguageSet {
    if resource.computesLanguages { return document[resource.naming]?.languages ?? LanguageSet() }
    let spoken = (document["languages"]?.array ?? []).compactMap { $0.string.flatMap(Language.init) }
    if !spoken.isEmpty { return LanguageSet(spoken.map(LanguageSet.one)) }
    return LanguageSet(document.members.compactMap(\.value.languages))
  }
}
