// A disk that fails, or a process that dies, at any write or sync of any kind of write: no write is half done.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@Suite struct FaultTests {
  /// `NEWSROOM_FAULTS=all` breaks every call; else a few random calls break, most of them at the end of a commit.
  static let isThorough = ProcessInfo.processInfo.environment["NEWSROOM_FAULTS"] == "all"

  @Test(arguments: Write.all)
  func `a write that is interrupted anywhere is stored as a whole or not at all`(write: Write) throws {
    let desk = try FaultyDesk()
    var numbers = SeededNumbers(for: "where “\(write.name)” is broken off")
    let (whole, calls) = try desk.untouched(write)
    #expect(!whole.isEmpty && calls.contains("s"))
    for kind in Faults.Kind.allCases where kind != .count {
      for call in Self.places(in: calls, few: kind.ends, &numbers) {
        try desk.broken(write, kind, at: call, whole)
      }
      guard Self.isThorough else { continue }
      var call = calls.count
      while try desk.broken(write, kind, at: call + 1, whole) { call += 1 }
    }
    try desk.checkFiles()
  }

  @Test(arguments: [["token", "create", "--name", "Redactie", "--scope", "embargo"], ["token", "revoke", "1"]])
  func `a command that is killed anywhere has done all or nothing`(command: [String]) throws {
    let desk = try FaultyDesk(isServed: false)
    var numbers = SeededNumbers(for: "where \(command) is broken off")
    let setUp = command[1] == "revoke" ? ["token", "create", "--name", "Oud", "--scope", "embargo"] : nil
    let (whole, calls) = try desk.run(command, after: setUp, .count, at: 0)
    #expect(!whole.isEmpty && calls.contains("s"))
    for kind in Faults.Kind.allCases where kind != .count {
      for call in Self.places(in: calls, few: true, &numbers) {
        let (change, _) = try desk.run(command, after: setUp, kind, at: call, whole)
        #expect(change.isEmpty || change == whole, "\(kind) at \(call): \(change)")
      }
    }
    try desk.checkFiles()
  }

  /// The calls that fail, numbered from 1.
  private static func places(in calls: String, few: Bool, _ numbers: inout SeededNumbers) -> [Int] {
    let all = Array(1...calls.count)
    if isThorough { return all }
    // A commit ends with a write and a sync.
    let ends = all.filter { Array(calls)[$0 - 1] == "s" }.flatMap { [$0 - 1, $0] }.filter { $0 > 0 }
    let chosen = ends.shuffled(using: &numbers).prefix(2) + all.shuffled(using: &numbers).prefix(few ? 0 : 1)
    return Array(Set(chosen)).sorted()
  }
}
