// The SQL files of this folder, embedded in the binary.

import Bytes

/// One step of a database schema. Steps only go forward and never change after their release.
package struct Migration: Sendable {
  /// The file's name without `.sql`.
  package let name: String
  package let sql: String

  package init(name: String, sql: String) { (self.name, self.sql) = (name, sql) }

  fileprivate init(_ file: EmbeddedFile) {
    self.init(name: String(file.name.dropLast(".sql".count)), sql: String(decoding: file.bytes, as: UTF8.self))
  }
}

/// The schema steps of each file, in the order of their numbers.
package enum Migrations {
  package static let publicFile = EmbeddedFile.all(in: "migrations/public").map(Migration.init)

  /// The steps of every file.
  package static let shared = publicFile.filter {
    ["0001_create_projection", "0003_create_search", "0004_put_body_last", "0005_pack_facets"].contains($0.name)
  }

  package static let desk = shared + EmbeddedFile.all(in: "migrations/desk").map(Migration.init)

  package static let embargoFile = shared
}
