// Content beyond the general limit: accepted only with valid credentials, and requested only after their check.

import Foundation
import HTTP
import RunningNewsroom
import Server
import Testing

@Suite struct CredentialTests {
  private static let changed = limits {
    $0.body = 10
    $0.bodyWithToken = 200_000
  }

  private static func post(_ fields: String, _ body: String = "", path: String = "/echo") -> String {
    "POST \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"
  }

  private static func chunks(_ count: Int) -> String {
    "6\r\nhello \r\n" + String(repeating: "5\r\nworld\r\n", count: count) + "0\r\n\r\n"
  }

  @Test(arguments: ["Authorization: Bearer junk", "Cookie: a=b"])
  func `Invalid credentials do not raise the limit`(_ field: String) async throws {
    try await serving(Self.changed) { port, stand in
      for framing in [
        "Content-Length: 11", "Content-Length: 11\r\nExpect: 100-continue", "Transfer-Encoding: chunked",
      ] {
        let client = try Client(port: port)
        try client.send(Self.post("\(field)\r\n\(framing)", framing.hasPrefix("T") ? Self.chunks(1) : ""))
        let answer = try client.response()
        #expect(answer.status == 413 && answer.text == "bodyTooLarge body 10 -", "\(framing)")
        #expect(try client.rest().isEmpty)
      }
      #expect(stand.handled.load(ordering: .relaxed) == 0)
    }
  }

  @Test func `Valid credentials raise the limit, for content of any framing`() async throws {
    try await serving(Self.changed) { port, _ in
      let client = try Client(port: port)
      let fields = "Authorization: Bearer valid"
      let large = String(repeating: "x", count: 200_000)
      try client.send(Self.post("\(fields)\r\nContent-Length: 200000", large))
      #expect(try client.response().text == large)
      try client.send(Self.post("\(fields)\r\nTransfer-Encoding: chunked", Self.chunks(1_000)))
      #expect(try client.response().body.count == 5_006)
      try client.send(Self.post("\(fields)\r\nContent-Length: 11\r\nExpect: 100-continue"))
      #expect(try client.response().status == 100)
      try client.send("hello world")
      #expect(try client.response().text == "hello world")
      try client.send(Self.post("\(fields)\r\nContent-Length: 200001"))
      #expect(try client.response().text == "bodyTooLarge bodyWithToken 200000 -")
    }
  }

  @Test func `Small content in chunks needs no credentials`() async throws {
    try await serving(Self.changed) { port, _ in
      let client = try Client(port: port)
      for _ in 0..<2 {
        try client.send(Self.post("Cookie: a=b\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue"))
        #expect(try client.response().status == 100)
        try client.send(Self.chunks(0))
        #expect(try client.response().text == "hello ")
      }
    }
  }

  @Test func `The credentials of small content are not checked early`() async throws {
    try await serving(Self.changed) { port, stand in
      let client = try Client(port: port)
      try client.send(Self.post("Authorization: Bearer junk\r\nContent-Length: 5", "hello"))
      #expect(try client.response().text == "hello")
      try client.send("GET /client HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer junk\r\n\r\n")
      #expect(try client.response().status == 200)
      #expect(stand.identified.load(ordering: .relaxed) == 0)
    }
  }

  @Test func `100 Continue is not sent before the credentials are known`() async throws {
    try await serving(Self.changed) { port, stand in
      let client = try Client(port: port)
      let fields = "Authorization: Bearer valid\r\nContent-Length: 11\r\nExpect: 100-continue"
      try client.send(Self.post(fields, path: "/slow/credentials"))
      #expect(eventually { stand.identified.load(ordering: .relaxed) == 1 })
      usleep(50_000)
      #expect(!client.isReadable)
      // Content that is sent early waits too.
      try client.send("hello world")
      usleep(50_000)
      #expect(!client.isReadable)
      stand.release()
      #expect(try client.response().status == 100)
      #expect(try client.response().text == "POST /slow/credentials")
    }
  }

  @Test func `A client that leaves while its credentials are checked is forgotten`() async throws {
    try await serving(Self.changed) { port, stand in
      let gone = try Client(port: port)
      try gone.send(Self.post("Authorization: Bearer valid\r\nContent-Length: 11", path: "/slow/credentials"))
      #expect(eventually { stand.identified.load(ordering: .relaxed) == 1 })
      gone.reset()
      stand.release()
      let client = try Client(port: port)
      try client.send(Self.post("Authorization: Bearer valid\r\nContent-Length: 11", "hello world"))
      #expect(try client.response().text == "hello world")
    }
  }

  @Test func `Requests before and after large content are answered in order`() async throws {
    try await serving(Self.changed) { port, _ in
      let client = try Client(port: port, receiveBuffer: 4_096)
      let large = String(repeating: "x", count: 20_000)
      // The first answer is larger than the client accepts before it has sent everything.
      try client.send(
        "GET /big HTTP/1.1\r\nHost: a\r\n\r\n"
          + Self.post("Authorization: Bearer valid\r\nContent-Length: 20000", large)
          + "GET /kept HTTP/1.1\r\nHost: a\r\n\r\n"
          + Self.post("Authorization: Bearer valid\r\nTransfer-Encoding: chunked\r\nConnection: close", Self.chunks(9)))
      #expect(try client.response().body.count == 8 << 20)
      #expect(try client.response().text == large)
      #expect(try client.response().text == "kept")
      let last = try client.response()
      #expect(last.body.count == 51 && last.fields["connection"] == "close")
      #expect(try client.rest().isEmpty)
    }
  }

  @Test func `Without a worker to check credentials, no content is read`() async throws {
    try await serving(limits { ($0.body, $0.queuedRequests) = (10, 1) }, workers: 1) { port, stand in
      let clients = try (0..<3).map { _ in try Client(port: port) }
      try clients[0].send("POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
      #expect(eventually { stand.handled.load(ordering: .relaxed) == 1 })
      for client in clients.dropFirst() {
        try client.send(Self.post("Authorization: Bearer valid\r\nContent-Length: 11\r\nExpect: 100-continue"))
      }
      #expect(eventually { clients.contains(where: \.isReadable) })
      let ready = clients.first { $0.isReadable }
      let refused = try #require(ready)
      #expect(try refused.response().text == "overloaded queuedRequests 1 -")
      #expect(try refused.rest().isEmpty)
      stand.release()
      let taken = try #require(clients.dropFirst().first { $0 !== refused })
      #expect(try taken.response().status == 100)
    }
  }
}
