// One client against all: turns, shares, and threads of their own for writes and the health check.

import Bytes
import Dispatch
import HTTP
import RunningNewsroom
import Synchronization
import Testing

@testable import Server

@Suite struct FairnessTests {
  private static func get(_ target: String) -> String { "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n" }

  /// Connections of 127.0.0.1 that each wait for an answer of their own.
  private static func hostile(_ port: Int, _ stand: Newsstand, count: Int, running: Int) throws -> [Client] {
    let clients = try (0..<count).map { number in
      let client = try Client(port: port)
      try client.send(get("/wait?\(number)"))
      return client
    }
    #expect(eventually { stand.handled.load(ordering: .relaxed) == running })
    return clients
  }

  @Test func `a client with many slow requests leaves half of the threads to others`() async throws {
    try await serving(workers: 4) { port, stand in
      let hostile = try Self.hostile(port, stand, count: 32, running: 2)
      let other = try Client(port: port, from: 2)
      for number in 0..<20 {
        try other.send(Self.get("/hello?\(number)"))
        #expect(try other.response().text == "GET /hello")
      }
      #expect(stand.handled.load(ordering: .relaxed) == 22)
      stand.release(32)
      for client in hostile { #expect(try client.response().text == "waited") }
    }
  }

  @Test func `writes and the health check do not wait for reads, nor the health check for writes`() async throws {
    try await serving(workers: 1) { port, stand in
      _ = try Self.hostile(port, stand, count: 4, running: 1)
      let writer = try Client(port: port)
      try writer.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
      #expect(try writer.response().text == "hello")
      try writer.send("POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
      #expect(eventually { stand.handled.load(ordering: .relaxed) == 3 })
      let supervisor = try Client(port: port)
      try supervisor.send(Self.get("/health"))
      #expect(try supervisor.response().text == "GET /health")
    }
  }

  @Test func `the threads that read and write stand back for the loops and the health check`() async throws {
    try await serving(workers: 1) { port, stand in
      let client = try Client(port: port)
      let niceness = try ["GET /?nice", "POST /?nice", "GET /health?nice"].map { line in
        try client.send("\(line) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        return Int(try client.response().text) ?? 0
      }
      let own = Int(Newsstand.niceness)
      #expect(niceness == [own + 10, own + 10, own].map { min($0, 19) })
    }
  }

  @Test func `clients take turns, however many requests one has`() throws {
    let pool = WorkerPool("test", workers: 1, limit: 100)
    defer { pool.stop() }
    let gate = DispatchSemaphore(value: 0)
    let order = Mutex<[Int]>([])
    let networks = (1...3).map { IPAddress("192.0.2.\($0)") ?? .loopback }
    #expect(pool.submit(for: networks[0]) { gate.wait() })
    for (number, count) in [8, 1, 2].enumerated() {
      for _ in 0..<count { #expect(pool.submit(for: networks[number]) { order.withLock { $0.append(number) } }) }
    }
    gate.signal()
    #expect(eventually { order.withLock { $0.count } == 11 })
    // The first is still running when the others queue, so it comes after them.
    #expect(order.withLock { $0 } == [1, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func `a client that fills the queue leaves places to others`() throws {
    let pool = WorkerPool("test", workers: 1, limit: 10)
    defer { pool.stop() }
    let gate = DispatchSemaphore(value: 0)
    defer { for _ in 0..<10 { gate.signal() } }
    let networks = (1...3).map { IPAddress("2001:db8:0:\($0)::1")?.network ?? .loopback }
    #expect(pool.submit(for: networks[0]) { gate.wait() })
    #expect(eventually { pool.waiting == 0 })
    let queued = networks.map { network in (0..<10).count { _ in pool.submit(for: network) { gate.wait() } } }
    #expect(queued == [5, 3, 1] && pool.waiting == 9)
  }

  @Test func `addresses of one IPv6 network share the limit of connections`() throws {
    let admission = Admission(limits: limits { $0.connectionsPerAddress = 2 })
    let addresses = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"].compactMap { IPAddress($0) }
    #expect(addresses.map(admission.admit) == [true, true, false, true])
    admission.leave(addresses[0])
    #expect(admission.admit(addresses[2]))
  }
}
