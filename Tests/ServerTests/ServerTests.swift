// Start, stop and many connections.

import Foundation
import HTTP
import RunningNewsroom
import Server
import Testing

@Suite struct ServerTests {
  @Test func `A port in use is an error of one line`() throws {
    let socket = try ListeningSocket(host: "127.0.0.1", port: 0)
    let port = socket.port
    let error = #expect(throws: ListenError.self) { _ = try ListeningSocket(host: "127.0.0.1", port: port) }
    #expect(error?.reason == .inUse)
    #expect(error?.description == "cannot listen on 127.0.0.1 port \(port): another program is listening there")
    #expect(socket.port == port)
  }

  @Test(arguments: [("192.0.2.1", 0), ("no such host", 0), ("127.0.0.1", 70_000), ("127.0.0.1", -1)])
  func `An address of another machine is refused`(_ host: String, _ port: Int) {
    let error = #expect(throws: ListenError.self) { _ = try ListeningSocket(host: host, port: port) }
    #expect(error?.reason == .badAddress)
  }

  @Test func `The server listens on IPv6 as on IPv4`() throws {
    let socket = try ListeningSocket(host: "::1", port: 0)
    #expect(socket.address == "::1")
    #expect(socket.port > 0)
  }

  @Test func `Stopping finishes the requests in progress`() async throws {
    let stand = Newsstand()
    let socket = try ListeningSocket(host: "127.0.0.1", port: 0)
    let port = socket.port
    // One loop: after it has closed the idle connection, which had not timed out, it must be stopping.
    let patient = limits { $0.idleSeconds = 3_600 }
    let server = Server(socket: socket, limits: patient, loops: 1, workers: 2, responder: stand)
    server.start()
    let idle = try Client(port: port)
    let busy = try Client(port: port)
    try busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
    try idle.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await blocking { try idle.response().text } == "kept")
    _ = try await blocking { eventually { stand.handled.load(ordering: .relaxed) == 1 } }
    // A separate thread: a child task may wait long when many tests run at once.
    let stopped = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      server.stop(within: 50)
      stopped.signal()
    }
    #expect(try await blocking { try idle.rest().isEmpty })
    #expect(throws: Client.Failure.self) { try Client(port: port) }
    stand.release()
    let answer = try await blocking { try busy.response() }
    #expect(answer.text == "waited")
    #expect(answer.fields["connection"] == "close")
    #expect(try await blocking { try busy.rest().isEmpty })
    try await blocking { stopped.wait() }
  }

  @Test(.timeLimit(.minutes(2)))
  func `Stopping does not exceed its time limit`() async throws {
    let stand = Newsstand()
    let socket = try ListeningSocket(host: "127.0.0.1", port: 0)
    let port = socket.port
    let server = Server(socket: socket, loops: 1, workers: 1, responder: stand)
    server.start()
    let client = try Client(port: port)
    try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try await blocking { eventually { stand.handled.load(ordering: .relaxed) == 1 } }
    // The answer arrives only after the server has stopped.
    try await blocking { server.stop(within: 0.2) }
    stand.release()
  }

  @Test func `Stopping a server that never started returns`() async throws {
    let socket = try ListeningSocket(host: "127.0.0.1", port: 0)
    let server = Server(socket: socket, loops: 2, workers: 1, responder: Newsstand())
    try await blocking { server.stop(within: 1) }
  }

  @Test func `A thousand connections are served beside each other`() async throws {
    try await serving { port, _ in
      let clients = try (0..<1_000).map { _ in try Client(port: port) }
      for round in 0..<2 {
        let path = round == 0 ? "/kept" : "/hello"
        for client in clients { try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n") }
        for client in clients { #expect(try client.response().status != 0) }
      }
    }
  }
}
