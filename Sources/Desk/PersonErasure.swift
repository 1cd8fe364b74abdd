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
  /// The revisions that have changed, as their item and number.
  private(set) var revisions: [(item: Int64, number: Int)] = []
  /// The ids that named the person, and their replacements.
  private(set) var renamed: [(id: String, new: String)] = []

  /// Erases everything possible, and records it in the audit log.
  /// - Parameter reservedIDs: path words of the API, which a new id avoids.
  static func run(
    _ person: Person, _ db: Database, avoiding reservedIDs: Set<String>, by author: Author
  ) throws -> PersonErasure {
    var erasure = PersonErasure(person: person, db: db, author: author)
    let places = try person.places(db)
    for place in places where (place.table, place.column) == ("items", "id") {
      try erasure.rename(place, avoiding: reservedIDs)
    }
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

  /// Gives an item an id without the person. The former address leads to it.
  private mutating func rename(_ place: Person.Place, avoiding reservedIDs: Set<String>) throws {
    guard let number = place.key.first.flatMap({ Int64.fromDatabaseValue($0.value) }),
      let item = try Item.fetch(db, number: number)
    else { return }
    let kind = item.kind
    var base = person.erased(fromID: place.text)
    // A date alone would not say what it is.
    if base.allSatisfy({ $0.isNumber || $0 == "-" }) { base += base.isEmpty ? kind : "-" + kind }
    let new = try DeskFile.freeID(db, kind: kind, base, avoiding: reservedIDs)
    let wasPublic = item.publications.contains { $0.changeNumber != nil }
    try Redirect.add(db, kind: kind, from: place.text, to: number, wasPublic: wasPublic)
    try db.execute(sql: "UPDATE items SET id = ? WHERE number = ?", arguments: [new, number])
    renamed.append((place.text, new))
    items.insert(number)
  }

  /// A text without the person, with the new ids.
  private func erased(from text: String) -> String { person.erased(from: withNewIDs(text)) }

  private func withNewIDs(_ text: String) -> String {
    // Of two ids where one is a part of the other, the longer one comes first.
    renamed.sorted { $0.id.count > $1.id.count }.reduce(text) {
      $0.replacing(slug: $1.id, with: $1.new)
    }
  }

  private mutating func erase(_ place: Person.Place) throws {
    if place.table == "revisions", let item = place.key.first.flatMap({ Int64.fromDatabaseValue($0.value) }),
      let number = place.key.last.flatMap({ Int.fromDatabaseValue($0.value) })
    {
      revisions.append((item, number))
    }
    switch (place.table, place.column) {
    case ("revisions", "document"):
      note(place)
      let text = withNewIDs(place.text)
      let document = JSON.stored(text).map { JSON.object(erased(from: $0)).text }
      try update(place, to: document ?? person.erased(from: text))
    case ("publications", "note"), ("revisions", _), ("publications", _):
      if ["note", "successor"].contains(place.column) { note(place) }
      try update(place, to: erased(from: place.text))
    case ("audit", "author"), ("audit", "id"), ("audit", "detail"):
      guard let number = place.key.first.flatMap({ Int64.fromDatabaseValue($0.value) }),
        try isChained(number)
      else {
        return remaining.append(
          (place, "it is older than the chain of the audit log, which protects it"))
      }
      auditRows.insert(number)
      guard let column = AuditRow.ErasableColumn(rawValue: place.column) else { break }
      // An erased author always has the mark, which `AuditChain` looks for.
      let text = column == .author ? person.erased(from: place.text) : erased(from: place.text)
      try AuditRow.erase(column, of: number, to: text, db)
    case ("manuscripts", "text"), ("previews", "document"), ("events", "body"),
      ("deliveries", "answer"):
      try update(place, to: Data(erased(from: place.text).utf8))
    case ("previews", "createdBy"), ("deliveries", "fault"), ("tokens", "name"),
      ("subscriptions", "description"),
      ("subscriptions", "createdBy"):
      try update(place, to: erased(from: place.text))
    case ("tallies", "name") where withNewIDs(place.text) != place.text:
      try update(place, to: withNewIDs(place.text))
    case ("subscribers", _):
      try execute("UPDATE subscribers SET email = NULL, state = 'ended', reason = 'admin', endedAt = ?", place)
    case ("unsavedEdits", "base"), ("unsavedEdits", "draft"):
      try update(place, to: erased(from: place.text))
    case ("idempotencyKeys", _), ("tallies", _), ("unsavedEdits", "person"):
      try delete(place)
    // It has its new id by now.
    case ("items", "id"): break
    case ("items", "idBase"):
      // From now on the id stays.
      try run("UPDATE items SET idBase = NULL", [], place)
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
    var digests = JSONObject()
    for (item, number) in revisions {
      for (name, digest) in try RevisionDigests.entry(db, item: item, revision: number)?.object?.members ?? [] {
        digests[name] = digest
      }
    }
    try DeskFile.audit(
      db, author, .erasePerson,
      detail: [
        "places": .integer(erased.count), "rows": hashes.isEmpty ? nil : .object(hashes),
        RevisionDigests.member: digests.isEmpty ? nil : .object(digests),
      ])
    for number in auditRows {
      try db.execute(sql: "UPDATE audit SET erasedBy = ? WHERE number = ?", arguments: [next, number])
    }
  }
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
        let erasure = try PersonErasure.run(person, db, avoiding: reservedIDs, by: author)
        var hasWithdrawn = false
        for number in erasure.items {
          guard let item = try Item.fetch(db, number: number) else { continue }
          if item.withdrawal != nil { hasWithdrawn = true }
          try correct(item, db, by: author)
          try db.execute(
            sql: "INSERT INTO embargoBacklog (item) VALUES (?) ON CONFLICT DO NOTHING", arguments: [number])
        }
        // The desk's lists name who asked for a review.
        for number in erasure.items.union(erasure.revisions.map(\.item)) {
          guard let erased = try Item.fetch(db, number: number) else { continue }
          try Projection(target: db, desk: db, audience: .desk).write(erased)
        }
        return (erasure, hasWithdrawn)
      }
    }
    try publisher.settle()
    // Withdrawn items cannot be corrected, and the log of changes has the former ids: the whole public file is rebuilt.
    if hasWithdrawn || !erasure.renamed.isEmpty { try publicFile.remake(desk) }
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
