// Many clients at the same moment: one of a hundred edits wins, and all plans for one instant are published together.

import Foundation
import GRDB
import HTTP
import Synchronization
import Testing

@testable import Values

@Suite struct SimultaneousTests {
  @Test(arguments: ["PUT", "PATCH"])
  func `one of a hundred edits of a revision succeeds, and the others get the current tag`(method: String) throws {
    let newsroom = try TestNewsroom()
    #expect(try newsroom.desk("POST", "/releases", TestNewsroom.release("r")).status == 201)
    let tag = try #require(try newsroom.desk("GET", "/releases/r")["ETag"])
    let replies = Self.atOnce(100) { number in
      let body = #"{"title": {"nl": "Titel \#(number)", "fr": "Titre"}}"#
      return try newsroom.desk(method, "/releases/r", body, ["If-Match": tag])
    }
    #expect(replies.count == 100)
    let winners = replies.filter { $0.status == 200 }
    #expect(winners.count == 1)
    let current = try newsroom.desk("GET", "/releases/r")
    #expect(current["ETag"] != tag && current["ETag"] == winners[0]["ETag"])
    #expect(current.json["title"] == winners[0].json["title"])
    let losers = replies.filter { $0.status != 200 }
    #expect(losers.allSatisfy { $0.status == 412 && $0["ETag"] == current["ETag"] })
    #expect(try newsroom.desk("GET", "/releases/r/revisions").json["total"] == .integer(2))
  }

  @Test func `simultaneous patches of a subscription all take effect`() throws {
    let newsroom = try TestNewsroom()
    let admin = try newsroom.token("Beheer", .admin)
    for round in 0..<10 {
      let made = try newsroom.desk("POST", "/subscriptions", #"{"url": "https://8.8.8.8/\#(round)"}"#, as: admin)
      let number = try #require(made.json["number"]?.text)
      let patches = [#"{"description": "Krant"}"#, #"{"languages": ["nl"]}"#, #"{"kinds": ["release"]}"#]
      let replies = Self.atOnce(patches.count) { index in
        try newsroom.desk("PATCH", "/subscriptions/\(number)", patches[index], as: admin)
      }
      #expect(replies.allSatisfy { $0.status == 200 }, "\(replies.map(\.text))")
      let after = try newsroom.desk("GET", "/subscriptions/\(number)", as: admin).json
      #expect(after["description"] == "Krant" && after["languages"] == ["nl"] && after["kinds"] == ["release"])
    }
  }

  /// Runs something several times at once, each on its own thread; all threads start together.
  private static func atOnce(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> TestNewsroom.Reply
  ) -> [TestNewsroom.Reply] {
    let replies = Mutex<[TestNewsroom.Reply]>([])
    let (ready, start, done) = (DispatchGroup(), DispatchSemaphore(value: 0), DispatchGroup())
    for number in 0..<count {
      ready.enter()
      done.enter()
      Thread.detachNewThread {
        ready.leave()
        start.wait()
        do {
          let reply = try body(number)
          replies.withLock { $0.append(reply) }
        } catch {
          Issue.record(error)
        }
        done.leave()
      }
    }
    ready.wait()
    for _ in 0..<count { start.signal() }
    done.wait()
    return replies.withLock { $0 }
  }
}
