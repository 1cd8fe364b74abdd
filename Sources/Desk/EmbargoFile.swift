// The embargo file: what is public, and what is embargoed as it will go out, for tokens that may read that.

import Catalog
import Content
import GRDB
import Migrations
import Storage

/// A third file with the projection tables, so that the queries of the other two serve embargo readers, too. Nobody
/// without a token reads it. It holds nothing that the desk's file does not: it follows when it is read.
package struct EmbargoFile: Sendable {
  let readers: Readers
  let pool: DatabasePool
  private let desk: DatabasePool

  /// Items brought up to date in one transaction, while nobody else writes to the desk.
  private static let batch = 100

  init(directory: String, desk: DeskFile) throws {
    let path = directory + "/embargo.sqlite"
    pool = try ProjectionFile.open(path, migrations: Migrations.embargoFile, readers: 1)
    try Projection.renewIndex(of: pool, .embargo, desk: desk.pool)
    self.desk = desk.pool
    readers = ProjectionFile.readers(path)
    // A file that was lost is made anew.
    guard try pool.read({ try !Bool.has($0, "SELECT 1 FROM documents") }) else { return }
    try desk.pool.write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO embargoBacklog (item) SELECT DISTINCT item FROM publications")
    }
  }

  /// Brings the file up to what the desk has published, planned and taken back. Where it ends before the desk has
  /// noted it, it does the same again the next time.
  package func catchUp() throws {
    while try desk.read({ try Bool.has($0, "SELECT 1 FROM embargoBacklog") }) {
      try desk.write { deskTables in
        let numbers = try Int64.fetchAll(deskTables, sql: "SELECT item FROM embargoBacklog LIMIT \(Self.batch)")
        try pool.write { db in
          let projection = Projection(target: db, desk: deskTables, audience: .embargo)
          for number in numbers {
            if let item = try Item.forthcoming(deskTables, number: number) {
              try projection.write(item)
            } else {
              try projection.remove(number)
            }
          }
        }
        for number in numbers {
          try deskTables.execute(sql: "DELETE FROM embargoBacklog WHERE item = ?", arguments: [number])
        }
      }
    }
  }
}

extension Bool {
  fileprivate static func has(_ db: Database, _ query: String) throws -> Bool {
    try fetchOne(db, sql: "SELECT EXISTS (\(query))") ?? false
  }
}
