// Concurrent requests with the same key: one computation.

import HTTP
import RunningNewsroom
import Server
import Testing

@Suite struct FlightTests {
  static func get(_ target: String, _ fields: String = "") -> String {
    "GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
  }

  /// Connections that have each sent the request; at least one of the requests is being computed.
  static func ask(_ port: Int, _ stand: Newsstand, _ text: String, count: Int) throws -> [Client] {
    let clients = try (0..<count).map { _ in try Client(port: port) }
    for client in clients { try client.send(text) }
    #expect(eventually { stand.handled.load(ordering: .relaxed) > 0 })
    return clients
  }

  @Test func `A hundred simultaneous requests for one answer compute it once`() async throws {
    try await serving(limits { $0.queuedRequests = 1 }) { port, stand in
      let clients = try Self.ask(port, stand, Self.get("/slow/kept"), count: 100)
      let head = try Client(port: port)
      try head.send("HEAD /slow/kept HTTP/1.1\r\nHost: a\r\n\r\n")
      let known = try Client(port: port)
      try known.send(Self.get("/slow/kept", "If-None-Match: \"slow\"\r\n"))
      stand.release(200)
      for client in clients { #expect(try client.response().text == "slow") }
      #expect(try head.response(hasBody: false).fields["content-length"] == "4")
      #expect(try known.response().status == 304)
      #expect(stand.handled.load(ordering: .relaxed) == 1)
      // The connections stay usable.
      try clients[99].send(Self.get("/hello"))
      #expect(try clients[99].response().text == "GET /hello")
    }
  }

  @Test func `An answer that must not be shared is computed for each request`() async throws {
    try await serving { port, stand in
      let clients = try Self.ask(port, stand, Self.get("/slow/own"), count: 20)
      stand.release(20)
      for client in clients { #expect(try client.response().text == "slow") }
      #expect(stand.handled.load(ordering: .relaxed) == 20)
    }
  }

  @Test func `Requests without a place in the queue get 503`() async throws {
    try await serving(limits { $0.queuedRequests = 2 }, workers: 1) { port, stand in
      let clients = try Self.ask(port, stand, Self.get("/slow/own"), count: 10)
      stand.release(10)
      let statuses = try clients.map { try $0.response().status }
      #expect(statuses.filter { $0 == 200 }.count >= 3)
      #expect(Set(statuses) == [200, 503])
    }
  }

  @Test func `Requests with a cookie or in another language are computed separately`() async throws {
    try await serving(workers: 8) { port, stand in
      let texts = [
        Self.get("/wait"), Self.get("/wait", "Cookie: a=b\r\n"), Self.get("/wait", "Authorization: x\r\n"),
        Self.get("/wait", "Accept-Language: nl\r\n"),
      ]
      let clients = try texts.map { text in
        let client = try Client(port: port)
        try client.send(text)
        return client
      }
      #expect(eventually { stand.handled.load(ordering: .relaxed) == 4 })
      stand.release(4)
      for client in clients { #expect(try client.response().text == "waited") }
    }
  }

  @Test func `The client whose request is computed may leave`() async throws {
    try await serving { port, stand in
      let clients = try Self.ask(port, stand, Self.get("/slow/kept"), count: 1)
      let others = try (0..<10).map { _ in try Client(port: port) }
      for other in others { try other.send(Self.get("/slow/kept")) }
      clients[0].reset()
      others[9].reset()
      stand.release(10)
      for other in others.dropLast() { #expect(try other.response().text == "slow") }
    }
  }
}
