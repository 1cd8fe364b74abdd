// Reading items from one of the two files, as finished JSON: stored texts are joined, never parsed.

import GRDB
import HTTP

/// What a reader may read: the public file, or for a token the embargo file or the desk's. The same queries serve all.
struct Shelf: Sendable {
  let readers: Readers
  let audience: Audience
  /// The public address, without a slash at its end.
  let address: [UInt8]

  /// An item's JSON, or the notice of its withdrawal.
  enum Found {
    case item(json: [UInt8], etag: String, languages: LanguageSet)
    case withdrawn(JSONObject)
  }

  var isDesk: Bool { audience == .desk }

  /// How many items a member of mentions lists; the collection with its filter has them all.
  static let mentionLimit = 100

  func find(_ resource: Resource, id: String, language: Language?) throws -> Found? {
    try readers.read { db in try find(db, resource, id: id, language: language) }
  }

  func find(_ db: Database, _ resource: Resource, id: String, language: Language?) throws -> Found? {
    var found: Found?
    try db.rows(
      "SELECT number, languages, etag, body, card IS NULL FROM documents WHERE kind = ? AND id = ?",
      [resource.kind.databaseValue, id.databaseValue]
    ) { row in
      guard let body = row.bytes(3) else { return false }
      if row.integer(4) == 1, !isDesk {
        found = JSON.stored(String(decoding: body, as: UTF8.self)).map(Found.withdrawn)
        return false
      }
      let languages = LanguageSet(rawValue: UInt8(row.integer(1)))
      let isMissing = language.map { !languages.isEmpty && !languages.contains(.one($0)) } ?? false
      guard !isMissing || !resource.computesLanguages else { return false }
      var json = OutputBuffer(capacity: body.count + 4096)
      Template.fill(body, address: address, language: language, into: &json)
      for relation in resource.relations {
        try appendRelation(db, relation, of: row.integer(0), language, to: &json)
      }
      for mention in resource.mentions {
        try appendMentions(db, mention.member, mention.kind, of: row.integer(0), language, to: &json)
      }
      json.append(UInt8(ascii: "}"))
      found = .item(json: Array(json.bytes), etag: row.text(2), languages: languages)
      return false
    }
    return found
  }

  /// What the item refers to, as far as this file has it; contacts as they were printed.
  private func appendRelation(
    _ db: Database, _ relation: Resource.Relation, of number: Int64, _ language: Language?, to json: inout OutputBuffer
  ) throws {
    let sql = """
      SELECT r.print, d.card, d.kind, d.id FROM relations r LEFT JOIN documents d ON d.number = r.target
      WHERE r.source = ? AND r.field = ? ORDER BY r.position
      """
    try appendArray(relation.field, db, sql, [number.databaseValue, relation.field.databaseValue], to: &json) {
      row, json in
      guard let text = row.bytes(relation.isPrinted ? 0 : 1) else { return false }
      if relation.isPrinted {
        appendPrinted(text, row, language, to: &json)
      } else {
        Template.fill(text, address: address, language: language, into: &json)
      }
      return true
    }
  }

  /// A printed contact, with a link while its own item can be read.
  private func appendPrinted(
    _ text: UnsafeRawBufferPointer, _ row: RawRow, _ language: Language?, to json: inout OutputBuffer
  ) {
    json.append(UInt8(ascii: "{"))
    if !row.isNull(1), let resource = Resource.of(kind: row.text(2)) {
      json.append("\"href\":\"")
      json.append(address)
      json.append("/\(resource.path)/\(row.text(3))\"")
    }
    let members = UnsafeRawBufferPointer(rebasing: text.dropFirst())
    if json.last != UInt8(ascii: "{"), Template.needsComma(members) { json.append(UInt8(ascii: ",")) }
    Template.fill(members, address: address, language: language, into: &json)
  }

  /// Items of a kind that refer to this one, newest first.
  private func appendMentions(
    _ db: Database, _ member: String, _ kind: String, of number: Int64, _ language: Language?,
    to json: inout OutputBuffer
  ) throws {
    let sql = """
      SELECT d.card FROM relations r JOIN documents d ON d.number = r.source
      JOIN terms t ON t.number = d.number AND t.field = d.kind AND t.value = ''
      WHERE r.target = ? AND d.kind = ? AND d.card IS NOT NULL
      ORDER BY t.position, t.id LIMIT \(Self.mentionLimit)
      """
    try appendArray(member, db, sql, [number.databaseValue, kind.databaseValue], to: &json) { row, json in
      guard let card = row.bytes(0) else { return false }
      Template.fill(card, address: address, language: language, into: &json)
      return true
    }
  }

  /// An array member, of what `append` writes for each row; it writes nothing and returns false for none.
  private func appendArray(
    _ name: String, _ db: Database, _ sql: String, _ arguments: [DatabaseValue], to json: inout OutputBuffer,
    _ append: (RawRow, inout OutputBuffer) -> Bool
  ) throws {
    json.append(",\"\(name)\":[")
    var isFirst = true
    try db.rows(sql, arguments) { row in
      if !isFirst { json.append(UInt8(ascii: ",")) }
      if append(row, &json) {
        isFirst = false
      } else if !isFirst {
        json.removeLast()
      }
      return true
    }
    json.append(UInt8(ascii: "]"))
  }
}

/// One page, ready to be wrapped.
struct Page: ~Copyable {
  /// The items' JSON, separated by commas.
  var items = OutputBuffer(capacity: 32 * 1024)
  var languages = LanguageSet()
  var total = 0
  var next: Listing.Cursor?
  var previous: Listing.Cursor?
}

extension Shelf {
  func page(_ listing: Listing) throws -> Page {
    var page = Page()
    try readers.read { db in
      let condition = listing.condition()
      page.total = try total(db, listing, condition)
      try fetch(db, listing, condition, into: &page)
    }
    return page
  }

  private func total(_ db: Database, _ listing: Listing, _ condition: Listing.Condition) throws -> Int {
    var total = 0
    var sql = "SELECT count FROM counts WHERE field = ? AND value = ?"
    var arguments = condition.arguments
    if let term = listing.countedTerm {
      arguments = [term.field.databaseValue, term.value.databaseValue]
    } else {
      let source = listing.updatedSince == nil ? "terms t" : "terms t JOIN documents d ON d.number = t.number"
      sql = "SELECT count(*) FROM \(source) WHERE \(condition.sql)"
    }
    try db.rows(sql, arguments) { row in
      total = Int(row.integer(0))
      return false
    }
    return total
  }

  private func fetch(_ db: Database, _ listing: Listing, _ condition: Listing.Condition, into page: inout Page) throws {
    // A page before a cursor is read backwards from it, and then turned.
    let isBackward = listing.cursor?.side == .before
    let sql = listing.sql("t.position, t.id, d.languages, d.summary", condition, from: listing.cursor)
    var ends: (first: (DatabaseValue, String), last: (DatabaseValue, String))?
    var count = 0
    var hasMore = false
    var turned: [[UInt8]] = []
    try db.rows(sql.text, sql.arguments) { row in
      guard count < listing.pageSize else {
        hasMore = true
        return false
      }
      count += 1
      let place = (row.value(0), row.text(1))
      ends = (ends?.first ?? place, place)
      page.languages.formUnion(LanguageSet(rawValue: UInt8(row.integer(2))))
      guard let summary = row.bytes(3) else { return true }
      if isBackward {
        var item = OutputBuffer(capacity: summary.count + 256)
        Template.fill(summary, address: address, language: listing.language, into: &item)
        turned.append(Array(item.bytes))
      } else {
        if count > 1 { page.items.append(UInt8(ascii: ",")) }
        Template.fill(summary, address: address, language: listing.language, into: &page.items)
      }
      return true
    }
    page.items.append(Array(turned.reversed().joined(separator: [UInt8(ascii: ",")])))
    guard var (first, last) = ends else { return }
    if isBackward { swap(&first, &last) }
    if isBackward || hasMore { page.next = Listing.Cursor(side: .after, position: last.0, id: last.1) }
    if isBackward ? hasMore : listing.cursor != nil {
      page.previous = Listing.Cursor(side: .before, position: first.0, id: first.1)
    }
  }
}
