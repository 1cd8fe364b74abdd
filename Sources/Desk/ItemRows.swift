// Reads items and publications from the desk's tables.

import Content
import GRDB
import Values

extension Publication {
  package init(row: Row) throws {
    guard let change = Change(rawValue: row["change"]), let state = State(rawValue: row["state"]) else {
      throw DatabaseError(message: "unknown change or state of a publication")
    }
    self.init(
      item: row["item"], number: row["number"], change: change, revision: row["revision"],
      note: (row["note"] as String?).flatMap(JSON.stored), isEmbargoed: row["embargo"],
      at: Instant(milliseconds: row["at"]), state: state, changeNumber: row["changeNumber"],
      languages: (row["languages"] as UInt8?).map(LanguageSet.init(rawValue:)), isMinor: row["minor"],
      successor: row["successor"])
  }
}

extension Item {
  /// The item with its newest revision; nil when it does not exist or was deleted.
  package static func find(_ db: Database, kind: String, id: String) throws -> Item? {
    let number = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT number FROM items WHERE kind = ? AND id = ? AND deletedAt IS NULL"),
      arguments: [kind, id])
    return try number.flatMap { try fetch(db, number: $0) }
  }

  /// The number of an item, deleted or not; nil when no item has the id.
  static func number(_ db: Database, _ kind: String, _ id: String) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT number FROM items WHERE kind = ? AND id = ?"), arguments: [kind, id])
  }

  /// The id of the item that has or had this id; nil when there is none, or it was deleted.
  static func presentID(_ db: Database, kind: String, id: String) throws -> String? {
    let number = try number(db, kind, id) ?? Redirect.find(db, kind: kind, id: id)?.item
    return try String.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM items WHERE number = ? AND deletedAt IS NULL"), arguments: [number])
  }

  /// The item with the given or else the newest revision; nil when it does not exist.
  package static func fetch(_ db: Database, number: Int64, revision: Int? = nil) throws -> Item? {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT i.number, i.kind, i.id, i.idBase, i.createdAt, r.number AS revision, r.document, r.at
          FROM items i JOIN revisions r ON r.item = i.number
          WHERE i.number = ?1 AND i.deletedAt IS NULL
            AND r.number = coalesce(?2, (SELECT max(number) FROM revisions WHERE item = ?1))
          """), arguments: [number, revision])
    guard let row, let document = JSON.stored(row["document"]) else { return nil }
    let publications = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM publications WHERE item = ? AND state <> 'takenBack' ORDER BY number"),
      arguments: [number]
    )
    return try Item(
      number: number, kind: row["kind"], id: row["id"], keepsID: row["idBase"] == nil,
      createdAt: Instant(milliseconds: row["createdAt"]), revision: row["revision"], document: document,
      revisedAt: Instant(milliseconds: row["at"]), publications: publications.map(Publication.init))
  }

  /// The item as the public sees it after the given change; nil when it is not public.
  static func published(_ db: Database, number: Int64, upTo change: Int64) throws -> Item? {
    try shown(db, number: number) { $0.changeNumber.map { $0 <= change } ?? false }
  }

  /// The item as embargo tokens see it: as at the end of its embargo, or else as the public sees it.
  static func forthcoming(_ db: Database, number: Int64) throws -> Item? {
    try shown(db, number: number) { $0.state == .done || $0.isEmbargoed }
  }

  /// The item with the revision of the last of some publications.
  private static func shown(
    _ db: Database, number: Int64, by isSeen: (Publication) -> Bool
  ) throws -> Item? {
    guard let item = try fetch(db, number: number) else { return nil }
    let seen = item.publications.filter(isSeen)
    guard let publication = seen.last(where: { $0.change != .withdrawn }),
      let shown = try fetch(db, number: number, revision: publication.revision)
    else { return nil }
    return shown.speaking(publication.languages, publications: seen)
  }
}
