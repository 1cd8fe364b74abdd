// A data directory with only the schema, made once and copied for each test.

import Foundation
import RunningNewsroom

@testable import API
@testable import Catalog
@testable import Desk
@testable import Newsroom

enum MigratedFolder {
  private static let made = Result { () throws -> String in
    let folder = ScratchFolder.path()
    let newsroom = try Application(Settings(directory: folder, publicURL: "https://press.example", workers: 1))
    for pool in [try newsroom.desk.pool, try newsroom.publicFile.pool] {
      _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    }
    return folder
  }

  /// A copy; all copies have the same epoch and keys.
  static func copy() throws -> String {
    let folder = ScratchFolder.path()
    try FileManager.default.copyItem(atPath: try made.get(), toPath: folder)
    return folder
  }
}
