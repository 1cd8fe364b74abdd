// Compares the schema of a file with what the migrations make: a planted trigger runs with the next write.

import Foundation
import GRDB
import Migrations

extension SQLiteFile {
  /// An object of a schema.
  private struct Object: Hashable {
    let type: String
    let name: String
    /// Without differences of blanks and quotes, which versions of SQLite write in their own ways.
    let sql: String

    init(row: Row) {
      (type, name) = (row["type"], row["name"])
      sql = ((row["sql"] as String?) ?? "").filter { !$0.isWhitespace && $0 != "\"" }
    }
  }

  /// - Parameters:
  ///   - migrations: the steps of the file.
  ///   - extra: tables that the file may have besides.
  ///   - functions: registers the SQL functions that the schema needs.
  /// - Returns: a sentence about each object that is missing, was changed, or comes from elsewhere.
  package static func schemaFaults(
    _ db: Database, _ migrations: [Migration], extra: Set<String> = [],
    functions: @escaping @Sendable (Database) throws -> Void
  ) throws -> [String] {
    let meant = try inMemory(migrations, functions: functions).read(objects)
    // Litestream keeps its place in two tables of its own.
    let others = extra.union(["migrations", "_litestream_seq", "_litestream_lock"])
    let found = try objects(db).filter { !($0.type == "table" && others.contains($0.name)) }
    let (byName, names) = (Set(meant), Set(meant.map { "\($0.type) \($0.name)" }))
    let foundNames = Set(found.map { "\($0.type) \($0.name)" })
    return found.filter { !byName.contains($0) }.map { object in
      let name = "\(object.type) \(object.name)"
      return names.contains(name) ? "the \(name) was changed" : "the \(name) is not the newsroom's"
    }.sorted() + names.subtracting(foundNames).sorted().map { "the \($0) is missing" }
  }

  @Sendable private static func objects(_ db: Database) throws -> [Object] {
    // Names that begin so are SQLite's own.
    try Row.fetchAll(db, sql: "SELECT type, name, sql FROM sqlite_schema WHERE substr(name, 1, 7) <> 'sqlite_'")
      .map(Object.init)
  }
}
