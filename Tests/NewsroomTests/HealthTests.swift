// The faults that the health status reports, and the sentences about them.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@testable import API
@testable import Delivery
@testable import Desk
@testable import Outbound
@testable import Storage
@testable import Values

@Suite struct HealthTests {
  @Test func `deliveries that cannot start make the newsroom degraded, and start when they can`() throws {
    let receiver = try Receiver()
    let newsroom = try TestNewsroom(checksLinks: true)
    _ = try newsroom.subscribe(receiver)
    let lock = newsroom.directory + "/delivery.lock"
    try FileManager.default.createDirectory(atPath: lock, withIntermediateDirectories: false)
    newsroom.application.start()
    func check(_ language: String = "en") throws -> JSONObject? {
      try newsroom.get("/health", ["Accept-Language": language]).json["checks"]?.object?["deliveries"]?.object
    }
    #expect(try eventually { try check()?["status"] == "DOWN" })
    let health = try newsroom.get("/health")
    #expect(health.status == 200 && health.json["status"] == "DEGRADED")
    for (language, word) in [("nl", "logboek"), ("fr", "journal"), ("en", "log")] {
      #expect(try check(language)?["detail"]?.string?.contains(word) == true)
    }
    #expect(try newsroom.publishRelease("r").status == 201)
    try FileManager.default.removeItem(atPath: lock)
    #expect(try eventually { try newsroom.get("/health").json["status"] == "UP" })
    #expect(try check() == JSONObject([("status", "UP")]))
    #expect(eventually { receiver.received.count == 2 })
  }

  /// The checks that fail, as of some hours from now.
  private static func faults(_ newsroom: TestNewsroom, in hours: Int64 = 0) -> [String] {
    Instant.$stopped.withValue(Instant(milliseconds: Instant.now().milliseconds + hours * 3_600_000)) {
      Health(newsroom.application).faults.map(\.check)
    }
  }

  @Test func `the alert rules and the runbook say the sentence of every fault`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    func lines(_ path: String) throws -> [Substring] {
      try String(contentsOf: root.appending(path: path), encoding: .utf8).split(separator: "\n")
    }
    let (alerts, runbook) = (try lines("docker/alerts.yml"), try lines("Sources/Newsroom/Newsroom.docc/Running.md"))
    for fault in Fault.all {
      #expect(runbook.contains { $0.hasPrefix("| \(fault.alert) | \(fault.text.en) |") }, "\(fault.alert)")
      let rule = try #require(alerts.firstIndex { $0.hasSuffix("- alert: \(fault.alert)") }, "\(fault.alert)")
      let body = alerts[(rule + 1)...].prefix { !$0.contains("- alert:") }
      #expect(body.contains { $0.hasSuffix("summary: \"\(fault.text.en)\"") }, "\(fault.alert)")
      let query = "newsroom_check{check=\"\(fault.check)\"} == 0"
      #expect(body.contains { $0.contains(query) || $0.contains("newsroom_up == 0") }, "\(fault.alert)")
      #expect(!fault.text.fr.contains("'") && ![fault.text.nl, fault.text.fr].contains(fault.text.en))
    }
    for names in [Fault.all.map(\.check), Fault.all.map(\.alert)] { #expect(Set(names).count == Fault.all.count) }
  }

  @Test func `an overdue publication, a clock that was set back and an old backup are reported`() throws {
    let newsroom = try TestNewsroom()
    let at = Instant(milliseconds: Instant.now().milliseconds + 3_600_000).text
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    #expect(try newsroom.desk("POST", "/releases/r/publications", #"{"at": "\#(at)"}"#).status == 201)
    #expect(Self.faults(newsroom) == [])
    #expect(Self.faults(newsroom, in: 2) == ["publishing"])
    #expect(Self.faults(newsroom) == ["clock"])
    let health = try newsroom.get("/health", ["Accept-Language": "en"])
    let checks = health.json["checks"]?.object
    #expect(health.status == 200 && health.json["status"] == "DEGRADED")
    #expect(checks?["clock"]?.object?["detail"]?.string == Fault.clockSetBack.text.en)

    #expect(Self.faults(newsroom, in: 27) == ["publishing", "clock", "backup"])
    let copy = ScratchFolder.path()
    try Backup.write(of: newsroom.directory, settings: nil, to: copy) { _ in }
    #expect(Self.faults(newsroom, in: 25) == ["publishing", "clock"])
    #expect(Self.faults(newsroom, in: 27) == ["publishing", "clock", "backup"])
  }

  @Test func `a clock that goes forward, or a little back, was not set back`() {
    let watch = ClockWatch(latest: Instant(milliseconds: 1_000_000))
    let times: [(Int64, Bool)] = [(1_000_000, false), (9_000_000, false), (8_950_000, false), (8_900_000, true)]
    for (time, isSetBack) in times {
      #expect(watch.isSetBack(at: Instant(milliseconds: time)) == isSetBack, "\(time)")
    }
    #expect(ClockWatch(latest: Instant(milliseconds: 9_000_000)).isSetBack(at: Instant(milliseconds: 0)))
  }

  @Test func `a log that cannot be folded back is reported until it is`() throws {
    let newsroom = try TestNewsroom(walBytes: 6 << 20)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: newsroom.directory + "/desk.sqlite", configuration: configuration)
    try reader.inDatabase { db in try db.execute(sql: "BEGIN; SELECT count(*) FROM audit") }
    for number in 0..<20 {
      let site = TestNewsroom.largeSite("s\(number)")
      #expect(try newsroom.desk("POST", "/sites", site).status == 201)
    }
    #expect(Self.faults(newsroom) == ["log"])
    try reader.inDatabase { db in try db.execute(sql: "COMMIT") }
    _ = try newsroom.application.desk.pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
    #expect(Self.faults(newsroom) == [])
  }

  @Test func `a relay without a valid certificate is reported, and logged once with what to do`() throws {
    let server = try MailServer(.startTLS)
    let relay = try server.relay("smtp://\(MailServer.name):\(server.port)")
    let settings = MailSettings(
      relay: relay, sender: try server.mailbox("press@council.example"), timeout: .seconds(20))
    let newsroom = try TestNewsroom(delivers: true, mail: settings)
    try newsroom.subscribe("an@example.org")
    #expect(Self.faults(newsroom) == [])
    #expect(try newsroom.publishRelease("r").status == 201)
    #expect(eventually { Self.faults(newsroom) == ["relay"] })

    let (recorder, application) = (LogRecorder(), newsroom.application)
    let monitor = HealthMonitor(log: recorder.logger) { Health(application) }
    monitor.look()
    monitor.look()
    #expect(recorder.messages == ["error: relay: " + Fault.refusedRelay.text.en])
    let state = RelayState()
    for (outcome, isRefused) in [
      (Transfers.Outcome.failure(.insecure("x")), true), (.failure(.timedOut), true),
      (.success(TransferAnswer(status: 250, headers: [], body: [], isCut: false)), false), (.failure(.timedOut), false),
    ] {
      state.note(outcome)
      #expect(state.isRefused == isRefused)
    }
  }

  @Test func `the log says when a check passes again`() throws {
    let newsroom = try TestNewsroom()
    let (recorder, application) = (LogRecorder(), newsroom.application)
    let monitor = HealthMonitor(log: recorder.logger) { Health(application) }
    monitor.look()
    #expect(recorder.messages == [])
    let note = newsroom.directory + "/last-backup"
    try Data("2025-05-22T07:00:00Z\n".utf8).write(to: URL(filePath: note))
    monitor.look()
    try FileManager.default.removeItem(atPath: note)
    monitor.look()
    #expect(recorder.messages == ["error: backup: " + Fault.oldBackup.text.en, "notice: backup: works again"])
  }

  @Test func `a disk is nearly full with less than a tenth and less than 2 GiB`() {
    let gib: UInt64 = 1 << 30
    #expect(DiskSpace.isNearlyFull(free: gib, of: 11 * gib) && !DiskSpace.isNearlyFull(free: 2 * gib, of: 11 * gib))
    #expect(DiskSpace.isNearlyFull(free: gib, of: 900 * gib) && !DiskSpace.isNearlyFull(free: 3 * gib, of: 900 * gib))
    #expect(throws: DataFault.self) { try DiskSpace.isNearlyFull("/nothing/there") }
  }
}
