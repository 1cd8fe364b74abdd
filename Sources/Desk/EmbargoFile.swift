// The embargo file: public items, and embargoed items as they will be published, for embargo tokens.

import Catalog
import Content
import GRDB
import Migrations
import Storage

/// A third file with the projection tables, so that embargo readers use the same queries. Only requests with a token
/// read it. It is derived from the desk's file and brought up to date before it is read.
package struct EmbargoFile: Sendable {
  let readers: Readers
  let pool: DatabasePool
  private let desk: DatabasePool

  /// The number of items updated in one transaction, which blocks other writers of the desk.
  private static let batch = 100

  init(directory: String, desk: DeskFile) throws {
    let path = directory + "/embargo.sqlite"
    pool = try ProjectionFile.open(path, migrations: Migrations.embargoFile, readers: 1)
    try Projection.renewIndex(of: pool, .embargo, desk: desk.pool)
    self.desk = desk.pool
    readers = ProjectionFile.readers(path)
    // A lost file is rebuilt.
    guard try pool.read({ try !Bool.has($0, "SELECT 1 FROM documents") }) else { return }
    try desk.pool.write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO embargoBacklog (item) SELECT DISTINCT item FROM publications")
    }
  }

  /// Applies the desk's published, planned and cancelled publications to the file. After an interruption the same items
  /// are applied again.
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
