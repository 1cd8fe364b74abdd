// The ids of items. The newsroom makes those that clients do not give, with a date that changes until the first
// publication.

import Catalog
import Content
import GRDB
import Values

extension DeskFile {
  /// What an id is made of: the slug of the original name, with the date before it where items have a day.
  static func idBase(of document: JSONObject, _ resource: Resource, createdAt: Instant) -> String {
    let original = document["originalLanguage"]?.string.flatMap(Language.init) ?? .nl
    let name = document.text(resource.naming, in: original)?.slug() ?? ""
    let base = name.isEmpty ? resource.kind : name
    guard let field = resource.publicationDay else { return base }
    return (document[field]?.string ?? Day(at: createdAt).text) + "-" + base
  }

  /// The id, with a number behind it when it is reserved or another item than `item` has it.
  static func freeID(
    _ db: Database, kind: String, _ base: String, avoiding reservedIDs: Set<String>, for item: Int64? = nil
  ) throws -> String {
    var id = base
    for number in 2... {
      guard try isTaken(db, kind: kind, id: id, by: item) || reservedIDs.contains(id) else { break }
      id = "\(base)-\(number)"
    }
    return id
  }

  /// True when another item than `item` has this id, or had it and keeps it.
  static func isTaken(_ db: Database, kind: String, id: String, by item: Int64? = nil) throws -> Bool {
    let holder = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT number FROM items WHERE kind = ? AND id = ?"), arguments: [kind, id])
    if let holder { return holder != item }
    let redirect = try Redirect.find(db, kind: kind, id: id)
    return redirect.map { $0.wasPublic && $0.item != item } ?? false
  }

  /// Makes the id of an item anew that was never public, when the date of the revision that will go out has changed:
  /// the planned one, or else the newest. The former id leads token holders to the item.
  /// - Parameter reservedIDs: path words of the API, which the id avoids.
  package static func renewID(
    _ db: Database, of number: Int64, avoiding reservedIDs: Set<String>, by author: Author
  ) throws {
    guard let newest = try Item.fetch(db, number: number) else { return }
    let revision = newest.planned?.revision
    guard let outgoing = try revision == nil ? newest : Item.fetch(db, number: number, revision: revision) else {
      return
    }
    try renewID(db, of: outgoing, avoiding: reservedIDs, by: author)
  }

  /// - Parameter outgoing: the item with the revision that will go out.
  /// - Returns: the item with its present id.
  @discardableResult
  static func renewID(
    _ db: Database, of outgoing: Item, avoiding reservedIDs: Set<String>, by author: Author
  ) throws -> Item {
    let (kind, number) = (outgoing.kind, outgoing.number)
    guard !outgoing.keepsID, outgoing.publications.allSatisfy({ $0.changeNumber == nil }),
      let resource = Resource.of(kind: kind)
    else { return outgoing }
    guard
      let former = try String.fetchOne(db, sql: "SELECT idBase FROM items WHERE number = ?", arguments: [number])
    else { return outgoing }
    let date = "2025-05-22".count
    let present = idBase(of: outgoing.document, resource, createdAt: outgoing.createdAt)
    let base = String(present.prefix(date) + former.dropFirst(date))
    guard base != former else { return outgoing }
    let id = try freeID(db, kind: kind, base, avoiding: reservedIDs, for: number)
    try db.run(sql: "UPDATE items SET id = ?, idBase = ? WHERE number = ?", arguments: [id, base, number])
    if id != outgoing.id {
      try Redirect.add(db, kind: kind, from: outgoing.id, to: number, wasPublic: false)
      try audit(db, author, .changeID, kind: kind, id: id, detail: ["from": .string(outgoing.id)])
    }
    guard let newest = try Item.fetch(db, number: number),
      let renamed = try Item.fetch(db, number: number, revision: outgoing.revision)
    else { throw DeskError.notFound }
    try Projection(target: db, desk: db, audience: .desk).write(newest)
    if newest.planned?.isEmbargoed == true {
      try db.run(sql: "INSERT INTO embargoBacklog (item) VALUES (?) ON CONFLICT DO NOTHING", arguments: [number])
    }
    return renamed
  }
}

extension DeskServices {
  /// Makes the id of an item anew that was never public, when it no longer fits what will go out.
  package func renewID(of item: Item, by author: Author, _ db: Database) throws {
    try DeskFile.renewID(db, of: item.number, avoiding: reservedIDs, by: author)
  }

  /// The item after a new revision, whose date its id follows.
  package func outcome(of item: Item, afterRevisionBy author: Author, _ db: Database) throws -> Outcome {
    try renewID(of: item, by: author, db)
    guard let resource = Resource.of(kind: item.kind), let id = try Item.fetch(db, number: item.number)?.id else {
      throw DeskError.notFound
    }
    return try deskStore.outcome(db, resource, id: id)
  }
}
