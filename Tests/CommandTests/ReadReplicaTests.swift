// Read replicas with a real Litestream: they follow the writer, work without it, and show only complete states.

import Foundation
import GRDB
import RunningNewsroom
import Synchronization
import Testing

extension OneAtATime {
  @Suite struct ReadReplicaTests {
    private static let publicURL = ["NEWSROOM_PUBLIC_URL": "https://press.example"]

    /// The public paths of every kind, in every representation.
    private static let paths = [
      "/", "/releases", "/releases?lang=fr&facets=theme,year", "/releases.ndjson", "/releases.csv",
      "/releases.atom?lang=nl",
      "/advices", "/sites.geojson", "/sites?bbox=4.2,50.7,4.5,50.9", "/contacts.vcf", "/search?q=industrie", "/changes",
      "/sitemap.xml", "/geo/collections/sites/items", "/releases/none",
    ]

    private static func read(_ folder: TestFolder, _ options: String...) throws -> RunningServer {
      try RunningServer(
        folder, ["--read-only"] + options, data: folder.path + "/copy", environment: publicURL)
    }

    private static func write(_ folder: TestFolder, _ options: String...) throws -> RunningServer {
      try RunningServer(folder, options, environment: publicURL)
    }

    private static func site(_ id: String, _ name: String) -> String {
      #"{"id": "\#(id)", "name": {"nl": "\#(name)", "fr": "\#(name)"}, "status": "published"}"#
    }

    private static func health(_ server: RunningServer, _ word: String) throws -> Bool {
      try server.get("/health").object["status"] as? String == word
    }

    /// Whether a replica answers like the writer.
    private static func agree(_ reader: RunningServer, _ writer: RunningServer, _ paths: [String]) throws -> Bool {
      try paths.allSatisfy { path in
        let (one, other) = (try reader.get(path), try writer.get(path))
        return one.status == other.status && one.text == other.text
      }
    }

    @Test func `a read replica serves public content like the writer, and nothing else`() throws {
      let folder = try TestFolder()
      let token = try folder.token("draft", "publish", "admin")
      let writer = try Self.write(folder, "--demo")
      let litestream = try Litestream.replicate(folder)
      // It waits for its copy, and its answers say so.
      let reader = try Self.read(folder)
      #expect(try reader.get("/releases").status == 503)
      #expect(try Self.health(reader, "DOWN"))
      let follower = try Litestream.follow(folder, into: folder.path + "/copy")
      #expect(try eventually(within: 20) { try Self.health(reader, "UP") }, "\(follower.errors)")
      #expect(try Self.agree(reader, writer, Self.paths))

      #expect(try writer.post("/sites", Self.site("new", "Nieuw"), token: token).status == 201)
      #expect(try eventually(within: 20) { try reader.get("/sites/new").status == 200 })
      // Its cache is at most a quarter of a second late.
      #expect(try eventually(within: 5) { try Self.agree(reader, writer, Self.paths + ["/sites/new"]) })
      #expect(
        try writer.post("/sites", Self.site("new", "x").replacing("published", with: "draft"), token: token).status
          == 409
      )
      #expect(
        try writer.post("/sites/new/withdrawals", #"{"reason": {"nl": "a", "fr": "b"}}"#, token: token).status == 201)
      #expect(try eventually(within: 20) { try reader.get("/sites/new").status == 410 })

      for (method, path) in [("GET", "/releases"), ("GET", "/audit"), ("POST", "/releases"), ("GET", "/translations")] {
        let reply = try reader.send(method, path, method == "POST" ? "{}" : nil, token: token)
        #expect(reply.status == 403, "\(method) \(path)")
        #expect(reply.object["type"] as? String == "urn:problem-type:newsroom:readingMachine", "\(method) \(path)")
      }
      #expect(try reader.get("/audit").status == 403)
      #expect(try reader.get("/previews/x").status == 403)
      let session = try reader.send("GET", "/releases", nil, token: nil, ["Cookie": "__Host-session=x; session=x"])
      #expect(session.status == 200)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/copy").sorted()
      #expect(
        files == ["public.sqlite", "public.sqlite-replica", "public.sqlite-txid"],
        "a reader leaves nothing beside the copy")
      litestream.send(SIGTERM)
      follower.send(SIGTERM)
      #expect(follower.end() == .exit(0))
    }

    @Test func `a copy without a writer is served, and reports its age`() throws {
      let folder = try TestFolder()
      let writer = try Self.write(folder, "--demo")
      let litestream = try Litestream.replicate(folder)
      let copy = folder.path + "/copy/public.sqlite"
      #expect(
        try eventually(within: 20) {
          try Litestream.restore(folder, "public", to: copy) == .exit(0)
        })
      litestream.send(SIGKILL)
      let expected = try Self.paths.map { try writer.get($0).text }
      writer.child.send(SIGKILL)
      // As if there had been no heartbeat for two minutes.
      let past = Int64((Date.now.timeIntervalSince1970 - 120) * 1_000)
      let file = try DatabaseQueue(path: copy)
      try file.write { db in
        for change in ["heartbeat SET at", "state SET changedAt"] {
          try db.execute(sql: "UPDATE \(change) = ?", arguments: [past])
        }
      }
      try file.close()
      let reader = try RunningServer(
        folder, ["--read-only"], data: folder.path + "/copy", environment: Self.publicURL)
      #expect(try Self.paths.map { try reader.get($0).text } == expected)
      let health = try reader.get("/health")
      #expect(health.status == 200 && health.object["status"] as? String == "DEGRADED", "\(health.text)")
      let check = (health.object["checks"] as? [String: Any])?["copy"] as? [String: Any]
      #expect((check?["ageInSeconds"] as? Int ?? 0) >= 110, "\(health.text)")
    }

    /// Answers of replicas that match no state of the newsroom.
    private final class Faults: Sendable {
      private let list = Mutex<[String]>([])

      var all: [String] { list.withLock { $0 } }
      func note(_ fault: String) { list.withLock { $0.append(fault) } }
    }

    /// Reads a few values that agree with each other in every state. An error for an incomplete copy does not count.
    private static func check(_ reader: RunningServer, _ torn: Faults) {
      guard let list = try? reader.get("/sites?pageSize=100&q=&lang=nl"), list.status != 503 else { return }
      guard list.status == 200 else { return torn.note("list: \(list.status) \(list.text.prefix(200))") }
      guard let changes = try? reader.get("/changes?pageSize=1000"), changes.status != 503 else { return }
      let numbers = changes.items.compactMap { $0["number"] as? Int }
      if changes.status != 200 || numbers != Array(0..<numbers.count).map({ $0 + 1 }) {
        torn.note("changes: \(changes.status) \(numbers)")
      }
      for id in list.ids.prefix(5) {
        guard let site = try? reader.get("/sites/\(id)?lang=nl"), site.status != 503 else { continue }
        let name = site.object["name"] as? [String: Any]
        if site.status != 200 || (name?["nl"] as? String)?.hasPrefix("Plaats \(id.dropFirst(5)) ") != true {
          torn.note("\(id): \(site.status) \(site.text.prefix(200))")
        }
      }
    }

    @Test(.timeLimit(.minutes(4)))
    func `kill -9 of each part in turn, and no reader ever shows half a state`() async throws {
      let folder = try TestFolder()
      let token = try folder.token("draft", "publish")
      var writer = try Self.write(folder)
      var litestream = try Litestream.replicate(folder)
      var followers = try ["copy", "other"].map { try Litestream.follow(folder, into: folder.path + "/" + $0) }
      var readers = try ["copy", "other"].map { name in
        try RunningServer(folder, ["--read-only"], data: folder.path + "/" + name, environment: Self.publicURL)
      }
      let torn = Faults()
      var published = 0
      var numbers = SeededNumbers(for: "kills amid replication")
      for round in 0..<8 {
        // All publications of one instant are one transaction of many pages.
        let due = Date(timeIntervalSinceNow: 8)
        let at = ISO8601DateFormatter().string(from: due)
        for _ in 0..<15 {
          published += 1
          let id = "site-\(published)"
          let draft = Self.site(id, String(repeating: "Plaats \(published) ", count: 12)).replacing(
            "published", with: "draft")
          #expect(try writer.post("/sites", draft, token: token).status == 201)
          #expect(try writer.post("/sites/\(id)/publications", #"{"at": "\#(at)"}"#, token: token).status == 201)
        }
        let watched = readers
        let end = due + 3
        let watchers = watched.map { reader in
          Thread.started {
            while Date.now < end {
              Self.check(reader, torn)
              usleep(50_000)
            }
          }
        }
        try await Task.sleep(for: .milliseconds(.random(in: 2_800...4_800, using: &numbers)))
        switch round % 4 {
        case 0, 2:
          Self.killLitestream(of: followers[round / 2 % 2])
        case 1:
          litestream.send(SIGKILL)
          litestream = try Litestream.replicate(folder)
        default:
          writer.child.send(SIGKILL)
          _ = writer.child.end()
          writer = try Self.write(folder)
        }
        try await blocking { for watcher in watchers { watcher.wait() } }
        if round == 4 {
          readers[0].child.send(SIGKILL)
          readers[0] = try Self.read(folder)
        }
      }
      #expect(torn.all == [])
      for (reader, follower) in zip(readers, followers) {
        #expect(
          try eventually(within: 40) {
            try Self.agree(reader, writer, ["/sites?pageSize=100", "/changes?pageSize=1000"])
          },
          "\(follower.errors.suffix(2_000))")
        #expect(try Self.health(reader, "UP"))
      }
      #expect(try writer.get("/sites?pageSize=1").object["total"] as? Int == published)
      for follower in followers { follower.send(SIGTERM) }
      followers = []
      litestream.send(SIGTERM)
    }

    /// The writes that a writer acknowledged, with their times.
    private final class Acknowledged: Sendable {
      private let times = Mutex<[String: Date]>([:])

      var all: [String: Date] { times.withLock { $0 } }
      func note(_ id: String) { times.withLock { $0[id] = .now } }
    }

    /// The failover drill of the article Running.
    @Test(.timeLimit(.minutes(4)))
    func `the writer is lost, readers continue, and a new writer starts from the replica`() async throws {
      let folder = try TestFolder()
      let token = try folder.token("draft", "publish")
      let writer = try Self.write(folder)
      let litestream = try Litestream.replicate(folder)
      let reader = try Self.read(folder)
      let follower = try Litestream.follow(folder, into: folder.path + "/copy")
      let acknowledged = Acknowledged()
      let clients = (0..<2).map { client in
        Thread.started {
          for number in 0... {
            let id = "site-\(client)-\(number)"
            guard let reply = try? writer.post("/sites", Self.site(id, "Plaats"), token: token) else { return }
            if reply.status == 201 { acknowledged.note(id) }
          }
        }
      }
      #expect(try eventually(within: 30) { try reader.get("/sites").ids.count >= 20 })
      try await Task.sleep(for: .seconds(2))
      // The machine is lost with all its files.
      litestream.send(SIGKILL)
      writer.child.send(SIGKILL)
      let lostAt = Date.now
      _ = (writer.child.end(), litestream.end())
      try await blocking { for client in clients { client.wait() } }
      try FileManager.default.removeItem(atPath: folder.data)
      #expect(try reader.get("/sites").status == 200)

      let new = folder.path + "/new"
      #expect(try Litestream.restore(folder, "desk", to: folder.path + "/desk.sqlite") == .exit(0))
      let restored = try folder.run(["restore", folder.path + "/desk.sqlite", "--data", new])
      #expect(restored.isSuccess, "\(restored.errors)")
      let next = try RunningServer(folder, [], data: new, environment: Self.publicURL)
      #expect(try folder.run(["verify", "--data", new]).isSuccess)
      #expect(try Self.health(next, "DEGRADED"))
      #expect(try folder.run(["resume", "--data", new]).isSuccess)
      let there = Set(try next.get("/changes?pageSize=1000").items.compactMap { $0["id"] as? String })
      let lost = acknowledged.all.filter { !there.contains($0.key) }
      #expect(lost.values.allSatisfy { lostAt.timeIntervalSince($0) < 20 }, "what is lost is of the last seconds")
      let oldest = lost.values.map { lostAt.timeIntervalSince($0) }.max() ?? 0
      print("\(acknowledged.all.count) acknowledged, \(lost.count) lost with the machine, of its last \(oldest) s")

      // New replicas have new addresses, and the read replica opens the new file.
      follower.send(SIGTERM)
      #expect(follower.end() == .exit(0))
      let again = try Litestream.replicate(folder, data: new, as: "-2")
      let followed = try Litestream.follow(folder, into: folder.path + "/copy", from: "public-2")
      #expect(try next.post("/sites", Self.site("after", "Daarna"), token: token).status == 201)
      #expect(try eventually(within: 40) { try reader.get("/sites/after").status == 200 }, "\(followed.errors)")
      #expect(try eventually(within: 5) { try Self.agree(reader, next, ["/sites", "/changes"]) })
      for child in [again, followed] { child.send(SIGTERM) }
    }

    /// Kills the follower process; its script starts another one.
    private static func killLitestream(of script: Child) {
      let path = "/proc/\(script.id)/task/\(script.id)/children"
      let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      for child in children.split(separator: " ").compactMap({ pid_t($0) }) { kill(child, SIGKILL) }
    }
  }
}
