// The bytes of the public file, its WAL and its free pages contain no fragment of a secret.

import Foundation
import GRDB
import Testing

@testable import API
@testable import Catalog
@testable import Content

@Suite struct PublicBytesTests {
  private static let seed = SecrecyTests.seed

  @Test func `no eight bytes of a secret are in the public file, in new or reused pages`() throws {
    let twins = try Twins(seed: Self.seed, lives: 80)
    let (secrets, shown) = (Fragments(of: twins.secretTexts), Fragments(of: twins.publicTexts))
    let place: Comment = "NEWSROOM_SEED=\(Self.seed)"
    #expect(secrets.words.isDisjoint(with: shown.words), place)
    // The search finds most secrets in the desk's file (not those of a dry run), and public text in the public file.
    #expect(secrets.words(in: try Self.bytes(twins.folder, "desk")).count > secrets.words.count / 2, place)
    func look() throws {
      let bytes = try Self.bytes(twins.folder, "public")
      #expect(secrets.words(in: bytes) == [], place)
      #expect(!shown.words(in: bytes).isEmpty, place)
    }
    try look()
    let pool = try twins.keeper.publicFile.pool
    // After a checkpoint, with free pages, and after a rebuild.
    try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    try look()
    try pool.write { db in try db.execute(sql: "DELETE FROM terms; DELETE FROM relations; DELETE FROM documents") }
    #expect(try pool.read { db in try Int.fetchOne(db, sql: "PRAGMA freelist_count") } ?? 0 > 0)
    try look()
    try pool.writeWithoutTransaction { db in
      _ = try db.checkpoint(.truncate)
      try db.execute(sql: "VACUUM")
    }
    try look()
  }

  @Test func `a secret that was briefly in the public file is found`() throws {
    let twins = try Twins(seed: Self.seed)
    let secrets = Fragments(of: twins.secretTexts)
    let word = try #require(secrets.words.first { $0.count == 12 })
    let pool = try twins.keeper.publicFile.pool
    try pool.write { db in
      try db.execute(sql: "CREATE TABLE passing (text TEXT); INSERT INTO passing VALUES ('\(word)')")
    }
    try pool.write { db in try db.execute(sql: "DROP TABLE passing") }
    let found = secrets.words(in: try Self.bytes(twins.folder, "public"))
    #expect(found == [word])
    let half = String(word.prefix(8))
    try pool.write { db in try db.execute(sql: "PRAGMA user_version = 1; CREATE TABLE kept AS SELECT 'x\(half)y'") }
    #expect(try secrets.words(in: Self.bytes(twins.folder, "public")).contains(word))
  }

  /// The file, its WAL and its WAL index, as they are on disk.
  private static func bytes(_ folder: String, _ name: String) throws -> [UInt8] {
    let files = ["", "-wal", "-shm"].map { "\(folder)/\(name).sqlite\($0)" }
    let contents = files.map { FileManager.default.contents(atPath: $0) ?? Data() }
    try #require(!contents[0].isEmpty)
    return contents.reduce(into: []) { $0 += $1 }
  }
}

/// Words that can be found by any eight of their bytes.
private struct Fragments {
  /// The words that are long enough not to occur by chance.
  let words: Set<String>
  private let owners: [UInt64: String]

  init(of texts: [String]) {
    let parts = texts.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }
    words = Set(parts.filter { $0.count >= 9 && !Self.common.contains(String($0)) }.map(String.init))
    var owners: [UInt64: String] = [:]
    for word in words { Self.windows(Array(word.utf8)) { owners[$0] = word } }
    self.owners = owners
  }

  /// Values of closed lists, which occur everywhere.
  private static let common: Set<String> = Set(
    Resource.all.flatMap { $0.fields.flatMap { choices(of: $0.shape) } })

  private static func choices(of shape: Shape) -> [String] {
    switch shape {
    case .choice(let choices): choices
    case .theme: Themes.standard.codes
    case .list(let element, _): choices(of: element)
    case .object(let fields): fields.flatMap { choices(of: $0.shape) }
    default: []
    }
  }

  func words(in bytes: [UInt8]) -> Set<String> {
    var found: Set<String> = []
    Self.windows(bytes) { window in if let word = owners[window] { found.insert(word) } }
    return found
  }

  /// Each sequence of eight bytes, as a number.
  private static func windows(_ bytes: [UInt8], _ body: (UInt64) -> Void) {
    var window: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      window = window << 8 | UInt64(byte)
      if index >= 7 { body(window) }
    }
  }
}
