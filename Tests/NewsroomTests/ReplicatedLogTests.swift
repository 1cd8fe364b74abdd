// The write-ahead log of a file that Litestream replicates: only Litestream folds it back, unless it has died.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@testable import API
@testable import Desk
@testable import Storage
@testable import Values

@Suite(.serialized) struct ReplicatedLogTests {
  private static func size(_ newsroom: TestNewsroom, _ name: String) throws -> Int {
    try DataDirectory.size(of: newsroom.directory + "/" + name) ?? 0
  }

  /// Drafts with more than 20 MB of text, some 5,000 pages.
  private static func write(_ newsroom: TestNewsroom, _ name: String) throws {
    for number in 0..<50 {
      let site = TestNewsroom.largeSite("\(name)-\(number)")
      #expect(try newsroom.desk("POST", "/sites", site).status == 201)
    }
  }

  private static func faults(_ newsroom: TestNewsroom) -> [String] {
    Health(newsroom.application).faults.map(\.check)
  }

  @Test func `no checkpoint is made while Litestream replicates, and they are made again afterwards`() throws {
    let newsroom = try TestNewsroom()
    let folder = newsroom.directory + "/.desk.sqlite-litestream"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let before = try Self.size(newsroom, "desk.sqlite")
    try Self.write(newsroom, "a")
    #expect(try Self.size(newsroom, "desk.sqlite") == before)
    #expect(try Self.size(newsroom, "desk.sqlite-wal") > 20 << 20)
    #expect(throws: DatabaseError.self) {
      try newsroom.application.desk.pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    }
    try FileManager.default.removeItem(atPath: folder)
    try Self.write(newsroom, "b")
    #expect(try Self.size(newsroom, "desk.sqlite") > before + (20 << 20))
  }

  @Test(.timeLimit(.minutes(2)))
  func `the log of a Litestream that died is folded back and reported, until a Litestream runs`() throws {
    let newsroom = try TestNewsroom(walBytes: 18 << 20)
    let folder = try TestFolder()
    let litestream = try Litestream.replicate(folder, data: newsroom.directory)
    let socket = LitestreamSocket(directory: newsroom.directory)
    #expect(eventually { socket.isOpen })
    #expect(throws: Never.self) { try socket.sync(newsroom.directory + "/desk.sqlite", within: 20) }
    #expect(throws: DataFault.self) { try socket.sync(newsroom.directory + "/other.sqlite", within: 20) }
    litestream.send(SIGKILL)
    _ = litestream.end()

    try Self.write(newsroom, "a")
    #expect(try Self.size(newsroom, "desk.sqlite-wal") > 20 << 20 && Self.faults(newsroom) == ["log"])
    let folding = try newsroom.application.services.logFolding
    folding.look()
    #expect(try Self.size(newsroom, "desk.sqlite-wal") == 0 && Self.faults(newsroom) == ["log"])
    try Self.write(newsroom, "b")

    // Litestream finds another log, and makes a new snapshot.
    let next = try Litestream.replicate(folder, data: newsroom.directory)
    #expect(eventually { socket.isOpen })
    try socket.sync(newsroom.directory + "/desk.sqlite", within: 30)
    var number = 0
    let isMended = try eventually(within: 60) {
      number += 1
      let site = #"{"id": "c-\#(number)", "name": {"nl": "S"}}"#
      let reply = try newsroom.desk("POST", "/sites", site)
      #expect(reply.status == 201)
      folding.look()
      usleep(200_000)
      return Self.faults(newsroom).isEmpty
    }
    #expect(isMended)
    try socket.sync(newsroom.directory + "/desk.sqlite", within: 30)
    let copy = folder.path + "/desk.sqlite"
    #expect(try Litestream.restore(folder, "desk", to: copy) == .exit(0))
    let count = try DatabaseQueue(path: copy).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM items") }
    #expect(count == 100 + number)
    next.send(SIGTERM)
    _ = next.end()
  }
}
