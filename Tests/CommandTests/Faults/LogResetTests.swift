// SQLite's log-reset bug: commits beside checkpoints of other processes, with the newsroom's rule and without.

import Foundation
import RunningNewsroom
import Testing

extension OneAtATime {
  @Suite struct LogResetTests {
    private let folder: TestFolder
    private let program: String

    init() throws {
      folder = try TestFolder()
      program = folder.path + "/logreset"
      let here = URL(filePath: #filePath).deletingLastPathComponent()
      let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      let guardFolder = root.appending(path: "Sources/CSQLite").path
      let built = try Child(
        [
          "-O1", "-Wall", "-Wextra", "-Werror", "-I", guardFolder + "/include", "-o", program,
          here.appending(path: "logreset.c").path, guardFolder + "/CSQLite.c", "-lsqlite3", "-lpthread",
        ], in: folder.path, program: "/usr/bin/cc")
      try #require(built.end() == .exit(0), "\(built.errors)")
    }

    /// NEWSROOM_LOG_RESET_SECONDS makes it longer.
    private func run(_ rule: String, seconds: Int) throws -> (Child.End?, String) {
      let wanted = ProcessInfo.processInfo.environment["NEWSROOM_LOG_RESET_SECONDS"].flatMap(Int.init)
      let time = wanted ?? seconds
      let run = try Child(
        ["\(folder.path)/\(rule).sqlite", "\(time)", "500", rule], in: folder.path, program: program)
      let end = run.end(within: Double(time) + 40)
      print("\(rule): \(run.output)", terminator: "")
      return (end, run.output + run.errors)
    }

    @Test func `no commit is lost beside checkpoints of other processes`() throws {
      let (end, output) = try run("guarded", seconds: 10)
      #expect(end == .exit(0) && output.contains("0 lost"), "\(output)")
    }

    @Test func `without the rule, an SQLite that lacks the fix damages the file`() throws {
      _ = try folder.token("draft")
      guard try folder.newsroom("verify").output.contains("lacks the fix") else { return }
      let (end, output) = try run("bare", seconds: 20)
      #expect(end == .exit(1) && output.contains("DAMAGED"), "\(output)")
    }
  }
}
