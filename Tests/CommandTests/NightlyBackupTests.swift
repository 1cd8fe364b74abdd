// The nightly backup: a tested copy, old copies deleted, and a failure that is reported.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@Suite struct NightlyBackupTests {
  private let folder: TestFolder
  private let copies: String
  private static let docker = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docker").path

  init() throws {
    folder = try TestFolder()
    copies = folder.path + "/copies"
    try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: true)
    _ = try folder.token("draft")
  }

  private var today: String { "desk-\(Date.now.formatted(.iso8601.year().month().day().dateSeparator(.dash))).sqlite" }

  private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: copies).sorted() }

  private func nightly(_ words: String...) throws -> Ended {
    let path = Child.binary.deletingLastPathComponent().path + ":/usr/bin:/bin"
    return try folder.run(
      [Self.docker + "/backup.sh"] + words, environment: ["PATH": path, "NEWSROOM_DATA": folder.data],
      program: "/bin/sh")
  }

  @Test func `it writes a tested copy of the day and deletes copies that are too old`() throws {
    for (name, days) in [("desk-2020-01-01.sqlite", 31.5), ("desk-2020-02-01.sqlite", 29), ("other.sqlite", 99)] {
      let path = "\(copies)/\(name)"
      try Data().write(to: URL(filePath: path))
      let date = Date(timeIntervalSinceNow: -days * 86_400)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }
    let ended = try nightly(copies)
    #expect(ended.isSuccess && ended.output.contains("restored for a test"), "\(ended.output)\(ended.errors)")
    #expect(try names() == ["desk-2020-02-01.sqlite", today, "other.sqlite"])
    #expect(try nightly(copies, "20").isSuccess)
    #expect(try names() == [today, "other.sqlite"])
    #expect(try nightly().end == .exit(2))
  }

  @Test func `a desk that cannot be restored makes no copy, deletes none, and is an alert within a day`() throws {
    #expect(try nightly(copies).isSuccess)
    let note = folder.data + "/last-backup"
    #expect(FileManager.default.fileExists(atPath: note))
    try Data("2020-01-01T02:15:00Z\n".utf8).write(to: URL(filePath: note))
    let old = copies + "/desk-2020-01-01.sqlite"
    try FileManager.default.moveItem(atPath: "\(copies)/\(today)", toPath: old)
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: old)
    try folder.database("desk").write { db in
      let trigger = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'auditStays'") ?? ""
      try db.execute(sql: "DROP TRIGGER auditStays; UPDATE audit SET author = 'someone else' WHERE number = 1")
      try db.execute(sql: trigger)
    }
    let ended = try nightly(copies)
    #expect(ended.reason?.contains("audit log") == true, "\(ended.output)\(ended.errors)")
    #expect(try names() == ["desk-2020-01-01.sqlite"])
    let server = try folder.serve()
    let checks = try server.get("/health").object["checks"] as? [String: Any]
    #expect((checks?["backup"] as? [String: Any])?["status"] as? String == "DOWN")
  }

  @Test func `a backup names what takes how much room`() throws {
    let server = try folder.serve("--demo")
    #expect(try server.get("/health").status == 200)
    let ended = try folder.newsroom("backup", copies + "/copy.sqlite")
    #expect(ended.isSuccess, "\(ended.errors)")
    let rooms = ended.output.matches(of: /(?m)^ +([0-9]+\.[0-9]) MiB (.+)$/).map { (Double($0.output.1), $0.output.2) }
    #expect(rooms.count == 10 && rooms.first?.1 == "in all:" && rooms.last?.1.hasSuffix("other tables") == true)
    #expect(rooms.contains { $0.1 == "revisions" } && !rooms.contains { $0.1.hasPrefix("search_") })
    let parts = rooms.dropFirst().compactMap(\.0)
    #expect(abs(parts.reduce(0, +) - (rooms.first?.0 ?? 0)) < 0.6)
    #expect(parts.dropLast() == parts.dropLast().sorted(by: >)[...])
  }

  @Test func `the units of systemd are well formed, and run the script every night`() throws {
    func unit(_ name: String) throws -> String { try String(contentsOfFile: "\(Self.docker)/\(name)", encoding: .utf8) }
    let (service, timer) = (try unit("newsroom-backup.service"), try unit("newsroom-backup.timer"))
    #expect(service.contains("ExecStart=/usr/local/bin/newsroom-backup ${NEWSROOM_BACKUPS} ${NEWSROOM_BACKUP_DAYS}"))
    #expect(timer.contains("OnCalendar=*-*-* 02:15:00") && timer.contains("Persistent=true"))
    let program = "/usr/bin/systemd-analyze"
    guard FileManager.default.isExecutableFile(atPath: program) else { return }
    let check = try Child(
      ["calendar", "*-*-* 02:15:00"], in: folder.path, program: program)
    #expect(check.end() == .exit(0), "\(check.errors)")
  }
}
