// `--acknowledge replica`: what was acknowledged is on the replica, also when the machine is destroyed.

import Foundation
import GRDB
import RunningNewsroom
import Synchronization
import Testing

extension OneAtATime {
  @Suite struct AcknowledgeTests {
    private let folder: TestFolder
    private let tokens: [String]

    init() throws {
      let folder = try TestFolder()
      self.folder = folder
      // Each token has a limit of writes.
      tokens = try (0..<20).map { try folder.token("draft", "publish", name: "writer \($0)") }
    }

    private static func site(_ id: String) -> String {
      #"{"id": "\#(id)", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#
    }

    private func serve() throws -> RunningServer {
      try RunningServer(
        folder, ["--acknowledge", "replica"], environment: ["NEWSROOM_PUBLIC_URL": "https://press.example"])
    }

    private static func check(_ server: RunningServer, _ name: String) throws -> [String: Any]? {
      (try server.get("/health").object["checks"] as? [String: Any])?[name] as? [String: Any]
    }

    private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
      let start = ContinuousClock.now
      try body()
      return (ContinuousClock.now - start) / .milliseconds(1)
    }

    @Test func `without Litestream a write is a 202, and with it a 201 again`() throws {
      let server = try serve()
      #expect(try server.post("/sites", Self.site("a"), token: tokens[0]).status == 202)
      #expect(try server.get("/sites/a").status == 200)
      let check = try Self.check(server, "replica")
      #expect(check?["status"] as? String == "DOWN")
      #expect((check?["detail"] as? String)?.contains("Litestream") == true)
      #expect(server.child.errors.contains("replica: no answer of Litestream"))
      let litestream = try Litestream.replicate(folder)
      var number = 0
      #expect(
        try eventually {
          number += 1
          return try server.post("/sites", Self.site("b\(number)"), token: tokens[0]).status == 201
        })
      #expect(try Self.check(server, "replica")?["status"] as? String == "UP")
      #expect(try server.send("PATCH", "/sites/a", "{}", token: tokens[0], ["If-Match": "*"]).status == 200)
      litestream.send(SIGKILL)
      _ = litestream.end()
      #expect(try server.post("/sites", Self.site("c"), token: tokens[0]).status == 202)
    }

    /// The failover drill of the article Running, with acknowledged writes only.
    @Test(.timeLimit(.minutes(4)))
    func `of a thousand acknowledged publications none is lost with the machine`() async throws {
      let writer = try serve()
      let litestream = try Litestream.replicate(folder)
      var first = 0
      #expect(
        try eventually {
          first += 1
          return try writer.post("/sites", Self.site("first-\(first)"), token: tokens[0]).status == 201
        })
      // A busy disk may make one a 202.
      let alone = try (0..<50).compactMap { number in
        var status = 0
        let time = try Self.milliseconds {
          status = try writer.post("/sites", Self.site("alone-\(number)"), token: tokens[0]).status
        }
        return status == 201 ? time : nil
      }.sorted()
      try #require(!alone.isEmpty)

      let acknowledged = Mutex<[String: Double]>([:])
      let clients = tokens.enumerated().map { client, token in
        Thread.started {
          for number in 0... {
            let id = "site-\(client)-\(number)"
            var status = 0
            let time = Self.milliseconds {
              status = (try? writer.post("/sites", Self.site(id), token: token).status) ?? 0
            }
            guard status != 0 else { return }
            if status == 201 { acknowledged.withLock { $0[id] = time } }
          }
        }
      }
      #expect(eventually(within: 120) { acknowledged.withLock { $0.count } >= 1_000 })
      // The machine is lost with all its files.
      litestream.send(SIGKILL)
      writer.child.send(SIGKILL)
      _ = (writer.child.end(), litestream.end())
      try await blocking { for client in clients { client.wait() } }
      try FileManager.default.removeItem(atPath: folder.data)

      let (new, copy) = (folder.path + "/new", folder.path + "/public.sqlite")
      #expect(try Litestream.restore(folder, "desk", to: folder.path + "/desk.sqlite") == .exit(0))
      let restored = try folder.run(["restore", folder.path + "/desk.sqlite", "--data", new])
      #expect(restored.isSuccess, "\(restored.errors)")
      let next = try RunningServer(folder, [], data: new)
      #expect(try folder.run(["resume", "--data", new]).isSuccess)
      let there = Set(try next.all("/sites?pageSize=100").compactMap { $0["id"] as? String })
      let times = acknowledged.withLock { $0 }
      #expect(times.keys.filter { !there.contains($0) } == [])
      // What readers have seen is on the desk too.
      #expect(try Litestream.restore(folder, "public", to: copy) == .exit(0))
      let seen = try await DatabaseQueue(path: copy).read { try String.fetchAll($0, sql: "SELECT id FROM changes") }
      #expect(seen.count >= 1_000 && seen.filter { !there.contains($0) } == [])
      let figures = [alone, times.values.sorted()].map { times in
        "\(times[times.count / 2]) ms (95 %: \(times[times.count * 95 / 100]) ms)"
      }
      print("\(times.count) acknowledged, 0 lost; alone \(figures[0]); of 20 writers \(figures[1])")
    }

    @Test func `an unknown choice is refused`() throws {
      let ended = try folder.run(["serve", "--data", folder.data], environment: ["NEWSROOM_ACKNOWLEDGE": "cloud"])
      #expect(ended.errors.contains("NEWSROOM_ACKNOWLEDGE must be disk or replica, not “cloud”"))
    }
  }
}
