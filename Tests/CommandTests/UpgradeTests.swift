// Data directories of every schema that was ever released, opened by this version.

import Foundation
import GRDB
import RunningNewsroom
import Testing

/// Each archive in `Schemas` is a data directory as a version left it, named after the desk's newest migration: the
/// demo content, a draft, a plan under embargo, a withdrawal and a correction. One is added with each migration that is
/// released, and none is ever changed.
@Suite struct UpgradeTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Schemas").path
  static let schemas = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).map {
    $0.replacing(".tar.xz", with: "")
  }.sorted()

  private static func unpack(_ schema: String, into folder: TestFolder) throws {
    try FileManager.default.createDirectory(atPath: folder.data, withIntermediateDirectories: true)
    let archive = "\(self.folder)/\(schema).tar.xz"
    let tar = try Child(["-xJf", archive, "-C", folder.data], in: folder.path, program: "/usr/bin/tar")
    guard tar.end() == .exit(0) else { throw NotListening(description: tar.errors) }
  }

  private static func newest(_ folder: TestFolder) throws -> String? {
    try folder.database("desk").read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT max(name) FROM migrations
          WHERE name NOT IN ('0001_create_projection', '0003_create_search', '0004_put_body_last', '0005_pack_facets')
          """)
    }
  }

  @Test(arguments: schemas)
  func `a data directory of an older version goes on where it was, and is kept as it was`(schema: String) throws {
    let folder = try TestFolder()
    try Self.unpack(schema, into: folder)
    let token = try folder.token("draft", "publish")
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder.data).filter { $0.hasPrefix("before-") }
    #expect(kept.count == (schema == Self.schemas.last ? 0 : 1), "\(kept)")
    for name in kept {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.data + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let copy = try DatabaseQueue(path: folder.data + "/" + name)
      #expect(
        try copy.read { try Int.fetchOne($0, sql: "SELECT 1 FROM migrations WHERE name = ?", arguments: [schema]) } == 1
      )
    }
    let server = try folder.serve()
    #expect(try server.get("/releases").object["total"] as? Int == 1)
    #expect(try server.get("/sites/corrected").text.contains("Juist"))
    #expect(try server.get("/sites/gone").status == 410)
    for hidden in ["draft", "planned"] { #expect(try server.get("/sites/\(hidden)").status == 404) }
    #expect(try server.get("/sites/planned", token: token).object["status"] as? String == "embargoed")
    #expect(try server.get("/releases?q=industrie").ids.count == 1)
    let more = #"{"id": "more", "name": {"nl": "Meer", "fr": "Plus"}, "status": "published"}"#
    #expect(try server.post("/sites", more, token: token).status == 201)
    let verified = try folder.newsroom("verify")
    #expect(verified.isSuccess, "\(verified.output)\(verified.errors)")
  }

  @Test func `there is an archive for the schema of this version`() throws {
    let folder = try TestFolder()
    _ = try folder.token("draft")
    #expect(try Self.schemas.last == Self.newest(folder))
  }
}
