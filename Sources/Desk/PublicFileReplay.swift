// Makes a public file from the desk's publications, change by change.

import Catalog
import Content
import Foundation
import GRDB
import Storage
import Values

extension PublicFile {
  /// Rebuilds the file when it is not this desk's, after a restore or a loss. After an interruption the next start
  /// rebuilds it.
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

  /// Rebuilds the file while others read it. Clients that follow its changes must start again, because its epoch
  /// changes.
  func remake(_ desk: DeskFile) throws {
    let epoch = UUID().uuidString.replacing("-", with: "").prefix(16).lowercased()
    try desk.pool.write { try $0.execute(sql: "UPDATE situation SET publicEpoch = ?", arguments: [epoch]) }
    try remake(desk, epoch: epoch)
  }

  private func remake(_ desk: DeskFile, epoch: String) throws {
    // The write lock of the desk keeps this and other processes from publishing.
    try desk.pool.write { deskTables in
      try pool.write { db in
        for table in ["terms", "relations", "points", "search", "documents", "changes"] {
          try db.execute(sql: "DELETE FROM \(table)")
        }
        _ = try Self.replay(deskTables, into: db)
        try db.execute(
          sql: "UPDATE state SET \(Publisher.moved), nextInstant = NULL, epoch = ?2",
          arguments: [Instant.now().milliseconds, epoch])
        try db.execute(sql: "UPDATE indexState SET remains = remains + 1")
        try db.markState()
      }
    }
  }

  /// Replays all publications of the desk in their order.
  /// - Parameter last: the change up to which due publications are public too; nil when that is unknown.
  /// - Returns: the number of changes.
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
