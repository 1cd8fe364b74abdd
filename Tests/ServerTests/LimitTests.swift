// Limits over real sockets: too much, too slow and too many.

import Foundation
import HTTP
import RunningNewsroom
import Server
import Testing

@Suite struct LimitTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let status: Int
    let reason: String

    init(_ title: String, _ text: String, _ status: Int, _ reason: String) {
      testDescription = title
      self.text = text
      self.status = status
      self.reason = reason
    }
  }

  static let long = String(repeating: "a", count: 100)

  static let rows: [Row] = [
    Row("request line", "GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n", 414, "requestLineTooLong requestLine 64 -"),
    Row("a line without end", "GET /\(long)", 414, "requestLineTooLong requestLine 64 -"),
    Row("field lines", get("A: \(long)\(long)"), 431, "headerTooLarge headerBlock 200 -"),
    Row("number of fields", get("A: b\r\nC: d\r\nE: f\r\nG: h"), 431, "tooManyFields fields 4 -"),
    Row("content", post("Content-Length: 11", long), 413, "bodyTooLarge body 10 -"),
    Row(
      "content with a token", post("Authorization: x\r\nContent-Length: 21", long), 413,
      "bodyTooLarge bodyWithToken 20 -"),
    Row(
      "content in chunks", post("Transfer-Encoding: chunked", "a\r\n\(long.prefix(10))\r\n1\r\na\r\n0\r\n\r\n"), 413,
      "bodyTooLarge body 10 -"),
    Row(
      "chunk extensions", post("Transfer-Encoding: chunked", "1;\(long)\r\n"), 400,
      "chunkExtensionsTooLarge chunkExtensions 16 -"),
    Row(
      "trailers", post("Transfer-Encoding: chunked", "0\r\nA: \(long)\r\n\r\n"), 431, "trailersTooLarge trailers 16 -"),
  ]

  static func get(_ fields: String) -> String { "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n" }
  static func post(_ fields: String, _ body: String) -> String {
    "POST /echo HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"
  }

  @Test(arguments: rows)
  func `Too large content is refused with the limit's name and number`(_ row: Row) async throws {
    try await serving(
      limits {
        $0.requestLine = 64
        $0.headerBlock = 200
        $0.fields = 4
        $0.body = 10
        $0.bodyWithToken = 20
        $0.chunkExtensions = 16
        $0.trailers = 16
      }
    ) { port, _ in
      let client = try Client(port: port)
      try client.send(row.text)
      let answer = try client.response()
      #expect(answer.status == row.status)
      #expect(answer.text == row.reason)
      #expect(try client.rest().isEmpty)
    }
  }

  @Test func `A client that continues to send after 413 still reads the answer`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
      for _ in 0..<30 { try client.send([UInt8](repeating: 0, count: 100_000)) }
      #expect(try client.response().status == 413)
      client.finishSending()
      #expect(try client.rest().isEmpty)
    }
  }

  @Test func `A client that reads only after it has sent everything gets its 413`() async throws {
    try await serving { port, _ in
      for _ in 0..<5 {
        let client = try Client(port: port)
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n")
        for _ in 0..<200 { try client.send([UInt8](repeating: 0, count: 100_000)) }
        #expect(try client.response().status == 413)
      }
    }
  }

  @Test func `A client that never stops sending after 413 is cut off in the end`() async throws {
    try await serving(limits { $0.lingerTotalSeconds = 0.3 }) { port, _ in
      let client = try Client(port: port)
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
      #expect(try client.response().status == 413)
      #expect(
        eventually {
          usleep(20_000)
          return (try? client.send("x")) == nil
        })
    }
  }

  @Test func `Empty lines between requests are ignored`() async throws {
    try await serving(limits { $0.headerSeconds = 0.1 }) { port, _ in
      let client = try Client(port: port)
      try client.send("\r\n\r\n")
      usleep(300_000)
      try client.send("\r\nGET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.response().text == "kept")
    }
  }

  @Test func `A limited number of bytes is discarded after 413`() async throws {
    try await serving(limits { $0.lingerBytes = 100_000 }) { port, _ in
      let client = try Client(port: port)
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300000000\r\n\r\n")
      #expect(throws: Client.Failure.self) {
        for _ in 0..<1_000 { try client.send([UInt8](repeating: 0, count: 100_000)) }
      }
    }
  }

  @Test func `A lingering client is disconnected`() async throws {
    try await serving(limits { $0.lingerSeconds = 0.1 }) { port, _ in
      let client = try Client(port: port)
      try client.send("FOO\r\n")
      #expect(try client.response().status == 400)
      #expect(
        eventually {
          usleep(300_000)
          return (try? client.send("x")) == nil
        })
    }
  }

  @Test func `A head that does not end in time gets 408`() async throws {
    try await serving(limits { $0.headerSeconds = 0.1 }) { port, _ in
      let client = try Client(port: port)
      try client.send("GET / HTTP/1.1\r\nHos")
      let answer = try client.response()
      #expect(answer.status == 408)
      #expect(answer.text == "headerTimeout headerSeconds 1 -")
      #expect(try client.rest().isEmpty)
    }
  }

  @Test func `Bytes that arrive slowly do not extend the time for a head`() async throws {
    try await serving(limits { $0.headerSeconds = 0.2 }) { port, _ in
      let client = try Client(port: port)
      let start = Date.now
      try client.send("GET / HTTP/1.1\r\nHost: ")
      // A byte every 10 ms, until there is an answer.
      var answered = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
      while Date.now.timeIntervalSince(start) < 20, poll(&answered, 1, 10) == 0 { try client.send("a") }
      #expect(Date.now.timeIntervalSince(start) < 20)
      #expect(try client.response().status == 408)
    }
  }

  @Test func `An idle connection is closed without a response`() async throws {
    try await serving(limits { $0.idleSeconds = 0.1 }) { port, _ in
      let fresh = try Client(port: port)
      let used = try Client(port: port)
      try used.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try used.response().text == "kept")
      #expect(try fresh.rest().isEmpty)
      #expect(try used.rest().isEmpty)
    }
  }

  @Test func `Content that does not arrive gets 408`() async throws {
    try await serving(limits { $0.bodySeconds = 0.1 }) { port, _ in
      let client = try Client(port: port)
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
      let answer = try client.response()
      #expect(answer.status == 408)
      #expect(answer.text == "bodyTimeout bodySeconds 1 -")
    }
  }

  @Test func `Content that arrives steadily may take longer`() async throws {
    try await serving(
      limits {
        $0.bodySeconds = 0.1
        $0.bodyRate = 100
      }
    ) { port, _ in
      let client = try Client(port: port)
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n")
      for _ in 0..<30 {
        try client.send([UInt8](repeating: 120, count: 100))
        usleep(10_000)
      }
      #expect(try client.response().body.count == 3_000)
    }
  }

  @Test func `A client that takes nothing is cut off`() async throws {
    try await serving(limits { $0.writeSeconds = 0.2 }) { port, stand in
      let client = try Client(port: port, receiveBuffer: 4_096)
      try client.send("GET /stream/long HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(eventually { stand.pieces.load(ordering: .relaxed) > 0 })
      #expect(eventually { stand.sources.load(ordering: .relaxed) == 0 })
    }
  }

  /// Reads a little of a long stream each 50 ms, until the server drops the connection or `seconds` have passed.
  private static func sip(_ port: Int, for seconds: Double) throws {
    let client = try Client(port: port, receiveBuffer: 4_096)
    try client.send("GET /stream/long HTTP/1.1\r\nHost: a\r\n\r\n")
    let start = Date.now
    var bytes = [UInt8](repeating: 0, count: 2_048)
    while Date.now.timeIntervalSince(start) < seconds, recv(client.descriptor, &bytes, bytes.count, 0) > 0 {
      usleep(50_000)
    }
  }

  @Test func `A client that takes an answer too slowly is cut off`() async throws {
    try await serving(
      limits {
        $0.writeSeconds = 0.3
        $0.writeRate = 10_000_000
      }
    ) { port, stand in
      let start = Date.now
      try Self.sip(port, for: 15)
      #expect(Date.now.timeIntervalSince(start) < 15)
      #expect(eventually { stand.sources.load(ordering: .relaxed) == 0 })
    }
  }

  @Test func `A slow client above the rate keeps its answer`() async throws {
    try await serving(
      limits {
        $0.writeSeconds = 0.3
        $0.writeRate = 1_000
      }
    ) { port, _ in
      let start = Date.now
      try Self.sip(port, for: 2)
      #expect(Date.now.timeIntervalSince(start) >= 2)
    }
  }

  @Test func `The answer to the last request of a connection announces the end`() async throws {
    try await serving(limits { $0.requestsPerConnection = 3 }) { port, _ in
      let client = try Client(port: port)
      try client.send(String(repeating: "GET /kept HTTP/1.1\r\nHost: a\r\n\r\n", count: 5))
      #expect(try client.response().fields["connection"] == nil)
      #expect(try client.response().fields["connection"] == nil)
      #expect(try client.response().fields["connection"] == "close")
      #expect(try client.rest().isEmpty)
    }
  }

  @Test func `Beyond the limit, a new connection waits until another ends`() async throws {
    try await serving(limits { $0.connections = 2 }) { port, _ in
      let first = try Client(port: port)
      let second = try Client(port: port)
      for client in [first, second] {
        try client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.response().text == "kept")
      }
      let third = try Client(port: port)
      try third.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      usleep(50_000)
      first.close()
      #expect(try third.response().text == "kept")
    }
  }

  @Test func `Each address has a limit of connections`() async throws {
    try await serving(
      limits {
        $0.connectionsPerAddress = 2
        $0.exemptsLoopback = false
      }
    ) { port, _ in
      let clients = [try Client(port: port), try Client(port: port)]
      for client in clients {
        try client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.response().text == "kept")
      }
      #expect((try? Client(port: port).rest())?.isEmpty ?? true)
      clients[0].close()
      #expect(
        eventually {
          guard let client = try? Client(port: port) else { return false }
          try? client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
          return (try? client.response().text) == "kept"
        })
    }
  }

  @Test func `A full queue answers 503 at once and keeps the connection`() async throws {
    try await serving(limits { $0.queuedRequests = 1 }, workers: 1) { port, stand in
      let clients = try (0..<6).map { _ in try Client(port: port) }
      try clients[0].send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(eventually { stand.handled.load(ordering: .relaxed) == 1 })
      // Different targets, so that no request waits for another's answer.
      for (number, client) in clients.enumerated().dropFirst() {
        try client.send("GET /wait?\(number) HTTP/1.1\r\nHost: a\r\nBelGov-Trace-Id: overloaded\r\n\r\n")
      }
      // The first occupies the worker, one waits, four are refused.
      #expect(eventually { clients.filter(\.isReadable).count == 4 })
      for client in clients where client.isReadable {
        let answer = try client.response()
        #expect(answer.status == 503)
        #expect(answer.fields["retry-after"] == "1")
        #expect(answer.text == "overloaded queuedRequests 1 -")
        #expect(answer.fields["belgov-related-trace-id"] == "overloaded")
        try client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.response().text == "kept")
      }
      // The trace id of a refused request is not that of the next one.
      stand.release(2)
      #expect(eventually { stand.handled.load(ordering: .relaxed) == 2 })
      stand.release()
      let refused = try #require(clients.last)
      try refused.send("GET /wait?again HTTP/1.1\r\nHost: a\r\n\r\n")
      let next = try refused.response()
      #expect(next.text == "waited" && next.fields["belgov-related-trace-id"] == nil)
    }
  }
}
