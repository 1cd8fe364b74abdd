// The public file of a read replica: only complete states are shown.

import Foundation
import GRDB
import Logging
import RunningNewsroom
import Synchronization
import Testing

@testable import API
@testable import Catalog
@testable import Desk
@testable import Newsroom
@testable import Storage
@testable import Values

@Suite struct ReplicaFileTests {
  private static func settings(_ directory: String) -> Settings {
    Settings(directory: directory, publicURL: "https://press.example", workers: 2)
  }

  private static func site(_ id: String) -> String {
    #"{"id": "\#(id)", "name": {"nl": "Plaats \#(id)", "fr": "Lieu"}, "status": "published"}"#
  }

  /// The bytes of the public file after a checkpoint of its log.
  private static func state(_ newsroom: Application, _ data: TestData) throws -> Data {
    _ = try newsroom.publicFile.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    return try Data(contentsOf: URL(filePath: data.directory + "/public.sqlite"))
  }

  private static let counters = SharedNumbers(for: "change counters of a copy")

  /// Writes the pages from `from` on, as Litestream does: one by one, the first page in rollback mode.
  private static func write(_ state: Data, pages: Range<Int>, to path: String) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    defer { try? file.close() }
    for page in pages {
      var bytes = state.dropFirst(page * 4_096).prefix(4_096)
      if page == 0 {
        bytes.replaceSubrange(bytes.startIndex + 18..<bytes.startIndex + 20, with: [1, 1])
        bytes.replaceSubrange(
          bytes.startIndex + 24..<bytes.startIndex + 28,
          with: (0..<4).map { _ in counters.draw { .random(in: 0...255, using: &$0) } })
      }
      try file.seek(toOffset: UInt64(page * 4_096))
      try file.write(contentsOf: bytes)
    }
  }

  private static func note(_ path: String, _ date: Date) throws {
    try Data("0000000000000001".utf8).write(to: URL(filePath: path + "-txid"))
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path + "-txid")
  }

  @Test func `a half-written state is never shown, and the last whole one is`() throws {
    let data = try TestData()
    let newsroom = try data.open()
    #expect(try newsroom.write("POST", "/sites", Self.site("one")).status == 201)
    let first = try Self.state(newsroom, data)
    for number in 0..<40 { try newsroom.write("POST", "/sites", Self.site("more-\(number)")) }
    let second = try Self.state(newsroom, data)
    let (pages, half) = (second.count / 4_096, second.count / 4_096 / 2)

    let copy = try ScratchFolder.make()
    let path = copy + "/public.sqlite"
    try first.write(to: URL(filePath: path))
    try Self.note(path, Date.now + 1)
    let reader = try Application(
      reading: ReplicaFile(directory: copy), Self.settings(copy), Meters(Routes.all), Logger(label: "test"))
    #expect(reader.get("/sites").json["total"] == .integer(1))
    #expect(try FileManager.default.contentsOfDirectory(atPath: copy).count == 2, "no log is begun beside the copy")

    // Killed after half of the pages.
    try Self.note(path, Date.now - 1)
    try Self.write(second, pages: 0..<half, to: path)
    let torn = reader.get("/sites?lang=nl")
    #expect(torn.status == 503 && torn.json["type"] == "urn:problem-type:belgif:serviceUnavailable")
    let begun = ContinuousClock.now
    #expect(reader.get("/sites").status == 503)
    #expect(reader.get("/health").json["status"] == "DOWN")
    #expect(ContinuousClock.now - begun < .seconds(1), "nobody waits long for what has been torn for a while")

    // A resumed follower writes all of them again.
    try Self.write(second, pages: 0..<pages, to: path)
    try Self.note(path, Date.now + 1)
    #expect(reader.get("/sites").json["total"] == .integer(41))
    // The transaction number may be older than unneeded pages: the first page identifies the state.
    try Self.note(path, Date.now - 5)
    #expect(reader.get("/sites/more-39").status == 200)
  }

  @Test func `every commit of the public file is marked on its first page`() throws {
    let data = try TestData()
    let newsroom = try data.open()
    let pool = try newsroom.publicFile.pool
    func marks() throws -> (mark: Int32, changes: Int) {
      try pool.writeWithoutTransaction { db in
        (try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0, db.totalChangesCount)
      }
    }
    func isMarked(_ body: () throws -> Void) throws -> Bool {
      let before = try marks()
      try body()
      let after = try marks()
      return after.changes > before.changes && after.mark != before.mark
    }
    #expect(try isMarked { try newsroom.write("POST", "/sites", Self.site("one")) })
    #expect(
      try isMarked { try newsroom.write("POST", "/sites/one/withdrawals", #"{"reason": {"nl": "a", "fr": "b"}}"#) })
    let cleaning = IndexCleaning(pool)
    let isCleaned = try isMarked {
      try pool.write { db in try db.execute(sql: "UPDATE indexState SET remains = 1") }
      cleaning.plan()
      #expect(eventually { (try? pool.read { try Int.fetchOne($0, sql: "SELECT remains FROM indexState") }) == 0 })
    }
    #expect(isCleaned)
    try newsroom.write("POST", "/sites", Self.site("two").replacing("published", with: "draft"))
    #expect(try isMarked { try newsroom.write("POST", "/sites/two/publications", #"{"at": "2199-01-01T00:00:00Z"}"#) })
    #expect(try isMarked { try Heartbeat.beat(pool, at: .now()) })
    #expect(try isMarked { try newsroom.publicFile.remake(newsroom.desk) })
  }

  @Test func `a file that cannot be read is reported with its path`() throws {
    let folder = try ScratchFolder.make()
    try FileManager.default.createDirectory(atPath: folder + "/public.sqlite", withIntermediateDirectories: false)
    let fault = #expect(throws: DataFault.self) { _ = try ReplicaFile(directory: folder) }
    #expect(fault?.description == "cannot read \(folder)/public.sqlite: Is a directory")
  }

  @Test func `a process that cannot follow the public file logs that once, and the end once`() throws {
    let data = try TestData()
    _ = try data.open()
    let log = LogRecorder()
    let works = Atomic(false)
    let calls = Atomic(0)
    struct Broken: Error {}
    let watcher = try PublicFileWatcher(data.directory, state: FailureState("following", log: log.logger)) {
      calls.add(1, ordering: .relaxed)
      if !works.load(ordering: .relaxed) { throw Broken() }
    }
    let other = try DatabaseQueue(path: data.directory + "/public.sqlite")
    try other.write { db in try db.execute(sql: "PRAGMA user_version = 7") }
    #expect(eventually { calls.load(ordering: .relaxed) >= 3 })
    #expect(log.messages == ["error: following: Broken()"])
    works.store(true, ordering: .relaxed)
    #expect(eventually { log.messages.count == 2 })
    #expect(log.messages.last == "notice: following: works again")
    withExtendedLifetime(watcher) {}
  }

  @Test func `a copy of another version is refused with a line that says what to do`() throws {
    let data = try TestData()
    let bytes = try Self.state(try data.open(), data)
    for (change, words) in [
      ("DELETE FROM migrations WHERE name = '0006_tell_age'", "Upgrade the writer first"),
      ("INSERT INTO migrations VALUES ('9999_more', 'x', 0)", "Install a newer newsroom"),
    ] {
      let copy = try ScratchFolder.make()
      try bytes.write(to: URL(filePath: copy + "/public.sqlite"))
      let queue = try DatabaseQueue(path: copy + "/public.sqlite")
      try queue.inDatabase { db in
        try db.execute(sql: change)
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
      }
      try queue.close()
      let fault = #expect(throws: DataFault.self) { _ = try ReadReplica(Self.settings(copy)) }
      #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
    }
  }
}
