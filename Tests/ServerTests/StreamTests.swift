// Streams and slow readers: content is produced at the client's pace.

import Foundation
import HTTP
import RunningNewsroom
import Server
import Testing

@Suite struct StreamTests {
  @Test func `A stream is sent in chunks, and the connection stays open`() async throws {
    try await serving { port, stand in
      let client = try Client(port: port)
      try client.send("GET /stream/three HTTP/1.1\r\nHost: a\r\n\r\nGET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = try client.response()
      #expect(answer.fields["transfer-encoding"] == "chunked")
      #expect(answer.fields["content-length"] == nil)
      #expect(answer.text == "aaaaaaaaaaaaaaa")
      #expect(try client.response().text == "kept")
      #expect(eventually { stand.sources.load(ordering: .relaxed) == 0 })
    }
  }

  @Test func `A slow reader holds back its producer`() async throws {
    try await serving { port, stand in
      let client = try Client(port: port, receiveBuffer: 4_096)
      try client.send("GET /stream/long HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(eventually { stand.pieces.load(ordering: .relaxed) > 1 })
      let made = stand.settledPieces()
      #expect(made > 0)
      // The buffers of the two sockets, and one piece.
      #expect(made * 64 < 8 * 1_024)
      _ = try client.take(1 << 20)
      #expect(eventually { stand.pieces.load(ordering: .relaxed) > made })
    }
  }

  @Test func `Waiting streams hold no worker, get each event, and end with their clients`() async throws {
    try await serving { port, stand in
      let clients = try (0..<40).map { _ in try Client(port: port) }
      for client in clients { try client.send("GET /stream/live HTTP/1.1\r\nHost: a\r\n\r\n") }
      #expect(eventually { stand.listeners.withLock { $0.count } == 40 })
      // There are fewer workers than listeners.
      let other = try Client(port: port)
      try other.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try other.response().text == "GET /a")
      stand.publish("news")
      for client in clients { #expect(try client.receives("4\r\nnews\r\n")) }
      #expect(eventually { stand.listeners.withLock { $0.count } == 40 })
      for client in clients.dropFirst(10) { client.close() }
      #expect(eventually { stand.sources.load(ordering: .relaxed) == 10 })
    }
  }

  @Test func `A stream ends when its client has left`() async throws {
    try await serving { port, stand in
      let client = try Client(port: port)
      try client.send("GET /stream/long HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try client.take(1_000)
      client.reset()
      #expect(eventually { stand.sources.load(ordering: .relaxed) == 0 })
    }
  }

  @Test(arguments: ["HTTP/1.1\r\nHost: a", "HTTP/1.0"])
  func `A stream that fails is broken off`(_ version: String) async throws {
    try await serving { port, _ in
      let client = try Client(port: port)
      try client.send("GET /stream/broken \(version)\r\n\r\n")
      #expect(throws: Client.Failure.self) { try client.response() }
    }
  }

  @Test func `A large answer waits for a slow reader, and so does the next request`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port, receiveBuffer: 4_096)
      try client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\nGET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      usleep(50_000)
      #expect(try client.response().body.count == 8 << 20)
      #expect(try client.response().text == "kept")
    }
  }

  @Test func `Shared contents are sent whole and in order, even in small pieces`() async throws {
    try await serving { port, _ in
      let client = try Client(port: port, receiveBuffer: 4_096)
      let paths = (0..<200).map { ["/kept/large", "/kept", "/kept/large", "/kept/large", "/a"][$0 % 5] }
      Thread {
        try? client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      }.start()
      for path in paths {
        let body = try client.response().body
        switch path {
        case "/kept/large": #expect(body.elementsEqual(Newsstand.large), "another content")
        case "/kept": #expect(body == Array("kept".utf8))
        default: #expect(body == Array("GET /a".utf8))
        }
      }
    }
  }

  @Test func `A client that leaves while a worker is busy affects no other client`() async throws {
    try await serving { port, stand in
      for _ in 0..<5 {
        let client = try Client(port: port)
        try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
        usleep(5_000)
        client.reset()
      }
      stand.release(5)
      let client = try Client(port: port)
      try client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.response().text == "GET /hello")
    }
  }

  @Test func `A client that pipelines endlessly does not delay others`() async throws {
    try await serving(limits { $0.requestsPerConnection = .max }) { port, _ in
      let greedy = try Client(port: port)
      let isOver = DispatchSemaphore(value: 0)
      Thread {
        let burst = String(repeating: "GET /kept HTTP/1.1\r\nHost: a\r\n\r\n", count: 200)
        while isOver.wait(timeout: .now()) == .timedOut, (try? greedy.send(burst)) != nil {}
      }.start()
      Thread { _ = try? greedy.rest() }.start()
      for _ in 0..<20 {
        let client = try Client(port: port)
        try client.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.response().text == "GET /hello")
      }
      isOver.signal()
    }
  }
}
