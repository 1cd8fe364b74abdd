// Tests a backup by restoring it, and tells what takes how much room in it.

import Foundation
import GRDB
import Storage

extension Backup {
  /// Restores a copy into a folder next to it, verifies the result, and removes it.
  /// - Throws: `DataFault` when the copy cannot be restored, or is damaged.
  static func test(_ copy: String) throws {
    let folder = copy + ".test"
    // What stays behind takes room, and its name says what it is.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try restore(copy, to: folder, isForced: false, by: Author("restore test")) { _ in }
    if let fault = try Verification(directory: folder).faults.first {
      throw DataFault("the copy failed its restore test: \(fault)")
    }
  }

  /// The room that a table takes with its indexes, in bytes.
  package struct Room: Equatable, Sendable {
    package let table: String
    package let bytes: Int64
  }

  /// The tables of a copy, the largest first. The tables of a full-text index count as one.
  package static func rooms(of path: String) throws -> [Room] {
    try DataDirectory.asCaller {
      var configuration = Configuration()
      configuration.readonly = true
      let copy = try DatabaseQueue(path: path, configuration: configuration)
      return try copy.read { db in
        let rows = try Row.fetchAll(
          db,
          sql: """
            SELECT coalesce(v.name, t.tbl_name, d.name) AS part, sum(d.bytes) AS bytes
            FROM (SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name) d
            LEFT JOIN sqlite_schema t ON t.name = d.name
            LEFT JOIN (SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%') v
              ON t.tbl_name LIKE v.name || '\\_%' ESCAPE '\\'
            GROUP BY part ORDER BY bytes DESC, part
            """)
        return rows.map { Room(table: $0["part"], bytes: $0["bytes"]) }
      }
    }
  }
}
