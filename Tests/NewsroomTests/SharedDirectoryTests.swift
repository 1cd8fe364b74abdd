// Two processes on one data directory, each with its own timer and connections: nothing is published twice or lost.

import Foundation
import GRDB
import RunningNewsroom
import Synchronization
import Testing

@testable import API
@testable import Catalog
@testable import Desk
@testable import Values

@Suite struct SharedDirectoryTests {
  @Test func `two newsrooms that publish at once share one order`() async throws {
    let data = try TestData()
    let newsrooms = [try data.open(), try data.open()]
    let ids = try await withThrowingTaskGroup(of: [String].self) { group in
      for client in 0..<4 {
        group.addTask {
          try (0..<15).map { number in
            let id = "client-\(client)-\(number)"
            let body = #"{"id": "\#(id)", "name": {"nl": "Plaats"}, "status": "published"}"#
            let reply = try newsrooms[client % 2].write("POST", "/sites", body)
            #expect(reply.status == 201, "\(reply.text)")
            return id
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    for newsroom in newsrooms {
      let changes = try newsroom.changes()
      #expect(Set(changes) == Set(ids) && changes.count == ids.count)
      // After a quarter of a second each has seen the other's last commit, and so has its cache.
      #expect(eventually { newsroom.get("/sites").json["total"] == .integer(ids.count) })
    }
    let unfinished = "SELECT count(*) FROM publications WHERE state <> 'done'"
    #expect(try await newsrooms[0].desk.pool.read { db in try Int.fetchOne(db, sql: unfinished) } == 0)
  }

  @Test func `a publication planned by two processes is published once`() throws {
    let data = try TestData()
    let newsrooms = [try data.open(), try data.open()]
    for number in 0..<10 {
      try newsrooms[number % 2].write("POST", "/releases", TestNewsroom.release("r\(number)"))
    }
    let at = Instant(milliseconds: (Instant.now().milliseconds / 1000 + 4) * 1000)
    for number in 0..<10 {
      let path = "/releases/r\(number)/publications"
      #expect(try newsrooms[number % 2].write("POST", path, #"{"at": "\#(at.text)"}"#).status == 201)
    }
    for newsroom in newsrooms {
      #expect(eventually { newsroom.get("/releases").json["total"] == .integer(10) })
      #expect(try newsroom.changes() == (0..<10).map { "r\($0)" })
    }
    #expect(Instant.now() >= at)
  }

  @Test func `a process can't cancel what the other is publishing`() throws {
    let data = try TestData()
    let (publishing, takingBack) = (try data.open(), try data.open())
    try publishing.write("POST", "/releases", TestNewsroom.release("r"))
    let (isInside, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    try publishing.publicFile.pool.writeWithoutTransaction { db in
      db.add(
        function: DatabaseFunction("pause", argumentCount: 0) { _ in
          isInside.signal()
          mayGoOn.wait()
          return nil
        })
      try db.execute(sql: "CREATE TEMP TRIGGER pause BEFORE INSERT ON main.changes BEGIN SELECT pause(); END")
    }
    let isDone = DispatchSemaphore(value: 0)
    let status = Mutex<Int?>(nil)
    Thread.detachNewThread {
      let reply = try? publishing.write("POST", "/releases/r/publications", "{}")
      status.withLock { $0 = reply?.status }
      isDone.signal()
    }
    isInside.wait()
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.3) { mayGoOn.signal() }
    let taken = try takingBack.write("DELETE", "/releases/r/publications/1")
    isDone.wait()
    #expect(status.withLock { $0 } == 201)
    #expect(taken.status == 409, "\(taken.text)")
    #expect(publishing.get("/releases/r").status == 200)
    #expect(try publishing.changes() == ["r"])
  }
}
