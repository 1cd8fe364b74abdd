// Planned publications from outside: no answer is cached beyond the instant, and then the item is there at once.

import Foundation
import GRDB
import RunningNewsroom
import Synchronization
import Testing

@testable import API
@testable import Catalog
@testable import Content
@testable import Desk
@testable import Values

@Suite struct ScheduledInstantTests {
  @Test func `no public answer is cached beyond the next planned change`() throws {
    let newsroom = try FormTests.filled()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("planned")).status == 201)
    let at = Instant(milliseconds: (Instant.now().milliseconds / 1_000 + 55) * 1_000)
    let plan = #"{"at": "\#(at.text)"}"#
    #expect(try newsroom.desk("POST", "/releases/planned/publications", plan).status == 201)
    var kept = 0
    // The live stream has no end and is never cached.
    for place in Place.all where place.isForAnyone && place.method == "GET" && place.pattern != "/stream" {
      let suffix = place.form.map { "." + $0 } ?? ""
      for id in ["planned", "nothing", place.resource.map { String($0.kind.prefix(1)) } ?? "s"] {
        let path = place.pattern.replacing("{id}", with: id) + suffix
        // Once computed, and once from the cache.
        for _ in 1...2 {
          let before = Instant.now()
          let reply = try newsroom.get(path)
          let caching = try #require(reply["Cache-Control"], "\(path): \(reply.status)")
          guard caching != "private, no-store" else { continue }
          let age = try #require(Int64(caching.trimmingPrefix("public, max-age=")), "\(path): \(caching)")
          #expect(before.milliseconds + age * 1_000 <= at.milliseconds, "\(path)")
          kept += 1
        }
      }
    }
    #expect(kept > 100)
  }

  /// Clients that send requests without a pause, and when each saw a planned item.
  private final class Crowd: Sendable {
    struct Sight {
      let path: String
      let (sent, received): (Int64, Int64)
      let isThere: Bool
    }

    let sights = Mutex<[Sight]>([])
    private let isDone = Atomic(false)
    private let clients = DispatchGroup()

    /// - Parameter paths: the paths to request, each with text that its answer has once the item is public.
    init(_ newsroom: TestNewsroom, _ paths: [(path: String, sign: String)]) {
      for (path, sign) in paths {
        clients.enter()
        Thread.detachNewThread { [self] in
          while !isDone.load(ordering: .relaxed) {
            let sent = Instant.now().milliseconds
            guard let reply = try? newsroom.get(path) else { continue }
            let received = Instant.now().milliseconds
            let sight = Sight(path: path, sent: sent, received: received, isThere: reply.text.contains(sign))
            sights.withLock { $0.append(sight) }
          }
          clients.leave()
        }
      }
    }

    func end() -> [Sight] {
      isDone.store(true, ordering: .relaxed)
      clients.wait()
      return sights.withLock { $0 }
    }
  }

  @Test func `a planned release is public within a second under load, and never before its time`() throws {
    let newsroom = try TestNewsroom()
    // On a busy machine an item may be late once or twice, but never early.
    let isInTime = try (1...4).contains { round throws in
      let id = "r\(round)"
      #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release(id)).status == 201)
      let at = Instant(milliseconds: (Instant.now().milliseconds / 1_000 + 2) * 1_000)
      #expect(try newsroom.desk("POST", "/releases/\(id)/publications", #"{"at": "\#(at.text)"}"#).status == 201)
      let sign = "Titel \(id)"
      let crowd = Crowd(
        newsroom,
        [
          ("/releases", sign), ("/releases/\(id)", sign), ("/releases.atom", sign), ("/releases/\(id).html", sign),
          ("/changes?pageSize=1000", "\"\(id)\""), ("/sitemap.xml", "/\(id)<"),
        ])
      #expect(eventually { Instant.now().milliseconds > at.milliseconds + 1_300 })
      let sights = crowd.end()
      #expect(sights.allSatisfy { !$0.isThere || $0.received >= at.milliseconds })
      #expect(Set(sights.filter { $0.received < at.milliseconds }.map(\.path)).count == 6)
      let late = sights.filter { $0.sent >= at.milliseconds + 1_000 }
      return Set(late.map(\.path)).count == 6 && late.allSatisfy(\.isThere)
    }
    #expect(isInTime)
  }

  @Test func `a hundred items planned for one instant are public in one commit within a second`() throws {
    let newsroom = try TestNewsroom()
    let application = newsroom.application
    for number in 0..<100 {
      let site = #"{"id": "s-\#(number)", "name": {"nl": "Plaats \#(number)"}}"#
      #expect(try newsroom.desk("POST", "/sites", site).status == 201)
      let plan = #"{"at": "2199-01-01T00:00:00Z"}"#
      #expect(try newsroom.desk("POST", "/sites/s-\(number)/publications", plan).status == 201)
    }
    let before = try application.publicFile.state().generation
    try application.desk.pool.write { db in
      try db.execute(sql: "UPDATE publications SET at = ?", arguments: [Instant.now().milliseconds])
    }
    // A client that reads meanwhile sees none of them or all.
    let totals = Mutex<[JSON?]>([])
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      _ = eventually {
        let total = try? newsroom.get("/sites?pageSize=1").json["total"]
        totals.withLock { $0.append(total) }
        return total == .integer(100)
      }
      isDone.signal()
    }
    // Processor time, since other tests run too. Debug builds are several times slower.
    let start = processorTime()
    try application.publisher.settle()
    #if DEBUG
      #expect(processorTime() - start < .seconds(5))
    #else
      #expect(processorTime() - start < .seconds(1))
    #endif
    isDone.wait()
    #expect(totals.withLock { $0 }.allSatisfy { [.integer(0), .integer(100)].contains($0) })
    #expect(totals.withLock { $0.last } == .integer(100))
    #expect(try application.publicFile.state().generation == before + 1)
  }
}
