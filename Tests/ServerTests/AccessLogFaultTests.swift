// An access log that cannot be written: requests are still answered, and lost lines are counted.

import Foundation
import HTTP
import RunningNewsroom
import Server
import Testing

@Suite struct AccessLogFaultTests {
  static func ask(_ port: Int, _ count: Int) throws {
    let client = try Client(port: port)
    for _ in 0..<count {
      try client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.response().text == "kept")
    }
  }

  @Test func `A full disk loses log lines and nothing else`() async throws {
    let log = try AccessLog("/dev/full")
    try await serving(log: log) { port, _ in try Self.ask(port, 30) }
    #expect(log.dropped == 30)
  }

  @Test func `A file that cannot be opened is an error of one line`() {
    let error = #expect(throws: AccessLogError.self) { _ = try AccessLog("/no such folder/access.log") }
    let reason = "cannot write the access log to /no such folder/access.log: No such file or directory"
    #expect(error?.description == reason)
  }

  /// A named pipe, and the descriptor of its reader.
  private static func pipe() throws -> (path: String, reader: Int32) {
    let path = NSTemporaryDirectory() + "access-\(UUID().uuidString).pipe"
    #expect(mkfifo(path, 0o600) == 0)
    return (path, open(path, O_RDONLY | O_NONBLOCK))
  }

  @Test func `A pipe without a reader loses log lines and raises no signal`() async throws {
    let (path, reader) = try Self.pipe()
    defer { unlink(path) }
    let log = try AccessLog(path)
    close(reader)
    try await serving(log: log) { port, _ in try Self.ask(port, 30) }
    #expect(log.dropped == 30)
  }

  @Test func `A reader that stops reading delays no other client`() async throws {
    let (path, reader) = try Self.pipe()
    defer {
      close(reader)
      unlink(path)
    }
    let log = try AccessLog(path, room: 128 * 1024)
    try await serving(limits { $0.requestsPerConnection = .max }, log: log) { port, _ in
      for _ in 0..<20 {
        let client = try Client(port: port)
        try client.send(String(repeating: "GET /kept HTTP/1.1\r\nHost: a\r\n\r\n", count: 200))
        for _ in 0..<200 { #expect(try client.response().text == "kept") }
      }
      #expect(eventually { log.dropped > 0 })
    }
  }

  @Test func `A log file that was moved away is created again`() async throws {
    let path = NSTemporaryDirectory() + "access-\(UUID().uuidString).log"
    defer {
      unlink(path)
      unlink(path + ".1")
    }
    try await serving(log: try AccessLog(path)) { port, _ in
      try Self.ask(port, 3)
      #expect(eventually { (try? String(contentsOfFile: path, encoding: .utf8))?.isEmpty == false })
      #expect(rename(path, path + ".1") == 0)
      try Self.ask(port, 2)
    }
    #expect(try String(contentsOfFile: path + ".1", encoding: .utf8).split(separator: "\n").count == 3)
    #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 2)
  }
}
