// Reading items from one of the two files, as finished JSON: stored texts are joined, never parsed.

import Foundation
import GRDB

/// What a reader may read: the public file, or for a token the desk's. The same queries serve both.
struct Shelf: Sendable {
  let pool: DatabasePool
  let isDesk: Bool
  /// The public address, without a slash at its end.
  let address: [UInt8]

  /// An item's JSON, or the notice of its withdrawal.
  enum Found {
    case item(json: [UInt8], etag: String, languages: LanguageSet)
    case withdrawn(JSONObject)
  }

  /// How many items a member of mentions lists; the collection with its filter has them all.
  static let mentionLimit = 100

  func find(_ resource: Resource, id: String, language: Language?) throws -> Found? {
    try pool.read { db in try find(db, resource, id: id, language: language) }
  }

  func find(_ db: Database, _ resource: Resource, id: String, language: Language?) throws -> Found? {
    let statement = try db.cachedStatement(
      sql: "SELECT number, languages, etag, body, card IS NULL FROM documents WHERE kind = ? AND id = ?")
    let rows = try Row.fetchCursor(statement, arguments: [resource.kind, id])
    guard let row = try rows.next() else { return nil }
    let body: [UInt8] = try row.withUnsafeData(atIndex: 3) { Array($0 ?? Data()) }
    if row[4], !isDesk { return JSON.stored(String(decoding: body, as: UTF8.self)).map(Found.withdrawn) }
    let number: Int64 = row[0]
    let languages = LanguageSet(rawValue: row[1])
    let etag: String = row[2]
    if let language, !languages.isEmpty, resource.computesLanguages, !languages.contains(.one(language)) { return nil }
    var json: [UInt8] = []
    json.reserveCapacity(body.count + 2048)
    body.withUnsafeBytes { Template.fill($0, address: address, language: language, into: &json) }
    for relation in resource.relations {
      try appendRelation(db, relation, of: number, language, to: &json)
    }
    for mention in resource.mentions {
      try appendMentions(db, mention.member, mention.kind, of: number, language, to: &json)
    }
    json.append(UInt8(ascii: "}"))
    return .item(json: json, etag: etag, languages: languages)
  }

  /// What the item refers to, as far as this file has it; contacts as they were printed.
  private func appendRelation(
    _ db: Database, _ relation: Resource.Relation, of number: Int64, _ language: Language?, to json: inout [UInt8]
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT r.print, d.card, d.kind, d.id FROM relations r LEFT JOIN documents d ON d.number = r.target
        WHERE r.source = ? AND r.field = ? ORDER BY r.position
        """)
    let rows = try Row.fetchCursor(statement, arguments: [number, relation.field])
    try appendArray(relation.field, rows, to: &json) { row, json in
      guard relation.isPrinted else { return try fill(row, 1, language, into: &json) }
      return try appendPrinted(row, language, to: &json)
    }
  }

  /// A printed contact, with a link while its own item can be read.
  private func appendPrinted(_ row: Row, _ language: Language?, to json: inout [UInt8]) throws -> Bool {
    try row.withUnsafeData(atIndex: 0) { data in
      guard let data else { return false }
      json.append(UInt8(ascii: "{"))
      if row[1] as DatabaseValue != .null, let resource = Resource.of(kind: row[2]) {
        json += "\"href\":\"".utf8
        json += address
        json += "/\(resource.path)/\(row[3] as String)\"".utf8
      }
      data.withUnsafeBytes { stored in
        let members = UnsafeRawBufferPointer(rebasing: stored.dropFirst())
        if json.last != UInt8(ascii: "{"), Template.needsComma(members) { json.append(UInt8(ascii: ",")) }
        Template.fill(members, address: address, language: language, into: &json)
      }
      return true
    }
  }

  /// Items of a kind that refer to this one, newest first.
  private func appendMentions(
    _ db: Database, _ member: String, _ kind: String, of number: Int64, _ language: Language?, to json: inout [UInt8]
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        SELECT d.card FROM relations r JOIN documents d ON d.number = r.source
        JOIN terms t ON t.number = d.number AND t.field = d.kind AND t.value = ''
        WHERE r.target = ? AND d.kind = ? AND d.card IS NOT NULL
        ORDER BY t.position, t.id LIMIT \(Self.mentionLimit)
        """)
    try appendArray(member, Row.fetchCursor(statement, arguments: [number, kind]), to: &json) { row, json in
      try fill(row, 0, language, into: &json)
    }
  }

  private func appendArray(
    _ name: String, _ rows: RowCursor, to json: inout [UInt8], _ append: (Row, inout [UInt8]) throws -> Bool
  ) throws {
    json += ",\"\(name)\":[".utf8
    var isFirst = true
    while let row = try rows.next() {
      if !isFirst { json.append(UInt8(ascii: ",")) }
      if try append(row, &json) {
        isFirst = false
      } else if !isFirst {
        json.removeLast()
      }
    }
    json.append(UInt8(ascii: "]"))
  }

  /// Fills a stored template of the row in; false when there is none.
  private func fill(_ row: Row, _ column: Int, _ language: Language?, into json: inout [UInt8]) throws -> Bool {
    try row.withUnsafeData(atIndex: column) { data in
      guard let data else { return false }
      data.withUnsafeBytes { Template.fill($0, address: address, language: language, into: &json) }
      return true
    }
  }
}

/// One page, ready to be wrapped.
struct Page {
  /// The items' JSON, separated by commas.
  var items: [UInt8] = []
  var languages = LanguageSet()
  var total = 0
  var next: Listing.Cursor?
  var previous: Listing.Cursor?
}

extension Shelf {
  func page(_ listing: Listing) throws -> Page {
    try pool.read { db in
      var page = Page()
      let condition = listing.condition()
      page.total = try total(db, listing, condition)
      try fetch(db, listing, condition, into: &page)
      return page
    }
  }

  private func total(_ db: Database, _ listing: Listing, _ condition: Listing.Condition) throws -> Int {
    if let term = listing.countedTerm {
      return try Int.fetchOne(
        db.cachedStatement(sql: "SELECT count FROM counts WHERE field = ? AND value = ?"),
        arguments: [term.field, term.value]) ?? 0
    }
    let source = listing.updatedSince == nil ? "terms t" : "terms t JOIN documents d ON d.number = t.number"
    return try Int.fetchOne(
      db.cachedStatement(sql: "SELECT count(*) FROM \(source) WHERE \(condition.sql)"),
      arguments: StatementArguments(condition.arguments)) ?? 0
  }

  private func fetch(_ db: Database, _ listing: Listing, _ condition: Listing.Condition, into page: inout Page) throws {
    var condition = condition
    // The order of the terms, or its reverse; a page before a cursor is read backwards from it.
    let isBackward = listing.cursor?.side == .before
    let isDescending = listing.isReversed != isBackward
    if let cursor = listing.cursor {
      condition.add("(t.position, t.id) \(isDescending ? "<" : ">") (?, ?)", [cursor.position, cursor.id])
    }
    let direction = isDescending ? "DESC" : "ASC"
    let statement = try db.cachedStatement(
      sql: """
        SELECT t.position, t.id, d.languages, d.summary FROM terms t JOIN documents d ON d.number = t.number
        WHERE \(condition.sql) ORDER BY t.position \(direction), t.id \(direction) LIMIT \(listing.pageSize + 1)
        """)
    let rows = try Row.fetchCursor(statement, arguments: StatementArguments(condition.arguments))
    var ends: [(position: DatabaseValue, id: String)] = []
    var items: [[UInt8]] = []
    var hasMore = false
    while let row = try rows.next() {
      guard ends.count < listing.pageSize else {
        hasMore = true
        break
      }
      ends.append((row[0], row[1]))
      page.languages.formUnion(LanguageSet(rawValue: row[2]))
      if isBackward {
        var item: [UInt8] = []
        _ = try fill(row, 3, listing.language, into: &item)
        items.append(item)
      } else {
        if !page.items.isEmpty { page.items.append(UInt8(ascii: ",")) }
        _ = try fill(row, 3, listing.language, into: &page.items)
      }
    }
    if isBackward {
      page.items = Array(items.reversed().joined(separator: [UInt8(ascii: ",")]))
      ends.reverse()
    }
    guard let first = ends.first, let last = ends.last else { return }
    if isBackward || hasMore { page.next = Listing.Cursor(side: .after, position: last.position, id: last.id) }
    if isBackward ? hasMore : listing.cursor != nil {
      page.previous = Listing.Cursor(side: .before, position: first.position, id: first.id)
    }
  }
}
