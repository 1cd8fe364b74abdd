// A follower that stalls without a word (Litestream issue 1515): `follow.sh` notices it and restores a new copy.

import Foundation
import RunningNewsroom
import Testing

extension OneAtATime {
  @Suite struct StalledFollowerTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private var copy: String { folder.path + "/copy" }

    /// The transactions of the replica's files of these levels: the last one of each, and the path.
    private func files(_ levels: ClosedRange<Int>) -> [(last: String, path: String)] {
      levels.flatMap { level in
        let place = "\(folder.path)/replica/public/ltx/\(level)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return names.filter { $0.hasSuffix(".ltx") }.map { (String($0.dropLast(4).suffix(16)), "\(place)/\($0)") }
      }
    }

    /// The transaction that the copy has.
    private func transaction() throws -> String {
      try String(contentsOfFile: copy + "/public.sqlite-txid", encoding: .utf8).trimmingCharacters(in: .newlines)
    }

    private static func follower(of script: Child) -> pid_t? {
      let path = "/proc/\(script.id)/task/\(script.id)/children"
      let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      return children.split(separator: " ").compactMap { pid_t($0) }.first { child in
        (try? String(contentsOfFile: "/proc/\(child)/comm", encoding: .utf8)) == "litestream\n"
      }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a follower that stalls is noticed and mended within two minutes, and readers are served meanwhile`() throws {
      let environment = ["NEWSROOM_PUBLIC_URL": "https://press.example"]
      let token = try folder.token("draft", "publish")
      let writer = try RunningServer(folder, environment: environment)
      func publish(_ id: String) throws {
        let site = #"{"id": "\#(id)", "name": {"nl": "Plaats", "fr": "Lieu"}, "status": "published"}"#
        #expect(try writer.post("/sites", site, token: token).status == 201)
      }
      // No compaction brings back, from the writer's own copies, what is removed below.
      let levels = "levels: [{interval: 1h}]\nsnapshot: {interval: 5s}\n"
      let litestream = try Litestream.replicate(folder, more: levels)
      let script = try Litestream.follow(folder, into: copy)
      let reader = try RunningServer(folder, ["--read-only"], data: copy, environment: environment)
      try publish("before")
      #expect(try eventually(within: 30) { try reader.get("/sites/before").status == 200 })

      // It misses the transactions that it needs next: only a newer snapshot has them.
      let follower = try #require(Self.follower(of: script))
      #expect(eventually { (try? transaction()) == files(0...8).map(\.last).max() })
      kill(follower, SIGSTOP)
      let last = try transaction()
      try publish("amid")
      #expect(eventually(within: 40) { files(9...9).contains { $0.last > last } })
      for file in files(0...8) where file.last > last { try FileManager.default.removeItem(atPath: file.path) }
      try publish("after")
      kill(follower, SIGCONT)

      let (stalledAt, watched) = (Date.now, try reader.get("/sites").ids)
      var refused: [Int] = []
      #expect(
        try eventually(within: 120) {
          let sites = try reader.get("/sites")
          if sites.status != 200 { refused.append(sites.status) }
          usleep(50_000)
          return sites.ids.contains("after")
        }, "\(script.errors)")
      print("a stalled follower was mended in \(Date.now.timeIntervalSince(stalledAt)) s")
      #expect(watched == ["before"] && refused == [])
      #expect(script.errors.contains("the follower stalls at \(last)"))
      #expect(Self.follower(of: script) != follower)
      #expect(try eventually { try reader.get("/health").object["status"] as? String == "UP" })
      for child in [script, litestream] { child.send(SIGTERM) }
      #expect(script.end() == .exit(0))
    }
  }
}
