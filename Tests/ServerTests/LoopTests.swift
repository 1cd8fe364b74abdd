// What an event loop and an access log hold on to.

import Foundation
import HTTP
import RunningNewsroom
import Testing

@testable import Server

@Suite struct LoopTests {
  /// The number of epoll sets of this process.
  private static func sets() throws -> Int {
    let folder = "/proc/self/fd/"
    return try FileManager.default.contentsOfDirectory(atPath: folder).count { name in
      // A descriptor may be closed meanwhile.
      (try? FileManager.default.destinationOfSymbolicLink(atPath: folder + name))?.contains("[eventpoll]") == true
    }
  }

  @Test func `a loop closes its epoll set, whether it was started or not`() throws {
    let limits = Limits()
    let pool = WorkerPool("test", workers: 1, limit: 1)
    defer { pool.stop() }
    let service = Service(
      limits: limits, responder: Newsstand(), reads: pool, writes: pool, health: pool, healthPath: "/health",
      admission: Admission(limits: limits), log: nil)
    // Other tests open some sets at the same time, but far fewer.
    let before = try Self.sets()
    for number in 0..<300 { _ = EventLoop(number: number, service: service) }
    #expect(try Self.sets() < before + 100)
    for number in 0..<300 { EventLoop(number: number, service: service).start() }
    #expect(try eventually { try Self.sets() < before + 100 })
  }

  @Test func `lines that come after the end of the log are counted as dropped`() throws {
    let path = NSTemporaryDirectory() + "access-\(UUID().uuidString).log"
    defer { unlink(path) }
    let log = try AccessLog(path)
    let line = Array("{}\n".utf8)
    line.withUnsafeBytes { log.take($0, lines: 1) }
    log.end(within: 10)
    line.withUnsafeBytes { log.take($0, lines: 1) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "{}\n")
    #expect(log.dropped == 1)
  }
}
