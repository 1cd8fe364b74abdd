// Making a public file from what the desk has published, change by change.

import Catalog
import Content
import Foundation
import GRDB
import Storage
import Values

extension PublicFile {
  /// Makes the file what the desk has published where it is not this desk's: after a restore, and where it was lost. A
  /// stop in between is mended by the next start.
  package func follow(_ desk: DeskFile) throws {
    let known = try desk.pool.read { try String.fetchOne($0, sql: "SELECT publicEpoch FROM situation") }
    let epoch = try pool.read { try String.fetchOne($0, sql: "SELECT epoch FROM state") }
    guard let known else {
      return try desk.pool.write { db in
        try db.execute(sql: "UPDATE situation SET publicEpoch = ? WHERE publicEpoch IS NULL", arguments: [epoch])
      }
    }
    if known != epoch { try remake(desk, epoch: known) }
  }

  /// Makes the file anew, beside those who read it. A client that follows its changes is told to begin again.
  func remake(_ desk: DeskFile) throws {
    let epoch = UUID().uuidString.replacing("-", with: "").prefix(16).lowercased()
    try desk.pool.write { try $0.execute(sql: "UPDATE situation SET publicEpoch = ?", arguments: [epoch]) }
    try remake(desk, epoch: epoch)
  }

  private func remake(_ desk: DeskFile, epoch: String) throws {
    // Nobody publishes meanwhile, in this process or another.
    try desk.pool.write { deskTables in
      try pool.write { db in
        for table in ["terms", "relations", "points", "search", "documents", "changes"] {
          try db.execute(sql: "DELETE FROM \(table)")
        }
        _ = try Self.replay(deskTables, into: db)
        let now = Instant.now().milliseconds
        try db.execute(
          sql: "UPDATE state SET generation = generation + 1, changedAt = ?, nextInstant = NULL, epoch = ?",
          arguments: [now, epoch])
        try db.execute(sql: "UPDATE indexState SET remains = remains + 1")
        try db.markState()
      }
    }
  }

  /// Publishes all that the desk has published again, in its order.
  /// - Parameter last: the change up to which also what is only due was public; nil where nothing is known of that.
  /// - Returns: how many changes that were.
  static func replay(_ deskTables: Database, into db: Database, upTo last: Int64? = nil) throws -> Int {
    let rows = try Row.fetchCursor(
      deskTables,
      sql: "SELECT * FROM publications WHERE state = 'done' OR changeNumber <= ? ORDER BY changeNumber",
      arguments: [last ?? 0])
    var count = 0
    while let row = try rows.next() {
      try Publisher.makePublic(Publication(row: row), of: deskTables, in: db)
      count += 1
    }
    return count
  }
}
