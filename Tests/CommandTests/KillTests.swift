// Killed at any moment, the newsroom loses no acknowledged write and publishes nothing twice.

import Foundation
import GRDB
import RunningNewsroom
import Synchronization
import Testing

@Suite struct KillTests {
  /// The answers of the server over all its restarts.
  private struct Answered {
    var requests = 0
    /// Ids whose publication was acknowledged.
    var published: Set<String> = []
    var drafts: Set<String> = []
  }

  private final class Record: Sendable {
    let answered = Mutex(Answered())

    func note(_ change: (inout Answered) -> Void) { answered.withLock { change(&$0) } }
    var all: Answered { answered.withLock { $0 } }
  }

  @Test(.timeLimit(.minutes(3)))
  func `kill -9 at any moment of 200 publishing requests`() throws {
    let folder = try TestFolder(in: .disk)
    let token = try folder.token("draft", "publish")
    let record = Record()
    var kills = 0
    var numbers = SeededNumbers(for: "kills amid publishing")
    while record.all.requests < 200 || kills < 5 {
      let server = try folder.serve()
      try check(server, folder, token, record.all)
      publish(on: server, token, life: kills, record, &numbers)
      kills += 1
    }
    #expect(record.all.published.count > 20)
    try check(try folder.serve(), folder, token, record.all)
  }

  /// Four clients publish until the server is killed, between two answers or within one.
  private func publish(
    on server: RunningServer, _ token: String, life: Int, _ record: Record, _ numbers: inout SeededNumbers
  ) {
    let clients = (0..<4).map { client in
      Thread.started {
        for number in 0... {
          let id = "life-\(life)-client-\(client)-\(number)"
          do { try Self.publish(id, on: server, token, inTwo: number % 2 == 1, record) } catch { return }
        }
      }
    }
    let enough = record.all.requests + .random(in: 4...50, using: &numbers)
    _ = eventually(within: 5) { record.all.requests >= enough }
    usleep(.random(in: 0...5_000, using: &numbers))
    server.child.send(SIGKILL)
    #expect(server.child.end() == .signal(SIGKILL))
    for client in clients { client.wait() }
  }

  /// One item, published when it is created or later.
  private static func publish(
    _ id: String, on server: RunningServer, _ token: String, inTwo: Bool, _ record: Record
  ) throws {
    let status = inTwo ? "draft" : "published"
    let name = #"{"nl": "Plaats", "fr": "Lieu"}"#
    if !inTwo { record.note { $0.requests += 1 } }
    let created = try server.post(
      "/sites", #"{"id": "\#(id)", "name": \#(name), "status": "\#(status)"}"#, token: token)
    #expect(created.status == 201, "\(created.text)")
    guard inTwo else { return record.note { $0.published.insert(id) } }
    record.note {
      $0.drafts.insert(id)
      $0.requests += 1
    }
    let published = try server.post("/sites/\(id)/publications", "{}", token: token)
    #expect(published.status == 201 || published.status == 202, "\(published.text)")
    record.note { $0.published.insert(id) }
  }

  private func check(_ server: RunningServer, _ folder: TestFolder, _ token: String, _ answered: Answered) throws {
    let items = Set(try server.all("/sites?pageSize=100").compactMap { $0["id"] as? String })
    #expect(answered.published.subtracting(items) == [], "acknowledged and not public")
    let desk = try server.all("/sites?pageSize=100", token: token)
    #expect(answered.drafts.subtracting(desk.compactMap { $0["id"] as? String }) == [], "acknowledged and lost")
    let shown = desk.filter { $0["status"] as? String == "published" }
    #expect(Set(shown.compactMap { $0["id"] as? String }) == items, "the desk sees other items as public")

    let changes = try server.all("/changes?pageSize=1000")
    let numbers = changes.compactMap { $0["number"] as? Int }
    #expect(numbers.count == changes.count && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
    let ids = changes.compactMap { $0["id"] as? String }
    #expect(ids.count == Set(ids).count && Set(ids) == items, "a change is lost, or there twice")

    for name in ["desk", "public"] {
      let report = try folder.database(name).read { db in try String.fetchAll(db, sql: "PRAGMA integrity_check") }
      #expect(report == ["ok"])
      #expect(try folder.database(name).read { db in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") } == [])
    }
    #expect(try folder.count("desk", "SELECT count(*) FROM publications WHERE state <> 'done'") == 0)
    let audited = "SELECT count(*) FROM audit WHERE action = 'publish'"
    #expect(try folder.count("desk", audited) == items.count)
  }
}

extension Thread {
  /// A thread that can be joined.
  static func started(_ body: @escaping @Sendable () -> Void) -> DispatchGroup {
    let group = DispatchGroup()
    group.enter()
    Thread.detachNewThread {
      body()
      group.leave()
    }
    return group
  }
}
