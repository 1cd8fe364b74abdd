// The desk's tables as the source of projections.

import Catalog
import Content
import GRDB
import Storage
import Values

/// The items of the desk's tables, as an audience sees them.
struct DeskItems: ItemSource {
  let db: Database
  let audience: Audience
  /// The number of the last public change to include.
  let change: Int64

  func item(_ number: Int64) throws -> Item? {
    switch audience {
    case .desk: try Item.fetch(db, number: number)
    case .embargo: try Item.forthcoming(db, number: number)
    case .anyone: try Item.published(db, number: number, upTo: change)
    }
  }

  func number(kind: String, id: String) throws -> Int64? { try Item.number(db, kind, id) }

  func reviewRequest(for item: Item) throws -> JSONObject? {
    let answered = item.publications.filter { $0.change != .withdrawn }.map(\.revision).max() ?? 0
    return try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT author, at, note FROM revisions WHERE item = ? AND number > ? AND action = ?
          ORDER BY number DESC LIMIT 1
          """), arguments: [item.number, answered, Action.askReview.rawValue]
    ).map { row in
      let at = Instant(milliseconds: row["at"]).text
      return JSONObject([("author", .string(row["author"])), ("at", .string(at)), ("note", .string(row["note"]))])
    }
  }

  func languageStates(of number: Int64) throws -> JSONObject {
    JSONObject(try TextState.all(db, of: number).map { ($0.language.rawValue, .string($0.state.rawValue)) })
  }
}

extension Projection {
  /// - Parameters:
  ///   - desk: the desk's tables.
  ///   - change: the number of the last public change to include.
  package init(target: Database, desk: Database, audience: Audience, change: Int64 = .max) {
    self.init(
      target: target, source: DeskItems(db: desk, audience: audience, change: change), audience: audience)
  }

  /// The version of the lists and the search index. Raise it when one of them changes.
  private static let indexVersion = 3

  /// Rebuilds the lists and the search index of a file when another version of the program made them.
  package static func renewIndex(of pool: DatabasePool, _ audience: Audience, desk: DatabasePool) throws {
    guard try pool.read(version) != indexVersion else { return }
    try desk.write { deskTables in
      if audience == .desk { return try renewIndex(of: deskTables, audience, desk: deskTables) }
      try pool.write { try renewIndex(of: $0, audience, desk: deskTables) }
    }
  }

  @Sendable private static func version(_ db: Database) throws -> Int? {
    try Int.fetchOne(db, sql: "SELECT version FROM indexState")
  }

  private static func renewIndex(of target: Database, _ audience: Audience, desk: Database) throws {
    let projection = Projection(target: target, desk: desk, audience: audience)
    let numbers = try Int64.fetchAll(target, sql: "SELECT number FROM documents WHERE card IS NOT NULL")
    for number in numbers {
      guard let item = try projection.source.item(number), let resource = Resource.of(kind: item.kind) else { continue }
      try projection.index(item, resource)
    }
    try target.execute(sql: "UPDATE indexState SET version = ?", arguments: [indexVersion])
    try target.markState()
  }
}
