// Erases a person from the desk's file and from the public items (GDPR, article 17).

import Bytes
import Catalog
import Content
import Foundation
import GRDB
import Values

/// One erasure in the desk's file, within a transaction.
struct PersonErasure {
  private let person: Person
  private let db: Database
  private let author: Author

  /// The places that were erased.
  private(set) var erased: [Person.Place] = []
  /// The places that cannot be erased here, with advice.
  private(set) var remaining: [(place: Person.Place, advice: String)] = []
  /// The numbers of the items whose texts or notes have changed.
  private(set) var items: Set<Int64> = []
  private var auditRows: Set<Int64> = []

  /// Erases everything possible, and records it in the audit log.
  static func run(_ person: Person, _ db: Database, by author: Author) throws -> PersonErasure {
    var erasure = PersonErasure(person: person, db: db, author: author)
    let places = try person.places(db)
    // The triggers on revisions and on the audit log allow erased texts while this row exists.
    try db.execute(sql: "INSERT INTO erasing (number) VALUES (1)")
    for place in places { try erasure.erase(place) }
    try erasure.record()
    try db.execute(sql: "DELETE FROM erasing")
    return erasure
  }

  private init(person: Person, db: Database, author: Author) {
    (self.person, self.db, self.author) = (person, db, author)
  }

  // MARK: Each place

  private mutating func erase(_ place: Person.Place) throws {
    switch (place.table, place.column) {
    case ("revisions", "document"):
      note(place)
      let document = JSON.stored(place.text).map { JSON.object(erased(from: $0)).text }
      try update(place, to: document ?? person.erased(from: place.text))
    case ("publications", "note"), ("revisions", _), ("publications", _):
      if place.column == "note" { note(place) }
      try update(place, to: person.erased(from: place.text))
    case ("audit", "author"), ("audit", "detail"):
      guard let number = place.key.first.flatMap({ Int64.fromDatabaseValue($0.value) }), try isChained(number) else {
        return remaining.append((place, "it is older than the chain of the audit log, which protects it"))
      }
      auditRows.insert(number)
      try update(place, to: person.erased(from: place.text))
    case ("manuscripts", "text"), ("previews", "document"), ("events", "body"), ("deliveries", "answer"):
      try update(place, to: Data(person.erased(from: place.text).utf8))
    case ("previews", "createdBy"), ("deliveries", "fault"), ("tokens", "name"), ("subscriptions", "description"),
      ("subscriptions", "createdBy"):
      try update(place, to: person.erased(from: place.text))
    case ("subscribers", _):
      try execute("UPDATE subscribers SET email = NULL, state = 'ended', reason = 'admin', endedAt = ?", place)
    case ("idempotencyKeys", _), ("tallies", _):
      try delete(place)
    case ("items", "id"):
      return remaining.append((place, "it is part of an address and stays: withdraw the item"))
    case ("subscriptions", "url"):
      return remaining.append((place, "end the subscription"))
    default:
      return remaining.append((place, "this version does not know how to erase it"))
    }
    erased.append(place)
  }

  private mutating func note(_ place: Person.Place) {
    guard let item = place.key.first(where: { $0.column == "item" }) else { return }
    if let number = Int64.fromDatabaseValue(item.value) { items.insert(number) }
  }

  private func update(_ place: Person.Place, to value: some DatabaseValueConvertible) throws {
    try run("UPDATE \(place.table) SET \(place.column) = ?", [value.databaseValue], place)
  }

  private func delete(_ place: Person.Place) throws { try run("DELETE FROM \(place.table)", [], place) }

  private func execute(_ sql: String, _ place: Person.Place) throws {
    try run(sql, [Instant.now().milliseconds.databaseValue], place)
  }

  private func run(_ sql: String, _ values: [DatabaseValue], _ place: Person.Place) throws {
    let condition = place.key.map { "\($0.column) = ?" }.joined(separator: " AND ")
    try db.execute(
      sql: "\(sql) WHERE \(condition)", arguments: StatementArguments(values + place.key.map(\.value)))
  }

  /// A document without the person. A changed address or number is no longer valid, so its field is removed.
  private func erased(from object: JSONObject) -> JSONObject {
    JSONObject(
      object.members.compactMap { name, value in
        let left = erased(from: value)
        if left != value, Self.addressFields.contains(name) { return nil }
        return (name, left)
      })
  }

  private func erased(from value: JSON) -> JSON {
    switch value {
    case .string(let text): .string(person.erased(from: text))
    case .array(let values): .array(values.map(erased))
    case .object(let object): .object(erased(from: object))
    case .null, .bool, .number: value
    }
  }

  /// The names of address, phone and URL fields.
  private static let addressFields: Set<String> = Set(Resource.all.flatMap { $0.fields.flatMap(addressFields) })

  private static func addressFields(_ field: Field) -> [String] {
    switch field.shape {
    case .email, .phone, .url: [field.name]
    case .object(let fields), .list(.object(let fields), _): fields.flatMap(addressFields)
    default: []
    }
  }

  // MARK: The audit log

  private func isChained(_ number: Int64) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT hash IS NOT NULL FROM audit WHERE number = ?", arguments: [number]) ?? false
  }

  /// Records the erasure: a row per item, and a last row with the new hashes of the redacted audit rows.
  private func record() throws {
    for number in items.sorted() {
      let item = try Item.fetch(db, number: number)
      try DeskFile.audit(db, author, .erasePerson, kind: item?.kind, id: item?.id)
    }
    let next = 1 + (try Int64.fetchOne(db, sql: "SELECT max(number) FROM audit") ?? 0)
    var hashes = JSONObject()
    for number in auditRows.sorted() {
      guard let row = try Row.fetchOne(db, sql: "SELECT * FROM audit WHERE number = ?", arguments: [number]) else {
        continue
      }
      hashes["\(number)"] = .string(AuditRow(row: row).contentHash.hexadecimal)
    }
    try DeskFile.audit(
      db, author, .erasePerson,
      detail: ["places": .integer(erased.count), "rows": hashes.isEmpty ? nil : .object(hashes)])
    guard !auditRows.isEmpty else { return }
    try db.execute(sql: "DROP TRIGGER auditStays")
    for number in auditRows {
      try db.execute(sql: "UPDATE audit SET erasedBy = ? WHERE number = ?", arguments: [next, number])
    }
    try db.execute(sql: Self.auditGuard)
  }

  private static let auditGuard =
    "CREATE TRIGGER auditStays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is immutable'); END"
}

extension DeskServices {
  private static let note = JSONObject([
    ("nl", "Persoonsgegevens werden gewist."), ("fr", "Des données personnelles ont été effacées."),
  ])

  /// Erases a person from the desk, and from public items by published corrections.
  /// - Returns: the erased places, and a line of advice for each remaining one.
  package func erase(_ person: Person, by author: Author) throws -> (erased: [Person.Place], remaining: [String]) {
    let (erasure, hasWithdrawn) = try publisher.betweenSettling {
      try desk.pool.write { db in
        let erasure = try PersonErasure.run(person, db, by: author)
        var hasWithdrawn = false
        for number in erasure.items {
          guard let item = try Item.fetch(db, number: number) else { continue }
          if item.withdrawal != nil { hasWithdrawn = true }
          try correct(item, db, by: author)
          guard let corrected = try Item.fetch(db, number: number) else { continue }
          try Projection(target: db, desk: db, audience: .desk).write(corrected)
          try db.execute(
            sql: "INSERT INTO embargoBacklog (item) VALUES (?) ON CONFLICT DO NOTHING", arguments: [number])
        }
        return (erasure, hasWithdrawn)
      }
    }
    try publisher.settle()
    // Withdrawn items cannot be corrected, so the whole public file is rebuilt for their notices.
    if hasWithdrawn { try publicFile.remake(desk) }
    try embargoFile.catchUp()
    var remaining = erasure.remaining.map { place, advice in
      "\(place.table) (\(place.row)), \(place.column): \(advice)"
    }
    for pool in [desk.pool, try publicFile.pool, embargoFile.pool] {
      do { try IndexCleaning.rid(pool) } catch {
        remaining.append("the log of \(pool.path), which is in use: try again later")
      }
    }
    return (erasure.erased, remaining)
  }

  /// Publishes the public revision of an item again, without the person. A planned publication keeps its revision.
  private func correct(_ item: Item, _ db: Database, by author: Author) throws {
    guard item.withdrawal == nil, let last = item.done.last(where: { $0.change != .withdrawn }) else { return }
    _ = try Publisher.enter(
      db, item, .corrected, revision: last.revision, note: Self.note, languages: last.languages, by: author)
  }
}
