// The embargo file: public items, and embargoed items as they will be published, for embargo tokens.

import Catalog
import Content
import Dispatch
import GRDB
import Logging
import Migrations
import Storage

/// A third file with the projection tables, so that embargo readers use the same queries. Only requests with a token
/// read it. It is derived from the desk's file and brought up to date before it is read.
package struct EmbargoFile: Sendable {
  let readers: Readers
  let pool: DatabasePool
  private let desk: DatabasePool
  private let cleaning: IndexCleaning
  private let failure: FailureState
  private let queue = DispatchQueue(label: "embargo-file", qos: .utility)

  /// The number of items updated in one transaction, which blocks other writers of the desk.
  private static let batch = 100

  init(directory: String, desk: DeskFile, log: Logger) throws {
    let path = directory + "/embargo.sqlite"
    pool = try ProjectionFile.open(path, migrations: Migrations.embargoFile, readers: 1)
    try Projection.renewIndex(of: pool, .embargo, desk: desk.pool)
    self.desk = desk.pool
    cleaning = IndexCleaning(pool, failure: FailureState("cleaning embargo.sqlite", log: log))
    failure = FailureState("embargo.sqlite", log: log)
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
    var hasChanged = false
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
      hasChanged = true
    }
    if hasChanged { cleaning.plan() }
  }

  /// Applies withdrawals, corrections and cancellations soon, even when nobody reads the file: it must not keep what
  /// the public file forgets. Call it after a publication is done or cancelled.
  func forget() {
    queue.async { failure.attempt { if try desk.read(Self.hasOldText) { try catchUp() } } }
  }

  @Sendable private static func hasOldText(_ db: Database) throws -> Bool {
    try Bool.has(
      db,
      """
      SELECT 1 FROM embargoBacklog b JOIN publications p ON p.item = b.item
      WHERE p.state = 'takenBack' OR p.state = 'done' AND p.change <> 'published'
      """)
  }
}

extension Bool {
  fileprivate static func has(_ db: Database, _ query: String) throws -> Bool {
    try fetchOne(db, sql: "SELECT EXISTS (\(query))") ?? false
  }
}
