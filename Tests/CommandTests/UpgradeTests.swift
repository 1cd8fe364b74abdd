// Data directories of every released schema, opened by this version.

import Foundation
import GRDB
import RunningNewsroom
import Testing

/// Each archive in `Schemas` is a data directory from another version, named after the desk's newest migration. The
/// oldest have the demo content, a draft, an embargoed plan, a withdrawal and a correction. Those that end in `-full`
/// have content of every kind and the answers of the version that wrote them (`Schemas/make.py` makes them).
/// Each released migration adds an archive, and archives never change.
@Suite struct UpgradeTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Schemas").path
  static let archives = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".tar.xz") }.map { $0.replacing(".tar.xz", with: "") }.sorted()
  static let full = archives.filter(isFull)

  private static func isFull(_ archive: String) -> Bool { archive.hasSuffix("-full") }
  private static func migration(_ archive: String) -> String { archive.replacing("-full", with: "") }

  private static func unpack(_ archive: String, into folder: TestFolder) throws {
    try FileManager.default.createDirectory(atPath: folder.data, withIntermediateDirectories: true)
    let archive = "\(self.folder)/\(archive).tar.xz"
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

  @Test(arguments: archives)
  func `a data directory of an older version is upgraded, and kept in a backup`(archive: String) throws {
    let folder = try TestFolder()
    try Self.unpack(archive, into: folder)
    let schema = Self.migration(archive)
    let token = try folder.token("draft", "publish")
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder.data).filter { $0.hasPrefix("before-") }
    #expect(kept.count == (try schema == Self.newest(folder) ? 0 : 1), "\(kept)")
    for name in kept {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.data + "/" + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let copy = try DatabaseQueue(path: folder.data + "/" + name)
      #expect(
        try copy.read { try Int.fetchOne($0, sql: "SELECT 1 FROM migrations WHERE name = ?", arguments: [schema]) } == 1
      )
    }
    let server = try folder.serve()
    #expect(try server.get("/releases").object["total"] as? Int == (Self.isFull(archive) ? 5 : 1))
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

  @Test(arguments: full)
  func `no row of any kind is lost in an upgrade, and answers stay the same`(archive: String) throws {
    let folder = try TestFolder()
    try Self.unpack(archive, into: folder)
    let recorded = try Recorded(folder.data + "/answers.json")
    // The first command brings the schema up to date.
    #expect(try folder.newsroom("token", "list").isSuccess)
    for (table, count) in recorded.rows {
      #expect(try folder.count("desk", "SELECT count(*) FROM \(table)") == count, "\(table)")
    }
    let clock = try folder.file("clock", recorded.askedAt + "\n")
    let server = try RunningServer(folder, clock: clock, environment: ["NEWSROOM_PUBLIC_URL": "https://press.example"])
    for asked in recorded.answers {
      let token = asked.token.flatMap { recorded.tokens[$0] }
      let reply = try server.send(asked.method, asked.path, asked.body, token: token, asked.fields)
      #expect(reply.status == asked.status, "\(asked.method) \(asked.path) as \(asked.token ?? "anyone")")
      let answer = asked.path.hasSuffix("/findings") ? try asked.known(reply.object) : reply.object
      #expect(try Recorded.lasting(answer) == asked.answer, "\(asked.path) as \(asked.token ?? "anyone")")
    }
    server.child.send(SIGTERM)
    #expect(server.child.end() == .exit(0))
    let verified = try folder.newsroom("verify")
    #expect(verified.isSuccess && verified.output.contains("desk.sqlite: whole"), "\(verified.output)")
  }

  @Test func `there is an archive for the schema of this version, with content of every kind`() throws {
    let folder = try TestFolder()
    _ = try folder.token("draft")
    #expect(try Self.full.last.map(Self.migration) == Self.newest(folder))
  }
}

/// The answers of the version that wrote an archive.
private struct Recorded {
  struct Answer {
    let method: String
    let path: String
    /// The name of one of the tokens.
    let token: String?
    let fields: [String: String]
    let body: String?
    let status: Int
    /// As JSON with sorted members.
    let answer: String

    /// The list with the items that were recorded: a later version may find more, but loses nothing.
    func known(_ list: [String: Any]) throws -> [String: Any] {
      // A later version may also give a finding an id.
      let items = try (list["items"] as? [[String: Any]] ?? []).flatMap { item in
        try [item, item.filter { $0.key != "id" }].filter { answer.contains(try Recorded.lasting($0)) }.prefix(1)
      }
      return list.merging(["items": items, "total": items.count]) { $1 }
    }
  }

  struct Unreadable: Error {}

  /// The time of the answers, in the format of libfaketime.
  let askedAt: String
  let tokens: [String: String]
  let rows: [String: Int]
  let answers: [Answer]

  init(_ path: String) throws {
    let bytes = try Data(contentsOf: URL(filePath: path))
    guard let file = try JSONSerialization.jsonObject(with: bytes) as? [String: Any],
      let askedAt = file["askedAt"] as? String, let tokens = file["tokens"] as? [String: String],
      let rows = file["rows"] as? [String: Int], let answers = file["answers"] as? [[String: Any]],
      rows.count > 15, answers.count > 400
    else { throw Unreadable() }
    (self.askedAt, self.tokens, self.rows) = (askedAt, tokens, rows)
    self.answers = try answers.map { entry in
      guard let method = entry["method"] as? String, let path = entry["path"] as? String,
        let status = entry["status"] as? Int, let answer = entry["answer"]
      else { throw Unreadable() }
      return Answer(
        method: method, path: path, token: entry["token"] as? String,
        fields: entry["fields"] as? [String: String] ?? [:], body: entry["body"] as? String, status: status,
        answer: try Self.lasting(answer))
    }
  }

  /// The JSON without members that may change: the time of a token's last use, and sentences for people. Programs
  /// read the codes beside them.
  static func lasting(_ json: Any) throws -> String { try text(stripped(json)) }

  private static func stripped(_ json: Any) -> Any {
    if let list = json as? [Any] { return list.map(stripped) }
    guard let object = json as? [String: Any] else { return json }
    return object.filter { !["lastUsedAt", "detail"].contains($0.key) }.mapValues(stripped)
  }

  private static func text(_ json: Any) throws -> String {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try JSONSerialization.data(withJSONObject: json, options: options), as: UTF8.self)
  }
}
